//! Passkeys of the account: listed, added, named, taken away.

use axum::extract::{Path, RawForm};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use maud::{Markup, Render, html};
use portico_core::Refusal;
use portico_core::authenticators::{self, Proof};
use portico_core::passkeys::{self, Passkey};
use portico_http::{Problem, Query};
use portico_kit::{Locale, Secret};

use super::super::refused::{self, Around};
use super::super::sign_in::passkey::told as told_to_script;
use super::super::visit::Visit;
use super::{PASSKEYS, Told, done, fault_at, prove, renewed, sent, task};
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::error_summary::Fault;
use crate::design::components::field::Field;
use crate::design::components::form::Form;
use crate::design::components::note::Note;
use crate::design::components::row_list::{Row, RowList};
use crate::design::components::tag::Tag;
use crate::design::format::{date, local};
use crate::design::icons::Icon;
use crate::design::words::{t, t_args};

/// The list, and the form to add one.
pub(super) async fn show(visit: Visit) -> Response {
    page(&visit, StatusCode::OK, "", &[]).await
}

async fn page(visit: &Visit, status: StatusCode, name: &str, faults: &[Fault]) -> Response {
    let Some(claims) = visit.visitor.portal_claims() else {
        return refused::answer(visit, Refusal::unauthenticated()).await;
    };
    let core = visit.app().core.clone();
    let read = visit.read_pending(move |tx, caller| {
        Ok((passkeys::list(tx, &core, caller)?, authenticators::is_proved(tx, caller, &claims)?))
    });
    let (list, is_proved) = match read.await {
        Ok(read) => read,
        Err(refusal) => return refused::answer(visit, refusal).await,
    };
    let name = if name.is_empty() { visit.visitor.device().to_owned() } else { name.to_owned() };
    task(visit, status, faults, |l, around| {
        let content = html! {
            div.stack {
                @if !list.is_empty() { (Card::bare().body(rows(l, &list))) }
                @if !passkeys::are_taken(&around.setup.portal) {
                    (Note::new(Tone::Info).title(t(l, "passkey-off")))
                } @else if is_proved {
                    (adding(l, around, visit, &name, faults))
                } @else {
                    (Card::new(t(l, "passkey-add-title")).intro(t(l, "passkey-add-prove"))
                        .body(html! { div.buttons {
                            (Button::go(t(l, "security-prove-go"), prove::way(PASSKEYS)).primary())
                        } }))
                }
            }
        };
        Told::new(t(l, "passkey-title"), content).line(t(l, "passkey-line"))
    })
    .await
}

fn rows(l: Locale, list: &[Passkey]) -> RowList {
    list.iter().fold(RowList::new(), |rows, passkey| {
        let made = t_args(l, "passkey-made", &[("date", date(l, local(passkey.created_at).0).into())]);
        let used = match passkey.used_at {
            Some(at) => t_args(l, "passkey-used", &[("date", date(l, local(at).0).into())]),
            None => t(l, "passkey-unused"),
        };
        let href = format!("{PASSKEYS}/{}", passkey.id);
        let row = Row::new(passkey.name.as_str(), href).icon(Icon::Fingerprint, Tone::Brand);
        let row = row.facts(html! { (made) " · " (used) });
        rows.row(if passkey.works {
            row
        } else {
            row.status(Tag::new(Tone::Warn, t(l, "passkey-elsewhere")))
        })
    })
}

fn adding(l: Locale, around: &Around, visit: &Visit, name: &str, faults: &[Fault]) -> Markup {
    let field = Field::text("name", t(l, "passkey-name"))
        .hint(t(l, "passkey-name-hint"))
        .value(name)
        .error(fault_at(faults, "name"));
    let host = visit.visitor.host.as_str();
    let bound =
        t_args(l, "passkey-bound", &[("host", host.into()), ("portal", around.setup.portal.name().into())]);
    Card::new(t(l, "passkey-add-title"))
        .intro(t(l, "passkey-add-line"))
        .body(html! {
            form.form method="post" action=(PASSKEYS) data-passkey="/security/passkeys/question"
                data-stopped=(t(l, "passkey-add-stopped")) data-known=(t(l, "passkey-known")) {
                input type="hidden" name="answer" value="";
                (field)
                p.small { (bound) }
                div.buttons { (Button::submit(t(l, "passkey-add")).icon(Icon::Fingerprint).primary()) }
                p.small.passkey-said role="status" {}
            }
        })
        .render()
}

/// What the browser asks the device for.
pub(super) async fn question(visit: Visit) -> Response {
    match asked(&visit).await {
        Ok(question) => told_to_script(question),
        Err(refusal) => Problem(refusal).into_response(),
    }
}

async fn asked(visit: &Visit) -> Result<serde_json::Value, Refusal> {
    let claims = visit.visitor.portal_claims().ok_or_else(Refusal::unauthenticated)?;
    check(visit, &Secret::default()).await?;
    let (core, host) = (visit.app().core.clone(), visit.visitor.host.clone());
    visit
        .read_pending(move |tx, caller| passkeys::begin_passkey(tx, &core, caller, &claims, Some(&host)))
        .await
}

/// Refuses when nothing proves that it is the owner who asks.
async fn check(visit: &Visit, password: &Secret) -> Result<(), Refusal> {
    let claims = visit.visitor.portal_claims().ok_or_else(Refusal::unauthenticated)?;
    let caller = visit.read_pending(|_, caller| Ok(caller.clone())).await?;
    let (core, network) = (&visit.app().core, &visit.visitor.network);
    match authenticators::check_owner(core, &caller, &claims, Proof::Recent, password, network).await {
        // The page asks for it on its own.
        Err(Refusal::Invalid { .. }) => Err(Refusal::Unauthenticated {
            message: "Prove once more that it is you.".to_owned(),
            reason: Some(authenticators::STEP_UP_REQUIRED),
        }),
        other => other,
    }
}

