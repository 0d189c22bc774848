//! An app that shows codes (RFC 6238: SHA-1, six digits, thirty seconds): set up, confirmed by a code, taken away.

use portico_db::Tx;
use portico_kit::{EntityId, Instant, Secret};
use totp_rs::{Builder, Totp};

use super::store::{self, New};
use super::{SecondFactor, note, recovery, tell};
use crate::letters::Kind;
use crate::sign_in::{self, Claims};
use crate::{Caller, Core, Refusal, own_account, passkeys};

/// How long an app waits to be confirmed, in seconds.
const WAITS: i64 = 3600;

/// What an app is told so that it shows our codes.
#[derive(Clone, Debug)]
pub struct Enrolment {
    /// The secret, to be typed: letters and digits in base 32.
    pub secret: Secret,
    /// The same as an address that apps read from a picture.
    pub address: Secret,
}

/// Where a secret is kept, which it is locked for.
fn place(user: &EntityId, id: &str) -> String {
    format!("totp|{user}|{id}")
}

fn totp(secret: &[u8]) -> Result<Totp, Refusal> {
    // One step of thirty seconds to either side: clocks of phones differ a little.
    let built = Builder::new().with_secret(secret).with_skew(1).build();
    built.map_err(|error| Refusal::Fault(error.to_string()))
}

/// The time step that a code belongs to, when it is one of the app's around this moment.
fn step_of(secret: &[u8], code: &Secret, now: Instant) -> Result<Option<i64>, Refusal> {
    let typed: String = code.expose().chars().filter(|c| !c.is_whitespace()).collect();
    if typed.len() != 6 || !typed.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    let seconds = u64::try_from(now.seconds()).unwrap_or(0);
    Ok(totp(secret)?.check(&typed, seconds).and_then(|step| i64::try_from(step).ok()))
}

/// Begins: a new secret that counts once a code confirms it. An app that was set up before goes on until then.
///
/// # Errors
/// `Forbidden` where the portal does not offer it.
pub fn begin_app(tx: &mut Tx<'_>, core: &Core, caller: &Caller) -> Result<Enrolment, Refusal> {
    caller.check_in_person()?;
    let (user, _) = own_account::own(caller)?;
    let portal = &caller.setup.as_ref().ok_or_else(Refusal::unauthenticated)?.portal;
    if SecondFactor::of(portal) == SecondFactor::Off {
        return Err(Refusal::Forbidden {
            message: "This portal does not ask for a second factor.".to_owned(),
        });
    }
    let mut secret = [0; 20];
    caller.random.fill(&mut secret);
    store::remove_pending_app(tx, &user)?;
    let id = caller.random.uuid_v7(caller.now);
    let locked = core.signer().lock(&place(&user, &id), &secret, &caller.random)?;
    let new = New {
        id: &id,
        user: &user,
        kind: store::APP,
        secret: &locked,
        created_at: caller.now,
        confirmed_at: None,
    };
    store::insert(tx, &new)?;
    Ok(enrolment(&secret, portal.name(), &caller.actor.name))
}

/// The secret that waits to be confirmed, to be shown again after a wrong code.
pub fn pending_app(tx: &mut Tx<'_>, core: &Core, caller: &Caller) -> Result<Option<Enrolment>, Refusal> {
    caller.check_in_person()?;
    let (user, _) = own_account::own(caller)?;
    let portal = &caller.setup.as_ref().ok_or_else(Refusal::unauthenticated)?.portal;
    let Some((_, secret)) = pending(tx, core, &user, caller.now)? else { return Ok(None) };
    Ok(Some(enrolment(&secret, portal.name(), &caller.actor.name)))
}

/// The id and the secret of the app that waits, while it may.
fn pending(
    tx: &mut Tx<'_>,
    core: &Core,
    user: &EntityId,
    now: Instant,
) -> Result<Option<(String, Vec<u8>)>, Refusal> {
    let found = store::pending_app(tx, user)?;
    let Some(found) = found.filter(|app| now < app.created_at.plus_seconds(WAITS)) else { return Ok(None) };
    let secret = core.signer().unlock(&place(user, &found.id), &found.secret)?;
    Ok(Some((found.id, secret)))
}

fn enrolment(secret: &[u8], portal: &str, email: &str) -> Enrolment {
    let typed = totp_rs::Secret::from(secret).to_base32();
    let escaped = |text: &str| {
        let text = text.replace(':', " ");
        serde_urlencoded::to_string([("", text)])
            .unwrap_or_default()
            .trim_start_matches('=')
            .replace('+', "%20")
    };
    let (issuer, account) = (escaped(portal), escaped(email));
    let address = format!(
        "otpauth://totp/{issuer}:{account}?secret={typed}&issuer={issuer}&algorithm=SHA1&digits=6&period=30"
    );
    Enrolment { secret: Secret::new(typed), address: Secret::new(address) }
}

