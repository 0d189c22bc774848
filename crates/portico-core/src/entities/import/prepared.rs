//! Records made ready to be stored: the work that needs no transaction, so that it can be done elsewhere than on the
//! one writer.

use portico_db::{DbError, Param, Tx};
use portico_kit::{EntityId, Instant, TenantId};
use serde_json::Value;

use super::texts::{Span, Texts};
use super::{KnownSchemas, NewRecord};
use crate::entities::indexes::Rows;
use crate::entities::rules;
use crate::entities::store::Written;
use crate::schemas::Schema;
use crate::users::SignInRow;
use crate::{Caller, Refusal};

/// New records made ready to be stored: checked, titled, indexed.
#[derive(Default)]
pub struct Prepared {
    dangling: Vec<(EntityId, String)>,
    sign_ins: Vec<SignInRow>,
    entities: Vec<Written>,
    texts: Texts,
    /// Target, attribute, source, the schemas of source and target, and whether the target is known.
    relations: Vec<([Span; 5], bool)>,
    /// Schema, attribute, value, record.
    identifiers: Vec<[Span; 4]>,
    /// Record, word, attribute.
    words: Vec<[Span; 3]>,
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
            attributes.shift_remove("_id");
            known.insert(id.as_str().to_owned(), record.schema);
            checked.push((kind, id, attributes));
        }
        let mut prepared = Self::default();
        for (kind, id, mut attributes) in checked {
            attributes.values_mut().for_each(|value| fill_schemas(&known, value));
            let doc = rules::new_document(kind, &id, organisation, attributes, caller.now);
            prepared.add(kind, id, &doc, caller.now, &known)?;
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

    /// The ids of the records, in the order in which they were given.
    pub(super) fn into_ids(self) -> Vec<EntityId> {
        self.entities.into_iter().map(|record| record.id).collect()
    }

    /// Stores the records, table by table.
    pub fn write(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        crate::users::insert_many(tx, &self.sign_ins)?;
        let taken = |error| match error {
            DbError::Duplicate(_) => Refusal::conflict("One of these records exists already."),
            other => Refusal::from(other),
        };
        let entities = ["tenant_id", "id", "schema", "title", "doc", "created_at", "updated_at"];
        tx.insert_many("entities", &entities, self.entities.iter().map(entity_row)).map_err(taken)?;
        let relations =
            ["tenant_id", "target_id", "attribute", "source_id", "source_schema", "target_schema", "alive"];
        tx.insert_many("relations", &relations, self.relations.iter().map(|row| self.relation_row(row)))?;
        let identifiers = ["tenant_id", "schema", "attribute", "value", "entity_id"];
        let rows = self.identifiers.iter().map(|row| self.texts.params(*row));
        tx.insert_many("identifiers", &identifiers, rows)?;
        let rows = self.words.iter().map(|row| self.texts.params(*row));
        tx.insert_many("words", &["tenant_id", "entity_id", "word", "attribute"], rows)?;
        Ok(())
    }

    fn relation_row(&self, (spans, alive): &([Span; 5], bool)) -> [Param<'_>; 6] {
        let [target, attribute, source, source_schema, target_schema] = self.texts.params(*spans);
        [target, attribute, source, source_schema, target_schema, (*alive).into()]
    }

    fn add(
        &mut self,
        kind: &Schema,
        id: EntityId,
        doc: &Value,
        now: Instant,
        known: &KnownSchemas,
    ) -> Result<(), Refusal> {
        if kind.slug == "portal_user" {
            self.sign_ins.push(SignInRow::of(&id, doc)?);
        }
        let texts = &mut self.texts;
        let (record, schema, rows) = (texts.keep(id.as_str()), texts.keep(&kind.slug), Rows::of(kind, doc));
        for (attribute, target) in rows.relations {
            let target_schema = known.get(target);
            if target_schema.is_none() {
                self.dangling.push((id.clone(), target.to_owned()));
            }
            let (target, attribute) = (texts.keep(target), texts.keep(attribute));
            let target_schema_kept = texts.keep(target_schema.map_or("", String::as_str));
            let spans = [target, attribute, record, schema, target_schema_kept];
            self.relations.push((spans, target_schema.is_some()));
        }
        for (attribute, value) in rows.identifiers {
            self.identifiers.push([schema, texts.keep(attribute), texts.keep(&value), record]);
        }
        for (word, attribute) in rows.words {
            self.words.push([record, texts.keep(&word), texts.keep(attribute)]);
        }
        let created_at = doc.get("_created_at").and_then(Value::as_str);
        let created_at = created_at.and_then(|text| Instant::parse_iso(text).ok()).unwrap_or(now);
        self.entities.push(Written::of(kind, &id, doc, created_at, now));
        Ok(())
    }
}

fn entity_row(record: &Written) -> [Param<'_>; 6] {
    [
        record.id.as_str().into(),
        record.schema.as_str().into(),
        record.title.as_str().into(),
        record.doc.as_str().into(),
        record.created_at.into(),
        record.updated_at.into(),
    ]
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
