//! The files that hang on a record, and their content.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, header};
use maud::{Render, html};
use portico_core::{Refusal, files};
use portico_kit::{EntityId, Locale};
use serde_json::Value;

use super::super::desk::Desk;
use super::super::shell::Place;
use super::super::values::{Titles, plain, record_address, title_of};
use super::detail::actions;
use super::frame::{Part, Shown};
use crate::design::components::Tone;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::link::Link;
use crate::design::components::table::{Column, Table, TableRow};
use crate::design::components::tag::Tag;
use crate::design::format;
use crate::design::icons::Icon;
use crate::design::words::t;

pub(super) async fn list_files(desk: Desk, Path((schema, id)): Path<(String, EntityId)>) -> Response {
    let locale = desk.locale;
    desk.show(Place::Records, move |tx, caller| {
        let record = Shown::read(tx, caller, &schema, &id)?;
        let titles = Titles::of_targets(tx, caller, std::slice::from_ref(&record.doc))?;
        let own = if schema == "file" {
            vec![record.doc.clone()]
        } else {
            files::list_of(tx, caller, &schema, &id)?
        };
        let kind = caller.catalogue.find("file");
        let body = match own.is_empty() {
            true => EmptyState::new(t(locale, "console-files-none"))
                .text(t(locale, "console-files-none-line"))
                .render(),
            false => {
                let kind_of = |doc: &Value| {
                    let attribute = kind.and_then(|kind| kind.attribute("document_kind"));
                    plain(locale, attribute, doc.get("document_kind").unwrap_or(&Value::Null))
                };
                let rows = own.iter().map(|doc| row(locale, doc, kind_of(doc)));
                html! { section.card.flush { (table(locale).rows(rows)) } }
            }
        };
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

fn row(locale: Locale, doc: &Value, kind: String) -> TableRow {
    let id = doc.get("_id").and_then(Value::as_str).unwrap_or_default();
    let size = doc.get("size_bytes").and_then(Value::as_u64);
    let shared = match doc.get("shared_with_end_customer").and_then(Value::as_bool) {
        Some(true) => Tag::new(Tone::Good, t(locale, "console-file-is-shared")),
        _ => Tag::new(Tone::Neutral, t(locale, "console-file-not-shared")).icon(Icon::EyeOff),
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
        .cell(shared)
        .cell(download)
}

/// Sends a file to save; it is never shown in the console's own origin.
pub(super) async fn send_file(desk: Desk, Path((schema, id)): Path<(String, EntityId)>) -> Response {
    if schema != "file" {
        return desk.refuse(Refusal::NotFound).await;
    }
    let content = match desk.read(move |tx, caller| files::content(tx, caller, &id)).await {
        Ok(content) => content,
        Err(refusal) => return desk.refuse(refusal).await,
    };
    match desk.visitor.app.files.read(&content.key).await {
        Ok(bytes) => {
            let kind = HeaderValue::from_str(&content.mime_type)
                .unwrap_or(HeaderValue::from_static("application/octet-stream"));
            let headers =
                [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, saved_as(&content.filename))];
            (headers, bytes).into_response()
        }
        Err(error) => desk.refuse(Refusal::Fault(format!("file {}: {error}", content.key))).await,
    }
}

/// The header that saves a file under its name, which may hold any character.
fn saved_as(name: &str) -> HeaderValue {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    let encoded: String = name
        .bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{encoded}"))
        .unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_saved_under_its_name_whatever_it_holds() {
        let header = saved_as("Zählerstand \"25\".pdf");
        assert_eq!(
            header.to_str().ok(),
            Some("attachment; filename*=UTF-8''Z%C3%A4hlerstand%20%2225%22.pdf")
        );
    }
}
