//! The files that hang on a record, and their content.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Multipart, Path, RawForm};
use axum::response::Response;
use axum::routing::get;
use futures_util::TryStreamExt;
use http::HeaderMap;
use http_body::Frame;
use http_body_util::StreamBody;
use maud::{Markup, Render, html};
use portico_core::entities::Change;
use portico_core::files::{Side, Upload};
use portico_core::{Caller, Refusal, entities, files};
use portico_db::Tx;
use portico_http::{App, How, Query, send_content};
use portico_kit::{EntityId, Locale};
use serde_json::{Map, Value, json};

use super::super::address::Address;
use super::super::desk::Desk;
use super::super::shell::Place;
use super::super::values::{Titles, plain, record_address, title_of};
use super::detail::actions;
use super::frame::{Part, Shown};
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::checkbox::Checkbox;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::file_field::FileField;
use crate::design::components::form::Form;
use crate::design::components::link::Link;
use crate::design::components::table::{Column, Table, TableRow};
use crate::design::components::tag::Tag;
use crate::design::format;
use crate::design::icons::Icon;
use crate::design::layout::stack;
use crate::design::words::{t, t_args};

/// The page of files; what is added is limited by itself, file by file.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/records/{schema}/{id}/files", get(list_files).post(add_files))
        .layer(DefaultBodyLimit::disable())
}

async fn list_files(desk: Desk, Path((schema, id)): Path<(String, EntityId)>) -> Response {
    let (locale, limits) = (desk.locale, desk.core().options().files);
    desk.show(Place::Records, move |tx, caller| {
        let record = Shown::read(tx, caller, &schema, &id)?;
        let titles = Titles::of_targets(tx, caller, std::slice::from_ref(&record.doc))?;
        let own = if schema == "file" {
            vec![record.doc.clone()]
        } else {
            files::list_of(tx, caller, &schema, &id)?
        };
        let kind = caller.catalogue.find("file");
        let href = record.href();
        let below = match schema == "file" {
            true => fetched(locale, &downloads(tx, caller, &id)?),
            false => adding(locale, &href, (limits, files::room(tx, limits)?)),
        };
        let body = match own.is_empty() {
            true => EmptyState::new(t(locale, "console-files-none"))
                .text(t(locale, "console-files-none-line"))
                .render(),
            false => {
                let kind_of = |doc: &Value| {
                    let attribute = kind.and_then(|kind| kind.attribute("document_kind"));
                    plain(locale, attribute, doc.get("document_kind").unwrap_or(&Value::Null))
                };
                let rows = own.iter().map(|doc| row(locale, &href, doc, kind_of(doc)));
                html! { section.card.flush { (table(locale).rows(rows)) } }
            }
        };
        let body = stack(html! { (body) (below) });
        Ok(record.page(locale, Part::Files, &titles, actions(locale, &record), body))
    })
    .await
}

fn table(locale: Locale) -> Table {
    Table::new(locale, t(locale, "console-files"))
        .column(Column::Title, t(locale, "console-file"))
        .column(Column::Detail, t(locale, "console-file-kind"))
        .column(Column::Number, t(locale, "console-file-size"))
        .column(Column::Status, t(locale, "console-file-shared"))
        .column(Column::Fact, t(locale, "document-download"))
}

/// The button that shows a file in portals, or hides it there.
fn sharing(locale: Locale, href: &str, id: &str, is_shared: bool) -> Markup {
    let label = if is_shared { "console-file-hide" } else { "console-file-show" };
    Form::post(format!("{href}/files/share"))
        .inline()
        .hidden("file", id)
        .hidden("shared", if is_shared { "false" } else { "true" })
        .buttons(Button::submit(t(locale, label)).small())
        .render()
}

