//! What a list found: rows with their cells, counts, and the ways to search, sort and page.

use maud::{Markup, html};
use portico_core::Refusal;
use portico_core::entities::{self, Seen};
use portico_core::schemas::Schema;
use serde_json::Value;

use super::Settings;
use super::asked::Query;
use super::choices::Choice;
use super::columns::{self, ListColumn};
use crate::design::components::document_row::DocumentRow;
use crate::design::components::table::{Column, Sorted};
use crate::design::format;
use crate::portal::scene::{Record, Scene};
use crate::portal::values::shown::{Shower, file_row};
use crate::portal::values::{self, Room};
use crate::portal::{address, related::Related};

/// A list as it is shown.
#[derive(Debug, Default)]
pub struct Listing {
    /// The title.
    pub title: String,
    /// What one record and several records are called.
    pub nouns: (String, String),
    /// The heads of the columns.
    pub heads: Vec<Head>,
    /// The records of this page.
    pub rows: Vec<ListRow>,
    /// How many records there are on all pages.
    pub total: i64,
    /// The place of the first record of this page, from 1.
    pub first: i64,
    /// The search field, when the list has one.
    pub search: Option<SearchField>,
    /// What is said when there is nothing.
    pub empty: String,
    /// The address of the page before and of the next.
    pub ways: (Option<String>, Option<String>),
    /// The page that lists all records of the schema.
    pub all: Option<String>,
    /// What the list can be narrowed to.
    pub choices: Vec<ListChoice>,
    /// The part of the page that shows it.
    pub part: String,
}

/// One way to narrow the list.
#[derive(Debug)]
pub struct ListChoice {
    /// The name of the parameter.
    pub name: String,
    /// The attribute.
    pub label: String,
    /// Values and labels.
    pub answers: Vec<(String, String)>,
    /// The value in force, what it is called, and the address without it.
    pub chosen: Option<(String, String, String)>,
}

/// The search field of a list.
#[derive(Debug)]
pub struct SearchField {
    /// The address of the page.
    pub action: String,
    /// The parameters that stay.
    pub kept: Vec<(String, String)>,
    /// The name of the field.
    pub name: String,
    /// What is searched.
    pub label: String,
    /// The words in it.
    pub words: String,
    /// The address without the words.
    pub reset: String,
}

/// The head of a column.
#[derive(Debug)]
pub struct Head {
    /// What it is called.
    pub label: String,
    /// What it holds.
    pub column: Column,
    /// The address that sorts by it, and how it is sorted now.
    pub sort: Option<(String, Sorted)>,
}

/// One record.
#[derive(Debug)]
pub struct ListRow {
    /// Its title.
    pub title: String,
    /// Its own page.
    pub href: Option<String>,
    /// Whether its title is a value to compare, such as a reading.
    pub is_value: bool,
    /// The cells after the title.
    pub cells: Vec<Option<Markup>>,
    /// The record as a document, when it is a file.
    pub document: Option<DocumentRow>,
}

/// Finds the records of a list; nothing when the schema is unknown.
pub fn find(
    scene: &mut Scene<'_, '_, '_>,
    settings: Settings,
    query: Query,
) -> Result<Option<Listing>, Refusal> {
    let Some(schema) = scene.schema(&settings.schema) else { return Ok(None) };
    let Some(found) = scene.ask(|tx, caller| entities::search(tx, caller, &query.search))? else {
        return Ok(None);
    };
    let columns = columns::of(schema, &query.mask, &settings.columns, scene.locale());
    let records: Vec<Record> = found.records.into_iter().map(|seen: Seen| Record::of(seen)).collect();
    let related = related(scene, &columns, &records)?;
    let rows =
        records.iter().map(|record| row(scene, schema, &settings, &columns, &related, record)).collect();
    Ok(Some(listing(scene, schema, settings, query, &columns, rows, found.total)))
}

fn related(
    scene: &mut Scene<'_, '_, '_>,
    columns: &[ListColumn],
    records: &[Record],
) -> Result<Related, Refusal> {
    let names: Vec<&str> = columns
        .iter()
        .filter_map(|column| column.attribute.as_ref())
        .filter(|attribute| attribute.is_relation() || attribute.is_file())
        .map(|attribute| attribute.name.as_str())
        .collect();
    let values = records.iter().flat_map(|record| names.iter().filter_map(|name| record.doc.get(*name)));
    scene.related(values)
}

fn row(
    scene: &Scene<'_, '_, '_>,
    schema: &Schema,
    settings: &Settings,
    columns: &[ListColumn],
    related: &Related,
    record: &Record,
) -> ListRow {
    let (locale, links) = (scene.locale(), scene.links());
    let today = format::local(scene.frame.now).0;
    let shower = Shower { locale, links, related, today };
    let title = columns.first().and_then(|column| text(scene, column, &record.doc));
    let id = record.seen.id.as_str();
    let href = match &settings.destination {
        Some(page) => links.on_page(page, id),
        None => links.record(&schema.slug, id).filter(|_| settings.is_linked),
    };
    let numeric = |column: &ListColumn| {
        column.attribute.as_ref().is_some_and(|a| matches!(a.kind.as_str(), "number" | "currency"))
    };
    ListRow {
        title: title.or(record.title().map(str::to_owned)).unwrap_or_else(|| schema.name(locale)),
        href,
        is_value: columns.first().is_some_and(numeric),
        cells: columns.iter().skip(1).map(|column| cell(scene, &shower, column, &record.doc)).collect(),
        document: (schema.slug == "file").then(|| file_row(locale, scene.frame.setup, record)),
    }
}

