//! Rows of `jobs`.

use portico_db::{DbError, Param, Tx};
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

/// Which jobs are claimed.
pub(super) enum Lane<'a> {
    /// Those that are done in a transaction: all kinds but these.
    Inside { but: &'a [String] },
    /// Those that speak to other servers: these kinds, for organisations that do not have enough under way.
    Outside { kinds: &'a [String], busy: &'a [String] },
}

impl<'a> Lane<'a> {
    /// The condition, whose parameters start with this number, and the parameters.
    fn condition(&self, first: usize) -> (String, Vec<Param<'a>>) {
        let (parts, texts): (Vec<_>, Vec<&'a [String]>) = match self {
            Self::Inside { but } => (vec![("kind NOT IN", but.len())], vec![*but]),
            Self::Outside { kinds, busy } => {
                (vec![("kind IN", kinds.len()), ("owner_tenant NOT IN", busy.len())], vec![*kinds, *busy])
            }
        };
        let mut next = first..;
        let mut sql = String::new();
        for (says, count) in parts.into_iter().filter(|(_, count)| *count > 0) {
            let marks: Vec<String> = next.by_ref().take(count).map(|n| format!("${n}")).collect();
            sql = format!("{sql} AND {says} ({})", marks.join(", "));
        }
        (sql, texts.into_iter().flatten().map(Param::from).collect())
    }
}

/// Takes up to `count` due jobs on a lease: another node takes them again only after it has run out.
pub(super) fn claim(
    tx: &mut Tx<'_>,
    lane: &Lane<'_>,
    now: Instant,
    lease_until: Instant,
    count: i64,
) -> Result<Vec<Job>, DbError> {
    let locking = match tx.engine() {
        portico_db::Engine::Sqlite => "",
        portico_db::Engine::Postgres => "FOR UPDATE SKIP LOCKED",
    };
    let (condition, named) = lane.condition(5);
    let sql = format!(
        "UPDATE jobs SET lease_until = $3, attempts = attempts + 1
         WHERE tenant_id = $1 AND id IN (
           SELECT id FROM jobs WHERE tenant_id = $1 AND failed_at IS NULL AND run_at <= $2
             AND (lease_until IS NULL OR lease_until < $2){condition}
           ORDER BY run_at, id LIMIT $4 {locking})
         RETURNING id, owner_tenant, kind, payload, attempts"
    );
    let mut params = vec![now.into(), lease_until.into(), count.into()];
    params.extend(named);
    tx.all(&sql, &params, |row| {
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

/// Lets the waiting jobs of a kind start at once.
pub(super) fn hasten(tx: &mut Tx<'_>, owner: &TenantId, kind: &str, now: Instant) -> Result<(), DbError> {
    let sql = "UPDATE jobs SET run_at = $4 WHERE tenant_id = $1 AND owner_tenant = $2 AND kind = $3
               AND failed_at IS NULL AND lease_until IS NULL AND run_at > $4";
    tx.execute(sql, &[owner.as_str().into(), kind.into(), now.into()])?;
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
