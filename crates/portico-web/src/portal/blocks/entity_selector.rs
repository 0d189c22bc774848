//! Entity selector: which of several records a page speaks of; the choice is kept in the address, `?contract=<id>`.

use std::rc::Rc;

use maud::{Markup, Render, html};
use portico_access::{Action, predicate, uniform_mask};
use portico_core::Refusal;
use portico_core::entities::{self, Search, Sort};
use portico_core::pages::Block;
use portico_kit::{EntityId, Locale};
use serde_json::Value;

use crate::design::components::switcher::Switcher;
use crate::design::icons::Icon;
use crate::portal::address;
use crate::portal::scene::{Record, Scene};
use crate::portal::texts::filled;

/// How many records the menu offers; further ones are on the page that lists them all.
const MOST: usize = 12;

/// Statuses of records that are over.
const OVER: [&str; 8] =
    ["inactive", "deactivated", "revoked", "expired", "ended", "cancelled", "closed", "deleted"];

/// The records to choose from, and how many there are.
type Found = (Vec<Rc<Record>>, usize);

/// One record of the menu.
#[derive(Debug, Default)]
pub struct Choice {
    title: String,
    line: String,
    href: String,
    is_chosen: bool,
}

/// The block on its page: it leaves no trace when the viewer sees no record of the schema.
pub fn render(scene: &mut Scene<'_, '_, '_>, block: &Block) -> Result<Option<Markup>, Refusal> {
    let content = block.content();
    let word = |key: &str| content.get(key).and_then(Value::as_str).unwrap_or_default();
    let schema = word("schema");
    let hides_inactive = content.get("hide_inactive_entities").and_then(Value::as_bool).unwrap_or(false);
    let title = filled(scene, content.get("title").unwrap_or(&Value::Null))?;
    let Some((mut records, total)) = found(scene, schema, word("order"))? else { return Ok(None) };
    let subject = scene.subject().filter(|subject| subject.seen.schema == schema);
    let chosen = match &subject {
        Some(subject) => Some(Rc::clone(subject)),
        None => asked_for(scene, schema, &records)?,
    };
    let is_asked =
        |record: &Rc<Record>| chosen.as_ref().is_some_and(|chosen| chosen.seen.id == record.seen.id);
    records.retain(|record| !hides_inactive || !is_over(record) || is_asked(record));
    let Some(chosen) = chosen.or_else(|| records.first().cloned()) else { return Ok(None) };
    let is_more = total > records.len() && records.len() >= MOST;
    if !records.iter().any(|record| record.seen.id == chosen.seen.id) {
        records.insert(0, Rc::clone(&chosen));
    }
    let mut choices = Vec::new();
    for record in &records {
        // Each text is filled in with its own record; the chosen one stays offered to the blocks that follow.
        scene.offer(Rc::clone(record));
        choices.push(choice_of(scene, content, record, &chosen, subject.is_some())?);
    }
    scene.offer(chosen);
    let all = scene.links().list_page(schema).filter(|page| is_more && page.id != scene.page.id);
    Ok(Some(show(scene.locale(), &title, &choices, all.map(|page| address::of_slug(&page.slug)))))
}

/// The records to choose from and how many there are; nothing when the viewer sees none of the kind.
fn found(scene: &mut Scene<'_, '_, '_>, schema: &str, order: &str) -> Result<Option<Found>, Refusal> {
    let Some(caller) = scene.caller() else { return Ok(None) };
    if scene.schema(schema).is_none() || predicate(&caller.viewer, schema, &Action::View, 2).is_err() {
        return Ok(None);
    }
    let (path, direction) = order.rsplit_once(':').unwrap_or((order, "asc"));
    let is_open = uniform_mask(&caller.viewer, schema).allows(path.split('.').next().unwrap_or(path));
    let mut sort = if is_open { Sort::parse(path).unwrap_or_default() } else { Vec::new() };
    sort.iter_mut().for_each(|key| key.descending = direction == "desc");
    let search = Search {
        scope: None,
        schemas: vec![schema.to_owned()],
        filter: None,
        q: None,
        q_fields: Vec::new(),
        sort,
        from: 0,
        size: i64::try_from(MOST).unwrap_or(i64::MAX),
        contexts: Vec::new(),
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

fn choice_of(
    scene: &mut Scene<'_, '_, '_>,
    content: &Value,
    record: &Rc<Record>,
    chosen: &Record,
    is_detail: bool,
) -> Result<Choice, Refusal> {
    let text = |key: &str| content.get(key).unwrap_or(&Value::Null);
    let (schema, id) = (record.seen.schema.clone(), record.seen.id.as_str());
    let named = filled(scene, text("entity_title"))?;
    let line = filled(scene, text("main_content"))?;
    let title = Some(named).filter(|title| !title.is_empty()).or_else(|| record.title().map(str::to_owned));
    let own_page = scene.links().record(&schema, id).filter(|_| is_detail);
    let here = || scene.frame.asked.with(&[(schema.as_str(), Some(id)), ("page", None), ("done", None)]);
    Ok(Choice {
        title: title.unwrap_or_else(|| {
            scene.schema(&schema).map(|schema| schema.name(scene.locale())).unwrap_or_default()
        }),
        line,
        href: own_page.unwrap_or_else(here),
        is_chosen: record.seen.id == chosen.seen.id,
    })
}

/// How it looks.
fn show(locale: Locale, title: &str, choices: &[Choice], all: Option<String>) -> Markup {
    let Some(chosen) = choices.iter().find(|choice| choice.is_chosen) else { return html! {} };
    let mut switcher = Switcher::new(locale, Icon::FileText, chosen.title.as_str(), chosen.line.as_str());
    if choices.len() > 1 {
        for choice in choices {
            let (title, line) = (choice.title.as_str(), choice.line.as_str());
            switcher = switcher.choice(title, line, choice.href.as_str(), choice.is_chosen);
        }
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
    let (title, first, second) = match locale {
        Locale::De => ("Ihr Vertrag", "Strom · Ulmenweg 7", "Wärmestrom · Ulmenweg 7"),
        Locale::En => ("Your contract", "Electricity · Ulmenweg 7", "Heat power · Ulmenweg 7"),
    };
    let choice = |title: &str, line: &str, is_chosen| Choice {
        title: title.to_owned(),
        line: line.to_owned(),
        href: "?contract=1".to_owned(),
        is_chosen,
    };
    show(locale, title, &[choice(first, "7003 221 845", true), choice(second, "7003 305 118", false)], None)
}
