//! Entity selector: which of several records a page speaks of; the choice is kept in the address, `?contract=<id>`.

use std::rc::Rc;

use maud::{Markup, Render, html};
use portico_access::{Action, predicate, uniform_mask};
use portico_core::Refusal;
use portico_core::entities::{self, Context, Search, Sort};
use portico_core::pages::Block;
use portico_kit::{EntityId, Locale};
use serde_json::Value;

use crate::design::components::switcher::{Switcher, Thing};
use crate::design::icons::Icon;
use crate::design::words::t;
use crate::portal::address;
use crate::portal::scene::{Record, Scene};
use crate::portal::texts::filled;

mod choices;

/// How many records the menu offers; further ones are on the page that lists them all.
const MOST: usize = 12;

/// Statuses of records that are over.
const OVER: [&str; 8] =
    ["inactive", "deactivated", "revoked", "expired", "ended", "cancelled", "closed", "deleted"];

/// The records to choose from, and how many there are.
type Found = (Vec<Rc<Record>>, usize);

/// What is chosen from, and how each is told.
#[derive(Debug, Default)]
pub struct Selector {
    /// The schema of the records.
    pub schema: String,
    /// The icon before what is chosen.
    pub icon: Option<Icon>,
    /// What stands above.
    pub title: Value,
    /// A line above the title of each record.
    pub top: Value,
    /// The title of each, instead of the record's.
    pub named: Value,
    /// A line below the title.
    pub main: Value,
    /// One more line below it.
    pub bottom: Value,
    /// The attribute whose values are headings in the menu.
    pub group_by: String,
    /// What such a heading says instead of the value.
    pub group_title: Value,
    /// The order: a path with `:asc` or `:desc`.
    pub order: String,
    /// Whether records that are over are left out.
    pub hides_over: bool,
    /// Whether the menu has a field for words, and the attributes that these may stand in.
    pub search: Option<Vec<String>>,
    /// The record that all must be related to, if any.
    pub of: Option<(String, EntityId)>,
}

impl Selector {
    fn of(content: &Value) -> Self {
        let text = |key: &str| content.get(key).cloned().unwrap_or_default();
        let word = |key: &str| content.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let says = |key: &str| content.get(key).and_then(Value::as_bool).unwrap_or(false);
        let fields = content.get("search_fields").and_then(Value::as_array).into_iter().flatten();
        let fields = fields.filter_map(Value::as_str).map(str::to_owned).collect();
        Self {
            schema: word("schema"),
            icon: None,
            title: text("title"),
            top: text("top_content"),
            named: text("entity_title"),
            main: text("main_content"),
            bottom: text("bottom_content"),
            group_by: word("group_by"),
            group_title: text("group_title"),
            order: word("order"),
            hides_over: says("hide_inactive_entities"),
            search: says("enable_search").then_some(fields),
            of: None,
        }
    }
}

/// The block on its page: it leaves no trace when the viewer sees no record of the schema.
pub fn render(scene: &mut Scene<'_, '_, '_>, block: &Block) -> Result<Option<Markup>, Refusal> {
    render_as(scene, &Selector::of(block.content()))
}

/// The choice that a selector describes.
pub fn render_as(scene: &mut Scene<'_, '_, '_>, selector: &Selector) -> Result<Option<Markup>, Refusal> {
    let schema = selector.schema.as_str();
    let title = filled(scene, &selector.title)?;
    let words = choices::words(scene, selector);
    let Some((mut records, total)) = found(scene, selector, words.as_deref())? else { return Ok(None) };
    let subject = scene.subject().filter(|subject| subject.seen.schema == schema);
    let chosen = match &subject {
        Some(subject) => Some(Rc::clone(subject)),
        None => asked_for(scene, schema, &records)?,
    };
    let is_asked =
        |record: &Rc<Record>| chosen.as_ref().is_some_and(|chosen| chosen.seen.id == record.seen.id);
    records.retain(|record| !selector.hides_over || !is_over(record) || is_asked(record));
    let first = match (&chosen, records.first(), &words) {
        (None, None, Some(_)) => found(scene, selector, None)?.and_then(|(all, _)| all.first().cloned()),
        (None, first, _) => first.cloned(),
        _ => None,
    };
    let Some(chosen) = chosen.or(first) else { return Ok(None) };
    let is_more = total > records.len() && records.len() >= MOST;
    if words.is_none() && !records.iter().any(|record| record.seen.id == chosen.seen.id) {
        records.insert(0, Rc::clone(&chosen));
    }
    let (shown, things) = choices::of(scene, selector, &records, &chosen, subject.is_some())?;
    let search = choices::search(scene, selector, words.as_deref(), &chosen, total);
    scene.offer(chosen);
    let all = scene.links().list_page(schema).filter(|page| is_more && page.id != scene.page.id);
    let all = all.map(|page| address::of_slug(&page.slug));
    let icon = selector.icon.unwrap_or(Icon::FileText);
    Ok(Some(show(
        scene.locale(),
        &title,
        (icon, shown),
        things,
        search.map(|form| (form, words.is_some())),
        all,
    )))
}

