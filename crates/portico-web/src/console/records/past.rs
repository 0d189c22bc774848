//! The history of a record, and the record as it was at a moment.

use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;
use maud::{Markup, Render, html};
use portico_core::activity::{self, TakenBack, Then};
use portico_core::schemas::Attribute;
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::{EntityId, Locale};
use serde_json::Value;

use super::super::activity::{Beside, PAGE, Titled, from_of, history_with, operations, parts_of, ways};
use super::super::address::Address;
use super::super::desk::Desk;
use super::super::shell::Place;
use super::super::values::{Titles, is_empty, record_address, shown};
use super::super::words::moment;
use super::detail::{actions, groups_with, side};
use super::frame::{Part, Shown};
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::error_summary::error_summary;
use crate::design::components::link::Link;
use crate::design::components::note::Note;
use crate::design::components::tag::Tag;
use crate::design::icons::Icon;
use crate::design::layout::{ConsolePage, wide_narrow};
use crate::design::words::{t, t_args};
use crate::portal::history::when::When;

pub(super) async fn show_activity(desk: Desk, Path((schema, id)): Path<(String, EntityId)>) -> Response {
    let (locale, here, from) = (desk.locale, desk.here(), from_of(&desk));
    desk.show(Place::Records, move |tx, caller| {
        let record = Shown::read(tx, caller, &schema, &id)?;
        let titles = Titles::of_targets(tx, caller, std::slice::from_ref(&record.doc))?;
        let page = activity::page(tx, caller, (&schema, &id), from.as_ref(), PAGE)?;
        let taken_back = activity::taken_back(tx, caller, (&schema, &id), &page.entries)?;
        let offers = Offers { locale, record: &record, taken_back };
        let list = history_with(tx, caller, locale, &page.entries, Titled::No, Some(&offers))?;
        let body = match page.entries.is_empty() {
            true => EmptyState::new(t(locale, "console-activity-none"))
                .text(t(locale, "console-activity-none-line"))
                .render(),
            false => wide_narrow(
                html! { (list) (ways(locale, &here, &page)) },
                html! { (side(locale, &record)) (asking(locale, &record, &When::default())) },
            ),
        };
        Ok(record.page(locale, Part::Activity, &titles, actions(locale, &record), body))
    })
    .await
}

/// What entries of a record's history offer.
struct Offers<'a> {
    locale: Locale,
    record: &'a Shown<'a>,
    taken_back: TakenBack,
}

impl Beside for Offers<'_> {
    fn value(&self, entry: &Value, attribute: &str) -> Option<Markup> {
        let id = entry.get("_id").and_then(Value::as_str)?;
        let is_undone = self.taken_back.by(id, attribute).is_some();
        let nothing = Value::Null;
        let old = operations(entry).flat_map(parts_of).find(|(name, _)| *name == attribute);
        let old = old.and_then(|(_, ends)| ends.old()).unwrap_or(&nothing);
        let stored = self.record.doc.get(attribute).unwrap_or(&nothing);
        let known = self.record.kind.attribute(attribute);
        let label = known.map_or_else(|| attribute.to_owned(), |known| known.label(self.locale));
        let is_as_before = old == stored || (is_empty(old) && is_empty(stored));
        let to =
            Address::of(format!("{}/undo", self.record.href())).and("entry", id).and("attribute", attribute);
        (is_undone || !is_as_before).then(|| {
            html! {
                @if is_undone { (Tag::new(Tone::Neutral, t(self.locale, "history-undone")).icon(Icon::Undo2)) }
                @if !is_as_before {
                    (Link::to(t(self.locale, "history-undo"), to.href()).strong().for_readers(label))
                }
            }
        })
    }

    fn entry(&self, entry: &Value) -> Option<Markup> {
        let text = |place: &str| entry.pointer(place).and_then(Value::as_str);
        let (kind, at) = (text("/type")?, text("/timestamp")?);
        if text("/payload/entity/id") != Some(self.record.id()) || !kind.starts_with("Entity") {
            return None;
        }
        let then = Address::of(format!("{}/then", self.record.href())).and("at", at);
        let undone = text("/payload/undoes").map(|undone| {
            let page = Address::of(format!("{}/activity", self.record.href())).and("from", undone);
            format!("{}#entry-{undone}", page.href())
        });
        Some(html! {
            p.entry-ways {
                (Link::to(t(self.locale, "history-as-it-was"), then.href()).icon(Icon::History))
                @if let Some(undone) = undone { " " (Link::to(t(self.locale, "history-what-it-undid"), undone)) }
            }
        })
    }
}

