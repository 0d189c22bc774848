//! Schemas: the kinds of records, their names and titles, groups and attributes, changed where they are used.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use http::StatusCode;
use portico_core::schemas::edit::{self, Way};
use portico_core::schemas::{self, Schema};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_http::App;
use serde_json::Value;
use std::sync::Arc;

use super::address::Address;
use super::answers::Answers;
use super::desk::Desk;
use super::shell::Place;
use super::typed::{Trouble, asked};

mod attribute;
mod attributes;
mod list;
mod losses;
mod new;
mod page;
mod removal;
mod settings;

pub(super) use page::titled;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/schemas", get(list_schemas))
        .route("/admin/new-schema", get(show_new).post(create_schema))
        .route("/admin/schemas/{slug}", get(show_schema).post(save_schema))
        .route("/admin/schemas/{slug}/remove", get(ask_removal).post(remove_schema))
        .route("/admin/schemas/{slug}/new-attribute", get(attribute::show_new).post(attribute::create))
        .route("/admin/schemas/{slug}/attributes/{name}", get(attribute::show).post(attribute::save))
        .route("/admin/schemas/{slug}/attributes/{name}/move", post(move_attribute))
        .route(
            "/admin/schemas/{slug}/attributes/{name}/remove",
            get(removal::ask_attribute).post(removal::remove_attribute),
        )
}

/// Where a schema is set.
fn address(slug: &str) -> Address {
    Address::of(format!("/admin/schemas/{slug}"))
}

fn find(caller: &Caller, slug: &str) -> Result<Arc<Schema>, Refusal> {
    caller.catalogue.find(slug).cloned().ok_or(Refusal::NotFound)
}

/// The version of a schema that is stored.
fn version_of(kind: &Schema) -> i64 {
    kind.doc.get("version").and_then(Value::as_i64).unwrap_or(1)
}

async fn list_schemas(desk: Desk) -> Response {
    let locale = desk.locale;
    desk.show(Place::Schemas, move |tx, caller| list::page(tx, caller, locale)).await
}

async fn show_new(desk: Desk) -> Response {
    let (locale, query) = (desk.locale, desk.query().clone());
    desk.show(Place::Schemas, move |_, caller| {
        Ok(new::page(caller, locale, &new::Draft::asked(caller, locale, &query)))
    })
    .await
}

async fn create_schema(desk: Desk, answers: Answers) -> Response {
    let draft = new::Draft::of_answers(&answers);
    let wanted = draft.clone();
    match desk.change(move |tx, caller| wanted.create(tx, caller)).await.map_err(Trouble::of) {
        Ok(()) => desk.go(address(draft.slug()), "schema-created"),
        Err(Err(refusal)) => desk.refuse(refusal).await,
        Err(Ok(trouble)) => {
            let (locale, draft) = (desk.locale, draft.refused(desk.locale, trouble));
            let page = move |_: &mut Tx<'_>, caller: &Caller| Ok(new::page(caller, locale, &draft));
            desk.show_as(StatusCode::UNPROCESSABLE_ENTITY, Place::Schemas, page).await
        }
    }
}

async fn show_schema(desk: Desk, Path(slug): Path<String>) -> Response {
    let locale = desk.locale;
    desk.show(Place::Schemas, move |tx, caller| page::page(tx, caller, locale, &slug, None, None)).await
}

async fn save_schema(desk: Desk, Path(slug): Path<String>, answers: Answers) -> Response {
    let locale = desk.locale;
    let again = |status: StatusCode, slug: String, answers: Answers, trouble: Option<Trouble>| {
        let page = move |tx: &mut Tx<'_>, caller: &Caller| {
            page::page(tx, caller, locale, &slug, Some(&answers), trouble.as_ref())
        };
        let desk = desk.clone();
        async move { desk.show_as(status, Place::Schemas, page).await }
    };
    if asked(&answers).is_some() {
        return again(StatusCode::OK, slug, answers, None).await;
    }
    let (sent, kind) = (answers.clone(), slug.clone());
    let saved = desk.change(move |tx, caller| page::save(tx, caller, locale, &kind, &sent)).await;
    match saved.map_err(Trouble::of) {
        Ok(()) => desk.go(address(&slug), "schema-saved"),
        Err(Ok(trouble)) => again(StatusCode::UNPROCESSABLE_ENTITY, slug, answers, Some(trouble)).await,
        Err(Err(refusal)) => desk.refuse(refusal).await,
    }
}

async fn ask_removal(desk: Desk, Path(slug): Path<String>) -> Response {
    let locale = desk.locale;
    desk.show(Place::Schemas, move |tx, caller| removal::schema_page(tx, caller, locale, &slug)).await
}

async fn remove_schema(desk: Desk, Path(slug): Path<String>) -> Response {
    let removed = desk.change(move |tx, _| schemas::remove(tx, &slug)).await;
    desk.done(removed, Address::of("/admin/schemas"), "schema-removed").await
}

async fn move_attribute(
    desk: Desk,
    Path((slug, name)): Path<(String, String)>,
    answers: Answers,
) -> Response {
    let way = if answers.text("way") == "up" { Way::Up } else { Way::Down };
    let (kind, attribute) = (slug.clone(), name.clone());
    let moved = desk.change(move |tx, caller| {
        let version = version_of(&*find(caller, &kind)?);
        edit::change(tx, caller, &kind, version, |doc| edit::move_attribute(doc, &attribute, way))
    });
    let back = Address::of(format!("/admin/schemas/{slug}"));
    match moved.await {
        Ok(_) => desk.go_to_part(back, "attribute-moved", &format!("attribute-{name}")),
        Err(refusal) => desk.refuse(refusal).await,
    }
}

/// The settings of schemas and attributes of every type.
#[cfg(test)]
pub(super) fn settings_with_words(tell: &mut dyn FnMut(&str, &[crate::portal::blocks::settings::Setting])) {
    tell("schema", settings::SCHEMA);
    for kind in settings::TYPES {
        settings::of_type(kind).into_iter().for_each(|part| tell("attribute", part));
    }
}
