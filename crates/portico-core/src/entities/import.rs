//! Import: many new records at once, for staff and for loading. The same rules and indexes as one by one.
//!
//! [`Prepared`] does the work that needs no transaction, so that it can be done elsewhere than on the writer.

use std::collections::HashMap;

use portico_db::{DbError, Param, Tx};
use portico_kit::{EntityId, Instant, TenantId};
use serde_json::{Map, Value};

use super::indexes::Rows;
use super::{rules, store};
use crate::schemas::Schema;
use crate::users::SignInRow;
use crate::{Caller, Refusal};

/// A record to import.
pub struct NewRecord {
    /// Its schema.
    pub schema: String,
    /// Its attributes; `_id`, `_tags` and `_created_at` may be among them.
    pub attributes: Map<String, Value>,
}

/// Schemas of records by their ids, to know what relations point to.
pub type KnownSchemas = HashMap<String, String>;

/// Stores many new records in one go, with relations among them in any direction. Writes no activity.
pub fn import(tx: &mut Tx<'_>, caller: &Caller, records: Vec<NewRecord>) -> Result<Vec<EntityId>, Refusal> {
    let mut known = KnownSchemas::new();
    for target in records.iter().flat_map(|record| record.attributes.values()).flat_map(targets_of) {
        if !known.contains_key(target)
            && let Some(schema) = store::schema_of(tx, &EntityId::from(target))?
        {
            known.insert(target.to_owned(), schema);
        }
    }
    let prepared = Prepared::of(caller, &tx.tenant().clone(), records, known)?;
    prepared.write(tx)?;
    super::indexes::revive_dangling(tx)?;
    Ok(prepared.ids)
}

fn targets_of(value: &Value) -> Vec<&str> {
    if value.get("$relation").is_some() { rules::relation_ids(value) } else { Vec::new() }
}

/// New records made ready to be stored: checked, titled, indexed.
#[derive(Default)]
pub struct Prepared {
    ids: Vec<EntityId>,
    dangling: Vec<(EntityId, String)>,
    sign_ins: Vec<SignInRow>,
    entities: Vec<Vec<Param<'static>>>,
    relations: Vec<Vec<Param<'static>>>,
    identifiers: Vec<Vec<Param<'static>>>,
    words: Vec<Vec<Param<'static>>>,
}

impl Prepared {
    /// Makes records ready. They may point to one another and to the records in `known`.
    pub fn of(
        caller: &Caller,
        organisation: &TenantId,
        records: Vec<NewRecord>,
        mut known: KnownSchemas,
    ) -> Result<Self, Refusal> {
        if !caller.is_staff() {
            return Err(Refusal::Forbidden { message: "Only the organisation imports records.".to_owned() });
        }
        let mut checked = Vec::with_capacity(records.len());
        for record in records {
            let kind =
                caller.catalogue.find(&record.schema).ok_or_else(|| rules::unknown_schema(&record.schema))?;
            let mut attributes = rules::attributes_of(record.attributes, true);
            rules::check_values(kind, &attributes)?;
            let id = rules::id_of_new(&attributes, caller);
            attributes.remove("_id");
            known.insert(id.as_str().to_owned(), record.schema);
            checked.push((kind, id, attributes));
        }
        let mut prepared = Self::default();
        for (kind, id, mut attributes) in checked {
            attributes.values_mut().for_each(|value| fill_schemas(&known, value));
            let doc = rules::new_document(kind, &id, organisation, attributes, caller.now);
            prepared.add(kind, &id, &doc, caller.now, &known)?;
            prepared.ids.push(id);
        }
        Ok(prepared)
    }

    /// Gives portal users among the records their passwords, by the hashes.
    #[must_use]
    pub fn with_passwords(mut self, hash_of: impl Fn(&EntityId) -> Option<String>) -> Self {
        for row in &mut self.sign_ins {
            row.password_hash = hash_of(&row.id);
        }
        self
    }

    /// The relations that point to a record that is nowhere: the record that holds it, and the target's id.
    pub fn dangling(&self) -> &[(EntityId, String)] {
        &self.dangling
    }

    /// Stores the records, table by table.
    pub fn write(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        crate::users::insert_many(tx, &self.sign_ins)?;
        let taken = |error| match error {
            DbError::Duplicate(_) => Refusal::conflict("One of these records exists already."),
            other => Refusal::from(other),
        };
        let entities = ["tenant_id", "id", "schema", "title", "doc", "created_at", "updated_at"];
        tx.insert_many("entities", &entities, &self.entities).map_err(taken)?;
        let relations =
            ["tenant_id", "target_id", "attribute", "source_id", "source_schema", "target_schema", "alive"];
        tx.insert_many("relations", &relations, &self.relations)?;
        let identifiers = ["tenant_id", "schema", "attribute", "value", "entity_id"];
        tx.insert_many("identifiers", &identifiers, &self.identifiers)?;
        tx.insert_many("words", &["tenant_id", "entity_id", "word", "attribute"], &self.words)?;
        Ok(())
    }

    fn add(
        &mut self,
        kind: &Schema,
        id: &EntityId,
        doc: &Value,
        now: Instant,
        known: &KnownSchemas,
    ) -> Result<(), Refusal> {
        if kind.slug == "portal_user" {
            self.sign_ins.push(SignInRow::of(id, doc)?);
        }
        let created_at = doc.get("_created_at").and_then(Value::as_str);
        let created_at = created_at.and_then(|text| Instant::parse_iso(text).ok()).unwrap_or(now);
        let written = store::Written::of(kind, id, doc, created_at, now);
        let owned = |text: &str| Param::from(text.to_owned());
        self.entities.push(vec![
            owned(id.as_str()),
            owned(&kind.slug),
            Param::from(written.title),
            Param::from(written.doc),
            created_at.into(),
            now.into(),
        ]);
        let rows = Rows::of(kind, doc);
        for (attribute, target) in rows.relations {
            let schema = known.get(&target).cloned();
            if schema.is_none() {
                self.dangling.push((id.clone(), target.clone()));
            }
            let alive = Param::from(schema.is_some());
            self.relations.push(vec![
                Param::from(target),
                Param::from(attribute),
                owned(id.as_str()),
                owned(&kind.slug),
                Param::from(schema.unwrap_or_default()),
                alive,
            ]);
        }
        let identifiers = rows.identifiers.into_iter();
        self.identifiers.extend(identifiers.map(|(attribute, value)| {
            vec![owned(&kind.slug), Param::from(attribute), Param::from(value), owned(id.as_str())]
        }));
        let words = rows.words.into_iter();
        self.words
            .extend(words.map(|(word, attribute)| {
                vec![owned(id.as_str()), Param::from(word), Param::from(attribute)]
            }));
        Ok(())
    }
}

/// Completes the items of a relation with the schemas of their targets; a target that is nowhere stays as it is.
fn fill_schemas(known: &KnownSchemas, value: &mut Value) {
    let Some(items) = value.get_mut("$relation").and_then(Value::as_array_mut) else { return };
    for item in items {
        let schema = item.get("entity_id").and_then(Value::as_str).and_then(|id| known.get(id));
        if let Some(schema) = schema.cloned() {
            item["_schema"] = schema.into();
        }
    }
}
