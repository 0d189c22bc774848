//! What a record must hold, what a change changes, and how a title is made. No SQL, no clock.

use portico_kit::document::{Scalar, values_at};
use portico_kit::{EntityId, Instant, Money, TenantId};
use serde_json::{Map, Value, json};

use crate::schemas::Schema;
use crate::{Caller, Refusal};

/// Fields that the system keeps and clients send back without meaning to change them.
const SYSTEM_FIELDS: [&str; 10] = [
    "_id",
    "_schema",
    "_org",
    "_title",
    "_created_at",
    "_updated_at",
    "_acl",
    "_owners",
    "_deleted_at",
    "_changesets",
];
/// The longest name of an attribute, in bytes.
const LONGEST_NAME: usize = 200;
/// How deep lists and objects stand in one another; documents are not looked into any deeper.
const DEEPEST: usize = 30;
/// The largest value of an attribute, as JSON text.
const LARGEST: usize = 1_000_000;

/// The refusal of a schema that does not exist.
pub(super) fn unknown_schema(slug: &str) -> Refusal {
    Refusal::invalid("slug", format!("There is no schema {slug}."))
}

/// What was sent without the fields that the system keeps; staff may choose `_id` and `_created_at`.
pub(super) fn attributes_of(sent: Map<String, Value>, by_staff: bool) -> Map<String, Value> {
    let kept =
        |key: &str| !SYSTEM_FIELDS.contains(&key) || (by_staff && matches!(key, "_id" | "_created_at"));
    sent.into_iter().filter(|(key, value)| kept(key) && !value.is_null()).collect()
}

/// The id of a new record: the UUID that staff sent, else a fresh one.
pub(super) fn id_of_new(attributes: &Map<String, Value>, caller: &Caller) -> EntityId {
    match attributes.get("_id").and_then(Value::as_str).filter(|id| crate::portals::is_uuid(id)) {
        Some(id) => EntityId::from(id),
        None => EntityId::fresh(caller.now, &caller.random),
    }
}

