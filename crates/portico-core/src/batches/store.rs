//! Rows of `batches` and `batch_records`.

use std::collections::HashMap;

use portico_db::{DbError, Param, Row, Tx};
use portico_kit::{ActivityId, EntityId, Instant};
use serde_json::{Value, json};

use super::{Batch, Counts, Outcome, Told, Work};
use crate::{Actor, ActorKind};

const COLUMNS: &str = "id, schema, doc, created_at, finished_at, stopped";

fn read(row: &Row<'_>) -> Result<Option<(Batch, Actor)>, DbError> {
    let doc: Value = serde_json::from_str(&row.text(2)?).unwrap_or_default();
    let text = |key: &str| doc.pointer(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let Ok(work) = serde_json::from_value::<Work>(doc["work"].clone()) else { return Ok(None) };
    let batch = Batch {
        id: row.text(0)?,
        schema: row.text(1)?,
        work,
        by: text("/actor/name"),
        created_at: Instant(row.int(3)?),
        finished_at: row.opt_int(4)?.map(Instant),
        stopped: row.fact(5)?,
    };
    let kind = if text("/actor/kind") == "staff" { ActorKind::OrgUser } else { ActorKind::ApiToken };
    Ok(Some((batch, Actor { kind, id: text("/actor/id"), name: text("/actor/name"), acting: None })))
}

pub(super) fn insert(tx: &mut Tx<'_>, batch: &Batch, actor: &Actor, ids: &[EntityId]) -> Result<(), DbError> {
    let kind = if actor.kind == ActorKind::OrgUser { "staff" } else { "token" };
    let doc = json!({ "work": batch.work, "actor": { "kind": kind, "id": actor.id, "name": actor.name } });
    let undoes = match &batch.work {
        Work::Undo { batch } => Some(batch.as_str()),
        _ => None,
    };
    tx.execute(
        "INSERT INTO batches (tenant_id, id, schema, doc, undoes, created_at, stopped) VALUES ($1, $2, $3, $4, $5, $6, 0)",
        &[
            batch.id.as_str().into(),
            batch.schema.as_str().into(),
            doc.to_string().into(),
            undoes.into(),
            batch.created_at.into(),
        ],
    )?;
    let columns = ["tenant_id", "batch_id", "position", "entity_id", "outcome"];
    let row = |(position, id): (usize, &EntityId)| -> [Param<'_>; 4] {
        let position = i64::try_from(position).unwrap_or(i64::MAX);
        [
            batch.id.clone().into(),
            position.into(),
            id.as_str().to_owned().into(),
            Outcome::Waiting.word().into(),
        ]
    };
    tx.insert_many("batch_records", &columns, ids.iter().enumerate().map(row))
}

/// Forgets the batches that ended before a moment; what they did stays in the histories of the records.
pub(super) fn forget_before(tx: &mut Tx<'_>, moment: Instant) -> Result<(), DbError> {
    let sql = "DELETE FROM batch_records WHERE tenant_id = $1
                 AND batch_id IN (SELECT id FROM batches WHERE tenant_id = $1 AND finished_at < $2)";
    tx.execute(sql, &[moment.into()])?;
    tx.execute("DELETE FROM batches WHERE tenant_id = $1 AND finished_at < $2", &[moment.into()])?;
    Ok(())
}

pub(super) fn find(tx: &mut Tx<'_>, id: &str) -> Result<Option<(Batch, Actor)>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM batches WHERE tenant_id = $1 AND id = $2");
    Ok(tx.first(&sql, &[id.into()], read)?.flatten())
}

pub(super) fn latest(tx: &mut Tx<'_>, schema: &str, count: i64) -> Result<Vec<Batch>, DbError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM batches WHERE tenant_id = $1 AND schema = $2 ORDER BY created_at DESC, id DESC LIMIT $3"
    );
    let found = tx.all(&sql, &[schema.into(), count.into()], read)?;
    Ok(found.into_iter().flatten().map(|(batch, _)| batch).collect())
}

pub(super) fn schemas_of(tx: &mut Tx<'_>, ids: &[&str]) -> Result<HashMap<String, String>, DbError> {
    let places: Vec<String> = (0..ids.len()).map(|at| format!("${}", at + 2)).collect();
    let sql =
        format!("SELECT id, schema FROM batches WHERE tenant_id = $1 AND id IN ({})", places.join(", "));
    let params: Vec<Param<'_>> = ids.iter().map(|id| (*id).into()).collect();
    let found = tx.all(&sql, &params, |row| Ok((row.text(0)?, row.text(1)?)))?;
    Ok(found.into_iter().collect())
}

