//! Passkeys (WebAuthn): keys that a person's devices keep, each for one host of a portal; made, named, used, taken away.
//!
//! A passkey proves both that its owner has a device and that the device has recognised its owner, so it counts as both
//! factors of a sign-in. What browsers and devices send is read strictly and to the last byte.

use portico_db::Tx;
use portico_kit::{EntityId, Instant};
use serde_json::Value;

use crate::authenticators::{self, SecondFactor};
use crate::letters::{self, Contents, Kind, Recipient};
use crate::portals::Portal;
use crate::sign_in::{self, Claims};
use crate::{Caller, Core, Refusal, own_account};

mod authenticator_data;
mod cbor;
mod challenge;
mod client_data;
mod credential;
mod entering;
mod keys;
mod making;
mod place;
mod store;

pub use entering::{begin_sign_in, sign_in_by_passkey};
pub use making::{begin_passkey, make_passkey};

/// How many passkeys a user may have.
const MOST: i64 = 20;
/// The longest name, in characters.
const LONGEST_NAME: usize = 60;

/// A passkey, as its owner sees it.
#[derive(Clone, Debug)]
pub struct Passkey {
    /// Its id here.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// The host that it is for; elsewhere it does not work.
    pub host: String,
    /// Whether the owner's other devices have it too.
    pub is_backed_up: bool,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last used.
    pub used_at: Option<Instant>,
    /// Whether the portal still has its host.
    pub works: bool,
}

/// Whether a portal takes passkeys: `auth_settings.passkeys.enabled`, unless that says no.
pub fn are_taken(portal: &Portal) -> bool {
    portal.doc.pointer("/auth_settings/passkeys/enabled").and_then(Value::as_bool) != Some(false)
}

/// The passkeys of the caller's own account, the oldest first.
pub fn list(tx: &mut Tx<'_>, core: &Core, caller: &Caller) -> Result<Vec<Passkey>, Refusal> {
    let (user, _) = own_account::own(caller)?;
    let portal = portal_of(caller)?;
    let stored = store::of_user(tx, &user)?;
    let shown = stored.into_iter().map(|found| Passkey {
        works: place::Place::at(core, portal, &found.kept.host).is_some(),
        id: found.id,
        name: found.name,
        host: found.kept.host,
        is_backed_up: found.kept.backed_up,
        created_at: found.created_at,
        used_at: found.used_at,
    });
    Ok(shown.collect())
}

/// One of the caller's own passkeys.
pub fn view(tx: &mut Tx<'_>, core: &Core, caller: &Caller, id: &str) -> Result<Passkey, Refusal> {
    list(tx, core, caller)?.into_iter().find(|passkey| passkey.id == id).ok_or(Refusal::NotFound)
}

/// Whether a user has a passkey that this portal takes.
pub(crate) fn has_one(tx: &mut Tx<'_>, portal: &Portal, user: &EntityId) -> Result<bool, Refusal> {
    Ok(are_taken(portal) && store::count(tx, user)? > 0)
}

/// How many passkeys a user has.
pub(crate) fn count(tx: &mut Tx<'_>, user: &EntityId) -> Result<i64, Refusal> {
    Ok(store::count(tx, user)?)
}

/// Gives one of the caller's own passkeys another name.
///
/// # Errors
/// `NotFound` when it is none of the caller's; `Invalid` naming `name`.
pub fn rename(tx: &mut Tx<'_>, caller: &Caller, id: &str, name: &str) -> Result<(), Refusal> {
    caller.check_in_person()?;
    let found = own(tx, caller, id)?;
    Ok(store::rename(tx, &found.id, &checked_name(name)?)?)
}

/// Takes one of the caller's own passkeys away; all other sessions end, and a letter tells of it.
///
/// # Errors
/// `NotFound` when it is none of the caller's; `Forbidden` when it is the last second factor where the portal asks
/// everybody for one.
pub fn remove(
    tx: &mut Tx<'_>,
    core: &Core,
    caller: &Caller,
    claims: &Claims,
    id: &str,
) -> Result<(), Refusal> {
    caller.check_in_person()?;
    let found = own(tx, caller, id)?;
    let portal = portal_of(caller)?;
    store::remove(tx, &found.id)?;
    if SecondFactor::of(portal) == SecondFactor::Required
        && authenticators::is_missing(tx, portal, &found.user)?
    {
        let message = "This portal asks everybody for a second factor. Set up another one first.".to_owned();
        return Err(Refusal::Forbidden { message });
    }
    sign_in::revoke_other_sessions(tx, found.user.as_str(), Some(&claims.session), caller.now)?;
    authenticators::note(tx, caller, &found.user, "PasskeyRemoved", "Passkey taken away")?;
    tell(tx, core, portal, &found.user, Kind::PasskeyRemoved, &found.name)
}

fn own(tx: &mut Tx<'_>, caller: &Caller, id: &str) -> Result<store::Stored, Refusal> {
    let (user, _) = own_account::own(caller)?;
    store::find(tx, id)?.filter(|found| found.user == user).ok_or(Refusal::NotFound)
}

fn portal_of(caller: &Caller) -> Result<&Portal, Refusal> {
    Ok(&caller.setup.as_ref().ok_or_else(Refusal::unauthenticated)?.portal)
}

/// A name without what no name has.
fn checked_name(name: &str) -> Result<String, Refusal> {
    let name: String = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        let message = format!("Give it a name of up to {LONGEST_NAME} characters, such as Phone.");
        return Err(Refusal::invalid("name", message));
    }
    Ok(name)
}

/// Writes to the owner of a passkey.
fn tell(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &Portal,
    user: &EntityId,
    kind: Kind,
    name: &str,
) -> Result<(), Refusal> {
    let to = Recipient::of_user(tx, core, user)?;
    let values = vec![("passkey", name.to_owned())];
    letters::send(tx, core, portal, kind, &to, &Contents { values, ..Contents::default() })
}

/// What is said of anything that proves nobody, whatever the reason, which goes to the log.
fn not_right(why: &'static str) -> Refusal {
    tracing::info!(why, "a passkey was refused");
    Refusal::Unauthenticated {
        message: "This passkey does not sign anybody in here. Sign in another way.".to_owned(),
        reason: Some("PASSKEY_NOT_VALID"),
    }
}
