//! Back to the text that ships: what that means, asked before it happens.

use axum::extract::Path;
use axum::response::Response;
use maud::html;
use portico_core::letters::{Source, standard};
use portico_core::{Refusal, email_templates};
use portico_kit::Locale;

use super::super::desk::Desk;
use super::super::shell::Place;
use super::list::{name_of, tongue};
use super::{At, Where, editor};
use crate::design::components::button::Button;
use crate::design::components::dialog_page::DialogPage;
use crate::design::components::form::Form;
use crate::design::components::link::Link;
use crate::design::components::summary_list::SummaryList;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

pub(super) async fn ask(desk: Desk, Path((portal, kind)): Where) -> Response {
    let at = match At::of(&desk, portal, &kind) {
        Ok(at) => at,
        Err(refusal) => return desk.refuse(refusal).await,
    };
    let locale = desk.locale;
    desk.show(Place::Portals, move |tx, caller| {
        let portal = at.portal(tx)?;
        let words = email_templates::words(tx, caller, &portal, at.kind, at.locale)?;
        Ok(ConsolePage { crumbs: editor::crumbs(locale, &portal), ..page(locale, &at, &words.source) })
    })
    .await
}

pub(super) async fn give_back(desk: Desk, Path((portal, kind)): Where) -> Response {
    let at = match At::of(&desk, portal, &kind) {
        Ok(at) => at,
        Err(refusal) => return desk.refuse(refusal).await,
    };
    let own = at.clone();
    let done = desk.change(move |tx, caller| -> Result<(), Refusal> {
        let portal = own.portal(tx)?;
        let shipped = standard(own.kind, own.locale);
        email_templates::keep(tx, caller, &portal, (own.kind, own.locale), &shipped)
    });
    desk.done(done.await, at.address(), "letter-standard").await
}

fn page(locale: Locale, at: &At, words: &Source) -> ConsolePage {
    let args = [("name", name_of(locale, at.kind).into()), ("language", tongue(locale, at.locale).into())];
    let question = t_args(locale, "letter-standard-ask", &args).into_owned();
    let form = Form::post(at.part("/standard").and("language", at.locale.code()).href());
    let facts = SummaryList::new()
        .row(t(locale, "letter-standard-now"), words.subject.as_str())
        .row(t(locale, "letter-standard-then"), standard(at.kind, at.locale).subject);
    let dialog = DialogPage::new(
        question.clone(),
        form,
        Button::submit(t(locale, "letter-standard-press")).destructive(),
        Link::to(t(locale, "letter-standard-keep"), at.address().href()),
    )
    .text(t(locale, "letter-standard-line"))
    .facts(facts);
    ConsolePage {
        title: question,
        here: t(locale, "letter-standard").into_owned(),
        content: html! { (dialog) },
        ..ConsolePage::default()
    }
}
