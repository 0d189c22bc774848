//! Lists in a form: one more row, a row less, a row moved, and empty rows left out when it is stored.

use serde_json::{Map, Value};

use super::places::{at, at_mut, put};
use crate::portal::blocks::settings::{Kind, Setting};

/// Takes the step that a button names: `add:actions`, `drop:actions.2`, `up:actions.2`, `down:actions.2`.
pub(super) fn step(doc: &mut Value, step: &str) {
    let (verb, place) = step.split_once(':').unwrap_or((step, ""));
    if verb == "add" {
        let mut rows = at(doc, place).as_array().cloned().unwrap_or_default();
        rows.push(Value::Object(Map::new()));
        return put(doc, place, Value::Array(rows));
    }
    let Some((list, number)) = place.rsplit_once('.') else { return };
    let Ok(number) = number.parse::<usize>() else { return };
    let Some(rows) = at_mut(doc, list).and_then(Value::as_array_mut) else { return };
    match verb {
        "drop" if number < rows.len() => drop(rows.remove(number)),
        "up" if number > 0 && number < rows.len() => rows.swap(number, number - 1),
        "down" if number + 1 < rows.len() => rows.swap(number, number + 1),
        _ => {}
    }
}

/// Leaves out the rows in which nothing stands.
pub(super) fn drop_empty(settings: &[Setting], doc: &mut Value) {
    for setting in settings {
        let Some(rows) = at_mut(doc, setting.key).and_then(Value::as_array_mut) else { continue };
        match setting.kind {
            Kind::Rows(inner) => {
                rows.iter_mut().for_each(|row| drop_empty(inner, row));
                rows.retain(|row| !is_blank(inner, row));
            }
            Kind::Listed(_) => {
                rows.retain(|row| row.as_str().is_some_and(|text| !text.is_empty()));
            }
            _ => {}
        }
    }
}

/// Whether a row says nothing that somebody typed; choices and boxes always say something.
fn is_blank(settings: &[Setting], row: &Value) -> bool {
    settings.iter().all(|setting| match setting.kind {
        Kind::Choice(_) | Kind::Flag(_) => true,
        _ => is_nothing(at(row, setting.key)),
    })
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.values().all(is_nothing),
        _ => false,
    }
}
