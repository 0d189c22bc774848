//! Import: many new records at once, for staff and for loading. The same rules and indexes as one by one.

use std::collections::HashMap;

use portico_db::{Param, Tx};
use portico_kit::EntityId;
use serde_json::{Map, Value};

use super::indexes::Rows;
use super::{rules, store};
use crate::{Caller, Refusal};

/// A record to import.
pub struct NewRecord {
    /// Its schema.
    pub schema: String,
    /// Its attributes; `_id`, `_tags` and `_created_at` may be among them.
    pub attributes: Map<String, Value>,
}

/// Stores many new records in one go, with relations among them in any direction. Writes no activity.
pub fn import(tx: &mut Tx<'_>, caller: &Caller, records: Vec<NewRecord>) -> Result<Vec<EntityId>, Refusal> {
    if !caller.is_staff() {
        return Err(Refusal::Forbidden { message: "Only the organisation imports records.".to_owned() });
    }
    let mut prepared = Vec::with_capacity(records.len());
    let mut schemas: HashMap<String, String> = HashMap::new();
    for record in records {
        let kind = caller.catalogue.find(&record.schema).ok_or_else(|| rules::unknown_schema(&record.schema))?;
        let mut attributes = rules::attributes_of(record.attributes, true);
        rules::check_values(kind, &attributes)?;
        let id = rules::id_of_new(&attributes, caller);
        attributes.remove("_id");
        schemas.insert(id.as_str().to_owned(), record.schema.clone());
        prepared.push((kind.clone(), id, attributes));
    }
    let mut tables = Tables::default();
    let mut ids = Vec::with_capacity(prepared.len());
    for (kind, id, mut attributes) in prepared {
        for (_, value) in attributes.iter_mut() {
            fill_schemas(tx, &mut schemas, value)?;
        }
        let doc = rules::new_document(&kind, &id, tx.tenant(), attributes, caller.now);
        tables.add(&kind, &id, &doc, caller, &schemas);
        if kind.slug == "portal_user" {
            crate::users::follow_record(tx, &id, &doc)?;
        }
        ids.push(id);
    }
    tables.write(tx)?;
    Ok(ids)
}

/// Completes the items of a relation with the schemas of their targets; a target that is nowhere stays as it is.
fn fill_schemas(tx: &mut Tx<'_>, schemas: &mut HashMap<String, String>, value: &mut Value) -> Result<(), Refusal> {
    let Some(items) = value.get_mut("$relation").and_then(Value::as_array_mut) else { return Ok(()) };
    for item in items {
        let Some(id) = item.get("entity_id").and_then(Value::as_str).map(str::to_owned) else { continue };
        if !schemas.contains_key(&id)
            && let Some(schema) = store::schema_of(tx, &EntityId::from(id.as_str()))?
        {
            schemas.insert(id.clone(), schema);
        }
        if let Some(schema) = schemas.get(&id) {
            item["_schema"] = schema.as_str().into();
        }
    }
    Ok(())
}

/// The rows of all tables, collected and then written table by table.
#[derive(Default)]
struct Tables {
    entities: Vec<Vec<Param<'static>>>,
    relations: Vec<Vec<Param<'static>>>,
    identifiers: Vec<Vec<Param<'static>>>,
    words: Vec<Vec<Param<'static>>>,
}

impl Tables {
    fn add(
        &mut self,
        kind: &crate::schemas::Schema,
        id: &EntityId,
        doc: &Value,
        caller: &Caller,
        schemas: &HashMap<String, String>,
    ) {
        let created_at = doc.get("_created_at").and_then(Value::as_str);
        let created_at = created_at.and_then(|text| portico_kit::Instant::parse_iso(text).ok()).unwrap_or(caller.now);
        let written = store::Written::of(kind, id, doc, created_at, caller.now);
        let owned = |text: &str| Param::from(text.to_owned());
        self.entities.push(vec![
            owned(id.as_str()),
            owned(&kind.slug),
            Param::from(written.title),
            Param::from(written.doc),
            created_at.into(),
            caller.now.into(),
        ]);
        let rows = Rows::of(kind, doc);
        for (attribute, target) in rows.relations {
            let schema = schemas.get(&target).cloned();
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
        for (attribute, value) in rows.identifiers {
            self.identifiers.push(vec![owned(&kind.slug), Param::from(attribute), Param::from(value), owned(id.as_str())]);
        }
        for (word, attribute) in rows.words {
            self.words.push(vec![owned(id.as_str()), Param::from(word), Param::from(attribute)]);
        }
    }

    fn write(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let entities = ["tenant_id", "id", "schema", "title", "doc", "created_at", "updated_at"];
        tx.insert_many("entities", &entities, &self.entities)?;
        let relations =
            ["tenant_id", "target_id", "attribute", "source_id", "source_schema", "target_schema", "alive"];
        tx.insert_many("relations", &relations, &self.relations)?;
        let identifiers = ["tenant_id", "schema", "attribute", "value", "entity_id"];
        tx.insert_many("identifiers", &identifiers, &self.identifiers)?;
        tx.insert_many("words", &["tenant_id", "entity_id", "word", "attribute"], &self.words)?;
        Ok(())
    }
}
