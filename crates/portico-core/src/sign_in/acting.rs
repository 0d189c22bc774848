//! Acting in a user's place: staff sign in as a portal user for five minutes; the history names both, and the user sees it.

use portico_db::Tx;
use portico_kit::{EmailAddress, EntityId, PortalId};
use serde_json::{Value, json};

use super::{LoggedIn, opening, store};
use crate::activity::{self, Happening};
use crate::one_time::{self, New, Proof, Purpose};
use crate::portals::Portal;
use crate::{Acting, Actor, ActorKind, Caller, Core, Refusal, access, users};

/// How long the token waits to be exchanged, in seconds.
const WAITS: i64 = 300;

/// A token with which a member of staff signs in as a user, once, within five minutes.
///
/// # Errors
/// `NotFound` when nobody has the address in this portal, `Conflict` when the user may not sign in itself.
pub fn login_as(
    tx: &mut Tx<'_>,
    core: &Core,
    caller: &Caller,
    portal: &Portal,
    email: &str,
    reason: &str,
) -> Result<String, Refusal> {
    if !caller.is_staff() {
        return Err(Refusal::NotFound);
    }
    let email = EmailAddress::parse(email).map_err(|error| Refusal::invalid("email", error.to_string()))?;
    let user = users::find_by_email(tx, &portal.id, &email)?.ok_or(Refusal::NotFound)?;
    let person = store::person(tx, &user)?.ok_or(Refusal::NotFound)?;
    if !person.is_let_in(caller.now) {
        return Err(Refusal::conflict("This user may not sign in, so nobody can in its place."));
    }
    let new = New {
        purpose: Purpose::LoginAs,
        portal: &portal.id,
        subject: user.as_str(),
        email: &person.email,
        payload: json!({ "id": caller.actor.id, "name": caller.actor.name, "reason": reason }),
        lasts: WAITS,
    };
    Ok(one_time::issue(tx, &new, caller.now, core.random())?.link.expose().to_owned())
}

/// Who acts, when a proof is about that.
pub(super) fn of(proof: &Proof) -> Option<Acting> {
    let text = |key: &str| proof.payload.get(key).and_then(Value::as_str).map(str::to_owned);
    Some(Acting { id: text("id")?, name: text("name")? }).filter(|_| proof.purpose == Purpose::LoginAs)
}

/// Opens the session, and tells the user's history of it.
pub(super) fn begin(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &PortalId,
    user: &EntityId,
    acting: &Acting,
) -> Result<LoggedIn, Refusal> {
    let opened = opening::open_for(tx, core, portal, user, Some(acting))?;
    let system = access::enter_system(tx, core, "sign-in")?;
    let (id, name) = (acting.id.clone(), acting.name.clone());
    let caller = Caller { actor: Actor { kind: ActorKind::OrgUser, id, name, acting: None }, ..system };
    let happening = Happening::other("PortalUserLoggedInAs", "Signed in as this user", "portal_user", user);
    activity::write(tx, &caller, &happening)?;
    Ok(opened)
}
