//! A record as it was at a moment: what it said then, and what differs from today.

use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;
use maud::{Markup, html};
use portico_core::activity::{self, AsOf, Then};
use portico_core::entities;
use portico_core::schemas::{Attribute, Schema};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::{EntityId, Locale};
use serde_json::Value;

use super::frame::Desk;
use super::when::When;
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::error_summary::error_summary;
use crate::design::components::heading::Heading;
use crate::design::components::note::Note;
use crate::design::components::summary_list::SummaryList;
use crate::design::format::{self, Clock};
use crate::design::icons::Icon;
use crate::design::words::{t, t_args};
use crate::portal::edit::check::same;
use crate::portal::related::Related;
use crate::portal::values::shown::Shower;
use crate::portal::values::{Room, text_of};
use crate::portal::visit::Visit;
use crate::portal::{answer, refused};

/// The page.
pub async fn show(visit: Visit, Path((schema, id)): Path<(String, String)>) -> Response {
    let asked = visit.asked.clone();
    let id = EntityId::from(id.as_str());
    let shown = visit.read(move |tx, caller| {
        let desk = Desk::read(tx, caller, &asked, (&schema, &id))?;
        let when = When::of(desk.locale, &asked.query)?;
        let status = if when.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        Ok((status, page(tx, caller, &desk, &when)?))
    });
    match shown.await {
        Ok((status, markup)) => answer::page(status, markup),
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

fn page(tx: &mut Tx<'_>, caller: &Caller, desk: &Desk, when: &When) -> Result<Markup, Refusal> {
    let l = desk.locale;
    let form = when.card(l, &desk.href_bare("/then"), &[("back", &desk.back())]);
    let Some(at) = when.at else {
        let title = t(l, "history-when");
        let content = html! {
            (error_summary(l, &when.faults))
            (Heading::new(desk.title()))
            div.stack { (form) }
        };
        let named = match when.faults.is_empty() {
            true => title.into_owned(),
            false => t_args(l, "error-title-prefix", &[("title", title.into())]).into_owned(),
        };
        return Ok(desk.page_below(&named, content));
    };
    let was = activity::as_of(tx, caller, &desk.schema.slug, &desk.record.seen.id, at)?;
    let told = format::date_time(l, at, Clock::Portal);
    let title = t_args(l, "history-then-title", &[("when", told.into())]).into_owned();
    let today = Button::go(t(l, "history-then-today"), desk.back());
    let note = Note::new(Tone::Info).icon(Icon::History).title(title.as_str());
    let content = html! {
        (Heading::new(desk.title()))
        div.stack {
            @match &was.then {
                Then::Absent => (note.text(t(l, "history-then-absent")).action(today)),
                Then::Known(doc) => {
                    (note.text(since(l, &was, "history-then-line")).action(today))
                    (groups(tx, caller, desk, doc)?)
                }
                Then::Earliest(doc) => {
                    (note.text(since(l, &was, "history-then-earliest")).action(today))
                    (groups(tx, caller, desk, doc)?)
                }
            }
            (form)
        }
    };
    Ok(desk.page_below(&title, content))
}

/// What a page of then is, and how much has changed since.
fn since(locale: Locale, was: &AsOf, line: &'static str) -> Markup {
    let count = t_args(locale, "history-then-changes", &[("count", was.changes_since.into())]);
    html! { (t(locale, line)) " " (count) }
}

/// The attributes of then by group, without those that said nothing then and say nothing now.
fn groups(tx: &mut Tx<'_>, caller: &Caller, desk: &Desk, then: &Value) -> Result<Markup, Refusal> {
    let (l, now) = (desk.locale, &*desk.record.doc);
    let values = [then, now].into_iter().filter_map(Value::as_object).flatten().map(|(_, value)| value);
    let related = Related::of(entities::view_many(tx, caller, &Related::wanted(values))?);
    let shower =
        Shower { locale: l, links: desk.links(), related: &related, today: format::local(desk.now).0 };
    let cards: Vec<Card> = grouped(l, &desk.schema)
        .into_iter()
        .filter_map(|(label, attributes)| {
            let list = attributes.into_iter().fold(SummaryList::new(), |list, attribute| {
                match value(&shower, attribute, then, now) {
                    Some(shown) => list.row(attribute.label(l), shown),
                    None => list,
                }
            });
            (!list.is_empty()).then(|| Card::new(label).body(list))
        })
        .collect();
    Ok(html! { @for card in cards { (card) } })
}

/// What an attribute said then, with what it says today when that differs.
fn value(shower: &Shower<'_>, attribute: &Attribute, then: &Value, now: &Value) -> Option<Markup> {
    let l = shower.locale;
    let held = |doc: &Value| doc.get(&attribute.name).cloned().unwrap_or_default();
    let (old, new) = (held(then), held(now));
    let shown = shower.show(attribute, then, Room::Sentence);
    if same(&old, &new) {
        return shown;
    }
    let today = text_of(l, attribute, &new, now, Room::Sentence)
        .map(|text| html! { (text) })
        .or_else(|| shower.show(attribute, now, Room::Sentence));
    if shown.is_none() && today.is_none() {
        return None;
    }
    let nothing = || html! { span.quiet { (t(l, "change-empty")) } };
    Some(html! {
        (shown.unwrap_or_else(nothing))
        p.small.since { (t(l, "history-then-now")) " " (today.unwrap_or_else(nothing)) }
    })
}

/// The attributes that people read, by group in the order of the schema; those without a group come last.
fn grouped(locale: Locale, schema: &Schema) -> Vec<(String, Vec<&Attribute>)> {
    let is_shown =
        |attribute: &&Attribute| attribute.doc.get("hidden").and_then(Value::as_bool) != Some(true);
    let known = |id: &str| schema.groups.iter().any(|group| group.id == id);
    let of = |group: &str| -> Vec<&Attribute> {
        let own = schema.attributes.iter().filter(is_shown);
        own.filter(|attribute| attribute.group.as_deref() == Some(group)).collect()
    };
    let rest = schema.attributes.iter().filter(is_shown);
    let rest: Vec<&Attribute> =
        rest.filter(|attribute| attribute.group.as_deref().is_none_or(|id| !known(id))).collect();
    let mut all: Vec<_> = schema.groups.iter().map(|group| (group.label(locale), of(&group.id))).collect();
    all.push((t(locale, "history-then-rest").into_owned(), rest));
    all
}