pub(super) fn undone_by(tx: &mut Tx<'_>, id: &str) -> Result<Option<String>, DbError> {
    let sql = "SELECT id FROM batches WHERE tenant_id = $1 AND undoes = $2";
    tx.first(sql, &[id.into()], |row| row.text(0))
}

pub(super) fn finish(tx: &mut Tx<'_>, id: &str, at: Instant, stopped: bool) -> Result<(), DbError> {
    let sql = "UPDATE batches SET finished_at = $3, stopped = $4 WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, &[id.into(), at.into(), i64::from(stopped).into()])?;
    Ok(())
}

pub(super) fn counts(tx: &mut Tx<'_>, id: &str) -> Result<Counts, DbError> {
    let sql =
        "SELECT outcome, count(*) FROM batch_records WHERE tenant_id = $1 AND batch_id = $2 GROUP BY outcome";
    let mut counts = Counts::default();
    for (word, count) in tx.all(sql, &[id.into()], |row| Ok((row.text(0)?, row.int(1)?)))? {
        match Outcome::parse(&word) {
            Some(Outcome::Waiting) | None => counts.waiting += count,
            Some(Outcome::Done) => counts.done += count,
            Some(Outcome::Same) => counts.same += count,
            Some(Outcome::Contested) => counts.contested += count,
            Some(Outcome::Refused) => counts.refused += count,
        }
    }
    Ok(counts)
}

pub(super) fn waiting(tx: &mut Tx<'_>, id: &str, count: i64) -> Result<Vec<(i64, EntityId)>, DbError> {
    let sql = "SELECT position, entity_id FROM batch_records
               WHERE tenant_id = $1 AND batch_id = $2 AND outcome = $3 ORDER BY position LIMIT $4";
    let params = [id.into(), Outcome::Waiting.word().into(), count.into()];
    tx.all(sql, &params, |row| Ok((row.int(0)?, EntityId::from(row.text(1)?))))
}

pub(super) fn settle(
    tx: &mut Tx<'_>,
    id: &str,
    position: i64,
    (outcome, reason, entries): (Outcome, Option<&str>, &[ActivityId]),
) -> Result<(), DbError> {
    let sql = "UPDATE batch_records SET outcome = $4, reason = $5, activity_id = $6
               WHERE tenant_id = $1 AND batch_id = $2 AND position = $3";
    let entries: Vec<&str> = entries.iter().map(ActivityId::as_str).collect();
    let entries = (!entries.is_empty()).then(|| entries.join(" "));
    tx.execute(sql, &[id.into(), position.into(), outcome.word().into(), reason.into(), entries.into()])?;
    Ok(())
}

pub(super) fn records(
    tx: &mut Tx<'_>,
    id: &str,
    outcome: Option<Outcome>,
    (from, size): (i64, i64),
) -> Result<Vec<Told>, DbError> {
    let sql = "SELECT entity_id, outcome, reason FROM batch_records
               WHERE tenant_id = $1 AND batch_id = $2 AND ($3 = '' OR outcome = $3)
               ORDER BY position LIMIT $4 OFFSET $5";
    let wanted = outcome.map_or("", Outcome::word);
    tx.all(sql, &[id.into(), wanted.into(), size.into(), from.into()], |row| {
        let outcome = Outcome::parse(&row.text(1)?).unwrap_or(Outcome::Waiting);
        Ok(Told { id: EntityId::from(row.text(0)?), outcome, reason: row.opt_text(2)? })
    })
}

pub(super) fn ids_of(tx: &mut Tx<'_>, id: &str, outcome: Outcome) -> Result<Vec<EntityId>, DbError> {
    let sql = "SELECT entity_id FROM batch_records
               WHERE tenant_id = $1 AND batch_id = $2 AND outcome = $3 ORDER BY position";
    tx.all(sql, &[id.into(), outcome.word().into()], |row| Ok(EntityId::from(row.text(0)?)))
}

/// The entries of the history that tell what a batch did to a record, as they are kept: one by one with a space between.
pub(super) fn entries_of(tx: &mut Tx<'_>, id: &str, entity: &EntityId) -> Result<Vec<ActivityId>, DbError> {
    let sql = "SELECT activity_id FROM batch_records
               WHERE tenant_id = $1 AND batch_id = $2 AND entity_id = $3 AND activity_id IS NOT NULL";
    let found = tx.first(sql, &[id.into(), entity.as_str().into()], |row| row.text(0))?;
    Ok(found.unwrap_or_default().split_whitespace().map(ActivityId::from).collect())
}
