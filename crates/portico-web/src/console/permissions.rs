//! Roles and grants: who may do what, as a matrix down to attributes, and as the exact list.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use http::StatusCode;
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_http::App;
use portico_kit::RoleId;

use super::address::Address;
use super::answers::Answers;
use super::desk::Desk;
use super::shell::Place;

mod attributes;
mod cells;
mod form;
mod list;
mod matrix;
mod removal;
mod role;

pub(super) use role::{Role, position_of};

use form::Draft;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/permissions", get(show_matrix))
        .route("/admin/permissions/{role}", get(list_grants))
        .route("/admin/permissions/{role}/grants/new", get(show_new).post(add_grant))
        .route("/admin/permissions/{role}/grants/{number}", get(show_grant).post(save_grant))
        .route("/admin/permissions/{role}/grants/{number}/remove", get(ask_removal).post(remove_grant))
}

/// Where the grants of a role are listed.
pub(super) fn address(role: &str) -> Address {
    Address::of(format!("/admin/permissions/{role}"))
}

/// Where a grant is changed; numbers count from 1, as administrators do.
pub(super) fn grant_address(role: &str, position: usize) -> Address {
    Address::of(format!("/admin/permissions/{role}/grants/{}", position + 1))
}

async fn show_matrix(desk: Desk) -> Response {
    let (locale, open) = (desk.locale, desk.query().text("open").map(str::to_owned));
    desk.show(Place::Permissions, move |tx, caller| matrix::page(tx, caller, locale, open.as_deref())).await
}

async fn list_grants(desk: Desk, Path(role): Path<RoleId>) -> Response {
    let (locale, schema) = (desk.locale, desk.query().text("schema").unwrap_or_default().to_owned());
    desk.show(Place::Permissions, move |tx, caller| {
        let role = Role::find(tx, &role)?;
        Ok(list::page(caller, locale, &role, &schema))
    })
    .await
}

async fn show_new(desk: Desk, Path(role): Path<RoleId>) -> Response {
    let (locale, query) = (desk.locale, desk.query().clone());
    desk.show(Place::Permissions, move |tx, caller| {
        let role = Role::find(tx, &role)?;
        Ok(form::page(caller, locale, &role, &Draft::asked(&query)))
    })
    .await
}

async fn show_grant(desk: Desk, Path((role, number)): Path<(RoleId, usize)>) -> Response {
    let locale = desk.locale;
    desk.show(Place::Permissions, move |tx, caller| {
        let role = Role::find(tx, &role)?;
        let position = number.checked_sub(1).ok_or(Refusal::NotFound)?;
        Ok(form::page(caller, locale, &role, &Draft::of(&role, position)?))
    })
    .await
}

async fn add_grant(desk: Desk, Path(role): Path<RoleId>, answers: Answers) -> Response {
    save(desk, role, None, answers).await
}

async fn save_grant(desk: Desk, Path((role, number)): Path<(RoleId, usize)>, answers: Answers) -> Response {
    save(desk, role, Some(number.saturating_sub(1)), answers).await
}

async fn save(desk: Desk, id: RoleId, position: Option<usize>, answers: Answers) -> Response {
    let (locale, draft) = (desk.locale, Draft::of_answers(&answers, position));
    let (wanted, role) = (draft.clone(), id.clone());
    let saved = desk.change(move |tx, caller| {
        let role = Role::find(tx, &role)?;
        wanted.save(tx, caller, &role)
    });
    match saved.await {
        Ok(()) => desk.go(address(id.as_str()), "grant-saved"),
        Err(refusal @ (Refusal::Invalid { .. } | Refusal::Conflict { .. })) => {
            let draft = draft.refused(locale, &refusal);
            let page = move |tx: &mut Tx<'_>, caller: &Caller| {
                Ok(form::page(caller, locale, &Role::find(tx, &id)?, &draft))
            };
            desk.show_as(StatusCode::UNPROCESSABLE_ENTITY, Place::Permissions, page).await
        }
        Err(refusal) => desk.refuse(refusal).await,
    }
}

async fn ask_removal(desk: Desk, Path((role, number)): Path<(RoleId, usize)>) -> Response {
    let locale = desk.locale;
    desk.show(Place::Permissions, move |tx, _| {
        let role = Role::find(tx, &role)?;
        removal::page(locale, &role, number.saturating_sub(1))
    })
    .await
}

async fn remove_grant(desk: Desk, Path((role, number)): Path<(RoleId, usize)>, answers: Answers) -> Response {
    let (id, seen) = (role.clone(), answers.text("seen").to_owned());
    let removed = desk.change(move |tx, caller| {
        let role = Role::find(tx, &id)?;
        removal::remove(tx, caller, role, number.saturating_sub(1), &seen)
    });
    desk.done(removed.await, address(role.as_str()), "grant-removed").await
}
