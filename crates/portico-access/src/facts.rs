//! What a decision needs to know about stored records, and who can tell it.

use portico_kit::EntityId;

/// A record at hand: its JSON text, with envelope.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its schema.
    pub schema: &'a str,
    /// Its complete JSON text.
    pub doc: &'a str,
}

/// A record as the store keeps it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct StoredRecord {
    /// Its id.
    pub id: EntityId,
    /// Its schema.
    pub schema: String,
    /// Its complete JSON text.
    pub doc: String,
    /// Whether it was deleted.
    pub deleted: bool,
}

impl StoredRecord {
    /// The record as the rules read it.
    pub fn as_record(&self) -> Record<'_> {
        Record { id: self.id.as_str(), schema: &self.schema, doc: &self.doc }
    }
}

/// One living relation between the record asked about and another.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Edge {
    /// The attribute that holds the relation.
    pub attribute: String,
    /// The record at the other end.
    pub other: EntityId,
    /// That record's schema.
    pub schema: String,
}

/// Tells stored facts of one tenant; a store in production, a map in tests.
pub trait Facts {
    /// Why a fact could not be told.
    type Error;

    /// The record of that id.
    fn record(&mut self, id: &EntityId) -> Result<Option<StoredRecord>, Self::Error>;

    /// The relations this record holds, where neither end is deleted.
    fn edges_from(&mut self, id: &EntityId) -> Result<Vec<Edge>, Self::Error>;

    /// The relations other records hold to this one, where neither end is deleted.
    fn edges_to(&mut self, id: &EntityId) -> Result<Vec<Edge>, Self::Error>;
}
