//! Lookups: what strangers may learn of who has an account and who somebody is, as their portal has it.

use std::collections::BTreeSet;

use portico_db::Tx;
use portico_kit::{EmailAddress, EntityId, PortalId, TenantId};
use serde_json::{Map, Value};

use super::matching::holders;
use super::settings::value_of;
use super::{Match, Settings, account_of, contact_of};
use crate::portals::{self, Portal};
use crate::{Caller, Core, Refusal, access, budgets, users};

/// What a lookup by identifiers tells.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Looked {
    /// Nothing: the portal hides whom it knows.
    Hidden,
    /// The one contact that all identifiers lead to.
    Contact(EntityId),
    /// The one account, where the portal registers by account.
    Account(EntityId),
    /// They lead to nobody, or to several.
    Nobody,
}

/// Looks for the contact, or the account, that identifiers lead to. `network` limits how often.
pub async fn look_up(
    core: &Core,
    tenant: &TenantId,
    portal: Portal,
    identifiers: Map<String, Value>,
    network: &str,
) -> Result<Looked, Refusal> {
    budgets::take(core, tenant, budgets::LOOKUPS, &budgets::network_prefix(network)).await?;
    let worker = core.clone();
    let read = core.db().read(tenant, move |tx| {
        let settings = Settings::of(&portal);
        let system = access::enter_system(tx, &worker, "registration")?;
        let (by_account, hides) = (settings.by_account, settings.hides_users);
        let found = if by_account {
            account_of(tx, &worker, &system, &portal, &settings, &identifiers)?
        } else {
            contact_of(tx, &worker, &system, &portal, &settings, "", &identifiers)?
        };
        Ok(match (hides, Match::one(found)) {
            (true, _) => Looked::Hidden,
            (false, None) => Looked::Nobody,
            (false, Some(id)) if by_account => Looked::Account(id),
            (false, Some(id)) => Looked::Contact(id),
        })
    });
    read.await
}

/// How many contacts of an account are weighed.
const WEIGHED: i64 = 50;

/// The one contact that identifiers lead to, with its account where the portal registers by account.
pub(crate) fn person_of(
    tx: &mut Tx<'_>,
    core: &Core,
    system: &Caller,
    portal: &Portal,
    identifiers: &Map<String, Value>,
) -> Result<Option<(EntityId, Option<EntityId>)>, Refusal> {
    let settings = Settings::of(portal);
    if !settings.by_account {
        let found = contact_of(tx, core, system, portal, &settings, "", identifiers)?;
        return Ok(found.one().map(|contact| (contact, None)));
    }
    let found = account_of(tx, core, system, portal, &settings, identifiers)?;
    let Some(account) = found.one() else { return Ok(None) };
    let mut within: BTreeSet<EntityId> =
        users::contacts_of_account(tx, &account, WEIGHED)?.into_iter().collect();
    let own = identifiers.get("contact").and_then(Value::as_object);
    for name in settings.contact_identifiers.iter().map(|identifier| identifier.name.as_str()) {
        if let Some(value) = own.and_then(|own| value_of(own, name)) {
            let fitting = holders(tx, system, "contact", name, &value)?;
            within.retain(|contact| fitting.contains(contact));
        }
    }
    // Several of them are nobody: whose they are, the account alone does not say.
    Ok(if within.len() == 1 { within.pop_first().map(|contact| (contact, Some(account))) } else { None })
}

/// What a portal tells of an address that did not sign in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Known {
    /// Nothing: the portal hides whom it knows.
    Hidden,
    /// Nobody has it.
    Nobody,
    /// Somebody has it and did not prove it yet.
    Unconfirmed,
    /// Somebody has it.
    Registered,
}

/// What a portal tells of an address. `network` limits how often, where it tells anything.
pub async fn known(
    core: &Core,
    tenant: &TenantId,
    portal: &PortalId,
    email: &EmailAddress,
    network: &str,
) -> Result<Known, Refusal> {
    let id = portal.clone();
    let found = core.db().read(tenant, move |tx| portals::find(tx, &id)).await?.ok_or(Refusal::NotFound)?;
    if Settings::of(&found).hides_users {
        return Ok(Known::Hidden);
    }
    budgets::take(core, tenant, budgets::LOOKUPS, &budgets::network_prefix(network)).await?;
    let (portal, email) = (portal.clone(), email.clone());
    let read = core.db().read(tenant, move |tx| {
        let Some(user) = users::find_by_email(tx, &portal, &email)? else { return Ok(Known::Nobody) };
        let is_registered = users::is_registered(tx, &user)?;
        Ok::<_, Refusal>(if is_registered { Known::Registered } else { Known::Unconfirmed })
    });
    read.await
}

/// Whether an address has an account in any of an organisation's portals that tell, narrowed by id or origin.
/// `network` limits how often.
pub async fn address_exists(
    core: &Core,
    tenant: &TenantId,
    (id, origin): (Option<PortalId>, Option<String>),
    email: EmailAddress,
    network: &str,
) -> Result<bool, Refusal> {
    budgets::take(core, tenant, budgets::LOOKUPS, &budgets::network_prefix(network)).await?;
    let read = core.db().read(tenant, move |tx| {
        let wanted = |portal: &&Portal| {
            id.as_ref().is_none_or(|id| *id == portal.id)
                && origin.as_ref().is_none_or(|origin| *origin == portal.origin)
        };
        // A portal that hides its users knows nobody.
        for portal in portals::list(tx)?.iter().filter(wanted) {
            if !Settings::of(portal).hides_users && users::find_by_email(tx, &portal.id, &email)?.is_some() {
                return Ok::<_, Refusal>(true);
            }
        }
        Ok(false)
    });
    read.await
}

/// How an address signs in.
#[derive(Clone, Debug)]
pub struct EntryPoint {
    /// Whether it has an account, as far as the portal tells.
    pub user_exists: bool,
    /// The way that comes first: `PASSWORD` or `SSO`.
    pub way: &'static str,
    /// The identity providers that come first, as configured; null when none do.
    pub providers: Value,
}

/// How an address signs in to a portal. `network` limits how often.
pub async fn entry_point(
    core: &Core,
    tenant: &TenantId,
    portal: &Portal,
    email: EmailAddress,
    network: &str,
) -> Result<EntryPoint, Refusal> {
    budgets::take(core, tenant, budgets::LOOKUPS, &budgets::network_prefix(network)).await?;
    let id = portal.id.clone();
    let read =
        core.db().read(tenant, move |tx| Ok::<_, Refusal>(users::find_by_email(tx, &id, &email)?.is_some()));
    let known = read.await?;
    let said = |key: &str| portal.doc.pointer(&format!("/auth_settings/{key}"));
    let comes_first = |providers: &&Value| providers.as_array().is_some_and(|all| !all.is_empty());
    Ok(EntryPoint {
        user_exists: known || Settings::of(portal).hides_users,
        way: if said("entry_point").is_some_and(|entry| entry == "SSO") { "SSO" } else { "PASSWORD" },
        providers: said("preferred_sso_providers").filter(comes_first).cloned().unwrap_or_default(),
    })
}
