//! Changing a schema part by part: its names, its groups, one attribute; never an older version over a newer one.

use portico_db::Tx;
use serde_json::{Value, json};

use super::{parse, put, replace, rules, store};
use crate::{Caller, Refusal};

/// Which way something moves among its neighbours.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Way {
    /// Before the one above it.
    Up,
    /// After the one below it.
    Down,
}

/// Creates a schema under a slug that is free.
pub fn create(tx: &mut Tx<'_>, slug: &str, doc: Value) -> Result<Value, Refusal> {
    rules::check_slug(slug)?;
    if store::version(tx, slug)?.is_some() {
        return Err(Refusal::invalid(
            "slug",
            format!("There is a schema {slug} already. Choose another slug."),
        ));
    }
    put(tx, slug, doc)
}

/// Changes a schema that is still at the version somebody saw.
pub fn change(
    tx: &mut Tx<'_>,
    caller: &Caller,
    slug: &str,
    seen: i64,
    work: impl FnOnce(&mut Value) -> Result<(), Refusal>,
) -> Result<Value, Refusal> {
    let (version, text) = store::find(tx, slug)?.ok_or(Refusal::NotFound)?;
    if version != seen {
        return Err(Refusal::Conflict {
            message: format!("The schema {slug} was changed meanwhile: it is at version {version}."),
            reason: Some("STALE"),
        });
    }
    let mut doc = parse(&text)?.doc;
    work(&mut doc)?;
    replace(tx, caller, slug, doc)
}

/// Puts an attribute into a schema: in place of the one named `old`, else as a new one at the end.
pub fn set_attribute(doc: &mut Value, old: Option<&str>, attribute: Value) -> Result<(), Refusal> {
    let name = name_of(&attribute).to_owned();
    if old.is_none() {
        rules::check_new_name(&name)?;
    }
    rules::check_options(&attribute)?;
    let mut all = attributes(doc);
    if old != Some(name.as_str()) && all.iter().any(|own| name_of(own) == name) {
        return Err(Refusal::invalid(
            "name",
            format!("There is an attribute {name} already. Choose another name."),
        ));
    }
    match old {
        Some(old) => {
            let place = all.iter_mut().find(|own| name_of(own) == old).ok_or(Refusal::NotFound)?;
            *place = attribute;
        }
        None => all.push(attribute),
    }
    keep(doc, all);
    Ok(())
}

/// Takes an attribute out of a schema; what records hold in it stays in them.
pub fn remove_attribute(doc: &mut Value, name: &str) -> Result<(), Refusal> {
    let mut all = attributes(doc);
    let before = all.len();
    all.retain(|own| name_of(own) != name);
    if all.len() == before {
        return Err(Refusal::NotFound);
    }
    keep(doc, all);
    Ok(())
}

/// Moves an attribute past its neighbour in the same group.
pub fn move_attribute(doc: &mut Value, name: &str, way: Way) -> Result<(), Refusal> {
    let group = |own: &Value| own.get("group").and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut all = attributes(doc);
    let here = all.iter().position(|own| name_of(own) == name).ok_or(Refusal::NotFound)?;
    let own = all.get(here).map(group).unwrap_or_default();
    let is_near = |(_, other): &(usize, &Value)| group(other) == own;
    let near = match way {
        Way::Up => all.iter().enumerate().take(here).rfind(is_near),
        Way::Down => all.iter().enumerate().skip(here + 1).find(is_near),
    };
    if let Some(there) = near.map(|(at, _)| at) {
        all.swap(here, there);
    }
    keep(doc, all);
    Ok(())
}

