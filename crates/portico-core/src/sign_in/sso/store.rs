//! Rows of sign-ins under way, and of the identities that users are known by.

use portico_db::{DbError, Row, Tx};
use portico_kit::{EntityId, Instant, PortalId};
use serde_json::Value;

use super::Identity;

/// How long a sign-in that is over is kept, in seconds: long enough to say that it was used.
const KEPT: i64 = 3600;

/// A sign-in under way.
pub(super) struct Flow {
    pub(super) id: String,
    pub(super) portal: PortalId,
    pub(super) provider: String,
    pub(super) state_hash: String,
    pub(super) browser_hash: String,
    pub(super) nonce: String,
    pub(super) verifier: String,
    pub(super) next: String,
    pub(super) expires_at: Instant,
    pub(super) pending: Option<Value>,
}

pub(super) fn insert_flow(tx: &mut Tx<'_>, flow: &Flow, now: Instant) -> Result<(), DbError> {
    let old = now.plus_seconds(-KEPT);
    tx.execute("DELETE FROM sso_flows WHERE tenant_id = $1 AND expires_at < $2", &[old.into()])?;
    tx.execute(
        "INSERT INTO sso_flows (tenant_id, id, portal_id, provider, state_hash, browser_hash, nonce, verifier,
           next, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        &[
            flow.id.as_str().into(),
            flow.portal.as_str().into(),
            flow.provider.as_str().into(),
            flow.state_hash.as_str().into(),
            flow.browser_hash.as_str().into(),
            flow.nonce.as_str().into(),
            flow.verifier.as_str().into(),
            flow.next.as_str().into(),
            flow.expires_at.into(),
        ],
    )?;
    Ok(())
}

pub(super) fn flow(tx: &mut Tx<'_>, id: &str) -> Result<Option<Flow>, DbError> {
    let sql =
        "SELECT id, portal_id, provider, state_hash, browser_hash, nonce, verifier, next, expires_at, pending
               FROM sso_flows WHERE tenant_id = $1 AND id = $2";
    tx.first(sql, &[id.into()], |row: &Row<'_>| {
        Ok(Flow {
            id: row.text(0)?,
            portal: PortalId::from(row.text(1)?),
            provider: row.text(2)?,
            state_hash: row.text(3)?,
            browser_hash: row.text(4)?,
            nonce: row.text(5)?,
            verifier: row.text(6)?,
            next: row.text(7)?,
            expires_at: row.instant(8)?,
            pending: row.opt_text(9)?.and_then(|text| serde_json::from_str(&text).ok()),
        })
    })
}

/// Uses a sign-in up; false when somebody was faster or its time is over.
pub(super) fn use_flow(tx: &mut Tx<'_>, id: &str, now: Instant) -> Result<bool, DbError> {
    let sql = "UPDATE sso_flows SET used_at = $3 WHERE tenant_id = $1 AND id = $2 AND used_at IS NULL
               AND expires_at > $3";
    Ok(tx.execute(sql, &[id.into(), now.into()])? == 1)
}

/// Keeps what a used sign-in still waits for.
pub(super) fn wait(tx: &mut Tx<'_>, id: &str, pending: &Value, until: Instant) -> Result<(), DbError> {
    let sql = "UPDATE sso_flows SET pending = $3, expires_at = $4 WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, &[id.into(), pending.to_string().into(), until.into()])?;
    Ok(())
}

/// Ends the waiting; false when somebody was faster.
pub(super) fn end_waiting(tx: &mut Tx<'_>, id: &str) -> Result<bool, DbError> {
    let sql = "UPDATE sso_flows SET pending = NULL WHERE tenant_id = $1 AND id = $2 AND pending IS NOT NULL";
    Ok(tx.execute(sql, &[id.into()])? == 1)
}

/// The user whom an identity opens, and that it was used now.
pub(super) fn user_of(
    tx: &mut Tx<'_>,
    portal: &PortalId,
    identity: &Identity,
    now: Instant,
) -> Result<Option<EntityId>, DbError> {
    let key = [
        portal.as_str().into(),
        identity.provider.as_str().into(),
        identity.issuer.as_str().into(),
        identity.subject.as_str().into(),
    ];
    let sql = "SELECT user_id FROM sso_identities WHERE tenant_id = $1 AND portal_id = $2 AND provider = $3
               AND issuer = $4 AND subject = $5";
    let found = tx.first(sql, &key, |row| row.text(0))?;
    if found.is_some() {
        let [portal, provider, issuer, subject] = key;
        let sql = "UPDATE sso_identities SET last_used_at = $6 WHERE tenant_id = $1 AND portal_id = $2
                   AND provider = $3 AND issuer = $4 AND subject = $5";
        tx.execute(sql, &[portal, provider, issuer, subject, now.into()])?;
    }
    Ok(found.map(EntityId::from))
}

pub(super) fn link(
    tx: &mut Tx<'_>,
    portal: &PortalId,
    identity: &Identity,
    user: &EntityId,
    now: Instant,
) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO sso_identities (tenant_id, portal_id, provider, issuer, subject, user_id, linked_at, last_used_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
         ON CONFLICT (tenant_id, portal_id, provider, issuer, subject) DO UPDATE SET user_id = excluded.user_id,
           linked_at = excluded.linked_at, last_used_at = excluded.last_used_at",
        &[
            portal.as_str().into(),
            identity.provider.as_str().into(),
            identity.issuer.as_str().into(),
            identity.subject.as_str().into(),
            user.as_str().into(),
            now.into(),
        ],
    )?;
    Ok(())
}

/// The users of a portal whom a provider knows under a name.
pub(super) fn users_named(
    tx: &mut Tx<'_>,
    portal: &PortalId,
    provider: &str,
    subject: &str,
) -> Result<Vec<EntityId>, DbError> {
    let sql = "SELECT user_id FROM sso_identities WHERE tenant_id = $1 AND portal_id = $2 AND provider = $3
               AND subject = $4 ORDER BY user_id";
    let params = [portal.as_str().into(), provider.into(), subject.into()];
    tx.all(sql, &params, |row| Ok(EntityId::from(row.text(0)?)))
}

/// Parts a provider's name for somebody from the users it opened.
pub(super) fn unlink(
    tx: &mut Tx<'_>,
    portal: &PortalId,
    provider: &str,
    subject: &str,
) -> Result<(), DbError> {
    let sql = "DELETE FROM sso_identities WHERE tenant_id = $1 AND portal_id = $2 AND provider = $3 AND subject = $4";
    tx.execute(sql, &[portal.as_str().into(), provider.into(), subject.into()])?;
    Ok(())
}

pub(super) fn providers_of(tx: &mut Tx<'_>, user: &EntityId) -> Result<Vec<String>, DbError> {
    let sql = "SELECT DISTINCT provider FROM sso_identities WHERE tenant_id = $1 AND user_id = $2 ORDER BY provider";
    tx.all(sql, &[user.as_str().into()], |row| row.text(0))
}

/// Forgets a removed user's identities.
pub(crate) fn forget(tx: &mut Tx<'_>, user: &EntityId) -> Result<(), DbError> {
    tx.execute("DELETE FROM sso_identities WHERE tenant_id = $1 AND user_id = $2", &[user.as_str().into()])?;
    Ok(())
}

/// A user that was never confirmed is its owner's from now on: what somebody else may have set counts no more.
pub(super) fn drop_password(tx: &mut Tx<'_>, user: &EntityId) -> Result<(), DbError> {
    let sql = "UPDATE portal_users SET password_hash = NULL WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, &[user.as_str().into()])?;
    Ok(())
}
