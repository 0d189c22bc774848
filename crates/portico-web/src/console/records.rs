//! Records: every kind an organisation keeps, found, read, changed, related and removed.

use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use portico_core::schemas::Schema;
use portico_core::{Caller, Refusal};
use portico_http::App;

use super::desk::Desk;
use super::shell::Place;
use super::values;

mod asked;
mod bin;
mod columns;
mod conditions;
mod conflict;
mod detail;
mod editing;
mod export;
mod fields;
mod files;
mod filters;
mod form;
mod frame;
mod inputs;
mod list;
mod many;
mod past;
mod relations;
mod removal;
mod schemas;
mod texts;
mod undo;
mod views;

use asked::Opened;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/records", get(list_schemas))
        .route("/admin/records/{schema}", get(list_records))
        .route("/admin/records/{schema}/jump", get(jump))
        .merge(bin::routes())
        .merge(export::routes())
        .merge(many::routes())
        .merge(views::routes())
        .route("/admin/records/{schema}/new", get(editing::show_new).post(editing::create_record))
        .route("/admin/records/{schema}/{id}", get(detail::show_data))
        .route("/admin/records/{schema}/{id}/edit", get(editing::show_edit).post(editing::save_record))
        .route("/admin/records/{schema}/{id}/activity", get(past::show_activity))
        .route("/admin/records/{schema}/{id}/then", get(past::show_then))
        .route("/admin/records/{schema}/{id}/undo", get(undo::ask).post(undo::take_back))
        .route("/admin/records/{schema}/{id}/json", get(detail::show_json))
        .merge(files::routes())
        .route("/admin/records/{schema}/{id}/files/share", post(files::share_file))
        .route("/admin/records/{schema}/{id}/download", get(files::send_file))
        .route(
            "/admin/records/{schema}/{id}/relations",
            get(relations::list_relations).post(relations::relate),
        )
        .route("/admin/records/{schema}/{id}/relations/remove", post(relations::unrelate))
        .route("/admin/records/{schema}/{id}/delete", get(removal::ask_removal).post(removal::remove_record))
}

/// The schema of an address, or "not found".
fn kind_of<'a>(caller: &'a Caller, schema: &str) -> Result<&'a Schema, Refusal> {
    caller.catalogue.find(schema).map(AsRef::as_ref).ok_or(Refusal::NotFound)
}

async fn list_schemas(desk: Desk) -> Response {
    let locale = desk.locale;
    desk.show(Place::Records, move |tx, caller| schemas::page(tx, caller, locale)).await
}

async fn list_records(desk: Desk, Path(schema): Path<String>) -> Response {
    let (locale, query) = (desk.locale, desk.query().clone());
    desk.show(Place::Records, move |tx, caller| {
        let kind = kind_of(caller, &schema)?;
        let opened = Opened::of(tx, caller, locale, kind, &query)?;
        list::page(tx, caller, locale, kind, &opened)
    })
    .await
}

/// Opens the one record that is meant by what was typed; else the list of what fits.
async fn jump(desk: Desk, Path(schema): Path<String>) -> Response {
    let typed = desk.query().text("q").unwrap_or_default().trim().to_owned();
    let (slug, q) = (schema.clone(), typed.clone());
    let meant = desk.read(move |tx, caller| list::meant(tx, caller, kind_of(caller, &slug)?, &q));
    let list = desk.here().onto(format!("/admin/records/{schema}"));
    match meant.await {
        Ok(Some(id)) => Redirect::to(&values::record_address(&schema, id.as_str()).href()).into_response(),
        Ok(None) => Redirect::to(&list.href()).into_response(),
        Err(refusal) => desk.refuse(refusal).await,
    }
}
