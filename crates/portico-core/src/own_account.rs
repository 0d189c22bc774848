//! A portal user's own account: another address, leaving, and what a session may do about itself.

use portico_db::Tx;
use portico_kit::{EmailAddress, EntityId, Locale, PortalId, Secret};
use serde_json::json;

use crate::authenticators::{self, Proof};
use crate::letters::{self, Contents, Kind, Recipient};
use crate::one_time::{self, New, Purpose};
use crate::registration::Settings;
use crate::sign_in::Claims;
use crate::{Caller, Core, Refusal, budgets, entities, users};

/// Whose account it is: the user and its portal.
pub fn own(caller: &Caller) -> Result<(EntityId, PortalId), Refusal> {
    let user = caller.portal_user().cloned().ok_or_else(Refusal::unauthenticated)?;
    let setup = caller.setup.as_ref().ok_or_else(Refusal::unauthenticated)?;
    Ok((user, setup.portal.id.clone()))
}

/// Begins a change of the address: a letter goes to the new one, and nothing changes before it is confirmed. The
/// password proves that it is the owner who asks.
///
/// # Errors
/// `Invalid` naming `password` when it is wrong, or `email` when it cannot be used and the portal does not hide that.
pub async fn change_email(
    core: &Core,
    caller: Caller,
    claims: &Claims,
    email: &str,
    password: &Secret,
    network: &str,
) -> Result<(), Refusal> {
    caller.check_in_person()?;
    let (user, portal) = own(&caller)?;
    let email = EmailAddress::parse(email).map_err(|error| Refusal::invalid("email", error.to_string()))?;
    authenticators::check_owner(core, &caller, claims, Proof::Password, password, network).await?;
    let worker = core.clone();
    core.db()
        .write(&claims.tenant, move |tx| {
            let setup = worker.setup(tx, &portal)?;
            let system = caller.for_the_organisation();
            let taken = users::find_by_email(tx, &portal, &email)?;
            if taken.as_ref() == Some(&user) {
                return Err(Refusal::invalid("email", "This is your address already."));
            }
            if taken.is_some() {
                if Settings::of(&setup.portal).hides_users {
                    return Ok(());
                }
                return Err(Refusal::invalid("email", "This address has an account already."));
            }
            if !budgets::take_in(tx, &worker, budgets::MAILS_TO_OWNER, user.as_str())? {
                return Err(Refusal::TooMany { retry_after: budgets::MAILS_TO_OWNER.seconds });
            }
            let new = New {
                purpose: Purpose::ConfirmEmail,
                portal: &portal,
                subject: user.as_str(),
                email: email.as_str(),
                payload: json!({}),
                lasts: one_time::LASTS,
            };
            let issued = one_time::issue(tx, &new, caller.now, worker.random())?;
            let token = [("confirmation_link_token", issued.link.expose())];
            let link = Some(setup.portal.link(&worker, "/confirm", &token));
            let mut to = Recipient::of_user(tx, &worker, &user)?;
            to.address = email.clone();
            let contents = Contents { code: Some(issued.code), link, ..Contents::default() };
            letters::send(tx, &worker, &setup.portal, Kind::ConfirmEmailUpdate, &to, &contents)?;
            let status = json!({ "registration_status": "Email Update In Progress" });
            let attributes = status.as_object().cloned().unwrap_or_default();
            entities::change(tx, &system, "portal_user", &user, &entities::Change { attributes }).map(|_| ())
        })
        .await
}

/// The language of the user's own account: of its pages and letters.
pub fn set_language(tx: &mut Tx<'_>, caller: &Caller, locale: Locale) -> Result<(), Refusal> {
    let (user, _) = own(caller)?;
    let attributes = json!({ "preferred_language": locale.code() }).as_object().cloned().unwrap_or_default();
    let organisation = caller.for_the_organisation();
    entities::change(tx, &organisation, "portal_user", &user, &entities::Change { attributes }).map(|_| ())
}

/// Removes a user's own account where the portal allows it: its sign-in ends at once, its contact stays.
pub fn remove(tx: &mut Tx<'_>, caller: &Caller) -> Result<EntityId, Refusal> {
    caller.check_in_person()?;
    let (user, _) = own(caller)?;
    check_self_managed(caller)?;
    entities::remove(tx, &caller.for_the_organisation(), "portal_user", &user)?;
    Ok(user)
}

/// Whether users may remove their own account and manage their colleagues.
pub fn is_self_managed(caller: &Caller) -> bool {
    check_self_managed(caller).is_ok()
}

/// Refuses where the portal leaves accounts to staff.
pub(crate) fn check_self_managed(caller: &Caller) -> Result<(), Refusal> {
    let setting = "/user_account_self_management";
    let doc = caller.setup.as_ref().and_then(|setup| setup.portal.doc.pointer(setting)?.as_bool());
    if doc == Some(true) {
        return Ok(());
    }
    Err(Refusal::Forbidden { message: "In this portal, accounts are managed by the company.".to_owned() })
}
