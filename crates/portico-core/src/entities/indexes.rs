//! The three indexes that change with a record: relations, identifiers, words. Only what differs is written.

use std::borrow::Cow;
use std::collections::BTreeSet;

use portico_db::{DbError, Tx};
use portico_kit::EntityId;
use serde_json::Value;

use super::text::{normalised, words};
use super::{roots, rules, store};
use crate::schemas::Schema;

/// The most words of one record that are kept.
const MOST_WORDS: usize = 400;
/// Kinds of attributes in whose values nobody looks for words.
const WITHOUT_WORDS: [&str; 5] = ["boolean", "internal", "currency", "date", "datetime"];

/// What the indexes hold of one record.
#[derive(Default)]
pub(super) struct Rows<'d> {
    /// Attribute and target.
    pub(super) relations: BTreeSet<(&'d str, &'d str)>,
    /// Attribute and normalised value.
    pub(super) identifiers: BTreeSet<(&'d str, String)>,
    /// Word and attribute.
    pub(super) words: BTreeSet<(String, &'d str)>,
}

impl<'d> Rows<'d> {
    /// Reads the index rows out of a document.
    pub(super) fn of(kind: &Schema, doc: &'d Value) -> Self {
        let mut rows = Self::default();
        for (name, value) in doc.as_object().into_iter().flatten() {
            match name.as_str() {
                "_title" => rows.add_words("_title", value),
                "_relations" => rows.add_relations("_relations", value),
                "line_items" => rows.add_line_items(value),
                name if name.starts_with('_') => {}
                name => rows.add_attribute(kind, name, value),
            }
        }
        rows
    }

    fn add_attribute(&mut self, kind: &Schema, name: &'d str, value: &'d Value) {
        self.add_relations(name, value);
        let (identifies, searched) = found_by(kind, name);
        if identifies {
            let mut found = Vec::new();
            collect_texts(value, &mut found);
            let values = found.iter().map(|text| normalised(text)).filter(|text| !text.is_empty());
            self.identifiers.extend(values.map(|text| (name, text)));
        }
        if searched && value.get("$relation").is_none() {
            self.add_words(name, value);
        }
    }

    fn add_relations(&mut self, name: &'d str, value: &'d Value) {
        if value.get("$relation").is_some() || name == "_relations" {
            self.relations.extend(rules::relation_ids(value).into_iter().map(|id| (name, id)));
        }
    }

    fn add_line_items(&mut self, value: &'d Value) {
        self.relations.extend(rules::line_item_ids(value).map(|id| ("line_items", id)));
    }

    fn add_words(&mut self, name: &'d str, value: &'d Value) {
        let mut found = Vec::new();
        collect_texts(value, &mut found);
        for text in found {
            for word in words(&text) {
                if self.words.len() >= MOST_WORDS {
                    return;
                }
                self.words.insert((word, name));
            }
        }
    }
}

/// Whether a schema's attribute identifies records, and whether words are looked for in it.
fn found_by(kind: &Schema, name: &str) -> (bool, bool) {
    kind.attribute(name).map_or((false, true), |attribute| {
        let without_words = attribute.unsearched || WITHOUT_WORDS.contains(&attribute.kind.as_str());
        (attribute.identifier, !without_words)
    })
}

/// Whether two versions of a schema find the same records by the same words and identifiers.
pub(crate) fn find_alike(before: &Schema, after: &Schema) -> bool {
    let all = before.attributes.iter().chain(&after.attributes);
    all.map(|attribute| attribute.name.as_str()).all(|name| found_by(before, name) == found_by(after, name))
}

/// The texts and numbers in a value, but not ids and tags.
pub(crate) fn texts_of(value: &Value) -> Vec<Cow<'_, str>> {
    let mut found = Vec::new();
    collect_texts(value, &mut found);
    found
}

fn collect_texts<'d>(value: &'d Value, found: &mut Vec<Cow<'d, str>>) {
    match value {
        Value::String(text) => found.push(Cow::Borrowed(text)),
        Value::Number(number) => found.push(Cow::Owned(number.to_string())),
        Value::Array(items) => items.iter().for_each(|item| collect_texts(item, found)),
        Value::Object(fields) => {
            fields
                .iter()
                .filter(|(key, _)| !key.starts_with(['_', '$']))
                .for_each(|(_, v)| collect_texts(v, found));
        }
        Value::Null | Value::Bool(_) => {}
    }
}

