//! Where one is signed in, and signing out there.

use axum::extract::RawForm;
use axum::response::Response;
use maud::{Markup, html};
use portico_core::Refusal;
use portico_core::sign_in::{OwnSession, end_other_sessions, end_own_session};
use portico_kit::{Instant, Locale, SessionId};

use super::super::refused;
use super::super::visit::Visit;
use super::{done, sent};
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::form::Form;
use crate::design::components::row_list::{Row, RowList};
use crate::design::components::tag::Tag;
use crate::design::format::{Clock, date_relative, local, time};
use crate::design::icons::Icon;
use crate::design::words::{t, t_args};

/// The list of sessions, with a press for each.
pub(super) fn card(l: Locale, sessions: &[OwnSession], now: Instant) -> Card {
    let rows = sessions.iter().fold(RowList::new(), |list, session| list.row(row(l, session, now)));
    let card = Card::new(t(l, "security-devices")).id("devices").intro(t(l, "security-devices-line"));
    let others = sessions.iter().any(|session| !session.is_this);
    card.body(html! {
        (rows)
        @if others {
            (Form::post("/security/devices/end").inline().hidden("session", "others")
                .buttons(Button::submit(t(l, "security-end-others"))))
        }
    })
}

fn row(l: Locale, session: &OwnSession, now: Instant) -> Row {
    let device = session.origin.device.as_str();
    let named = match (&session.acting, device) {
        (Some(name), _) => {
            t_args(l, "security-device-acting", &[("name", name.as_str().into())]).into_owned()
        }
        (None, "") => t(l, "security-device-unknown").into_owned(),
        (None, device) => device.to_owned(),
    };
    let is_small = ["iPhone", "iPad", "Android"].iter().any(|mark| device.contains(mark));
    let icon = if is_small { Icon::Smartphone } else { Icon::Monitor };
    let row = Row::plain(named.clone()).icon(icon, Tone::Brand).facts(facts(l, session, now));
    if session.is_this {
        return row.status(Tag::new(Tone::Good, t(l, "security-device-this")));
    }
    let end = html! { (t(l, "sign-out")) span.for-readers { ": " (named) } };
    let form = Form::post("/security/devices/end").inline().hidden("session", session.id.as_str());
    row.actions(form.buttons(html! { button.button.small type="submit" { (end) } }))
}

fn facts(l: Locale, session: &OwnSession, now: Instant) -> Markup {
    let ((day, clock), (today, _)) = (local(session.last_used_at), local(now));
    let when = format!("{}, {}", date_relative(l, day, today), time(l, clock, Clock::Portal));
    html! {
        (t_args(l, "security-device-used", &[("when", when.into())]))
        @if !session.origin.network.is_empty() {
            " · " (t_args(l, "security-device-network", &[("network", session.origin.network.as_str().into())]))
        }
    }
}

/// Signs out there, or everywhere else.
pub(super) async fn end(visit: Visit, RawForm(body): RawForm) -> Response {
    let ended = match sent(&visit, &body) {
        Ok(sent) => end_one(&visit, sent.text("session").unwrap_or_default().to_owned()).await,
        Err(refusal) => Err(refusal),
    };
    match ended {
        Ok(what) => done(what),
        // It ended by itself meanwhile: what was wanted is so.
        Err(Refusal::NotFound) => done("device"),
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

async fn end_one(visit: &Visit, session: String) -> Result<&'static str, Refusal> {
    let claims = visit.visitor.portal_claims().ok_or_else(Refusal::unauthenticated)?;
    visit
        .write_pending(move |tx, caller| match session.as_str() {
            "others" => end_other_sessions(tx, caller, &claims.session).map(|()| "others"),
            id => end_own_session(tx, caller, &SessionId::from(id)).map(|()| "device"),
        })
        .await
}
