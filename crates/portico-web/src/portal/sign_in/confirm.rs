//! Proving an address: the page that a letter's link leads to, which changes nothing until its button is pressed, and
//! the form for the letter's code.

use axum::extract::RawForm;
use axum::response::Response;
use http::StatusCode;
use maud::html;
use portico_core::Refusal;
use portico_core::one_time::Standing;
use portico_core::registration::{self, Confirmed};
use portico_http::Query;
use portico_kit::Secret;

use super::super::refused;
use super::super::visit::Visit;
use super::frame::framed;
use super::locale;
use crate::design::components::button::Button;
use crate::design::components::error_summary::{Fault, error_summary};
use crate::design::components::field::Field;
use crate::design::components::form::Form;
use crate::design::components::link::Link;
use crate::design::words::t;

/// Shows the button for a link that can be used; otherwise says how it stands. Without a link it asks for the code.
pub async fn show(visit: Visit) -> Response {
    let token = visit.asked.query.text("confirmation_link_token").unwrap_or_default().to_owned();
    if token.is_empty() {
        return ask(&visit, StatusCode::OK, "", "account-confirm-line", &[]).await;
    }
    match registration::look_at_link(&visit.app().core, &Secret::new(token.clone())).await {
        Ok(Standing::Open(_)) => button(&visit, &token).await,
        Ok(Standing::Used(_)) => done(&visit, false).await,
        Ok(Standing::Expired(proof)) => again(&visit, &proof.email).await,
        Ok(Standing::Unknown) | Err(Refusal::NotFound) => again(&visit, "").await,
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

async fn button(visit: &Visit, token: &str) -> Response {
    framed(visit, StatusCode::OK, "account-confirm", &[], |l, _| {
        let button = html! { (Button::submit(t(l, "account-confirm")).primary().wide()) };
        html! {
            h1 { (t(l, "account-confirm-title")) }
            p.lead { (t(l, "account-confirm-press")) }
            (Form::post("/confirm").hidden("confirmation_link_token", token).fields(button))
        }
    })
    .await
}

/// Asks for the code of the letter that went to an address.
pub(super) async fn ask(
    visit: &Visit,
    status: StatusCode,
    email: &str,
    line: &str,
    faults: &[Fault],
) -> Response {
    framed(visit, status, "account-confirm-title", faults, |l, _| {
        let error = |field: &str| faults.iter().find(|fault| fault.field == field).map(|fault| fault.message.as_str());
        let code = Field::text("code", t(l, "account-code")).hint(t(l, "account-code-hint"));
        let fields = html! {
            @if email.is_empty() || error("email").is_some() {
                (Field::email("email", t(l, "portal-email")).autocomplete("username").value(email).error(error("email")))
            }
            (code.autocomplete("one-time-code").error(error("code")))
            (Button::submit(t(l, "account-confirm")).primary().wide())
        };
        let form = Form::post("/confirm");
        let form = if email.is_empty() { form } else { form.hidden("email", email) };
        let once_more = Button::submit(t(l, "account-send-again")).quiet().small();
        html! {
            (error_summary(l, faults))
            h1 { (t(l, "account-confirm-title")) }
            p.lead { (t(l, line)) }
            (form.fields(fields))
            @if !email.is_empty() {
                (Form::post("/confirm/again").inline().hidden("email", email).fields(once_more))
            }
            p { (Link::to(t(l, "account-back"), "/sign-in")) }
        }
    })
    .await
}

/// Says that a link is over, and offers a new one.
async fn again(visit: &Visit, email: &str) -> Response {
    framed(visit, StatusCode::GONE, "account-link-over", &[], |l, _| {
        let address = Field::email("email", t(l, "portal-email")).autocomplete("username").value(email);
        let fields = html! {
            (address)
            (Button::submit(t(l, "account-send-again")).primary().wide())
        };
        html! {
            h1 { (t(l, "account-link-over")) }
            p.lead { (t(l, "account-link-over-line")) }
            (Form::post("/confirm/again").fields(fields))
            p { (Link::to(t(l, "account-back"), "/sign-in")) }
        }
    })
    .await
}

/// Sends the letter again; the page is the same for everybody.
pub async fn send_again(visit: Visit, RawForm(body): RawForm) -> Response {
    let sent = Query::parse(&String::from_utf8_lossy(&body));
    if let Err(refusal) = visit.visitor.check_same_site() {
        return refused::answer(&visit, refusal).await;
    }
    let email = sent.text("email").unwrap_or_default().trim().to_owned();
    let (core, network) = (&visit.app().core, &visit.visitor.network);
    match registration::send_again(core, &visit.tenant, &visit.portal, &email, network).await {
        Ok(()) => ask(&visit, StatusCode::OK, &email, "account-confirm-sent", &[]).await,
        Err(Refusal::Invalid { .. }) => {
            let fault = Fault::new("email", t(locale(&visit).await, "portal-sign-in-no-address"));
            ask(&visit, StatusCode::UNPROCESSABLE_ENTITY, &email, "account-confirm-line", &[fault]).await
        }
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

/// Confirms by the button of a link, or by a code.
pub async fn confirm(visit: Visit, RawForm(body): RawForm) -> Response {
    let sent = Query::parse(&String::from_utf8_lossy(&body));
    if let Err(refusal) = visit.visitor.check_same_site() {
        return refused::answer(&visit, refusal).await;
    }
    let text = |name: &str| sent.text(name).unwrap_or_default().trim().to_owned();
    let core = &visit.app().core;
    let token = text("confirmation_link_token");
    let (email, code) = (text("email"), Secret::new(text("code")));
    let outcome = if token.is_empty() {
        registration::confirm_by_code(core, &visit.tenant, &visit.portal, &email, &code).await
    } else {
        registration::confirm_by_link(core, &Secret::new(token.clone())).await
    };
    match outcome {
        Ok(Confirmed { waits, .. }) => done(&visit, waits).await,
        Err(Refusal::Invalid { .. }) if !token.is_empty() => again(&visit, "").await,
        Err(Refusal::Invalid { field, .. }) => {
            let l = locale(&visit).await;
            let fault = match field.as_deref() {
                Some("email") => Fault::new("email", t(l, "portal-sign-in-no-address")),
                _ => Fault::new("code", t(l, "account-code-wrong")),
            };
            ask(&visit, StatusCode::UNPROCESSABLE_ENTITY, &email, "account-confirm-line", &[fault]).await
        }
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

pub(super) async fn done(visit: &Visit, waits: bool) -> Response {
    framed(visit, StatusCode::OK, "account-confirmed", &[], |l, _| {
        html! {
            h1 { (t(l, "account-confirmed")) }
            p.lead { (t(l, if waits { "account-confirmed-waits" } else { "account-confirmed-line" })) }
            (Button::go(t(l, "sign-in"), "/sign-in").primary().wide())
        }
    })
    .await
}