/// Writes the index rows of a new record; relations that were waiting for it come alive.
pub(super) fn write_new(tx: &mut Tx<'_>, kind: &Schema, id: &EntityId, doc: &Value) -> Result<(), DbError> {
    write_difference(tx, kind, id, &Rows::default(), &Rows::of(kind, doc))?;
    let sql = "UPDATE relations SET alive = 1, target_schema = $3
               WHERE tenant_id = $1 AND target_id = $2 AND alive = 0 AND EXISTS (
                 SELECT 1 FROM entities s
                 WHERE s.tenant_id = $1 AND s.id = relations.source_id AND s.deleted_at IS NULL)";
    tx.execute(sql, &[id.as_str().into(), kind.slug.as_str().into()])?;
    roots::touch_around(tx, &kind.slug, id)
}

/// Writes what a change adds to and takes from the index rows of a record.
pub(super) fn write_changed(
    tx: &mut Tx<'_>,
    kind: &Schema,
    id: &EntityId,
    before: &Value,
    after: &Value,
) -> Result<(), DbError> {
    let (identifiers, words) = (stored(tx, IDENTIFIERS, id)?, stored(tx, WORDS, id)?);
    let old = Rows {
        relations: Rows::of(kind, before).relations,
        identifiers: identifiers.iter().map(|(value, name)| (name.as_str(), value.clone())).collect(),
        words: words.iter().map(|(word, name)| (word.clone(), name.as_str())).collect(),
    };
    write_difference(tx, kind, id, &old, &Rows::of(kind, after))
}

/// Brings the index rows of a record that did not change in line with the present schema.
pub(super) fn follow_schema(
    tx: &mut Tx<'_>,
    kind: &Schema,
    id: &EntityId,
    doc: &Value,
) -> Result<(), DbError> {
    write_changed(tx, kind, id, doc, doc)
}

/// What the indexes hold of a record: written by the schema of its time, which the present one cannot tell.
const IDENTIFIERS: &str = "SELECT value, attribute FROM identifiers WHERE tenant_id = $1 AND entity_id = $2";
const WORDS: &str = "SELECT word, attribute FROM words WHERE tenant_id = $1 AND entity_id = $2";

fn stored(tx: &mut Tx<'_>, sql: &str, id: &EntityId) -> Result<Vec<(String, String)>, DbError> {
    tx.all(sql, &[id.as_str().into()], |row| Ok((row.text(0)?, row.text(1)?)))
}

fn write_difference(
    tx: &mut Tx<'_>,
    kind: &Schema,
    id: &EntityId,
    old: &Rows<'_>,
    new: &Rows<'_>,
) -> Result<(), DbError> {
    let changed = old.relations.symmetric_difference(&new.relations).map(|(attribute, _)| *attribute);
    roots::touch_holder(tx, &kind.slug, id, changed)?;
    for (attribute, target) in old.relations.difference(&new.relations) {
        let sql = "DELETE FROM relations WHERE tenant_id = $1 AND target_id = $2 AND attribute = $3 AND source_id = $4";
        tx.execute(sql, &[(*target).into(), (*attribute).into(), id.as_str().into()])?;
    }
    for (attribute, target) in new.relations.difference(&old.relations) {
        let schema = store::schema_of(tx, &EntityId::from(*target))?;
        tx.execute(
            "INSERT INTO relations (tenant_id, target_id, attribute, source_id, source_schema, target_schema, alive)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            &[
                (*target).into(),
                (*attribute).into(),
                id.as_str().into(),
                kind.slug.as_str().into(),
                schema.as_deref().unwrap_or_default().into(),
                schema.is_some().into(),
            ],
        )?;
    }
    for (attribute, value) in old.identifiers.difference(&new.identifiers) {
        let sql = "DELETE FROM identifiers
                   WHERE tenant_id = $1 AND schema = $2 AND attribute = $3 AND value = $4 AND entity_id = $5";
        tx.execute(sql, &[kind.slug.as_str().into(), (*attribute).into(), value.into(), id.as_str().into()])?;
    }
    for (attribute, value) in new.identifiers.difference(&old.identifiers) {
        let sql = "INSERT INTO identifiers (tenant_id, schema, attribute, value, entity_id) VALUES ($1, $2, $3, $4, $5)";
        tx.execute(sql, &[kind.slug.as_str().into(), (*attribute).into(), value.into(), id.as_str().into()])?;
    }
    for (word, attribute) in old.words.difference(&new.words) {
        let sql =
            "DELETE FROM words WHERE tenant_id = $1 AND entity_id = $2 AND word = $3 AND attribute = $4";
        tx.execute(sql, &[id.as_str().into(), word.into(), (*attribute).into()])?;
    }
    for (word, attribute) in new.words.difference(&old.words) {
        let sql = "INSERT INTO words (tenant_id, entity_id, word, attribute) VALUES ($1, $2, $3, $4)";
        tx.execute(sql, &[id.as_str().into(), word.into(), (*attribute).into()])?;
    }
    Ok(())
}