fn row(locale: Locale, href: &str, doc: &Value, kind: String) -> TableRow {
    let id = doc.get("_id").and_then(Value::as_str).unwrap_or_default();
    let size = doc.get("size_bytes").and_then(Value::as_u64);
    let is_shared = doc.get("shared_with_end_customer").and_then(Value::as_bool) == Some(true);
    let shared = match is_shared {
        true => Tag::new(Tone::Good, t(locale, "console-file-is-shared")),
        false => Tag::new(Tone::Neutral, t(locale, "console-file-not-shared")).icon(Icon::EyeOff),
    };
    let has_content = doc.pointer("/s3ref/key").is_some();
    let download = match has_content {
        true => {
            let href = record_address("file", id).href() + "/download";
            Link::to(t(locale, "document-download"), href).for_readers(title_of(doc)).render()
        }
        false => html! { span.quiet { (t(locale, "console-file-no-content")) } },
    };
    TableRow::new()
        .cell(html! { a.link.strong href=(record_address("file", id).href()) { (title_of(doc)) } })
        .cell(kind)
        .cell(size.map(|bytes| format::file_size(locale, bytes)).unwrap_or_default())
        .cell(html! { (shared) " " (sharing(locale, href, id, is_shared)) })
        .cell(download)
}

/// Sends a file to save; it is never shown in the console's own origin.
pub(super) async fn send_file(
    desk: Desk,
    Path((schema, id)): Path<(String, EntityId)>,
    headers: HeaderMap,
) -> Response {
    if schema != "file" {
        return desk.refuse(Refusal::NotFound).await;
    }
    let content = match desk.read(move |tx, caller| files::content(tx, caller, &id)).await {
        Ok(content) => content,
        Err(refusal) => return desk.refuse(refusal).await,
    };
    match send_content(&desk.visitor.app.files, &content, How::Save, &headers).await {
        Ok(response) => response,
        Err(refusal) => desk.refuse(refusal).await,
    }
}

/// Shows a file in portals, or hides it there.
pub(super) async fn share_file(
    desk: Desk,
    Path((schema, id)): Path<(String, EntityId)>,
    RawForm(body): RawForm,
) -> Response {
    let sent = Query::parse(&String::from_utf8_lossy(&body));
    let (file, shared) = (EntityId::from(sent.text("file").unwrap_or_default()), sent.says("shared"));
    let changed = desk.change(move |tx, caller| {
        let attributes = [("shared_with_end_customer".to_owned(), shared.into())].into_iter().collect();
        entities::change(tx, caller, "file", &file, &Change { attributes })
    });
    let done = if shared { "file-shared" } else { "file-hidden" };
    desk.done(changed.await, Address::of(record_address(&schema, id.as_str()).href() + "/files"), done).await
}

/// Adds files to a record: each is taken in by itself, and hangs on the record.
async fn add_files(desk: Desk, Path((schema, id)): Path<(String, EntityId)>, parts: Multipart) -> Response {
    let to = Address::of(record_address(&schema, id.as_str()).href() + "/files");
    if let Err(refusal) = desk.visitor.check_same_site() {
        return desk.refuse(refusal).await;
    }
    // Whoever may not is told so before anything is read.
    let (wanted, of) = (id.clone(), schema.clone());
    if let Err(refusal) = desk.read(move |tx, caller| entities::view(tx, caller, &of, &wanted)).await {
        return desk.refuse(refusal).await;
    }
    let added = take_in(&desk, parts, Some((&schema, &id))).await;
    desk.done(added, to, "files-added").await
}

/// Takes files in, all of them or none; they hang on a record if one is named.
pub(super) async fn take_in(
    desk: &Desk,
    mut parts: Multipart,
    record: Option<(&str, &EntityId)>,
) -> Result<Vec<EntityId>, Refusal> {
    let broken = |_| Refusal::invalid("files", "The files did not arrive completely.");
    let core = desk.core();
    let limits = core.options().files;
    let tenant = desk.visitor.staff_claims().ok_or_else(Refusal::unauthenticated)?.tenant;
    let (mut keys, mut is_shared) = (Vec::new(), false);
    while let Some(field) = parts.next_field().await.map_err(broken)? {
        if field.name() == Some("shared") {
            is_shared = true;
            continue;
        }
        let Some(filename) = field.file_name().map(str::to_owned).filter(|name| !name.is_empty()) else {
            continue;
        };
        let media_type = field.content_type().unwrap_or_default().to_owned();
        let upload = Upload { filename, media_type, size: None };
        let announced = desk
            .change(move |tx, caller| {
                files::announce(tx, &Side::Staff, &upload, limits, (caller.now, &caller.random))
            })
            .await?;
        let bytes = StreamBody::new(Box::pin(field.map_ok(Frame::data)));
        let sizes = (None, announced.limit);
        files::arrive(&core, &desk.visitor.app.files, &tenant, &announced.id, bytes, sizes).await?;
        keys.push(announced.key);
    }
    if keys.is_empty() {
        return Err(Refusal::invalid("files", "Choose at least one file."));
    }
    let relations = record.map(|(schema, id)| json!([{ "entity_id": id.as_str(), "_schema": schema }]));
    save(desk, keys, is_shared, relations.unwrap_or_else(|| json!([]))).await
}

