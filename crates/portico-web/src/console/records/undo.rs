//! Taking one value of a change back: what would become of it, then the change.

use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;
use maud::html;
use portico_core::activity;
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::{ActivityId, EntityId, Locale};

use super::super::activity::{Titled, history, said};
use super::super::address::Address;
use super::super::answers::Answers;
use super::super::desk::Desk;
use super::super::shell::Place;
use super::super::values::{is_empty, record_address, title_of};
use super::frame::crumbs;
use super::kind_of;
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::change_list::{Change, change_list};
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::note::Note;
use crate::design::layout::{ConsolePage, wide_narrow};
use crate::design::words::{t, t_args};

/// Which value of which change of which record.
#[derive(Clone)]
struct Wanted {
    schema: String,
    id: EntityId,
    entry: ActivityId,
    attribute: String,
}

impl Wanted {
    fn of(desk: &Desk, (schema, id): (String, EntityId)) -> Self {
        let text = |name: &str| desk.query().text(name).unwrap_or_default().to_owned();
        Self { schema, id, entry: ActivityId::from(text("entry")), attribute: text("attribute") }
    }

    fn history(&self) -> Address {
        Address::of(format!("{}/activity", record_address(&self.schema, self.id.as_str()).href()))
    }

    fn here(&self) -> Address {
        let base = record_address(&self.schema, self.id.as_str()).href();
        Address::of(format!("{base}/undo"))
            .and("entry", self.entry.as_str())
            .and("attribute", self.attribute.as_str())
    }
}

pub(super) async fn ask(desk: Desk, Path(record): Path<(String, EntityId)>) -> Response {
    let wanted = Wanted::of(&desk, record);
    check(&desk, wanted, StatusCode::OK).await
}

async fn check(desk: &Desk, wanted: Wanted, status: StatusCode) -> Response {
    let locale = desk.locale;
    desk.show_as(status, Place::Records, move |tx, caller| page(tx, caller, locale, &wanted)).await
}

pub(super) async fn take_back(
    desk: Desk,
    Path(record): Path<(String, EntityId)>,
    answers: Answers,
) -> Response {
    let wanted = Wanted::of(&desk, record);
    let sought = wanted.clone();
    let done = desk.change(move |tx, caller| {
        let at = (sought.schema.as_str(), &sought.id);
        activity::undo(tx, caller, at, &sought.entry, &sought.attribute, answers.raw("seen")).map(|_| ())
    });
    match done.await {
        Err(Refusal::Conflict { .. }) => check(&desk, wanted, StatusCode::CONFLICT).await,
        done => desk.done(done, wanted.history(), "record-undone").await,
    }
}

fn page(tx: &mut Tx<'_>, caller: &Caller, locale: Locale, wanted: &Wanted) -> Result<ConsolePage, Refusal> {
    let kind = kind_of(caller, &wanted.schema)?;
    let at = (wanted.schema.as_str(), &wanted.id);
    let undoing = activity::undoing(tx, caller, at, &wanted.entry, &wanted.attribute)?;
    let doc = portico_core::entities::view(tx, caller, at.0, at.1)?.to_value();
    let label = kind
        .attribute(&wanted.attribute)
        .map_or_else(|| wanted.attribute.clone(), |attribute| attribute.label(locale));
    let values = [&undoing.stored, &undoing.old, &undoing.left];
    let texts = said(tx, caller, locale, at.0, (&wanted.attribute, &values))?;
    let [stored, old, left] = <[String; 3]>::try_from(texts).unwrap_or_default();
    let text = |value: &serde_json::Value, text: &str| (!is_empty(value)).then(|| html! { (text) });
    let change = Change::new(label.clone(), text(&undoing.stored, &stored), text(&undoing.old, &old));
    let args = [("left", left.into()), ("stored", stored.clone().into())];
    let undone = history(tx, caller, locale, std::slice::from_ref(&undoing.entry), Titled::No)?;
    let is_as_before = undoing.old == undoing.stored || (is_empty(&undoing.old) && is_empty(&undoing.stored));
    let form = Form::post(wanted.here().href()).hidden("seen", undoing.updated_at.as_str()).buttons(html! {
        (Button::submit(t(locale, "history-undo-press")).primary())
        (Link::to(t(locale, "cancel"), wanted.history().href()).strong())
    });
    let title = t_args(locale, "console-undo-title", &[("what", label.into())]).into_owned();
    let main = html! {
        @if is_as_before {
            (Note::new(Tone::Info).title(t(locale, "history-nothing")).text(t(locale, "history-nothing-line")))
        } @else {
            @if undoing.is_contested() {
                (Note::new(Tone::Warn).title(t(locale, "history-contested")).text(t_args(locale, "history-contested-line", &args)).result())
            }
            (Card::bare().body(change_list(locale, vec![change])))
            (form)
        }
    };
    let side = Card::new(t(locale, "history-undo-of")).body(undone);
    let content = html! {
        (Heading::new(title.clone()).line(title_of(&doc)))
        (wide_narrow(main, html! { (side) }))
    };
    let crumbs = crumbs(locale, kind, Some(&doc));
    Ok(ConsolePage { here: t(locale, "history-undo").into_owned(), title, crumbs, actions: None, content })
}
