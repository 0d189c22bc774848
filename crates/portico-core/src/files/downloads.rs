//! Downloads: who has fetched which file, and when.

use portico_db::Tx;
use portico_kit::{EntityId, Instant};

use crate::activity::{self, Happening};
use crate::{Caller, Refusal, entities};

/// That a portal user has fetched a file.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// The portal user.
    pub user: EntityId,
    /// When it was first.
    pub first_at: Instant,
    /// When it was last.
    pub last_at: Instant,
    /// How often.
    pub times: i64,
}

/// Notes that the caller fetched a file; the first time it stands in the history. Staff leave no mark.
pub fn note_download(tx: &mut Tx<'_>, caller: &Caller, id: &EntityId) -> Result<(), Refusal> {
    entities::view(tx, caller, "file", id)?;
    let Some(user) = caller.portal_user().filter(|_| !caller.viewer.reads_only()) else { return Ok(()) };
    let sql = "INSERT INTO file_downloads (tenant_id, user_id, file_id, first_at, last_at, times)
               VALUES ($1, $2, $3, $4, $4, 1)
               ON CONFLICT (tenant_id, user_id, file_id)
               DO UPDATE SET last_at = excluded.last_at, times = file_downloads.times + 1";
    tx.execute(sql, &[user.as_str().into(), id.as_str().into(), caller.now.into()])?;
    activity::write(
        tx,
        caller,
        &Happening::other("DocDownloadedFromPortal", "Document downloaded", "file", id),
    )
}

/// Which of these files the caller has fetched before.
pub(super) fn fetched_by(
    tx: &mut Tx<'_>,
    caller: &Caller,
    files: &[EntityId],
) -> Result<Vec<EntityId>, Refusal> {
    let Some(user) = caller.portal_user().filter(|_| !files.is_empty()) else { return Ok(Vec::new()) };
    let places: Vec<String> = (0..files.len()).map(|at| format!("${}", at + 3)).collect();
    let sql = format!(
        "SELECT file_id FROM file_downloads WHERE tenant_id = $1 AND user_id = $2 AND file_id IN ({})",
        places.join(", ")
    );
    let params: Vec<_> = std::iter::once(user).chain(files).map(|id| id.as_str().into()).collect();
    Ok(tx.all(&sql, &params, |row| Ok(EntityId::from(row.text(0)?)))?)
}

/// Who has fetched a file, the last one first; for staff.
pub fn downloads_of(tx: &mut Tx<'_>, caller: &Caller, id: &EntityId) -> Result<Vec<Fetched>, Refusal> {
    if !caller.is_staff() {
        return Err(Refusal::NotFound);
    }
    entities::view(tx, caller, "file", id)?;
    let sql = "SELECT user_id, first_at, last_at, times FROM file_downloads
               WHERE tenant_id = $1 AND file_id = $2 ORDER BY last_at DESC, user_id LIMIT 200";
    Ok(tx.all(sql, &[id.as_str().into()], |row| {
        Ok(Fetched {
            user: EntityId::from(row.text(0)?),
            first_at: row.instant(1)?,
            last_at: row.instant(2)?,
            times: row.int(3)?,
        })
    })?)
}
