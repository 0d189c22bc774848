//! Lists that records hold, such as tags and relations to several: entries come, go, or take the place of all.

use portico_db::Tx;
use portico_kit::{ActivityId, EntityId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{Change, change_told, view};
use crate::activity::Cause;
use crate::{Caller, Refusal};

/// What becomes of the entries of a list.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// They come to it.
    Add,
    /// They go from it.
    Remove,
    /// They take the place of what it held.
    Replace,
}

/// The labels that every record can have.
pub(crate) const TAGS: &str = "_tags";
/// What hangs on a record without an attribute of its own, such as files.
pub(crate) const LOOSE: &str = "_relations";

/// Changes the list that an attribute holds; answers the entry of the history that tells of it, none when the list is
/// so already.
///
/// # Errors
/// As [`super::change`].
pub(crate) fn amend(
    tx: &mut Tx<'_>,
    caller: &Caller,
    (schema, id): (&str, &EntityId),
    attribute: &str,
    (how, items): (How, &[Value]),
    cause: &Cause,
) -> Result<Option<ActivityId>, Refusal> {
    let held = held(&view(tx, caller, schema, id)?.to_value(), attribute);
    let next = match how {
        How::Add => joined(held.clone(), items),
        How::Remove => held.iter().filter(|item| !has(items, item)).cloned().collect(),
        How::Replace => joined(Vec::new(), items),
    };
    save(tx, caller, (schema, id), attribute, (&held, next), cause)
}

/// Takes out of the list what a change brought into it, and brings back what the change took out; what came to the
/// list or went from it since stays as it is.
pub(crate) fn take_back(
    tx: &mut Tx<'_>,
    caller: &Caller,
    (schema, id): (&str, &EntityId),
    attribute: &str,
    (old, left): (&Value, &Value),
    cause: &Cause,
) -> Result<Option<ActivityId>, Refusal> {
    let held = held(&view(tx, caller, schema, id)?.to_value(), attribute);
    let (old, left) = (items_of(old), items_of(left));
    let came: Vec<Value> = left.iter().filter(|item| !has(&old, item)).cloned().collect();
    let went: Vec<Value> = old.into_iter().filter(|item| !has(&left, item)).collect();
    let kept: Vec<Value> = held.iter().filter(|item| !has(&came, item)).cloned().collect();
    save(tx, caller, (schema, id), attribute, (&held, joined(kept, &went)), cause)
}

fn save(
    tx: &mut Tx<'_>,
    caller: &Caller,
    (schema, id): (&str, &EntityId),
    attribute: &str,
    (held, next): (&[Value], Vec<Value>),
    cause: &Cause,
) -> Result<Option<ActivityId>, Refusal> {
    if next == held {
        return Ok(None);
    }
    let kind = caller.catalogue.find(schema).and_then(|kind| kind.attribute(attribute));
    // The schema need not know a relation for records to have it.
    let named = |item: &Value| item.get("entity_id").is_some();
    let is_related = attribute != LOOSE && next.iter().chain(held).all(named);
    let holds_one = kind.is_some_and(|kind| kind.doc.get("relation_type") == Some(&json!("has_one")));
    if is_related && holds_one && next.len() > 1 {
        let message = format!("{attribute} leads to one record at most, and leads to another one.");
        return Err(Refusal::invalid(attribute, message));
    }
    let value = match next.is_empty() {
        true if attribute != LOOSE => Value::Null,
        false if is_related => json!({ "$relation": next }),
        _ => Value::Array(next),
    };
    let attributes: Map<String, Value> = [(attribute.to_owned(), value)].into_iter().collect();
    change_told(tx, caller, schema, id, &Change { attributes }, cause).map(|(_, entry)| entry)
}

/// The entries of the list that an attribute of a record holds.
fn held(doc: &Value, attribute: &str) -> Vec<Value> {
    doc.get(attribute).map(items_of).unwrap_or_default()
}

fn items_of(value: &Value) -> Vec<Value> {
    value.get("$relation").unwrap_or(value).as_array().cloned().unwrap_or_default()
}

/// A list with these entries at its end, each once.
fn joined(list: Vec<Value>, items: &[Value]) -> Vec<Value> {
    items.iter().fold(list, |mut list, item| {
        if !has(&list, item) {
            list.push(item.clone());
        }
        list
    })
}

fn has(list: &[Value], item: &Value) -> bool {
    list.iter().any(|one| is_same(one, item))
}

/// Whether two entries are one: related records are told apart by their ids, anything else by what it is.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one.get("entity_id"), other.get("entity_id")) {
        (Some(one), Some(other)) => one == other,
        _ => one == other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_comes_to_a_list_once() {
        let held = vec![json!({ "entity_id": "1", "_schema": "file" })];
        let joined = joined(held, &[json!({ "entity_id": "1" }), json!({ "entity_id": "2" })]);
        let expected = [json!({ "entity_id": "1", "_schema": "file" }), json!({ "entity_id": "2" })];
        assert_eq!(joined, expected);
    }

    #[test]
    fn entries_are_read_from_lists_and_from_relations() {
        assert_eq!(items_of(&json!(["a"])), [json!("a")]);
        assert_eq!(items_of(&json!({ "$relation": [{ "entity_id": "1" }] })).len(), 1);
        assert!(items_of(&Value::Null).is_empty());
    }
}
