//! Documents: the files the viewer sees, of all records or of the one the page is about, newest first.

use maud::{Markup, Render, html};
use portico_access::{Action, predicate, uniform_mask};
use portico_core::Refusal;
use portico_core::files::{self, Asked};
use portico_core::pages::Block;
use portico_kit::{EntityId, Locale};
use serde_json::Value;

use super::Width;
use super::entity_list::names_of;
use crate::design::components::Ticked;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::document_row::{DocumentRow, documents};
use crate::design::components::empty_state::EmptyState;
use crate::design::components::filter_bar::FilterBar;
use crate::design::components::link::Link;
use crate::design::components::pagination::Pagination;
use crate::design::components::picture;
use crate::design::components::select::Select;
use crate::design::format::integer;
use crate::design::icons::Icon;
use crate::design::words::{t, t_args};
use crate::portal::files::form::PLACE;
use crate::portal::files::targets::Target;
use crate::portal::scene::Scene;
use crate::portal::texts::{filled, pick};
use crate::portal::values::shown::document_row;
use crate::portal::{address, blocks};

/// How many records the filter offers.
const OFFERED: usize = 40;

/// What the block shows.
struct Shown {
    title: String,
    rows: Vec<DocumentRow>,
    total: i64,
    first: i64,
    bar: Option<Markup>,
    hand_in: Option<String>,
    ways: (Option<String>, Option<String>),
    empty: String,
    is_narrowed: Option<String>,
}

/// The block on its page; nothing when the viewer sees no documents at all.
pub fn render(scene: &mut Scene<'_, '_, '_>, block: &Block, width: Width) -> Result<Option<Markup>, Refusal> {
    let number = scene.next_list();
    let Some(caller) = scene.caller() else { return Ok(None) };
    if predicate(&caller.viewer, "file", &Action::View, 2).is_err() || scene.schema("file").is_none() {
        return Ok(None);
    }
    let content = block.content();
    let names = names_of(number);
    let wanted = format!("record{}", if number <= 1 { String::new() } else { number.to_string() });
    let says = |key: &str, usual| content.get(key).and_then(Value::as_bool).unwrap_or(usual);
    let size = content.get("page_size").and_then(Value::as_i64).unwrap_or(20).clamp(1, 100);
    let asked_query = scene.frame.asked.query.clone();
    let page = asked_query.count(&names.1, 1).unwrap_or(1).clamp(1, 10_000);
    let q =
        asked_query.text(&names.0).map(str::trim).filter(|q| says("enable_search", true) && !q.is_empty());
    let subject = scene.subject();
    let of = subject.as_ref().map(|record| record.seen.id.clone());
    let chosen = asked_query.text(&wanted).filter(|text| !text.is_empty() && of.is_none());
    let mask = uniform_mask(&caller.viewer, "file");
    let fields = content.get("search_fields").and_then(Value::as_array);
    let fields = fields.into_iter().flatten().filter_map(Value::as_str);
    let schema = content.get("schema").and_then(Value::as_str).filter(|slug| *slug != "all" && of.is_none());
    let schema = schema.filter(|slug| scene.schema(slug).is_some());
    let asked = Asked {
        from: (page - 1) * size,
        size,
        records: of.iter().cloned().chain(chosen.map(EntityId::from)).collect(),
        types: Vec::new(),
        q: q.map(str::to_owned),
        q_fields: fields.filter(|field| mask.allows(field)).map(str::to_owned).collect(),
        schema: schema.map(str::to_owned),
    };
    let found = scene.ask(|tx, caller| files::items(tx, caller, &asked))?;
    let (items, total) = found.unwrap_or_default();
    let locale = scene.locale();
    let here = scene.frame.asked.here();
    let rows = items.iter().map(|item| row(scene, item, of.is_none(), &here)).collect();
    let at = |number: i64| {
        scene.frame.asked.with(&[(&names.1, (number > 1).then(|| number.to_string()).as_deref())])
    };
    let more = asked.from + i64::try_from(items.len()).unwrap_or(0) < total;
    let ways = ((page > 1).then(|| at(page - 1)), more.then(|| at(page + 1)));
    let reset = scene.frame.asked.with(&[(&names.0, None), (&names.1, None), (&wanted, None)]);
    let records = if of.is_none() && width == Width::Wide { records(scene, chosen, &wanted)? } else { None };
    let bar = (width == Width::Wide && (says("enable_search", true) || records.is_some())).then(|| {
        let bar = FilterBar::new(locale, scene.frame.asked.path.as_str());
        let bar = match says("enable_search", true) {
            true => bar.search(names.0.as_str(), t(locale, "files-search"), q.unwrap_or_default()),
            false => bar,
        };
        let bar = records.into_iter().fold(bar, FilterBar::select);
        bar.apply(t(locale, "files-apply")).live().render()
    });
    let hand_in = if says("enable_upload", true) { hand_in(scene, &here)? } else { None };
    let title = filled(scene, content.get("title").unwrap_or(&Value::Null))?;
    let shown = Shown {
        title: if title.is_empty() { t(locale, "files-title").into_owned() } else { title },
        rows,
        total,
        first: asked.from + 1,
        bar,
        hand_in,
        ways,
        empty: pick(content.get("empty").unwrap_or(&Value::Null), locale).to_owned(),
        is_narrowed: (asked.q.is_some() || chosen.is_some()).then_some(reset),
    };
    Ok(Some(show(locale, &shown, width)))
}