/// Confirms the app by one of its codes: from now on the sign-in asks for one. Answers ten recovery codes; all other
/// sessions end, and the one that asks is no longer held back.
///
/// # Errors
/// `Invalid` naming `code`; the secret goes on waiting.
pub fn confirm_app(
    tx: &mut Tx<'_>,
    core: &Core,
    caller: &Caller,
    claims: &Claims,
    code: &Secret,
) -> Result<Vec<String>, Refusal> {
    caller.check_in_person()?;
    let wrong = || {
        let message = "The code is not right. Check that the phone's clock is, and type the newest code.";
        Refusal::invalid("code", message)
    };
    let (user, _) = own_account::own(caller)?;
    let (id, secret) = pending(tx, core, &user, caller.now)?.ok_or_else(|| {
        Refusal::invalid("code", "This took too long. Begin anew, and add the portal to the app once more.")
    })?;
    let step = step_of(&secret, code, caller.now)?.ok_or_else(wrong)?;
    store::confirm(tx, &id, caller.now)?;
    store::use_step(tx, &id, step, caller.now)?;
    store::remove_other_apps(tx, &user, &id)?;
    sign_in::release(tx, &claims.session)?;
    sign_in::revoke_other_sessions(tx, user.as_str(), Some(&claims.session), caller.now)?;
    note(tx, caller, &user, "SecondFactorSetUp", "Second factor set up")?;
    let portal = &caller.setup.as_ref().ok_or_else(Refusal::unauthenticated)?.portal;
    tell(tx, core, portal, &user, Kind::SecondFactorSetUp)?;
    recovery::issue(tx, caller, &user)
}

/// Takes the app and its recovery codes away; other sessions end.
///
/// # Errors
/// `Forbidden` where the portal asks everybody for a second factor, and there is no passkey either.
pub fn remove_app(tx: &mut Tx<'_>, core: &Core, caller: &Caller, claims: &Claims) -> Result<(), Refusal> {
    caller.check_in_person()?;
    let (user, _) = own_account::own(caller)?;
    let portal = &caller.setup.as_ref().ok_or_else(Refusal::unauthenticated)?.portal;
    if SecondFactor::of(portal) == SecondFactor::Required && !passkeys::has_one(tx, portal, &user)? {
        let message =
            "This portal asks everybody for a second factor. Set up another app instead.".to_owned();
        return Err(Refusal::Forbidden { message });
    }
    store::remove_kind(tx, &user, store::APP)?;
    store::remove_kind(tx, &user, store::RECOVERY)?;
    sign_in::revoke_other_sessions(tx, user.as_str(), Some(&claims.session), caller.now)?;
    note(tx, caller, &user, "SecondFactorRemoved", "Second factor taken away")?;
    tell(tx, core, portal, &user, Kind::SecondFactorRemoved)
}

/// Whether a code is one of the user's app that was not used before; it is used from now on.
pub(super) fn redeem(tx: &mut Tx<'_>, core: &Core, user: &EntityId, code: &Secret) -> Result<bool, Refusal> {
    let now = core.clock().now();
    let Some(app) = store::app(tx, user)?.filter(|app| app.confirmed_at.is_some()) else { return Ok(false) };
    let secret = core.signer().unlock(&place(user, &app.id), &app.secret)?;
    match step_of(&secret, code, now)? {
        Some(step) => Ok(store::use_step(tx, &app.id, step, now)?),
        None => Ok(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // RFC 6238, appendix B, with its last six digits.
    const SECRET: &[u8] = b"12345678901234567890";

    #[test]
    fn codes_are_those_of_the_standard() {
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            let now = Instant::from_seconds(seconds);
            assert_eq!(
                step_of(SECRET, &Secret::new(code), now).ok().flatten(),
                Some(seconds / 30),
                "{seconds}"
            );
        }
    }

    #[test]
    fn a_code_holds_one_step_to_either_side() {
        let code = Secret::new("279037");
        let step = 2_000_000_000 / 30;
        for (steps, holds) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let now = Instant::from_seconds((step + steps) * 30 + 10);
            assert_eq!(step_of(SECRET, &code, now).ok().flatten().is_some(), holds, "{steps}");
        }
        for odd in ["", "27903", "2790377", "27903x", "２７９０３７", "-79037"] {
            assert_eq!(
                step_of(SECRET, &Secret::new(odd), Instant::from_seconds(2_000_000_000)).ok(),
                Some(None),
                "{odd}"
            );
        }
        let spaced = Secret::new("279 037");
        assert!(step_of(SECRET, &spaced, Instant::from_seconds(2_000_000_000)).ok().flatten().is_some());
    }

    #[test]
    fn the_address_is_one_that_apps_read() {
        let told = enrolment(SECRET, "Stadtwerke Auental: Kunden", "k+b@mail.example");
        assert_eq!(told.secret.expose(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(
            told.address.expose(),
            "otpauth://totp/Stadtwerke%20Auental%20%20Kunden:k%2Bb%40mail.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=Stadtwerke%20Auental%20%20Kunden&algorithm=SHA1&digits=6&period=30"
        );
    }
}
