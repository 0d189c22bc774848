//! Refusals as pages: what happened, what it means, and the next step.

use std::sync::Arc;

use axum::response::Response;
use http::{HeaderValue, StatusCode, header};
use maud::{Markup, html};
use portico_core::Refusal;
use portico_core::access::SECOND_FACTOR_REQUIRED;
use portico_core::authenticators::STEP_UP_REQUIRED;
use portico_core::pages::{setup_for, setup_for_anybody};
use portico_core::setup::Setup;
use portico_http::{Problem, Query, reference_of};
use portico_kit::Locale;

use super::person::Person;
use super::settings::Settings;
use super::shell::{Frame, locale_of};
use super::visit::Visit;
use super::{address, answer, help, security, texts, unknown};
use crate::design::components::button::Button;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::icon_list::IconList;
use crate::design::icons::Icon;
use crate::design::layout::{PortalShell, portal_page, task_page};
use crate::design::words::{t, t_args};

mod pending;

/// The page of a refusal; without a session the sign-in page.
pub async fn answer(visit: &Visit, refusal: Refusal) -> Response {
    match refusal {
        Refusal::Unauthenticated { reason: Some("PORTAL_USER_PENDING_ACTIVATION"), .. } => {
            pending::answer(visit).await
        }
        Refusal::Unauthenticated { reason: Some(SECOND_FACTOR_REQUIRED), .. } => {
            answer::redirect(security::APP)
        }
        Refusal::Unauthenticated { reason: Some(STEP_UP_REQUIRED), .. } => {
            answer::redirect(&security::way_to_prove(&visit.asked.here()))
        }
        Refusal::Unauthenticated { .. } => to_sign_in(visit),
        refusal => tell(visit, refusal).await,
    }
}

fn to_sign_in(visit: &Visit) -> Response {
    let next = visit.asked.here();
    let to = if next == "/" {
        "/sign-in".to_owned()
    } else {
        address::with_query("/sign-in", [("next", next.as_str())])
    };
    answer::redirect(&to)
}

/// The portal, who is signed in and the language of a page that reports a refusal.
pub struct Around {
    /// The portal.
    pub setup: Arc<Setup>,
    /// Who is signed in, if anybody.
    pub person: Option<Person>,
    /// The language.
    pub locale: Locale,
}

impl Around {
    /// Reads what there is; nothing when the portal cannot be read.
    pub async fn of(visit: &Visit) -> Option<Self> {
        let read =
            visit.read_pending(|tx, caller| Ok((Person::read(tx, caller)?, setup_for(tx, caller, &[])?)));
        let (person, setup) = match read.await {
            Ok((person, setup)) => (Some(person), setup),
            Err(_) => {
                let now = visit.app().core.clock().now();
                (None, setup_for_anybody(visit.setup().await.ok()?, now))
            }
        };
        let locale = locale_of(&setup, &visit.asked, person.as_ref());
        Some(Self { setup, person, locale })
    }

    /// Whether a member of staff acts in the user's place.
    pub fn is_acting(&self) -> bool {
        self.person.as_ref().is_some_and(|person| person.acting.is_some())
    }

    /// The frame of the page.
    pub fn shell(&self, visit: &Visit) -> PortalShell {
        let now = visit.app().core.clock().now();
        let person = self.person.as_ref();
        Frame { setup: &self.setup, asked: &visit.asked, locale: self.locale, person, here: None, now }
            .shell()
    }
}

