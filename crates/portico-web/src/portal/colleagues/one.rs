//! One colleague: how it stands, and what can be done about it.

use axum::extract::{Path, RawForm};
use axum::response::Response;
use http::StatusCode;
use maud::{Markup, html};
use portico_core::partners::{self, Colleague, Stands};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_http::Query;
use portico_kit::{EntityId, Locale};

use super::super::visit::Visit;
use super::super::{address, answer, refused};
use super::{HERE, address_of, day, read, tag, task};
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::form::Form;
use crate::design::components::summary_list::SummaryList;
use crate::design::words::{t, t_args};

/// A colleague who is not oneself; anybody else is not there.
fn find(tx: &mut Tx<'_>, caller: &Caller, id: &EntityId) -> Result<Colleague, Refusal> {
    let all = partners::colleagues_of(tx, caller)?;
    let found = all.into_iter().find(|colleague| colleague.contact == *id && !colleague.is_self);
    found.ok_or(Refusal::NotFound)
}

async fn found(visit: &Visit, id: EntityId) -> Result<Colleague, Refusal> {
    read(visit, move |tx, caller| find(tx, caller, &id)).await
}

/// The page.
pub(super) async fn show(visit: Visit, Path(id): Path<EntityId>) -> Response {
    match found(&visit, id).await {
        Ok(colleague) => {
            task(&visit, StatusCode::OK, &[], |l| (colleague.title.clone(), content(l, &colleague))).await
        }
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

fn content(l: Locale, colleague: &Colleague) -> Markup {
    let mut facts = SummaryList::new();
    if !colleague.email.is_empty() {
        facts = facts.row(t(l, "portal-email"), &colleague.email);
    }
    let mut facts = facts.row(t(l, "colleagues-stands"), tag(l, colleague));
    if let Stands::Invited(Some(until)) = colleague.stands {
        facts = facts.row(t(l, "colleagues-link-until"), day(l, until));
    }
    html! {
        div.stack {
            (Card::bare().body(facts))
            p { (t(l, said(colleague.stands))) }
            div.buttons { (presses(l, colleague)) }
        }
    }
}

/// What the standing means.
fn said(stands: Stands) -> &'static str {
    match stands {
        Stands::Here => "colleagues-here-line",
        Stands::Invited(_) => "colleagues-invited-line",
        Stands::Expired => "colleagues-expired-line",
        Stands::Off => "colleagues-off-line",
        Stands::Outside => "colleagues-outside-line",
    }
}

fn presses(l: Locale, colleague: &Colleague) -> Markup {
    let at = address_of(&colleague.contact);
    let access = |value: &str, key: &str| {
        let press = Button::submit(t(l, key));
        Form::post(format!("{at}/access")).bare().hidden("access", value).fields(press)
    };
    let remove = |key: &str| Button::go(t(l, key), format!("{at}/remove"));
    let resend = || {
        let press = Button::submit(t(l, "colleagues-resend")).primary();
        Form::post(format!("{at}/resend")).bare().fields(press)
    };
    let invite = address::with_query("/colleagues/invite", [("email", colleague.email.as_str())]);
    html! {
        @match colleague.stands {
            Stands::Here => { (access("off", "colleagues-switch-off")) (remove("colleagues-remove")) }
            Stands::Off => { (access("on", "colleagues-switch-on")) (remove("colleagues-remove")) }
            Stands::Invited(_) | Stands::Expired => { (resend()) (remove("colleagues-withdraw")) }
            Stands::Outside => { (Button::go(t(l, "colleagues-invite-this"), invite).primary()) }
        }
    }
}

fn back(done: &str) -> Response {
    answer::redirect(&address::with_query(HERE, [("done", done)]))
}

async fn done(visit: &Visit, changed: Result<(), Refusal>, what: &str) -> Response {
    match changed {
        Ok(()) => back(what),
        Err(refusal) => refused::answer(visit, refusal).await,
    }
}

/// Sends the invitation once more.
pub(super) async fn resend(visit: Visit, Path(id): Path<EntityId>) -> Response {
    let core = visit.app().core.clone();
    let sent = visit.write(move |tx, caller| partners::resend(tx, &core, caller, &id)).await;
    done(&visit, sent, "resent").await
}

/// Switches the access off or on.
pub(super) async fn change_access(
    visit: Visit,
    Path(id): Path<EntityId>,
    RawForm(body): RawForm,
) -> Response {
    let sent = Query::parse(&String::from_utf8_lossy(&body));
    let on = sent.text("access") == Some("on");
    let changed = visit.write(move |tx, caller| partners::set_access(tx, caller, &id, on)).await;
    done(&visit, changed, if on { "on" } else { "off" }).await
}

/// Asks before somebody is parted with.
pub(super) async fn ask(visit: Visit, Path(id): Path<EntityId>) -> Response {
    match found(&visit, id).await {
        Ok(colleague) if colleague.stands == Stands::Outside => {
            refused::answer(&visit, Refusal::NotFound).await
        }
        Ok(colleague) => task(&visit, StatusCode::OK, &[], |l| question(l, &colleague)).await,
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

fn question(l: Locale, colleague: &Colleague) -> (String, Markup) {
    let is_open = matches!(colleague.stands, Stands::Invited(_) | Stands::Expired);
    let key = if is_open { "withdraw" } else { "remove" };
    let name = || [("name", colleague.title.clone().into())];
    let title = t_args(l, &format!("colleagues-{key}-ask"), &name()).into_owned();
    let at = address_of(&colleague.contact);
    let press = html! {
        (Button::submit(t(l, &format!("colleagues-{key}-press"))).destructive())
        (Button::go(t(l, "cancel"), at.as_str()))
    };
    let content = html! {
        ul.steps-said {
            li { (t(l, &format!("colleagues-{key}-one"))) }
            li { (t(l, &format!("colleagues-{key}-two"))) }
        }
        (Form::post(format!("{at}/remove")).buttons(press))
    };
    (title, content)
}

/// Parts with a colleague.
pub(super) async fn remove(visit: Visit, Path(id): Path<EntityId>) -> Response {
    let removed = visit.write(move |tx, caller| partners::revoke(tx, caller, &id)).await;
    done(&visit, removed, "removed").await
}
