//! Rows of `sessions` and the sign-in part of `portal_users`.

use portico_db::{DbError, Tx};
use portico_kit::{EmailAddress, EntityId, Instant, PortalId, SessionId};

use crate::Acting;

/// A session to open.
pub(super) struct NewSession<'a> {
    pub(super) id: &'a SessionId,
    pub(super) kind: &'a str,
    pub(super) user: &'a str,
    pub(super) portal: Option<&'a PortalId>,
    pub(super) refresh_hash: &'a str,
    pub(super) created_at: Instant,
    pub(super) expires_at: Instant,
    pub(super) acting: Option<&'a Acting>,
}

/// A stored session.
pub(super) struct Session {
    pub(super) kind: String,
    pub(super) user: String,
    pub(super) portal: Option<PortalId>,
    pub(super) refresh_hash: String,
    pub(super) created_at: Instant,
    pub(super) last_used_at: Instant,
    pub(super) proved_at: Instant,
    pub(super) expires_at: Instant,
    pub(super) revoked: bool,
}

/// The sign-in state of a portal user.
pub(super) struct Person {
    pub(super) email: String,
    pub(super) registered: bool,
    pub(super) access: bool,
    pub(super) expires_at: Option<Instant>,
}

impl Person {
    /// Whether its registration is complete and its access neither withdrawn nor over.
    pub(super) fn is_let_in(&self, now: Instant) -> bool {
        self.registered && self.access && self.expires_at.is_none_or(|end| now < end)
    }
}

/// Whether a portal user has a password.
pub(super) fn has_password(tx: &mut Tx<'_>, user: &EntityId) -> Result<bool, DbError> {
    let sql = "SELECT 1 FROM portal_users WHERE tenant_id = $1 AND id = $2 AND password_hash IS NOT NULL";
    Ok(tx.first(sql, &[user.as_str().into()], |_| Ok(()))?.is_some())
}

pub(super) fn credential(
    tx: &mut Tx<'_>,
    portal: &PortalId,
    email: &EmailAddress,
) -> Result<Option<(EntityId, Option<String>)>, DbError> {
    let sql =
        "SELECT id, password_hash FROM portal_users WHERE tenant_id = $1 AND portal_id = $2 AND email = $3";
    tx.first(sql, &[portal.as_str().into(), email.as_str().into()], |row| {
        Ok((EntityId::from(row.text(0)?), row.opt_text(1)?))
    })
}

pub(super) fn credential_of(
    tx: &mut Tx<'_>,
    user: &EntityId,
) -> Result<Option<(String, Option<String>)>, DbError> {
    let sql = "SELECT email, password_hash FROM portal_users WHERE tenant_id = $1 AND id = $2";
    tx.first(sql, &[user.as_str().into()], |row| Ok((row.text(0)?, row.opt_text(1)?)))
}

pub(super) fn person(tx: &mut Tx<'_>, user: &EntityId) -> Result<Option<Person>, DbError> {
    let sql =
        "SELECT email, registered, access, expires_at FROM portal_users WHERE tenant_id = $1 AND id = $2";
    tx.first(sql, &[user.as_str().into()], |row| {
        Ok(Person {
            email: row.text(0)?,
            registered: row.fact(1)?,
            access: row.fact(2)?,
            expires_at: row.opt_int(3)?.map(Instant),
        })
    })
}

/// Notes when a user signed in last, to the minute: many sign-ins at once must not write the same row over and over.
pub(super) fn note_login(tx: &mut Tx<'_>, user: &EntityId, at: Instant) -> Result<(), DbError> {
    let sql = "UPDATE portal_users SET last_login_at = $3
               WHERE tenant_id = $1 AND id = $2 AND (last_login_at IS NULL OR last_login_at < $4)";
    tx.execute(sql, &[user.as_str().into(), at.into(), at.plus_seconds(-60).into()])?;
    Ok(())
}

pub(super) fn insert_session(tx: &mut Tx<'_>, session: &NewSession<'_>) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO sessions (tenant_id, id, kind, user_id, portal_id, refresh_hash, created_at, expires_at,
           acting_id, acting_name)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        &[
            session.id.as_str().into(),
            session.kind.into(),
            session.user.into(),
            session.portal.map(PortalId::as_str).into(),
            session.refresh_hash.into(),
            session.created_at.into(),
            session.expires_at.into(),
            session.acting.map(|acting| acting.id.as_str()).into(),
            session.acting.map(|acting| acting.name.as_str()).into(),
        ],
    )?;
    Ok(())
}

pub(super) fn session(tx: &mut Tx<'_>, id: &SessionId) -> Result<Option<Session>, DbError> {
    let sql = "SELECT kind, user_id, portal_id, refresh_hash, expires_at, revoked_at, created_at,
                 COALESCE(last_used_at, created_at), COALESCE(proved_at, created_at)
               FROM sessions WHERE tenant_id = $1 AND id = $2";
    tx.first(sql, &[id.as_str().into()], |row| {
        Ok(Session {
            kind: row.text(0)?,
            user: row.text(1)?,
            portal: row.opt_text(2)?.map(PortalId::from),
            refresh_hash: row.text(3)?,
            expires_at: row.instant(4)?,
            revoked: row.opt_int(5)?.is_some(),
            created_at: row.instant(6)?,
            last_used_at: row.instant(7)?,
            proved_at: row.instant(8)?,
        })
    })
}

pub(super) fn rotate(
    tx: &mut Tx<'_>,
    id: &SessionId,
    refresh_hash: &str,
    now: Instant,
) -> Result<(), DbError> {
    let sql = "UPDATE sessions SET refresh_hash = $3, last_used_at = $4 WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, &[id.as_str().into(), refresh_hash.into(), now.into()])?;
    Ok(())
}

pub(super) fn revoke(tx: &mut Tx<'_>, id: &SessionId, at: Instant) -> Result<(), DbError> {
    let sql = "UPDATE sessions SET revoked_at = $3 WHERE tenant_id = $1 AND id = $2 AND revoked_at IS NULL";
    tx.execute(sql, &[id.as_str().into(), at.into()])?;
    Ok(())
}

/// Notes that a session has just proved its owner.
pub(super) fn note_proof(tx: &mut Tx<'_>, id: &SessionId, at: Instant) -> Result<(), DbError> {
    let sql = "UPDATE sessions SET proved_at = $3 WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, &[id.as_str().into(), at.into()])?;
    Ok(())
}

/// Ends every session of a user but the one that is kept.
pub(crate) fn revoke_other_sessions(
    tx: &mut Tx<'_>,
    user: &str,
    kept: Option<&SessionId>,
    at: Instant,
) -> Result<(), DbError> {
    let sql =
        "UPDATE sessions SET revoked_at = $3 WHERE tenant_id = $1 AND user_id = $2 AND revoked_at IS NULL
               AND id <> $4";
    tx.execute(sql, &[user.into(), at.into(), kept.map_or("", SessionId::as_str).into()])?;
    Ok(())
}

/// Ends every session of a user.
pub(crate) fn revoke_sessions_of(tx: &mut Tx<'_>, user: &str, at: Instant) -> Result<(), DbError> {
    revoke_other_sessions(tx, user, None, at)
}

/// Holds a session back until a second factor is set up, or lets it go.
pub(super) fn set_held(tx: &mut Tx<'_>, id: &SessionId, held: bool) -> Result<(), DbError> {
    let sql = "UPDATE sessions SET held = $3 WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, &[id.as_str().into(), held.into()])?;
    Ok(())
}
