//! The domain of a portal: naming one, what to enter at the provider of domain names, what was found, and the ones before.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use http::StatusCode;
use portico_core::domains::{self, Stage};
use portico_core::pages::UpsertMode;
use portico_core::{Caller, Refusal, portals};
use portico_db::Tx;
use portico_http::App;
use portico_kit::PortalId;
use serde_json::{Value, json};

use super::super::address::Address;
use super::super::answers::Answers;
use super::super::desk::Desk;
use super::super::shell::Place;
use super::find;
use page::{Draft, Seen};

mod asks;
mod page;
mod record;
mod steps;

pub(super) use steps::standing_line;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/portals/{id}/domain", get(show).post(name_it))
        .route("/admin/portals/{id}/domain/check", post(check))
        .route("/admin/portals/{id}/domain/former", get(ask_about_former).post(let_go))
}

/// Where the domain of a portal is set.
pub(super) fn address(id: &PortalId) -> Address {
    Address::of(format!("/admin/portals/{id}/domain"))
}

async fn show(desk: Desk, Path(id): Path<PortalId>) -> Response {
    let (locale, core) = (desk.locale, desk.core());
    desk.show(Place::Portals, move |tx, caller| {
        let portal = find(tx, &id)?;
        let seen = Seen::read(tx, caller, &core, portal)?;
        let draft = Draft::of(&seen);
        page::page(tx, locale, &seen, &draft)
    })
    .await
}

/// Wants the domain that was typed; one that shows the portal by now is left only after a question.
async fn name_it(desk: Desk, Path(id): Path<PortalId>, answers: Answers) -> Response {
    let (locale, core) = (desk.locale, desk.core());
    let host = domains::host_name(answers.text("domain"));
    if answers.text("confirmed") != "yes" {
        let (portal, wanted) = (id.clone(), host.clone());
        let active = desk.read(move |tx, _| {
            find(tx, &portal)?;
            Ok(domains::wanted(tx, &portal)?
                .filter(|domain| domain.stage() == Stage::Active && domain.host != wanted))
        });
        match active.await {
            Ok(None) => {}
            Ok(Some(_)) => {
                let page = move |tx: &mut Tx<'_>, _: &Caller| {
                    let portal = find(tx, &id)?;
                    asks::change(tx, locale, &portal, &host)
                };
                return desk.show(Place::Portals, page).await;
            }
            Err(refusal) => return desk.refuse(refusal).await,
        }
    }
    let (portal, wanted) = (id.clone(), host.clone());
    match desk.change(move |tx, caller| want(tx, caller, &portal, &wanted)).await {
        Ok(()) if host.is_empty() => desk.go(address(&id), "domain-removed"),
        Ok(()) => desk.go(address(&id), "domain-wanted"),
        Err(refusal @ (Refusal::Invalid { .. } | Refusal::Conflict { .. })) => {
            let draft = Draft::refused(locale, &host, &refusal);
            let page = move |tx: &mut Tx<'_>, caller: &Caller| {
                let portal = find(tx, &id)?;
                let seen = Seen::read(tx, caller, &core, portal)?;
                page::page(tx, locale, &seen, &draft)
            };
            desk.show_as(StatusCode::UNPROCESSABLE_ENTITY, Place::Portals, page).await
        }
        Err(refusal) => desk.refuse(refusal).await,
    }
}

fn want(tx: &mut Tx<'_>, caller: &Caller, id: &PortalId, host: &str) -> Result<(), Refusal> {
    let domain = if host.is_empty() { Value::Null } else { host.into() };
    let config = json!({ "domain": domain });
    portals::put(tx, id, config, UpsertMode::Id, caller.now, &caller.random).map(|_| ())
}

async fn check(desk: Desk, Path(id): Path<PortalId>) -> Response {
    if let Err(refusal) = desk.visitor.check_same_site() {
        return desk.refuse(refusal).await;
    }
    let portal = id.clone();
    let known = desk.read(move |tx, _| find(tx, &portal).map(|_| tx.tenant().clone())).await;
    let checked = match known {
        Ok(tenant) => domains::check_wanted(&desk.core(), &tenant, &id).await,
        Err(refusal) => Err(refusal),
    };
    let done = match &checked {
        Ok(domain) if domain.stage() == Stage::Active && domain.misses == 0 => "domain-active",
        _ => "domain-checked",
    };
    desk.done(checked, address(&id), done).await
}

async fn ask_about_former(desk: Desk, Path(id): Path<PortalId>) -> Response {
    let (locale, host) = (desk.locale, desk.query().text("host").unwrap_or_default().to_owned());
    desk.show(Place::Portals, move |tx, _| {
        let portal = find(tx, &id)?;
        asks::former(tx, locale, &portal, &host)
    })
    .await
}

async fn let_go(desk: Desk, Path(id): Path<PortalId>, answers: Answers) -> Response {
    let (portal, host) = (id.clone(), answers.text("host").to_owned());
    let ended = desk.change(move |tx, caller| domains::let_go(tx, caller, &portal, &host)).await;
    desk.done(ended, address(&id), "domain-let-go").await
}
