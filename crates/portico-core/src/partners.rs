//! Partners: the colleagues of a user's own account, whom it invites, switches off and on, and parts with.

use std::collections::{BTreeSet, HashMap};

use portico_db::Tx;
use portico_kit::{EmailAddress, EntityId, Locale, PortalId};
use serde_json::{Map, Value, json};

use crate::entities::{self, Change, Seen};
use crate::letters::{Kind, Recipient};
use crate::{Caller, Core, Refusal, invitations, own_account, registration, users};

mod standing;

pub use standing::{Colleague, Stands, colleagues_of, has_colleagues};

/// How long an invitation lasts, in seconds: two weeks.
pub const LASTS: i64 = 14 * 86_400;
/// How many colleagues are listed.
const LISTED: i64 = 500;
/// What may be told of a colleague whom nobody knows yet.
const TOLD: [&str; 5] = ["salutation", "first_name", "last_name", "phone", "job_title"];

/// The colleagues of the caller's accounts, by title.
pub fn list(tx: &mut Tx<'_>, caller: &Caller) -> Result<Vec<Value>, Refusal> {
    let (_, portal) = own_account::own(caller)?;
    let colleagues: Vec<EntityId> = colleagues(tx, caller)?.into_iter().collect();
    let system = caller.for_the_organisation();
    let users = users::of_contacts(tx, &portal, &colleagues)?;
    let wanted = HashMap::from([
        ("contact".to_owned(), colleagues),
        ("portal_user".to_owned(), users.values().cloned().collect()),
    ]);
    let seen: HashMap<EntityId, Seen> =
        entities::view_many(tx, &system, &wanted)?.into_iter().map(|seen| (seen.id.clone(), seen)).collect();
    let contacts = seen.values().filter(|seen| seen.schema == "contact");
    let mut list: Vec<Value> = contacts
        .map(|contact| {
            let user = users.get(&contact.id).and_then(|user| seen.get(user)).map(Seen::to_value);
            item(&contact.to_value(), user.as_ref())
        })
        .collect();
    list.sort_by(|a, b| {
        (a["_title"].as_str(), a["_id"].as_str()).cmp(&(b["_title"].as_str(), b["_id"].as_str()))
    });
    Ok(list)
}

fn item(contact: &Value, user: Option<&Value>) -> Value {
    let own = |key: &str| contact.get(key).cloned().filter(|value| !value.is_null());
    let email = user.and_then(|user| user.get("email").cloned()).or_else(|| first_email(contact));
    let mut item = json!({
        "_id": contact["_id"],
        "_title": own("_title").unwrap_or_else(|| "".into()),
        "has_portal_user": user.is_some(),
    });
    for (key, value) in [("first_name", own("first_name")), ("last_name", own("last_name")), ("email", email)]
    {
        if let Some(value) = value {
            item[key] = value;
        }
    }
    if let Some(user) = user {
        item["access_status"] = json!(user.get("access_status").and_then(Value::as_bool) != Some(false));
        if let Some(status) = user.get("registration_status") {
            item["registration_status"] = status.clone();
        }
    }
    item
}

fn first_email(contact: &Value) -> Option<Value> {
    let email = contact.get("email")?;
    let first = email.as_array().and_then(|all| all.first()?.get("email")).unwrap_or(email);
    first.is_string().then(|| first.clone())
}

/// The contacts of the caller's accounts; refused when it has none.
fn colleagues(tx: &mut Tx<'_>, caller: &Caller) -> Result<BTreeSet<EntityId>, Refusal> {
    let accounts = caller.viewer.portal().map(|user| user.roots.accounts.clone()).unwrap_or_default();
    if accounts.is_empty() {
        let message = "You belong to no company whose colleagues you could manage.".to_owned();
        return Err(Refusal::Forbidden { message });
    }
    own_account::check_self_managed(caller)?;
    let mut found = BTreeSet::new();
    for account in accounts {
        found.extend(users::contacts_of_account(tx, &account, LISTED)?);
    }
    Ok(found)
}

/// Invites a colleague: a contact of the caller's account, an account that waits, and a letter.
pub fn invite(
    tx: &mut Tx<'_>,
    core: &Core,
    caller: &Caller,
    email: &str,
    told: &Map<String, Value>,
) -> Result<(), Refusal> {
    caller.check_in_person()?;
    let (_, portal) = own_account::own(caller)?;
    let email = EmailAddress::parse(email).map_err(|error| Refusal::invalid("email", error.to_string()))?;
    let known = colleagues(tx, caller)?;
    if users::find_by_email(tx, &portal, &email)?.is_some() {
        return Err(Refusal::invalid("email", "This address has an account already."));
    }
    let system = caller.for_the_organisation();
    let contact = match known_by_address(tx, &system, &known, &email)? {
        Some(contact) => contact,
        None => new_contact(tx, caller, &system, &email, told)?,
    };
    if users::of_contact(tx, &portal, &contact)?.is_some() {
        return Err(Refusal::invalid("email", "This colleague has an account already."));
    }
    let name = entities::view(tx, &system, "contact", &contact)?.to_value();
    let name = name.get("_title").and_then(Value::as_str).unwrap_or_default().to_owned();
    let user = json!({
        "email": email.as_str(), "name": name, "portal_id": portal.as_str(),
        "origin": caller.setup.as_ref().map(|setup| setup.portal.origin.clone()),
        "registration_status": "Registration Pending", "mapping_status": "Mapped", "access_status": true,
        "preferred_language": language_of(tx, caller, &system)?.code(),
        "contact": { "$relation": [{ "entity_id": contact.as_str() }] },
    });
    entities::create(tx, &system, "portal_user", user.as_object().cloned().unwrap_or_default())?;
    send(tx, core, caller, &contact, &email, &name)
}

