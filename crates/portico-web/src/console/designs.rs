//! Designs: the colours, corners and face of portals, with what the contrast solver makes of them.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use http::StatusCode;
use portico_core::{Refusal, designs};
use portico_http::{App, Query};
use portico_kit::DesignId;
use serde_json::Value;

use super::address::Address;
use super::answers::Answers;
use super::desk::Desk;
use super::shell::Place;

mod contrast;
mod editor;
mod files;
mod list;
mod logo;
mod preview;
mod theme;
mod worn;

pub(super) use list::tile;
pub(super) use theme::name_of;

use editor::Draft;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/designs", get(list_designs))
        .route("/admin/designs/preview", get(preview::show_preview))
        .route("/admin/designs/{id}", get(show_design).post(save_design))
        .route("/admin/designs/{id}/copy", post(copy_design))
        .route("/admin/designs/{id}/logo", get(files::send_logo))
        .route("/admin/designs/{id}/logo/{which}", get(files::send_logo_of).post(logo::upload))
        .route("/admin/designs/{id}/logo/{which}/remove", post(logo::remove))
}

/// Where a design is edited.
pub(super) fn address(id: &str) -> Address {
    Address::of(format!("/admin/designs/{id}"))
}

/// The design that an address describes, for previews; nothing when it describes none.
pub(super) fn described(query: &Query, stored: Option<&Value>) -> Option<Value> {
    query.text("brand")?;
    let stored = stored.cloned().unwrap_or_else(|| serde_json::json!({}));
    let draft = Draft::of_query(&stored, query);
    Some(draft.design(stored))
}

async fn list_designs(desk: Desk) -> Response {
    let locale = desk.locale;
    desk.show(Place::Designs, move |tx, _| list::page(tx, locale)).await
}

async fn show_design(desk: Desk, Path(id): Path<DesignId>) -> Response {
    let (locale, query) = (desk.locale, desk.query().clone());
    desk.show(Place::Designs, move |tx, caller| {
        let stored = designs::find(tx, &id)?.ok_or(Refusal::NotFound)?;
        editor::page(tx, caller, locale, &id, &Draft::of_query(&stored, &query))
    })
    .await
}

async fn save_design(desk: Desk, Path(id): Path<DesignId>, answers: Answers) -> Response {
    let draft = Draft::of_answers(&answers);
    if answers.text("then") == "preview" {
        return desk.go(draft.address(&id), "shown");
    }
    let (wanted, design) = (draft.clone(), id.clone());
    let saved = desk.change(move |tx, caller| wanted.save(tx, &design, caller.now)).await;
    match saved {
        Ok(()) => desk.go(address(id.as_str()), "design-saved"),
        Err(refusal @ (Refusal::Invalid { .. } | Refusal::Conflict { .. })) => {
            let locale = desk.locale;
            let draft = draft.refused(locale, &refusal);
            let page = move |tx: &mut portico_db::Tx<'_>, caller: &portico_core::Caller| {
                editor::page(tx, caller, locale, &id, &draft)
            };
            desk.show_as(StatusCode::UNPROCESSABLE_ENTITY, Place::Designs, page).await
        }
        Err(refusal) => desk.refuse(refusal).await,
    }
}

async fn copy_design(desk: Desk, Path(id): Path<DesignId>) -> Response {
    let locale = desk.locale;
    let copied = desk.change(move |tx, caller| {
        let stored = designs::find(tx, &id)?.ok_or(Refusal::NotFound)?;
        let fresh = DesignId::fresh(caller.now, &caller.random);
        designs::put(tx, &fresh, theme::copied(stored, locale), caller.now)?;
        Ok(fresh)
    });
    match copied.await {
        Ok(fresh) => desk.go(address(fresh.as_str()), "design-copied"),
        Err(refusal) => desk.refuse(refusal).await,
    }
}
