//! Where a sign-in with a provider ends: in plain words why it came to nothing, the one password that is still asked
//! for, and the page after signing out.

use axum::response::Response;
use http::StatusCode;
use maud::{Markup, html};
use portico_core::Refusal;
use portico_core::registration::Settings;
use portico_core::setup::Setup;
use portico_core::sign_in::sso::{Failure, Provider, sign_out_address};
use portico_http::{CAME_BY_COOKIE, clear_cookie};
use portico_kit::Locale;

use super::super::frame::framed;
use super::{answer, refused, way};
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::field::Field;
use crate::design::components::form::Form;
use crate::design::components::link::Link;
use crate::design::components::note::Note;
use crate::design::icons::Icon;
use crate::design::words::{t, t_args};
use crate::portal::visit::Visit;

/// The page of a sign-in that came to nothing.
pub(super) async fn failed(visit: &Visit, slug: &str, refusal: Refusal) -> Response {
    let Some(failure) = Failure::of(&refusal) else { return refused::answer(visit, refusal).await };
    let status = match failure {
        Failure::Settings | Failure::Unavailable => StatusCode::BAD_GATEWAY,
        Failure::State | Failure::Untrusted => StatusCode::UNAUTHORIZED,
        Failure::NotFound | Failure::Off => StatusCode::FORBIDDEN,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    framed(visit, status, "sso-failed", &[], |l, setup| failure_page(l, setup, slug, failure)).await
}

/// The words of a failure.
fn key(failure: Failure) -> &'static str {
    match failure {
        Failure::Settings => "sso-why-settings",
        Failure::Unavailable => "sso-why-unavailable",
        Failure::Cancelled => "sso-why-cancelled",
        Failure::State => "sso-why-state",
        Failure::Untrusted => "sso-why-untrusted",
        Failure::NoEmail => "sso-why-no-email",
        Failure::EmailNotProved => "sso-why-email-not-proved",
        Failure::NeedsPassword => "sso-why-needs-password",
        Failure::NotFound => "sso-why-not-found",
        Failure::Off => "sso-why-off",
    }
}

fn failure_page(l: Locale, setup: &Setup, slug: &str, failure: Failure) -> Markup {
    let name = Provider::find(&setup.portal, slug).map_or_else(|| slug.to_owned(), |provider| provider.name);
    let again = matches!(
        failure,
        Failure::Unavailable | Failure::Cancelled | Failure::State | Failure::Untrusted | Failure::NoEmail
    );
    let may_register = matches!(failure, Failure::NoEmail | Failure::NotFound | Failure::EmailNotProved)
        && Settings::of(&setup.portal).is_open();
    html! {
        h1 { (t(l, "sso-failed")) }
        (Note::new(Tone::Warn).icon(Icon::TriangleAlert)
            .text(t_args(l, key(failure), &[("provider", name.as_str().into())])))
        div.stack {
            @if again {
                (Button::go(t_args(l, "sso-again", &[("provider", name.as_str().into())]), way(slug, "/")).primary().wide())
            }
            (Button::go(t(l, "sso-with-password"), "/sign-in?stay=1").wide())
            @if may_register { (Button::go(t(l, "account-register"), "/register").quiet().wide()) }
        }
        p.small { (refused::help(setup, l)) }
    }
}

/// Asks for the password once, so that the two ways in lead to one account.
pub(super) async fn sign_in_once(visit: &Visit, provider: &str, email: &str, next: &str) -> Response {
    framed(visit, StatusCode::OK, "sso-once", &[], |l, _| once_form(l, provider, email, next)).await
}

fn once_form(l: Locale, provider: &str, email: &str, next: &str) -> Markup {
    let names = [("provider", provider.into()), ("email", email.into())];
    let fields = html! {
        (Field::email("email", t(l, "portal-email")).autocomplete("username").value(email))
        (Field::password("password", t(l, "portal-password")))
        (Button::submit(t(l, "sso-connect")).primary().wide())
    };
    html! {
        h1 { (t(l, "sso-once")) }
        p.lead { (t_args(l, "sso-once-line", &names)) }
        (Form::post("/sign-in").hidden("next", next).fields(fields))
        p { (Link::to(t(l, "account-forgot"), "/forgot-password")) }
        p.small { (t(l, "sso-once-more")) }
    }
}

/// The page after signing out of a session that a provider opened.
pub(super) async fn show_signed_out(visit: Visit) -> Response {
    let core = &visit.app().core;
    let there = match &visit.visitor.came_by {
        Some(slug) => sign_out_address(core, &visit.tenant, &visit.portal, slug).await,
        None => None,
    };
    let page = framed(&visit, StatusCode::OK, "sso-signed-out", &[], |l, setup| {
        signed_out(l, setup.portal.name(), there.as_ref())
    });
    answer::with_cookie(page.await, clear_cookie(CAME_BY_COOKIE, "/"))
}

fn signed_out(l: Locale, portal: &str, there: Option<&(String, String)>) -> Markup {
    html! {
        h1 { (t(l, "sso-signed-out")) }
        p.lead { (t_args(l, "sso-signed-out-line", &[("portal", portal.into())])) }
        div.stack {
            @if let Some((provider, to)) = there {
                p { (t_args(l, "sso-signed-out-there", &[("provider", provider.as_str().into())])) }
                (Button::go(t_args(l, "sso-sign-out-there", &[("provider", provider.as_str().into())]), to.as_str())
                    .icon(Icon::LogOut).wide())
            }
            (Button::go(t(l, "sso-sign-in-again"), "/sign-in?left=1").wide())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_failure_is_told_in_both_languages() {
        for failure in Failure::ALL {
            for locale in [Locale::De, Locale::En] {
                let told = t_args(locale, key(failure), &[("provider", "Stadtwerk-ID".into())]);
                assert!(!told.starts_with("sso-") && told.len() > 40, "{failure:?}: {told}");
            }
        }
    }
}
