//! Refusals as pages of the console: what was not done, why, and the next step.

use axum::response::{Html, IntoResponse, Response};
use maud::{Markup, html};
use portico_core::Refusal;
use portico_http::{Problem, reference_of};
use portico_kit::Locale;

use super::address::Address;
use super::shell::{Facts, Place, shell};
use crate::design::components::button::{Button, buttons};
use crate::design::components::heading::Heading;
use crate::design::layout::{ConsolePage, ConsoleShell, SchemeChoice, bare_console_page, console_page};
use crate::design::words::{t, t_args};

/// The page of a refusal, with the places around it when somebody is signed in.
pub(super) fn page(
    locale: Locale,
    scheme: SchemeChoice,
    here: &Address,
    facts: Option<&Facts>,
    refusal: &Refusal,
) -> Response {
    let status = Problem::status(refusal);
    let (title, content) = told(locale, refusal);
    let markup = match facts {
        Some(facts) => {
            let shell = shell(locale, scheme, Place::Elsewhere, here, facts);
            let page = ConsolePage { title: title.clone(), here: title, content, ..ConsolePage::default() };
            console_page(&shell, page)
        }
        None => {
            let bare = ConsoleShell { scheme, ..ConsoleShell::new(locale, "") };
            bare_console_page(&bare, &title, content)
        }
    };
    (status, Html(markup.into_string())).into_response()
}

fn told(locale: Locale, refusal: &Refusal) -> (String, Markup) {
    let key = match refusal {
        Refusal::Invalid { .. } | Refusal::Rejected { .. } => "invalid",
        Refusal::Unauthenticated { .. } | Refusal::Forbidden { .. } | Refusal::RuleFailed { .. } => {
            "forbidden"
        }
        Refusal::NotFound => "missing",
        Refusal::Conflict { .. } => "conflict",
        Refusal::TooMany { .. } => "many",
        Refusal::TooLarge | Refusal::OverLimit { .. } => "large",
        Refusal::Fault(_) => "fault",
    };
    let title = t(locale, &format!("console-refused-{key}")).into_owned();
    let args = match refusal {
        Refusal::TooMany { retry_after } => vec![("seconds", (*retry_after).max(1).into())],
        Refusal::Fault(cause) => vec![("reference", reference_of(cause).into())],
        _ => Vec::new(),
    };
    let line = t_args(locale, &format!("console-refused-{key}-line"), &args);
    let content = html! {
        (Heading::new(title.clone()).line(line))
        @if let Some(detail) = detail(refusal) { p { code { (detail) } } }
        (buttons(html! {
            (Button::go(t(locale, "console-to-portals"), "/admin").primary())
            (Button::go(t(locale, "console-to-records"), "/admin/records"))
        }))
    };
    (title, content)
}

/// What the domain says about it, as programs read it too.
fn detail(refusal: &Refusal) -> Option<&str> {
    match refusal {
        Refusal::Invalid { message, .. }
        | Refusal::Rejected { message, .. }
        | Refusal::Conflict { message, .. }
        | Refusal::RuleFailed { message, .. }
        | Refusal::OverLimit { message, .. }
        | Refusal::Forbidden { message } => Some(message),
        _ => None,
    }
}
