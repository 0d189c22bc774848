//! Making a passkey: a signed-in user asks, the device makes a key, and its public half is kept.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use portico_db::Tx;
use portico_kit::EntityId;
use serde_json::{Value, json};

use super::challenge::{Challenge, LASTS};
use super::client_data::Ceremony;
use super::credential::MadeCredential;
use super::keys::{ALGORITHMS, Key};
use super::place::Place;
use super::store::{self, Kept, Stored};
use super::{MOST, checked_name, portal_of, tell};
use crate::letters::Kind;
use crate::portals::Portal;
use crate::sign_in::{self, Claims};
use crate::{Caller, Core, Refusal, authenticators, own_account};

/// What a browser must be told to make a passkey at a host of the portal, or at its main one. Nothing is stored.
///
/// # Errors
/// `Forbidden` where the portal takes none; `Conflict` when the user has as many as it may have.
pub fn begin_passkey(
    tx: &mut Tx<'_>,
    core: &Core,
    caller: &Caller,
    claims: &Claims,
    host: Option<&str>,
) -> Result<Value, Refusal> {
    caller.check_in_person()?;
    let (user, _) = own_account::own(caller)?;
    let portal = portal_of(caller)?;
    let place = place_of(core, portal, host)?;
    let known = store::of_user(tx, &user)?;
    if i64::try_from(known.len()).unwrap_or(MOST) >= MOST {
        return Err(Refusal::conflict(format!("{MOST} passkeys are enough. Take one away first.")));
    }
    let maker = Some((user.clone(), claims.session.clone()));
    let challenge = Challenge::fresh(core, tx.tenant(), &portal.id, &place.host, maker).sealed(core);
    let here = known.iter().filter(|passkey| passkey.kept.host == place.host);
    let known: Vec<Value> = here
        .map(|passkey| {
            json!({ "type": "public-key", "id": passkey.kept.credential, "transports": passkey.kept.transports })
        })
        .collect();
    let algorithms = ALGORITHMS.map(|algorithm| json!({ "type": "public-key", "alg": algorithm }));
    Ok(json!({
        "challenge": URL_SAFE_NO_PAD.encode(challenge),
        "rp": { "id": place.host, "name": portal.name() },
        "user": {
            "id": URL_SAFE_NO_PAD.encode(user.as_str()), "name": caller.actor.name, "displayName": caller.actor.name,
        },
        "pubKeyCredParams": algorithms,
        "timeout": LASTS * 1000,
        "excludeCredentials": known,
        "authenticatorSelection": {
            "residentKey": "preferred", "requireResidentKey": false, "userVerification": "required",
        },
        "attestation": "none",
        "extensions": { "credProps": true },
    }))
}

pub(super) fn place_of(core: &Core, portal: &Portal, host: Option<&str>) -> Result<Place, Refusal> {
    if !super::are_taken(portal) {
        let message = "This portal takes no passkeys. Sign in another way.".to_owned();
        return Err(Refusal::Forbidden { message });
    }
    let place = match host {
        Some(host) => Place::at(core, portal, host),
        None => Place::main(core, portal),
    };
    place.ok_or_else(|| Refusal::conflict("This portal has no domain yet, which passkeys are bound to."))
}

fn unfit(why: &'static str) -> Refusal {
    tracing::info!(why, "a new passkey was refused");
    Refusal::invalid("credential", "This passkey was not made for this page just now. Begin once more.")
}

/// Keeps a passkey that a browser has just made, under a name; a letter tells of it, and the session is no longer held
/// back. Answers its id.
///
/// # Errors
/// `Invalid` naming `credential` or `name`; `Conflict` when the passkey is known already.
pub fn make_passkey(
    tx: &mut Tx<'_>,
    core: &Core,
    caller: &Caller,
    claims: &Claims,
    name: &str,
    credential: &str,
) -> Result<String, Refusal> {
    caller.check_in_person()?;
    let (user, portal_id) = own_account::own(caller)?;
    let portal = portal_of(caller)?;
    let name = checked_name(name)?;
    let made = MadeCredential::parse(credential).ok_or_else(|| unfit("unreadable"))?;
    let sealed = made.client_data.challenge().ok_or_else(|| unfit("no challenge"))?;
    let challenge =
        Challenge::open(core, Ceremony::Making, &sealed).ok_or_else(|| unfit("the challenge is not ours"))?;
    let is_own = challenge.tenant == *tx.tenant()
        && challenge.portal == portal_id
        && challenge.maker == Some((user.clone(), claims.session.clone()));
    if !is_own {
        return Err(unfit("the challenge is somebody else's"));
    }
    let place = place_of(core, portal, Some(&challenge.host))?;
    made.client_data.check(Ceremony::Making, &place.origin).map_err(unfit)?;
    made.data.check(&place.host).map_err(unfit)?;
    let new = row(&made, &user, &portal_id, name, place, caller)?;
    if !challenge.use_up(tx, caller.now)? {
        return Err(unfit("the challenge was answered before"));
    }
    if store::count(tx, &user)? >= MOST || !store::insert(tx, &new)? {
        return Err(Refusal::conflict("This passkey is here already, or there are too many."));
    }
    sign_in::release(tx, &claims.session)?;
    authenticators::note(tx, caller, &user, "PasskeyAdded", "Passkey added")?;
    tell(tx, core, portal, &user, Kind::PasskeyAdded, &new.name)?;
    Ok(new.id)
}

fn row(
    made: &MadeCredential,
    user: &EntityId,
    portal: &portico_kit::PortalId,
    name: String,
    place: Place,
    caller: &Caller,
) -> Result<Stored, Refusal> {
    let key = made.data.made.as_ref().map(|made| made.key.as_slice()).unwrap_or_default();
    Key::parse(key).ok_or_else(|| unfit("the key is of another kind"))?;
    Ok(Stored {
        id: store::row_of(portal, &made.id),
        user: user.clone(),
        name,
        kept: Kept {
            credential: URL_SAFE_NO_PAD.encode(&made.id),
            key: URL_SAFE_NO_PAD.encode(key),
            host: place.host,
            eligible: made.data.is_backup_eligible(),
            backed_up: made.data.is_backed_up(),
            transports: made.transports.clone(),
        },
        counter: i64::from(made.data.counter),
        created_at: caller.now,
        used_at: None,
    })
}
