//! Values as cells: options by their labels, related records by their titles, numbers without signs around them.

use std::collections::HashMap;

use portico_kit::{Locale, Money};
use serde_json::Value;

use crate::entities::relation_ids;
use crate::schemas::{Attribute, label_of};

/// What stands in a cell.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Cell {
    /// A text, which may look like anything.
    Text(String),
    /// A number with the decimal sign of the language.
    Number(String),
}

/// The parts of an address, as they are written on a letter.
const ADDRESS: [&str; 6] = ["street", "street_number", "additional_info", "postal_code", "city", "country"];

/// The cell of a value.
pub(super) fn cell(
    locale: Locale,
    attribute: &Attribute,
    value: &Value,
    titles: &HashMap<String, String>,
) -> Cell {
    match value {
        Value::Number(number) => {
            let cents = number.as_i64().filter(|_| attribute.kind == "currency");
            let plain =
                cents.map_or_else(|| number.to_string(), |cents| Money::euro_cents(cents).to_decimal());
            Cell::Number(match locale {
                Locale::De => plain.replace('.', ","),
                Locale::En => plain,
            })
        }
        other => Cell::Text(text(locale, attribute, other, titles)),
    }
}

fn text(locale: Locale, attribute: &Attribute, value: &Value, titles: &HashMap<String, String>) -> String {
    let joined =
        |texts: Vec<String>| texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ");
    match (value, locale) {
        (Value::Null, _) => String::new(),
        (Value::Bool(true), Locale::De) => "ja".to_owned(),
        (Value::Bool(true), Locale::En) => "yes".to_owned(),
        (Value::Bool(false), Locale::De) => "nein".to_owned(),
        (Value::Bool(false), Locale::En) => "no".to_owned(),
        (Value::Number(number), _) => number.to_string(),
        // A day is a day in every spreadsheet; its midnight is not.
        (Value::String(text), _) if attribute.kind == "date" => text.chars().take(10).collect(),
        (Value::String(text), _) => option(locale, attribute, text).unwrap_or_else(|| text.clone()),
        (Value::Array(items), _) => {
            joined(items.iter().map(|item| self::text(locale, attribute, item, titles)).collect())
        }
        (Value::Object(_), _) if value.get("$relation").is_some() => {
            let ids = relation_ids(value).into_iter();
            joined(ids.map(|id| titles.get(id).cloned().unwrap_or_else(|| id.to_owned())).collect())
        }
        (Value::Object(fields), _) => {
            let address: Vec<&str> = ADDRESS.iter().filter_map(|key| fields.get(*key)?.as_str()).collect();
            if !address.is_empty() {
                return address.join(" ");
            }
            let shown = fields.iter().filter(|(key, _)| !key.starts_with('_'));
            joined(shown.map(|(_, field)| self::text(locale, attribute, field, titles)).collect())
        }
    }
}

/// The label of an option.
fn option(locale: Locale, attribute: &Attribute, wanted: &str) -> Option<String> {
    let options = attribute.doc.get("options").and_then(Value::as_array)?;
    let found = options.iter().find(|option| option.get("value").and_then(Value::as_str) == Some(wanted))?;
    label_of(found, "label", locale).or_else(|| label_of(found, "title", locale))
}
