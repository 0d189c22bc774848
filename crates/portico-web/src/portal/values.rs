//! Values as people read them in running text: by the type their schema gives them, in their language.

use portico_core::schemas::{Attribute, Schema, label_of};
use portico_kit::{Instant, Locale, Money};
use serde_json::Value;

use crate::design::components::value::address_line;
use crate::design::format::{self, Clock, Day};
use crate::design::words::t;

pub mod lines;
pub mod shown;
pub mod table;

/// How much room a value has.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Room {
    /// In a sentence or in the facts of a record.
    Sentence,
    /// In a cell of a table or a line of facts.
    Cell,
}

/// Whether there is nothing to read in a value.
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.iter().all(is_empty),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

/// An attribute of a record as text; nothing when it has none, or none that can be read as text.
pub fn text(locale: Locale, attribute: &Attribute, doc: &Value, room: Room) -> Option<String> {
    let value = doc.get(&attribute.name).filter(|value| !is_empty(value))?;
    text_of(locale, attribute, value, doc, room)
}

/// A value of an attribute as text; `doc` holds its siblings, such as its currency.
pub fn text_of(
    locale: Locale,
    attribute: &Attribute,
    value: &Value,
    doc: &Value,
    room: Room,
) -> Option<String> {
    let each = |one: &dyn Fn(&Value) -> Option<String>| joined(value, one);
    match attribute.kind.as_str() {
        "select" | "radio" | "status" | "multiselect" | "tags" => {
            each(&|value| option(locale, attribute, value))
        }
        "boolean" | "checkbox" => {
            yes_or_no(locale, value).or_else(|| each(&|v| option(locale, attribute, v)))
        }
        "number" => number(locale, &value_digits(value)?, unit(attribute, doc)),
        "currency" => {
            Some(format::money(locale, &Money { cents: value.as_i64()?, currency: currency(attribute, doc) }))
        }
        "date" | "datetime" => moment(locale, value.as_str()?, attribute.kind == "datetime", room),
        "address" => each(&|value| address(value, room)),
        "payment" => each(&|value| value.get("iban").and_then(Value::as_str).map(format::bank_account)),
        "table" => table::lines(locale, attribute, value),
        "internal" | "file" | "image" => None,
        kind if kind.starts_with("relation") => None,
        _ if attribute.identifier => each(&|value| word(value).map(|word| format::identifier(&word))),
        _ => each(&word),
    }
}

/// The value at a dotted path as text, for placeholders: `contract_number`, `address.city`, `_id`.
pub fn at_path(locale: Locale, schema: &Schema, doc: &Value, path: &str) -> Option<String> {
    match (schema.attribute(path), path.split_once('.')) {
        (Some(attribute), _) => text(locale, attribute, doc, Room::Sentence),
        (None, None) => doc.get(path).filter(|_| path.starts_with('_')).and_then(word),
        (None, Some((first, rest))) => {
            let value = doc.get(first)?;
            rest.split('.')
                .try_fold(first_of(value), |value, step| Some(first_of(value?.get(step)?)))
                .flatten()
                .and_then(word)
        }
    }
}

fn first_of(value: &Value) -> Option<&Value> {
    match value {
        Value::Array(items) => items.first(),
        other => Some(other),
    }
}

fn joined(value: &Value, one: &dyn Fn(&Value) -> Option<String>) -> Option<String> {
    let Value::Array(items) = value else { return one(value) };
    let texts: Vec<String> = items.iter().filter_map(one).collect();
    (!texts.is_empty()).then(|| texts.join(", "))
}

/// The one word of a plain value, or of an item such as `{"email": …}`.
fn word(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Object(fields) => {
            let keys = ["email", "phone", "label", "title", "name", "value"];
            keys.iter().find_map(|key| fields.get(*key)?.as_str())?.to_owned()
        }
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// The label of an option of a select, in the reader's language.
pub fn option(locale: Locale, attribute: &Attribute, value: &Value) -> Option<String> {
    let value = value.as_str()?;
    Some(
        find_option(attribute, value)
            .and_then(|option| option_label(option, locale))
            .unwrap_or_else(|| value.to_owned()),
    )
}

/// An option of a select by its value.
pub fn find_option<'a>(attribute: &'a Attribute, value: &str) -> Option<&'a Value> {
    let options = attribute.doc.get("options").and_then(Value::as_array)?;
    options.iter().find(|option| {
        option.as_str() == Some(value) || option.get("value").and_then(Value::as_str) == Some(value)
    })
}