async fn tell(visit: &Visit, refusal: Refusal) -> Response {
    let status = Problem::status(&refusal);
    let Some(around) = Around::of(visit).await else {
        return unknown::broken(visit.asked.wanted.unwrap_or_default(), &reference(&refusal));
    };
    let l = around.locale;
    let (title, content) = match &refusal {
        Refusal::NotFound => not_found(&around),
        Refusal::TooMany { retry_after } => {
            let minutes = (retry_after.max(&1) + 59) / 60;
            plain(
                &around,
                "portal-too-many",
                &t_args(l, "portal-too-many-line", &[("minutes", minutes.into())]),
            )
        }
        Refusal::Forbidden { .. } if around.is_acting() => {
            plain(&around, "acting-refused", &t(l, "acting-refused-line"))
        }
        Refusal::Forbidden { .. } | Refusal::RuleFailed { .. } => {
            plain(&around, "portal-not-allowed", &t(l, "portal-not-allowed-line"))
        }
        Refusal::TooLarge | Refusal::OverLimit { .. } => {
            plain(&around, "portal-too-large", &t(l, "portal-too-large-line"))
        }
        Refusal::Conflict { .. } => plain(&around, "portal-conflict-title", &t(l, "portal-try-again")),
        Refusal::Invalid { .. } | Refusal::Rejected { .. } => {
            plain(&around, "portal-bad-request", &t(l, "portal-bad-request-line"))
        }
        _ => fault(&around, &reference(&refusal)),
    };
    let mut response = answer::page(status, portal_page(&around.shell(visit), &title, content));
    if let Refusal::TooMany { retry_after } = refusal {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(retry_after.max(1)));
    }
    response
}

/// Logs an unexpected failure once, under the reference that the page shows.
fn reference(refusal: &Refusal) -> String {
    reference_of(&format!("{refusal:?}"))
}

/// Missing and invisible things are told in the same words.
fn not_found(around: &Around) -> (String, Markup) {
    let l = around.locale;
    let line = match &around.person {
        Some(person) => t_args(l, "portal-not-found-line", &[("email", person.email.as_str().into())]),
        None => t(l, "portal-not-found-stranger"),
    };
    let title = t(l, "portal-not-found").into_owned();
    let content = html! {
        (Heading::new(title.as_str()).above("404").line(line))
        div.buttons {
            (Button::go(t(l, "portal-to-start"), "/").primary())
            @if around.person.is_some() { (Form::post("/sign-out").inline().buttons(Button::submit(t(l, "portal-other-account")))) }
        }
        hr;
        h2.h3 { (t(l, "portal-often")) }
        (IconList::new().roomy()
            .link(Icon::Search, t(l, "portal-search-everything"), "/search")
            .link(Icon::CircleQuestionMark, t(l, "help"), "/help"))
    };
    (title, content)
}

fn plain(around: &Around, key: &str, line: &str) -> (String, Markup) {
    let l = around.locale;
    let title = t(l, key).into_owned();
    let content = html! {
        (Heading::new(title.as_str()).line(line))
        div.stack {
            p { (help(&around.setup, l)) }
            div.buttons { (Button::go(t(l, "portal-to-start"), "/").primary()) }
        }
    };
    (title, content)
}

fn fault(around: &Around, reference: &str) -> (String, Markup) {
    let line = t_args(around.locale, "portal-fault-line", &[("reference", reference.into())]);
    plain(around, "portal-fault", &line)
}

/// Whom to ask, in a sentence.
pub fn help(setup: &Setup, locale: Locale) -> String {
    let settings = Settings::of(&setup.portal);
    let hours = texts::pick(&settings.hours, locale).to_owned();
    let phone =
        settings.phone.map(|phone| if hours.is_empty() { phone } else { format!("{phone}, {hours}") });
    match phone.or(settings.email) {
        Some(way) => t_args(locale, "portal-ask", &[("way", way.into())]).into_owned(),
        None => t(locale, "portal-ask-us").into_owned(),
    }
}

/// The session ended while somebody typed: what was sent waits in the page until they are signed in again.
pub async fn keep_typing(visit: &Visit, sent: &Query) -> Response {
    let Some(around) = Around::of(visit).await else { return to_sign_in(visit) };
    let l = around.locale;
    let form = Form::post(visit.visitor.address.as_str());
    let form =
        sent.pairs().iter().fold(form, |form, (name, value)| form.hidden(name.as_str(), value.as_str()));
    let content = html! {
        (Heading::new(t(l, "portal-session-ended")).line(t(l, "portal-session-ended-line")))
        div.stack {
            p { (help::new_window(l, &t(l, "portal-sign-in-new-window"), "/sign-in")) }
            (form.buttons(Button::submit(t(l, "portal-send-again")).primary()))
        }
    };
    let mut shell = around.shell(visit);
    shell.other_language = None;
    answer::page(StatusCode::UNAUTHORIZED, task_page(&shell, &t(l, "portal-session-ended"), None, content))
}
