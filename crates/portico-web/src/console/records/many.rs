//! Many records in one go: chosen in the list, changed or deleted after a check, told record by record, taken back.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use portico_core::batches::Work;
use portico_core::schemas::Schema;
use portico_core::{Caller, batches};
use portico_http::App;
use portico_kit::Locale;

use super::super::desk::Desk;
use super::super::shell::Place;
use super::super::values::{is_empty, plain};
use super::kind_of;
use crate::design::words::{t, t_args};

mod check;
mod edit;
mod past;
mod picked;
mod removal;
mod result;

pub(super) use picked::{Picked, path_of};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/records/{schema}/many", get(list_batches))
        .route("/admin/records/{schema}/many/edit", get(edit::choose_value).post(edit::change_records))
        .route("/admin/records/{schema}/many/delete", get(removal::ask_removal).post(removal::remove_records))
        .route("/admin/records/{schema}/many/{batch}", get(result::show_batch))
        .route("/admin/records/{schema}/many/{batch}/stop", post(result::stop_batch))
        .route("/admin/records/{schema}/many/{batch}/undo", get(result::ask_undo).post(result::undo_batch))
}

async fn list_batches(desk: Desk, Path(schema): Path<String>) -> Response {
    let locale = desk.locale;
    desk.show(Place::Records, move |tx, caller| {
        let kind = kind_of(caller, &schema)?;
        let mut all = Vec::new();
        for batch in batches::latest(tx, caller, &schema, 50)? {
            let counts = batches::counts(tx, caller, &batch.id)?;
            all.push((batch, counts));
        }
        Ok(past::page(locale, caller, kind, &all))
    })
    .await
}

/// What a batch does, in words.
fn told(locale: Locale, kind: &Schema, work: &Work) -> String {
    match work {
        Work::Change { attribute, value } => {
            let known = kind.attribute(attribute);
            let label = known.map_or_else(|| attribute.clone(), |known| known.label(locale));
            if is_empty(value) {
                return t_args(locale, "records-did-clear", &[("attribute", label.into())]).into_owned();
            }
            let args = [("attribute", label.into()), ("value", plain(locale, known, value).into())];
            t_args(locale, "records-did-set", &args).into_owned()
        }
        Work::Remove => t(locale, "records-did-remove").into_owned(),
        Work::Restore => t(locale, "records-did-restore").into_owned(),
        Work::Undo { .. } => t(locale, "records-did-undo").into_owned(),
    }
}

/// The way to a page about many records of a kind.
fn crumbs(locale: Locale, kind: &Schema) -> Vec<(String, String)> {
    super::frame::crumbs(locale, kind, None)
}

/// So many records of a kind, in words.
fn counted(locale: Locale, kind: &Schema, count: usize) -> String {
    let args =
        [("count", count.into()), ("one", kind.name(locale).into()), ("many", kind.plural(locale).into())];
    t_args(locale, "records-counted", &args).into_owned()
}

/// Whether somebody is who started a batch.
fn who(caller: &Caller, by: &str, locale: Locale) -> String {
    if caller.actor.name == by { t(locale, "records-by-you").into_owned() } else { by.to_owned() }
}
