//! Signing in to the console and out of it.

use axum::Router;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use http::{HeaderValue, StatusCode, header};
use maud::{Markup, html};
use portico_core::Refusal;
use portico_core::sign_in::{LoggedIn, login_staff, logout};
use portico_http::{ADMIN_COOKIE, App, Problem, clear_cookie, set_cookie};
use portico_kit::Secret;

use super::answers::Answers;
use super::desk::Desk;
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::error_summary::{Fault, error_summary};
use crate::design::components::field::Field;
use crate::design::components::form::Form;
use crate::design::components::note::Note;
use crate::design::layout::bare_console_page;
use crate::design::words::{t, t_args};

/// The path that the cookie of staff is sent to.
const PATH: &str = "/admin";
/// As long as a session of staff: 12 hours, in seconds.
const LASTS: i64 = 12 * 3600;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/sign-in", get(show_sign_in).post(sign_in))
        .route("/admin/sign-out", post(sign_out))
}

async fn show_sign_in(desk: Desk) -> Response {
    let next = next_of(desk.query().text("next")).to_owned();
    match desk.read(|_, _| Ok(())).await {
        Ok(()) => Redirect::to(&next).into_response(),
        Err(_) => form_page(&desk, StatusCode::OK, &next, "", None),
    }
}

async fn sign_in(desk: Desk, answers: Answers) -> Response {
    let next = next_of(answers.raw("next")).to_owned();
    let (email, password) = (answers.text("email"), Secret::new(answers.raw("password").unwrap_or_default()));
    let signed_in = match desk.visitor.check_same_site() {
        Ok(()) => login_staff(&desk.visitor.app.core, email, &password, &desk.visitor.network).await,
        Err(refusal) => Err(refusal),
    };
    match signed_in {
        Ok(session) => entered(&desk, &session, &next),
        Err(refusal @ (Refusal::Fault(_) | Refusal::Forbidden { .. })) => desk.refuse(refusal).await,
        Err(refusal) => form_page(&desk, Problem::status(&refusal), &next, email, Some(&refusal)),
    }
}

async fn sign_out(desk: Desk) -> Response {
    if let Err(refusal) = desk.visitor.check_same_site() {
        return desk.refuse(refusal).await;
    }
    if let Some(claims) = desk.visitor.staff_claims()
        && desk.read(|_, _| Ok(())).await.is_ok()
        && let Err(refusal) = logout(&desk.visitor.app.core, &claims).await
    {
        return desk.refuse(refusal).await;
    }
    with_cookie(Redirect::to("/admin/sign-in?out=1").into_response(), clear_cookie(ADMIN_COOKIE, PATH))
}

fn entered(desk: &Desk, session: &LoggedIn, next: &str) -> Response {
    let is_secure = desk.visitor.app.core.options().base_url.starts_with("https:");
    let cookie = set_cookie(ADMIN_COOKIE, session.cookie.expose(), PATH, LASTS, is_secure);
    with_cookie(Redirect::to(next).into_response(), cookie)
}

fn with_cookie(mut response: Response, cookie: Option<HeaderValue>) -> Response {
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// Only pages of the console are led on to.
fn next_of(asked: Option<&str>) -> &str {
    asked
        .filter(|next| *next == PATH || next.starts_with("/admin/") || next.starts_with("/admin?"))
        .unwrap_or(PATH)
}

fn form_page(
    desk: &Desk,
    status: StatusCode,
    next: &str,
    email: &str,
    refusal: Option<&Refusal>,
) -> Response {
    let locale = desk.locale;
    let said = refusal.map(|refusal| match refusal {
        Refusal::TooMany { retry_after } => {
            let minutes = (retry_after.max(&1) + 59) / 60;
            t_args(locale, "console-sign-in-wait", &[("minutes", minutes.into())])
        }
        Refusal::Invalid { .. } => t(locale, "console-sign-in-email"),
        _ => t(locale, "console-sign-in-wrong"),
    });
    let title = t(locale, "console-sign-in");
    let shown = match &said {
        Some(_) => t_args(locale, "error-title-prefix", &[("title", title.clone().into())]),
        None => title.clone(),
    };
    let faults: Vec<Fault> = said.iter().map(|text| Fault::new("email", text.clone())).collect();
    let left = desk.query().text("out").is_some() && refusal.is_none();
    let content = html! {
        h1 { (title) }
        p.lead { (t(locale, "console-sign-in-line")) }
        @if left { (Note::new(Tone::Good).title(t(locale, "console-signed-out")).result()) }
        (error_summary(locale, &faults))
        (form(desk, next, email))
        (languages(next))
    };
    (status, Html(bare_console_page(&desk.bare_shell(), &shown, content).into_string())).into_response()
}

fn form(desk: &Desk, next: &str, email: &str) -> Form {
    let locale = desk.locale;
    Form::post("/admin/sign-in").hidden("next", next).fields(html! {
        (Field::email("email", t(locale, "console-email")).value(email).autocomplete("username"))
        (Field::password("password", t(locale, "console-password")))
        (Button::submit(t(locale, "sign-in")).primary().wide())
    })
}

fn languages(next: &str) -> Markup {
    let other =
        |code| super::address::Address::of("/admin/sign-in").and("next", next).and("lang", code).href();
    html! {
        p.small.bare-languages {
            a.link href=(other("de")) lang="de" hreflang="de" { "Deutsch" } " · "
            a.link href=(other("en")) lang="en" hreflang="en" { "English" }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_leads_to_pages_of_the_console_only() {
        assert_eq!(next_of(Some("/admin/users?q=a")), "/admin/users?q=a");
        for foreign in ["//evil.example", "https://evil.example/admin/", "/administrator", "/", ""] {
            assert_eq!(next_of(Some(foreign)), "/admin", "{foreign}");
        }
        assert_eq!(next_of(None), "/admin");
    }
}
