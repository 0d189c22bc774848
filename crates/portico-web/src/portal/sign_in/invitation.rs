//! A link of an invitation that offers nothing more: why, and the way on.

use axum::extract::RawForm;
use axum::response::Response;
use http::StatusCode;
use maud::html;
use portico_core::invitations::{Invited, ask_again as ask, look};
use portico_http::Query;
use portico_kit::Secret;

use super::super::refused;
use super::super::visit::Visit;
use super::frame::framed;
use crate::design::components::button::Button;
use crate::design::components::form::Form;
use crate::design::components::link::Link;
use crate::design::words::t;

/// The page of a link that is over; nothing when there is none, or it still lets somebody register.
pub(super) async fn over(visit: &Visit, sent: &Query) -> Option<Response> {
    let token = sent.text("invitation").filter(|token| !token.is_empty())?;
    let key = match look(&visit.app().core, &visit.tenant, &visit.portal, &Secret::new(token)).await {
        Ok(Invited::Open(_)) => return None,
        Ok(Invited::Used) => "invitation-used",
        Ok(Invited::Revoked) => "invitation-revoked",
        Ok(Invited::Over) => "invitation-over",
        Err(refusal) => return Some(refused::answer(visit, refusal).await),
    };
    Some(told(visit, key, token).await)
}

async fn told(visit: &Visit, key: &str, token: &str) -> Response {
    framed(visit, StatusCode::GONE, key, &[], |l, setup| {
        let press = Button::submit(t(l, "invitation-ask")).primary().wide();
        html! {
            h1 { (t(l, key)) }
            p.lead { (t(l, &format!("{key}-line"))) }
            @match key {
                "invitation-over" => { (Form::post("/register/again").hidden("invitation", token).fields(press)) }
                "invitation-used" => { div.buttons { (Button::go(t(l, "sign-in"), "/sign-in").primary()) } }
                _ => { p { (refused::help(setup, l)) } }
            }
            @if key != "invitation-used" { p { (t(l, "account-known")) " " (Link::to(t(l, "sign-in"), "/sign-in")) } }
        }
    })
    .await
}

/// Asks for a new one; the answer is the same whether or not there is one.
pub async fn ask_again(visit: Visit, RawForm(body): RawForm) -> Response {
    if let Err(refusal) = visit.visitor.check_same_site() {
        return refused::answer(&visit, refusal).await;
    }
    let sent = Query::parse(&String::from_utf8_lossy(&body));
    let token = Secret::new(sent.text("invitation").unwrap_or_default());
    let (core, network) = (&visit.app().core, &visit.visitor.network);
    if let Err(refusal) = ask(core, &visit.tenant, &visit.portal, &token, network).await {
        return refused::answer(&visit, refusal).await;
    }
    framed(&visit, StatusCode::OK, "invitation-asked", &[], |l, setup| {
        html! {
            h1 { (t(l, "invitation-asked")) }
            p.lead { (t(l, "invitation-asked-line")) }
            p { (refused::help(setup, l)) }
            p { (Link::to(t(l, "account-back"), "/sign-in")) }
        }
    })
    .await
}
