//! The second step of a sign-in, or the only one without a password: a code that was mailed, or that an app shows.

use axum::extract::RawForm;
use axum::response::Response;
use http::StatusCode;
use maud::html;
use portico_core::Refusal;
use portico_core::sign_in::{Challenge, ChallengeKind, Step, answer_challenge, passwordless};
use portico_http::Query;
use portico_kit::Secret;

use super::super::refused;
use super::super::visit::Visit;
use super::frame::framed;
use super::passkey;
use crate::design::components::button::Button;
use crate::design::components::error_summary::{Fault, error_summary};
use crate::design::components::field::Field;
use crate::design::components::form::Form;
use crate::design::components::link::Link;
use crate::design::words::t;

/// Asks for the code that is awaited.
pub(super) async fn ask(
    visit: &Visit,
    challenge: &Challenge,
    next: &str,
    fresh: bool,
    faults: &[Fault],
) -> Response {
    if challenge.kind == ChallengeKind::Passkey {
        return passkey::ask(visit, next).await;
    }
    let status = if fresh { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    framed(visit, status, "account-code-title", faults, |l, _| {
        let error = faults.first().map(|fault| fault.message.as_str());
        let words = words(challenge.kind);
        let code = Field::text("code", t(l, "account-code")).hint(t(l, words.hint));
        let fields = html! {
            (code.autocomplete("one-time-code").error(error))
            (Button::submit(t(l, "sign-in")).primary().wide())
        };
        let form = Form::post("/sign-in/code")
            .hidden("next", next)
            .hidden("session", challenge.session.expose())
            .hidden("kind", challenge.kind.code());
        html! {
            (error_summary(l, faults))
            h1 { (t(l, "account-code-title")) }
            p.lead { (t(l, words.line)) }
            (form.fields(fields))
            p { (Link::to(t(l, words.again), "/sign-in")) }
        }
    })
    .await
}

/// What is said about a code, by where it comes from.
struct Words {
    line: &'static str,
    hint: &'static str,
    again: &'static str,
    wrong: &'static str,
}

fn words(kind: ChallengeKind) -> Words {
    match kind {
        ChallengeKind::EmailCode => Words {
            line: "account-code-line",
            hint: "account-code-hint",
            again: "account-code-again",
            wrong: "account-code-wrong",
        },
        ChallengeKind::Totp | ChallengeKind::Passkey => Words {
            line: "security-ask-line",
            hint: "security-ask-hint",
            again: "security-ask-again",
            wrong: "security-ask-wrong",
        },
    }
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
        Ok(begun) => ask(&visit, &begun, &super::next(&sent), true, &[]).await,
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
    let kind = match sent.text("kind") {
        Some("TOTP") => ChallengeKind::Totp,
        _ => ChallengeKind::EmailCode,
    };
    let (challenge, next) = (Challenge { kind, session: secret("session") }, super::next(&sent));
    let (core, portal) = (&visit.app().core, Some(&visit.portal));
    match answer_challenge(core, &challenge.session, &secret("code"), portal).await {
        Ok(Step::In(entered)) => super::admit(&visit, &entered, &next).await,
        Ok(Step::Challenge(challenge)) => ask(&visit, &challenge, &next, true, &[]).await,
        Err(Refusal::Unauthenticated { .. }) => {
            let fault = Fault::new("code", t(super::locale(&visit).await, words(kind).wrong));
            ask(&visit, &challenge, &next, false, &[fault]).await
        }
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}
