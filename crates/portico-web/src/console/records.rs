//! Records: every kind an organisation keeps, found, read, changed, related and removed.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use portico_core::schemas::Schema;
use portico_core::{Caller, Refusal};
use portico_http::App;

use super::desk::Desk;
use super::shell::Place;

mod asked;
mod columns;
mod conditions;
mod conflict;
mod detail;
mod editing;
mod fields;
mod files;
mod form;
mod frame;
mod inputs;
mod list;
mod relations;
mod removal;
mod schemas;
mod texts;

use asked::Asked;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/records", get(list_schemas))
        .route("/admin/records/{schema}", get(list_records))
        .route("/admin/records/{schema}/new", get(editing::show_new).post(editing::create_record))
        .route("/admin/records/{schema}/{id}", get(detail::show_data))
        .route("/admin/records/{schema}/{id}/edit", get(editing::show_edit).post(editing::save_record))
        .route("/admin/records/{schema}/{id}/activity", get(detail::show_activity))
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
        list::page(tx, caller, locale, kind, &Asked::of(locale, kind, &query))
    })
    .await
}
