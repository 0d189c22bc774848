//! The local mailbox: every letter as it would be sent, for people and for programs.

use axum::extract::Path;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use http::{HeaderValue, header};
use maud::{Markup, html};
use portico_core::{Refusal, mailbox};
use portico_http::{App, OrgUser, Reply};
use portico_kit::{Instant, Locale};
use serde_json::Value;

use super::desk::Desk;
use super::shell::Place;
use super::words::{moment, when};
use crate::design::components::card::Card;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::heading::Heading;
use crate::design::components::summary_list::SummaryList;
use crate::design::components::table::{Column, Table, TableRow};
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

/// How many letters stand on the page.
const SHOWN: i64 = 100;
/// A letter's HTML is foreign: its own styles may show, nothing may run or be fetched.
pub(super) const STRANGER: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; \
    frame-ancestors 'self'";
/// How many letters programs get.
const SENT: i64 = 500;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/mailbox", get(show_letters))
        .route("/admin/mailbox/messages.json", get(list_letters))
        .route("/admin/mailbox/{id}", get(show_letter))
        .route("/admin/mailbox/{id}/preview", get(show_html))
}

async fn list_letters(user: OrgUser) -> Reply<Json<Vec<Value>>> {
    Ok(Json(user.read(|tx, _| Ok(mailbox::list(tx, SENT)?)).await?))
}

fn text<'a>(letter: &'a Value, key: &str) -> &'a str {
    letter.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn written(letter: &Value) -> Instant {
    Instant::parse_iso(text(letter, "created_at")).unwrap_or(Instant(0))
}

async fn show_letters(desk: Desk) -> Response {
    let locale = desk.locale;
    desk.show(Place::Mailbox, move |tx, caller| {
        let letters = mailbox::list(tx, SHOWN)?;
        let title = t(locale, "console-mailbox").into_owned();
        let content = html! {
            (Heading::new(title.clone()).line(t(locale, "console-mailbox-line")))
            @if letters.is_empty() {
                (EmptyState::new(t(locale, "console-mailbox-none")).text(t(locale, "console-mailbox-none-line")))
            } @else {
                p.quiet { (t_args(locale, "console-mailbox-count", &[("count", letters.len().into())])) }
                section.card.flush { (table(locale, &letters, caller.now)) }
            }
        };
        Ok(ConsolePage { here: title.clone(), title, content, ..ConsolePage::default() })
    })
    .await
}

fn table(locale: Locale, letters: &[Value], now: Instant) -> Table {
    let row = |letter: &Value| {
        let href = format!("/admin/mailbox/{}", text(letter, "id"));
        TableRow::new()
            .cell(html! { a.link.strong href=(href) { (text(letter, "subject")) } })
            .cell(html! { span.quiet { (text(letter, "to")) } })
            .cell(html! { code { (text(letter, "template")) } })
            .cell(html! { span.quiet { (when(locale, written(letter), now)) } })
    };
    Table::new(locale, t(locale, "console-mailbox"))
        .column(Column::Title, t(locale, "console-mailbox-subject"))
        .column(Column::Fact, t(locale, "console-mailbox-to"))
        .column(Column::Detail, t(locale, "console-mailbox-template"))
        .column(Column::Detail, t(locale, "console-mailbox-sent"))
        .rows(letters.iter().map(row))
}

async fn show_letter(desk: Desk, Path(id): Path<String>) -> Response {
    let locale = desk.locale;
    desk.show(Place::Mailbox, move |tx, _| {
        let letter = mailbox::find(tx, &id)?.ok_or(Refusal::NotFound)?;
        let title = text(&letter, "subject").to_owned();
        Ok(ConsolePage {
            crumbs: vec![(t(locale, "console-mailbox").into_owned(), "/admin/mailbox".to_owned())],
            here: title.clone(),
            content: html! { (Heading::new(title.clone())) (parts(locale, &letter)) },
            title,
            ..ConsolePage::default()
        })
    })
    .await
}

/// The HTML part alone, as a stranger's page: without scripts, forms, and anything from elsewhere.
async fn show_html(desk: Desk, Path(id): Path<String>) -> Response {
    let found = desk.read(move |tx, _| mailbox::find(tx, &id)?.ok_or(Refusal::NotFound)).await;
    match found {
        Ok(letter) => {
            let policy = [(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(STRANGER))];
            (policy, Html(text(&letter, "html").to_owned())).into_response()
        }
        Err(refusal) => desk.refuse(refusal).await,
    }
}

/// The letter's head, its text, and its HTML part in a frame of its own and as source.
fn parts(locale: Locale, letter: &Value) -> Markup {
    let head = SummaryList::new()
        .row(t(locale, "console-mailbox-to"), text(letter, "to"))
        .row(t(locale, "console-mailbox-sent"), moment(locale, written(letter)))
        .row(t(locale, "console-mailbox-template"), text(letter, "template"));
    html! {
        div.stack {
            (Card::bare().body(head))
            (Card::new(t(locale, "console-mailbox-text")).body(html! {
                @for paragraph in text(letter, "text").split("\n\n") { p.letter-text { (linked(paragraph)) } }
            }))
            (Card::new(t(locale, "console-mailbox-preview")).body(html! {
                iframe.letter sandbox="" src={ "/admin/mailbox/" (text(letter, "id")) "/preview" }
                    title=(t(locale, "console-mailbox-preview")) {}
                details.source {
                    summary { (t(locale, "console-mailbox-html")) }
                    pre.json tabindex="0" role="region" aria-label=(t(locale, "console-mailbox-html")) { (text(letter, "html")) }
                }
            }))
        }
    }
}

/// A paragraph whose web addresses can be followed.
fn linked(paragraph: &str) -> Markup {
    html! {
        @for piece in paragraph.split_inclusive(char::is_whitespace) {
            @let (address, space) = piece.split_at(piece.trim_end().len());
            @if address.starts_with("https://") || address.starts_with("http://") {
                a.link href=(address) rel="noopener" { (address) } (space)
            } @else { (piece) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_a_letter_are_links_and_nothing_else_is_markup() {
        let html = linked("<b> https://portal.example/confirm?a=1&b=2\nBis bald").into_string();
        assert!(
            html.starts_with(
                "&lt;b&gt; <a class=\"link\" href=\"https://portal.example/confirm?a=1&amp;b=2\""
            ),
            "{html}"
        );
        assert!(html.ends_with("</a>\nBis bald"), "{html}");
    }
}
