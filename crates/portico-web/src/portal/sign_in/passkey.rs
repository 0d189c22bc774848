//! Signing in with a passkey: the button, what the browser asks for, and what it answers.

use axum::extract::RawForm;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use maud::{Markup, html};
use portico_core::Refusal;
use portico_core::passkeys::{self, begin_sign_in, sign_in_by_passkey};
use portico_core::setup::Setup;
use portico_http::Query;
use portico_kit::Locale;

use super::super::refused;
use super::super::visit::Visit;
use super::frame::framed;
use crate::design::components::button::Button;
use crate::design::components::error_summary::Fault;
use crate::design::components::link::Link;
use crate::design::icons::Icon;
use crate::design::layout::divider;
use crate::design::words::t;

/// Whether the browser offers passkeys by itself, where the address is typed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::portal) enum Offered {
    /// As soon as the page is there.
    Typing,
    /// When the button is pressed.
    Pressed,
}

/// A form that asks the device for a passkey and signs in with it.
pub(in crate::portal) fn form(l: Locale, next: &str, label: &str, offered: Offered) -> Markup {
    let unasked = (offered == Offered::Typing).then_some("");
    html! {
        form.form.bare-form #passkey method="post" action="/sign-in/passkey" data-passkey="/sign-in/passkey"
            data-offered=[unasked] data-stopped=(t(l, "passkey-stopped")) data-known="" {
            input type="hidden" name="next" value=(next);
            input type="hidden" name="answer" value="";
            (Button::submit(label).icon(Icon::Fingerprint).wide())
            p.small.passkey-said role="status" {}
        }
    }
}

/// The ways beside the password and beside other accounts.
pub(super) fn ways(l: Locale, setup: &Setup, next: &str, is_apart: bool, faults: &[Fault]) -> Markup {
    // What has just failed is not offered by itself again.
    let has_failed = faults.iter().any(|fault| fault.field == "passkey");
    let offered = if has_failed { Offered::Pressed } else { Offered::Typing };
    let by_mail = setup.portal.doc.pointer("/auth_settings/passwordless_login/enabled") == Some(&true.into());
    let by_passkey = passkeys::are_taken(&setup.portal);
    html! {
        @if by_mail || by_passkey {
            @if is_apart { (divider(&t(l, "sso-or"))) }
            div.twin {
                @if by_passkey { (form(l, next, &t(l, "passkey"), offered)) }
                @if by_mail { div { (Button::go(t(l, "passkey-mail"), "/sign-in/mail").icon(Icon::Mail).wide()) } }
            }
        }
    }
}

/// What the browser asks the device for.
pub(in crate::portal) async fn question(visit: Visit) -> Response {
    let host = Some(visit.visitor.host.as_str());
    match begin_sign_in(&visit.app().core, visit.portal.as_str(), host).await {
        Ok(question) => told(question),
        Err(refusal) => portico_http::Problem(refusal).into_response(),
    }
}

/// A question as the script reads it: never kept, for it is good once.
pub(in crate::portal) fn told(question: serde_json::Value) -> Response {
    let mut response = axum::Json(question).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    response
}

/// Takes what the device said.
pub(in crate::portal) async fn sign_in(visit: Visit, RawForm(body): RawForm) -> Response {
    let sent = Query::parse(&String::from_utf8_lossy(&body));
    if let Err(refusal) = visit.visitor.check_same_site() {
        return refused::answer(&visit, refusal).await;
    }
    let next = super::next(&sent);
    let answer = sent.text("answer").unwrap_or_default();
    let l = super::locale(&visit).await;
    if answer.is_empty() {
        let fault = Fault::new("passkey", t(l, "passkey-needs-scripts"));
        return super::page(&visit, StatusCode::UNPROCESSABLE_ENTITY, &next, "", &[fault]).await;
    }
    let here = Some((&visit.tenant, &visit.portal, visit.visitor.host.as_str()));
    match sign_in_by_passkey(&visit.app().core, answer, here).await {
        Ok(entered) => super::admit(&visit, &entered, &next).await,
        Err(Refusal::Unauthenticated { reason, .. }) => {
            let said = match reason {
                Some("PASSKEY_COPIED") => "passkey-copied",
                _ => "passkey-wrong",
            };
            let fault = Fault::new("passkey", t(l, said));
            super::page(&visit, StatusCode::UNAUTHORIZED, &next, "", &[fault]).await
        }
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

/// Asks for the passkey of somebody whose password is right, where the portal asks for a second factor.
pub(super) async fn ask(visit: &Visit, next: &str) -> Response {
    framed(visit, StatusCode::OK, "passkey-ask", &[], |l, _| {
        html! {
            h1 { (t(l, "passkey-ask")) }
            p.lead { (t(l, "passkey-ask-line")) }
            (form(l, next, &t(l, "passkey-use"), Offered::Pressed))
            p { (Link::to(t(l, "security-ask-again"), "/sign-in")) }
        }
    })
    .await
}
