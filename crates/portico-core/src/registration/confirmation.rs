//! Confirmation: a new or changed address is proved by the code or the link of a mail; looking at a link changes nothing.

use portico_db::Tx;
use portico_kit::{EmailAddress, EntityId, Locale, PortalId, Secret, TenantId};
use serde_json::{Value, json};

use super::{Settings, change_user};
use crate::activity::{self, Happening};
use crate::letters::{self, Contents, Kind, Recipient};
use crate::one_time::{self, New, Proof, Purpose, Standing, not_right};
use crate::portals::Portal;
use crate::{Caller, Core, Refusal, access, budgets, entities, portals, staff, users};

/// What came of a confirmation.
#[derive(Clone, Debug)]
pub struct Confirmed {
    /// The portal.
    pub portal: PortalId,
    /// Whether it had been confirmed before.
    pub before: bool,
    /// Whether the user waits for a contact.
    pub waits: bool,
}

/// Sends the letter that proves a new account's address. The password is kept with the letter: it counts once the owner
/// of the address has confirmed it.
pub(super) fn send(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &Portal,
    user: &EntityId,
    email: &EmailAddress,
    hash: &str,
) -> Result<(), Refusal> {
    let new = New {
        purpose: Purpose::ConfirmAccount,
        portal: &portal.id,
        subject: user.as_str(),
        email: email.as_str(),
        payload: json!({ "hash": hash }),
        lasts: one_time::LASTS,
    };
    mail(tx, core, portal, &new, Kind::ConfirmAccount)
}

fn mail(tx: &mut Tx<'_>, core: &Core, portal: &Portal, new: &New<'_>, kind: Kind) -> Result<(), Refusal> {
    let issued = one_time::issue(tx, new, core.clock().now(), core.random())?;
    let link = portal.link(core, "/confirm", &[("confirmation_link_token", issued.link.expose())]);
    let contents = Contents { code: Some(issued.code), link: Some(link), ..Contents::default() };
    let mut to = Recipient::of_user(tx, core, &EntityId::from(new.subject))?;
    to.address = EmailAddress::parse(new.email).map_err(|error| Refusal::Fault(error.to_string()))?;
    letters::send(tx, core, portal, kind, &to, &contents)
}

/// Sends the letter of an unconfirmed account again, for staff.
///
/// # Errors
/// `Invalid` when it is confirmed already, or was never asked for.
pub fn resend(tx: &mut Tx<'_>, core: &Core, caller: &Caller, user: &EntityId) -> Result<(), Refusal> {
    if !caller.is_staff() {
        return Err(Refusal::NotFound);
    }
    let doc = entities::view(tx, caller, "portal_user", user)?.to_value();
    if users::is_registered(tx, user)? {
        return Err(Refusal::invalid("id", "This account is confirmed already."));
    }
    let text = |key: &str| doc.get(key).and_then(Value::as_str).unwrap_or_default();
    let portal = portals::find(tx, &PortalId::from(text("portal_id")))?.ok_or(Refusal::NotFound)?;
    again(tx, core, &portal, user, text("email"))?;
    change_user(tx, caller, user, json!({ "registration_status": "Confirmation Email Sent" }))
}

fn again(tx: &mut Tx<'_>, core: &Core, portal: &Portal, user: &EntityId, email: &str) -> Result<(), Refusal> {
    let payload = one_time::newest_payload(tx, Purpose::ConfirmAccount, &portal.id, user.as_str())?;
    let new = New {
        purpose: Purpose::ConfirmAccount,
        portal: &portal.id,
        subject: user.as_str(),
        email,
        payload: payload.unwrap_or(Value::Null),
        lasts: one_time::LASTS,
    };
    mail(tx, core, portal, &new, Kind::ConfirmAccount)
}

/// Sends the letter of an unconfirmed account again, on the wish of anybody; the answer is the same for everybody.
pub async fn send_again(
    core: &Core,
    tenant: &TenantId,
    portal: &PortalId,
    email: &str,
    network: &str,
) -> Result<(), Refusal> {
    let email = EmailAddress::parse(email).map_err(|error| Refusal::invalid("email", error.to_string()))?;
    budgets::take(core, tenant, budgets::LOOKUPS, &budgets::network_prefix(network)).await?;
    let (worker, portal) = (core.clone(), portal.clone());
    core.db()
        .write(tenant, move |tx| {
            let Some(user) = users::find_by_email(tx, &portal, &email)? else { return Ok(()) };
            let budget = format!("{portal}|{email}");
            let setup = worker.setup(tx, &portal)?;
            if users::is_registered(tx, &user)?
                || !budgets::take_in(tx, &worker, budgets::MAILS_TO_ADDRESS, &budget)?
            {
                return Ok(());
            }
            again(tx, &worker, &setup.portal, &user, email.as_str())
        })
        .await
}

/// How the link of a confirmation stands; changes nothing.
pub async fn look_at_link(core: &Core, link: &Secret) -> Result<Standing, Refusal> {
    let Some(tenant) = one_time::tenant_of(link.expose()) else { return Ok(Standing::Unknown) };
    let (link, now) = (link.clone(), core.clock().now());
    core.db()
        .read(&tenant, move |tx| match one_time::look(tx, Purpose::ConfirmAccount, &link, now)? {
            Standing::Unknown => one_time::look(tx, Purpose::ConfirmEmail, &link, now),
            found => Ok(found),
        })
        .await
}

