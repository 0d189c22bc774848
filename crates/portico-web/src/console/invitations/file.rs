//! A list with what became of each line, as a file for spreadsheets.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::header;
use portico_core::exports::{self, MARK, Separator};
use portico_core::files::disposition;
use portico_core::invitations::{self, ListRow, MOST_ROWS};
use portico_kit::Locale;

use super::super::desk::Desk;
use super::sheet::key_of;
use crate::design::words::t;

/// Sends the file.
pub(super) async fn send_export(desk: Desk, Path(id): Path<String>) -> Response {
    let l = desk.locale;
    let read = desk.read(move |tx, caller| {
        let most = i64::try_from(MOST_ROWS).unwrap_or(i64::MAX);
        let mut lines = Vec::new();
        for row in invitations::rows(tx, caller, &id, None, (0, most))? {
            let state = match &row.invitation {
                Some(id) => Some(invitations::find(tx, caller, id)?.state(caller.now)),
                None => None,
            };
            let state = state.map(|state| t(l, &format!("console-invitation-{}", state.word())).into_owned());
            lines.push(line(l, &row, state.unwrap_or_default()));
        }
        Ok(lines)
    });
    match read.await {
        Ok(lines) => file(l, &lines),
        Err(refusal) => desk.refuse(refusal).await,
    }
}

fn line(l: Locale, row: &ListRow, state: String) -> [String; 6] {
    let (contact, title) =
        row.contact.clone().map_or_else(Default::default, |(id, title)| (id.to_string(), title));
    let outcome = t(l, &key_of(row.outcome)).into_owned();
    [row.line.line.to_string(), row.line.email.clone(), outcome, contact, title, state]
}

fn file(l: Locale, lines: &[[String; 6]]) -> Response {
    let separator = match l {
        Locale::De => Separator::Semicolon,
        Locale::En => Separator::Comma,
    };
    let head = [
        t(l, "console-list-row"),
        t(l, "console-email"),
        t(l, "records-outcome"),
        t(l, "console-contact-id"),
        t(l, "console-contact"),
        t(l, "console-invitation-state"),
    ];
    let mut text = MARK.to_owned();
    text.push_str(&exports::text_line(separator, head));
    for line in lines {
        text.push_str(&exports::text_line(separator, line));
    }
    let named = disposition("attachment", &format!("{}.csv", t(l, "console-invitations")));
    (
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, named)],
        text,
    )
        .into_response()
}
