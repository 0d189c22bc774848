//! Removed records: brought back as they were, or erased with their history.

use portico_db::Tx;
use portico_kit::EntityId;
use serde_json::Value;

use super::{Seen, indexes, masked, rules, store};
use crate::activity::{self, Happening};
use crate::{Caller, Refusal, email_templates};

/// Brings a removed record back, for staff: it can be found again, and the paths through it are open again.
///
/// # Errors
/// `NotFound` when there was never such a record, `Invalid` when it is not removed, `Conflict` when a portal user's
/// address has another user meanwhile.
pub fn restore(tx: &mut Tx<'_>, caller: &Caller, schema: &str, id: &EntityId) -> Result<Seen, Refusal> {
    let stored = removed_or_living(tx, caller, schema, id)?;
    if !stored.deleted {
        return Err(Refusal::Invalid { field: None, message: "The record is not removed.".to_owned() });
    }
    let kind = caller.catalogue.find(schema).ok_or_else(|| rules::unknown_schema(schema))?.clone();
    let doc: Value = serde_json::from_str(&stored.doc).map_err(|error| Refusal::Fault(error.to_string()))?;
    store::mark_living(tx, id)?;
    if schema == "portal_user" {
        crate::users::follow_record(tx, id, &doc)?;
        // Roots that were remembered before the removal must not be taken for those of now.
        let sql = "UPDATE portal_users SET roots_version = $3 WHERE tenant_id = $1 AND id = $2";
        tx.execute(sql, &[id.as_str().into(), caller.now.into()])?;
    }
    indexes::remember(tx, &kind, id, &doc)?;
    email_templates::noted(tx, schema, id, None, Some(&doc));
    activity::write(tx, caller, &Happening::restored(schema, id))?;
    Ok(masked(caller, portico_access::StoredRecord { deleted: false, ..stored }))
}

/// Erases a record, removed or not, with everything that its history tells of it, for staff.
pub fn purge(tx: &mut Tx<'_>, caller: &Caller, schema: &str, id: &EntityId) -> Result<(), Refusal> {
    if !removed_or_living(tx, caller, schema, id)?.deleted {
        super::remove(tx, caller, schema, id)?;
    }
    activity::forget(tx, id)?;
    Ok(store::erase(tx, id)?)
}

fn removed_or_living(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    id: &EntityId,
) -> Result<portico_access::StoredRecord, Refusal> {
    if !caller.is_staff() {
        return Err(Refusal::NotFound);
    }
    store::find(tx, id)?.filter(|stored| stored.schema == schema).ok_or(Refusal::NotFound)
}
