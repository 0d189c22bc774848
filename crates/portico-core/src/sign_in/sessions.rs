//! The sessions of a portal user, as staff see and end them.

use portico_db::Tx;
use portico_kit::{EntityId, Instant, SessionId};

use super::store;
use crate::{Caller, Refusal};

/// How many sessions are listed.
const LISTED: i64 = 20;

/// A session of a portal user.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// Its id.
    pub id: SessionId,
    /// When the user signed in.
    pub created_at: Instant,
    /// When it ends by itself.
    pub expires_at: Instant,
    /// When it was ended: by signing out, by a new password, or by staff.
    pub revoked_at: Option<Instant>,
}

/// The newest sessions of a portal user, for staff.
pub fn sessions_of(tx: &mut Tx<'_>, caller: &Caller, user: &EntityId) -> Result<Vec<SessionRow>, Refusal> {
    if !caller.is_staff() {
        return Err(Refusal::NotFound);
    }
    let sql = "SELECT id, created_at, expires_at, revoked_at FROM sessions
               WHERE tenant_id = $1 AND user_id = $2 AND kind = 'portal' ORDER BY created_at DESC, id LIMIT $3";
    let rows = tx.all(sql, &[user.as_str().into(), LISTED.into()], |row| {
        Ok(SessionRow {
            id: SessionId::from(row.text(0)?),
            created_at: row.instant(1)?,
            expires_at: row.instant(2)?,
            revoked_at: row.opt_int(3)?.map(Instant),
        })
    })?;
    Ok(rows)
}

/// Ends every session of a portal user: the tokens of all its devices stop working with the next request.
pub fn end_sessions_of(tx: &mut Tx<'_>, caller: &Caller, user: &EntityId) -> Result<(), Refusal> {
    if !caller.is_staff() {
        return Err(Refusal::NotFound);
    }
    Ok(store::revoke_sessions_of(tx, user.as_str(), caller.now)?)
}
