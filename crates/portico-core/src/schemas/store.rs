//! Rows of `schemas`.

use portico_db::{DbError, Tx};
use serde_json::Value;

use crate::activity::{self, Part};

pub(super) fn list(tx: &mut Tx<'_>) -> Result<Vec<String>, DbError> {
    tx.all("SELECT doc FROM schemas WHERE tenant_id = $1 ORDER BY slug", &[], |row| row.text(0))
}

pub(super) fn version(tx: &mut Tx<'_>, slug: &str) -> Result<Option<i64>, DbError> {
    tx.first("SELECT version FROM schemas WHERE tenant_id = $1 AND slug = $2", &[slug.into()], |row| {
        row.int(0)
    })
}

pub(super) fn find(tx: &mut Tx<'_>, slug: &str) -> Result<Option<(i64, String)>, DbError> {
    let sql = "SELECT version, doc FROM schemas WHERE tenant_id = $1 AND slug = $2";
    tx.first(sql, &[slug.into()], |row| Ok((row.int(0)?, row.text(1)?)))
}

fn doc_of(tx: &mut Tx<'_>, slug: &str) -> Result<Option<Value>, DbError> {
    Ok(find(tx, slug)?.and_then(|(_, doc)| serde_json::from_str(&doc).ok()))
}

pub(super) fn put(tx: &mut Tx<'_>, slug: &str, doc: &Value) -> Result<(), DbError> {
    let before = doc_of(tx, slug)?;
    activity::configured(tx, Part::Schema, slug, before.as_ref(), Some(doc));
    tx.execute(
        "INSERT INTO schemas (tenant_id, slug, version, doc) VALUES ($1, $2, 1, $3)
         ON CONFLICT (tenant_id, slug) DO UPDATE SET version = schemas.version + 1, doc = excluded.doc",
        &[slug.into(), doc.to_string().into()],
    )?;
    Ok(())
}

pub(super) fn remove(tx: &mut Tx<'_>, slug: &str) -> Result<u64, DbError> {
    let before = doc_of(tx, slug)?;
    activity::configured(tx, Part::Schema, slug, before.as_ref(), None);
    tx.execute("DELETE FROM schemas WHERE tenant_id = $1 AND slug = $2", &[slug.into()])
}

pub(super) fn has_records(tx: &mut Tx<'_>, slug: &str) -> Result<bool, DbError> {
    let sql = "SELECT 1 FROM entities WHERE tenant_id = $1 AND schema = $2 AND deleted_at IS NULL LIMIT 1";
    Ok(tx.first(sql, &[slug.into()], |_| Ok(()))?.is_some())
}
