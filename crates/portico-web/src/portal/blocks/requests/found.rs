//! What the list of requests found: each with its title, what it is, when it was asked for, its state and next step.

use std::rc::Rc;

use portico_access::{Action, predicate};
use portico_core::Refusal;
use portico_core::entities::{self, Search, Sort};
use portico_core::schemas::Schema;
use portico_kit::Locale;
use serde_json::Value;

use super::{Kind, Settings};
use crate::design::components::tag::Tag;
use crate::design::format::{self, Day};
use crate::design::words::{t, t_args};
use crate::portal::blocks::entity_list::names_of;
use crate::portal::scene::{Record, Scene};
use crate::portal::texts::filled;
use crate::portal::values::{Room, shown, text};

/// Statuses of requests that are over.
const OVER: [&str; 8] = ["completed", "done", "closed", "cancelled", "declined", "rejected", "lost", "won"];
/// Attributes that name a request's number, the first that there is.
const NUMBERS: [&str; 4] = ["order_number", "opportunity_number", "ticket_number", "number"];
/// The attribute that says what happens next.
const NEXT: &str = "next_step";

/// The requests of one page.
#[derive(Debug, Default)]
pub struct Listing {
    /// The title.
    pub title: String,
    /// The requests, by the heading they stand under.
    pub parts: Vec<(String, Vec<Request>)>,
    /// How many there are on all pages.
    pub total: i64,
    /// The place of the first one, from 1, and how many are shown.
    pub place: (i64, i64),
    /// The address of the page before and of the next.
    pub ways: (Option<String>, Option<String>),
    /// The words field: the address, the name and the words; when the list has one.
    pub search: Option<(String, String, String)>,
    /// What is said when there is nothing.
    pub empty: String,
}

/// One request.
#[derive(Debug, Default)]
pub struct Request {
    /// What it is called.
    pub title: String,
    /// Its own page.
    pub href: Option<String>,
    /// What it is, its number and its day.
    pub facts: Vec<String>,
    /// What happens next.
    pub next: Option<String>,
    /// How far it is.
    pub status: Option<Tag>,
    /// Whether it is over.
    pub is_over: bool,
}

/// Finds them: one search over all kinds; nothing when the viewer may see none of the kinds.
pub fn find(
    scene: &mut Scene<'_, '_, '_>,
    settings: Settings,
    number: usize,
) -> Result<Option<Listing>, Refusal> {
    let Some(caller) = scene.caller() else { return Ok(None) };
    let is_seen = |slug: &str| {
        scene.schema(slug).is_some() && predicate(&caller.viewer, slug, &Action::View, 2).is_ok()
    };
    let kinds = settings.kinds.iter().map(|kind| kind.schema).filter(|slug| is_seen(slug));
    let schemas: Vec<String> = kinds.map(str::to_owned).collect();
    if schemas.is_empty() {
        return Ok(None);
    }
    let (q, page) = names_of(number);
    let query = &scene.frame.asked.query;
    let words = query.text(&q).map(str::trim).filter(|words| settings.is_searched && !words.is_empty());
    let at = query.count(&page, 1).unwrap_or(1).clamp(1, 10_000);
    let search = Search {
        schemas,
        q: words.map(str::to_owned),
        sort: Sort::parse("_created_at:desc")?,
        from: (at - 1) * settings.page_size,
        size: settings.page_size,
        ..Search::default()
    };
    let Some(found) = scene.ask(|tx, caller| entities::search(tx, caller, &search))? else { return Ok(None) };
    let mut requests = Vec::new();
    for seen in found.records {
        requests.push(request(scene, &settings.kinds, &Rc::new(Record::of(seen)))?);
    }
    let shown = i64::try_from(requests.len()).unwrap_or_default();
    let way = |to: i64| {
        let to = (to > 1).then(|| to.to_string());
        scene.frame.asked.with(&[(&page, to.as_deref())])
    };
    let has_more = search.from + shown < found.total;
    let field = (scene.frame.asked.path.clone(), q, search.q.clone().unwrap_or_default());
    Ok(Some(Listing {
        parts: parts(scene.locale(), requests, settings.is_split),
        total: found.total,
        place: (search.from + 1, shown),
        ways: ((at > 1).then(|| way(at - 1)), has_more.then(|| way(at + 1))),
        search: settings.is_searched.then_some(field),
        title: settings.title,
        empty: settings.empty,
    }))
}

