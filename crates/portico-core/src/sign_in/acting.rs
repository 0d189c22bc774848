//! Acting in a user's place: staff sign in as a portal user for five minutes; the history names both, and the user sees it.

use portico_db::Tx;
use portico_kit::{EmailAddress, EntityId, Instant, PortalId, Secret};
use serde_json::{Value, json};

use super::{LoggedIn, opening, store};
use crate::activity::{self, Happening};
use crate::one_time::{self, New, Proof, Purpose, Standing};
use crate::portals::Portal;
use crate::{Acting, Actor, ActorKind, Caller, Core, Refusal, access, users};

/// How long the token waits to be exchanged, in seconds.
const WAITS: i64 = 300;
/// How long a member of staff acts in a portal user's place: five minutes.
const LASTS: i64 = 300;
/// The longest reason, in characters.
const LONGEST_REASON: usize = 500;
/// How an entry of the history is called that tells of it.
const ENTRY: &str = "PortalUserLoggedInAs";

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
    let reason = reason.trim();
    if reason.chars().count() > LONGEST_REASON || reason.contains('\0') {
        let message = format!("Give a reason of at most {LONGEST_REASON} characters.");
        return Err(Refusal::invalid("reason", message));
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

fn said<'p>(proof: &'p Proof, key: &str) -> Option<&'p str> {
    proof.payload.get(key).and_then(Value::as_str)
}

/// Who acts, when a proof is about that.
pub(super) fn of(proof: &Proof, now: Instant) -> Option<Acting> {
    let text = |key: &str| said(proof, key).map(str::to_owned);
    let acting = Acting { id: text("id")?, name: text("name")?, until: now.plus_seconds(LASTS) };
    Some(acting).filter(|_| proof.purpose == Purpose::LoginAs)
}

/// Opens the session, and tells the user's history of it.
pub(super) fn begin(
    tx: &mut Tx<'_>,
    core: &Core,
    proof: &Proof,
    user: &EntityId,
    acting: &Acting,
) -> Result<LoggedIn, Refusal> {
    let opened = opening::open_for(tx, core, &proof.portal, user, Some(acting))?;
    let system = access::enter_system(tx, core, "sign-in")?;
    let (id, name) = (acting.id.clone(), acting.name.clone());
    let caller = Caller { actor: Actor { kind: ActorKind::OrgUser, id, name, acting: None }, ..system };
    let happening = Happening::other(ENTRY, "Signed in as this user", "portal_user", user)
        .for_reason(said(proof, "reason").unwrap_or_default());
    activity::write(tx, &caller, &happening)?;
    Ok(opened)
}

/// What a token that waits to be used offers: to whom, as whom, and why.
#[derive(Clone, Debug)]
pub struct Offered {
    /// The member of staff.
    pub name: String,
    /// The address of the user.
    pub email: String,
    /// The reason that was given.
    pub reason: String,
}

/// What a token offers, without using it; nothing when it is over or of another portal.
pub async fn look_at_acting(
    core: &Core,
    portal: &PortalId,
    token: &Secret,
) -> Result<Option<Offered>, Refusal> {
    let Some(tenant) = one_time::tenant_of(token.expose()) else { return Ok(None) };
    let (worker, portal, token) = (core.clone(), portal.clone(), token.clone());
    let read = core.db().read(&tenant, move |tx| {
        let standing = one_time::look(tx, Purpose::LoginAs, &token, worker.clock().now())?;
        let Standing::Open(proof) = standing else { return Ok(None) };
        let text = |key: &str| said(&proof, key).unwrap_or_default().to_owned();
        let offered = Offered { name: text("name"), email: proof.email.clone(), reason: text("reason") };
        Ok(Some(offered).filter(|_| proof.portal == portal))
    });
    match read.await {
        Err(Refusal::NotFound) => Ok(None),
        other => other,
    }
}

/// That somebody acted in a user's place.
#[derive(Clone, Debug)]
pub struct ActedFor {
    /// The member of staff.
    pub name: String,
    /// The reason that was given, or nothing.
    pub reason: String,
    /// When it began.
    pub at: Instant,
}

/// Who acted in the caller's own place lately, the last first, at most so many.
pub fn acted_for(tx: &mut Tx<'_>, caller: &Caller, most: i64) -> Result<Vec<ActedFor>, Refusal> {
    let user = caller.portal_user().cloned().ok_or_else(Refusal::unauthenticated)?;
    let sql = "SELECT a.doc, a.at FROM activity_entities l
               JOIN activity a ON a.tenant_id = l.tenant_id AND a.id = l.activity_id
               WHERE l.tenant_id = $1 AND l.entity_id = $2 AND a.kind = $3 ORDER BY a.id DESC LIMIT $4";
    let params = [user.as_str().into(), ENTRY.into(), most.into()];
    let rows = tx.all(sql, &params, |row| Ok((row.text(0)?, row.instant(1)?)))?;
    let told = rows.into_iter().map(|(doc, at)| {
        let doc: Value = serde_json::from_str(&doc).unwrap_or_default();
        let text = |place: &str| doc.pointer(place).and_then(Value::as_str).unwrap_or_default().to_owned();
        let name = text("/payload/caller/EpilotAuth/token/name");
        ActedFor { name, reason: text("/payload/reason"), at }
    });
    Ok(told.collect())
}
