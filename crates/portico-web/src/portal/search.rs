//! Search over everything that the viewer sees, grouped by kind.

use axum::response::Response;
use http::StatusCode;
use maud::{Markup, Render, html};
use portico_access::{Action, predicate};
use portico_core::entities::{self, Search};
use portico_core::schemas::Schema;
use portico_core::setup::Setup;
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::{Instant, Locale};
use serde_json::Value;

use super::links::Links;
use super::person::Person;
use super::scene::Record;
use super::shell::{Frame, locale_of, profile_href};
use super::values::{self, Room, shown};
use super::visit::{Asked, Visit};
use super::{address, answer, refused};
use crate::design::components::card::Card;
use crate::design::components::document_row::documents;
use crate::design::components::filter_bar::FilterBar;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::row_list::{Row, RowList};
use crate::design::format::integer;
use crate::design::layout::portal_page;
use crate::design::words::{t, t_args};

/// So many records of each kind stand beside those of other kinds.
const FEW: i64 = 5;
/// So many records stand alone.
const MANY: i64 = 50;
/// Kinds that people do not look for: they are about themselves, or parts of other things.
const NOT_LISTED: [&str; 2] = ["portal_user", "price"];

/// The search page.
pub async fn show_search(visit: Visit) -> Response {
    let asked = visit.asked.clone();
    match visit.read(move |tx, caller| page(tx, caller, &asked)).await {
        Ok(markup) => answer::page(StatusCode::OK, markup),
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

/// What was found of one kind.
struct Group<'a> {
    schema: &'a Schema,
    records: Vec<Record>,
    total: i64,
}

fn page(tx: &mut Tx<'_>, caller: &Caller, asked: &Asked) -> Result<Markup, Refusal> {
    let setup = portico_core::pages::setup_for(tx, caller, &[])?;
    let person = Person::read(tx, caller)?;
    let locale = locale_of(&setup, asked, Some(&person));
    let q = asked.query.text("q").unwrap_or_default().trim().to_owned();
    let only = asked.query.text("kind").unwrap_or_default();
    let groups = if q.is_empty() { Vec::new() } else { find(tx, caller, &setup, &q, only)? };
    let frame = Frame { setup: &setup, asked, locale, person: Some(&person), here: None, now: caller.now };
    let links = Links { setup: &setup, now: caller.now };
    let found: i64 = groups.iter().map(|group| group.total).sum();
    let content = html! {
        (Heading::new(t(locale, "search")))
        div.stack {
            (FilterBar::new(locale, "/search").search("q", t(locale, "portal-search-label"), q.as_str()).searching().live())
            div.stack id="results" {
                p role="status" { (line(locale, &q, found)) }
                @for group in &groups { (group_card(locale, links, group, &q)) }
            }
        }
    };
    Ok(portal_page(&frame.shell(), &t(locale, "search"), content))
}

fn line(locale: Locale, q: &str, found: i64) -> String {
    match (q.is_empty(), found) {
        (true, _) => t(locale, "portal-search-line").into_owned(),
        (false, 0) => t_args(locale, "portal-nothing-found", &[("words", q.into())]).into_owned(),
        (false, _) => {
            let args =
                [("count", found.into()), ("number", integer(locale, found).into()), ("words", q.into())];
            t_args(locale, "portal-found", &args).into_owned()
        }
    }
}

fn find<'a>(
    tx: &mut Tx<'_>,
    caller: &Caller,
    setup: &'a Setup,
    q: &str,
    only: &str,
) -> Result<Vec<Group<'a>>, Refusal> {
    let mut groups = Vec::new();
    for schema in in_order(setup, caller.now) {
        let is_asked = only.is_empty() || only == schema.slug;
        let is_seen = || predicate(&caller.viewer, &schema.slug, &Action::View, 2).is_ok();
        if !is_asked || NOT_LISTED.contains(&schema.slug.as_str()) || !is_seen() {
            continue;
        }
        let search = Search {
            schemas: vec![schema.slug.clone()],
            q: Some(q.to_owned()),
            size: if only.is_empty() { FEW } else { MANY },
            ..Search::default()
        };
        let found = entities::search(tx, caller, &search)?;
        if found.total > 0 {
            let records = found.records.into_iter().map(Record::of).collect();
            groups.push(Group { schema, records, total: found.total });
        }
    }
    Ok(groups)
}

/// All kinds: those with a page in the order of their pages, then the others.
fn in_order(setup: &Setup, now: Instant) -> Vec<&Schema> {
    let links = Links { setup, now };
    let place = |schema: &&Schema| {
        let page = links.list_page(&schema.slug);
        page.and_then(|page| setup.pages.iter().position(|known| known.id == page.id)).unwrap_or(usize::MAX)
    };
    let mut schemas: Vec<&Schema> = setup.catalogue.all().map(|schema| &**schema).collect();
    schemas.sort_by_key(place);
    schemas
}

fn group_card(locale: Locale, links: Links<'_>, group: &Group<'_>, q: &str) -> Markup {
    let list = match group.schema.slug.as_str() {
        "file" => documents(
            group.records.iter().map(|record| shown::file_row(locale, links.setup, record)).collect(),
        ),
        _ => group
            .records
            .iter()
            .fold(RowList::new(), |list, record| list.row(row(locale, links, group.schema, record)))
            .render(),
    };
    let shown = i64::try_from(group.records.len()).unwrap_or(i64::MAX);
    let mut card = Card::new(group.schema.plural(locale)).flush().body(list);
    if group.total > shown {
        let all = address::with_query("/search", [("q", q), ("kind", group.schema.slug.as_str())]);
        let label = t_args(locale, "portal-show-all-of", &[("number", integer(locale, group.total).into())]);
        card = card.foot(Link::to(label, all).strong());
    }
    card.render()
}

fn row(locale: Locale, links: Links<'_>, schema: &Schema, record: &Record) -> Row {
    let title = record.title().map_or_else(|| schema.name(locale), str::to_owned);
    let own = || profile_href(links.setup, links.now).filter(|_| schema.slug == "contact");
    let row = match links.record(&schema.slug, record.seen.id.as_str()).or_else(own) {
        Some(href) => Row::new(title.as_str(), href),
        None => Row::plain(title.as_str()),
    };
    let row = match schema.attribute("status").filter(|attribute| attribute.kind == "status") {
        Some(attribute) => {
            let tag = record.doc.get("status").and_then(|held| shown::status(locale, attribute, held));
            tag.map_or_else(|| row.clone(), |tag| row.clone().status(tag))
        }
        None => row,
    };
    let facts = facts(locale, schema, &record.doc, &title);
    if facts.is_empty() { row } else { row.facts(facts) }
}

/// The numbers and places of a record that its title does not say.
fn facts(locale: Locale, schema: &Schema, doc: &Value, title: &str) -> String {
    let plain = |text: &str| text.replace(|c: char| c.is_whitespace(), "");
    let told =
        schema.attributes.iter().filter(|a| a.identifier || a.kind == "address" || a.name == "next_step");
    let texts = told.filter_map(|attribute| values::text(locale, attribute, doc, Room::Cell));
    let fresh = texts.filter(|text| !plain(title).contains(&plain(text)));
    fresh.take(2).collect::<Vec<_>>().join(" · ")
}
