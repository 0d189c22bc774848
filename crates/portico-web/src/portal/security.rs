//! One's own account: what it is called, how one signs in, where one is signed in, and leaving.

use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use http::StatusCode;
use maud::{Markup, html};
use portico_core::Refusal;
use portico_core::sign_in::renew_cookie;
use portico_http::{App, PORTAL_COOKIE, Query, set_cookie};
use portico_kit::Locale;

use super::refused::{self, Around};
use super::sign_in::SECONDS;
use super::visit::Visit;
use super::{address, answer};
use crate::design::components::error_summary::{Fault, error_summary};
use crate::design::components::heading::Heading;
use crate::design::layout::{portal_page, task_page};
use crate::design::words::{t, t_args};

mod acted;
mod app;
mod devices;
mod email;
mod language;
mod leave;
mod overview;
mod passkeys;
mod password;
mod picture;
mod prove;

pub(super) use prove::way as way_to_prove;

/// Where the account is looked after.
pub(super) const HERE: &str = "/security";

/// Where the app is set up that shows codes.
pub(super) const APP: &str = "/security/app";

/// Where passkeys are looked after.
const PASSKEYS: &str = "/security/passkeys";

/// The pages.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(HERE, get(overview::show))
        .route(APP, get(app::show).post(app::press))
        .route("/security/app/confirm", post(app::confirm))
        .route(PASSKEYS, get(passkeys::show).post(passkeys::add))
        .route("/security/passkeys/question", get(passkeys::question))
        .route("/security/passkeys/{id}", get(passkeys::show_one).post(passkeys::change))
        .route("/security/prove", get(prove::show).post(prove::prove))
        .route("/security/password", get(password::show).post(password::change))
        .route("/security/email", get(email::show).post(email::change))
        .route("/security/language", get(language::show).post(language::change))
        .route("/security/devices/end", post(devices::end))
        .route("/security/leave", get(leave::show).post(leave::leave))
}

/// What a page of the account is called and says.
struct Told {
    title: String,
    line: Option<String>,
    content: Markup,
}

impl Told {
    fn new(title: impl Into<String>, content: Markup) -> Self {
        Self { title: title.into(), line: None, content }
    }

    fn line(self, line: impl Into<String>) -> Self {
        Self { line: Some(line.into()), ..self }
    }
}

/// A page with all the places of the portal.
async fn page(visit: &Visit, told: impl FnOnce(Locale, &Around) -> Told) -> Response {
    let Some(around) = signed_in(visit).await else {
        return refused::answer(visit, Refusal::unauthenticated()).await;
    };
    let told = told(around.locale, &around);
    let heading = Heading::new(told.title.as_str());
    let heading = told.line.iter().fold(heading, |heading, line| heading.line(line.as_str()));
    let content = html! { (heading) (told.content) };
    answer::page(StatusCode::OK, portal_page(&around.shell(visit), &told.title, content))
}

/// A page for one task, with the way back to the account.
async fn task(
    visit: &Visit,
    status: StatusCode,
    faults: &[Fault],
    told: impl FnOnce(Locale, &Around) -> Told,
) -> Response {
    let Some(around) = signed_in(visit).await else {
        return refused::answer(visit, Refusal::unauthenticated()).await;
    };
    if around.is_acting() {
        let message = "Only the user changes its own account.".to_owned();
        return refused::answer(visit, Refusal::Forbidden { message }).await;
    }
    let l = around.locale;
    let told = told(l, &around);
    let content = html! {
        div.narrow-page {
            (error_summary(l, faults))
            h1 { (told.title) }
            @if let Some(line) = &told.line { p.lead { (line) } }
            (told.content)
        }
    };
    let title = match faults.is_empty() {
        true => told.title,
        false => t_args(l, "error-title-prefix", &[("title", told.title.into())]).into_owned(),
    };
    let (label, mut shell) = (t(l, "security-back"), around.shell(visit));
    if status != StatusCode::OK {
        // What was sent is no address that could be opened in another language.
        shell.other_language = None;
    }
    answer::page(status, task_page(&shell, &title, Some((&label, HERE)), content))
}

/// The portal around somebody who is signed in.
async fn signed_in(visit: &Visit) -> Option<Around> {
    Around::of(visit).await.filter(|around| around.person.is_some())
}

/// Back to the account, which says what was done.
fn done(what: &str) -> Response {
    answer::redirect(&address::with_query(HERE, [("done", what)]))
}

/// The answer with a new cookie: the session has another standing than before.
async fn renewed(visit: &Visit, response: Response) -> Response {
    let Some(claims) = visit.visitor.portal_claims() else { return response };
    match renew_cookie(&visit.app().core, &claims).await {
        Ok(cookie) => {
            let cookie = set_cookie(PORTAL_COOKIE, cookie.expose(), "/", SECONDS, visit.is_secure());
            answer::with_cookie(response, cookie)
        }
        Err(refusal) => {
            // What was asked for is done; the session goes on under its old secret.
            tracing::warn!(?refusal, "a session was not renewed");
            response
        }
    }
}

/// What was sent, when this site's own form sent it.
fn sent(visit: &Visit, body: &[u8]) -> Result<Query, Refusal> {
    visit.visitor.check_same_site()?;
    Ok(Query::parse(&String::from_utf8_lossy(body)))
}

/// The words of the fault at a field.
fn fault_at<'f>(faults: &'f [Fault], field: &str) -> Option<&'f str> {
    faults.iter().find(|fault| fault.field == field).map(|fault| fault.message.as_str())
}
