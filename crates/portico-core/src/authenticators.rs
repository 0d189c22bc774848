//! Authenticators: what proves a user beside the password: an app that shows codes, and recovery codes.

use portico_db::Tx;
use portico_kit::{EntityId, Instant, Secret, SessionId};
use serde_json::Value;

use crate::activity::{self, Happening};
use crate::letters::{self, Contents, Kind, Recipient};
use crate::portals::Portal;
use crate::sign_in::{self, ChallengeKind, Claims};
use crate::{Caller, Core, Refusal, budgets, own_account, passkeys, users};

mod app;
mod recovery;
mod store;

pub use app::{Enrolment, begin_app, confirm_app, pending_app, remove_app};
pub use recovery::renew_recovery_codes;

/// A session that proved its owner less than this many seconds ago still does.
const RECENT: i64 = 15 * 60;

/// What a portal asks of its users beside the password: `auth_settings.second_factor`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SecondFactor {
    /// Nobody is asked for one.
    Off,
    /// Who has set one up is asked for it.
    Optional,
    /// Everybody sets one up.
    Required,
}

impl SecondFactor {
    /// What the portal's configuration says; optional when it says nothing.
    pub fn of(portal: &Portal) -> Self {
        match portal.doc.pointer("/auth_settings/second_factor").and_then(Value::as_str) {
            Some("OFF") => Self::Off,
            Some("REQUIRED") => Self::Required,
            _ => Self::Optional,
        }
    }

    /// Its name in the configuration.
    pub fn code(self) -> &'static str {
        match self {
            Self::Off => "OFF",
            Self::Optional => "OPTIONAL",
            Self::Required => "REQUIRED",
        }
    }
}

/// What a user has set up.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Standing {
    /// Since when an app proves the user.
    pub app_since: Option<Instant>,
    /// How many recovery codes are left.
    pub recovery_codes: i64,
    /// How many passkeys there are.
    pub passkeys: i64,
}

/// What the caller's own account has set up.
pub fn standing(tx: &mut Tx<'_>, caller: &Caller) -> Result<Standing, Refusal> {
    let (user, _) = own_account::own(caller)?;
    standing_of(tx, &user)
}

/// What a portal user has set up, for staff.
pub fn standing_for_staff(tx: &mut Tx<'_>, caller: &Caller, user: &EntityId) -> Result<Standing, Refusal> {
    if !caller.is_staff() {
        return Err(Refusal::NotFound);
    }
    standing_of(tx, user)
}

fn standing_of(tx: &mut Tx<'_>, user: &EntityId) -> Result<Standing, Refusal> {
    let app_since = store::app(tx, user)?.and_then(|app| app.confirmed_at);
    let recovery_codes = store::count_unused(tx, user, store::RECOVERY)?;
    Ok(Standing { app_since, recovery_codes, passkeys: passkeys::count(tx, user)? })
}

/// What a user must prove itself with after the password: the app, when there is one; a passkey, when there is nothing
/// else and the portal asks everybody for a second factor.
pub(crate) fn asked(
    tx: &mut Tx<'_>,
    portal: &Portal,
    user: &EntityId,
) -> Result<Option<ChallengeKind>, Refusal> {
    match SecondFactor::of(portal) {
        SecondFactor::Off => Ok(None),
        _ if has_app(tx, user)? => Ok(Some(ChallengeKind::Totp)),
        SecondFactor::Required if passkeys::has_one(tx, portal, user)? => Ok(Some(ChallengeKind::Passkey)),
        _ => Ok(None),
    }
}

/// Whether a user must set a second factor up before anything else.
pub(crate) fn is_missing(tx: &mut Tx<'_>, portal: &Portal, user: &EntityId) -> Result<bool, Refusal> {
    Ok(SecondFactor::of(portal) == SecondFactor::Required
        && !has_app(tx, user)?
        && !passkeys::has_one(tx, portal, user)?)
}

fn has_app(tx: &mut Tx<'_>, user: &EntityId) -> Result<bool, Refusal> {
    Ok(store::app(tx, user)?.is_some_and(|app| app.confirmed_at.is_some()))
}

/// Whether a code proves a user: one of the app that was not used before, or a recovery code, which is used up.
///
/// Guessing is limited whatever session or network it comes from; a recovery code, which nobody guesses, helps the owner
/// meanwhile. The caller keeps the transaction even when the answer is no.
pub(crate) fn prove(tx: &mut Tx<'_>, core: &Core, user: &EntityId, code: &Secret) -> Result<bool, Refusal> {
    if recovery::redeem(tx, user, code, core.clock().now())? {
        return Ok(true);
    }
    if budgets::is_spent_in(tx, core, budgets::SECOND_FACTORS, user.as_str())? {
        return Ok(false);
    }
    let right = app::redeem(tx, core, user, code)?;
    if !right {
        budgets::spend_in(tx, core, budgets::SECOND_FACTORS, user.as_str())?;
    }
    Ok(right)
}

