//! An app that shows codes: set up with a picture or a typed secret, confirmed by a code, taken away; and the recovery
//! codes that stand in for it.

use axum::extract::RawForm;
use axum::response::Response;
use http::StatusCode;
use maud::{Markup, html};
use portico_core::authenticators::{self, Enrolment, Proof, SecondFactor, Standing};
use portico_core::{Refusal, passkeys};
use portico_http::Query;
use portico_kit::{Locale, Secret};

use super::super::refused::{self, Around};
use super::super::visit::Visit;
use super::{APP, PASSKEYS, Told, done, fault_at, picture, renewed, sent, task};
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::error_summary::Fault;
use crate::design::components::field::Field;
use crate::design::components::form::Form;
use crate::design::components::link::Link;
use crate::design::components::note::Note;
use crate::design::format::{date, local};
use crate::design::words::{t, t_args};

/// How the app stands, and what may be done.
pub(super) async fn show(visit: Visit) -> Response {
    state(&visit, StatusCode::OK, &[]).await
}

async fn state(visit: &Visit, status: StatusCode, faults: &[Fault]) -> Response {
    let standing = match visit.read_pending(authenticators::standing).await {
        Ok(standing) => standing,
        Err(refusal) => return refused::answer(visit, refusal).await,
    };
    task(visit, status, faults, |l, around| match standing.app_since {
        Some(_) => set_up(l, around, &standing, faults),
        None => offered(l, around, faults),
    })
    .await
}

fn offered(l: Locale, around: &Around, faults: &[Fault]) -> Told {
    let rule = SecondFactor::of(&around.setup.portal);
    if rule == SecondFactor::Off {
        return Told::new(t(l, "security-app"), html! { p { (t(l, "security-app-off")) } });
    }
    let content = html! {
        @if rule == SecondFactor::Required {
            (Note::new(Tone::Info).title(t(l, "security-app-required")).text(t(l, "security-app-required-line")))
            @if passkeys::are_taken(&around.setup.portal) {
                p { (Link::to(t(l, "passkey-instead"), PASSKEYS)) }
            }
        }
        ol.steps-said {
            li { (t(l, "security-app-step-install")) }
            li { (t(l, "security-app-step-scan")) }
            li { (t(l, "security-app-step-keep")) }
        }
        (Form::post(APP).fields(owner(l, faults, false))
            .buttons(Button::submit(t(l, "security-app-begin")).primary()))
    };
    Told::new(t(l, "security-app-title"), content).line(t(l, "security-app-line"))
}

/// The field for the password: asked for when it was missing or wrong, or always.
fn owner(l: Locale, faults: &[Fault], always: bool) -> Markup {
    let error = fault_at(faults, "password");
    let field = Field::password("password", t(l, "security-your-password"));
    html! { @if always || error.is_some() { (field.autocomplete("current-password").error(error)) } }
}

fn set_up(l: Locale, around: &Around, standing: &Standing, faults: &[Fault]) -> Told {
    let since = standing.app_since.map(|at| date(l, local(at).0)).unwrap_or_default();
    let left = t_args(l, "security-codes-left", &[("count", standing.recovery_codes.into())]);
    let tone = if standing.recovery_codes < 3 { Tone::Warn } else { Tone::Neutral };
    let may_remove = SecondFactor::of(&around.setup.portal) != SecondFactor::Required;
    let buttons = html! {
        (Button::submit(t(l, "security-codes-renew")).value("do", "codes"))
        (Button::submit(t(l, "security-app-other")).value("do", "begin"))
        @if may_remove { (Button::submit(t(l, "security-app-remove")).destructive().value("do", "remove")) }
    };
    let content = html! {
        div.stack {
            (Note::new(Tone::Good).title(t_args(l, "security-app-since", &[("date", since.into())])))
            (Note::new(tone).title(left).text(t(l, "security-codes-line")))
            (Card::new(t(l, "security-app-change")).intro(t(l, "security-app-change-line"))
                .body(Form::post(APP).fields(owner(l, faults, true)).buttons(buttons)))
        }
    };
    Told::new(t(l, "security-app"), content)
}

