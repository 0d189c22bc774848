//! History: what happened to a record, newest first, as far as the viewer may know.

use std::rc::Rc;

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use http::StatusCode;
use maud::{Markup, Render};
use portico_core::activity::{self, Page};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_http::App;
use portico_kit::EntityId;
use serde_json::Value;

use super::blocks::Tree;
use super::scene::{Record, Scene};
use super::visit::{Asked, Visit};
use super::{answer, look, refused};
use crate::design::components::card::Card;
use crate::design::components::link::Link;
use crate::design::words::t;

pub mod entry;
pub mod frame;
pub mod list;
pub mod offers;
pub mod then;
pub mod undo;
pub mod when;
pub mod who;

/// How many entries a page shows that is about more than its history.
const FEW: i64 = 5;
/// How many entries a history shows.
const MANY: i64 = 50;
/// Blocks stand at most so deep in each other.
const DEEPEST: usize = 12;

/// The pages of histories.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/history/{schema}/{id}", get(list::show))
        .route("/history/{schema}/{id}/then", get(then::show))
        .route("/history/{schema}/{id}/undo", get(undo::ask).post(undo::take_back))
}

/// What makes a page about a record, by its schema and id.
type Make = fn(&mut Tx<'_>, &Caller, &Asked, (&str, &EntityId)) -> Result<Markup, Refusal>;

/// A page about a record's history.
async fn shown(visit: Visit, (schema, id): (String, String), page: Make) -> Response {
    let asked = visit.asked.clone();
    let id = EntityId::from(id.as_str());
    match visit.read(move |tx, caller| page(tx, caller, &asked, (&schema, &id))).await {
        Ok(markup) => answer::page(StatusCode::OK, markup),
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

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

/// The last few entries at the end of a page without tabs.
pub fn section(scene: &mut Scene<'_, '_, '_>, tree: &Tree) -> Result<Option<Markup>, Refusal> {
    match subject(scene, tree)? {
        Some(record) => card(scene, &record, FEW),
        None => Ok(None),
    }
}

fn card(scene: &mut Scene<'_, '_, '_>, record: &Record, size: i64) -> Result<Option<Markup>, Refusal> {
    let Some(schema) = scene.schema(&record.seen.schema) else { return Ok(None) };
    let back = scene.frame.asked.here();
    let (locale, us, now) = (scene.locale(), look::brand_of(scene.frame.setup).name, scene.frame.now);
    let told = scene.ask(|tx, caller| {
        let page = activity::page(tx, caller, (&record.seen.schema, &record.seen.id), None, size)?;
        let teller = teller(tx, caller, record, schema, &page, (locale, us, now))?;
        let offers = offers::Offers::read(tx, caller, record, schema, &page.entries, &back)?;
        Ok((list::entries(&teller, &page.entries, &offers), page))
    })?;
    let Some((body, page)) = told.filter(|(_, page)| !page.entries.is_empty() || size != FEW) else {
        return Ok(None);
    };
    let mut card = Card::new(t(locale, "portal-history")).id("history").body(body);
    if let Some(older) = page.older {
        let (words, from) = match size {
            FEW => ("show-all", None),
            _ => ("history-older", Some(older.as_str())),
        };
        let href = frame::href(
            &record.seen.schema,
            record.seen.id.as_str(),
            "",
            &[("from", from), ("back", Some(&back))],
        );
        card = card.foot(Link::to(t(locale, words), href).strong());
    }
    Ok(Some(card.render()))
}

/// Somebody who tells these entries, and knows what their relations point to.
fn teller<'a>(
    tx: &mut Tx<'_>,
    caller: &Caller,
    record: &Record,
    schema: &'a portico_core::schemas::Schema,
    page: &Page,
    (locale, us, now): (portico_kit::Locale, String, portico_kit::Instant),
) -> Result<entry::Teller<'a>, Refusal> {
    let related = Some(entry::related_of(tx, caller, &page.entries)?);
    Ok(entry::Teller { locale, schema, us, now, related, doc: Rc::clone(&record.doc) })
}
