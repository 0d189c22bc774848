//! Proving once more that it is the owner, before something is changed that signs in.

use axum::extract::RawForm;
use axum::response::Response;
use http::StatusCode;
use maud::html;
use portico_core::sign_in::{ChallengeKind, step_up};
use portico_core::{Refusal, authenticators, passkeys};
use portico_http::{PORTAL_COOKIE, set_cookie};
use portico_kit::Secret;

use super::super::sign_in::passkey::{Offered, form as passkey_form};
use super::super::visit::Visit;
use super::super::{address, answer, refused};
use super::{HERE, Told, fault_at, sent, task};
use crate::design::components::button::Button;
use crate::design::components::error_summary::Fault;
use crate::design::components::field::Field;
use crate::design::components::form::Form;
use crate::design::words::t;

/// Where somebody proves itself once more.
const PROVE: &str = "/security/prove";

/// The way there, and on from there.
pub(in crate::portal) fn way(next: &str) -> String {
    address::with_query(PROVE, [("next", next)])
}

/// The form.
pub(super) async fn show(visit: Visit) -> Response {
    let next = visit.asked.query.text("next").and_then(address::inside).unwrap_or(HERE).to_owned();
    page(&visit, StatusCode::OK, &next, &[]).await
}

async fn page(visit: &Visit, status: StatusCode, next: &str, faults: &[Fault]) -> Response {
    let read = visit.read_pending(|tx, caller| {
        let asked = authenticators::asked_of(tx, caller)?;
        let has_passkey = authenticators::standing(tx, caller)?.passkeys > 0;
        Ok((asked, authenticators::has_password(tx, caller)?, has_passkey))
    });
    let (asked, has_password, has_passkey) = match read.await {
        Ok(read) => read,
        Err(refusal) => return refused::answer(visit, refusal).await,
    };
    task(visit, status, faults, |l, around| {
        let password = Field::password("password", t(l, "security-your-password"))
            .autocomplete("current-password")
            .error(fault_at(faults, "password"));
        let code = Field::text("code", t(l, "account-code"))
            .hint(t(l, "security-ask-hint"))
            .autocomplete("one-time-code")
            .error(fault_at(faults, "code"));
        let by_passkey = has_passkey && passkeys::are_taken(&around.setup.portal);
        let anew = address::with_query("/sign-in", [("again", "1"), ("next", next)]);
        let content = html! {
            div.stack {
                @if has_password && asked != Some(ChallengeKind::Passkey) {
                    (Form::post(PROVE).hidden("next", next)
                        .fields(html! { (password) @if asked == Some(ChallengeKind::Totp) { (code) } })
                        .buttons(Button::submit(t(l, "security-prove-press")).primary()))
                }
                @if by_passkey { (passkey_form(l, next, &t(l, "passkey-use"), Offered::Pressed)) }
                @if !has_password && !by_passkey {
                    div.buttons { (Button::go(t(l, "security-prove-anew"), anew).primary()) }
                }
            }
        };
        Told::new(t(l, "security-prove-title"), content).line(t(l, "security-prove-line"))
    })
    .await
}

/// Takes the proofs.
pub(super) async fn prove(visit: Visit, RawForm(body): RawForm) -> Response {
    let sent = match sent(&visit, &body) {
        Ok(sent) => sent,
        Err(refusal) => return refused::answer(&visit, refusal).await,
    };
    let next = sent.text("next").and_then(address::inside).unwrap_or(HERE).to_owned();
    let secret = |name: &str| Secret::new(sent.text(name).unwrap_or_default().trim());
    let proofs = (Secret::new(sent.text("password").unwrap_or_default()), secret("code"));
    match proved(&visit, &proofs).await {
        Ok(cookie) => {
            let cookie = set_cookie(PORTAL_COOKIE, cookie.expose(), "/", super::SECONDS, visit.is_secure());
            answer::with_cookie(answer::redirect(&next), cookie)
        }
        Err(Refusal::Invalid { field, .. }) => {
            let l = super::signed_in(&visit).await.map_or_else(Default::default, |around| around.locale);
            let fault = match field.as_deref() {
                Some("code") => Fault::new("code", t(l, "security-ask-wrong")),
                _ => Fault::new("password", t(l, "security-password-wrong")),
            };
            page(&visit, StatusCode::UNPROCESSABLE_ENTITY, &next, &[fault]).await
        }
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

async fn proved(visit: &Visit, (password, code): &(Secret, Secret)) -> Result<Secret, Refusal> {
    let claims = visit.visitor.portal_claims().ok_or_else(Refusal::unauthenticated)?;
    let caller = visit.read_pending(|_, caller| Ok(caller.clone())).await?;
    let network = &visit.visitor.network;
    Ok(step_up(&visit.app().core, &caller, &claims, (password, code), network).await?.cookie)
}