/// Takes what the device said.
pub(super) async fn add(visit: Visit, RawForm(body): RawForm) -> Response {
    let sent = match sent(&visit, &body) {
        Ok(sent) => sent,
        Err(refusal) => return refused::answer(&visit, refusal).await,
    };
    let name = sent.text("name").unwrap_or_default().to_owned();
    match added(&visit, &sent, name.clone()).await {
        Ok(()) => renewed(&visit, done("passkey-added")).await,
        Err(Refusal::Invalid { field, .. }) => {
            let fault = match field.as_deref() {
                Some("name") => ("name", "passkey-name-wrong"),
                Some("answer") => ("name", "passkey-add-needs-scripts"),
                _ => ("name", "passkey-add-wrong"),
            };
            again(&visit, &name, fault).await
        }
        Err(Refusal::Conflict { .. }) => again(&visit, &name, ("name", "passkey-known")).await,
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

async fn again(visit: &Visit, name: &str, (field, words): (&str, &str)) -> Response {
    let l = super::signed_in(visit).await.map_or_else(Default::default, |around| around.locale);
    page(visit, StatusCode::UNPROCESSABLE_ENTITY, name, &[Fault::new(field, t(l, words))]).await
}

async fn added(visit: &Visit, sent: &Query, name: String) -> Result<(), Refusal> {
    let claims = visit.visitor.portal_claims().ok_or_else(Refusal::unauthenticated)?;
    check(visit, &Secret::default()).await?;
    let answer = sent.text("answer").filter(|answer| !answer.is_empty()).map(str::to_owned);
    let answer = answer.ok_or_else(|| Refusal::invalid("answer", "The device said nothing."))?;
    let core = visit.app().core.clone();
    let made = visit.write_pending(move |tx, caller| {
        passkeys::make_passkey(tx, &core, caller, &claims, &name, &answer).map(drop)
    });
    made.await
}

/// One passkey: its name, and taking it away.
pub(super) async fn show_one(visit: Visit, Path(id): Path<String>) -> Response {
    one(&visit, &id, StatusCode::OK, &[]).await
}

async fn one(visit: &Visit, id: &str, status: StatusCode, faults: &[Fault]) -> Response {
    let (core, key) = (visit.app().core.clone(), id.to_owned());
    let passkey = match visit.read_pending(move |tx, caller| passkeys::view(tx, &core, caller, &key)).await {
        Ok(passkey) => passkey,
        Err(refusal) => return refused::answer(visit, refusal).await,
    };
    let here = format!("{PASSKEYS}/{id}");
    task(visit, status, faults, |l, _| {
        let field = Field::text("name", t(l, "passkey-name"))
            .value(passkey.name.as_str())
            .error(fault_at(faults, "name"));
        let moved = t_args(l, "passkey-moved", &[("host", passkey.host.as_str().into())]);
        let content = html! {
            div.stack {
                @if !passkey.works { (Note::new(Tone::Warn).title(moved).text(t(l, "passkey-moved-line"))) }
                (Card::new(t(l, "passkey-rename")).body(Form::post(here.as_str()).fields(field)
                    .buttons(Button::submit(t(l, "security-save")).primary().value("do", "rename"))))
                (Card::new(t(l, "passkey-remove")).intro(t(l, "passkey-remove-line"))
                    .body(Form::post(here.as_str()).inline()
                        .buttons(Button::submit(t(l, "passkey-remove")).destructive().value("do", "remove"))))
            }
        };
        let facts = if passkey.is_backed_up { "passkey-synced" } else { "passkey-single" };
        Told::new(passkey.name.as_str(), content).line(t(l, facts))
    })
    .await
}

/// Takes another name, or takes it away.
pub(super) async fn change(visit: Visit, Path(id): Path<String>, RawForm(body): RawForm) -> Response {
    let outcome = match sent(&visit, &body) {
        Ok(sent) => changed(&visit, &id, &sent).await,
        Err(refusal) => Err(refusal),
    };
    match outcome {
        Ok(what) => done(what),
        Err(Refusal::Invalid { .. }) => {
            let l = super::signed_in(&visit).await.map_or_else(Default::default, |around| around.locale);
            let fault = Fault::new("name", t(l, "passkey-name-wrong"));
            one(&visit, &id, StatusCode::UNPROCESSABLE_ENTITY, &[fault]).await
        }
        Err(Refusal::Unauthenticated { reason: Some(authenticators::STEP_UP_REQUIRED), .. }) => {
            super::super::answer::redirect(&prove::way(&format!("{PASSKEYS}/{id}")))
        }
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

async fn changed(visit: &Visit, id: &str, sent: &Query) -> Result<&'static str, Refusal> {
    let claims = visit.visitor.portal_claims().ok_or_else(Refusal::unauthenticated)?;
    let (core, id) = (visit.app().core.clone(), id.to_owned());
    if sent.text("do") == Some("remove") {
        check(visit, &Secret::default()).await?;
        let removed =
            visit.write_pending(move |tx, caller| passkeys::remove(tx, &core, caller, &claims, &id)).await;
        return removed.map(|()| "passkey-removed");
    }
    let name = sent.text("name").unwrap_or_default().to_owned();
    visit.write_pending(move |tx, caller| passkeys::rename(tx, caller, &id, &name)).await?;
    Ok("passkey-renamed")
}

/// What the account says of its passkeys.
pub(super) fn summary(l: Locale, count: i64) -> String {
    match count {
        0 => t(l, "passkey-none").into_owned(),
        _ => t_args(l, "passkey-count", &[("count", count.into())]).into_owned(),
    }
}
