//! Activity: one entry per change, with who did it and what it was before and after.

use portico_db::{DbError, Tx};
use portico_kit::{ActivityId, EntityId, Instant};
use serde_json::{Map, Value, json};

use crate::{ActorKind, Caller, Refusal};

mod as_of;
mod configured;
mod list;
mod paged;
mod replay;
mod settings;
mod taken_back;
mod undo;

pub use as_of::{AsOf, Then, as_of};
pub use configured::{Part, configured, write_configured};
pub use list::{Window, list};
pub use paged::{Page, Topic, feed, page};
pub use taken_back::{TakenBack, taken_back};
pub use undo::{Undoing, undo, undoing};
pub(crate) use undo::{take_back_entry, undo_because};

/// Fields of the envelope that people change, and whose changes are therefore kept.
const KEPT_OF_ENVELOPE: [&str; 2] = ["_tags", "_relations"];

/// Activity types that portal users see of a record, besides those of their own.
const SHOWN_IN_PORTALS: [&str; 19] = [
    "EntityCreated",
    "EntityUpdated",
    "EntityUpdatedFromPortal",
    "EntityCreatedFromPortal",
    "DocUploadedFromPortal",
    "DocDownloadedFromPortal",
    "DocRemovedFromPortal",
    "SelfAssignmentFromPortal",
    "CreateMeterReading",
    "PortalUserResetPassword",
    "PortalUserRegistered",
    "PortalUserLoggedInAs",
    "SecondFactorSetUp",
    "SecondFactorRemoved",
    "SecondFactorReset",
    "RecoveryCodesRenewed",
    "PasskeyAdded",
    "PasskeyRemoved",
    "PasskeyRefused",
];

/// Something that happened to a record.
pub struct Happening {
    /// The type without the suffix that says a portal user did it.
    kind: &'static str,
    title: &'static str,
    schema: String,
    entity: EntityId,
    operation: Value,
    at: Option<Instant>,
    cause: Cause,
    reason: Option<String>,
}

/// What a change belongs to, besides who made it.
#[derive(Clone, Debug, Default)]
pub struct Cause {
    /// The entry that the change undoes.
    pub undoes: Option<ActivityId>,
    /// The batch that the change is a part of.
    pub batch: Option<String>,
}

impl Happening {
    /// A new record.
    pub fn created(schema: &str, id: &EntityId, doc: &Value) -> Self {
        let operation = json!({
            "entity": id.as_str(), "operation": "createEntity",
            "params": { "id": id.as_str(), "slug": schema }, "payload": attributes_of(doc)
        });
        Self { operation, ..Self::other("EntityCreated", "Record created", schema, id) }
    }

    /// A changed record, with its document before and after.
    pub fn updated(schema: &str, id: &EntityId, before: &Value, after: &Value) -> Self {
        let (mut payload, mut added, mut updated, mut deleted) =
            (Map::new(), Map::new(), Map::new(), Map::new());
        let empty = Map::new();
        let (old, new) = (before.as_object().unwrap_or(&empty), after.as_object().unwrap_or(&empty));
        for (name, value) in new.iter().filter(|(name, _)| is_kept(name)) {
            match old.get(name) {
                None => {
                    added.insert(name.clone(), value.clone());
                }
                Some(previous) if previous != value => {
                    updated.insert(name.clone(), previous.clone());
                }
                Some(_) => continue,
            }
            payload.insert(name.clone(), value.clone());
        }
        for (name, value) in old.iter().filter(|(name, _)| is_kept(name) && !new.contains_key(*name)) {
            deleted.insert(name.clone(), value.clone());
        }
        let operation = json!({
            "entity": id.as_str(), "operation": "updateEntity",
            "params": { "id": id.as_str(), "slug": schema }, "payload": payload,
            "diff": { "added": added, "updated": updated, "deleted": deleted }
        });
        // Changes of one record follow one another by at least a millisecond; their entries keep that order.
        let at = after.get("_updated_at").and_then(Value::as_str).and_then(|at| Instant::parse_iso(at).ok());
        Self { operation, at, ..Self::other("EntityUpdated", "Record changed", schema, id) }
    }

    /// A removed record.
    pub fn deleted(schema: &str, id: &EntityId) -> Self {
        let operation = json!({
            "entity": id.as_str(), "operation": "softDeleteEntity",
            "params": { "id": id.as_str(), "slug": schema }
        });
        Self { operation, ..Self::other("EntityDeleted", "Record removed", schema, id) }
    }

    /// A removed record that was brought back.
    pub fn restored(schema: &str, id: &EntityId) -> Self {
        let operation = json!({
            "entity": id.as_str(), "operation": "restoreEntity",
            "params": { "id": id.as_str(), "slug": schema }
        });
        Self { operation, ..Self::other("EntityRestored", "Record restored", schema, id) }
    }

    /// Anything else that happened to a record, by its published type.
    pub fn other(kind: &'static str, title: &'static str, schema: &str, id: &EntityId) -> Self {
        let (schema, entity) = (schema.into(), id.clone());
        let (operation, at, cause, reason) = (Value::Null, None, Cause::default(), None);
        Self { kind, title, schema, entity, operation, at, cause, reason }
    }

    /// The same, with the reason that was given for it, if one was.
    #[must_use]
    pub fn for_reason(self, reason: &str) -> Self {
        Self { reason: Some(reason.to_owned()).filter(|reason| !reason.is_empty()), ..self }
    }

    /// The same, as a part of something larger.
    #[must_use]
    pub fn because(self, cause: &Cause) -> Self {
        Self { cause: cause.clone(), ..self }
    }
}

/// Whether a change of a field is kept.
fn is_kept(name: &str) -> bool {
    !name.starts_with('_') || KEPT_OF_ENVELOPE.contains(&name)
}

