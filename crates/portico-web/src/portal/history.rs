//! History: what happened to a record, newest first, as far as the viewer may know.

use std::rc::Rc;

use maud::{Markup, Render, html};
use portico_core::Refusal;
use portico_core::activity::{self, Window};
use serde_json::Value;

use super::blocks::Tree;
use super::look;
use super::scene::{Record, Scene};
use crate::design::components::activity_list::ActivityList;
use crate::design::components::card::Card;
use crate::design::components::link::Link;
use crate::design::words::t;

pub mod entry;

/// How many entries a page shows that is about more than its history.
const FEW: i64 = 5;
/// How many entries a history shows.
const MANY: i64 = 50;
/// Blocks stand at most so deep in each other.
const DEEPEST: usize = 12;
/// The parameter that asks for the whole history.
const PARAMETER: &str = "history";

/// Whether the tabs of a page end with its history.
pub fn has_tab(scene: &Scene<'_, '_, '_>, tree: &Tree) -> bool {
    scene.caller().is_some() && (scene.subject().is_some() || edited_schema(tree).is_some())
}

/// Whether a page has tabs, so that its history is one of them.
pub fn is_tabbed(tree: &Tree) -> bool {
    tree.has("tabs")
}

/// The schema of the first block that offers changes, in the order of the page.
fn edited_schema(tree: &Tree) -> Option<&str> {
    edited_below(tree, None, 0)
}

fn edited_below<'a>(tree: &'a Tree, parent: Option<&'a str>, depth: usize) -> Option<&'a str> {
    tree.children(parent).filter(|_| depth < DEEPEST).find_map(|block| {
        let content = block.content();
        let word = |key: &str| content.get(key).and_then(Value::as_str);
        let schema = word("value").and_then(|value| value.split_once("::")).map(|(schema, _)| schema);
        let own =
            schema.or_else(|| word("schema")).filter(|_| content.get("editable") == Some(&Value::Bool(true)));
        own.or_else(|| edited_below(tree, Some(&block.id), depth + 1))
    })
}

/// The record whose history a page tells: the one it is about, else the one it changes.
fn subject(scene: &mut Scene<'_, '_, '_>, tree: &Tree) -> Result<Option<Rc<Record>>, Refusal> {
    match (scene.subject(), edited_schema(tree)) {
        (Some(record), _) => Ok(Some(record)),
        (None, Some(schema)) => scene.record(schema),
        (None, None) => Ok(None),
    }
}

/// The whole history, for its tab.
pub fn whole(scene: &mut Scene<'_, '_, '_>, tree: &Tree) -> Result<Option<Markup>, Refusal> {
    match subject(scene, tree)? {
        Some(record) => card(scene, &record, MANY),
        None => Ok(None),
    }
}

/// The last few entries at the end of a page without tabs, and all when they are asked for.
pub fn section(scene: &mut Scene<'_, '_, '_>, tree: &Tree) -> Result<Option<Markup>, Refusal> {
    let size = if scene.frame.asked.query.text(PARAMETER) == Some("all") { MANY } else { FEW };
    match subject(scene, tree)? {
        Some(record) => card(scene, &record, size),
        None => Ok(None),
    }
}

fn card(scene: &mut Scene<'_, '_, '_>, record: &Record, size: i64) -> Result<Option<Markup>, Refusal> {
    let Some(schema) = scene.schema(&record.seen.schema) else { return Ok(None) };
    let window = Window { size, ..Window::default() };
    let (kind, id) = (record.seen.schema.clone(), record.seen.id.clone());
    let Some((entries, total)) = scene.ask(|tx, caller| activity::list(tx, caller, &kind, &id, &window))?
    else {
        return Ok(None);
    };
    if entries.is_empty() && size == FEW {
        return Ok(None);
    }
    let teller = entry::Teller {
        locale: scene.locale(),
        schema,
        us: look::brand_of(scene.frame.setup).name,
        now: scene.frame.now,
    };
    let list = entries.iter().fold(ActivityList::history(), |list, entry| list.entry(teller.tell(entry)));
    let body = html! {
        @if entries.is_empty() { p.quiet { (t(scene.locale(), "portal-history-empty")) } }
        @else { (list.render()) }
    };
    let mut card = Card::new(t(scene.locale(), "portal-history")).id("history").body(body);
    if total > size && size == FEW {
        let all = format!("{}#history", scene.frame.asked.with(&[(PARAMETER, Some("all"))]));
        card = card.foot(Link::to(t(scene.locale(), "show-all"), all).strong());
    }
    Ok(Some(card.render()))
}
