//! Following a portal's configuration: a host that is named is wanted, one that is named no more is let go.

use portico_db::Tx;
use portico_kit::{Instant, PortalId, Random, TenantId};

use super::{Domain, Role, Stage, fresh_token, installation, rules, settle, store, taken, text_of, touch};
use crate::portals::{self, Portal};
use crate::{Caller, Refusal, tenants};

/// Makes a portal's domains what its configuration says.
pub(crate) fn follow(
    tx: &mut Tx<'_>,
    portal: &mut Portal,
    now: Instant,
    random: &Random,
) -> Result<(), Refusal> {
    let known = store::of_portal(tx, &portal.id)?;
    let named = [(Role::Custom, "domain"), (Role::Platform, "epilot_domain")];
    let mut wanted: Vec<(Role, String)> = Vec::new();
    for (role, key) in named {
        let host = rules::host_name(text_of(&portal.doc, key));
        if !host.is_empty() && wanted.iter().all(|(_, other)| *other != host) {
            wanted.push((role, host));
        }
    }
    for domain in known.iter().filter(|domain| wanted.iter().all(|(_, host)| *host != domain.host)) {
        let_off(tx, domain, &wanted)?;
    }
    for (role, host) in wanted {
        match known.iter().find(|domain| domain.host == host) {
            Some(domain) if domain.role == role => {}
            Some(domain) => store::put(tx, &Domain { role, ..domain.clone() })?,
            None => want(tx, &portal.id, role, host, now, random)?,
        }
    }
    settle(tx, portal)
}

/// A domain that is named no more: one that was active leads on to what took its place, every other is forgotten.
fn let_off(tx: &mut Tx<'_>, domain: &Domain, wanted: &[(Role, String)]) -> Result<(), Refusal> {
    let has_follower = domain.role == Role::Former || wanted.iter().any(|(role, _)| *role == domain.role);
    match domain.stage() == Stage::Active && has_follower {
        true => Ok(store::put(tx, &Domain { role: Role::Former, ..domain.clone() })?),
        false => Ok(store::remove(tx, &domain.host)?),
    }
}

fn want(
    tx: &mut Tx<'_>,
    portal: &PortalId,
    role: Role,
    host: String,
    now: Instant,
    random: &Random,
) -> Result<(), Refusal> {
    let key = if role == Role::Platform { "epilot_domain" } else { "domain" };
    let needs_proof = needs_proof(tx, &host)?;
    if needs_proof && !rules::is_domain_name(&host) {
        let message = format!(
            "{key} must be a host name such as portal.example.com; write names with umlauts in their form xn--…."
        );
        return Err(Refusal::invalid(key, message));
    }
    if installation::portal_of_built_in(tx, &host)?.is_some() {
        let message = format!("{host} is a built-in address. {key} must be another host name.");
        return Err(Refusal::invalid(key, message));
    }
    if store::find(tx, &host)?.is_some_and(|other| other.portal != *portal) {
        return Err(taken(&host));
    }
    if portals::locate(tx, &host)?.is_some_and(|(_, other)| other != *portal) {
        return Err(taken(&host));
    }
    let domain = Domain {
        host,
        portal: portal.clone(),
        role,
        token: fresh_token(random),
        needs_proof,
        wanted_at: now,
        active_at: (!needs_proof).then_some(now),
        checked_at: None,
        next_check_at: needs_proof.then_some(now),
        trouble_at: None,
        misses: 0,
        report: None,
    };
    Ok(store::put(tx, &domain)?)
}

/// Whether records must prove a host. What stands under the installation's own host belongs to the installation; that
/// host itself only where there is one organisation, which nobody could deceive.
fn needs_proof(tx: &mut Tx<'_>, host: &str) -> Result<bool, Refusal> {
    if rules::is_nobodys(host) {
        return Ok(false);
    }
    let base = installation::base(tx)?;
    if base.is_empty() || !rules::is_at_or_under(host, &base) {
        return Ok(true);
    }
    Ok(host == base && tenants::list(tx)?.len() > 1)
}

/// Lets every domain of a portal go that is removed.
pub(crate) fn forget(tx: &mut Tx<'_>, portal: &PortalId) -> Result<(), Refusal> {
    store::remove_all(tx, portal)?;
    let organisation = tx.tenant().clone();
    Ok(tx.as_tenant(&TenantId::system(), |tx| store::release_hosts(tx, &organisation, portal))?)
}

/// Ends that a former domain leads on to the present one; it is free then.
pub fn let_go(tx: &mut Tx<'_>, caller: &Caller, id: &PortalId, host: &str) -> Result<(), Refusal> {
    let mut portal = portals::find(tx, id)?.ok_or(Refusal::NotFound)?;
    let host = rules::host_name(host);
    let domain = store::find(tx, &host)?.filter(|domain| domain.portal == *id && caller.is_staff());
    match domain.map(|domain| domain.role) {
        Some(Role::Former) if portal.hosts.contains(&host) => {
            let message = format!("{host} shows the portal until the new domain works.");
            return Err(Refusal::conflict(message));
        }
        Some(Role::Former) => store::remove(tx, &host)?,
        _ => return Err(Refusal::NotFound),
    }
    settle(tx, &mut portal)?;
    touch(tx)
}
