//! Sign-in with identity providers: the buttons, the way there and back, and what is said when it comes to nothing.

use axum::Router;
use axum::extract::{Path, RawForm};
use axum::response::Response;
use axum::routing::get;
use maud::{Markup, html};
use portico_core::Refusal;
use portico_core::setup::Setup;
use portico_core::sign_in::LoggedIn;
use portico_core::sign_in::sso::{self, Arrived, Outcome, Provider};
use portico_http::{App, CAME_BY_COOKIE, PROVIDER_COOKIE, Query, clear_cookie, set_cookie};
use portico_kit::{Locale, Secret};

use super::super::visit::Visit;
use super::super::{address, answer, refused};
use crate::design::components::button::Button;
use crate::design::icons::Icon;
use crate::design::layout::divider;
use crate::design::words::{t, t_args};

mod ends;
mod proof;

/// How long the browser keeps what it needs to come back, in seconds: the sign-in, and half an hour to make up for
/// what is missing.
const SECONDS: i64 = 45 * 60;

/// The pages.
pub(in crate::portal) fn routes() -> Router<App> {
    Router::new()
        .route("/sign-in/with/{slug}", get(begin))
        .route("/sign-in/proof", get(proof::show).post(proof::prove))
        .route("/sso/{slug}", get(come_back).post(carry_back))
        .route("/signed-out", get(ends::show_signed_out))
}

/// Whether the portal would rather have people sign in with a provider.
pub(super) fn comes_first(setup: &Setup) -> bool {
    setup.portal.doc.pointer("/auth_settings/entry_point") == Some(&"SSO".into())
}

/// Whether a provider can be signed in with.
pub(super) fn are_offered(setup: &Setup) -> bool {
    !sso::offered(&setup.portal).is_empty()
}

/// A button for each provider.
pub(super) fn buttons(l: Locale, setup: &Setup, next: &str) -> Markup {
    let offered = sso::offered(&setup.portal);
    let first = comes_first(setup);
    let button = |place: usize, provider: &Provider| {
        let label = t_args(l, "sso-sign-in-with", &[("provider", provider.name.as_str().into())]);
        let button = Button::go(label, way(&provider.slug, next)).icon(Icon::LogIn).wide();
        if first && place == 0 { button.primary() } else { button }
    };
    html! {
        @if !offered.is_empty() {
            @if !first { (divider(&t(l, "sso-or"))) }
            ul.providers aria-label=(t(l, "sso-providers")) {
                @for (place, provider) in offered.iter().enumerate() { li { (button(place, provider)) } }
            }
            @if first { (divider(&t(l, "sso-or-password"))) }
        }
    }
}

fn way(slug: &str, next: &str) -> String {
    let path = format!("/sign-in/with/{slug}");
    if next == "/" { path } else { address::with_query(&path, [("next", next)]) }
}

/// Where the sign-in page leads instead of being shown, when the portal leaves it all to a provider. Whoever has just
/// signed out, or asks for the page itself, sees it.
pub(super) async fn instead(visit: &Visit, next: &str) -> Option<String> {
    let asked = &visit.asked.query;
    if asked.text("stay").is_some() || asked.text("left").is_some() {
        return None;
    }
    let setup = visit.setup().await.ok()?;
    let auto = setup.portal.doc.pointer("/auth_settings/auto_redirect_to_sso") == Some(&true.into());
    let provider = sso::offered(&setup.portal).into_iter().next().filter(|_| auto)?;
    Some(way(&provider.slug, next))
}

async fn begin(visit: Visit, Path(slug): Path<String>) -> Response {
    let next = super::next(&visit.asked.query);
    let to = (visit.visitor.host.as_str(), next.as_str());
    let core = &visit.app().core;
    match sso::begin(core, &visit.tenant, &visit.portal, &slug, to, &visit.visitor.network).await {
        Ok(begun) => {
            let cookie = set_cookie(PROVIDER_COOKIE, begun.browser.expose(), "/", SECONDS, visit.is_secure());
            answer::with_cookie(answer::redirect(&begun.to), cookie)
        }
        Err(refusal) => ends::failed(&visit, &slug, refusal).await,
    }
}