/// Puts other groups in place of a schema's own; refused while attributes stand in one that is gone.
pub fn set_groups(doc: &mut Value, groups: Vec<Value>) -> Result<(), Refusal> {
    let ids: Vec<String> =
        groups.iter().filter_map(|group| group.get("id")?.as_str().map(str::to_owned)).collect();
    for (at, id) in ids.iter().enumerate() {
        rules::check_group(id, ids.iter().take(at).any(|other| other == id))?;
    }
    let lost = attributes(doc).iter().find_map(|own| {
        let group = own
            .get("group")?
            .as_str()
            .filter(|group| !group.is_empty() && !ids.iter().any(|id| id == group))?;
        Some((group.to_owned(), name_of(own).to_owned()))
    });
    let stored = doc.get("group_settings").and_then(Value::as_array).cloned().unwrap_or_default();
    let was = |id: &str| stored.iter().any(|group| group.get("id").and_then(Value::as_str) == Some(id));
    if let Some((group, attribute)) = lost.filter(|(group, _)| was(group)) {
        let message =
            format!("The attribute {attribute} stands in the group {group}. Move it before the group goes.");
        return Err(Refusal::invalid("group_settings", message));
    }
    doc["group_settings"] = groups.into();
    if let Some(groups) = doc["group_settings"].as_array_mut() {
        for (at, group) in groups.iter_mut().enumerate() {
            group["order"] = json!(at + 1);
        }
    }
    Ok(())
}

/// The attributes of a schema, taken out of it for a while.
fn attributes(doc: &Value) -> Vec<Value> {
    doc.get("attributes").and_then(Value::as_array).cloned().unwrap_or_default()
}

fn name_of(attribute: &Value) -> &str {
    attribute.get("name").and_then(Value::as_str).unwrap_or_default()
}

/// Puts attributes back, their order written down for programs that sort by it.
fn keep(doc: &mut Value, mut all: Vec<Value>) {
    for (at, own) in all.iter_mut().enumerate() {
        if own.is_object() {
            own["order"] = json!(at + 1);
        }
    }
    doc["attributes"] = all.into();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema() -> Value {
        json!({"slug": "tariff", "group_settings": [{"id": "a"}, {"id": "b"}], "attributes": [
            {"name": "one", "group": "a"}, {"name": "two", "group": "b"}, {"name": "three", "group": "a", "strange": 1}]})
    }

    fn names(doc: &Value) -> Vec<&str> {
        doc["attributes"].as_array().into_iter().flatten().map(name_of).collect()
    }

    #[test]
    fn an_attribute_moves_past_its_neighbour_in_its_group() {
        let mut doc = schema();
        move_attribute(&mut doc, "three", Way::Up).expect("moved");
        assert_eq!(names(&doc), ["three", "two", "one"]);
        move_attribute(&mut doc, "two", Way::Down).expect("nothing below it");
        assert_eq!(names(&doc), ["three", "two", "one"]);
        assert_eq!(doc["attributes"][0]["strange"], 1);
    }

    #[test]
    fn a_name_is_plain_and_there_once() {
        let mut doc = schema();
        for name in ["one", "_id", "1st", "a b", "", "A"] {
            assert!(set_attribute(&mut doc, None, json!({"name": name})).is_err(), "{name}");
        }
        set_attribute(&mut doc, None, json!({"name": "four"})).expect("free");
        set_attribute(&mut doc, Some("one"), json!({"name": "one", "type": "date"})).expect("its own name");
        assert_eq!((names(&doc).len(), &doc["attributes"][0]["type"]), (4, &json!("date")));
    }

    #[test]
    fn a_group_with_attributes_does_not_go() {
        let mut doc = schema();
        let refused = set_groups(&mut doc, vec![json!({"id": "a"})]);
        assert!(matches!(refused, Err(Refusal::Invalid { .. })));
        set_groups(&mut doc, vec![json!({"id": "b"}), json!({"id": "a"}), json!({"id": "c"})])
            .expect("all there");
        assert!(
            set_groups(&mut doc, vec![json!({"id": "b"}), json!({"id": "a"}), json!({"id": "b"})]).is_err()
        );
    }

    #[test]
    fn an_option_has_a_value_of_its_own() {
        let mut doc = schema();
        let with = |options: Value| json!({"name": "four", "type": "select", "options": options});
        for options in [json!([{"value": ""}]), json!([{"value": "a"}, {"value": "a"}])] {
            assert!(set_attribute(&mut doc, None, with(options)).is_err());
        }
        set_attribute(&mut doc, None, with(json!([{"value": "a"}, "b"]))).expect("two options");
    }
}
