//! Acting in a user's place: a member of staff comes from the console, sees a banner on every page, and goes back.

use axum::Router;
use axum::extract::RawForm;
use axum::response::Response;
use axum::routing::{get, post};
use http::{HeaderValue, StatusCode, header};
use maud::{Markup, Render, html};
use portico_core::sign_in::{Offered, begin_acting, logout, look_at_acting};
use portico_core::{Acting, Refusal};
use portico_http::{App, PORTAL_COOKIE, Query, clear_cookie, set_cookie};
use portico_kit::{EntityId, Instant, Locale, Secret};

use super::sign_in::framed;
use super::visit::Visit;
use super::{answer, refused};
use crate::design::components::Tone;
use crate::design::components::banner::Banner;
use crate::design::components::button::Button;
use crate::design::components::form::Form;
use crate::design::components::link::Link;
use crate::design::components::summary_list::SummaryList;
use crate::design::format::{Clock, local, time};
use crate::design::icons::Icon;
use crate::design::words::{t, t_args};

/// The cookie lasts as long as the session, in seconds.
const SECONDS: i64 = 300;
const HERE: &str = "/acting";

/// The pages.
pub(super) fn routes() -> Router<App> {
    Router::new().route(HERE, get(show).post(begin)).route("/acting/end", post(end))
}

/// Who acts for whom, how long, and the way out.
pub fn banner(l: Locale, acting: &Acting, user: &str, now: Instant) -> Markup {
    let minutes = (acting.until.seconds() - now.seconds()).max(0).saturating_add(59) / 60;
    let until = time(l, local(acting.until).1, Clock::Portal);
    let end = Form::post("/acting/end").bare().buttons(Button::submit(t(l, "acting-end")).small());
    let text = html! {
        (t(l, "acting-you-are")) " " strong { (acting.name) } " " (t(l, "acting-for")) " " strong { (user) } ". "
        (t_args(l, "acting-left", &[("minutes", minutes.into()), ("until", until.into())]))
    };
    Banner::new(Tone::Warn, text).named(t(l, "acting-title")).icon(Icon::Users).action(end).render()
}

/// Says what is about to begin; a link never acts by itself.
async fn show(visit: Visit) -> Response {
    let token = Secret::new(visit.asked.query.text("token").unwrap_or_default());
    match look_at_acting(&visit.app().core, &visit.portal, &token).await {
        Ok(Some(offered)) => ask(&visit, &token, &offered).await,
        Ok(None) => over(&visit).await,
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

async fn ask(visit: &Visit, token: &Secret, offered: &Offered) -> Response {
    framed(visit, StatusCode::OK, "acting-title", &[], |l, _| {
        let mut facts = SummaryList::new()
            .row(t(l, "acting-staff"), &offered.name)
            .row(t(l, "acting-user"), &offered.email);
        if !offered.reason.is_empty() {
            facts = facts.row(t(l, "acting-reason"), &offered.reason);
        }
        let press = Button::submit(t(l, "acting-begin")).primary().wide();
        html! {
            h1 { (t(l, "acting-title")) }
            p.lead { (t(l, "acting-line")) }
            section.card { div.card-body { (facts) } }
            (Form::post(HERE).hidden("token", token.expose()).fields(press))
        }
    })
    .await
}

async fn over(visit: &Visit) -> Response {
    framed(visit, StatusCode::GONE, "acting-over", &[], |l, _| {
        html! {
            h1 { (t(l, "acting-over")) }
            p.lead { (t(l, "acting-over-line")) }
            p { (Link::to(t(l, "sign-in"), "/sign-in")) }
        }
    })
    .await
}

async fn begin(visit: Visit, RawForm(body): RawForm) -> Response {
    if let Err(refusal) = visit.visitor.check_same_site() {
        return refused::answer(&visit, refusal).await;
    }
    let sent = Query::parse(&String::from_utf8_lossy(&body));
    let token = Secret::new(sent.text("token").unwrap_or_default());
    match begin_acting(&visit.app().core, &visit.portal, &token).await {
        Ok(entered) => {
            let cookie = set_cookie(PORTAL_COOKIE, entered.cookie.expose(), "/", SECONDS, visit.is_secure());
            answer::with_cookie(answer::redirect("/"), cookie)
        }
        Err(Refusal::Unauthenticated { .. }) => over(&visit).await,
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

/// Ends it and leads back to the user's page in the console.
async fn end(visit: Visit) -> Response {
    if let Err(refusal) = visit.visitor.check_same_site() {
        return refused::answer(&visit, refusal).await;
    }
    let read =
        visit.read_pending(|_, caller| Ok((caller.actor.acting.is_some(), caller.portal_user().cloned())));
    let (Some(claims), Ok((true, Some(user)))) = (visit.visitor.portal_claims(), read.await) else {
        return answer::redirect("/");
    };
    match logout(&visit.app().core, &claims).await {
        Ok(()) => ended(&visit, &user).await,
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

/// A form may lead to its own site only, so the browser is sent on by the page that answers it.
async fn ended(visit: &Visit, user: &EntityId) -> Response {
    let console = format!("{}/admin/users/{user}", visit.app().core.options().base_url);
    let mut response = framed(visit, StatusCode::OK, "acting-ended", &[], |l, _| {
        html! {
            h1 { (t(l, "acting-ended")) }
            p.lead { (t(l, "acting-ended-line")) }
            p { (Button::go(t(l, "acting-back"), console.as_str()).primary()) }
        }
    })
    .await;
    if let Ok(next) = HeaderValue::from_str(&format!("0; url={console}")) {
        response.headers_mut().insert(header::REFRESH, next);
    }
    answer::with_cookie(response, clear_cookie(PORTAL_COOKIE, "/"))
}
