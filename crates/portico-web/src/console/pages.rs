//! Pages of a portal: made, ordered and named, their blocks arranged, and all of it seen as a user sees it.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use http::StatusCode;
use portico_core::pages::{self, arrange};
use portico_core::schemas::edit::Way;
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_http::App;
use portico_kit::{PageId, PortalId};
use serde_json::json;

use super::answers::Answers;
use super::desk::Desk;
use super::portals::address;
use super::shell::Place;
use super::typed::{Trouble, asked};

mod add;
mod at;
mod block;
mod frame;
mod list;
mod new;
mod page;
mod picture;
mod preview;
mod removal;
mod settings;
mod tree;

pub(super) use list::unknown_note;
pub(super) use tree::unknown_on;

use at::At;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/portals/{id}/pages", get(show_pages))
        .route("/admin/portals/{id}/new-page", get(new::show).post(new::create))
        .route("/admin/portals/{id}/pages/{page}", get(show_page))
        .route("/admin/portals/{id}/pages/{page}/settings", get(show_settings).post(save_settings))
        .route("/admin/portals/{id}/pages/{page}/move", post(move_page))
        .route("/admin/portals/{id}/pages/{page}/hide", post(hide_page))
        .route("/admin/portals/{id}/pages/{page}/remove", get(removal::ask_page).post(removal::remove_page))
        .route("/admin/portals/{id}/pages/{page}/add", get(add::show).post(add::add))
        .route("/admin/portals/{id}/pages/{page}/blocks/{block}", get(block::show).post(block::save))
        .route("/admin/portals/{id}/pages/{page}/blocks/{block}/step", post(block::step))
        .route("/admin/portals/{id}/pages/{page}/blocks/{block}/picture", post(picture::upload))
        .route("/admin/portals/{id}/pages/{page}/blocks/{block}/picture/remove", post(picture::remove))
        .route(
            "/admin/portals/{id}/pages/{page}/blocks/{block}/remove",
            get(removal::ask_block).post(removal::remove_block),
        )
        .route("/admin/portals/{id}/samples/{kind}", get(add::show_sample))
        .route("/admin/portals/{id}/preview/{user}/", get(preview::show_entry))
        .route("/admin/portals/{id}/preview/{user}/{*path}", get(preview::show))
        .route("/admin/portals/{id}/pictures/{name}", get(preview::send_picture))
}

async fn show_pages(desk: Desk, Path(id): Path<PortalId>) -> Response {
    let (locale, core) = (desk.locale, desk.core());
    desk.show(Place::Portals, move |tx, _| {
        let portal = super::portals::find(tx, &id)?;
        let pages = pages::list(tx, &id)?;
        Ok(list::page(locale, &core.options().base_url, &portal, &pages))
    })
    .await
}

async fn show_page(desk: Desk, Path((portal, page)): Path<(PortalId, String)>) -> Response {
    let (locale, looker) = (desk.locale, desk.query().text("as").map(str::to_owned));
    let at = At { portal, page };
    desk.show(Place::Portals, move |tx, caller| page::page(tx, caller, locale, &at, looker.as_deref())).await
}

async fn show_settings(desk: Desk, Path((portal, page)): Path<(PortalId, String)>) -> Response {
    let (locale, at) = (desk.locale, At { portal, page });
    desk.show(Place::Portals, move |tx, caller| settings::page(tx, caller, locale, &at, None, None)).await
}

async fn save_settings(
    desk: Desk,
    Path((portal, page)): Path<(PortalId, String)>,
    answers: Answers,
) -> Response {
    let (locale, at) = (desk.locale, At { portal, page });
    let (status, trouble) = match asked(&answers) {
        Some(_) => (StatusCode::OK, None),
        None => {
            let (sent, own) = (answers.clone(), at.clone());
            let saved = desk.change(move |tx, caller| settings::save(tx, caller, locale, &own, &sent)).await;
            match saved.map_err(Trouble::of) {
                Ok(()) => return desk.go(at.address(), "page-saved"),
                Err(Err(refusal)) => return desk.refuse(refusal).await,
                Err(Ok(trouble)) => (StatusCode::UNPROCESSABLE_ENTITY, Some(trouble)),
            }
        }
    };
    let page = move |tx: &mut Tx<'_>, caller: &Caller| {
        settings::page(tx, caller, locale, &at, Some(&answers), trouble.as_ref())
    };
    desk.show_as(status, Place::Portals, page).await
}

/// Which way a form's button moves something.
fn way(answers: &Answers) -> Way {
    if answers.text("way") == "up" { Way::Up } else { Way::Down }
}

async fn move_page(desk: Desk, Path((portal, page)): Path<(PortalId, String)>, answers: Answers) -> Response {
    let at = At { portal, page };
    let back = super::address::Address::of(format!("{}/pages", address(&at.portal).href()));
    let (way, own) = (way(&answers), at.clone());
    let moved = desk.change(move |tx, _| {
        let page = own.page(tx)?;
        arrange::move_page(tx, &page.id, way)
    });
    match moved.await {
        Ok(()) => desk.go_to_part(back, "page-moved", &format!("page-{}", at.page)),
        Err(refusal) => desk.refuse(refusal).await,
    }
}

/// Hides a page from users, or shows it again.
async fn hide_page(desk: Desk, Path((portal, page)): Path<(PortalId, String)>, answers: Answers) -> Response {
    let (at, hidden) = (At { portal, page }, answers.text("hidden") == "yes");
    let own = at.clone();
    let changed = desk.change(move |tx, caller| {
        let page = own.page(tx)?;
        let mut visibility = page.doc.get("visibility").cloned().unwrap_or_else(|| json!({}));
        visibility["is_hidden"] = hidden.into();
        let sent = json!({ "slug": page.slug, "visibility": visibility });
        pages::put(tx, &page.id, sent, caller.now, &caller.random)
    });
    let done = if hidden { "page-hidden" } else { "page-shown" };
    desk.done(changed.await, at.address(), done).await
}

/// The id of a page in an address.
fn page_id(text: &str) -> PageId {
    PageId::from(text)
}

/// What a page or block is, when its id is none of the portal's.
fn missing<T>() -> Result<T, Refusal> {
    Err(Refusal::NotFound)
}
