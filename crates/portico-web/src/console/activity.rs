//! What happened: sentences of the history, for records, for the overview, and for the whole organisation.

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use maud::{Markup, Render, html};
use portico_core::schemas::Catalogue;
use portico_core::{Caller, Refusal, activity};
use portico_db::Tx;
use portico_http::App;
use portico_kit::{EntityId, Instant, Locale};
use serde_json::Value;

use super::desk::Desk;
use super::shell::Place;
use super::values::{Titles, plain, targets};
use super::words::{sentence, when};
use crate::design::components::activity_list::{ActivityList, Entry};
use crate::design::components::diff::{DiffRow, Fate, diff};
use crate::design::components::empty_state::EmptyState;
use crate::design::components::heading::Heading;
use crate::design::components::pagination::Pagination;
use crate::design::icons::Icon;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

/// How many entries stand on a page.
pub(super) const PAGE: i64 = 50;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/admin/activity", get(show_activity))
}

async fn show_activity(desk: Desk) -> Response {
    let (locale, here) = (desk.locale, desk.here());
    let from = desk.query().count("from", 0).unwrap_or(0);
    desk.show(Place::Activity, move |tx, caller| {
        let entries = activity::latest(tx, caller, from, PAGE + 1)?;
        let more = entries.len() > PAGE as usize;
        let shown = entries.get(..PAGE as usize).unwrap_or(&entries);
        let history = history(tx, caller, locale, shown, Titled::Yes)?;
        let at = |from: i64| here.clone().with("from", from.to_string()).href();
        let text = t_args(locale, "console-activity-shown", &[("count", shown.len().into())]);
        let ways = Pagination::new(locale, text)
            .back((from > 0).then(|| at((from - PAGE).max(0))))
            .next(more.then(|| at(from + PAGE)));
        let title = t(locale, "console-activity").into_owned();
        let content = html! {
            (Heading::new(title.clone()).line(t(locale, "console-activity-line")))
            @if shown.is_empty() { (EmptyState::new(t(locale, "console-activity-none"))) } @else { (history) (ways) }
        };
        Ok(ConsolePage { here: title.clone(), title, content, ..ConsolePage::default() })
    })
    .await
}

/// Whether an entry names the record it is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Titled {
    /// In lists of many records.
    Yes,
    /// On the page of the record itself.
    No,
}

/// Entries on a line, each with what it changed from what to what.
pub(super) fn history(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    entries: &[Value],
    titled: Titled,
) -> Result<Markup, Refusal> {
    let titles = titles(tx, caller, entries)?;
    let list = entries.iter().fold(ActivityList::history(), |list, entry| {
        let said = told(locale, &caller.catalogue, entry, &titles, titled);
        let rows = changes(locale, &caller.catalogue, entry, &titles);
        let entry = Entry::new(icon(entry), said, when(locale, at(entry), caller.now));
        list.entry(if rows.is_empty() { entry } else { entry.body(diff(rows)) })
    });
    Ok(list.render())
}

/// Entries as short lines with initials.
pub(super) fn feed(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    entries: &[Value],
) -> Result<Markup, Refusal> {
    let titles = titles(tx, caller, entries)?;
    let list = entries.iter().fold(ActivityList::feed(), |list, entry| {
        let said = told(locale, &caller.catalogue, entry, &titles, Titled::Yes);
        list.entry(Entry::by(author(entry, &titles), said, when(locale, at(entry), caller.now)))
    });
    Ok(list.render())
}

fn text<'a>(entry: &'a Value, place: &str) -> &'a str {
    entry.pointer(place).and_then(Value::as_str).unwrap_or_default()
}

fn at(entry: &Value) -> Instant {
    Instant::parse_iso(text(entry, "/timestamp")).unwrap_or(Instant(0))
}

/// Who did it: a user by name, or by the address of one that is gone; staff and programs by their name.
fn author<'a>(entry: &'a Value, titles: &'a Titles) -> &'a str {
    let user = "/payload/caller/PortalAuth/token";
    if let Some(name) = titles.title(text(entry, &format!("{user}/sub"))) {
        return name;
    }
    match text(entry, &format!("{user}/email")) {
        "" => text(entry, "/payload/caller/EpilotAuth/token/name"),
        email => email,
    }
}