/// Takes what was pressed: begin, new recovery codes, or away with it.
pub(super) async fn press(visit: Visit, RawForm(body): RawForm) -> Response {
    let outcome = match sent(&visit, &body) {
        Ok(sent) => pressed(&visit, &sent).await,
        Err(refusal) => Err(refusal),
    };
    match outcome {
        Ok(response) => response,
        Err(Refusal::Invalid { .. }) => {
            let l = super::signed_in(&visit).await.map_or_else(Default::default, |around| around.locale);
            let fault = Fault::new("password", t(l, "security-password-needed"));
            state(&visit, StatusCode::UNPROCESSABLE_ENTITY, &[fault]).await
        }
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

async fn pressed(visit: &Visit, sent: &Query) -> Result<Response, Refusal> {
    let claims = visit.visitor.portal_claims().ok_or_else(Refusal::unauthenticated)?;
    let caller = visit.read_pending(|_, caller| Ok(caller.clone())).await?;
    let (core, password) = (visit.app().core.clone(), Secret::new(sent.text("password").unwrap_or_default()));
    let what = sent.text("do").unwrap_or("begin").to_owned();
    let is_new = what == "begin" && visit.read_pending(authenticators::standing).await?.app_since.is_none();
    let proof = if is_new { Proof::Recent } else { Proof::Password };
    let network = &visit.visitor.network;
    authenticators::check_owner(&core, &caller, &claims, proof, &password, network).await?;
    match what.as_str() {
        "codes" => {
            let renewed = visit
                .write_pending(move |tx, caller| authenticators::renew_recovery_codes(tx, &core, caller));
            let codes = renewed.await?;
            Ok(keep(visit, &codes).await)
        }
        "remove" => {
            let removed =
                visit.write_pending(move |tx, caller| authenticators::remove_app(tx, &core, caller, &claims));
            removed.await.map(|()| done("app-removed"))
        }
        _ => {
            let begun =
                visit.write_pending(move |tx, caller| authenticators::begin_app(tx, &core, caller)).await?;
            Ok(ask(visit, StatusCode::OK, &begun, &[]).await)
        }
    }
}

/// The picture and the secret, and the field for the first code.
async fn ask(visit: &Visit, status: StatusCode, told: &Enrolment, faults: &[Fault]) -> Response {
    task(visit, status, faults, |l, _| {
        let code = Field::text("code", t(l, "account-code"))
            .hint(t(l, "security-ask-hint"))
            .autocomplete("one-time-code")
            .error(fault_at(faults, "code"));
        let content = html! {
            div.stack {
                @if let Some(picture) = picture::of(told.address.expose(), &t(l, "security-app-picture")) {
                    div.qr { (picture) }
                }
                details {
                    summary { (t(l, "security-app-type")) }
                    p.secret { (picture::grouped(told.secret.expose())) }
                    p.small { (t(l, "security-app-type-line")) }
                }
                (Form::post("/security/app/confirm").fields(code)
                    .buttons(Button::submit(t(l, "security-app-confirm")).primary()))
            }
        };
        Told::new(t(l, "security-app-scan"), content).line(t(l, "security-app-scan-line"))
    })
    .await
}

/// Takes the first code.
pub(super) async fn confirm(visit: Visit, RawForm(body): RawForm) -> Response {
    let code = match sent(&visit, &body) {
        Ok(sent) => Secret::new(sent.text("code").unwrap_or_default()),
        Err(refusal) => return refused::answer(&visit, refusal).await,
    };
    let Some(claims) = visit.visitor.portal_claims() else {
        return refused::answer(&visit, Refusal::unauthenticated()).await;
    };
    let core = visit.app().core.clone();
    let confirmed =
        visit.write_pending(move |tx, caller| authenticators::confirm_app(tx, &core, caller, &claims, &code));
    match confirmed.await {
        Ok(codes) => renewed(&visit, keep(&visit, &codes).await).await,
        Err(Refusal::Invalid { .. }) => ask_again(&visit).await,
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

async fn ask_again(visit: &Visit) -> Response {
    let core = visit.app().core.clone();
    match visit.read_pending(move |tx, caller| authenticators::pending_app(tx, &core, caller)).await {
        Ok(Some(waiting)) => {
            let l = super::signed_in(visit).await.map_or_else(Default::default, |around| around.locale);
            let fault = Fault::new("code", t(l, "security-ask-wrong"));
            ask(visit, StatusCode::UNPROCESSABLE_ENTITY, &waiting, &[fault]).await
        }
        Ok(None) => state(visit, StatusCode::OK, &[]).await,
        Err(refusal) => refused::answer(visit, refusal).await,
    }
}

/// The recovery codes, this one time.
async fn keep(visit: &Visit, codes: &[String]) -> Response {
    task(visit, StatusCode::OK, &[], |l, _| {
        let content = html! {
            div.stack {
                (Note::new(Tone::Good).title(t(l, "security-codes-ready")).result())
                ul.recovery-codes { @for code in codes { li { (code) } } }
                p { (t(l, "security-codes-keep")) }
                div.buttons { (Button::go(t(l, "security-codes-kept"), "/").primary()) }
            }
        };
        Told::new(t(l, "security-codes"), content).line(t(l, "security-codes-line"))
    })
    .await
}
