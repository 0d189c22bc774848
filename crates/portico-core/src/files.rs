//! Files: records whose bytes lie in the file store; readable only through a readable record.

use portico_db::Tx;
use portico_kit::EntityId;
use serde_json::Value;

use crate::{Caller, Refusal, entities};

/// Where the bytes of a visible file lie, and how they are sent.
#[derive(Clone, Debug)]
pub struct Content {
    /// The key in the file store.
    pub key: String,
    /// The name to save it under.
    pub filename: String,
    /// Its media type.
    pub mime_type: String,
}

/// The content of a file that the caller sees.
pub fn content(tx: &mut Tx<'_>, caller: &Caller, id: &EntityId) -> Result<Content, Refusal> {
    let file = entities::view(tx, caller, "file", id)?.to_value();
    let text = |place: &str| file.pointer(place).and_then(Value::as_str).map(str::to_owned);
    Ok(Content {
        key: text("/s3ref/key").ok_or(Refusal::NotFound)?,
        filename: text("/filename").unwrap_or_else(|| "file".to_owned()),
        mime_type: text("/mime_type").unwrap_or_else(|| "application/octet-stream".to_owned()),
    })
}

/// The files that hang on a record, as far as the caller sees them.
pub fn list_of(tx: &mut Tx<'_>, caller: &Caller, schema: &str, id: &EntityId) -> Result<Vec<Value>, Refusal> {
    entities::view(tx, caller, schema, id)?;
    let (held, holders) = entities::ends_of(tx, id)?;
    let mut ids: Vec<EntityId> =
        held.into_iter().chain(holders).filter(|end| end.schema == "file").map(|end| end.id).collect();
    ids.sort();
    ids.dedup();
    let wanted = [("file".to_owned(), ids)].into_iter().collect();
    Ok(entities::view_many(tx, caller, &wanted)?.iter().map(entities::Seen::to_value).collect())
}
