//! The sessions of a portal user, as staff and the user itself see and end them.

use portico_db::{DbError, Tx};
use portico_kit::{EntityId, Instant, SessionId};

use super::{Lifetimes, Origin, store};
use crate::{Caller, Core, Refusal, users};

/// How many sessions are listed.
const LISTED: i64 = 20;

/// A session of a portal user.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// Its id.
    pub id: SessionId,
    /// When the user signed in.
    pub created_at: Instant,
    /// When it was last used, to the minute.
    pub last_used_at: Instant,
    /// When it ends if it is not used again.
    pub rests_until: Instant,
    /// When it ends at the latest.
    pub ends_at: Instant,
    /// When it was ended: by signing out, by a new password, or by staff.
    pub revoked_at: Option<Instant>,
}

impl SessionRow {
    /// Whether it can be used at a moment.
    pub fn is_live(&self, now: Instant) -> bool {
        self.revoked_at.is_none() && now < self.rests_until && now < self.ends_at
    }
}

/// The newest sessions of a portal user, for staff, with the ends that the portal's settings give them now.
pub fn sessions_of(
    tx: &mut Tx<'_>,
    core: &Core,
    caller: &Caller,
    user: &EntityId,
) -> Result<Vec<SessionRow>, Refusal> {
    if !caller.is_staff() {
        return Err(Refusal::NotFound);
    }
    let Some(portal) = users::portal_of(tx, user)? else { return Ok(Vec::new()) };
    let lifetimes = Lifetimes::of(&core.setup(tx, &portal)?.portal);
    let sql = "SELECT id, created_at, expires_at, revoked_at, COALESCE(last_used_at, created_at) FROM sessions
               WHERE tenant_id = $1 AND user_id = $2 AND kind = 'portal' ORDER BY created_at DESC, id LIMIT $3";
    let rows = tx.all(sql, &[user.as_str().into(), LISTED.into()], |row| {
        let (created_at, last_used_at) = (row.instant(1)?, row.instant(4)?);
        Ok(SessionRow {
            id: SessionId::from(row.text(0)?),
            created_at,
            last_used_at,
            rests_until: last_used_at.plus_seconds(lifetimes.idle),
            ends_at: row.instant(2)?.min(created_at.plus_seconds(lifetimes.session)),
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

/// One of a user's own sessions that still live.
#[derive(Clone, Debug)]
pub struct OwnSession {
    /// Its id.
    pub id: SessionId,
    /// When it began.
    pub created_at: Instant,
    /// When it was last used, to the minute.
    pub last_used_at: Instant,
    /// Where it was last used.
    pub origin: Origin,
    /// The member of staff who acts in the user's place in it.
    pub acting: Option<String>,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

/// A user's own sessions that still live, the one that asks first, then by their last use.
pub fn own_sessions(tx: &mut Tx<'_>, caller: &Caller, here: &SessionId) -> Result<Vec<OwnSession>, Refusal> {
    let user = caller.portal_user().cloned().ok_or_else(Refusal::unauthenticated)?;
    let setup = caller.setup.as_ref().ok_or_else(Refusal::unauthenticated)?;
    let lifetimes = Lifetimes::of(&setup.portal);
    let sql = "SELECT id, created_at, COALESCE(last_used_at, created_at), device, network, acting_name FROM sessions
               WHERE tenant_id = $1 AND user_id = $2 AND kind = 'portal' AND revoked_at IS NULL AND expires_at > $3
               ORDER BY COALESCE(last_used_at, created_at) DESC, id DESC LIMIT 100";
    let params = [user.as_str().into(), caller.now.into()];
    let mut sessions = tx.all(sql, &params, |row| own_session(row, here))?;
    sessions.retain(|one| lifetimes.hold(one.created_at, one.last_used_at, caller.now));
    sessions.sort_by_key(|session| !session.is_this);
    Ok(sessions)
}

fn own_session(row: &portico_db::Row<'_>, here: &SessionId) -> Result<OwnSession, DbError> {
    let id = SessionId::from(row.text(0)?);
    Ok(OwnSession {
        is_this: id == *here,
        id,
        created_at: row.instant(1)?,
        last_used_at: row.instant(2)?,
        origin: Origin {
            device: row.opt_text(3)?.unwrap_or_default(),
            network: row.opt_text(4)?.unwrap_or_default(),
        },
        acting: row.opt_text(5)?,
    })
}

/// Ends one of a user's own sessions.
///
/// # Errors
/// `NotFound` when it is none of the user's, or over already.
pub fn end_own_session(tx: &mut Tx<'_>, caller: &Caller, session: &SessionId) -> Result<(), Refusal> {
    caller.check_in_person()?;
    let user = caller.portal_user().cloned().ok_or_else(Refusal::unauthenticated)?;
    let found = store::session(tx, session)?.filter(|found| found.user == user.as_str() && !found.revoked);
    found.ok_or(Refusal::NotFound)?;
    Ok(store::revoke(tx, session, caller.now)?)
}

/// Ends all of a user's sessions but the one that asks.
pub fn end_other_sessions(tx: &mut Tx<'_>, caller: &Caller, here: &SessionId) -> Result<(), Refusal> {
    caller.check_in_person()?;
    let user = caller.portal_user().cloned().ok_or_else(Refusal::unauthenticated)?;
    Ok(store::revoke_other_sessions(tx, user.as_str(), Some(here), caller.now)?)
}

/// Notes that a session is used, and where.
pub fn note_use(tx: &mut Tx<'_>, session: &SessionId, origin: &Origin, now: Instant) -> Result<(), DbError> {
    let sql =
        "UPDATE sessions SET last_used_at = $3, device = $4, network = $5 WHERE tenant_id = $1 AND id = $2";
    let (device, network) = (origin.device.as_str(), origin.network.as_str());
    tx.execute(sql, &[session.as_str().into(), now.into(), device.into(), network.into()])?;
    Ok(())
}

/// Lets a session go that was held back until a second factor is set up.
pub(crate) fn release(tx: &mut Tx<'_>, session: &SessionId) -> Result<(), DbError> {
    store::set_held(tx, session, false)
}

/// When a session last proved its owner: at its beginning, or since; nothing when it is over.
pub(crate) fn proved_at(tx: &mut Tx<'_>, session: &SessionId) -> Result<Option<Instant>, DbError> {
    Ok(store::session(tx, session)?.filter(|found| !found.revoked).map(|found| found.proved_at))
}

/// Whether a user has a password at all.
pub(crate) fn has_password(tx: &mut Tx<'_>, user: &EntityId) -> Result<bool, DbError> {
    Ok(store::credential_of(tx, user)?.is_some_and(|(_, hash)| hash.is_some()))
}
