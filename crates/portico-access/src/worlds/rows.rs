//! A world as the rows of the stored tables, and as facts in memory.

use std::collections::BTreeSet;
use std::convert::Infallible;

use portico_kit::EntityId;
use serde_json::Value as Json;

use super::{NOW, Organisation, World, WorldRecord};
use crate::{Edge, Facts, StoredRecord};

/// The rows of `entities` and `relations`.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// Rows of `entities`.
    pub entities: Vec<EntityRow>,
    /// Rows of `relations`.
    pub relations: Vec<RelationRow>,
}

/// A row of `entities`.
#[derive(Clone, Debug)]
pub struct EntityRow {
    /// The organisation.
    pub tenant_id: String,
    /// The record.
    pub id: String,
    /// Its schema.
    pub schema: String,
    /// Its title.
    pub title: String,
    /// Its JSON text.
    pub doc: String,
    /// When it was created, in microseconds.
    pub created_at: i64,
    /// When it was changed, in microseconds.
    pub updated_at: i64,
    /// When it was deleted, in microseconds.
    pub deleted_at: Option<i64>,
}

/// A row of `relations`.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct RelationRow {
    /// The organisation.
    pub tenant_id: String,
    /// The record that is pointed to.
    pub target_id: String,
    /// The attribute that points.
    pub attribute: String,
    /// The record that points.
    pub source_id: String,
    /// Its schema.
    pub source_schema: String,
    /// The schema of the record that is pointed to.
    pub target_schema: String,
    /// Whether both exist and neither is deleted.
    pub alive: i64,
}

impl World {
    /// The rows of the whole world.
    pub fn rows(&self) -> Rows {
        let mut rows = Rows::default();
        for organisation in &self.organisations {
            rows.entities.extend(organisation.records.iter().map(|record| organisation.entity_row(record)));
            rows.relations.extend(organisation.relation_rows());
        }
        rows
    }
}

impl Organisation {
    /// The facts of this organisation, kept in memory.
    pub fn memory(&self) -> Memory {
        let records = self.records.iter().map(|record| StoredRecord {
            id: EntityId::from(record.id.as_str()),
            schema: record.schema.clone(),
            doc: record.doc.to_string(),
            deleted: record.deleted,
        });
        Memory { records: records.collect(), relations: self.relation_rows() }
    }

    fn entity_row(&self, record: &WorldRecord) -> EntityRow {
        EntityRow {
            tenant_id: self.id.clone(),
            id: record.id.clone(),
            schema: record.schema.clone(),
            title: record.id.clone(),
            doc: record.doc.to_string(),
            created_at: NOW.0,
            updated_at: NOW.0,
            deleted_at: record.deleted.then_some(NOW.0),
        }
    }

    fn relation_rows(&self) -> Vec<RelationRow> {
        let rows = self.records.iter().flat_map(|source| {
            let targets = source.doc.as_object().into_iter().flatten().flat_map(|(name, value)| {
                target_ids(value).into_iter().map(move |target| (name.clone(), target))
            });
            targets.map(|(attribute, target)| self.relation_row(source, attribute, target))
        });
        rows.collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn relation_row(&self, source: &WorldRecord, attribute: String, target_id: String) -> RelationRow {
        let target = self.records.iter().find(|record| record.id == target_id);
        let alive = !source.deleted && target.is_some_and(|target| !target.deleted);
        RelationRow {
            tenant_id: self.id.clone(),
            target_schema: target.map_or_else(String::new, |target| target.schema.clone()),
            target_id,
            attribute,
            source_id: source.id.clone(),
            source_schema: source.schema.clone(),
            alive: i64::from(alive),
        }
    }
}

/// The ids a value of an attribute points to: a relation, the relations of a file, or line items.
fn target_ids(value: &Json) -> Vec<String> {
    let items = value.get("$relation").unwrap_or(value).as_array().into_iter().flatten();
    let keys = ["entity_id", "product_id", "price_id"];
    items.flat_map(|item| keys.iter().filter_map(|key| item.get(key)?.as_str().map(str::to_owned))).collect()
}

/// Facts of one organisation, kept in memory.
#[derive(Clone, Debug)]
pub struct Memory {
    records: Vec<StoredRecord>,
    relations: Vec<RelationRow>,
}

impl Facts for Memory {
    type Error = Infallible;

    fn record(&mut self, id: &EntityId) -> Result<Option<StoredRecord>, Infallible> {
        Ok(self.records.iter().find(|record| record.id == *id).cloned())
    }

    fn edges_from(&mut self, id: &EntityId) -> Result<Vec<Edge>, Infallible> {
        let rows = self.relations.iter().filter(|row| row.alive == 1 && row.source_id == id.as_str());
        Ok(rows.map(|row| edge(&row.attribute, &row.target_id, &row.target_schema)).collect())
    }

    fn edges_to(&mut self, id: &EntityId) -> Result<Vec<Edge>, Infallible> {
        let rows = self.relations.iter().filter(|row| row.alive == 1 && row.target_id == id.as_str());
        Ok(rows.map(|row| edge(&row.attribute, &row.source_id, &row.source_schema)).collect())
    }
}

fn edge(attribute: &str, other: &str, schema: &str) -> Edge {
    Edge { attribute: attribute.to_owned(), other: EntityId::from(other), schema: schema.to_owned() }
}
