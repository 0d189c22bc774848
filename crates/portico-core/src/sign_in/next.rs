//! What follows a first proof: a session, or one more proof where the user or the portal asks for it.

use portico_db::Tx;
use portico_kit::{EntityId, PortalId};
use serde_json::Value;

use super::steps::{is_on, mail_code};
use super::{Challenge, ChallengeKind, LoggedIn, Step, opening, store, wrong};
use crate::authenticators::SecondFactor;
use crate::one_time::{self, New, Purpose};
use crate::setup::Setup;
use crate::{Core, Refusal, authenticators, budgets};

/// What a user has proved so far.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::sign_in) enum Proved {
    /// The password.
    Password,
    /// That it reads the mails to its address.
    Mail,
    /// The password, and that it reads the mails to its address.
    PasswordAndMail,
    /// A second factor of its own.
    SecondFactor,
    /// A passkey, which is both factors.
    Passkey,
    /// Its identity elsewhere, which has rules of its own.
    Elsewhere,
    /// Its identity elsewhere, with two factors as it says.
    ElsewhereTwice,
}

/// A session, or what else must be proved.
pub(in crate::sign_in) fn follow(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &PortalId,
    user: &EntityId,
    proved: Proved,
) -> Result<Step, Refusal> {
    let setup = core.setup(tx, portal)?;
    let person = store::person(tx, user)?.ok_or_else(wrong)?;
    if !setup.lets_users_in() || !person.is_let_in(core.clock().now()) {
        return Err(wrong());
    }
    let is_first = matches!(proved, Proved::Password | Proved::Mail);
    // Where the portal asks everybody, it asks those too of whom it does not know that they were asked elsewhere.
    let is_first = is_first || (proved == Proved::Elsewhere && is_required(&setup));
    if is_first && let Some(kind) = authenticators::asked(tx, &setup.portal, user)? {
        return ask_own(tx, core, portal, user, &person.email, kind);
    }
    if proved == Proved::Password && is_on(&setup.portal, "/advanced_mfa/enabled") {
        return ask_mail(tx, core, &setup, user, &person.email);
    }
    let opened = opening::open(tx, core, portal, user)?;
    if proved != Proved::ElsewhereTwice {
        hold_back(tx, &setup, user, &opened)?;
    }
    Ok(Step::In(Box::new(opened)))
}

fn is_required(setup: &Setup) -> bool {
    SecondFactor::of(&setup.portal) == SecondFactor::Required
}

/// A session for the owner of a passkey, which is both factors.
pub(crate) fn after_passkey(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &PortalId,
    user: &EntityId,
) -> Result<Step, Refusal> {
    follow(tx, core, portal, user, Proved::Passkey)
}

/// Where the portal asks everybody for a second factor, a session without one is good for setting it up alone.
fn hold_back(tx: &mut Tx<'_>, setup: &Setup, user: &EntityId, opened: &LoggedIn) -> Result<(), Refusal> {
    if authenticators::is_missing(tx, &setup.portal, user)? {
        store::set_held(tx, &opened.session, true)?;
    }
    Ok(())
}

fn ask_own(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &PortalId,
    user: &EntityId,
    email: &str,
    kind: ChallengeKind,
) -> Result<Step, Refusal> {
    let new = New {
        purpose: Purpose::SecondFactor,
        portal,
        subject: user.as_str(),
        email,
        payload: Value::Null,
        lasts: one_time::LASTS,
    };
    // The code that comes with it is sent to nobody: the app has its own.
    let issued = one_time::issue(tx, &new, core.clock().now(), core.random())?;
    Ok(Step::Challenge(Challenge { kind, session: issued.handle }))
}

fn ask_mail(
    tx: &mut Tx<'_>,
    core: &Core,
    setup: &Setup,
    user: &EntityId,
    email: &str,
) -> Result<Step, Refusal> {
    if !budgets::take_in(tx, core, budgets::MAILS_TO_OWNER, user.as_str())? {
        return Err(Refusal::TooMany { retry_after: budgets::MAILS_TO_OWNER.seconds });
    }
    let new = New {
        purpose: Purpose::SecondStep,
        portal: &setup.portal.id,
        subject: user.as_str(),
        email,
        payload: Value::Null,
        lasts: one_time::LASTS,
    };
    let issued = one_time::issue(tx, &new, core.clock().now(), core.random())?;
    mail_code(tx, core, &setup.portal, user, &issued.code, &issued.link)?;
    Ok(Step::Challenge(Challenge { kind: ChallengeKind::EmailCode, session: issued.handle }))
}
