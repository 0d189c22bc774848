//! A change on its way: of which record and attributes, from which version, and what was typed so far.

use portico_core::schemas::{Attribute, Schema};
use portico_http::Query;
use portico_kit::{EntityId, Locale};
use serde_json::{Map, Value};

use super::reading::Reading;
use super::typed::Typed;
use crate::design::components::error_summary::Fault;
use crate::portal::address;
use crate::portal::scene::Record;
use crate::portal::values::table;

/// What a press asks for.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Step {
    /// The form again, with what was typed.
    Form,
    /// The check page.
    #[default]
    Check,
    /// The check page for taking a row out.
    Remove,
    /// The change itself.
    Confirm,
}

/// Which row of a table is changed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum RowPlace {
    /// One more.
    New,
    /// The one at this place.
    At(usize),
    /// The one at this place goes.
    Gone(usize),
}

/// A change on its way.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The schema of the record.
    pub schema: String,
    /// The record.
    pub id: EntityId,
    /// The attributes, in the order of the form.
    pub names: Vec<String>,
    /// The row, when a table is changed.
    pub row: Option<RowPlace>,
    /// The page it was begun on.
    pub back: String,
    /// The block it was begun in.
    pub block: String,
    /// The language in which it is typed.
    pub locale: Locale,
    /// The version of the record that was seen.
    pub updated_at: String,
    /// The values that the attributes had in that version.
    pub was: Map<String, Value>,
    /// What was typed.
    pub typed: Typed,
}

impl RowPlace {
    /// Reads `new`, `2` or `-2`.
    pub fn parse(text: &str) -> Option<Self> {
        match (text, text.strip_prefix('-')) {
            ("new", _) => Some(Self::New),
            (_, Some(gone)) => gone.parse().ok().map(Self::Gone),
            (place, None) => place.parse().ok().map(Self::At),
        }
    }

    fn text(self) -> String {
        match self {
            Self::New => "new".to_owned(),
            Self::At(place) => place.to_string(),
            Self::Gone(place) => format!("-{place}"),
        }
    }

    /// The place among the rows; none for a new one.
    pub fn place(self) -> Option<usize> {
        match self {
            Self::New => None,
            Self::At(place) | Self::Gone(place) => Some(place),
        }
    }
}

impl Step {
    /// Reads what a button sent.
    pub fn parse(text: Option<&str>) -> Self {
        match text {
            Some("form") => Self::Form,
            Some("remove") => Self::Remove,
            Some("confirm") => Self::Confirm,
            _ => Self::Check,
        }
    }
}

impl Draft {
    /// A change that nobody has typed anything for yet.
    pub fn begin(
        locale: Locale,
        schema: &Schema,
        record: &Record,
        names: &[String],
        row: Option<RowPlace>,
        (block, back): (&str, &str),
    ) -> Self {
        let mut draft = Self {
            schema: schema.slug.clone(),
            id: record.seen.id.clone(),
            names: names.to_vec(),
            row,
            back: back.to_owned(),
            block: block.to_owned(),
            locale,
            updated_at: String::new(),
            was: Map::new(),
            typed: Typed::default(),
        };
        draft.see(record);
        for attribute in names.iter().filter_map(|name| schema.attribute(name)) {
            let stored = draft.was_of(&attribute.name).clone();
            let begun = match row.filter(|_| attribute.kind == "table") {
                Some(row) => row.place().and_then(|place| stored.get(place)).cloned().unwrap_or_default(),
                None => stored,
            };
            draft.typed.begin(locale, &attribute.name, attribute, &begun);
        }
        draft
    }

    /// Reads a change from its address and, once something was sent, from what was sent.
    pub fn read(schema: String, id: EntityId, address: &Query, sent: &Query, locale: Locale) -> Self {
        let was = sent.text("_was").and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        Self {
            schema,
            id,
            names: address.list("names"),
            row: address.text("row").and_then(RowPlace::parse),
            back: address.text("back").and_then(address::inside).unwrap_or("/").to_owned(),
            block: address.text("block").unwrap_or_default().to_owned(),
            locale: sent.text("_lang").and_then(Locale::parse).unwrap_or(locale),
            updated_at: sent.text("_updated_at").unwrap_or_default().to_owned(),
            was,
            typed: Typed::of_pairs(sent.pairs()),
        }
    }

    /// Takes a record as the version that was seen.
    pub fn see(&mut self, record: &Record) {
        self.updated_at =
            record.doc.get("_updated_at").and_then(Value::as_str).unwrap_or_default().to_owned();
        self.was = self
            .names
            .iter()
            .filter_map(|name| Some((name.clone(), record.doc.get(name)?.clone())))
            .collect();
    }

