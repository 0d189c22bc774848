//! What people typed, as texts by field name; and a stored value as the texts a form begins with.

use portico_core::schemas::Attribute;
use portico_kit::{Instant, Locale, Money};
use serde_json::Value;

use crate::design::format;
use crate::portal::values::table;

/// Typed texts in the order of their fields; a name may come several times.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed(Vec<(String, String)>);

/// The parts of an address, in the order people write them.
pub const ADDRESS_PARTS: [&str; 5] = ["street", "street_number", "postal_code", "city", "additional_info"];

impl Typed {
    /// The fields of a form, without those that steer it.
    pub fn of_pairs(pairs: &[(String, String)]) -> Self {
        Self(pairs.iter().filter(|(name, _)| !name.starts_with('_')).cloned().collect())
    }

    /// The text of a field, trimmed.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text.trim())
    }

    /// The text of a field as it was typed.
    pub fn as_typed(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text)
    }

    /// All texts of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, text)| text.as_str())
    }

    /// Every field with its text.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// Forgets what was typed for an attribute and takes its stored value instead.
    pub fn replace(&mut self, locale: Locale, attribute: &Attribute, value: &Value) {
        let inside = format!("{}.", attribute.name);
        self.0.retain(|(name, _)| *name != attribute.name && !name.starts_with(&inside));
        self.begin(locale, &attribute.name, attribute, value);
    }

    /// Adds a stored value as the texts that its fields begin with.
    pub fn begin(&mut self, locale: Locale, name: &str, attribute: &Attribute, value: &Value) {
        let mut add = |name: String, text: String| self.0.push((name, text));
        match attribute.kind.as_str() {
            "address" => {
                let item = first(value);
                for part in ADDRESS_PARTS {
                    add(format!("{name}.{part}"), string(item.get(part).unwrap_or(&Value::Null)));
                }
            }
            "email" | "phone" => add(name.to_owned(), item_text(first(value), &attribute.kind)),
            "multiselect" | "tags" => {
                for chosen in value.as_array().into_iter().flatten() {
                    add(name.to_owned(), string(chosen));
                }
            }
            "number" => add(name.to_owned(), with_mark(locale, &digits(value))),
            "currency" => {
                let amount = value.as_i64().map(|cents| Money::euro_cents(cents).to_decimal());
                add(name.to_owned(), with_mark(locale, &amount.unwrap_or_default()));
            }
            "datetime" => {
                let (date, time) = local(value);
                add(format!("{name}.date"), date);
                add(format!("{name}.time"), time);
            }
            "table" => {
                for column in table::columns(attribute) {
                    let cell = value.get(&column.name).unwrap_or(&Value::Null).clone();
                    self.begin(locale, &format!("{name}.{}", column.name), &column, &cell);
                }
            }
            _ => add(name.to_owned(), string(value)),
        }
    }
}

/// The first item of a value that may hold several.
pub fn first(value: &Value) -> &Value {
    match value {
        Value::Array(items) => items.first().unwrap_or(&Value::Null),
        other => other,
    }
}

fn item_text(item: &Value, kind: &str) -> String {
    string(item.get(kind).unwrap_or(item))
}

fn string(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(yes) => yes.to_string(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

fn digits(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.trim().to_owned(),
        _ => String::new(),
    }
}

/// A plain decimal with the mark of the language and no groups, so that it reads back as it is.
fn with_mark(locale: Locale, plain: &str) -> String {
    match locale {
        Locale::De => plain.replace('.', ","),
        Locale::En => plain.to_owned(),
    }
}

/// A moment as the day and the time that clocks show.
fn local(value: &Value) -> (String, String) {
    let at = value.as_str().and_then(|text| Instant::parse_iso(text).ok());
    let Some(at) = at else { return (String::new(), String::new()) };
    let (day, of_day) = format::local(at);
    (day.to_iso(), format!("{:02}:{:02}", of_day.hour, of_day.minute))
}
