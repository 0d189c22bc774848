//! The second step of a sign-in, or the only one without a password: a code that was mailed.

use axum::extract::RawForm;
use axum::response::Response;
use http::StatusCode;
use maud::html;
use portico_core::Refusal;
use portico_core::sign_in::{answer_challenge, passwordless};
use portico_http::Query;
use portico_kit::Secret;

use super::super::refused;
use super::super::visit::Visit;
use super::frame::framed;
use crate::design::components::button::Button;
use crate::design::components::error_summary::{Fault, error_summary};
use crate::design::components::field::Field;
use crate::design::components::form::Form;
use crate::design::components::link::Link;
use crate::design::words::t;

/// Asks for the code that is awaited under a handle.
pub(super) async fn ask(
    visit: &Visit,
    handle: &Secret,
    next: &str,
    fresh: bool,
    faults: &[Fault],
) -> Response {
    let status = if fresh { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    framed(visit, status, "account-code-title", faults, |l, _| {
        let error = faults.first().map(|fault| fault.message.as_str());
        let code = Field::text("code", t(l, "account-code")).hint(t(l, "account-code-hint"));
        let fields = html! {
            (code.autocomplete("one-time-code").error(error))
            (Button::submit(t(l, "sign-in")).primary().wide())
        };
        html! {
            (error_summary(l, faults))
            h1 { (t(l, "account-code-title")) }
            p.lead { (t(l, "account-code-line")) }
            (Form::post("/sign-in/code").hidden("next", next).hidden("session", handle.expose()).fields(fields))
            p { (Link::to(t(l, "account-code-again"), "/sign-in")) }
        }
    })
    .await
}

/// The form that asks for the address of a sign-in without password.
pub async fn show_address(visit: Visit) -> Response {
    address(&visit, StatusCode::OK, "", &[]).await
}

async fn address(visit: &Visit, status: StatusCode, email: &str, faults: &[Fault]) -> Response {
    framed(visit, status, "account-by-mail", faults, |l, _| {
        let error = faults.first().map(|fault| fault.message.as_str());
        let fields = html! {
            (Field::email("email", t(l, "portal-email")).autocomplete("username").value(email).error(error))
            (Button::submit(t(l, "account-send-code")).primary().wide())
        };
        html! {
            (error_summary(l, faults))
            h1 { (t(l, "account-by-mail")) }
            p.lead { (t(l, "account-by-mail-line")) }
            (Form::post("/sign-in/mail").fields(fields))
            p { (Link::to(t(l, "account-back"), "/sign-in")) }
        }
    })
    .await
}

/// Has code and link sent; the page that follows is the same whether or not anybody has the address.
pub async fn send(visit: Visit, RawForm(body): RawForm) -> Response {
    let sent = Query::parse(&String::from_utf8_lossy(&body));
    if let Err(refusal) = visit.visitor.check_same_site() {
        return refused::answer(&visit, refusal).await;
    }
    let email = sent.text("email").unwrap_or_default().trim().to_owned();
    let core = &visit.app().core;
    match passwordless(core, visit.portal.as_str(), &email, &visit.visitor.network).await {
        Ok(begun) => ask(&visit, &begun.session, &super::next(&sent), true, &[]).await,
        Err(Refusal::Invalid { .. }) => {
            let fault = Fault::new("email", t(super::locale(&visit).await, "portal-sign-in-no-address"));
            address(&visit, StatusCode::UNPROCESSABLE_ENTITY, &email, &[fault]).await
        }
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

/// Takes the code.
pub async fn sign_in(visit: Visit, RawForm(body): RawForm) -> Response {
    let sent = Query::parse(&String::from_utf8_lossy(&body));
    if let Err(refusal) = visit.visitor.check_same_site() {
        return refused::answer(&visit, refusal).await;
    }
    let secret = |name: &str| Secret::new(sent.text(name).unwrap_or_default().trim().to_owned());
    let (handle, next) = (secret("session"), super::next(&sent));
    match answer_challenge(&visit.app().core, &handle, &secret("code")).await {
        Ok(entered) => super::admit(&visit, &entered, &next),
        Err(Refusal::Unauthenticated { .. }) => {
            let fault = Fault::new("code", t(super::locale(&visit).await, "account-code-wrong"));
            ask(&visit, &handle, &next, false, &[fault]).await
        }
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}