/// What a provider's answer says.
fn arrived(sent: &Query) -> Arrived {
    let text = |key: &str| sent.text(key).map(str::to_owned);
    Arrived {
        state: text("state").unwrap_or_default(),
        code: text("code"),
        issuer: text("iss"),
        is_error: sent.text("error").is_some(),
    }
}

async fn come_back(visit: Visit, Path(slug): Path<String>) -> Response {
    let sent = arrived(&visit.asked.query);
    let browser = visit.visitor.with_provider.clone().unwrap_or_default();
    let (core, place) = (&visit.app().core, (&visit.portal, slug.as_str()));
    let finished = sso::finish(core, &visit.tenant, place, &visit.visitor.host, &sent, &browser).await;
    told(&visit, &slug, finished).await
}

/// Some providers answer by a form from their own site, with which no cookie travels: the browser asks again itself.
async fn carry_back(visit: Visit, Path(slug): Path<String>, RawForm(body): RawForm) -> Response {
    let sent = Query::parse(&String::from_utf8_lossy(&body));
    let keys = ["state", "code", "iss", "error"];
    let passed = keys.into_iter().filter_map(|key| Some((key, sent.text(key)?)));
    let provider_exists =
        visit.setup().await.is_ok_and(|setup| Provider::find(&setup.portal, &slug).is_some());
    if !provider_exists {
        return refused::answer(&visit, Refusal::NotFound).await;
    }
    answer::redirect(&address::with_query(&format!("/sso/{slug}"), passed))
}

/// The page, or the way on, that an outcome leads to.
async fn told(visit: &Visit, slug: &str, outcome: Result<Outcome, Refusal>) -> Response {
    match outcome {
        Ok(Outcome::In(entered, next)) => {
            let response = super::admit(visit, &entered, &next).await;
            let came_by = set_cookie(CAME_BY_COOKIE, slug, "/", super::SECONDS, visit.is_secure());
            let response = answer::with_cookie(response, came_by);
            answer::with_cookie(response, clear_cookie(PROVIDER_COOKIE, "/"))
        }
        Ok(Outcome::Challenge(challenge, next)) => {
            let response = super::code::ask(visit, &challenge, &next, true, &[]).await;
            answer::with_cookie(response, clear_cookie(PROVIDER_COOKIE, "/"))
        }
        Ok(Outcome::SignInOnce { provider, email, next }) => {
            ends::sign_in_once(visit, &provider, &email, &next).await
        }
        Ok(Outcome::ProveAddress { email }) => proof::page(visit, Some(&email), &[]).await,
        Err(refusal) => {
            answer::with_cookie(ends::failed(visit, slug, refusal).await, clear_cookie(PROVIDER_COOKIE, "/"))
        }
    }
}

/// Connects the identity that this browser came back with to the user who has just signed in, if it waits for that.
pub(super) async fn connect_waiting(visit: &Visit, entered: &LoggedIn) {
    let Some(browser) = &visit.visitor.with_provider else { return };
    let core = &visit.app().core;
    let connected = sso::link_when_signed_in(core, &visit.tenant, &visit.portal, browser, &entered.session);
    if let Err(refusal) = connected.await {
        // The sign-in itself went well; the connection can be made at the next one.
        tracing::warn!(?refusal, "an identity was not connected");
    }
}

/// Where a sign-out leads: to where one can also sign out of the provider, when one came by one.
pub(super) async fn after_sign_out(visit: &Visit) -> String {
    match &visit.visitor.came_by {
        Some(_) => "/signed-out".to_owned(),
        None if instead(visit, "/").await.is_some() => "/sign-in?left=1".to_owned(),
        None => "/sign-in".to_owned(),
    }
}

/// The secret part of a form.
fn secret(sent: &Query, name: &str) -> Secret {
    Secret::new(sent.text(name).unwrap_or_default().trim().to_owned())
}
