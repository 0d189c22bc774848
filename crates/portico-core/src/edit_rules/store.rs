//! What portal users changed of a record lately, read from its history.

use portico_db::{DbError, Tx};
use portico_kit::{EntityId, Instant};
use serde_json::Value;

/// The most changes that are looked at.
const MOST: i64 = 1000;

/// The changes that portal users made since a moment, oldest first, with the names of the attributes.
pub(super) fn edits(
    tx: &mut Tx<'_>,
    id: &EntityId,
    since: Instant,
) -> Result<Vec<(Instant, Vec<String>)>, DbError> {
    let sql = "SELECT a.at, a.doc FROM activity_entities l
               JOIN activity a ON a.tenant_id = l.tenant_id AND a.id = l.activity_id
               WHERE l.tenant_id = $1 AND l.entity_id = $2 AND a.kind = 'EntityUpdatedFromPortal' AND a.at >= $3
               ORDER BY a.id DESC LIMIT $4";
    let mut found = tx.all(sql, &[id.as_str().into(), since.into(), MOST.into()], |row| {
        let entry: Value = serde_json::from_str(&row.text(1)?).unwrap_or_default();
        Ok((row.instant(0)?, if is_about(&entry, id) { names(&entry) } else { Vec::new() }))
    })?;
    found.reverse();
    Ok(found)
}

fn is_about(entry: &Value, id: &EntityId) -> bool {
    entry.pointer("/payload/entity/id").and_then(Value::as_str) == Some(id.as_str())
}

fn names(entry: &Value) -> Vec<String> {
    let operations = entry.get("operations").and_then(Value::as_array).into_iter().flatten();
    let fields = operations.flat_map(|operation| {
        ["/payload", "/diff/deleted"].into_iter().filter_map(|place| operation.pointer(place)?.as_object())
    });
    fields.flat_map(|fields| fields.keys().cloned()).collect()
}
