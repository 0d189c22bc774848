//! Rows of `entities`.

use portico_access::StoredRecord;
use portico_db::{DbError, Param, Row, Tx};
use portico_kit::document::push_member;
use portico_kit::{EntityId, Instant};
use serde_json::Value;

use super::selection::Selection;
use crate::schemas::Schema;

/// A record as it is written.
pub(super) struct Written {
    pub(super) id: EntityId,
    pub(super) schema: String,
    pub(super) title: String,
    pub(super) doc: String,
    pub(super) created_at: Instant,
    pub(super) updated_at: Instant,
}

impl Written {
    pub(super) fn of(
        kind: &Schema,
        id: &EntityId,
        doc: &Value,
        created_at: Instant,
        updated_at: Instant,
    ) -> Self {
        let title = doc.get("_title").and_then(Value::as_str).unwrap_or_default().to_owned();
        Self {
            id: id.clone(),
            schema: kind.slug.clone(),
            title,
            doc: doc.to_string(),
            created_at,
            updated_at,
        }
    }
}

fn stored(row: &Row<'_>) -> Result<StoredRecord, DbError> {
    Ok(StoredRecord {
        id: EntityId::from(row.text(0)?),
        schema: row.text(1)?,
        doc: row.text(2)?,
        deleted: row.opt_int(3)?.is_some(),
    })
}

/// A record regardless of who asks: for the rules themselves, never for an answer.
pub(super) fn find(tx: &mut Tx<'_>, id: &EntityId) -> Result<Option<StoredRecord>, DbError> {
    let sql = "SELECT id, schema, doc, deleted_at FROM entities WHERE tenant_id = $1 AND id = $2";
    tx.first(sql, &[id.as_str().into()], stored)
}

pub(super) fn exists(tx: &mut Tx<'_>, id: &EntityId) -> Result<bool, DbError> {
    let sql = "SELECT 1 FROM entities WHERE tenant_id = $1 AND id = $2";
    Ok(tx.first(sql, &[id.as_str().into()], |_| Ok(()))?.is_some())
}

/// Living records of a schema in the order they came, after the one created then with that id: id, when it was
/// created, document. For the indexes, never for an answer.
pub(super) fn living_after(
    tx: &mut Tx<'_>,
    schema: &str,
    (created, id): (i64, &str),
    limit: i64,
) -> Result<Vec<(EntityId, i64, String)>, DbError> {
    let sql = "SELECT id, created_at, doc FROM entities
               WHERE tenant_id = $1 AND schema = $2 AND (created_at, id) > ($3, $4) AND deleted_at IS NULL
               ORDER BY created_at, id LIMIT $5";
    tx.all(sql, &[schema.into(), created.into(), id.into(), limit.into()], |row| {
        Ok((EntityId::from(row.text(0)?), row.int(1)?, row.text(2)?))
    })
}

/// The schema of a living record.
pub(super) fn schema_of(tx: &mut Tx<'_>, id: &EntityId) -> Result<Option<String>, DbError> {
    let sql = "SELECT schema FROM entities WHERE tenant_id = $1 AND id = $2 AND deleted_at IS NULL";
    tx.first(sql, &[id.as_str().into()], |row| row.text(0))
}

/// The schemas of those among these records that live.
pub(super) fn schemas_of(tx: &mut Tx<'_>, ids: &[EntityId]) -> Result<Vec<(EntityId, String)>, DbError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (0..ids.len()).map(|at| format!("${}", at + 2)).collect();
    let sql = format!(
        "SELECT id, schema FROM entities WHERE tenant_id = $1 AND deleted_at IS NULL AND id IN ({})",
        places.join(", ")
    );
    let params: Vec<Param<'_>> = ids.iter().map(|id| id.as_str().into()).collect();
    tx.all(&sql, &params, |row| Ok((EntityId::from(row.text(0)?), row.text(1)?)))
}

pub(super) fn find_selected(tx: &mut Tx<'_>, selection: &Selection) -> Result<Option<StoredRecord>, DbError> {
    let sql = format!("SELECT e.id, e.schema, e.doc, e.deleted_at {}", selection.sql());
    tx.first(&sql, selection.params(), stored)
}

/// Records of a selection; a removed one tells when it was removed.
pub(super) fn list_selected(tx: &mut Tx<'_>, selection: &Selection) -> Result<Vec<StoredRecord>, DbError> {
    let sql = format!("SELECT e.id, e.schema, e.doc, e.deleted_at {}", selection.sql());
    tx.all(&sql, selection.params(), |row| {
        let mut record = stored(row)?;
        if let Some(at) = row.opt_int(3)?
            && record.doc.ends_with('}')
        {
            record.doc.pop();
            push_member(&mut record.doc, "_deleted_at", &format!("\"{}\"", Instant(at).to_iso()));
            record.doc.push('}');
        }
        Ok(record)
    })
}

/// A selected record's id and schema, with two columns more.
pub(super) type KeyRow = (EntityId, String, Option<String>, Option<String>);

pub(super) fn keys_selected(
    tx: &mut Tx<'_>,
    selection: &Selection,
    columns: &str,
) -> Result<Vec<KeyRow>, DbError> {
    let sql = format!("SELECT e.id, e.schema, {columns} {}", selection.sql());
    tx.all(&sql, selection.params(), |row| {
        Ok((EntityId::from(row.text(0)?), row.text(1)?, row.opt_text(2)?, row.opt_text(3)?))
    })
}