pub(super) async fn show_then(desk: Desk, Path((schema, id)): Path<(String, EntityId)>) -> Response {
    let locale = desk.locale;
    let when = match When::of(locale, desk.query()) {
        Ok(when) => when,
        Err(refusal) => return desk.refuse(refusal).await,
    };
    let status = if when.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    desk.show_as(status, Place::Records, move |tx, caller| then(tx, caller, locale, (&schema, &id), &when))
        .await
}

/// The form that asks for another moment.
fn asking(locale: Locale, record: &Shown<'_>, when: &When) -> Markup {
    when.card(locale, &format!("{}/then", record.href()), &[])
}

/// The page that asks for the moment alone, with what was wrong with it.
fn unclear(locale: Locale, record: &Shown<'_>, titles: &Titles, when: &When) -> ConsolePage {
    let body =
        html! { (error_summary(locale, &when.faults)) div.narrow-page { (asking(locale, record, when)) } };
    record.page(locale, Part::Activity, titles, html! {}, body)
}

fn then(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    (schema, id): (&str, &EntityId),
    when: &When,
) -> Result<ConsolePage, Refusal> {
    let record = Shown::read(tx, caller, schema, id)?;
    let Some(at) = when.at else {
        let titles = Titles::of_targets(tx, caller, std::slice::from_ref(&record.doc))?;
        return Ok(unclear(locale, &record, &titles, when));
    };
    let was = activity::as_of(tx, caller, schema, id, at)?;
    let mut docs = vec![record.doc.clone()];
    let line = match &was.then {
        Then::Absent => "history-then-absent",
        Then::Known(doc) => {
            docs.push(doc.clone());
            "history-then-line"
        }
        Then::Earliest(doc) => {
            docs.push(doc.clone());
            "history-then-earliest"
        }
    };
    let titles = Titles::of_targets(tx, caller, &docs)?;
    let changes = t_args(locale, "history-then-changes", &[("count", was.changes_since.into())]);
    let title = t_args(locale, "history-then-title", &[("when", moment(locale, at).into())]).into_owned();
    let back = record_address(schema, id.as_str()).href();
    let note = Note::new(Tone::Info)
        .icon(Icon::History)
        .title(title.clone())
        .text(html! { (t(locale, line)) " " (changes) })
        .action(Button::go(t(locale, "history-then-today"), back).small());
    let data = docs.get(1).map(|doc| {
        groups_with(locale, record.kind, &|attribute| value(locale, attribute, doc, &record.doc, &titles))
    });
    let body = html! { div.stack { (note) @if let Some(data) = data { (wide_narrow(data, html! { (asking(locale, &record, when)) (side(locale, &record)) })) } @else { (asking(locale, &record, when)) } } };
    let mut page = record.page(locale, Part::Activity, &titles, html! {}, body);
    page.title = format!("{title} – {}", page.title);
    Ok(page)
}

/// What an attribute said then, with what it says today when that differs.
fn value(locale: Locale, attribute: &Attribute, then: &Value, now: &Value, titles: &Titles) -> Markup {
    let nothing = Value::Null;
    let held = |doc: &'_ Value| doc.get(&attribute.name).cloned().unwrap_or_default();
    let (old, new) = (held(then), held(now));
    let was = shown(locale, attribute, if is_empty(&old) { &nothing } else { &old }, titles);
    if old == new || (is_empty(&old) && is_empty(&new)) {
        return was;
    }
    html! {
        (was)
        p.small.since { (t(locale, "history-then-now")) " " (shown(locale, attribute, &new, titles)) }
    }
}