/// Confirms by the link of a mail. A link that was used says so, and changes nothing.
pub async fn confirm_by_link(core: &Core, link: &Secret) -> Result<Confirmed, Refusal> {
    let tenant = one_time::tenant_of(link.expose()).ok_or_else(not_right)?;
    let (worker, link) = (core.clone(), link.clone());
    let confirmed = core.db().write(&tenant, move |tx| {
        let now = worker.clock().now();
        for purpose in [Purpose::ConfirmAccount, Purpose::ConfirmEmail] {
            if let Some(proof) = one_time::redeem_link(tx, purpose, &link, now)? {
                return confirm(tx, &worker, purpose, &proof);
            }
            if let Standing::Used(proof) = one_time::look(tx, purpose, &link, now)? {
                return Ok(Confirmed { portal: proof.portal, before: true, waits: false });
            }
        }
        Err(not_right())
    });
    confirmed.await
}

/// Confirms by the code of a mail.
pub async fn confirm_by_code(
    core: &Core,
    tenant: &TenantId,
    portal: &PortalId,
    email: &str,
    code: &Secret,
) -> Result<Confirmed, Refusal> {
    let email = EmailAddress::parse(email).map_err(|error| Refusal::invalid("email", error.to_string()))?;
    let (worker, portal, code) = (core.clone(), portal.clone(), code.clone());
    let confirmed = core.db().write(tenant, move |tx| {
        let Some(user) = users::find_by_email(tx, &portal, &email)? else { return Ok(None) };
        let now = worker.clock().now();
        let purpose = Purpose::ConfirmAccount;
        // A wrong code stays counted although the answer is a refusal.
        match one_time::redeem_code(tx, purpose, &portal, user.as_str(), &code, now)? {
            Some(proof) => confirm(tx, &worker, purpose, &proof).map(Some),
            None => Ok(None),
        }
    });
    confirmed.await?.ok_or_else(not_right)
}

fn confirm(tx: &mut Tx<'_>, core: &Core, purpose: Purpose, proof: &Proof) -> Result<Confirmed, Refusal> {
    let user = EntityId::from(proof.subject.as_str());
    let system = access::enter_system(tx, core, "registration")?;
    let doc = entities::view(tx, &system, "portal_user", &user).map_err(|_| not_right())?.to_value();
    let text = |key: &str| doc.get(key).and_then(Value::as_str).unwrap_or_default();
    let before = users::is_registered(tx, &user)? && purpose == Purpose::ConfirmAccount;
    let waits = doc.pointer("/contact/$relation/0").is_none();
    let done = Confirmed { portal: proof.portal.clone(), before, waits };
    if before {
        return Ok(done);
    }
    let setup = core.setup(tx, &proof.portal)?;
    if purpose == Purpose::ConfirmEmail {
        let old = Recipient::of_user(tx, core, &user)?;
        change_user(
            tx,
            &system,
            &user,
            json!({ "email": proof.email, "registration_status": "Registered" }),
        )?;
        let values = vec![("email", proof.email.clone())];
        let contents =
            Contents { link: Some(setup.portal.link(core, "/", &[])), values, ..Contents::default() };
        letters::send(tx, core, &setup.portal, Kind::EmailChanged, &old, &contents)?;
        return Ok(done);
    }
    // Only the address that the letter went to is proved by it.
    if !text("email").eq_ignore_ascii_case(&proof.email) {
        return Err(not_right());
    }
    if let Some(hash) = proof.payload.get("hash").and_then(Value::as_str) {
        users::set_password_hash(tx, &user, hash, system.now)?;
    }
    change_user(tx, &system, &user, json!({ "registration_status": "Registered" }))?;
    let happening = Happening::other("PortalUserRegistered", "Address confirmed", "portal_user", &user);
    activity::write(tx, &system, &happening)?;
    if waits {
        tell_staff(tx, core, &setup.portal, &user, text("name"), text("email"))?;
    }
    Ok(done)
}

/// Tells the staff whom the portal names that an account waits for its contact.
fn tell_staff(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &Portal,
    user: &EntityId,
    name: &str,
    email: &str,
) -> Result<(), Refusal> {
    let settings = Settings::of(portal);
    let link = format!("{}/admin/users/{user}", core.options().base_url);
    for member in staff::list(tx)?.into_iter().filter(|member| member.enabled) {
        if !settings.told_of_waiting.iter().any(|told| *told == member.email || *told == member.id.as_str()) {
            continue;
        }
        let Ok(address) = EmailAddress::parse(&member.email) else { continue };
        let to = Recipient { address, name: member.name, locale: Locale::default(), user: None };
        let values = vec![("person", name.to_owned()), ("email", email.to_owned())];
        let contents = Contents { link: Some(link.clone()), values, ..Contents::default() };
        letters::send(tx, core, portal, Kind::OnPendingUser, &to, &contents)?;
    }
    Ok(())
}
