//! Portal users: who may sign in to which portal, and which contact they are.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use portico_core::entities::{self, Change};
use portico_core::registration::forget_answers;
use portico_core::sign_in::end_sessions_of;
use portico_core::users;
use portico_core::{Caller, Refusal, authenticators};
use portico_db::Tx;
use portico_http::App;
use portico_kit::EntityId;
use serde_json::{Map, Value, json};

use super::address::Address;
use super::answers::Answers;
use super::desk::Desk;
use super::shell::Place;

mod act;
mod contact;
mod detail;
mod factor;
mod letters;
mod likely;
mod list;
mod status;

pub(super) use status::status_tag;

use list::Asked;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/users", get(list_users))
        .route("/admin/users/{id}", get(show_user))
        .route("/admin/users/{id}/access", post(change_access))
        .route("/admin/users/{id}/act", get(act::show).post(act::begin))
        .route("/admin/users/{id}/contact", get(choose_contact).post(map_contact))
        .route("/admin/users/{id}/contact/check", get(check_contact))
        .route("/admin/users/{id}/sessions/end", post(end_sessions))
        .route("/admin/users/{id}/second-factor/reset", post(reset_factor))
}

/// Where a portal user is shown.
pub(super) fn address(id: &str) -> Address {
    Address::of(format!("/admin/users/{id}"))
}

async fn list_users(desk: Desk) -> Response {
    let (locale, asked, here) = (desk.locale, Asked::of(desk.query()), desk.here());
    desk.show(Place::Users, move |tx, caller| list::page(tx, caller, locale, &asked, &here)).await
}

async fn show_user(desk: Desk, Path(id): Path<EntityId>) -> Response {
    let (locale, core) = (desk.locale, desk.core());
    desk.show(Place::Users, move |tx, caller| {
        let row = users::find(tx, caller, &id)?;
        detail::page(tx, &core, caller, locale, &row)
    })
    .await
}

async fn change_access(desk: Desk, Path(id): Path<EntityId>, answers: Answers) -> Response {
    let allowed = answers.text("access") == "on";
    let user = id.clone();
    let changed = desk.change(move |tx, caller| {
        let fields = [("access_status", json!(allowed))];
        change_user(tx, caller, &user, fields)
    });
    let done = if allowed { "access-on" } else { "access-off" };
    desk.done(changed.await, address(id.as_str()), done).await
}

async fn choose_contact(desk: Desk, Path(id): Path<EntityId>) -> Response {
    let (locale, core, q) = (desk.locale, desk.core(), desk.query().text("q").map(str::to_owned));
    desk.show(Place::Users, move |tx, caller| {
        let row = users::find(tx, caller, &id)?;
        contact::page(tx, &core, caller, locale, (&row, q.as_deref()))
    })
    .await
}

async fn check_contact(desk: Desk, Path(id): Path<EntityId>) -> Response {
    let (locale, core) = (desk.locale, desk.core());
    let contact = EntityId::from(desk.query().text("contact").unwrap_or_default());
    desk.show(Place::Users, move |tx, caller| {
        let row = users::find(tx, caller, &id)?;
        likely::check(tx, &core, caller, locale, (&row, &contact))
    })
    .await
}

async fn map_contact(desk: Desk, Path(id): Path<EntityId>, answers: Answers) -> Response {
    let contact = Some(answers.text("contact").to_owned()).filter(|contact| !contact.is_empty());
    let done = if contact.is_some() { "contact-mapped" } else { "contact-unmapped" };
    let user = id.clone();
    let changed = desk.change(move |tx, caller| {
        let fields = match &contact {
            Some(contact) => {
                entities::view(tx, caller, "contact", &EntityId::from(contact.as_str()))?;
                forget_answers(tx, &user)?;
                [
                    ("contact", json!({ "$relation": [{ "entity_id": contact }] })),
                    ("mapping_status", json!("Mapped")),
                ]
            }
            None => [("contact", Value::Null), ("mapping_status", json!("Pending"))],
        };
        change_user(tx, caller, &user, fields)
    });
    desk.done(changed.await, address(id.as_str()), done).await
}

async fn end_sessions(desk: Desk, Path(id): Path<EntityId>) -> Response {
    let user = id.clone();
    let ended = desk.change(move |tx, caller| {
        users::find(tx, caller, &user)?;
        end_sessions_of(tx, caller, &user)
    });
    desk.done(ended.await, address(id.as_str()), "sessions-ended").await
}

async fn reset_factor(desk: Desk, Path(id): Path<EntityId>) -> Response {
    let user = id.clone();
    let core = desk.core();
    let reset = desk.change(move |tx, caller| authenticators::reset(tx, &core, caller, &user));
    desk.done(reset.await, address(id.as_str()), "factor-reset").await
}

/// Changes the record of a portal user; what its schema does not know is left out.
fn change_user<const N: usize>(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: &EntityId,
    fields: [(&str, Value); N],
) -> Result<(), Refusal> {
    let kind = caller.catalogue.find("portal_user");
    let known =
        |name: &str| name != "mapping_status" || kind.is_some_and(|kind| kind.attribute(name).is_some());
    let attributes: Map<String, Value> = fields
        .into_iter()
        .filter(|(name, _)| known(name))
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    entities::change(tx, caller, "portal_user", id, &Change { attributes })?;
    Ok(())
}
