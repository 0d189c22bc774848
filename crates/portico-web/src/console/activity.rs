//! What happened: for the overview, for records, and for the whole organisation, narrowed by what it was about.

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use maud::{Markup, Render, html};
use portico_core::activity::{self, Page, Part, Topic};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_http::App;
use portico_kit::{ActivityId, Locale};
use serde_json::Value;

use super::address::Address;
use super::desk::Desk;
use super::shell::Place;
use crate::design::components::Ticked;
use crate::design::components::activity_list::ActivityList;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::filter_bar::FilterBar;
use crate::design::components::heading::Heading;
use crate::design::components::pagination::Pagination;
use crate::design::components::select::Select;
use crate::design::layout::{ConsolePage, stack};
use crate::design::words::{t, t_args};

mod entry;
mod setup;

use entry::Narrator;
pub(super) use entry::{Beside, Titled, operations, parts_of};

/// How many entries stand on a page.
pub(super) const PAGE: i64 = 50;
/// Where the history of the organisation is.
const HERE: &str = "/admin/activity";

pub(super) fn routes() -> Router<App> {
    Router::new().route(HERE, get(show_activity))
}

async fn show_activity(desk: Desk) -> Response {
    let (locale, here) = (desk.locale, desk.here());
    let about = desk.query().text("about").unwrap_or_default().to_owned();
    let from = from_of(&desk);
    desk.show(Place::Activity, move |tx, caller| {
        let page = activity::feed(tx, caller, topic_of(&about), from.as_ref(), PAGE)?;
        let history = history(tx, caller, locale, &page.entries, Titled::Yes)?;
        let title = t(locale, "console-activity").into_owned();
        let body = html! {
            (filter(locale, &about))
            @if page.entries.is_empty() { (EmptyState::new(t(locale, "console-activity-none"))) }
            @else { (history) (ways(locale, &here, &page)) }
        };
        let content = html! {
            (Heading::new(title.clone()).line(t(locale, "console-activity-line")))
            (stack(body))
        };
        Ok(ConsolePage { here: title.clone(), title, content, ..ConsolePage::default() })
    })
    .await
}

/// The entry that the page begins with, when it is not the newest.
pub(super) fn from_of(desk: &Desk) -> Option<ActivityId> {
    desk.query().text("from").filter(|from| !from.is_empty()).map(ActivityId::from)
}

fn topic_of(about: &str) -> Topic {
    match (about, Part::parse(about)) {
        ("records", _) => Topic::Records,
        ("configuration", _) => Topic::Configuration,
        (_, Some(part)) => Topic::Of(part),
        _ => Topic::All,
    }
}

fn filter(locale: Locale, about: &str) -> FilterBar {
    let words = ["", "records", "configuration"].into_iter().chain(Part::ALL.into_iter().map(Part::name));
    let select = words.fold(Select::new("about", t(locale, "console-activity-about")), |select, word| {
        let key = if word.is_empty() { "all" } else { word };
        select.option(word, t(locale, &format!("console-about-{key}")), Ticked::from(word == about))
    });
    FilterBar::new(locale, HERE).select(select)
}

/// The ways to the newest and to older entries.
pub(super) fn ways(locale: Locale, here: &Address, page: &Page) -> Markup {
    let is_newest = !here.pairs().iter().any(|(key, _)| key == "from");
    if is_newest && page.older.is_none() {
        return html! {};
    }
    let text = t_args(locale, "console-activity-shown", &[("count", page.entries.len().into())]);
    Pagination::new(locale, text)
        .back((!is_newest).then(|| here.clone().without("from").href()))
        .next(page.older.as_ref().map(|older| here.clone().with("from", older.as_str()).href()))
        .named(t(locale, "history-newest"), t(locale, "history-older"))
        .render()
}

/// Entries on a line, each with what it changed from what to what.
pub(super) fn history(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    entries: &[Value],
    titled: Titled,
) -> Result<Markup, Refusal> {
    history_with(tx, caller, locale, entries, titled, None)
}

/// As [`history`], with what stands beside each change.
pub(super) fn history_with(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    entries: &[Value],
    titled: Titled,
    beside: Option<&dyn Beside>,
) -> Result<Markup, Refusal> {
    let narrator = Narrator::read(tx, caller, locale, entries, titled)?;
    let list =
        entries.iter().fold(ActivityList::history(), |list, entry| list.entry(narrator.tell(entry, beside)));
    Ok(list.render())
}

/// Entries as short lines with initials.
pub(super) fn feed(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    entries: &[Value],
) -> Result<Markup, Refusal> {
    let narrator = Narrator::read(tx, caller, locale, entries, Titled::Yes)?;
    let list = entries.iter().fold(ActivityList::feed(), |list, entry| list.entry(narrator.line(entry)));
    Ok(list.render())
}

/// One value of a change as people read it.
pub(super) fn said(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    schema: &str,
    (name, values): (&str, &[&Value]),
) -> Result<Vec<String>, Refusal> {
    let shaped: Vec<Value> = values
        .iter()
        .map(|value| serde_json::json!({ "operations": [{ "payload": { name: value } }] }))
        .collect();
    let narrator = Narrator::read(tx, caller, locale, &shaped, Titled::No)?;
    Ok(values.iter().map(|value| narrator.said(schema, name, value)).collect())
}
