//! Import: many new records at once, for staff and for loading. The same rules and indexes as one by one.

use std::collections::HashMap;

use portico_db::Tx;
use portico_kit::EntityId;
use serde_json::{Map, Value};

use super::{rules, store};
use crate::{Caller, Refusal};

mod prepared;
mod texts;

pub use prepared::Prepared;

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
    Ok(prepared.into_ids())
}

fn targets_of(value: &Value) -> Vec<&str> {
    if value.get("$relation").is_some() { rules::relation_ids(value) } else { Vec::new() }
}
