//! Lookups: what strangers may learn of who has an account and who somebody is, as their portal has it.

use portico_kit::{EmailAddress, EntityId, PortalId, TenantId};
use serde_json::{Map, Value};

use super::{Match, Settings, account_of, contact_of};
use crate::portals::{self, Portal};
use crate::{Core, Refusal, access, budgets, users};

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