fn text(scene: &Scene<'_, '_, '_>, column: &ListColumn, doc: &Value) -> Option<String> {
    match &column.attribute {
        Some(attribute) if attribute.name == column.path => {
            values::text(scene.locale(), attribute, doc, Room::Cell)
        }
        Some(_) => scene
            .schema(doc.get("_schema")?.as_str()?)
            .and_then(|schema| values::at_path(scene.locale(), schema, doc, &column.path)),
        None if column.path.ends_with("_at") => {
            values::moment(scene.locale(), doc.get(&column.path)?.as_str()?.get(..10)?, false, Room::Cell)
        }
        None => doc.get(&column.path).and_then(Value::as_str).map(str::to_owned),
    }
}

fn cell(scene: &Scene<'_, '_, '_>, shower: &Shower<'_>, column: &ListColumn, doc: &Value) -> Option<Markup> {
    match &column.attribute {
        Some(attribute) if attribute.name == column.path => shower.show(attribute, doc, Room::Cell),
        _ => text(scene, column, doc).map(|text| html! { (text) }),
    }
}

fn listing(
    scene: &Scene<'_, '_, '_>,
    schema: &Schema,
    settings: Settings,
    query: Query,
    columns: &[ListColumn],
    rows: Vec<ListRow>,
    total: i64,
) -> Listing {
    let (asked, locale) = (scene.frame.asked, scene.locale());
    let page = |number: i64| {
        let number = (number > 1).then(|| number.to_string());
        format!("{}{}", asked.with(&[(&query.names.page, number.as_deref())]), place(&query))
    };
    let more = query.search.from + i64::try_from(rows.len()).unwrap_or(i64::MAX) < total;
    let all = scene.links().list_page(&schema.slug).filter(|page| page.id != scene.page.id);
    Listing {
        nouns: (schema.name(locale), schema.plural(locale)),
        heads: columns.iter().map(|column| head(scene, &query, column)).collect(),
        search: settings.is_searched.then(|| search_field(scene, schema, &settings, &query)),
        ways: ((query.page > 1).then(|| page(query.page - 1)), more.then(|| page(query.page + 1))),
        all: all.map(|page| address::of_slug(&page.slug)),
        first: query.search.from + 1,
        choices: query.choices.iter().map(|choice| list_choice(scene, &query, choice)).collect(),
        part: query.names.part.clone(),
        title: settings.title,
        empty: settings.empty,
        rows,
        total,
    }
}

/// Lists further down are returned to; the first of a page stands where the page begins.
fn place(query: &Query) -> String {
    if query.names.q == "q" { String::new() } else { format!("#{}", query.names.part) }
}

fn list_choice(scene: &Scene<'_, '_, '_>, query: &Query, choice: &Choice) -> ListChoice {
    let remove = scene.frame.asked.with(&[(&choice.name, None), (&query.names.page, None)]);
    let told = choice.told(scene.locale());
    ListChoice {
        name: choice.name.clone(),
        label: choice.attribute.label(scene.locale()),
        answers: choice.answers(scene.locale()),
        chosen: choice.chosen.clone().zip(told).map(|(value, label)| (value, label, remove)),
    }
}

fn head(scene: &Scene<'_, '_, '_>, query: &Query, column: &ListColumn) -> Head {
    let sorted = match &query.sort {
        Some((path, descending)) if *path == column.path => {
            if *descending {
                Sorted::Down
            } else {
                Sorted::Up
            }
        }
        _ => Sorted::No,
    };
    let next = format!("{}:{}", column.path, if sorted == Sorted::Up { "desc" } else { "asc" });
    let sorted_by = scene.frame.asked.with(&[(&query.names.sort, Some(&next)), (&query.names.page, None)]);
    let href = format!("{sorted_by}{}", place(query));
    Head {
        label: column.label.clone(),
        column: column.column,
        sort: column.is_sortable.then_some((href, sorted)),
    }
}

fn search_field(
    scene: &Scene<'_, '_, '_>,
    schema: &Schema,
    settings: &Settings,
    query: &Query,
) -> SearchField {
    let asked = scene.frame.asked;
    let mut labels: Vec<String> = Vec::new();
    for field in &query.search.q_fields {
        let label = schema
            .attribute(super::asked::first_step(field))
            .map(|attribute| attribute.label(scene.locale()));
        labels.extend(label.filter(|label| !labels.contains(label)));
    }
    let passing = [query.names.q.as_str(), query.names.page.as_str(), "lang", "scheme", "done", "change"];
    let is_chosen = |key: &String| query.choices.iter().any(|choice| choice.name == *key);
    let kept =
        asked.query.pairs().iter().filter(|(key, _)| !passing.contains(&key.as_str()) && !is_chosen(key));
    let without = [query.names.q.as_str(), query.names.page.as_str()];
    let chosen = query.choices.iter().map(|choice| choice.name.as_str());
    let without: Vec<(&str, Option<&str>)> =
        without.into_iter().chain(chosen).map(|name| (name, None)).collect();
    SearchField {
        action: asked.path.clone(),
        kept: kept.cloned().collect(),
        name: query.names.q.clone(),
        label: if labels.is_empty() { settings.title.clone() } else { labels.join(", ") },
        words: query.search.q.clone().unwrap_or_default(),
        reset: asked.with(&without),
    }
}