fn verb(entry: &Value) -> &str {
    let kind = text(entry, "/type");
    kind.strip_suffix("FromPortal").unwrap_or(kind)
}

fn icon(entry: &Value) -> Icon {
    match verb(entry) {
        "EntityCreated" => Icon::Plus,
        "EntityUpdated" => Icon::Pencil,
        "EntityDeleted" => Icon::Trash2,
        _ => Icon::Info,
    }
}

/// Titles of the records that entries are about, and of those that changed relations point to.
fn titles(tx: &mut Tx<'_>, caller: &Caller, entries: &[Value]) -> Result<Titles, Refusal> {
    let mut wanted = Vec::new();
    for entry in entries {
        let (schema, id) = (text(entry, "/payload/entity/schema"), text(entry, "/payload/entity/id"));
        wanted.push((schema.to_owned(), EntityId::from(id)));
        let author = text(entry, "/payload/caller/PortalAuth/token/sub");
        wanted.extend((!author.is_empty()).then(|| ("portal_user".to_owned(), EntityId::from(author))));
        for operation in operations(entry) {
            let places = ["/payload", "/diff/updated", "/diff/deleted"];
            wanted.extend(places.iter().filter_map(|place| operation.pointer(place)).flat_map(targets));
        }
    }
    Titles::read(tx, caller, wanted)
}

fn operations(entry: &Value) -> impl Iterator<Item = &Value> {
    entry.get("operations").and_then(Value::as_array).into_iter().flatten()
}

fn told(locale: Locale, catalogue: &Catalogue, entry: &Value, titles: &Titles, titled: Titled) -> Markup {
    let who = html! { strong { (author(entry, titles)) } };
    let key = match verb(entry) {
        "EntityCreated" => "created",
        "EntityUpdated" => "changed",
        "EntityDeleted" => "removed",
        _ => "other",
    };
    let place = match text(entry, "/type").ends_with("FromPortal") {
        true => html! { " " span.quiet { (t(locale, "console-did-in-portal")) } },
        false => html! {},
    };
    if key == "other" {
        return html! { (who) ": " (text(entry, "/title")) (place) };
    }
    if titled == Titled::No {
        return html! { (sentence(locale, &format!("console-did-{key}-this"), &[("who", who)])) (place) };
    }
    let (schema, id) = (text(entry, "/payload/entity/schema"), text(entry, "/payload/entity/id"));
    let kind = catalogue.find(schema).map_or_else(|| schema.to_owned(), |kind| kind.name(locale));
    let what = match titles.title(id) {
        Some(_) => html! { (kind) " " (titles.link(id)) },
        None => html! { (kind) },
    };
    html! { (sentence(locale, &format!("console-did-{key}"), &[("who", who), ("what", what)])) (place) }
}

/// What an entry changed, field by field.
fn changes(locale: Locale, catalogue: &Catalogue, entry: &Value, titles: &Titles) -> Vec<DiffRow> {
    if verb(entry) != "EntityUpdated" {
        return Vec::new();
    }
    let schema = catalogue.find(text(entry, "/payload/entity/schema"));
    let said = |name: &str, value: &Value| {
        let text = match value.get("$relation") {
            Some(_) => titles.names(value),
            None => plain(locale, schema.and_then(|schema| schema.attribute(name)), value),
        };
        if text.is_empty() { t(locale, "value-empty").into_owned() } else { text }
    };
    let mut rows = Vec::new();
    for operation in operations(entry) {
        let fields = |place: &str| operation.pointer(place).and_then(Value::as_object).into_iter().flatten();
        let now = |name: &str| operation.get("payload").and_then(|all| all.get(name)).unwrap_or(&Value::Null);
        rows.extend(
            fields("/diff/added").map(|(name, new)| DiffRow::new(name, Fate::Added { new: said(name, new) })),
        );
        rows.extend(fields("/diff/updated").map(|(name, old)| {
            DiffRow::new(name, Fate::Changed { old: said(name, old), new: said(name, now(name)) })
        }));
        rows.extend(
            fields("/diff/deleted")
                .map(|(name, old)| DiffRow::new(name, Fate::Removed { old: said(name, old) })),
        );
    }
    rows
}