/// Makes files of what was taken in, all of them or none.
async fn save(
    desk: &Desk,
    keys: Vec<String>,
    is_shared: bool,
    relations: Value,
) -> Result<Vec<EntityId>, Refusal> {
    let base = desk.core().options().base_url.clone();
    let saved = desk.change(move |tx, caller| {
        let mut ids = Vec::new();
        for key in &keys {
            let asked = json!({
                "s3ref": { "key": key }, "shared_with_end_customer": is_shared,
                "relations": relations,
            });
            let saved = files::save(tx, caller, &base, asked.as_object().unwrap_or(&Map::new()), false)?;
            ids.push(saved.file.id);
        }
        Ok(ids)
    });
    saved.await
}

/// The form that adds files.
fn adding(locale: Locale, href: &str, room: (files::Limits, files::Room)) -> Markup {
    let form = form(locale, &format!("{href}/files"), room, t(locale, "console-files-add"));
    Card::new(t(locale, "console-files-add")).body(form).render()
}

/// The form that hands files in, to an address.
pub(super) fn form(
    locale: Locale,
    to: &str,
    (limits, room): (files::Limits, files::Room),
    press: impl Into<String>,
) -> Form {
    let size = |bytes| format::file_size(locale, bytes);
    let args = [
        ("size", size(limits.largest).into()),
        ("used", size(room.used).into()),
        ("allowed", size(room.allowed).into()),
    ];
    let limit = t_args(locale, "console-files-limit-room", &args);
    let fields = html! {
        (FileField::new(locale, "files", t(locale, "console-files-choose"), limit).several())
        (Checkbox::new("shared", t(locale, "console-file-share")))
    };
    Form::post(to).with_files().fields(fields).buttons(Button::submit(press))
}

/// Who has fetched a file.
fn fetched(locale: Locale, downloads: &[(files::Fetched, String)]) -> Markup {
    if downloads.is_empty() {
        return Card::new(t(locale, "console-downloads"))
            .body(html! { p.quiet { (t(locale, "console-downloads-none")) } })
            .render();
    }
    let moment = |at| format::date_time(locale, at, format::Clock::Console);
    let rows = downloads.iter().map(|(one, name)| {
        TableRow::new()
            .cell(html! { a.link href=(record_address("portal_user", one.user.as_str()).href()) { (name) } })
            .cell(moment(one.first_at))
            .cell(moment(one.last_at))
            .cell(one.times.to_string())
    });
    let table = Table::new(locale, t(locale, "console-downloads"))
        .column(Column::Title, t(locale, "console-download-by"))
        .column(Column::Fact, t(locale, "console-download-first"))
        .column(Column::Fact, t(locale, "console-download-last"))
        .column(Column::Number, t(locale, "console-download-times"))
        .rows(rows);
    Card::new(t(locale, "console-downloads")).flush().body(table).render()
}

/// Who has fetched a file, by name.
fn downloads(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: &EntityId,
) -> Result<Vec<(files::Fetched, String)>, Refusal> {
    let mut named = Vec::new();
    for one in files::downloads_of(tx, caller, id)? {
        let name = match entities::view(tx, caller, "portal_user", &one.user) {
            Ok(seen) => title_of(&seen.to_value()),
            Err(Refusal::NotFound) => one.user.as_str().to_owned(),
            Err(refusal) => return Err(refusal),
        };
        named.push((one, name));
    }
    Ok(named)
}
