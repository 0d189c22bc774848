//! Domains of portals: where they must lead, and whether they do by now.

use axum::Json;
use portico_core::budgets;
use portico_core::domains::{self, Domain, Finding, Stage};
use portico_core::{Refusal, portals};
use portico_db::Tx;
use portico_http::{Anyone, OrgUser, Query, Reply, Routes, get, post};
use portico_kit::{PortalId, TenantId};
use serde_json::{Value, json};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op(
            "/v2/portal/configure-distribution",
            "configureDistribution",
            get(view_target),
            "Where the domain of an origin's portal must lead",
        )
        .op(
            "/v3/portal/configure-distribution",
            "configureDistributionV3",
            get(view_target),
            "Where a portal's domain must lead",
        )
        .op(
            "/v2/portal/validate/caa-records",
            "validateCaaRecords",
            post(check_authorities),
            "Look up whether certificates may be issued for the domain of an origin's portal",
        )
        .op(
            "/v3/portal/validate/caa-records",
            "validateCaaRecordsV3",
            post(check_authorities),
            "Look up whether certificates may be issued for a portal's domain",
        )
        .op("/v3/portal/verify-dns", "verifyDns", post(check_domain), "Look a portal's domain up now")
        .op(
            "/v1/portico/domains:ask",
            "askForCertificate",
            get(ask_for_certificate),
            "Whether a server in front of this one may get a certificate for a host",
        )
}

/// The portal that is named by id, or by origin as the second version does.
fn named(tx: &mut Tx<'_>, query: &Query) -> Result<PortalId, Refusal> {
    let portal = match query.text("portal_id").filter(|id| !id.is_empty()) {
        Some(id) => portals::find(tx, &PortalId::from(id))?,
        None if query.text("origin").is_some() => portals::only_of_origin(tx, query.required("origin")?)?,
        None => return Err(Refusal::invalid("portal_id", "Name the portal by portal_id or origin.")),
    };
    portal.map(|portal| portal.id).ok_or(Refusal::NotFound)
}

async fn view_target(user: OrgUser, query: Query) -> Reply<Json<Value>> {
    let target = domains::target(&user.app().core);
    let read = user.read(move |tx, _| {
        let id = named(tx, &query)?;
        let none =
            || Refusal::invalid("domain", "The portal has no domain of its own. Set its domain first.");
        domains::wanted(tx, &id)?.map(|_| json!({ "domainName": target })).ok_or_else(none)
    });
    Ok(Json(read.await?))
}

/// Looks up the domain of the named portal.
async fn checked(user: &OrgUser, query: Query) -> Reply<Domain> {
    let id = user.read(move |tx, _| named(tx, &query)).await?;
    Ok(domains::check_wanted(&user.app().core, &user.claims().tenant, &id).await?)
}

async fn check_authorities(user: OrgUser, query: Query) -> Reply<Json<Value>> {
    let domain = checked(&user, query).await?;
    let authorities = &user.app().core.options().domains.authorities;
    let report = domain.report.as_ref();
    let leads_here = !domain.needs_proof || report.is_some_and(|found| found.target.is == Finding::Held);
    Ok(Json(json!({
        "retry": domain.stage() != Stage::Active,
        "message": about_authorities(&domain, authorities),
        "isDNSConfigured": leads_here,
    })))
}

async fn check_domain(user: OrgUser, query: Query) -> Reply<Json<Value>> {
    let domain = checked(&user, query).await?;
    let target = domains::target(&user.app().core);
    let status = if domain.stage() == Stage::Active { "SUCCEED" } else { "PENDING" };
    Ok(Json(json!({ "domain_status": status, "message": about_domain(&domain, &target) })))
}

/// Says yes for hosts that show something; noes are counted, so that nobody finds out by asking which hosts do.
async fn ask_for_certificate(anyone: Anyone, query: Query) -> Reply<Json<Value>> {
    let core = &anyone.app.core;
    let host = query.required("domain")?;
    if domains::may_have_certificate(core, host).await? {
        return Ok(Json(json!({ "domain": domains::host_name(host), "allowed": true })));
    }
    let network = budgets::network_prefix(&anyone.network);
    budgets::take(core, &TenantId::system(), budgets::LOOKUPS, &network).await?;
    Err(Refusal::NotFound.into())
}

fn about_authorities(domain: &Domain, ours: &[String]) -> String {
    let host = &domain.host;
    let Some(report) = &domain.report else { return format!("{host} needs no certificate of its own.") };
    let (first, seen) = (ours.first().map_or("", String::as_str), report.authority.seen.join(", "));
    let ours = ours.join(" or ");
    match report.authority.is {
        Finding::Held => format!("{ours} may issue certificates for {host}."),
        Finding::Silent | Finding::Failed => format!(
            "The name servers did not say who may issue certificates for {host}. Authorities refuse then, too; look \
             again later."
        ),
        Finding::Missing | Finding::Wrong => format!(
            "The CAA records of {} do not let {ours} issue certificates for {host}: {seen}. Add the record 0 issue \
             \"{first}\" there.",
            report.authority.under,
        ),
    }
}

fn about_domain(domain: &Domain, target: &str) -> String {
    let host = &domain.host;
    let silent = format!("The name servers did not answer about {host}. It is looked up again by itself.");
    let Some(report) = domain.report.as_ref().filter(|_| domain.active_at.is_none()) else {
        return format!("{host} shows the portal.");
    };
    let unanswered = |is: Finding| matches!(is, Finding::Silent | Finding::Failed);
    match domain.stage() {
        Stage::Active => format!("{host} shows the portal."),
        Stage::Wanted if unanswered(report.proof.is) => silent,
        Stage::Proved if unanswered(report.target.is) => silent,
        Stage::Wanted => {
            let [text, _] = domain.proofs(target);
            format!(
                "{host} is not proved yet. Add the TXT record {} with the value {}.",
                text.name, text.value
            )
        }
        Stage::Proved => {
            let kinds = domain.pointers(target).into_iter().map(|record| record.kind);
            let kind = kinds.collect::<Vec<_>>().join(" or ");
            format!("{host} does not lead here yet. Add the {kind} record {host} with the value {target}.")
        }
        Stage::Pointing => {
            format!("{host} leads here, but certificates may not be issued for it by its CAA records.")
        }
        Stage::Allowed => format!("Another portal shows {host}. It is free when that one lets it go."),
    }
}
