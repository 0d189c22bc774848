//! Signing in with a passkey: nobody says who one is; the passkey does.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use portico_db::Tx;
use portico_kit::{EntityId, PortalId, TenantId};
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};

use super::challenge::{Challenge, LASTS};
use super::client_data::Ceremony;
use super::credential::ProvedCredential;
use super::keys::Key;
use super::making::place_of;
use super::not_right;
use super::store::{self, Stored};
use crate::sign_in::{LoggedIn, Step, after_passkey};
use crate::{Core, Refusal, access, authenticators, domains, portals};

/// What a browser must be told to ask for a passkey; the answer is the same for everybody, and nothing is stored.
/// `portal` is its id or one of its hosts, which the passkey is then for.
///
/// # Errors
/// `Forbidden` where the portal takes none.
pub async fn begin_sign_in(core: &Core, portal: &str, host: Option<&str>) -> Result<Value, Refusal> {
    let (tenant, id) = portals::located(core, portal).await?;
    let (worker, host, owner) = (core.clone(), host.map(str::to_owned), tenant.clone());
    core.db()
        .read(&tenant, move |tx| {
            let setup = worker.setup(tx, &id)?;
            let place = place_of(&worker, &setup.portal, host.as_deref())?;
            let challenge = Challenge::fresh(&worker, &owner, &id, &place.host, None).sealed(&worker);
            Ok(json!({
                "challenge": URL_SAFE_NO_PAD.encode(challenge),
                "rpId": place.host,
                "timeout": LASTS * 1000,
                "userVerification": "required",
                "allowCredentials": [],
            }))
        })
        .await
}

/// Signs the owner of a passkey in. Where `portal` and host are given, the challenge must be for them.
///
/// # Errors
/// `Unauthenticated`, the same whatever is amiss, except for a passkey that seems to have been copied, which is told.
pub async fn sign_in_by_passkey(
    core: &Core,
    credential: &str,
    here: Option<(&TenantId, &PortalId, &str)>,
) -> Result<LoggedIn, Refusal> {
    let proved = ProvedCredential::parse(credential).ok_or_else(|| not_right("unreadable"))?;
    let sealed = proved.client_data.challenge().ok_or_else(|| not_right("no challenge"))?;
    let challenge = Challenge::open(core, Ceremony::Proving, &sealed)
        .ok_or_else(|| not_right("the challenge is not ours, or too old"))?;
    let is_here = here.is_none_or(|(tenant, portal, host)| {
        (tenant, portal) == (&challenge.tenant, &challenge.portal)
            && domains::host_name(host) == challenge.host
    });
    if !is_here {
        return Err(not_right("the challenge is of another portal"));
    }
    let (worker, asked) = (core.clone(), std::sync::Arc::new((proved, challenge)));
    let checked = std::sync::Arc::clone(&asked);
    let tenant = asked.1.tenant.clone();
    let reader = core.clone();
    // Whatever strangers send is checked by reading; only what is right reaches the writer.
    core.db().read(&tenant, move |tx| check(tx, &reader, &checked.0, &checked.1).map(drop)).await?;
    let entered = core.db().write(&tenant, move |tx| enter(tx, &worker, &asked.0, &asked.1));
    match entered.await? {
        Entered::In(logged_in) => Ok(*logged_in),
        Entered::Copied => Err(copied()),
    }
}

enum Entered {
    In(Box<LoggedIn>),
    Copied,
}

fn copied() -> Refusal {
    Refusal::Unauthenticated {
        message: "This passkey may have been copied: it was used more often than it says. Sign in another way, take it \
                  away, and add a new one."
            .to_owned(),
        reason: Some("PASSKEY_COPIED"),
    }
}

/// The stored passkey, when everything but the count of its uses is right.
fn check(
    tx: &mut Tx<'_>,
    core: &Core,
    proved: &ProvedCredential,
    challenge: &Challenge,
) -> Result<Stored, Refusal> {
    let setup = core.setup(tx, &challenge.portal).map_err(|_| not_right("no such portal"))?;
    let place = place_of(core, &setup.portal, Some(&challenge.host))?;
    let id = store::row_of(&challenge.portal, &proved.id);
    let stored = store::find(tx, &id)?.ok_or_else(|| not_right("nobody has it"))?;
    if stored.user != proved.user {
        return Err(not_right("it is somebody else's"));
    }
    if stored.kept.host != place.host {
        return Err(not_right("it was made for another host"));
    }
    proved.client_data.check(Ceremony::Proving, &place.origin).map_err(not_right)?;
    proved.data.check(&place.host).map_err(not_right)?;
    if proved.data.made.is_some() || proved.data.is_backup_eligible() != stored.kept.eligible {
        return Err(not_right("it is of another kind than before"));
    }
    let key = URL_SAFE_NO_PAD.decode(&stored.kept.key).ok().and_then(|key| Key::parse(&key));
    let said = digest(&SHA256, &proved.client_data_bytes);
    let message = [proved.data_bytes.as_slice(), said.as_ref()].concat();
    if !key.is_some_and(|key| key.signed(&message, &proved.signature)) {
        return Err(not_right("the signature is not its own"));
    }
    Ok(stored)
}

fn enter(
    tx: &mut Tx<'_>,
    core: &Core,
    proved: &ProvedCredential,
    challenge: &Challenge,
) -> Result<Entered, Refusal> {
    let now = core.clock().now();
    let stored = check(tx, core, proved, challenge)?;
    if !challenge.use_up(tx, now)? {
        return Err(not_right("the challenge was answered before"));
    }
    let mut kept = stored.kept.clone();
    kept.backed_up = proved.data.is_backed_up();
    if !store::note_use(tx, &stored.id, i64::from(proved.data.counter), &kept, now)? {
        // The entry must be kept although the answer is a refusal.
        note_copy(tx, core, &stored.user)?;
        return Ok(Entered::Copied);
    }
    match after_passkey(tx, core, &challenge.portal, &stored.user)? {
        Step::In(logged_in) => Ok(Entered::In(logged_in)),
        Step::Challenge(_) => Err(not_right("more is asked")),
    }
}

fn note_copy(tx: &mut Tx<'_>, core: &Core, user: &EntityId) -> Result<(), Refusal> {
    let system = access::enter_system(tx, core, "sign-in")?;
    authenticators::note(tx, &system, user, "PasskeyRefused", "Passkey refused: it may have been copied")
}
