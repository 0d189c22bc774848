//! The menu of a selector: what each record says, the headings between them, and the field that narrows them.

use std::rc::Rc;

use maud::{Markup, html};
use portico_access::uniform_mask;
use portico_core::Refusal;

use super::{MOST, Selector};
use crate::design::components::Current;
use crate::design::components::button::Button;
use crate::design::components::field::hidden;
use crate::design::components::switcher::Thing;
use crate::design::icons::Icon;
use crate::design::words::{t, t_args};
use crate::portal::scene::{Record, Scene};
use crate::portal::texts::filled;
use crate::portal::values::at_path;

/// The parameter of the words that narrow a menu.
fn parameter(selector: &Selector) -> String {
    format!("{}-q", selector.schema)
}

/// The words in the address, when the selector has a field for them.
pub fn words(scene: &Scene<'_, '_, '_>, selector: &Selector) -> Option<String> {
    selector.search.as_ref()?;
    let words = scene.frame.asked.query.text(&parameter(selector)).map(str::trim)?;
    (!words.is_empty()).then(|| words.to_owned())
}

/// The chosen record as it is shown, and the menu: records with the same heading stand together.
pub fn of(
    scene: &mut Scene<'_, '_, '_>,
    selector: &Selector,
    records: &[Rc<Record>],
    chosen: &Rc<Record>,
    is_detail: bool,
) -> Result<(Thing, Vec<Thing>), Refusal> {
    let shown = thing(scene, selector, chosen, chosen, is_detail)?;
    let mut things = Vec::with_capacity(records.len());
    for record in records {
        things.push(thing(scene, selector, record, chosen, is_detail)?);
    }
    if !selector.group_by.is_empty() {
        things.sort_by_key(|thing| (thing.group.is_empty(), thing.group.to_lowercase()));
    }
    Ok((shown, things))
}

/// Each text is filled in with its own record.
fn thing(
    scene: &mut Scene<'_, '_, '_>,
    selector: &Selector,
    record: &Rc<Record>,
    chosen: &Record,
    is_detail: bool,
) -> Result<Thing, Refusal> {
    scene.offer(Rc::clone(record));
    let (schema, id) = (record.seen.schema.as_str(), record.seen.id.as_str());
    let named = filled(scene, &selector.named)?;
    let title = Some(named).filter(|title| !title.is_empty()).or_else(|| record.title().map(str::to_owned));
    let lines = [filled(scene, &selector.main)?, filled(scene, &selector.bottom)?];
    let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    let passing = parameter(selector);
    let here =
        || scene.frame.asked.with(&[(schema, Some(id)), (&passing, None), ("page", None), ("done", None)]);
    let own_page = scene.links().record(schema, id).filter(|_| is_detail);
    Ok(Thing {
        href: own_page.unwrap_or_else(here),
        current: Current::from(record.seen.id == chosen.seen.id),
        title: title
            .or_else(|| scene.schema(schema).map(|schema| schema.name(scene.locale())))
            .unwrap_or_default(),
        line: lines.join("\n"),
        group: group(scene, selector, record)?,
        above: filled(scene, &selector.top)?,
    })
}

/// The heading of a record, made of an attribute that the viewer sees on every record.
fn group(scene: &mut Scene<'_, '_, '_>, selector: &Selector, record: &Record) -> Result<String, Refusal> {
    let path = selector.group_by.as_str();
    let Some(caller) = scene.caller().filter(|_| !path.is_empty()) else { return Ok(String::new()) };
    let first = path.split('.').next().unwrap_or(path);
    if !uniform_mask(&caller.viewer, &selector.schema).allows(first) {
        return Ok(String::new());
    }
    let said = filled(scene, &selector.group_title)?;
    if !said.is_empty() {
        return Ok(said);
    }
    let schema = scene.schema(&selector.schema);
    let value = schema.and_then(|schema| at_path(scene.locale(), schema, &record.doc, path));
    Ok(value.unwrap_or_default())
}

/// The field above the menu: it narrows the choices and keeps what is chosen.
pub fn search(
    scene: &Scene<'_, '_, '_>,
    selector: &Selector,
    words: Option<&str>,
    chosen: &Record,
    total: usize,
) -> Option<Markup> {
    selector.search.as_ref()?;
    if words.is_none() && total < MOST.min(6) {
        return None;
    }
    let locale = scene.locale();
    let asked = scene.frame.asked;
    let name = parameter(selector);
    let plural = scene.schema(&selector.schema).map(|schema| schema.plural(locale)).unwrap_or_default();
    let label = t_args(locale, "selector-search", &[("what", plural.into())]);
    let passing = [name.as_str(), selector.schema.as_str(), "page", "done", "change", "lang", "scheme"];
    let kept = asked.query.pairs().iter().filter(|(key, _)| !passing.contains(&key.as_str()));
    let is_detail = scene.subject().is_some_and(|subject| subject.seen.id == chosen.seen.id);
    Some(html! {
        form.menu-search method="get" action=(asked.path) role="search" {
            @for (key, value) in kept { (hidden(key, value)) }
            @if !is_detail { (hidden(&selector.schema, chosen.seen.id.as_str())) }
            input.input type="search" name=(name) value=[words] aria-label=(label) placeholder=(label) autocomplete="off";
            (Button::submit(t(locale, "search")).icon_only(Icon::Search).small())
        }
    })
}