/// Takes everything away that proves a user beside the password: staff help somebody who has lost it. All sessions end.
///
/// # Errors
/// `NotFound` for anybody but staff, and when there is no such user.
pub fn reset(tx: &mut Tx<'_>, core: &Core, caller: &Caller, user: &EntityId) -> Result<(), Refusal> {
    if !caller.is_staff() {
        return Err(Refusal::NotFound);
    }
    crate::entities::view(tx, caller, "portal_user", user)?;
    store::remove_all(tx, user)?;
    sign_in::revoke_sessions_of(tx, user.as_str(), caller.now)?;
    note(tx, caller, user, "SecondFactorReset", "Second factor taken away by staff")?;
    let Some(portal) = users::portal_of(tx, user)? else { return Ok(()) };
    let setup = core.setup(tx, &portal)?;
    tell(tx, core, &setup.portal, user, Kind::SecondFactorReset)
}

/// Writes to a user that what proves it was changed.
fn tell(tx: &mut Tx<'_>, core: &Core, portal: &Portal, user: &EntityId, kind: Kind) -> Result<(), Refusal> {
    let to = Recipient::of_user(tx, core, user)?;
    letters::send(tx, core, portal, kind, &to, &Contents::default())
}

pub(crate) fn note(
    tx: &mut Tx<'_>,
    caller: &Caller,
    user: &EntityId,
    kind: &'static str,
    title: &'static str,
) -> Result<(), Refusal> {
    let organisation = caller.for_the_organisation();
    activity::write(tx, &organisation, &Happening::other(kind, title, "portal_user", user))?;
    Ok(())
}

/// What proves that it is the owner who changes the account, not somebody at an open browser.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Proof {
    /// A proof of the last quarter of an hour is enough: a sign-in, or since.
    Recent,
    /// The password, where there is one.
    Password,
}

/// The cause told to a session that must prove its owner once more.
pub const STEP_UP_REQUIRED: &str = "STEP_UP_REQUIRED";

/// Refuses when nothing proves that it is the owner. The password alone proves nobody whose sign-in asks for more, nor
/// does it who has none: they sign in anew or step up, once their last proof is a quarter of an hour old.
///
/// # Errors
/// `Invalid` naming `password`; `Unauthenticated` with the cause `STEP_UP_REQUIRED`.
pub async fn check_owner(
    core: &Core,
    caller: &Caller,
    claims: &Claims,
    asked: Proof,
    password: &Secret,
    network: &str,
) -> Result<(), Refusal> {
    caller.check_in_person()?;
    let (user, portal) = own_account::own(caller)?;
    let (worker, session, owner, now) = (core.clone(), claims.session.clone(), user.clone(), caller.now);
    let id = portal.clone();
    let read = core.db().read(&claims.tenant, move |tx| {
        let setup = worker.setup(tx, &id)?;
        let has_password = sign_in::has_password(tx, &owner)?;
        let by_password = has_password && self::asked(tx, &setup.portal, &owner)?.is_none();
        Ok::<_, Refusal>((is_fresh(tx, &session, now)?, has_password, by_password))
    });
    let (is_fresh, has_password, by_password) = read.await?;
    if !is_fresh && !by_password {
        return Err(step_up_required());
    }
    if !password.expose().is_empty() {
        return sign_in::check_own_password(core, &claims.tenant, &portal, &user, password, network).await;
    }
    if is_fresh && (asked == Proof::Recent || !has_password) {
        return Ok(());
    }
    Err(Refusal::invalid("password", "Your password is needed for this."))
}

fn is_fresh(tx: &mut Tx<'_>, session: &SessionId, now: Instant) -> Result<bool, Refusal> {
    Ok(sign_in::proved_at(tx, session)?.is_some_and(|at| now < at.plus_seconds(RECENT)))
}

/// Whether the session of a caller has proved its owner within the last quarter of an hour.
pub fn is_proved(tx: &mut Tx<'_>, caller: &Caller, claims: &Claims) -> Result<bool, Refusal> {
    is_fresh(tx, &claims.session, caller.now)
}

/// What a caller proves itself with beside the password.
pub fn asked_of(tx: &mut Tx<'_>, caller: &Caller) -> Result<Option<ChallengeKind>, Refusal> {
    let (user, _) = own_account::own(caller)?;
    let setup = caller.setup.as_ref().ok_or_else(Refusal::unauthenticated)?;
    asked(tx, &setup.portal, &user)
}

/// Whether a caller has a password to prove itself with.
pub fn has_password(tx: &mut Tx<'_>, caller: &Caller) -> Result<bool, Refusal> {
    let (user, _) = own_account::own(caller)?;
    Ok(sign_in::has_password(tx, &user)?)
}

/// The answer to a session that must prove its owner once more.
fn step_up_required() -> Refusal {
    Refusal::Unauthenticated {
        message: "It has been a while. Prove once more that it is you, then do this again.".to_owned(),
        reason: Some(STEP_UP_REQUIRED),
    }
}
