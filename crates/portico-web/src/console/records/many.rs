//! Many records in one go: chosen in the list, changed or deleted after a check, told record by record, taken back.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use portico_core::batches::Work;
use portico_core::entities::How;
use portico_core::schemas::Schema;
use portico_core::{Caller, Refusal, batches};
use portico_db::Tx;
use portico_http::App;
use portico_kit::{EntityId, Locale};
use serde_json::json;

use super::super::desk::Desk;
use super::super::shell::Place;
use super::super::values::{Titles, is_empty, plain, targets};
use super::kind_of;
use crate::design::words::{t, t_args};

mod attach;
mod check;
mod edit;
mod past;
mod picked;
mod removal;
mod result;
mod subject;
mod target;
mod typed;
mod undo;

pub(super) use picked::{Picked, path_of};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/records/{schema}/many/attach", post(attach::take_in))
        .layer(DefaultBodyLimit::disable())
        .route("/admin/records/{schema}/many", get(list_batches))
        .route("/admin/records/{schema}/many/edit", get(edit::choose_value).post(edit::change_records))
        .route("/admin/records/{schema}/many/delete", get(removal::ask_removal).post(removal::remove_records))
        .route("/admin/records/{schema}/many/{batch}", get(result::show_batch))
        .route("/admin/records/{schema}/many/{batch}/stop", post(result::stop_batch))
        .route("/admin/records/{schema}/many/{batch}/undo", get(undo::ask_undo).post(undo::undo_batch))
}

async fn list_batches(desk: Desk, Path(schema): Path<String>) -> Response {
    let locale = desk.locale;
    desk.show(Place::Records, move |tx, caller| {
        let kind = kind_of(caller, &schema)?;
        let mut all = Vec::new();
        for batch in batches::latest(tx, caller, &schema, 50)? {
            let counts = batches::counts(tx, caller, &batch.id)?;
            let undone = undone_by(tx, caller, &batch.work)?;
            all.push((batch, undone, counts));
        }
        let works = all.iter().flat_map(|(batch, undone, _)| std::iter::once(&batch.work).chain(undone));
        let titles = Titles::read(tx, caller, works.flat_map(pointed_to).collect::<Vec<_>>())?;
        let all: Vec<_> = all
            .into_iter()
            .map(|(batch, undone, counts)| {
                let work = (&batch.work, undone.as_ref());
                (told(locale, kind, work, counts.total(), &titles), batch, counts)
            })
            .collect();
        Ok(past::page(locale, caller, kind, &all))
    })
    .await
}

/// What a batch does to so many records, in words; what it takes back, if it does.
fn told(
    locale: Locale,
    kind: &Schema,
    (work, undone): (&Work, Option<&Work>),
    count: i64,
    titles: &Titles,
) -> String {
    let what = || counted(locale, kind, usize::try_from(count).unwrap_or(0));
    let said = |key: &str, args: &[(&str, String)]| {
        let args: Vec<(&str, _)> = args.iter().map(|(name, text)| (*name, text.as_str().into())).collect();
        t_args(locale, key, &args).into_owned()
    };
    match (work, undone) {
        (Work::Change { attribute, value }, _) => {
            let known = kind.attribute(attribute);
            let label = known.map_or_else(|| attribute.clone(), |known| known.label(locale));
            match is_empty(value) {
                true => said("records-did-clear", &[("attribute", label)]),
                false => {
                    let value = match value.get("$relation") {
                        Some(_) => titles.names(value),
                        None => plain(locale, known, value),
                    };
                    said("records-did-set", &[("attribute", label), ("value", value)])
                }
            }
        }
        (Work::Amend { attribute, how, items }, _) => {
            let label = match (kind.attribute(attribute), attribute.as_str()) {
                (Some(known), _) => known.label(locale),
                (None, "_tags") => t(locale, "console-tags").into_owned(),
                (None, name) => name.to_owned(),
            };
            let value = match items.first().is_some_and(serde_json::Value::is_object) {
                true => titles.names(&json!({ "$relation": items })),
                false => plain(locale, None, &items.clone().into()),
            };
            let key = match how {
                How::Add => "together-did-add",
                How::Remove => "together-did-remove",
                How::Replace => "together-did-replace",
            };
            said(key, &[("attribute", label), ("value", value)])
        }
        (Work::Attach { files }, _) => {
            let names = files.iter().map(|id| titles.title(id.as_str()).unwrap_or(id.as_str()));
            said("together-did-attach", &[("value", names.collect::<Vec<_>>().join(", "))])
        }
        (Work::Detach { name }, _) => said("together-did-detach", &[("value", name.clone())]),
        (Work::Remove, _) => said("records-did-remove", &[("what", what())]),
        (Work::Restore, _) => said("records-did-restore", &[("what", what())]),
        (Work::Undo { .. }, Some(undone)) => {
            said("records-did-undo", &[("change", told(locale, kind, (undone, None), count, titles))])
        }
        (Work::Undo { .. }, None) => t(locale, "records-undo").into_owned(),
    }
}

/// The records that the value of a change points to.
fn pointed_to(work: &Work) -> Vec<(String, EntityId)> {
    match work {
        Work::Change { value, .. } => targets(&json!({ "value": value })),
        Work::Attach { files } => files.iter().map(|id| ("file".to_owned(), id.clone())).collect(),
        Work::Amend { items, .. } => targets(&json!({ "value": { "$relation": items } })),
        _ => Vec::new(),
    }
}

/// The batch that another one takes back.
fn undone_by(tx: &mut Tx<'_>, caller: &Caller, work: &Work) -> Result<Option<Work>, Refusal> {
    match work {
        Work::Undo { batch } => match batches::find(tx, caller, batch) {
            Ok(batch) => Ok(Some(batch.work)),
            // It is older, and therefore forgotten earlier.
            Err(Refusal::NotFound) => Ok(None),
            Err(refusal) => Err(refusal),
        },
        _ => Ok(None),
    }
}

/// On to the page of a batch.
pub(super) fn to_batch(schema: &str, id: &str) -> Response {
    Redirect::to(&path_of(schema, &format!("/{id}"))).into_response()
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
