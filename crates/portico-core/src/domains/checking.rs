//! Checking a domain: reading what is wanted, looking it up, and writing down what became of it.

use portico_db::Tx;
use portico_kit::{Instant, PortalId, TenantId};

use super::report::Report;
use super::survey::{Expected, survey};
use super::{Domain, Role, Stage, rules, settle, store, target, touch, wanted};
use crate::budgets::{self, Budget};
use crate::{Core, Refusal, portals};

/// How often an organisation may have its domains looked up by hand.
const BY_HAND: Budget = Budget { name: "domain_check", most: 30, seconds: 15 * 60 };

/// Looks up the domain that a portal's configuration names, now, and answers how it stands then.
///
/// # Errors
/// `NotFound` for a portal that is not there, `Invalid` for one that names no domain, `TooMany` when it was looked up
/// too often.
pub async fn check_wanted(core: &Core, tenant: &TenantId, portal: &PortalId) -> Result<Domain, Refusal> {
    let id = portal.clone();
    let found = core.db().read(tenant, move |tx| {
        portals::find(tx, &id)?.ok_or(Refusal::NotFound)?;
        let none =
            || Refusal::invalid("domain", "The portal has no domain of its own. Set its domain first.");
        wanted(tx, &id)?.ok_or_else(none)
    });
    let domain = found.await?;
    if !domain.needs_proof {
        return Ok(domain);
    }
    budgets::take(core, tenant, BY_HAND, "").await?;
    check_now(core, tenant, domain).await
}

/// Looks a domain up and writes down what was found.
pub async fn check_now(core: &Core, tenant: &TenantId, domain: Domain) -> Result<Domain, Refusal> {
    let expected = Expected { target: target(core), authorities: core.options().domains.authorities.clone() };
    let report = survey(core.names(), &domain, &expected).await;
    let now = core.clock().now();
    core.db().write(tenant, move |tx| record(tx, &domain, &report, now)).await
}

/// Writes down what a look-up found: a domain may become active by it, or be given up.
fn record(tx: &mut Tx<'_>, asked: &Domain, report: &Report, now: Instant) -> Result<Domain, Refusal> {
    let Some(stored) = store::find(tx, &asked.host)? else { return Err(Refusal::NotFound) };
    // Somebody wanted the host anew meanwhile: what was found says nothing about the new token.
    if stored.token != asked.token || stored.portal != asked.portal {
        return Ok(stored);
    }
    let mut domain = judged(stored, report.clone(), now);
    let was_active = asked.active_at.is_some();
    if domain.stage() == Stage::Allowed && domain.role != Role::Former {
        let holder = portals::locate(tx, &domain.host)?;
        match holder.is_none_or(|(_, portal)| portal == domain.portal) {
            true => domain.active_at = Some(now),
            false => domain.report = Some(Report { taken: true, ..report.clone() }),
        }
    }
    domain.next_check_at = Some(rules::next_check(now, domain.active_at.is_some(), domain.misses));
    store::put(tx, &domain)?;
    if was_active != domain.active_at.is_some() {
        tracing::info!(
            host = domain.host,
            is_active = domain.active_at.is_some(),
            "a domain has changed its state"
        );
        let mut portal = portals::find(tx, &domain.portal)?.ok_or(Refusal::NotFound)?;
        settle(tx, &mut portal)?;
        touch(tx)?;
    }
    Ok(domain)
}

/// A domain as it stands after a look-up, before anybody else is asked.
fn judged(stored: Domain, report: Report, now: Instant) -> Domain {
    let misses = if report.holds() { 0 } else { stored.misses.saturating_add(1) };
    let trouble_at = match (stored.active_at, report.holds(), report.is_refuted()) {
        (None, ..) | (_, true, _) => None,
        (Some(_), false, true) => stored.trouble_at.or(Some(now)),
        // Nobody answered: that says nothing, neither good nor bad.
        (Some(_), false, false) => stored.trouble_at,
    };
    let is_given_up = stored.active_at.is_some() && rules::is_given_up(now, trouble_at, misses, &report);
    Domain {
        active_at: stored.active_at.filter(|_| !is_given_up),
        trouble_at: trouble_at.filter(|_| !is_given_up),
        checked_at: Some(now),
        misses,
        report: Some(report),
        ..stored
    }
}