/// The options of a select, each with its value.
pub fn options(attribute: &Attribute) -> impl Iterator<Item = (&str, &Value)> {
    let list = attribute.doc.get("options").and_then(Value::as_array);
    list.into_iter().flatten().filter_map(|option| {
        let value = option.as_str().or_else(|| option.get("value")?.as_str())?;
        (!value.is_empty()).then_some((value, option))
    })
}

/// The label of an option.
pub fn option_label(option: &Value, locale: Locale) -> Option<String> {
    label_of(option, "label", locale)
        .or_else(|| label_of(option, "title", locale))
        .or_else(|| option.as_str().or_else(|| option.get("value")?.as_str()).map(str::to_owned))
}

/// An address in one line; in a sentence with its addition, so that no change of it goes untold.
fn address(value: &Value, room: Room) -> Option<String> {
    let more =
        value.get("additional_info").and_then(Value::as_str).map(str::trim).filter(|more| !more.is_empty());
    let line = Some(address_line(value)).filter(|line| !line.is_empty());
    let more = more.filter(|_| room == Room::Sentence);
    let parts: Vec<&str> = line.as_deref().into_iter().chain(more).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn yes_or_no(locale: Locale, value: &Value) -> Option<String> {
    value.as_bool().map(|yes| t(locale, if yes { "value-yes" } else { "value-no" }).into_owned())
}

fn value_digits(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.trim().to_owned()),
        _ => None,
    }
}

/// The unit of a number: its own, or that of the record it stands in.
pub fn unit<'a>(attribute: &'a Attribute, doc: &'a Value) -> Option<&'a str> {
    let own = attribute.doc.get("unit").and_then(Value::as_str);
    let shared = || doc.get("unit").and_then(Value::as_str).filter(|_| attribute.name != "unit");
    own.or_else(shared).filter(|unit| !unit.is_empty())
}

fn number(locale: Locale, digits: &str, unit: Option<&str>) -> Option<String> {
    let plain = format::decimal(locale, digits);
    Some(match unit {
        Some("Byte") => format::file_size(locale, digits.parse().ok()?),
        Some("%") => format::percent(locale, digits.parse().ok()?),
        Some("°") => format!("{plain}°"),
        // Prices have at least two places.
        Some(unit)
            if unit.starts_with("ct") && digits.split_once('.').is_none_or(|(_, part)| part.len() < 2) =>
        {
            format::with_unit(&format::places(locale, digits.parse().ok()?, 2), unit)
        }
        Some(unit) => format::with_unit(&plain, unit),
        None => plain,
    })
}

/// The currency of an amount: that of its sibling, else that of the schema, else the euro.
pub fn currency(attribute: &Attribute, doc: &Value) -> String {
    let named = attribute.doc.get("currency_attribute").and_then(Value::as_str);
    let sibling = named.map_or_else(|| format!("{}_currency", attribute.name), str::to_owned);
    let own = doc.get(&sibling).and_then(Value::as_str);
    let first = attribute.doc.pointer("/currency/0/code").and_then(Value::as_str);
    own.or(first).unwrap_or("EUR").to_owned()
}

/// A day or moment; what tells no time is told as a day.
pub fn moment(locale: Locale, text: &str, with_time: bool, room: Room) -> Option<String> {
    let day = |day: Day| match room {
        Room::Sentence => format::date(locale, day),
        Room::Cell => format::short_date(locale, day),
    };
    if !with_time || format::is_bare_date(text) {
        return Day::parse(text).map(day);
    }
    let at = Instant::parse_iso(text).ok()?;
    Some(match room {
        Room::Sentence => format::date_time(locale, at, Clock::Portal),
        Room::Cell => {
            let (date, of_day) = format::local(at);
            format!("{}, {}", format::short_date(locale, date), format::time(locale, of_day, Clock::Portal))
        }
    })
}

#[cfg(test)]
mod tests;