pub(super) fn ids_selected(tx: &mut Tx<'_>, selection: &Selection) -> Result<Vec<EntityId>, DbError> {
    let sql = format!("SELECT e.id {}", selection.sql());
    tx.all(&sql, selection.params(), |row| Ok(EntityId::from(row.text(0)?)))
}

/// A removed record: its id, its title, and when it was removed.
pub(super) type RemovedRow = (EntityId, String, i64);

pub(super) fn removed_selected(tx: &mut Tx<'_>, selection: &Selection) -> Result<Vec<RemovedRow>, DbError> {
    let sql = format!("SELECT e.id, e.title, e.deleted_at {}", selection.sql());
    tx.all(&sql, selection.params(), |row| Ok((EntityId::from(row.text(0)?), row.text(1)?, row.int(2)?)))
}

pub(super) fn count_selected(tx: &mut Tx<'_>, selection: &Selection) -> Result<i64, DbError> {
    let sql = format!("SELECT count(*) {}", selection.sql());
    Ok(tx.first(&sql, selection.params(), |row| row.int(0))?.unwrap_or(0))
}

/// How many there are, no more than the selection is limited to.
pub(super) fn count_some(tx: &mut Tx<'_>, selection: &Selection) -> Result<i64, DbError> {
    let sql = format!("SELECT count(*) FROM (SELECT e.id {}) found", selection.sql());
    Ok(tx.first(&sql, selection.params(), |row| row.int(0))?.unwrap_or(0))
}

pub(super) fn insert(tx: &mut Tx<'_>, record: &Written) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO entities (tenant_id, id, schema, title, doc, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &[
            record.id.as_str().into(),
            record.schema.as_str().into(),
            record.title.as_str().into(),
            record.doc.as_str().into(),
            record.created_at.into(),
            record.updated_at.into(),
        ],
    )?;
    Ok(())
}

pub(super) fn update(tx: &mut Tx<'_>, record: &Written) -> Result<(), DbError> {
    tx.execute(
        "UPDATE entities SET title = $3, doc = $4, updated_at = $5 WHERE tenant_id = $1 AND id = $2",
        &[
            record.id.as_str().into(),
            record.title.as_str().into(),
            record.doc.as_str().into(),
            record.updated_at.into(),
        ],
    )?;
    Ok(())
}

/// Gives a record another title, which is no change of its own: nobody changed what it says.
pub(super) fn entitle(tx: &mut Tx<'_>, id: &EntityId, title: &str, doc: &Value) -> Result<(), DbError> {
    let sql = "UPDATE entities SET title = $3, doc = $4 WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, &[id.as_str().into(), title.into(), doc.to_string().into()])?;
    Ok(())
}

pub(super) fn mark_living(tx: &mut Tx<'_>, id: &EntityId) -> Result<(), DbError> {
    let sql = "UPDATE entities SET deleted_at = NULL WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, &[id.as_str().into()])?;
    Ok(())
}

/// Takes a removed record out of every table that would tell of it.
pub(super) fn erase(tx: &mut Tx<'_>, id: &EntityId) -> Result<(), DbError> {
    for sql in [
        "DELETE FROM entities WHERE tenant_id = $1 AND id = $2",
        "DELETE FROM relations WHERE tenant_id = $1 AND source_id = $2",
        "DELETE FROM access_events WHERE tenant_id = $1 AND entity_id = $2",
        "DELETE FROM access_events WHERE tenant_id = $1 AND user_id = $2",
        "DELETE FROM dismissals WHERE tenant_id = $1 AND user_id = $2",
        "DELETE FROM meter_readings WHERE tenant_id = $1 AND meter_id = $2",
        // What was done to this record alone says what was written into it.
        "DELETE FROM batches WHERE tenant_id = $1
           AND id IN (SELECT b.batch_id FROM batch_records b WHERE b.tenant_id = $1 AND b.entity_id = $2)
           AND NOT EXISTS (SELECT 1 FROM batch_records o
                           WHERE o.tenant_id = $1 AND o.batch_id = batches.id AND o.entity_id <> $2)",
        "DELETE FROM batch_records WHERE tenant_id = $1 AND entity_id = $2",
    ] {
        tx.execute(sql, &[id.as_str().into()])?;
    }
    Ok(())
}

/// The records that have a value of an identifier.
pub(super) fn identified(
    tx: &mut Tx<'_>,
    schema: &str,
    attribute: &str,
    value: &str,
) -> Result<Vec<String>, DbError> {
    let sql = "SELECT entity_id FROM identifiers
               WHERE tenant_id = $1 AND schema = $2 AND attribute = $3 AND value = $4 ORDER BY entity_id LIMIT 1000";
    tx.all(sql, &[schema.into(), attribute.into(), value.into()], |row| row.text(0))
}

pub(super) fn mark_deleted(tx: &mut Tx<'_>, id: &EntityId, at: Instant) -> Result<(), DbError> {
    let sql = "UPDATE entities SET deleted_at = $3 WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, &[id.as_str().into(), at.into()])?;
    Ok(())
}
