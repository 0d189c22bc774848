//! Exports: records as lines of a table that spreadsheets open, as their reader may see them.

use std::collections::HashMap;

use portico_db::Tx;
use portico_kit::{EntityId, Locale};
use serde_json::Value;

use crate::schemas::{Attribute, Schema};
use crate::{Caller, Refusal, entities};

mod cells;
mod csv;

use cells::Cell;

/// What tells spreadsheets that the text is UTF-8.
pub const MARK: &str = "\u{feff}";

/// What stands between two cells.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Separator {
    /// `;`, as spreadsheets in German expect it.
    Semicolon,
    /// `,`
    Comma,
}

/// What an export looks like.
#[derive(Clone, Debug)]
pub struct Form {
    /// The schema of its records.
    pub schema: String,
    /// The attributes in its columns, after the id and the title.
    pub attributes: Vec<String>,
    /// The language of its heads and words, and of its decimal sign.
    pub locale: Locale,
    /// What stands between two cells.
    pub separator: Separator,
}

/// A line of plain texts, with its end.
pub fn text_line<T: ToString>(separator: Separator, texts: impl IntoIterator<Item = T>) -> String {
    csv::separated(separator, texts.into_iter().map(|text| Cell::Text(text.to_string())))
}

/// The first line: what each column holds.
pub fn head(caller: &Caller, form: &Form) -> Result<String, Refusal> {
    let kind = caller.catalogue.find(&form.schema).ok_or(Refusal::NotFound)?;
    let own = ["_id", "_title"].map(|name| Cell::Text(name.to_owned()));
    let rest = columns(kind, form).into_iter().map(|attribute| Cell::Text(attribute.label(form.locale)));
    Ok(csv::line(form, own.into_iter().chain(rest)))
}

/// The lines of these records, in their order; those that the caller does not see are left out.
///
/// # Errors
/// As [`entities::view_many`].
pub fn lines(tx: &mut Tx<'_>, caller: &Caller, form: &Form, ids: &[EntityId]) -> Result<String, Refusal> {
    let kind = caller.catalogue.find(&form.schema).ok_or(Refusal::NotFound)?;
    let columns = columns(kind, form);
    let wanted = HashMap::from([(form.schema.clone(), ids.to_vec())]);
    let seen = entities::view_many(tx, caller, &wanted)?;
    let docs: HashMap<&EntityId, Value> = seen.iter().map(|seen| (&seen.id, seen.to_value())).collect();
    let titles = titles(tx, caller, docs.values(), &columns)?;
    let in_order = ids.iter().filter_map(|id| docs.get(id));
    Ok(in_order.map(|doc| csv::line(form, line(form, &columns, doc, &titles))).collect())
}

fn line(form: &Form, columns: &[&Attribute], doc: &Value, titles: &HashMap<String, String>) -> Vec<Cell> {
    let own = ["_id", "_title"].map(|name| Cell::Text(doc[name].as_str().unwrap_or_default().to_owned()));
    let rest = columns.iter().map(|attribute| {
        let value = doc.get(&attribute.name).unwrap_or(&Value::Null);
        cells::cell(form.locale, attribute, value, titles)
    });
    own.into_iter().chain(rest).collect()
}

fn columns<'a>(kind: &'a Schema, form: &Form) -> Vec<&'a Attribute> {
    form.attributes.iter().filter_map(|name| kind.attribute(name)).collect()
}

/// The titles of the records that these point to, as far as the caller sees them.
fn titles<'a>(
    tx: &mut Tx<'_>,
    caller: &Caller,
    docs: impl Iterator<Item = &'a Value>,
    columns: &[&Attribute],
) -> Result<HashMap<String, String>, Refusal> {
    let mut wanted: HashMap<String, Vec<EntityId>> = HashMap::new();
    for doc in docs {
        let relations = columns.iter().filter_map(|attribute| doc.get(&attribute.name)?.get("$relation"));
        for item in relations.filter_map(Value::as_array).flatten() {
            let (schema, id) = (item["_schema"].as_str(), item["entity_id"].as_str());
            if let (Some(schema), Some(id)) = (schema, id) {
                wanted.entry(schema.to_owned()).or_default().push(EntityId::from(id));
            }
        }
    }
    for ids in wanted.values_mut() {
        ids.sort();
        ids.dedup();
    }
    let seen = entities::view_many(tx, caller, &wanted)?;
    let title = |doc: Value| doc["_title"].as_str().unwrap_or_default().to_owned();
    Ok(seen.into_iter().map(|seen| (seen.id.as_str().to_owned(), title(seen.to_value()))).collect())
}