fn row(scene: &Scene<'_, '_, '_>, item: &Value, with_records: bool, here: &str) -> DocumentRow {
    let row = document_row(scene.locale(), scene.frame.setup, item).from(here);
    let row = if item.get("is_new").and_then(Value::as_bool) == Some(true) { row.new_one() } else { row };
    let titles = item.get("_relations").and_then(Value::as_array).into_iter().flatten();
    let titles: Vec<&str> =
        titles.filter_map(|one| one.get("_title").and_then(Value::as_str)).take(2).collect();
    if with_records && !titles.is_empty() { row.belongs_to(titles.join(", ")) } else { row }
}

/// The records that documents hang on, to choose one of.
fn records(
    scene: &mut Scene<'_, '_, '_>,
    chosen: Option<&str>,
    name: &str,
) -> Result<Option<Select>, Refusal> {
    let counts = scene.ask(files::count_by_record)?.unwrap_or_default();
    if counts.len() < 2 {
        return Ok(None);
    }
    let locale = scene.locale();
    let all = Ticked::from(chosen.is_none());
    let select = Select::new(name, t(locale, "files-of")).option("", t(locale, "files-of-all"), all);
    Ok(Some(counts.iter().take(OFFERED).fold(select, |select, one| {
        let text = |key: &str| one.get(key).and_then(Value::as_str).unwrap_or_default();
        let count = one.get("file_count").and_then(Value::as_i64).unwrap_or(0);
        let kind = scene.schema(text("_schema")).map(|schema| schema.name(locale)).unwrap_or_default();
        let label = format!("{kind}: {} ({})", text("_title"), integer(locale, count));
        select.option(text("entity_id"), label, Ticked::from(chosen == Some(text("entity_id"))))
    })))
}

/// Where documents are handed in from here, when the viewer may.
fn hand_in(scene: &mut Scene<'_, '_, '_>, here: &str) -> Result<Option<String>, Refusal> {
    let Some(record) = scene.subject() else {
        let any = scene.ask(Target::any)?.unwrap_or(false);
        return Ok(any.then(|| address::with_query(PLACE, [("back", here)])));
    };
    let (schema, id) = (record.seen.schema.clone(), record.seen.id.clone());
    let may = scene.ask(|tx, caller| files::may_upload(tx, caller, &schema, &id))?;
    let value = format!("{schema}:{id}");
    Ok(may.unwrap_or(false).then(|| address::with_query(PLACE, [("record", value.as_str()), ("back", here)])))
}

fn show(locale: Locale, shown: &Shown, width: Width) -> Markup {
    let button = shown.hand_in.as_ref().map(|href| {
        Button::go(t(locale, "files-hand-in"), href.as_str()).small().icon(Icon::Upload).render()
    });
    let mut card = Card::new(shown.title.as_str());
    if width == Width::Narrow {
        card = card.tile();
    }
    if shown.rows.is_empty() {
        let body = empty(locale, shown, button);
        let card = card.body(body);
        return html! { section.stack { @if let Some(bar) = &shown.bar { @if shown.is_narrowed.is_some() { (bar) } } div id="results" { (card) } } };
    }
    if let Some(button) = button {
        card = card.aside(button);
    }
    let rows = documents(shown.rows.clone());
    let card = card.flush().body(html! { (rows) (pages(locale, shown)) });
    match &shown.bar {
        Some(bar) => html! { section.stack { (bar) div id="results" { (card) } } },
        None => card.render(),
    }
}

fn empty(locale: Locale, shown: &Shown, button: Option<Markup>) -> Markup {
    if let Some(reset) = &shown.is_narrowed {
        return html! {
            p { (t(locale, "files-nothing-found")) }
            p { (Link::to(t(locale, "portal-search-reset"), reset.as_str()).strong()) }
        };
    }
    let text =
        if shown.empty.is_empty() { t(locale, "files-empty-line").into_owned() } else { shown.empty.clone() };
    let state = EmptyState::new(t(locale, "files-empty")).text(text).picture(picture::sheet());
    match button {
        Some(button) => state.actions(button).render(),
        None => state.render(),
    }
}

fn pages(locale: Locale, shown: &Shown) -> Markup {
    let (back, next) = &shown.ways;
    if back.is_none() && next.is_none() {
        return html! {};
    }
    let last = shown.first + i64::try_from(shown.rows.len()).unwrap_or(0) - 1;
    let total = t_args(locale, "files-count", &[("count", shown.total.into())]);
    let text = t_args(
        locale,
        "portal-rows",
        &[
            ("first", integer(locale, shown.first).into()),
            ("last", integer(locale, last).into()),
            ("total", total.into()),
        ],
    );
    Pagination::new(locale, text).back(back.clone()).next(next.clone()).render()
}

/// How it looks: with documents, and with none.
pub fn sample(locale: Locale) -> Markup {
    let shown = |rows: Vec<DocumentRow>| Shown {
        title: t(locale, "files-title").into_owned(),
        total: i64::try_from(rows.len()).unwrap_or(0),
        rows,
        first: 1,
        bar: None,
        hand_in: Some(PLACE.to_owned()),
        ways: (None, None),
        empty: String::new(),
        is_narrowed: None,
    };
    let bill = || {
        DocumentRow::new(locale, "Jahresrechnung 2025", "12. Dez. 2025 · PDF, 212 KB", "/files/1/view")
            .download("/files/1")
            .belongs_to("Auental Ökostrom 12")
    };
    html! {
        (show(locale, &shown(vec![bill().new_one(), bill()]), Width::Wide))
        (show(locale, &shown(Vec::new()), Width::Wide))
        (show(locale, &shown(vec![bill()]), blocks::Width::Narrow))
    }
}
