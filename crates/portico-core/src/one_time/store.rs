//! Rows of `one_time_secrets`: found by id or subject, tried, used up.

use portico_db::{DbError, Row, Tx};
use portico_kit::{Instant, PortalId};
use serde_json::Value;

use super::{Proof, Purpose, TRIES};

/// A secret as it is stored.
pub(super) struct Stored {
    pub(super) id: String,
    pub(super) proof: Proof,
    pub(super) code_hash: String,
    pub(super) link_hash: String,
    pub(super) handle_hash: String,
    pub(super) attempts: i64,
    pub(super) expires_at: Instant,
    pub(super) used: bool,
}

const COLUMNS: &str =
    "id, purpose, portal_id, subject, email, payload, code_hash, link_hash, handle_hash, attempts,
    expires_at, used_at";

fn stored(row: &Row<'_>) -> Result<Stored, DbError> {
    let payload = row.text(5)?;
    Ok(Stored {
        id: row.text(0)?,
        proof: Proof {
            purpose: Purpose::parse(&row.text(1)?)
                .ok_or_else(|| DbError::Driver("a secret of an unknown purpose".to_owned()))?,
            portal: PortalId::from(row.text(2)?),
            subject: row.text(3)?,
            email: row.text(4)?,
            payload: serde_json::from_str(&payload).unwrap_or(Value::Null),
        },
        code_hash: row.text(6)?,
        link_hash: row.text(7)?,
        handle_hash: row.text(8)?,
        attempts: row.int(9)?,
        expires_at: row.instant(10)?,
        used: row.opt_int(11)?.is_some(),
    })
}

pub(super) fn by_id(tx: &mut Tx<'_>, id: &str) -> Result<Option<Stored>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM one_time_secrets WHERE tenant_id = $1 AND id = $2");
    tx.first(&sql, &[id.into()], stored)
}

impl Stored {
    /// Whether it can still be used.
    pub(super) fn is_open(&self, now: Instant) -> bool {
        !self.used && now < self.expires_at && self.attempts < TRIES
    }
}

/// The newest secret of a subject, used or not.
pub(super) fn newest(
    tx: &mut Tx<'_>,
    purpose: Purpose,
    portal: &PortalId,
    subject: &str,
) -> Result<Option<Stored>, DbError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM one_time_secrets WHERE tenant_id = $1 AND purpose = $2 AND portal_id = $3
         AND subject = $4 ORDER BY created_at DESC, id DESC LIMIT 1"
    );
    tx.first(&sql, &[purpose.code().into(), portal.as_str().into(), subject.into()], stored)
}

/// Counts a wrong try.
pub(super) fn count_try(tx: &mut Tx<'_>, id: &str, now: Instant) -> Result<(), DbError> {
    let sql = "UPDATE one_time_secrets SET attempts = attempts + 1 WHERE tenant_id = $1 AND id = $2
               AND used_at IS NULL AND expires_at > $3 AND attempts < $4";
    tx.execute(sql, &[id.into(), now.into(), TRIES.into()])?;
    Ok(())
}

/// Uses a secret up; false when somebody was faster, its time is over, or it was tried too often.
pub(super) fn use_up(tx: &mut Tx<'_>, id: &str, now: Instant) -> Result<bool, DbError> {
    let sql = "UPDATE one_time_secrets SET used_at = $3 WHERE tenant_id = $1 AND id = $2
               AND used_at IS NULL AND expires_at > $3 AND attempts < $4";
    Ok(tx.execute(sql, &[id.into(), now.into(), TRIES.into()])? == 1)
}
