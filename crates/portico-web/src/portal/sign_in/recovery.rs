//! A forgotten password: asking for the mail, and choosing a new password by its code or its link.

use axum::extract::RawForm;
use axum::response::Response;
use http::StatusCode;
use maud::{Markup, html};
use portico_core::Refusal;
use portico_core::setup::Setup;
use portico_core::sign_in::{forgot_password, reset_password, reset_password_by_link};
use portico_http::Query;
use portico_kit::{Locale, Secret};

use super::super::refused;
use super::super::visit::Visit;
use super::frame::framed;
use super::{link, locale, password};
use crate::design::components::button::Button;
use crate::design::components::error_summary::{Fault, error_summary};
use crate::design::components::field::Field;
use crate::design::components::form::Form;
use crate::design::components::link::Link;
use crate::design::words::t;

/// The form that asks for the address.
pub async fn show_forgotten(visit: Visit) -> Response {
    forgotten(&visit, StatusCode::OK, "", &[]).await
}

async fn forgotten(visit: &Visit, status: StatusCode, email: &str, faults: &[Fault]) -> Response {
    framed(visit, status, "account-forgot", faults, |l, _| {
        let address = Field::email("email", t(l, "portal-email")).autocomplete("username").value(email);
        let fields = html! {
            (address.error(message_of(faults, "email")))
            (Button::submit(t(l, "account-send-code")).primary().wide())
        };
        html! {
            (error_summary(l, faults))
            h1 { (t(l, "account-forgot")) }
            p.lead { (t(l, "account-forgot-line")) }
            (Form::post("/forgot-password").fields(fields))
            p { (Link::to(t(l, "account-back"), "/sign-in")) }
        }
    })
    .await
}

/// Has the mail sent; the page that follows is the same whether or not anybody has the address.
pub async fn send_code(visit: Visit, RawForm(body): RawForm) -> Response {
    let sent = Query::parse(&String::from_utf8_lossy(&body));
    if let Err(refusal) = visit.visitor.check_same_site() {
        return refused::answer(&visit, refusal).await;
    }
    let email = sent.text("email").unwrap_or_default().trim().to_owned();
    let core = &visit.app().core;
    match forgot_password(core, visit.portal.as_str(), &email, &visit.visitor.network).await {
        Ok(()) => reset_form(&visit, StatusCode::OK, &Way::Code(email), &[]).await,
        Err(Refusal::Invalid { .. }) => {
            let fault = Fault::new("email", t(locale(&visit).await, "portal-sign-in-no-address"));
            forgotten(&visit, StatusCode::UNPROCESSABLE_ENTITY, &email, &[fault]).await
        }
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

/// How somebody proves that the address is theirs.
enum Way {
    Code(String),
    Link(String),
}

/// The form that a mail's link leads to; opening it changes nothing.
pub async fn show_reset(visit: Visit) -> Response {
    let token = visit.asked.query.text("token").unwrap_or_default().to_owned();
    if token.is_empty() {
        return forgotten(&visit, StatusCode::OK, "", &[]).await;
    }
    reset_form(&visit, StatusCode::OK, &Way::Link(token), &[]).await
}

async fn reset_form(visit: &Visit, status: StatusCode, way: &Way, faults: &[Fault]) -> Response {
    framed(visit, status, "account-new-password-title", faults, |l, setup| {
        new_password(l, setup, way, faults)
    })
    .await
}

fn new_password(l: Locale, setup: &Setup, way: &Way, faults: &[Fault]) -> Markup {
    let password = Field::password("new_password", t(l, "account-new-password"))
        .autocomplete("new-password")
        .hint(password::asked(l, setup))
        .error(message_of(faults, "new_password"));
    let code = Field::text("code", t(l, "account-code")).hint(t(l, "account-code-hint"));
    let fields = html! {
        @if matches!(way, Way::Code(_)) {
            (code.autocomplete("one-time-code").error(message_of(faults, "code")))
        }
        (password)
        (Button::submit(t(l, "account-save-password")).primary().wide())
    };
    let (name, value) = match way {
        Way::Code(email) => ("email", email),
        Way::Link(token) => ("token", token),
    };
    html! {
        (error_summary(l, faults))
        h1 { (t(l, "account-new-password-title")) }
        @if matches!(way, Way::Code(_)) { p.lead { (t(l, "account-code-sent")) } }
        (Form::post("/reset-password").hidden(name, value).fields(fields))
        p { (Link::to(t(l, "account-code-again"), "/forgot-password")) }
    }
}

/// Takes the new password.
pub async fn reset(visit: Visit, RawForm(body): RawForm) -> Response {
    let sent = Query::parse(&String::from_utf8_lossy(&body));
    if let Err(refusal) = visit.visitor.check_same_site() {
        return refused::answer(&visit, refusal).await;
    }
    let text = |name: &str| sent.text(name).unwrap_or_default().to_owned();
    let (core, password) = (&visit.app().core, Secret::new(text("new_password")));
    let (way, outcome) = match text("token") {
        token if !token.is_empty() => {
            let outcome = reset_password_by_link(core, &Secret::new(token.clone()), &password).await;
            (Way::Link(token), outcome)
        }
        _ => {
            let (email, code) = (text("email"), Secret::new(text("code")));
            let outcome = reset_password(core, visit.portal.as_str(), &email, &code, &password).await;
            (Way::Code(email), outcome)
        }
    };
    match outcome {
        Ok(()) => done(&visit).await,
        Err(Refusal::Invalid { field, .. }) => refuse(&visit, way, field.as_deref(), &password).await,
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

async fn refuse(visit: &Visit, way: Way, field: Option<&str>, password: &Secret) -> Response {
    let l = locale(visit).await;
    let email = match &way {
        Way::Code(email) => email.as_str(),
        Way::Link(_) => "",
    };
    let fault = match (field, &way) {
        (Some("password"), _) => match visit.setup().await {
            Ok(setup) => Fault::new("new_password", password::refused(l, &setup, password, email)),
            Err(refusal) => return refused::answer(visit, refusal).await,
        },
        (_, Way::Link(_)) => return link::over(visit, "/forgot-password").await,
        _ => Fault::new("code", t(l, "account-code-wrong")),
    };
    reset_form(visit, StatusCode::UNPROCESSABLE_ENTITY, &way, &[fault]).await
}

async fn done(visit: &Visit) -> Response {
    framed(visit, StatusCode::OK, "account-password-saved", &[], |l, _| {
        html! {
            h1 { (t(l, "account-password-saved")) }
            p.lead { (t(l, "account-password-saved-line")) }
            (Button::go(t(l, "sign-in"), "/sign-in").primary().wide())
        }
    })
    .await
}

fn message_of<'f>(faults: &'f [Fault], field: &str) -> Option<&'f str> {
    faults.iter().find(|fault| fault.field == field).map(|fault| fault.message.as_str())
}
