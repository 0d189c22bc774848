//! Invitations: who was asked to register, what became of it, and inviting many people by a list.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path};
use axum::response::Response;
use axum::routing::{get, post};
use portico_core::invitations;
use portico_http::App;

use super::address::Address;
use super::answers::Answers;
use super::desk::Desk;
use super::shell::Place;

mod file;
mod list;
mod new;
mod sheet;

/// Where invitations are listed.
const HERE: &str = "/admin/invitations";
/// The largest form, in bytes: a list, and what surrounds it.
const LARGEST: usize = invitations::MOST_BYTES + 100_000;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(HERE, get(show_list))
        .route("/admin/invitations/new", get(new::show).post(new::check))
        .route("/admin/invitations/lists/{id}", get(sheet::show))
        .route("/admin/invitations/lists/{id}/send", post(send_list))
        .route("/admin/invitations/lists/{id}/remind", post(remind_list))
        .route("/admin/invitations/lists/{id}/export", get(file::send_export))
        .route("/admin/invitations/{id}/resend", post(resend))
        .route("/admin/invitations/{id}/revoke", post(revoke))
        .layer(DefaultBodyLimit::max(LARGEST))
}

fn list_address(id: &str) -> Address {
    Address::of(format!("{HERE}/lists/{id}"))
}

async fn show_list(desk: Desk) -> Response {
    let (locale, asked, here) = (desk.locale, list::Asked::of(desk.query()), desk.here());
    desk.show(Place::Invitations, move |tx, caller| list::page(tx, caller, locale, &asked, &here)).await
}

async fn send_list(desk: Desk, Path(id): Path<String>) -> Response {
    let list = id.clone();
    let sent = desk.change(move |tx, caller| invitations::send(tx, caller, &list));
    desk.done(sent.await, list_address(&id), "invitations-sending").await
}

async fn remind_list(desk: Desk, Path(id): Path<String>) -> Response {
    let list = id.clone();
    let sent = desk.change(move |tx, caller| invitations::remind(tx, caller, &list));
    desk.done(sent.await, list_address(&id), "invitations-sending").await
}

/// Back to the list as it was narrowed.
fn back(answers: &Answers) -> Address {
    let wanted = answers.text("state");
    Address::of(HERE).and_maybe("state", Some(wanted).filter(|state| !state.is_empty()))
}

async fn resend(desk: Desk, Path(id): Path<String>, answers: Answers) -> Response {
    let core = desk.core();
    let sent = desk.change(move |tx, caller| invitations::resend(tx, &core, caller, &id));
    desk.done(sent.await, back(&answers), "invitation-resent").await
}

async fn revoke(desk: Desk, Path(id): Path<String>, answers: Answers) -> Response {
    let revoked = desk.change(move |tx, caller| invitations::revoke(tx, caller, &id));
    desk.done(revoked.await, back(&answers), "invitation-revoked").await
}
