//! A sign-in by the link of a mail: opening it shows a button, and only the button signs in.

use axum::extract::RawForm;
use axum::response::Response;
use http::StatusCode;
use maud::html;
use portico_core::Refusal;
use portico_core::sign_in::{Step, login_by_link};
use portico_http::Query;
use portico_kit::Secret;

use super::super::refused;
use super::super::visit::Visit;
use super::frame::framed;
use crate::design::components::button::Button;
use crate::design::components::form::Form;
use crate::design::components::link::Link;
use crate::design::words::t;

/// Shows the button.
pub async fn show(visit: Visit) -> Response {
    let token = visit.asked.query.text("token").unwrap_or_default().to_owned();
    framed(&visit, StatusCode::OK, "sign-in", &[], |l, _| {
        let button = html! { (Button::submit(t(l, "sign-in")).primary().wide()) };
        html! {
            h1 { (t(l, "sign-in")) }
            p.lead { (t(l, "account-link-line")) }
            (Form::post("/sign-in/link").hidden("token", &token).fields(button))
        }
    })
    .await
}

/// Signs in.
pub async fn sign_in(visit: Visit, RawForm(body): RawForm) -> Response {
    let sent = Query::parse(&String::from_utf8_lossy(&body));
    if let Err(refusal) = visit.visitor.check_same_site() {
        return refused::answer(&visit, refusal).await;
    }
    let token = Secret::new(sent.text("token").unwrap_or_default().to_owned());
    match login_by_link(&visit.app().core, &token).await {
        Ok(Step::In(entered)) => super::admit(&visit, &entered, "/").await,
        Ok(Step::Challenge(challenge)) => super::code::ask(&visit, &challenge, "/", true, &[]).await,
        Err(Refusal::Unauthenticated { .. }) => over(&visit, "/sign-in").await,
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

/// Says that a link is over, and where a new one comes from.
pub(super) async fn over(visit: &Visit, again: &str) -> Response {
    framed(visit, StatusCode::GONE, "account-link-over", &[], |l, _| {
        html! {
            h1 { (t(l, "account-link-over")) }
            p.lead { (t(l, "account-link-over-line")) }
            p { (Link::to(t(l, "account-link-again"), again)) }
        }
    })
    .await
}
