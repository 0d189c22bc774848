//! Records as they are stored: for what follows from them and for what they were, never for an answer.

use portico_access::{Mask, Record, mask};
use portico_db::Tx;
use portico_kit::EntityId;
use serde_json::Value;

use super::store;
use crate::{Caller, Refusal};

/// A living record as it is stored, for what follows from it after it was seen; never for an answer.
pub(crate) fn stored_document(tx: &mut Tx<'_>, id: &EntityId) -> Result<Option<Value>, Refusal> {
    let stored = store::find(tx, id)?.filter(|stored| !stored.deleted);
    Ok(stored.and_then(|stored| serde_json::from_str(&stored.doc).ok()))
}

/// What the caller may see of a record, judged by the whole of it.
pub(crate) fn mask_of_stored(caller: &Caller, schema: &str, id: &EntityId, doc: &Value) -> Mask {
    mask(&caller.viewer, &Record { id: id.as_str(), schema, doc: &doc.to_string() })
}
