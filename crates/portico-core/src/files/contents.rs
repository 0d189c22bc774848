//! Rows of `contents`: one for each upload, from its announcement until its bytes are removed.

use portico_db::{DbError, Row, Tx};
use portico_kit::{EntityId, Instant};

/// A content as it is stored.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub(super) id: String,
    pub(super) filename: String,
    pub(super) declared_type: String,
    pub(super) side: String,
    pub(super) uploaded_by: String,
    pub(super) size_bytes: i64,
    pub(super) mime_type: Option<String>,
    pub(super) store_key: Option<String>,
    pub(super) sha256: Option<String>,
    pub(super) file_id: Option<String>,
    pub(super) expires_at: Option<i64>,
    pub(super) dropped_at: Option<i64>,
}

const COLUMNS: &str =
    "id, filename, declared_type, side, uploaded_by, size_bytes, mime_type, store_key, sha256, file_id,
    expires_at, dropped_at";

fn stored(row: &Row<'_>) -> Result<Stored, DbError> {
    Ok(Stored {
        id: row.text(0)?,
        filename: row.text(1)?,
        declared_type: row.text(2)?,
        side: row.text(3)?,
        uploaded_by: row.text(4)?,
        size_bytes: row.int(5)?,
        mime_type: row.opt_text(6)?,
        store_key: row.opt_text(7)?,
        sha256: row.opt_text(8)?,
        file_id: row.opt_text(9)?,
        expires_at: row.opt_int(10)?,
        dropped_at: row.opt_int(11)?,
    })
}

/// A new upload, of which nothing has arrived yet.
pub(super) struct New<'a> {
    pub(super) id: &'a str,
    pub(super) filename: &'a str,
    pub(super) declared_type: &'a str,
    pub(super) side: &'a str,
    pub(super) uploaded_by: &'a str,
    pub(super) now: Instant,
    pub(super) expires_at: Instant,
}

pub(super) fn insert(tx: &mut Tx<'_>, new: &New<'_>) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO contents (tenant_id, id, filename, declared_type, side, uploaded_by, size_bytes, created_at,
           expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8)",
        &[
            new.id.into(),
            new.filename.into(),
            new.declared_type.into(),
            new.side.into(),
            new.uploaded_by.into(),
            new.now.into(),
            new.expires_at.into(),
        ],
    )?;
    Ok(())
}

pub(super) fn find(tx: &mut Tx<'_>, id: &str) -> Result<Option<Stored>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM contents WHERE tenant_id = $1 AND id = $2");
    tx.first(&sql, &[id.into()], stored)
}

/// What has arrived.
pub(super) struct Arrived<'a> {
    pub(super) size_bytes: i64,
    pub(super) mime_type: &'a str,
    pub(super) store_key: &'a str,
    pub(super) sha256: &'a str,
}

/// Notes what has arrived; false when something had arrived before.
pub(super) fn note_arrival(tx: &mut Tx<'_>, id: &str, arrived: &Arrived<'_>) -> Result<bool, DbError> {
    let changed = tx.execute(
        "UPDATE contents SET size_bytes = $3, mime_type = $4, store_key = $5, sha256 = $6
         WHERE tenant_id = $1 AND id = $2 AND store_key IS NULL AND file_id IS NULL AND dropped_at IS NULL",
        &[
            id.into(),
            arrived.size_bytes.into(),
            arrived.mime_type.into(),
            arrived.store_key.into(),
            arrived.sha256.into(),
        ],
    )?;
    Ok(changed == 1)
}

/// Makes an upload the content of a file; false when somebody else did so meanwhile.
pub(super) fn bind(tx: &mut Tx<'_>, id: &str, file: &EntityId) -> Result<bool, DbError> {
    let sql = "UPDATE contents SET file_id = $3, expires_at = NULL
               WHERE tenant_id = $1 AND id = $2 AND file_id IS NULL AND dropped_at IS NULL";
    Ok(tx.execute(sql, &[id.into(), file.as_str().into()])? == 1)
}

