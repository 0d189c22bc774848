//! Values as plain text, for whoever formats them later.

use serde_json::Value;

/// A value as plain text: words and numbers as they are stored, lists one after the other, addresses in one line.
pub fn told_plainly(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(fact) => fact.to_string(),
        Value::Array(items) => {
            let told: Vec<String> = items.iter().map(told_plainly).filter(|told| !told.is_empty()).collect();
            told.join(", ")
        }
        Value::Object(fields) => {
            let keys = ["email", "phone", "label", "title", "name", "value", "iban"];
            match keys.iter().find_map(|key| fields.get(*key)?.as_str()) {
                Some(word) => word.trim().to_owned(),
                None => address_line(value),
            }
        }
        Value::Null => String::new(),
    }
}

/// An address in one line: `Ulmenweg 7, 34990 Auental`; nothing for anything else.
pub(super) fn address_line(value: &Value) -> String {
    let word = |key: &str| value.get(key).and_then(Value::as_str).map(str::trim).unwrap_or_default();
    let pair = |a: &str, b: &str| [word(a), word(b)].join(" ").trim().to_owned();
    let parts = [pair("street", "street_number"), pair("postal_code", "city")];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
