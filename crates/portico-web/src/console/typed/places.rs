//! Places in a document by dotted keys; a number is a place in a list.

use serde_json::{Map, Value};

/// What stands at a place; null when nothing does.
pub(in crate::console) fn at<'a>(doc: &'a Value, key: &str) -> &'a Value {
    let step = |value: &'a Value, part: &str| match value {
        Value::Array(items) => part.parse::<usize>().ok().and_then(|number| items.get(number)),
        other => other.get(part),
    };
    key.split('.').try_fold(doc, step).unwrap_or(&Value::Null)
}

/// What stands at a place, to change it; nothing when there is no such place.
pub(super) fn at_mut<'a>(doc: &'a mut Value, key: &str) -> Option<&'a mut Value> {
    key.split('.').try_fold(doc, |value, part| match value {
        Value::Array(items) => part.parse::<usize>().ok().and_then(|number| items.get_mut(number)),
        other => other.get_mut(part),
    })
}

/// Puts a value at a place, making what it stands in; null takes the key away.
pub(in crate::console) fn put(doc: &mut Value, key: &str, value: Value) {
    let (above, last) = key.rsplit_once('.').map_or((None, key), |(above, last)| (Some(above), last));
    if value.is_null() && above.is_some_and(|above| !at(doc, above).is_object()) {
        return;
    }
    let mut place = doc;
    for part in above.into_iter().flat_map(|above| above.split('.')) {
        let Some(fields) = fields_of(place) else { return };
        place = fields.entry(part.to_owned()).or_insert_with(|| Value::Object(Map::new()));
    }
    let Some(fields) = fields_of(place) else { return };
    match value {
        Value::Null => drop(fields.shift_remove(last)),
        value => drop(fields.insert(last.to_owned(), value)),
    }
}

/// Makes a value an object, unless it is one, and answers its fields.
fn fields_of(value: &mut Value) -> Option<&mut Map<String, Value>> {
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    value.as_object_mut()
}

/// The place beside another: `content.schema` beside `content.name`.
pub(super) fn beside(key: &str, other: &str) -> String {
    key.rsplit_once('.').map_or_else(|| other.to_owned(), |(above, _)| format!("{above}.{other}"))
}
