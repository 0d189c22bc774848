//! Colleagues: the people of one's own company in this portal, whom one invites, switches off and on, and parts with.

use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use http::StatusCode;
use maud::{Markup, html};
use portico_core::partners::{self, Colleague, Stands};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_http::App;
use portico_kit::{EntityId, Instant, Locale};

use super::refused::{self, Around};
use super::visit::Visit;
use super::{address, answer};
use crate::design::components::Tone;
use crate::design::components::error_summary::{Fault, error_summary};
use crate::design::components::heading::Heading;
use crate::design::components::tag::Tag;
use crate::design::format::{date, local};
use crate::design::icons::Icon;
use crate::design::layout::{portal_page, task_page};
use crate::design::words::{t, t_args};

mod invite;
mod list;
mod one;

/// Where colleagues are listed.
pub(super) const HERE: &str = "/colleagues";

/// The pages.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(HERE, get(list::show))
        .route("/colleagues/invite", get(invite::show).post(invite::invite))
        .route("/colleagues/{id}", get(one::show))
        .route("/colleagues/{id}/resend", post(one::resend))
        .route("/colleagues/{id}/access", post(one::change_access))
        .route("/colleagues/{id}/remove", get(one::ask).post(one::remove))
}

/// Where a colleague is shown.
fn address_of(id: &EntityId) -> String {
    format!("{HERE}/{}", address::encoded(id.as_str()))
}

/// Reads for somebody who has colleagues; for everybody else there is no such page.
async fn read<T: Send + 'static>(
    visit: &Visit,
    work: impl Fn(&mut Tx<'_>, &Caller) -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    let read = visit.read(move |tx, caller| match partners::has_colleagues(caller) {
        true => work(tx, caller),
        false => Err(Refusal::NotFound),
    });
    read.await
}

/// A page with all the places of the portal.
async fn page(visit: &Visit, title: &str, line: &str, content: impl FnOnce(Locale) -> Markup) -> Response {
    let Some(around) = Around::of(visit).await else {
        return refused::answer(visit, Refusal::unauthenticated()).await;
    };
    let l = around.locale;
    let title = t(l, title).into_owned();
    let content = html! { (Heading::new(title.as_str()).line(t(l, line))) (content(l)) };
    answer::page(StatusCode::OK, portal_page(&around.shell(visit), &title, content))
}

/// A page for one task, with the way back.
async fn task(
    visit: &Visit,
    status: StatusCode,
    faults: &[Fault],
    told: impl FnOnce(Locale) -> (String, Markup),
) -> Response {
    let Some(around) = Around::of(visit).await else {
        return refused::answer(visit, Refusal::unauthenticated()).await;
    };
    let l = around.locale;
    let (title, content) = told(l);
    let content = html! { div.narrow-page { (error_summary(l, faults)) h1 { (title) } (content) } };
    let title = match faults.is_empty() {
        true => title,
        false => t_args(l, "error-title-prefix", &[("title", title.into())]).into_owned(),
    };
    let mut shell = around.shell(visit);
    if status != StatusCode::OK {
        // What was sent is no address that could be opened in another language.
        shell.other_language = None;
    }
    let back = t(l, "colleagues-title");
    answer::page(status, task_page(&shell, &title, Some((&back, HERE)), content))
}

/// How a colleague stands, as a tag.
fn tag(l: Locale, colleague: &Colleague) -> Tag {
    let (tone, icon, key) = match colleague.stands {
        Stands::Here => (Tone::Good, Icon::CircleCheck, "colleagues-here"),
        Stands::Invited(_) => (Tone::Info, Icon::Mail, "colleagues-invited"),
        Stands::Expired => (Tone::Warn, Icon::Clock, "colleagues-expired"),
        Stands::Off => (Tone::Bad, Icon::Ban, "colleagues-off"),
        Stands::Outside => (Tone::Neutral, Icon::CircleDashed, "colleagues-outside"),
    };
    Tag::new(tone, t(l, key)).icon(icon)
}

/// The day of a moment: `9. Dezember 2026`.
fn day(l: Locale, at: Instant) -> String {
    date(l, local(at).0)
}

/// The language of the page.
async fn locale(visit: &Visit) -> Locale {
    Around::of(visit).await.map_or_else(Default::default, |around| around.locale)
}
