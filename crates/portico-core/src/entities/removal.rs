//! Removing records.

use portico_access::Action;
use portico_db::Tx;
use portico_kit::EntityId;

use super::{indexes, selection, store, visible};
use crate::activity::{self, Cause, Happening};
use crate::{Caller, Refusal};

/// Removes a record; it can be restored until it is purged.
pub fn remove(tx: &mut Tx<'_>, caller: &Caller, schema: &str, id: &EntityId) -> Result<(), Refusal> {
    remove_because(tx, caller, schema, id, &Cause::default())
}

/// As [`remove`], as a part of something larger.
pub(crate) fn remove_because(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    id: &EntityId,
    cause: &Cause,
) -> Result<(), Refusal> {
    let stored = visible(tx, caller, schema, id)?;
    selection::allowed(caller, &Action::Delete, &stored)?;
    take_out(tx, caller, schema, id, cause)
}

/// As [`remove`], for verbs that have decided by rules of their own who may.
pub(crate) fn remove_decided(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    id: &EntityId,
) -> Result<(), Refusal> {
    take_out(tx, caller, schema, id, &Cause::default())
}

fn take_out(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    id: &EntityId,
    cause: &Cause,
) -> Result<(), Refusal> {
    store::mark_deleted(tx, id, caller.now)?;
    indexes::forget(tx, schema, id)?;
    if schema == "portal_user" {
        crate::users::forget_record(tx, id)?;
    }
    activity::write(tx, caller, &Happening::deleted(schema, id).because(cause))
}