fn attributes_of(doc: &Value) -> Value {
    let fields = doc.as_object().into_iter().flatten().filter(|(name, _)| !name.starts_with('_'));
    Value::Object(fields.map(|(name, value)| (name.clone(), value.clone())).collect())
}

/// Writes the entry, attached to the record and to the portal user who did it, and rings the jobs that follow.
pub fn write(tx: &mut Tx<'_>, caller: &Caller, happening: &Happening) -> Result<(), Refusal> {
    write_entry(tx, caller, happening).map(|_| ())
}

/// As [`write()`], and lists the entry with another record too, such as the file that was handed in.
pub(crate) fn write_about(
    tx: &mut Tx<'_>,
    caller: &Caller,
    happening: &Happening,
    other: &EntityId,
) -> Result<(), Refusal> {
    let entry = write_entry(tx, caller, happening)?;
    let id = entry.get("_id").and_then(Value::as_str).unwrap_or_default();
    let sql = "INSERT INTO activity_entities (tenant_id, entity_id, activity_id) VALUES ($1, $2, $3)
               ON CONFLICT DO NOTHING";
    tx.execute(sql, &[other.as_str().into(), id.into()])?;
    Ok(())
}

/// As [`write()`], and answers the entry.
pub fn write_entry(tx: &mut Tx<'_>, caller: &Caller, happening: &Happening) -> Result<Value, Refusal> {
    let at = happening.at.map_or(caller.now, |at| at.max(caller.now));
    let id = ActivityId::from(caller.random.ulid(at));
    let from_portal = caller.actor.kind == ActorKind::PortalUser && happening.kind.starts_with("Entity");
    let kind = if from_portal { format!("{}FromPortal", happening.kind) } else { happening.kind.to_owned() };
    let mut operations = Vec::new();
    if let Value::Object(mut operation) = happening.operation.clone() {
        operation.insert("org".to_owned(), tx.tenant().as_str().into());
        operation.insert("activity_id".to_owned(), id.as_str().into());
        operation.insert("activity_type".to_owned(), kind.as_str().into());
        operations.push(Value::Object(operation));
    }
    let mut doc = json!({
        "_id": id.as_str(),
        "timestamp": at.to_iso(),
        "type": kind,
        "title": happening.title,
        "message": format!("{}: {}", happening.title, caller.actor.name),
        "payload": {
            "entity": { "id": happening.entity.as_str(), "schema": happening.schema },
            "caller": caller.actor.to_json(),
        },
        "operations_total": operations.len(),
        "operations": operations,
    });
    if let Some(undone) = &happening.cause.undoes {
        doc["payload"]["undoes"] = undone.as_str().into();
    }
    if let Some(batch) = &happening.cause.batch {
        doc["payload"]["batch"] = batch.as_str().into();
    }
    if let Some(reason) = &happening.reason {
        doc["payload"]["reason"] = reason.as_str().into();
    }
    tx.execute(
        "INSERT INTO activity (tenant_id, id, kind, at, doc) VALUES ($1, $2, $3, $4, $5)",
        &[id.as_str().into(), kind.as_str().into(), at.into(), doc.to_string().into()],
    )?;
    let own = caller.portal_user().filter(|user| **user != happening.entity);
    for entity in [Some(&happening.entity), own].into_iter().flatten() {
        let sql = "INSERT INTO activity_entities (tenant_id, entity_id, activity_id) VALUES ($1, $2, $3)";
        tx.execute(sql, &[entity.as_str().into(), id.as_str().into()])?;
    }
    if let Some(undone) = &happening.cause.undoes {
        let sql = "INSERT INTO activity_entities (tenant_id, entity_id, activity_id) VALUES ($1, $2, $3)";
        tx.execute(sql, &[taken_back::topic(undone).into(), id.as_str().into()])?;
    }
    let event = json!({ "activity_id": id.as_str(), "type": kind, "entity_id": happening.entity.as_str(),
                        "schema": happening.schema });
    portico_queue::enqueue(tx, &portico_queue::NewJob::now("activity", event, caller.now), &caller.random)?;
    Ok(doc)
}

/// An entry as it was written, for what follows from it; never for an answer.
pub(crate) fn find(tx: &mut Tx<'_>, id: &ActivityId) -> Result<Option<Value>, DbError> {
    let sql = "SELECT doc FROM activity WHERE tenant_id = $1 AND id = $2";
    let text = tx.first(sql, &[id.as_str().into()], |row| row.text(0))?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Erases what was written about a record; entries about other records only forget that it took part.
pub(crate) fn forget(tx: &mut Tx<'_>, entity: &EntityId) -> Result<(), Refusal> {
    let sql = "SELECT a.id, a.doc FROM activity_entities l
               JOIN activity a ON a.tenant_id = l.tenant_id AND a.id = l.activity_id
               WHERE l.tenant_id = $1 AND l.entity_id = $2";
    let entries = tx.all(sql, &[entity.as_str().into()], |row| Ok((row.text(0)?, row.text(1)?)))?;
    for (id, doc) in entries {
        let entry: Value = serde_json::from_str(&doc).unwrap_or_default();
        if entry.pointer("/payload/entity/id").and_then(Value::as_str) == Some(entity.as_str()) {
            let links = "DELETE FROM activity_entities WHERE tenant_id = $1 AND activity_id = $2";
            tx.execute(links, &[id.as_str().into()])?;
            tx.execute("DELETE FROM activity WHERE tenant_id = $1 AND id = $2", &[id.as_str().into()])?;
        }
    }
    let links = "DELETE FROM activity_entities WHERE tenant_id = $1 AND entity_id = $2";
    tx.execute(links, &[entity.as_str().into()])?;
    Ok(())
}