/// The attributes that a change really changes, with their new values.
pub(super) fn changed_attributes(
    before: &Value,
    sent: &Map<String, Value>,
    by_staff: bool,
) -> Map<String, Value> {
    let differs = |key: &str, value: &Value| before.get(key).unwrap_or(&Value::Null) != value;
    let ignored = |key: &str| SYSTEM_FIELDS.contains(&key) && (by_staff || key == "_updated_at");
    let all = sent.iter().filter(|(key, value)| !ignored(key) && differs(key, value));
    all.map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// Refuses a change that was made from an older version of the record than the stored one.
pub(super) fn check_fresh(before: &Value, sent: &Map<String, Value>) -> Result<(), Refusal> {
    let Some(seen) = sent.get("_updated_at").and_then(Value::as_str) else { return Ok(()) };
    let stored = before.get("_updated_at").and_then(Value::as_str).unwrap_or_default();
    let same = match (Instant::parse_iso(seen), Instant::parse_iso(stored)) {
        (Ok(seen), Ok(stored)) => seen.0 / 1000 == stored.0 / 1000,
        _ => seen == stored,
    };
    if same {
        return Ok(());
    }
    let message = format!(
        "The record was changed at {stored}, after the version of {seen} that this change was made from."
    );
    Err(Refusal::Conflict { message, reason: Some("STALE") })
}

/// Checks the types of values that the schema knows.
pub(super) fn check_values(kind: &Schema, attributes: &Map<String, Value>) -> Result<(), Refusal> {
    for (name, value) in attributes {
        if name.is_empty() || name.len() > LONGEST_NAME || name.contains('\0') {
            let shown: String = name.chars().filter(|c| *c != '\0').take(40).collect();
            return Err(Refusal::invalid(&shown, format!("{shown:?} cannot name an attribute.")));
        }
        if value.is_null() {
            continue;
        }
        if value.to_string().len() > LARGEST {
            return Err(Refusal::invalid(name, format!("{name} is larger than 1 MB.")));
        }
        if let Some(problem) = unstorable(value, 0) {
            return Err(Refusal::invalid(name, format!("{name} {problem}.")));
        }
        if let Some(attribute) = kind.attribute(name) {
            check_value(attribute, value)?;
        }
    }
    Ok(())
}

/// Why a value cannot be stored, whatever its attribute is.
fn unstorable(value: &Value, depth: usize) -> Option<&'static str> {
    const NUL: &str = "contains a character that cannot be stored (U+0000)";
    if depth > DEEPEST {
        return Some("is nested too deeply");
    }
    match value {
        Value::String(text) => text.contains('\0').then_some(NUL),
        Value::Array(items) => items.iter().find_map(|item| unstorable(item, depth + 1)),
        Value::Object(fields) => fields.iter().find_map(|(key, inner)| match key.contains('\0') {
            true => Some(NUL),
            false => unstorable(inner, depth + 1),
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

/// Whether a value can be stored in an attribute.
pub fn fits(attribute: &crate::schemas::Attribute, value: &Value) -> bool {
    value.is_null() || check_value(attribute, value).is_ok()
}

fn check_value(attribute: &crate::schemas::Attribute, value: &Value) -> Result<(), Refusal> {
    let name = &attribute.name;
    let (holds, right) = match attribute.kind.as_str() {
        "string" | "link" | "country" if !attribute.is_repeatable() => (value.is_string(), "a text"),
        "select" | "radio" | "status" => return check_option(attribute, value),
        "boolean" => (value.is_boolean(), "true or false"),
        "number" => {
            (value.is_number() || value.as_str().is_some_and(|text| text.parse::<f64>().is_ok()), "a number")
        }
        "currency" => (value.as_i64().is_some(), "a whole number of cents"),
        "date" | "datetime" => {
            (value.as_str().is_some_and(|text| Instant::parse_iso(text).is_ok()), "a date such as 2026-11-25")
        }
        "multiselect" | "checkbox" | "tags" | "table" | "ordered_list" => {
            (value.is_array() || value.is_boolean(), "a list")
        }
        "address" | "payment" => (value.is_array() || value.is_object(), "a list of objects"),
        // A bare list would be kept, but relate nothing.
        "relation" => (
            value.get("$relation").is_some() || value.as_array().is_some_and(Vec::is_empty),
            "a relation such as {\"$relation\": [{\"entity_id\": \"…\"}]}",
        ),
        kind if kind.starts_with("relation") => (value.is_object() || value.is_array(), "a relation"),
        _ => return Ok(()),
    };
    if holds { Ok(()) } else { Err(Refusal::invalid(name, format!("{name} must be {right}."))) }
}

fn check_option(attribute: &crate::schemas::Attribute, value: &Value) -> Result<(), Refusal> {
    let name = &attribute.name;
    let Some(text) = value.as_str() else {
        return Err(Refusal::invalid(name, format!("{name} must be one of its options, as a text.")));
    };
    let options = attribute.doc.get("options").and_then(Value::as_array);
    let values: Vec<&str> = options
        .into_iter()
        .flatten()
        .filter_map(|option| option.as_str().or_else(|| option.get("value").and_then(Value::as_str)))
        .collect();
    if values.is_empty()
        || values.contains(&text)
        || attribute.doc.get("allow_any").and_then(Value::as_bool) == Some(true)
    {
        return Ok(());
    }
    Err(Refusal::invalid(
        name,
        format!("{text:?} is not an option of {name}. Choose one of: {}.", values.join(", ")),
    ))
}

/// Refuses a new record without a required attribute.
pub(super) fn check_required(kind: &Schema, attributes: &Map<String, Value>) -> Result<(), Refusal> {
    kind.attributes
        .iter()
        .filter(|attribute| !attributes.contains_key(&attribute.name))
        .try_for_each(check_required_one)
}

/// Refuses that an attribute is missing, if it is required.
pub(super) fn check_required_one(attribute: &crate::schemas::Attribute) -> Result<(), Refusal> {
    match attribute.required {
        true => Err(Refusal::invalid(&attribute.name, format!("{} is required.", attribute.name))),
        false => Ok(()),
    }
}

/// Refuses to clear a required attribute.
pub(super) fn check_not_cleared(kind: &Schema, changed: &Map<String, Value>) -> Result<(), Refusal> {
    let cleared = |name: &str, value: &Value| {
        (value.is_null() || value == "") && kind.attribute(name).is_some_and(|attribute| attribute.required)
    };
    match changed.iter().find(|(name, value)| cleared(name, value)) {
        Some((name, _)) => Err(Refusal::invalid(name, format!("{name} is required and cannot be empty."))),
        None => Ok(()),
    }
}

/// The attributes by which a record belongs to a contact; the last two when it works on the record.
const CONTACT_RELATIONS: [&str; 5] = ["customer", "contact", "contacts", "installer", "assignee"];

/// Relates a portal user's new record to the user's contact, unless it is already: a record of nobody could not be
/// found again. By the first attribute of an owner that the schema has and that says nothing yet.
pub(super) fn relate_to_contact(kind: &Schema, attributes: &mut Map<String, Value>, contact: &EntityId) {
    let names_contact = |value: &Value| relation_ids(value).contains(&contact.as_str());
    if CONTACT_RELATIONS.iter().any(|name| attributes.get(*name).is_some_and(names_contact)) {
        return;
    }
    let owners = &CONTACT_RELATIONS[..3];
    let known = || owners.iter().filter(|name| kind.attribute(name).is_some_and(|a| a.is_relation()));
    let free = known().find(|name| !attributes.contains_key(**name));
    // A file hangs on its records, not on people.
    let otherwise = owners.first().filter(|_| kind.slug != "file");
    let Some(name) = free.or(known().next()).or(otherwise) else { return };
    let held = attributes.get(*name).and_then(|value| value.get("$relation")).and_then(Value::as_array);
    let mut items = held.cloned().unwrap_or_default();
    items.push(json!({ "entity_id": contact.as_str(), "_schema": "contact" }));
    attributes.insert((*name).to_owned(), json!({ "$relation": items }));
}

/// A new record's document: the envelope first, then the attributes.
pub(super) fn new_document(
    kind: &Schema,
    id: &EntityId,
    organisation: &TenantId,
    mut attributes: Map<String, Value>,
    now: Instant,
) -> Value {
    let created_at = attributes.shift_remove("_created_at").unwrap_or_else(|| now.to_iso().into());
    let tags = attributes.shift_remove("_tags").unwrap_or_else(|| json!([]));
    let mut doc = Map::new();
    doc.insert("_id".to_owned(), id.as_str().into());
    doc.insert("_schema".to_owned(), kind.slug.as_str().into());
    doc.insert("_org".to_owned(), organisation.as_str().into());
    doc.insert("_title".to_owned(), Value::Null);
    doc.insert("_tags".to_owned(), tags);
    doc.insert("_created_at".to_owned(), created_at);
    doc.insert("_updated_at".to_owned(), now.to_iso().into());
    doc.extend(attributes);
    let mut doc = Value::Object(doc);
    follow_amounts(kind, &mut doc, kind.attributes.iter().map(|attribute| attribute.name.as_str()));
    doc["_title"] = title(kind, &doc).into();
    doc
}

/// The document after a change, and its new time of change: never the same millisecond as before.
pub(super) fn changed_document(
    kind: &Schema,
    before: &Value,
    changed: Map<String, Value>,
    now: Instant,
) -> (Value, Instant) {
    let last =
        before.get("_updated_at").and_then(Value::as_str).and_then(|text| Instant::parse_iso(text).ok());
    let updated_at = last.map_or(now, |last| now.max(Instant(last.0 + 1000)));
    let mut after = before.clone();
    let names: Vec<String> = changed.keys().cloned().collect();
    if let Some(fields) = after.as_object_mut() {
        for (name, value) in changed {
            if value.is_null() {
                fields.shift_remove(&name);
            } else {
                fields.insert(name, value);
            }
        }
        fields.insert("_updated_at".to_owned(), updated_at.to_iso().into());
    }
    follow_amounts(kind, &mut after, names.iter().map(String::as_str));
    after["_title"] = title(kind, &after).into();
    (after, updated_at)
}

/// Keeps the decimal text beside an amount of cents in step with it, where the schema or the record has one.
fn follow_amounts<'a>(kind: &Schema, doc: &mut Value, names: impl Iterator<Item = &'a str>) {
    for name in
        names.filter(|name| kind.attribute(name).is_some_and(|attribute| attribute.kind == "currency"))
    {
        let decimal = format!("{name}_decimal");
        if kind.attribute(&decimal).is_none() && doc.get(&decimal).is_none() {
            continue;
        }
        match doc.get(name).and_then(Value::as_i64) {
            Some(cents) => doc[decimal] = Money::euro_cents(cents).to_decimal().into(),
            None => {
                doc.as_object_mut().and_then(|fields| fields.shift_remove(&decimal));
            }
        }
    }
}

/// The title that the schema's template makes of a record; the schema's slug when it makes nothing.
pub fn title(kind: &Schema, doc: &Value) -> String {
    let text = doc.to_string();
    let mut parts = kind.title_template.split("{{");
    let mut made = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (path, rest) = part.split_once("}}").unwrap_or((part, ""));
        made.push_str(&first_text(&text, path.trim()));
        made.push_str(rest);
    }
    let made = made.split_whitespace().collect::<Vec<_>>().join(" ");
    if made.is_empty() { kind.slug.clone() } else { made }
}

fn first_text(doc: &str, path: &str) -> String {
    let found = values_at(doc, path).into_iter().find_map(|value| match value {
        Scalar::Text(text) => Some(text.into_owned()),
        Scalar::Number(number) => Some(number.to_string()),
        Scalar::Bool(fact) => Some(fact.to_string()),
        Scalar::Null => None,
    });
    found.unwrap_or_default()
}

/// The ids that a relation value points to.
pub fn relation_ids(value: &Value) -> Vec<&str> {
    let items = value.get("$relation").or(Some(value)).and_then(Value::as_array);
    items.into_iter().flatten().filter_map(|item| item.get("entity_id").and_then(Value::as_str)).collect()
}

/// The ids of the products and prices that line items name.
pub(super) fn line_item_ids(value: &Value) -> impl Iterator<Item = &str> {
    let items = value.as_array().into_iter().flatten();
    items
        .flat_map(|item| ["product_id", "price_id"].map(|key| item.get(key).and_then(Value::as_str)))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schemas::parse;

    fn contract() -> Schema {
        let text = r#"{"slug":"contract","title_template":"{{contract_name}} {{address.city}}","attributes":[
            {"name":"contract_name","type":"string","required":true},
            {"name":"status","type":"status","options":[{"value":"active"},{"value":"ended"}]},
            {"name":"price","type":"currency"}]}"#;
        parse(text).unwrap_or_else(|refusal| panic!("{refusal:?}"))
    }

    #[test]
    fn a_title_is_made_of_what_is_there() {
        let doc = json!({"contract_name": "Strom", "address": [{"city": "Auental"}]});
        assert_eq!(title(&contract(), &doc), "Strom Auental");
        assert_eq!(title(&contract(), &json!({})), "contract");
    }

    #[test]
    fn a_wrong_type_names_its_attribute() {
        let sent = json!({"price": "12,50"}).as_object().cloned().unwrap_or_default();
        let Err(Refusal::Invalid { field, .. }) = check_values(&contract(), &sent) else {
            panic!("accepted")
        };
        assert_eq!(field.as_deref(), Some("price"));
        let sent = json!({"status": "unknown"}).as_object().cloned().unwrap_or_default();
        assert!(check_values(&contract(), &sent).is_err());
    }

    #[test]
    fn a_change_keeps_what_was_not_sent_and_clears_what_is_null() {
        let before = json!({"contract_name": "Strom", "price": 5, "_updated_at": "2026-11-25T08:00:00.000Z"});
        let sent = json!({"price": null}).as_object().cloned().unwrap_or_default();
        let now = Instant::parse_iso("2026-11-25T08:00:00.000Z").unwrap_or(Instant(0));
        let (after, _) = changed_document(&contract(), &before, sent, now);
        assert_eq!(after["contract_name"], "Strom");
        assert!(after.get("price").is_none());
        assert_eq!(after["_updated_at"], "2026-11-25T08:00:00.001Z");
    }

    #[test]
    fn a_stale_version_is_refused() {
        let before = json!({"_updated_at": "2026-11-25T08:00:00.001Z"});
        let seen = |at: &str| json!({"_updated_at": at}).as_object().cloned().unwrap_or_default();
        assert!(check_fresh(&before, &seen("2026-11-25T08:00:00.001Z")).is_ok());
        assert!(check_fresh(&before, &seen("2026-11-25T08:00:00.000Z")).is_err());
        assert!(check_fresh(&before, &Map::new()).is_ok());
    }
}
