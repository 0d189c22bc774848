//! Portals: all at a glance, and the main settings and pages of one.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use http::StatusCode;
use portico_core::pages::UpsertMode;
use portico_core::portals::{self, Portal};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_http::App;
use portico_kit::PortalId;
use serde_json::json;

use super::address::Address;
use super::answers::Answers;
use super::desk::Desk;
use super::shell::Place;
use super::typed::{Trouble, asked};

mod behaviour;
mod choice;
mod domain;
pub(super) mod frame;
mod overview;
mod providers;
mod settings;
mod state;

pub(super) use choice::portal_choice;
pub(super) use frame::name_of;

use settings::Draft;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin", get(show_overview))
        .route("/admin/portals", get(show_overview))
        .route("/admin/portals/{id}", get(show_settings).post(save_settings))
        .route("/admin/portals/{id}/behaviour", get(show_behaviour).post(save_behaviour))
        .route("/admin/portals/{id}/state", get(ask_state).post(change_state))
        .merge(domain::routes())
        .merge(providers::routes())
}

/// Where a portal is set.
pub(super) fn address(id: &PortalId) -> Address {
    Address::of(format!("/admin/portals/{id}"))
}

async fn show_overview(desk: Desk) -> Response {
    let (locale, core) = (desk.locale, desk.core());
    desk.show(Place::Portals, move |tx, caller| overview::page(tx, caller, locale, &core.options().base_url))
        .await
}

/// A portal of the organisation.
pub(super) fn find(tx: &mut Tx<'_>, id: &PortalId) -> Result<Portal, Refusal> {
    portals::find(tx, id)?.ok_or(Refusal::NotFound)
}

async fn show_settings(desk: Desk, Path(id): Path<PortalId>) -> Response {
    let (locale, core) = (desk.locale, desk.core());
    desk.show(Place::Portals, move |tx, caller| {
        let portal = find(tx, &id)?;
        let draft = Draft::of(tx, &core, &portal)?;
        settings::page(tx, caller, locale, &core, &portal, &draft)
    })
    .await
}

async fn save_settings(desk: Desk, Path(id): Path<PortalId>, answers: Answers) -> Response {
    let draft = Draft::of_answers(&answers);
    let (wanted, portal) = (draft.clone(), id.clone());
    let saved = desk.change(move |tx, caller| wanted.save(tx, caller, &portal)).await;
    match saved {
        Ok(()) => desk.go(address(&id), "portal-saved"),
        Err(refusal @ (Refusal::Invalid { .. } | Refusal::Conflict { .. })) => {
            let (locale, core) = (desk.locale, desk.core());
            let draft = draft.refused(locale, &refusal);
            let page = move |tx: &mut Tx<'_>, caller: &Caller| {
                let portal = find(tx, &id)?;
                settings::page(tx, caller, locale, &core, &portal, &draft)
            };
            desk.show_as(StatusCode::UNPROCESSABLE_ENTITY, Place::Portals, page).await
        }
        Err(refusal) => desk.refuse(refusal).await,
    }
}

async fn show_behaviour(desk: Desk, Path(id): Path<PortalId>) -> Response {
    let locale = desk.locale;
    desk.show(Place::Portals, move |tx, caller| behaviour::page(tx, caller, locale, &id, None, None)).await
}

async fn save_behaviour(desk: Desk, Path(id): Path<PortalId>, answers: Answers) -> Response {
    let locale = desk.locale;
    let (status, trouble) = match asked(&answers) {
        Some(_) => (StatusCode::OK, None),
        None => {
            let (sent, portal) = (answers.clone(), id.clone());
            let saved =
                desk.change(move |tx, caller| behaviour::save(tx, caller, locale, &portal, &sent)).await;
            match saved.map_err(Trouble::of) {
                Ok(()) => {
                    let here = Address::of(format!("{}/behaviour", address(&id).href()));
                    return desk.go(here, "portal-saved");
                }
                Err(Err(refusal)) => return desk.refuse(refusal).await,
                Err(Ok(trouble)) => (StatusCode::UNPROCESSABLE_ENTITY, Some(trouble)),
            }
        }
    };
    let page = move |tx: &mut Tx<'_>, caller: &Caller| {
        behaviour::page(tx, caller, locale, &id, Some(&answers), trouble.as_ref())
    };
    desk.show_as(status, Place::Portals, page).await
}

async fn ask_state(desk: Desk, Path(id): Path<PortalId>) -> Response {
    let locale = desk.locale;
    desk.show(Place::Portals, move |tx, _| {
        let portal = find(tx, &id)?;
        state::page(tx, locale, &portal)
    })
    .await
}

async fn change_state(desk: Desk, Path(id): Path<PortalId>, answers: Answers) -> Response {
    let enabled = answers.text("enabled") == "yes";
    let portal = id.clone();
    let changed = desk.change(move |tx, caller| {
        let config = json!({ "enabled": enabled });
        portals::put(tx, &portal, config, UpsertMode::Id, caller.now, &caller.random)
    });
    let done = if enabled { "portal-on" } else { "portal-off" };
    desk.done(changed.await, address(&id), done).await
}

/// The settings of portals.
#[cfg(test)]
pub(super) fn settings_with_words(tell: &mut dyn FnMut(&str, &[crate::portal::blocks::settings::Setting])) {
    behaviour::PARTS.into_iter().for_each(|(_, part)| tell("portal", part));
}