fn known_by_address(
    tx: &mut Tx<'_>,
    system: &Caller,
    known: &BTreeSet<EntityId>,
    email: &EmailAddress,
) -> Result<Option<EntityId>, Refusal> {
    let found = registration::contacts_with_address(tx, system, email)?;
    Ok(found.into_iter().find(|contact| known.contains(contact)))
}

fn new_contact(
    tx: &mut Tx<'_>,
    caller: &Caller,
    system: &Caller,
    email: &EmailAddress,
    told: &Map<String, Value>,
) -> Result<EntityId, Refusal> {
    let kind = caller.catalogue.find("contact").ok_or(Refusal::NotFound)?;
    let account = caller.viewer.portal().and_then(|user| user.roots.accounts.first().cloned());
    let mut fields: Map<String, Value> = TOLD
        .iter()
        .filter(|name| kind.attribute(name).is_some())
        .filter_map(|name| {
            let value = told.get(*name)?;
            let text = value.as_str().or_else(|| value.as_array()?.first()?.as_str())?;
            Some(((*name).to_owned(), text.into()))
        })
        .collect();
    fields.insert("email".to_owned(), email.as_str().into());
    for (name, value) in &mut fields {
        if kind.attribute(name).is_some_and(|attribute| attribute.repeats()) {
            *value = json!([{ name.as_str(): value }]);
        }
    }
    if let Some(account) = account {
        fields.insert("account".to_owned(), json!({ "$relation": [{ "entity_id": account.as_str() }] }));
    }
    Ok(entities::create(tx, system, "contact", fields)?.id)
}

fn send(
    tx: &mut Tx<'_>,
    core: &Core,
    caller: &Caller,
    contact: &EntityId,
    email: &EmailAddress,
    name: &str,
) -> Result<(), Refusal> {
    let setup = caller.setup.as_ref().ok_or_else(Refusal::unauthenticated)?;
    let system = caller.for_the_organisation();
    let locale = language_of(tx, caller, &system)?;
    let inviter = match caller.contact() {
        Some(own) => entities::view(tx, &system, "contact", own)?.to_value(),
        None => Value::Null,
    };
    let inviter = inviter.get("_title").and_then(Value::as_str).unwrap_or(&caller.actor.name).to_owned();
    let to = Recipient { address: email.clone(), name: name.to_owned(), locale, user: None };
    let kind = (Kind::PartnerInvitation, vec![("person", inviter)]);
    registration::invite(tx, core, &setup.portal, contact, &to, LASTS, kind).map(|_| ())
}

/// The language of the one who invites: colleagues mostly share it.
fn language_of(tx: &mut Tx<'_>, caller: &Caller, system: &Caller) -> Result<Locale, Refusal> {
    let Some(user) = caller.portal_user() else { return Ok(Locale::default()) };
    let doc = entities::view(tx, system, "portal_user", user)?.to_value();
    Ok(doc.get("preferred_language").and_then(Value::as_str).and_then(Locale::parse).unwrap_or_default())
}

/// A colleague's account: never the caller's own.
fn colleague(
    tx: &mut Tx<'_>,
    caller: &Caller,
    contact: &EntityId,
) -> Result<(PortalId, Option<EntityId>), Refusal> {
    caller.check_in_person()?;
    let (own, portal) = own_account::own(caller)?;
    if !colleagues(tx, caller)?.contains(contact) {
        return Err(Refusal::NotFound);
    }
    let user = users::of_contact(tx, &portal, contact)?;
    if user.as_ref() == Some(&own) {
        return Err(Refusal::Forbidden { message: "This is your own account. Ask a colleague.".to_owned() });
    }
    Ok((portal, user))
}

/// Sends a colleague's invitation again; the earlier one is over.
pub fn resend(tx: &mut Tx<'_>, core: &Core, caller: &Caller, contact: &EntityId) -> Result<(), Refusal> {
    let (_, user) = colleague(tx, caller, contact)?;
    let user = user.ok_or_else(|| Refusal::invalid("partner_id", "This colleague was not invited yet."))?;
    if users::is_registered(tx, &user)? {
        return Err(Refusal::invalid("partner_id", "This colleague has registered already."));
    }
    let doc = entities::view(tx, &caller.for_the_organisation(), "portal_user", &user)?.to_value();
    let text = |key: &str| doc.get(key).and_then(Value::as_str).unwrap_or_default();
    let email = EmailAddress::parse(text("email")).map_err(|error| Refusal::Fault(error.to_string()))?;
    send(tx, core, caller, contact, &email, text("name"))
}

/// Switches a colleague's access off, which ends its sessions, or on.
pub fn set_access(tx: &mut Tx<'_>, caller: &Caller, contact: &EntityId, access: bool) -> Result<(), Refusal> {
    let (_, user) = colleague(tx, caller, contact)?;
    let user = user.ok_or_else(|| Refusal::invalid("partner_id", "This colleague has no account."))?;
    let attributes = Map::from_iter([("access_status".to_owned(), json!(access))]);
    entities::change(tx, &caller.for_the_organisation(), "portal_user", &user, &Change { attributes })?;
    if !access {
        crate::sign_in::revoke_sessions_of(tx, user.as_str(), caller.now)?;
    }
    Ok(())
}

/// Parts with a colleague: its account is removed and its invitation is over; its contact stays.
pub fn revoke(tx: &mut Tx<'_>, caller: &Caller, contact: &EntityId) -> Result<(), Refusal> {
    let (portal, user) = colleague(tx, caller, contact)?;
    let user = user.ok_or_else(|| Refusal::invalid("partner_id", "This colleague has no account."))?;
    entities::remove(tx, &caller.for_the_organisation(), "portal_user", &user)?;
    invitations::withdraw(tx, &portal, contact, caller.now)
}
