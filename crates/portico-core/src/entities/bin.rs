//! The bin: removed records that can be brought back, for staff.

use portico_db::{Param, Tx};
use portico_kit::{EntityId, Instant};
use serde_json::Value;

use super::selection::Selection;
use super::store;
use crate::{Caller, Refusal};

/// The most removed records of one page.
const LARGEST_PAGE: i64 = 200;

/// A removed record.
#[derive(Clone, Debug)]
pub struct Removed {
    /// Its id.
    pub id: EntityId,
    /// The title that it had.
    pub title: String,
    /// When it was removed.
    pub at: Instant,
    /// Who removed it, as far as the history tells.
    pub by: Option<String>,
}

/// The removed records of a schema, the last removed first, and how many there are.
///
/// # Errors
/// `NotFound` for everybody but staff.
pub fn removed(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    from: i64,
    size: i64,
) -> Result<(Vec<Removed>, i64), Refusal> {
    let mut selection = Selection::of_removed(caller, schema)?;
    let total = store::count_selected(tx, &selection)?;
    let (limit, offset) = (selection.bind(size.clamp(0, LARGEST_PAGE)), selection.bind(from.max(0)));
    selection.then(&format!("ORDER BY e.deleted_at DESC, e.id DESC LIMIT {limit} OFFSET {offset}"));
    let rows = store::removed_selected(tx, &selection)?;
    let removers = removers(tx, &rows)?;
    let one = |(id, title, at): store::RemovedRow| {
        let by = removers.iter().find(|(entity, _)| *entity == id).map(|(_, by)| by.clone());
        Removed { id, title, at: Instant(at), by }
    };
    Ok((rows.into_iter().map(one).collect(), total))
}

/// The titles of those among these records that are removed.
///
/// # Errors
/// `NotFound` for everybody but staff.
pub fn titles_of_removed(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    ids: &[EntityId],
) -> Result<Vec<(EntityId, String)>, Refusal> {
    let mut selection = Selection::of_removed(caller, schema)?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let list: Vec<String> = ids.iter().map(|id| selection.bind(id.as_str().to_owned())).collect();
    selection.and(&format!("e.id IN ({})", list.join(", ")));
    let rows = store::removed_selected(tx, &selection)?;
    Ok(rows.into_iter().map(|(id, title, _)| (id, title)).collect())
}

/// Who removed each of these records: the newest entry that tells of it.
fn removers(tx: &mut Tx<'_>, rows: &[store::RemovedRow]) -> Result<Vec<(EntityId, String)>, Refusal> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (0..rows.len()).map(|at| format!("${}", at + 2)).collect();
    let sql = format!(
        "SELECT l.entity_id, a.doc FROM activity_entities l
         JOIN activity a ON a.tenant_id = l.tenant_id AND a.id = l.activity_id
         WHERE l.tenant_id = $1 AND l.entity_id IN ({}) AND a.kind LIKE 'EntityDeleted%' ORDER BY a.id DESC",
        places.join(", ")
    );
    let params: Vec<Param<'_>> = rows.iter().map(|(id, ..)| id.as_str().into()).collect();
    let entries = tx.all(&sql, &params, |row| Ok((EntityId::from(row.text(0)?), row.text(1)?)))?;
    let named = entries.into_iter().filter_map(|(id, doc)| {
        let entry: Value = serde_json::from_str(&doc).ok()?;
        let staff = entry.pointer("/payload/caller/EpilotAuth/token/name");
        let user = entry.pointer("/payload/caller/PortalAuth/token/email");
        Some((id, staff.or(user)?.as_str()?.to_owned()))
    });
    Ok(named.collect())
}