/// What is open stands above what is over, each under its heading, when the settings ask for that.
fn parts(locale: Locale, requests: Vec<Request>, is_split: bool) -> Vec<(String, Vec<Request>)> {
    if !is_split {
        return vec![(String::new(), requests)];
    }
    let (over, open): (Vec<_>, Vec<_>) = requests.into_iter().partition(|request| request.is_over);
    let named = [("requests-open", open), ("requests-over", over)];
    let filled = named.into_iter().filter(|(_, requests)| !requests.is_empty());
    filled.map(|(key, requests)| (t(locale, key).into_owned(), requests)).collect()
}

fn request(scene: &mut Scene<'_, '_, '_>, kinds: &[Kind], record: &Rc<Record>) -> Result<Request, Refusal> {
    let slug = record.seen.schema.clone();
    let locale = scene.locale();
    let Some(schema) = scene.schema(&slug) else { return Ok(Request::default()) };
    // The texts of the settings speak of each request in turn, and of none after the list.
    let before = scene.record(&slug)?;
    scene.offer(Rc::clone(record));
    let kind = kinds.iter().find(|kind| kind.schema == slug);
    let title = filled(scene, kind.map_or(&Value::Null, |kind| &kind.title));
    let line = filled(scene, kind.map_or(&Value::Null, |kind| &kind.line));
    scene.offer_again(&slug, before);
    let (title, line) = (title?, line?);
    let named = Some(title).filter(|title| !title.is_empty()).or_else(|| record.title().map(str::to_owned));
    let status = schema.attribute("status").filter(|attribute| attribute.kind == "status");
    let state = record.doc.get("status").and_then(Value::as_str);
    let facts = if line.is_empty() { facts(locale, schema, record) } else { vec![line] };
    Ok(Request {
        title: named.unwrap_or_else(|| schema.name(locale)),
        href: scene.links().record(&slug, record.seen.id.as_str()),
        facts,
        next: next(locale, schema, record),
        status: status.and_then(|attribute| shown::status(locale, attribute, record.doc.get("status")?)),
        is_over: state.is_some_and(|state| OVER.contains(&state)),
    })
}

/// What it is, its number and its day, as far as the viewer sees them.
fn facts(locale: Locale, schema: &Schema, record: &Record) -> Vec<String> {
    let number =
        NUMBERS.iter().find_map(|name| text(locale, schema.attribute(name)?, &record.doc, Room::Cell));
    let date = ["order_date", "_created_at"].iter().find_map(|name| record.doc.get(*name)?.as_str());
    let day = date.and_then(Day::parse).map(|day| format::short_date(locale, day));
    [Some(schema.name(locale)), number, day].into_iter().flatten().collect()
}

/// What happens next: what the record says, or that an offer waits for an answer.
fn next(locale: Locale, schema: &Schema, record: &Record) -> Option<String> {
    let said = schema.attribute(NEXT).and_then(|attribute| text(locale, attribute, &record.doc, Room::Cell));
    if said.is_some() {
        return said;
    }
    let waits = schema.slug == "order"
        && record.doc.get("status").and_then(Value::as_str) == Some("open_for_acceptance");
    if !waits {
        return None;
    }
    let until = record.doc.get("valid_until").and_then(Value::as_str).and_then(Day::parse);
    Some(match until {
        Some(day) => {
            t_args(locale, "requests-answer-until", &[("day", format::date(locale, day).into())]).into_owned()
        }
        None => t(locale, "requests-answer").into_owned(),
    })
}