/// The records to choose from and how many there are; nothing when the viewer sees none of the kind.
fn found(
    scene: &mut Scene<'_, '_, '_>,
    selector: &Selector,
    words: Option<&str>,
) -> Result<Option<Found>, Refusal> {
    let schema = selector.schema.as_str();
    let Some(caller) = scene.caller() else { return Ok(None) };
    if scene.schema(schema).is_none() || predicate(&caller.viewer, schema, &Action::View, 2).is_err() {
        return Ok(None);
    }
    let mask = uniform_mask(&caller.viewer, schema);
    let is_open = |path: &str| mask.allows(path.split('.').next().unwrap_or(path));
    let (path, direction) = selector.order.rsplit_once(':').unwrap_or((&selector.order, "asc"));
    let mut sort = if is_open(path) { Sort::parse(path).unwrap_or_default() } else { Vec::new() };
    sort.iter_mut().for_each(|key| key.descending = direction == "desc");
    let fields = selector.search.iter().flatten().filter(|field| is_open(field)).cloned();
    let of = selector.of.iter().map(|(slug, id)| vec![Context::Record(slug.clone(), id.clone())]);
    let search = Search {
        schemas: vec![schema.to_owned()],
        q: words.map(str::to_owned),
        q_fields: fields.collect(),
        sort,
        size: i64::try_from(MOST).unwrap_or(i64::MAX),
        contexts: of.collect(),
        ..Search::default()
    };
    let Some(found) = scene.ask(|tx, caller| entities::search(tx, caller, &search))? else { return Ok(None) };
    let total = usize::try_from(found.total).unwrap_or_default();
    Ok(Some((found.records.into_iter().map(|seen| Rc::new(Record::of(seen))).collect(), total)))
}

/// The record that the address names; one that the viewer does not see is as good as none.
fn asked_for(
    scene: &mut Scene<'_, '_, '_>,
    schema: &str,
    records: &[Rc<Record>],
) -> Result<Option<Rc<Record>>, Refusal> {
    let asked = scene.frame.asked;
    let Some(id) = asked.query.text(schema).filter(|id| !id.is_empty()) else { return Ok(None) };
    match records.iter().find(|record| record.seen.id.as_str() == id) {
        Some(record) => Ok(Some(Rc::clone(record))),
        None => Ok(scene.view(schema, &EntityId::from(id))?.map(Rc::new)),
    }
}

fn is_over(record: &Record) -> bool {
    record.doc.get("status").and_then(Value::as_str).is_some_and(|status| OVER.contains(&status))
}

/// How it looks.
fn show(
    locale: Locale,
    title: &str,
    (icon, shown): (Icon, Thing),
    things: Vec<Thing>,
    search: Option<(Markup, bool)>,
    all: Option<String>,
) -> Markup {
    let is_empty = things.is_empty();
    let mut switcher = Switcher::of(locale, icon, shown);
    if things.len() > 1 || search.is_some() {
        switcher = things.into_iter().fold(switcher, Switcher::thing);
    }
    if let Some((form, is_open)) = search {
        let none = html! { @if is_empty { p.menu-note { (t(locale, "selector-none")) } } };
        switcher = switcher.search(html! { (form) (none) }, is_open);
    }
    if let Some(all) = all {
        switcher = switcher.all(all);
    }
    html! {
        div {
            @if !title.is_empty() { p.soft { (title) } }
            (switcher.render())
        }
    }
}

/// How it looks, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    let (title, first, second, group) = match locale {
        Locale::De => ("Ihr Vertrag", "Strom · Ulmenweg 7", "Wärmestrom · Ulmenweg 7", "Aktiv"),
        Locale::En => ("Your contract", "Electricity · Ulmenweg 7", "Heat power · Ulmenweg 7", "Active"),
    };
    let thing = |title: &str, line: &str| Thing {
        above: "Auental".to_owned(),
        title: title.to_owned(),
        line: line.to_owned(),
        href: "?contract=1".to_owned(),
        group: group.to_owned(),
        ..Thing::default()
    };
    let shown = Thing { current: true.into(), ..thing(first, "7003 221 845") };
    let things = vec![shown.clone(), thing(second, "7003 305 118\nUlmenweg")];
    show(locale, title, (Icon::FileText, shown), things, None, None)
}
