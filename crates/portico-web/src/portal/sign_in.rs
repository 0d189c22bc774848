//! Signing in and out of a portal.

use axum::extract::RawForm;
use axum::response::Response;
use http::{HeaderValue, StatusCode, header};
use maud::{Markup, html};
use portico_core::passkeys::are_taken;
use portico_core::registration::Settings;
use portico_core::sign_in::{LoggedIn, Step, login, logout};
use portico_core::{Refusal, setup::Setup};
use portico_http::{PORTAL_COOKIE, Query, clear_cookie, set_cookie};
use portico_kit::{Locale, Secret};

use super::visit::Visit;
use super::{address, answer, refused};
use crate::design::components::button::Button;
use crate::design::components::error_summary::{Fault, error_summary};
use crate::design::components::field::Field;
use crate::design::components::form::Form;
use crate::design::components::link::Link;
use crate::design::words::{t, t_args};

pub mod code;
pub mod confirm;
mod frame;
pub mod invitation;
pub mod link;
pub(super) mod passkey;
pub(super) mod password;
pub mod recovery;
pub mod register;
pub mod sso;

pub(super) use frame::framed;

/// A session lasts thirty days without a new sign-in.
pub(super) const SECONDS: i64 = 30 * 86_400;

/// The form.
pub async fn show_form(visit: Visit) -> Response {
    let is_wanted = visit.asked.query.text("again").is_some();
    if !is_wanted && visit.read_pending(|_, _| Ok(())).await.is_ok() {
        return answer::redirect(&next(&visit.asked.query));
    }
    if let Some(to) = sso::instead(&visit, &next(&visit.asked.query)).await {
        return answer::redirect(&to);
    }
    page(&visit, StatusCode::OK, &next(&visit.asked.query), "", &[]).await
}

/// Takes address and password.
pub async fn sign_in(visit: Visit, RawForm(body): RawForm) -> Response {
    let sent = Query::parse(&String::from_utf8_lossy(&body));
    if let Err(refusal) = visit.visitor.check_same_site() {
        return refused::answer(&visit, refusal).await;
    }
    let email = sent.text("email").unwrap_or_default().trim().to_owned();
    let password = Secret::new(sent.text("password").unwrap_or_default().to_owned());
    let core = &visit.app().core;
    match login(core, visit.portal.as_str(), &email, &password, &visit.visitor.network).await {
        Ok(Step::In(entered)) => admit(&visit, &entered, &next(&sent)).await,
        Ok(Step::Challenge(challenge)) => code::ask(&visit, &challenge, &next(&sent), true, &[]).await,
        Err(refusal) => refuse(&visit, &next(&sent), &email, refusal).await,
    }
}

async fn admit(visit: &Visit, entered: &LoggedIn, next: &str) -> Response {
    sso::connect_waiting(visit, entered).await;
    let cookie = set_cookie(PORTAL_COOKIE, entered.cookie.expose(), "/", SECONDS, visit.is_secure());
    answer::with_cookie(answer::redirect(next), cookie)
}

async fn refuse(visit: &Visit, next: &str, email: &str, refusal: Refusal) -> Response {
    let locale = locale(visit).await;
    match refusal {
        Refusal::Invalid { .. } => {
            let fault = Fault::new("email", t(locale, "portal-sign-in-no-address"));
            page(visit, StatusCode::UNPROCESSABLE_ENTITY, next, email, &[fault]).await
        }
        Refusal::Unauthenticated { .. } => {
            let fault = Fault::new("password", t(locale, "portal-sign-in-wrong"));
            page(visit, StatusCode::UNAUTHORIZED, next, email, &[fault]).await
        }
        Refusal::TooMany { retry_after } => {
            let minutes = (retry_after.max(1) + 59) / 60;
            let fault = Fault::new(
                "password",
                t_args(locale, "portal-too-many-line", &[("minutes", minutes.into())]),
            );
            let mut response = page(visit, StatusCode::TOO_MANY_REQUESTS, next, email, &[fault]).await;
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(retry_after.max(1)));
            response
        }
        refusal => refused::answer(visit, refusal).await,
    }
}

/// The language of somebody who is not signed in.
async fn locale(visit: &Visit) -> Locale {
    visit.setup().await.map_or_else(
        |_| visit.asked.wanted.unwrap_or_default(),
        |setup| super::shell::locale_of(&setup, &visit.asked, None),
    )
}

/// Ends the session.
pub async fn sign_out(visit: Visit) -> Response {
    if let Err(refusal) = visit.visitor.check_same_site() {
        return refused::answer(&visit, refusal).await;
    }
    if let Some(claims) = visit.visitor.portal_claims()
        && visit.read_pending(|_, _| Ok(())).await.is_ok()
        && let Err(refusal) = logout(&visit.app().core, &claims).await
    {
        return refused::answer(&visit, refusal).await;
    }
    answer::with_cookie(
        answer::redirect(&sso::after_sign_out(&visit).await),
        clear_cookie(PORTAL_COOKIE, "/"),
    )
}

/// Where somebody wanted to go, when that is inside this portal.
fn next(query: &Query) -> String {
    let wanted = query.text("next").and_then(address::inside);
    wanted.filter(|next| !next.starts_with("/sign-")).unwrap_or("/").to_owned()
}

async fn page(visit: &Visit, status: StatusCode, next: &str, email: &str, faults: &[Fault]) -> Response {
    frame::framed(visit, status, "sign-in", faults, |l, setup| form(l, setup, next, email, faults)).await
}

fn form(l: Locale, setup: &Setup, next: &str, email: &str, faults: &[Fault]) -> Markup {
    let error =
        |field: &str| faults.iter().find(|fault| fault.field == field).map(|fault| fault.message.as_str());
    // Browsers that can, offer passkeys where the address is typed.
    let purpose = if are_taken(&setup.portal) { "username webauthn" } else { "username" };
    let providers_last = !sso::comes_first(setup) && sso::are_offered(setup);
    let fields = html! {
        (Field::email("email", t(l, "portal-email")).autocomplete(purpose).value(email).error(error("email")))
        (Field::password("password", t(l, "portal-password")).error(error("password")))
        (Button::submit(t(l, "sign-in")).primary().wide())
    };
    html! {
        (error_summary(l, faults))
        h1 { (t(l, "sign-in")) }
        p.lead { (t_args(l, "portal-welcome", &[("portal", setup.portal.name().into())])) }
        @if sso::comes_first(setup) { (sso::buttons(l, setup, next)) }
        (Form::post("/sign-in").hidden("next", next).fields(fields))
        p { (Link::to(t(l, "account-forgot"), "/forgot-password")) }
        @if providers_last { (sso::buttons(l, setup, next)) }
        (passkey::ways(l, setup, next, !providers_last, faults))
        section.card.invite {
            div.card-body {
                @if Settings::of(&setup.portal).is_open() {
                    div { strong { (t(l, "account-register-offer")) } }
                    (Button::go(t(l, "account-register"), "/register"))
                } @else {
                    div { strong { (t(l, "portal-no-access")) } p.small { (t(l, "portal-no-access-more")) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_signing_in_people_land_inside_the_portal_only() {
        let to = |text: &str| next(&Query::parse(text));
        assert_eq!(to("next=%2Fcontract%2F1%3Ftab%3Dbills"), "/contract/1?tab=bills");
        assert_eq!(to("next=%2F%2Fevil.example"), "/");
        assert_eq!(to("next=https%3A%2F%2Fevil.example"), "/");
        assert_eq!(to("next=%2Fsign-out"), "/");
        assert_eq!(to(""), "/");
    }
}