/// Puts a restored record back into the indexes; relations come alive whose other end is living.
pub(super) fn remember(tx: &mut Tx<'_>, kind: &Schema, id: &EntityId, doc: &Value) -> Result<(), DbError> {
    let new = Rows::of(kind, doc);
    let old = Rows { relations: new.relations.clone(), ..Rows::default() };
    write_difference(tx, kind, id, &old, &new)?;
    let living = "FROM entities x WHERE x.tenant_id = $1 AND x.deleted_at IS NULL AND x.id =";
    for end in ["source_id", "target_id"] {
        let sql = format!(
            "UPDATE relations SET alive = 1, target_schema = (SELECT x.schema {living} relations.target_id)
             WHERE tenant_id = $1 AND {end} = $2 AND alive = 0
               AND EXISTS (SELECT 1 {living} relations.target_id) AND EXISTS (SELECT 1 {living} relations.source_id)"
        );
        tx.execute(&sql, &[id.as_str().into()])?;
    }
    roots::touch_around(tx, &kind.slug, id)
}

/// Takes a deleted record out of the indexes; its relations stay, but no path runs through them.
pub(super) fn forget(tx: &mut Tx<'_>, schema: &str, id: &EntityId) -> Result<(), DbError> {
    for sql in [
        "UPDATE relations SET alive = 0 WHERE tenant_id = $1 AND source_id = $2",
        "UPDATE relations SET alive = 0 WHERE tenant_id = $1 AND target_id = $2",
        "DELETE FROM identifiers WHERE tenant_id = $1 AND entity_id = $2",
        "DELETE FROM words WHERE tenant_id = $1 AND entity_id = $2",
    ] {
        tx.execute(sql, &[id.as_str().into()])?;
    }
    roots::touch_around(tx, schema, id)
}

/// Brings relations to life that were written before the records they point to.
pub(super) fn revive_dangling(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let living = "FROM entities x WHERE x.tenant_id = $1 AND x.deleted_at IS NULL AND x.id =";
    let sql = format!(
        "UPDATE relations SET alive = 1, target_schema = (SELECT x.schema {living} relations.target_id)
         WHERE tenant_id = $1 AND alive = 0
           AND EXISTS (SELECT 1 {living} relations.target_id) AND EXISTS (SELECT 1 {living} relations.source_id)"
    );
    if tx.execute(&sql, &[])? > 0 {
        roots::touch_all(tx)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schemas::parse;

    #[test]
    fn relations_identifiers_and_words_are_read_from_a_document() {
        let kind = parse(
            r#"{"slug":"contract","attributes":[{"name":"contract_number","identifier":true},{"name":"iban","exclude_from_search":true}]}"#,
        )
        .unwrap_or_else(|refusal| panic!("{refusal:?}"));
        let doc = serde_json::json!({
            "_title": "Strom", "contract_number": "V 4711", "iban": "DE02",
            "customer": {"$relation": [{"entity_id": "c1"}]}, "line_items": [{"product_id": "p1"}]
        });
        let rows = Rows::of(&kind, &doc);
        assert!(rows.relations.contains(&("customer", "c1")));
        assert!(rows.relations.contains(&("line_items", "p1")));
        assert!(rows.identifiers.contains(&("contract_number", "v4711".into())));
        assert!(rows.words.contains(&("strom".into(), "_title")));
        assert!(!rows.words.iter().any(|(_, attribute)| *attribute == "iban"));
    }
}
