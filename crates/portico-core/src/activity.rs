//! Activity: one entry per change, with who did it and what it was before and after.

use portico_access::uniform_mask;
use portico_db::{DbError, Tx};
use portico_kit::{ActivityId, EntityId, Instant};
use serde_json::{Map, Value, json};

use crate::{ActorKind, Caller, Refusal, entities};

/// How many entries of a record's history are looked at for a portal user.
const REMEMBERED: i64 = 500;

/// Activity types that portal users see of a record, besides those of their own.
const SHOWN_IN_PORTALS: [&str; 12] = [
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
];

/// Something that happened to a record.
pub struct Happening {
    /// The type without the suffix that says a portal user did it.
    kind: &'static str,
    title: &'static str,
    schema: String,
    entity: EntityId,
    operation: Value,
}

impl Happening {
    /// A new record.
    pub fn created(schema: &str, id: &EntityId, doc: &Value) -> Self {
        let operation = json!({
            "entity": id.as_str(), "operation": "createEntity",
            "params": { "id": id.as_str(), "slug": schema }, "payload": attributes_of(doc)
        });
        Self {
            kind: "EntityCreated",
            title: "Record created",
            schema: schema.into(),
            entity: id.clone(),
            operation,
        }
    }

    /// A changed record, with its document before and after.
    pub fn updated(schema: &str, id: &EntityId, before: &Value, after: &Value) -> Self {
        let (mut payload, mut added, mut updated, mut deleted) =
            (Map::new(), Map::new(), Map::new(), Map::new());
        let empty = Map::new();
        let (old, new) = (before.as_object().unwrap_or(&empty), after.as_object().unwrap_or(&empty));
        for (name, value) in new.iter().filter(|(name, _)| !name.starts_with('_')) {
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
        for (name, value) in old.iter().filter(|(name, _)| !name.starts_with('_') && !new.contains_key(*name))
        {
            deleted.insert(name.clone(), value.clone());
        }
        let operation = json!({
            "entity": id.as_str(), "operation": "updateEntity",
            "params": { "id": id.as_str(), "slug": schema }, "payload": payload,
            "diff": { "added": added, "updated": updated, "deleted": deleted }
        });
        Self {
            kind: "EntityUpdated",
            title: "Record changed",
            schema: schema.into(),
            entity: id.clone(),
            operation,
        }
    }

    /// A removed record.
    pub fn deleted(schema: &str, id: &EntityId) -> Self {
        let operation = json!({
            "entity": id.as_str(), "operation": "softDeleteEntity",
            "params": { "id": id.as_str(), "slug": schema }
        });
        Self {
            kind: "EntityDeleted",
            title: "Record removed",
            schema: schema.into(),
            entity: id.clone(),
            operation,
        }
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
        Self { kind, title, schema: schema.into(), entity: id.clone(), operation: Value::Null }
    }
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
    let id = ActivityId::from(caller.random.ulid(caller.now));
    let from_portal = caller.actor.kind == ActorKind::PortalUser && happening.kind.starts_with("Entity");
    let kind = if from_portal { format!("{}FromPortal", happening.kind) } else { happening.kind.to_owned() };
    let mut operations = Vec::new();
    if let Value::Object(mut operation) = happening.operation.clone() {
        operation.insert("org".to_owned(), tx.tenant().as_str().into());
        operation.insert("activity_id".to_owned(), id.as_str().into());
        operation.insert("activity_type".to_owned(), kind.as_str().into());
        operations.push(Value::Object(operation));
    }
    let doc = json!({
        "_id": id.as_str(),
        "timestamp": caller.now.to_iso(),
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
    tx.execute(
        "INSERT INTO activity (tenant_id, id, kind, at, doc) VALUES ($1, $2, $3, $4, $5)",
        &[id.as_str().into(), kind.as_str().into(), caller.now.into(), doc.to_string().into()],
    )?;
    let own = caller.portal_user().filter(|user| **user != happening.entity);
    for entity in [Some(&happening.entity), own].into_iter().flatten() {
        let sql = "INSERT INTO activity_entities (tenant_id, entity_id, activity_id) VALUES ($1, $2, $3)";
        tx.execute(sql, &[entity.as_str().into(), id.as_str().into()])?;
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

/// Which entries of a record's history are wanted.
#[derive(Clone, Debug, Default)]
pub struct Window {
    /// Only entries after this moment.
    pub after: Option<Instant>,
    /// Only entries before this moment.
    pub before: Option<Instant>,
    /// Only entries of this type.
    pub kind: Option<String>,
    /// How many entries to skip.
    pub from: i64,
    /// How many entries to answer, at most 100.
    pub size: i64,
}

/// The history of a record that the caller sees, newest first, without what the caller may not see.
pub fn list(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    id: &EntityId,
    window: &Window,
) -> Result<(Vec<Value>, i64), Refusal> {
    entities::view(tx, caller, schema, id)?;
    let mut params = vec![id.as_str().to_owned().into()];
    let mut tests = String::new();
    let mut test = |sql: &str, value: portico_db::Param<'static>| {
        params.push(value);
        tests.push_str(&format!(" AND {sql} ${}", params.len() + 1));
    };
    if let Some(after) = window.after {
        test("a.at >", after.into());
    }
    if let Some(before) = window.before {
        test("a.at <", before.into());
    }
    if let Some(kind) = &window.kind {
        test("a.kind =", kind.clone().into());
    }
    if !caller.is_staff() {
        let places: Vec<String> = SHOWN_IN_PORTALS
            .iter()
            .map(|kind| {
                params.push((*kind).into());
                format!("${}", params.len() + 1)
            })
            .collect();
        tests.push_str(&format!(" AND a.kind IN ({})", places.join(", ")));
    }
    let from = format!(
        "FROM activity_entities l JOIN activity a ON a.tenant_id = l.tenant_id AND a.id = l.activity_id
         WHERE l.tenant_id = $1 AND l.entity_id = $2{tests}"
    );
    let (size, skip) = (window.size.clamp(0, 100), window.from.max(0));
    if !caller.is_staff() {
        return list_shown(tx, caller, schema, id, (&from, params), (skip, size));
    }
    let total = tx.first(&format!("SELECT count(*) {from}"), &params, |row| row.int(0))?.unwrap_or(0);
    let sql = format!(
        "SELECT a.doc {from} ORDER BY a.id DESC LIMIT ${} OFFSET ${}",
        params.len() + 2,
        params.len() + 3
    );
    params.extend([size.into(), skip.into()]);
    let docs = tx.all(&sql, &params, |row| row.text(0))?;
    Ok((docs.iter().filter_map(|doc| serde_json::from_str(doc).ok()).collect(), total))
}

/// The part of a history that a portal user sees. It is counted after hiding, so that no number tells of a change
/// that is hidden; entries older than the newest [`REMEMBERED`] are not shown in portals.
fn list_shown(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    id: &EntityId,
    (from, mut params): (&str, Vec<portico_db::Param<'static>>),
    (skip, size): (i64, i64),
) -> Result<(Vec<Value>, i64), Refusal> {
    let sql = format!("SELECT a.doc {from} ORDER BY a.id DESC LIMIT ${}", params.len() + 2);
    params.push(REMEMBERED.into());
    let docs = tx.all(&sql, &params, |row| row.text(0))?;
    let entries = docs.iter().filter_map(|doc| serde_json::from_str::<Value>(doc).ok());
    let shown: Vec<Value> = entries.filter_map(|entry| visible(caller, schema, id, entry)).collect();
    let total = i64::try_from(shown.len()).unwrap_or(i64::MAX);
    let (skip, size) = (usize::try_from(skip).unwrap_or(0), usize::try_from(size).unwrap_or(0));
    Ok((shown.into_iter().skip(skip).take(size).collect(), total))
}

/// The newest entries of the whole organisation, for staff.
pub fn latest(tx: &mut Tx<'_>, caller: &Caller, from: i64, size: i64) -> Result<Vec<Value>, Refusal> {
    if !caller.is_staff() {
        return Err(Refusal::NotFound);
    }
    let sql = "SELECT doc FROM activity WHERE tenant_id = $1 ORDER BY id DESC LIMIT $2 OFFSET $3";
    let docs = tx.all(sql, &[size.clamp(0, 100).into(), from.max(0).into()], |row| row.text(0))?;
    Ok(docs.iter().filter_map(|doc| serde_json::from_str(doc).ok()).collect())
}

/// An entry without the attributes that the caller may not see, and without operations on other records.
///
/// A change of which nothing is left to see is no entry at all.
fn visible(caller: &Caller, schema: &str, id: &EntityId, mut entry: Value) -> Option<Value> {
    let about = entry.pointer("/payload/entity/id").and_then(Value::as_str) == Some(id.as_str());
    if !about {
        entry["operations"] = json!([]);
        entry["payload"].as_object_mut().and_then(|payload| payload.shift_remove("entity"));
    }
    let mask = uniform_mask(&caller.viewer, schema);
    for operation in entry.get_mut("operations").and_then(Value::as_array_mut).into_iter().flatten() {
        for place in ["/payload", "/diff/added", "/diff/updated", "/diff/deleted"] {
            if let Some(fields) = operation.pointer_mut(place).and_then(Value::as_object_mut) {
                fields.retain(|name, _| mask.allows(name));
            }
        }
    }
    if entry["operations"].as_array().is_some_and(|all| !all.is_empty() && all.iter().all(is_empty_update)) {
        return None;
    }
    // The message names its author; others than oneself are not named.
    entry["message"] = entry["title"].clone();
    if let Some(author) = entry.pointer_mut("/payload/caller") {
        *author = shown_author(caller, author);
    }
    Some(entry)
}

/// Whether an update shows no attribute any more.
fn is_empty_update(operation: &Value) -> bool {
    let empty = |place: &str| {
        operation.pointer(place).and_then(Value::as_object).is_none_or(serde_json::Map::is_empty)
    };
    operation["operation"] == "updateEntity"
        && ["/payload", "/diff/added", "/diff/updated", "/diff/deleted"].into_iter().all(empty)
}

/// Portal users see their own name; of others only whether it was the organisation or another user.
fn shown_author(caller: &Caller, author: &Value) -> Value {
    let id = author.pointer("/PortalAuth/token/sub").and_then(Value::as_str);
    if id.is_some() && id == caller.portal_user().map(EntityId::as_str) {
        return author.clone();
    }
    let kind = if id.is_some() { "PortalAuth" } else { "EpilotAuth" };
    json!({ kind: { "token": {} } })
}