    /// Takes a newer record as the version that was seen; the row keeps to what it was, wherever that stands now.
    pub fn see_again(&mut self, record: &Record) {
        let seen = self.row.and_then(RowPlace::place).and_then(|place| {
            let table = self.names.iter().find_map(|name| self.was.get(name)?.as_array())?;
            table.get(place).cloned()
        });
        self.see(record);
        let Some(row) = self.row.filter(|row| *row != RowPlace::New) else { return };
        let rows = self.names.iter().find_map(|name| self.was.get(name)?.as_array());
        let place = rows.and_then(|rows| rows.iter().position(|known| Some(known) == seen.as_ref()));
        self.row = match (row, place) {
            (RowPlace::Gone(_), Some(place)) => Some(RowPlace::Gone(place)),
            (RowPlace::Gone(_), None) => None,
            (_, Some(place)) => Some(RowPlace::At(place)),
            (_, None) => Some(RowPlace::New),
        };
    }

    /// The value that an attribute had in the version that was seen.
    pub fn was_of(&self, name: &str) -> &Value {
        self.was.get(name).unwrap_or(&Value::Null)
    }

    /// The address that forms of this change are sent to; opened, it begins the change anew.
    pub fn action(&self) -> String {
        let names = self.names.join(",");
        let row = self.row.map(RowPlace::text);
        let mut pairs = vec![("names", names.as_str())];
        pairs.extend(row.as_deref().map(|row| ("row", row)));
        pairs.extend([("block", self.block.as_str()), ("back", self.back.as_str())]);
        let path =
            format!("/change/{}/{}", address::encoded(&self.schema), address::encoded(self.id.as_str()));
        address::with_query(&path, pairs)
    }

    /// What travels with every form of this change.
    pub fn hidden(&self) -> Vec<(String, String)> {
        let was = Value::Object(self.was.clone()).to_string();
        let pairs = [
            ("_updated_at", self.updated_at.clone()),
            ("_was", was),
            ("_lang", self.locale.code().to_owned()),
        ];
        pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    /// The attributes of the form that the schema has.
    pub fn attributes<'a>(&'a self, schema: &'a Schema) -> impl Iterator<Item = &'a Attribute> {
        self.names.iter().filter_map(|name| schema.attribute(name))
    }

    /// The values that were typed, by attribute.
    ///
    /// # Errors
    /// What cannot be read, field by field.
    pub fn values(&self, schema: &Schema) -> Result<Map<String, Value>, Vec<Fault>> {
        let mut reading = Reading::of(self.locale, &self.typed);
        let mut values = Map::new();
        for attribute in self.attributes(schema) {
            let was = self.was_of(&attribute.name);
            let value = match (attribute.kind.as_str(), self.row) {
                ("table", Some(row)) => rows_with(&mut reading, attribute, row, was, was),
                ("table", None) => was.clone(),
                _ => reading.value(&attribute.name, attribute, was),
            };
            values.insert(attribute.name.clone(), value);
        }
        if reading.faults.is_empty() { Ok(values) } else { Err(reading.faults) }
    }

    /// The value of one attribute as if it had been typed on top of another version.
    pub fn value_on(&self, attribute: &Attribute, stored: &Value) -> Value {
        let mut reading = Reading::of(self.locale, &self.typed);
        match (attribute.kind.as_str(), self.row) {
            ("table", Some(row)) => {
                rows_with(&mut reading, attribute, row, self.was_of(&attribute.name), stored)
            }
            _ => reading.value(&attribute.name, attribute, stored),
        }
    }
}

/// The rows of a table with the typed row in its place; a row that is not found again is added.
fn rows_with(
    reading: &mut Reading<'_>,
    attribute: &Attribute,
    row: RowPlace,
    was: &Value,
    stored: &Value,
) -> Value {
    let mut rows = stored.as_array().cloned().unwrap_or_default();
    let seen = row.place().and_then(|place| was.get(place)).cloned().unwrap_or_default();
    let place = rows.iter().position(|known| *known == seen && !seen.is_null());
    if let RowPlace::Gone(_) = row {
        if let Some(place) = place {
            rows.remove(place);
        }
        return Value::Array(rows);
    }
    let mut typed = seen.as_object().cloned().unwrap_or_default();
    for column in table::columns(attribute) {
        let before = typed.get(&column.name).cloned().unwrap_or_default();
        let value = reading.value(&format!("{}.{}", attribute.name, column.name), &column, &before);
        if value.is_null() {
            typed.shift_remove(&column.name);
        } else {
            typed.insert(column.name.clone(), value);
        }
    }
    match place.and_then(|place| rows.get_mut(place)) {
        Some(known) => *known = Value::Object(typed),
        None => rows.push(Value::Object(typed)),
    }
    Value::Array(rows)
}

#[cfg(test)]
mod tests;
