//! Rows of `jobs`.

use portico_db::{DbError, Tx};
use portico_kit::{Instant, TenantId};

use crate::{Job, NewJob};

pub(super) fn insert(tx: &mut Tx<'_>, owner: &TenantId, id: &str, job: &NewJob) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO jobs (tenant_id, id, owner_tenant, kind, payload, run_at, attempts, unique_key, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $6) ON CONFLICT DO NOTHING",
        &[
            id.into(),
            owner.as_str().into(),
            job.kind.as_str().into(),
            job.payload.to_string().into(),
            job.run_at.into(),
            job.unique_key.as_deref().into(),
        ],
    )?;
    Ok(())
}

/// Takes up to `count` due jobs on a lease: another node takes them again only after it has run out.
pub(super) fn claim(
    tx: &mut Tx<'_>,
    now: Instant,
    lease_until: Instant,
    count: i64,
) -> Result<Vec<Job>, DbError> {
    let locking = match tx.engine() {
        portico_db::Engine::Sqlite => "",
        portico_db::Engine::Postgres => "FOR UPDATE SKIP LOCKED",
    };
    let sql = format!(
        "UPDATE jobs SET lease_until = $3, attempts = attempts + 1
         WHERE tenant_id = $1 AND id IN (
           SELECT id FROM jobs WHERE tenant_id = $1 AND failed_at IS NULL AND run_at <= $2
             AND (lease_until IS NULL OR lease_until < $2)
           ORDER BY run_at, id LIMIT $4 {locking})
         RETURNING id, owner_tenant, kind, payload, attempts"
    );
    tx.all(&sql, &[now.into(), lease_until.into(), count.into()], |row| {
        Ok(Job {
            id: row.text(0)?,
            tenant: TenantId::from(row.text(1)?),
            kind: row.text(2)?,
            payload: serde_json::from_str(&row.text(3)?).unwrap_or_default(),
            attempts: row.int(4)? - 1,
        })
    })
}

pub(super) fn remove(tx: &mut Tx<'_>, id: &str) -> Result<(), DbError> {
    tx.execute("DELETE FROM jobs WHERE tenant_id = $1 AND id = $2", &[id.into()])?;
    Ok(())
}

pub(super) fn retry(tx: &mut Tx<'_>, id: &str, run_at: Instant, error: &str) -> Result<(), DbError> {
    let sql =
        "UPDATE jobs SET run_at = $3, lease_until = NULL, last_error = $4 WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, &[id.into(), run_at.into(), error.into()])?;
    Ok(())
}

pub(super) fn give_up(tx: &mut Tx<'_>, id: &str, at: Instant, error: &str) -> Result<(), DbError> {
    let sql = "UPDATE jobs SET failed_at = $3, lease_until = NULL, last_error = $4 WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, &[id.into(), at.into(), error.into()])?;
    Ok(())
}

pub(super) fn depth(tx: &mut Tx<'_>) -> Result<(i64, i64), DbError> {
    let sql = "SELECT count(*), count(failed_at) FROM jobs WHERE tenant_id = $1";
    let counts = tx.first(sql, &[], |row| Ok((row.int(0)?, row.int(1)?)))?.unwrap_or((0, 0));
    Ok((counts.0 - counts.1, counts.1))
}
