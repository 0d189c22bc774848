//! Mail that leaves the house: every letter and what became of it, and how the organisation sends.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use http::StatusCode;
use maud::{Markup, Render};
use portico_core::mail::{self, Tried, Words};
use portico_core::{Refusal, staff};
use portico_http::App;
use portico_kit::{EmailAddress, Locale, TenantId};

use super::address::Address;
use super::answers::Answers;
use super::desk::Desk;
use super::shell::Place;
use crate::design::components::Current;
use crate::design::components::tabs::Tabs;
use crate::design::words::t;

mod draft;
mod letter;
mod list;
mod outcome;
mod settings;
mod side;

pub(super) use letter::card;
use letter::{kind, state_tag};

use draft::{Draft, check_seen};
use list::Asked;

/// Where all letters are listed.
const LETTERS: &str = "/admin/mail";
/// Where it is set how mail is sent.
const SETTINGS: &str = "/admin/mail/settings";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(LETTERS, get(list_letters))
        .route(SETTINGS, get(show_settings).post(save_settings))
        .route("/admin/mail/letters/{id}", get(show_letter))
        .route("/admin/mail/letters/{id}/again", post(send_again))
}

/// Where a letter is shown.
pub(super) fn address(id: &str) -> Address {
    Address::of(format!("{LETTERS}/letters/{id}"))
}

/// Where the letters to a portal user are listed.
pub(super) fn letters_of(user: &str) -> Address {
    Address::of(LETTERS).and("user", user)
}

fn tabs(locale: Locale, is_list: bool) -> Markup {
    Tabs::new(t(locale, "mail-parts"))
        .tab(t(locale, "mail-letters"), LETTERS, Current::from(is_list))
        .tab(t(locale, "mail-settings"), SETTINGS, Current::from(!is_list))
        .render()
}

async fn list_letters(desk: Desk) -> Response {
    let (locale, asked, here) = (desk.locale, Asked::of(desk.query()), desk.here());
    desk.show(Place::Mail, move |tx, caller| list::page(tx, caller, locale, &asked, &here)).await
}

async fn show_letter(desk: Desk, Path(id): Path<String>) -> Response {
    let locale = desk.locale;
    desk.show(Place::Mail, move |tx, caller| letter::page(tx, caller, locale, &id)).await
}

async fn send_again(desk: Desk, Path(id): Path<String>) -> Response {
    let (core, letter) = (desk.core(), id.clone());
    let sent = desk.change(move |tx, caller| mail::send_again(tx, &core, caller, &letter));
    desk.done(sent.await, address(&id), "mail-again").await
}

async fn show_settings(desk: Desk) -> Response {
    let (locale, core) = (desk.locale, desk.core());
    desk.show(Place::Mail, move |tx, caller| {
        let stored = mail::read_settings(tx, &core, caller)?;
        settings::page(tx, caller, locale, &core, &Draft::of(&stored), None)
    })
    .await
}

async fn save_settings(desk: Desk, answers: Answers) -> Response {
    let draft = Draft::of_answers(&answers);
    if answers.text("press") == "try" {
        return try_out(&desk, draft).await;
    }
    let (core, wanted, seen) = (desk.core(), draft.wanted(), draft.seen.clone());
    let saved = desk.change(move |tx, caller| {
        check_seen(&seen, &mail::read_settings(tx, &core, caller)?)?;
        mail::save_settings(tx, &core, caller, &wanted)
    });
    match saved.await {
        Ok(()) => desk.go(Address::of(SETTINGS), "mail-saved"),
        Err(refusal @ (Refusal::Invalid { .. } | Refusal::Conflict { .. })) => {
            form_again(&desk, draft.refused(desk.locale, &refusal)).await
        }
        Err(refusal) => desk.refuse(refusal).await,
    }
}

async fn form_again(desk: &Desk, draft: Draft) -> Response {
    show_form(desk, StatusCode::UNPROCESSABLE_ENTITY, draft, None).await
}

async fn show_form(
    desk: &Desk,
    status: StatusCode,
    draft: Draft,
    tried: Option<(String, Tried)>,
) -> Response {
    let (locale, core) = (desk.locale, desk.core());
    desk.show_as(status, Place::Mail, move |tx, caller| {
        settings::page(tx, caller, locale, &core, &draft, tried.as_ref())
    })
    .await
}

/// Sends one letter to whoever presses, through what is typed; stores nothing.
async fn try_out(desk: &Desk, draft: Draft) -> Response {
    let me = desk.read(|tx, caller| {
        let members = staff::list(tx)?;
        let me = members.into_iter().find(|member| member.id.as_str() == caller.actor.id);
        let me = me.ok_or(Refusal::NotFound)?;
        let to = EmailAddress::parse(&me.email).map_err(|error| Refusal::Fault(error.to_string()))?;
        Ok((tx.tenant().clone(), to))
    });
    let (tenant, to): (TenantId, EmailAddress) = match me.await {
        Ok(me) => me,
        Err(refusal) => return desk.refuse(refusal).await,
    };
    let (subject, text) = (t(desk.locale, "mail-try-subject"), t(desk.locale, "mail-try-text"));
    let words = Words { subject: &subject, text: &text };
    let wanted = draft.wanted();
    match mail::try_out(&desk.core(), &tenant, &to, wanted.own.as_ref(), words).await {
        Ok(tried) => show_form(desk, StatusCode::OK, draft, Some((to.as_str().to_owned(), tried))).await,
        Err(refusal @ Refusal::Invalid { .. }) => {
            form_again(desk, draft.refused(desk.locale, &refusal)).await
        }
        Err(Refusal::Conflict { .. }) => form_again(desk, draft.without_server(desk.locale)).await,
        Err(refusal) => desk.refuse(refusal).await,
    }
}