/// The contents of a file, oldest first.
pub(super) fn of_file(tx: &mut Tx<'_>, file: &EntityId) -> Result<Vec<Stored>, DbError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM contents WHERE tenant_id = $1 AND file_id = $2 ORDER BY created_at, id"
    );
    tx.all(&sql, &[file.as_str().into()], stored)
}

/// Files that a portal user has uploaded, of these; by the file's id.
pub(super) fn uploaders(tx: &mut Tx<'_>, files: &[EntityId]) -> Result<Vec<(EntityId, String)>, DbError> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (0..files.len()).map(|at| format!("${}", at + 2)).collect();
    let sql = format!(
        "SELECT file_id, uploaded_by FROM contents WHERE tenant_id = $1 AND file_id IN ({}) AND side = 'portal'
         ORDER BY file_id, created_at",
        places.join(", ")
    );
    let params: Vec<_> = files.iter().map(|id| id.as_str().into()).collect();
    tx.all(&sql, &params, |row| Ok((EntityId::from(row.text(0)?), row.text(1)?)))
}

/// Gives a content up; its bytes are removed soon after.
pub(super) fn drop_one(tx: &mut Tx<'_>, id: &str, now: Instant) -> Result<(), DbError> {
    let sql = "UPDATE contents SET dropped_at = $3 WHERE tenant_id = $1 AND id = $2 AND dropped_at IS NULL";
    tx.execute(sql, &[id.into(), now.into()])?;
    Ok(())
}

/// Contents that were given up: their ids and the keys of their bytes.
pub(super) fn dropped(tx: &mut Tx<'_>) -> Result<Vec<(String, Option<String>)>, DbError> {
    let sql = "SELECT id, store_key FROM contents WHERE tenant_id = $1 AND dropped_at IS NOT NULL
               ORDER BY dropped_at LIMIT 200";
    tx.all(sql, &[], |row| Ok((row.text(0)?, row.opt_text(1)?)))
}

pub(super) fn forget(tx: &mut Tx<'_>, id: &str) -> Result<(), DbError> {
    tx.execute("DELETE FROM contents WHERE tenant_id = $1 AND id = $2", &[id.into()])?;
    Ok(())
}

/// How much room uploads take that nobody signed in for.
pub(super) fn public_bytes(tx: &mut Tx<'_>) -> Result<i64, DbError> {
    let sql = "SELECT CAST(coalesce(sum(size_bytes), 0) AS bigint) FROM contents
               WHERE tenant_id = $1 AND side = 'public' AND file_id IS NULL AND dropped_at IS NULL";
    Ok(tx.first(sql, &[], |row| row.int(0))?.unwrap_or(0))
}

/// The upload that a published key names, such as `739224/temp/<id>/name.pdf`.
pub(super) fn upload_id<'k>(tenant: &str, key: &'k str) -> Option<&'k str> {
    let rest = key.strip_prefix(tenant)?.strip_prefix('/')?;
    let rest = rest.strip_prefix("temp/").unwrap_or(rest);
    let id = rest.split('/').next()?;
    crate::portals::is_uuid(id).then_some(id)
}

/// Where the bytes under a published key lie, and their media type as they were judged.
///
/// A content belongs to one file: naming it in another opens nothing. Keys of records that were loaded name the
/// store's own place, which belongs to the organisation it starts with.
pub(super) fn kept_under(
    tx: &mut Tx<'_>,
    file: &EntityId,
    key: &str,
) -> Result<Option<(String, Option<String>)>, DbError> {
    let tenant = tx.tenant().as_str().to_owned();
    let Some(id) = upload_id(&tenant, key) else {
        let own = key.strip_prefix(tenant.as_str()).is_some_and(|rest| rest.starts_with('/'));
        return Ok(own.then(|| (key.to_owned(), None)));
    };
    let found = find(tx, id)?.filter(|content| content.file_id.as_deref() == Some(file.as_str()));
    Ok(found
        .filter(|content| content.dropped_at.is_none())
        .and_then(|content| Some((content.store_key?, content.mime_type))))
}
