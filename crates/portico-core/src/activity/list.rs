//! Histories as they are listed: from an offset on, with what the caller may see of each entry.

use portico_access::uniform_mask;
use portico_db::{Param, Tx};
use portico_kit::{EntityId, Instant};
use serde_json::{Value, json};

use super::SHOWN_IN_PORTALS;
use crate::{Caller, Refusal, entities};

/// How many entries of a record's history are read at a time for a portal user.
const AT_ONCE: i64 = 500;

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
    let mut test = |sql: &str, value: Param<'static>| {
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
    tests.push_str(&shown_kinds(caller, &mut params));
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

/// The condition on the types of entries `a` that the caller sees of records.
pub(super) fn shown_kinds(caller: &Caller, params: &mut Vec<Param<'static>>) -> String {
    if caller.is_staff() {
        return String::new();
    }
    let places: Vec<String> = SHOWN_IN_PORTALS
        .iter()
        .map(|kind| {
            params.push((*kind).into());
            format!("${}", params.len() + 1)
        })
        .collect();
    format!(" AND a.kind IN ({})", places.join(", "))
}

/// The part of a history that a portal user sees. It is counted after hiding, so that no number tells of a change
/// that is hidden; it is read some entries at a time, to its end.
fn list_shown(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    id: &EntityId,
    (from, params): (&str, Vec<Param<'static>>),
    (skip, size): (i64, i64),
) -> Result<(Vec<Value>, i64), Refusal> {
    let (below, limit) = (params.len() + 2, params.len() + 3);
    let sql = format!(
        "SELECT a.id, a.doc {from} AND (${below} = '' OR a.id < ${below}) ORDER BY a.id DESC LIMIT ${limit}"
    );
    let (mut shown, mut total, mut last) = (Vec::new(), 0, String::new());
    loop {
        let mut all = params.clone();
        all.extend([last.clone().into(), AT_ONCE.into()]);
        let read = tx.all(&sql, &all, |row| Ok((row.text(0)?, row.text(1)?)))?;
        for doc in read.iter().filter_map(|(_, doc)| serde_json::from_str::<Value>(doc).ok()) {
            let Some(entry) = visible(caller, schema, id, doc) else { continue };
            if (skip..skip.saturating_add(size)).contains(&total) {
                shown.push(entry);
            }
            total += 1;
        }
        match read.last() {
            Some((id, _)) if i64::try_from(read.len()).is_ok_and(|count| count == AT_ONCE) => {
                last.clone_from(id);
            }
            _ => return Ok((shown, total)),
        }
    }
}

/// An entry without the attributes that the caller may not see, and without operations on other records.
///
/// A change of which nothing is left to see is no entry at all.
pub(super) fn visible(caller: &Caller, schema: &str, id: &EntityId, mut entry: Value) -> Option<Value> {
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
    if let Some(payload) = entry["payload"].as_object_mut() {
        payload.shift_remove("batch");
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
