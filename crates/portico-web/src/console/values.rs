//! Values of attributes as administrators read them: on pages with links, in histories as plain text.

use std::collections::HashMap;

use maud::{Markup, Render, html};
use portico_core::schemas::{Attribute, label_of};
use portico_core::{Caller, Refusal, entities};
use portico_db::Tx;
use portico_kit::{EntityId, Locale, Money};
use serde_json::Value;

use super::address::Address;
use crate::design::components::Tone;
use crate::design::components::tag::Tag;
use crate::design::components::value::{Kind, address_line, value as designed};
use crate::design::format::{self, Clock, Day};
use crate::design::words::t;

/// Titles and schemas of records by their ids.
#[derive(Clone, Debug, Default)]
pub(super) struct Titles(HashMap<String, (String, String)>);

impl Titles {
    /// Reads the titles of records by schema and id.
    pub(super) fn read(
        tx: &mut Tx<'_>,
        caller: &Caller,
        wanted: impl IntoIterator<Item = (String, EntityId)>,
    ) -> Result<Self, Refusal> {
        let mut by_schema: HashMap<String, Vec<EntityId>> = HashMap::new();
        for (schema, id) in wanted {
            let ids = by_schema.entry(schema).or_default();
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        let seen = entities::view_many(tx, caller, &by_schema)?;
        Ok(Self(
            seen.into_iter()
                .map(|seen| (seen.id.as_str().to_owned(), (seen.schema.clone(), title_of(&seen.to_value()))))
                .collect(),
        ))
    }

    /// Reads the titles of all records that these documents point to.
    pub(super) fn of_targets(tx: &mut Tx<'_>, caller: &Caller, docs: &[Value]) -> Result<Self, Refusal> {
        let wanted: Vec<(String, EntityId)> = docs.iter().flat_map(targets).collect();
        Self::read(tx, caller, wanted)
    }

    /// The title of a record, when it is there.
    pub(super) fn title(&self, id: &str) -> Option<&str> {
        self.0.get(id).map(|(_, title)| title.as_str())
    }

    /// The titles of all records that a relation points to.
    pub(super) fn names(&self, relation: &Value) -> String {
        let ids = entities::relation_ids(relation).into_iter();
        ids.map(|id| self.title(id).unwrap_or(id)).collect::<Vec<_>>().join(", ")
    }

    /// A link to a record by its title; a record that is not there by its id.
    pub(super) fn link(&self, id: &str) -> Markup {
        match self.0.get(id) {
            Some((schema, title)) => html! { a.link href=(record_address(schema, id).href()) { (title) } },
            None => html! { code { (id) } },
        }
    }
}

/// The title of a record.
pub(super) fn title_of(doc: &Value) -> String {
    doc.get("_title").and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// Where a record is shown.
pub(super) fn record_address(schema: &str, id: &str) -> Address {
    Address::of(format!("/admin/records/{schema}/{id}"))
}

/// The records that a document points to.
pub(super) fn targets(doc: &Value) -> Vec<(String, EntityId)> {
    let relations = doc.as_object().into_iter().flatten().filter_map(|(name, value)| match name.as_str() {
        "_relations" => Some(value),
        _ => value.get("$relation"),
    });
    let items = relations.filter_map(Value::as_array).flatten();
    let named = items.filter_map(|item| {
        let text = |key: &str| item.get(key).and_then(Value::as_str);
        Some((text("_schema")?.to_owned(), EntityId::from(text("entity_id")?)))
    });
    named.collect()
}

/// The value on a page: related records as links, a status as a tag.
pub(super) fn shown(locale: Locale, attribute: &Attribute, value: &Value, titles: &Titles) -> Markup {
    if value.get("$relation").is_some() {
        let ids = entities::relation_ids(value);
        return html! { @for (at, id) in ids.iter().enumerate() { @if at > 0 { ", " } (titles.link(id)) } };
    }
    match attribute.kind.as_str() {
        _ if is_empty(value) => designed(locale, Kind::Text, &Value::Null),
        "status" => tag(locale, attribute, value).render(),
        "select" | "radio" | "multiselect" | "number" => html! { (plain(locale, Some(attribute), value)) },
        "table" | "internal" | "relation_address" => {
            html! { span.preserved { (plain(locale, Some(attribute), value)) } }
        }
        kind => designed(locale, Kind::of_type(kind), value),
    }
}

/// A status as a tag in the tone that its schema gives it.
pub(super) fn tag(locale: Locale, attribute: &Attribute, value: &Value) -> Tag {
    let tone = option_of(attribute, value).and_then(|option| option.get("tone")?.as_str());
    let tone = match tone {
        Some("good") => Tone::Good,
        Some("warn") => Tone::Warn,
        Some("bad") => Tone::Bad,
        Some("info") => Tone::Info,
        _ => Tone::Neutral,
    };
    Tag::new(tone, plain(locale, Some(attribute), value))
}

/// The value as text, for histories, comparisons and cells; empty when there is none.
pub(super) fn plain(locale: Locale, attribute: Option<&Attribute>, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => t(locale, if *yes { "value-yes" } else { "value-no" }).into_owned(),
        Value::Number(number) => number_text(locale, attribute, number),
        Value::String(text) => text_of(locale, attribute, text),
        Value::Array(items) => {
            let texts =
                items.iter().map(|item| plain(locale, attribute, item)).filter(|text| !text.is_empty());
            texts.collect::<Vec<_>>().join(if items.iter().any(Value::is_object) { "; " } else { ", " })
        }
        Value::Object(fields) => match fields.get("$relation") {
            Some(_) => entities::relation_ids(value).join(", "),
            None => object_text(locale, attribute, value),
        },
    }
}

fn number_text(locale: Locale, attribute: Option<&Attribute>, number: &serde_json::Number) -> String {
    let kind = attribute.map_or("", |attribute| attribute.kind.as_str());
    if let ("currency", Some(cents)) = (kind, number.as_i64()) {
        return format::money(locale, &Money::euro_cents(cents));
    }
    let text = format::decimal(locale, &number.to_string());
    match attribute.and_then(|attribute| attribute.doc.get("unit")?.as_str()) {
        Some(unit) => format::with_unit(&text, unit),
        None => text,
    }
}

fn text_of(locale: Locale, attribute: Option<&Attribute>, text: &str) -> String {
    let Some(attribute) = attribute else { return text.to_owned() };
    match attribute.kind.as_str() {
        "date" => Day::parse(text).map_or_else(|| text.to_owned(), |day| format::short_date(locale, day)),
        "datetime" if format::is_bare_date(text) => {
            Day::parse(text).map_or_else(|| text.to_owned(), |day| format::short_date(locale, day))
        }
        "datetime" => match portico_kit::Instant::parse_iso(text) {
            Ok(moment) => format::date_time(locale, moment, Clock::Console),
            Err(_) => text.to_owned(),
        },
        _ => option_of(attribute, &Value::from(text))
            .and_then(|option| option_label(option, locale))
            .unwrap_or_else(|| text.to_owned()),
    }
}

fn object_text(locale: Locale, attribute: Option<&Attribute>, value: &Value) -> String {
    let address = address_line(value);
    if !address.is_empty() {
        let addition = value.get("additional_info").and_then(Value::as_str).filter(|text| !text.is_empty());
        return [Some(address.as_str()), addition].into_iter().flatten().collect::<Vec<_>>().join(", ");
    }
    let single = ["email", "phone", "iban", "title", "label", "name"];
    let is_table = attribute.is_some_and(|attribute| attribute.kind == "table");
    if !is_table && let Some(text) = single.iter().find_map(|key| value.get(key)?.as_str()) {
        return text.to_owned();
    }
    let fields = value.as_object().into_iter().flatten().filter(|(key, _)| !key.starts_with('_'));
    let texts = fields.map(|(_, field)| plain(locale, None, field)).filter(|text| !text.is_empty());
    texts.collect::<Vec<_>>().join(" · ")
}

/// The options of an attribute: value and label.
pub(super) fn options(locale: Locale, attribute: &Attribute) -> Vec<(String, String)> {
    let options = attribute.doc.get("options").and_then(Value::as_array);
    let one = |option: &Value| {
        let value = option_value(option)?.to_owned();
        let label = option_label(option, locale).unwrap_or_else(|| value.clone());
        Some((value, label))
    };
    options.into_iter().flatten().filter_map(one).collect()
}

fn option_of<'a>(attribute: &'a Attribute, value: &Value) -> Option<&'a Value> {
    let wanted = value.as_str()?;
    let options = attribute.doc.get("options").and_then(Value::as_array);
    options.into_iter().flatten().find(|option| option_value(option) == Some(wanted))
}

fn option_value(option: &Value) -> Option<&str> {
    option.as_str().or_else(|| option.get("value").and_then(Value::as_str))
}

fn option_label(option: &Value, locale: Locale) -> Option<String> {
    label_of(option, "label", locale).or_else(|| label_of(option, "title", locale))
}

/// Whether there is nothing to show.
pub(super) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.iter().all(is_empty),
        Value::Object(fields) => {
            fields.is_empty()
                || fields.get("$relation").is_some_and(|items| items.as_array().is_none_or(Vec::is_empty))
        }
        Value::Bool(_) | Value::Number(_) => false,
    }
}
