//! Removing records.

use portico_access::Action;
use portico_db::Tx;
use portico_kit::EntityId;

use super::stored::stored_document;
use super::{indexes, selection, store, visible};
use crate::activity::{self, Happening};
use crate::{Caller, Refusal, email_templates};

/// Removes a record; it can be restored until it is purged.
pub fn remove(tx: &mut Tx<'_>, caller: &Caller, schema: &str, id: &EntityId) -> Result<(), Refusal> {
    let stored = visible(tx, caller, schema, id)?;
    selection::allowed(caller, &Action::Delete, &stored)?;
    remove_decided(tx, caller, schema, id)
}

/// As [`remove`], for verbs that have decided by rules of their own who may.
pub(crate) fn remove_decided(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    id: &EntityId,
) -> Result<(), Refusal> {
    if schema == email_templates::SCHEMA {
        let before = stored_document(tx, id)?;
        email_templates::noted(tx, schema, id, before.as_ref(), None);
    }
    store::mark_deleted(tx, id, caller.now)?;
    indexes::forget(tx, schema, id)?;
    if schema == "portal_user" {
        crate::users::forget_record(tx, id)?;
    }
    activity::write(tx, caller, &Happening::deleted(schema, id))
}
