//! Stored pages: which one an address names, and rendering it for whoever asks.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use maud::{Markup, html};
use portico_core::pages::{Block, Page, global_blocks, is_shown, setup_for, setup_for_anybody};
use portico_core::setup::Setup;
use portico_core::{Caller, Refusal, entities};
use portico_db::Tx;
use portico_http::Problem;
use portico_kit::{EntityId, Instant};
use serde_json::Value;

use super::blocks::{self, Tree, Width, heading};
use super::person::Person;
use super::scene::{Record, Scene};
use super::shell::{Frame, locale_of, title_of};
use super::visit::{Asked, Visit};
use super::{address, answer, history, notice, refused, texts};
use crate::design::components::breadcrumb::Breadcrumb;
use crate::design::layout::portal_page;

/// Where an address leads.
#[derive(Debug)]
enum Place<'a> {
    /// To a page.
    Page(&'a Page),
    /// To the page of one record.
    Record(&'a Page, EntityId),
    /// To a page that has another address now.
    Moved(String),
    /// Nowhere.
    Nothing,
}

/// What a stored page became.
pub(super) enum Shown {
    /// A page, and the hosts whose pages it shows in frames.
    Page(Markup, Vec<String>),
    Moved(String),
}

/// The page that people begin on.
pub async fn show_entry(visit: Visit) -> Response {
    show(visit, String::new()).await
}

/// Any other page.
pub async fn show_page(visit: Visit, Path(path): Path<String>) -> Response {
    if is_for_programs(&path) {
        return Problem(Refusal::NotFound).into_response();
    }
    show(visit, path.trim_end_matches('/').to_owned()).await
}

/// Pages are only ever read.
pub async fn refuse_method() -> StatusCode {
    StatusCode::METHOD_NOT_ALLOWED
}

/// Addresses of the published interface that no operation has.
fn is_for_programs(path: &str) -> bool {
    let first = path.split('/').next().unwrap_or_default();
    let is_version = first
        .strip_prefix('v')
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()));
    is_version || matches!(first, "auth" | ".well-known")
}

/// The page at a path, for whoever asks.
pub async fn show(visit: Visit, path: String) -> Response {
    let (asked, wanted) = (visit.asked.clone(), path.clone());
    let shown = visit.read(move |tx, caller| for_caller(tx, caller, &asked, &wanted)).await;
    let shown = match shown {
        Err(refusal @ Refusal::Unauthenticated { .. }) => {
            for_anybody(&visit, &path).await.unwrap_or(Err(refusal))
        }
        other => other,
    };
    match shown {
        Ok(Shown::Page(markup, frames)) => answer::page_with_frames(markup, &frames),
        Ok(Shown::Moved(to)) => answer::moved(&to),
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

pub(super) fn for_caller(
    tx: &mut Tx<'_>,
    caller: &Caller,
    asked: &Asked,
    path: &str,
) -> Result<Shown, Refusal> {
    let all = caller.setup.clone().ok_or(Refusal::NotFound)?;
    let record = match place(&all, path, caller.now) {
        Place::Record(page, id) => Some(Record::of(entities::view(tx, caller, detail_schema(page), &id)?)),
        _ => None,
    };
    let about = record.iter().map(|record| (record.seen.schema.clone(), record.seen.id.clone()));
    let setup = setup_for(tx, caller, &about.collect::<Vec<_>>())?;
    let person = Person::read(tx, caller)?;
    let locale = locale_of(&setup, asked, Some(&person));
    let page = match place(&setup, path, caller.now) {
        Place::Page(page) | Place::Record(page, _) => page,
        Place::Moved(to) => return Ok(Shown::Moved(with_query(asked, &to))),
        Place::Nothing => return Err(Refusal::NotFound),
    };
    let here = parent_of(&setup, page).unwrap_or(page);
    let frame =
        Frame { setup: &setup, asked, locale, person: Some(&person), here: Some(&here.id), now: caller.now };
    let scene = Scene::for_caller(frame, page, tx, caller);
    let mut scene = match record {
        Some(record) => scene.about(record),
        None => scene,
    };
    let markup = render(&mut scene)?;
    Ok(Shown::Page(markup, scene.frames().to_vec()))
}

/// A public page for somebody who is not signed in; nothing when the page is not public.
async fn for_anybody(visit: &Visit, path: &str) -> Option<Result<Shown, Refusal>> {
    let setup = visit.setup().await.ok()?;
    let now = visit.app().core.clock().now();
    let setup = setup_for_anybody(setup, now);
    match place(&setup, path, now) {
        Place::Page(page) if page.is("is_public") && setup.portal.enabled => {
            let locale = locale_of(&setup, &visit.asked, None);
            let frame = Frame { setup: &setup, asked: &visit.asked, locale, person: None, here: None, now };
            let mut scene = Scene::for_anybody(frame, page);
            Some(render(&mut scene).map(|markup| Shown::Page(markup, scene.frames().to_vec())))
        }
        Place::Moved(to) => Some(Ok(Shown::Moved(with_query(&visit.asked, &to)))),
        _ => None,
    }
}

fn with_query(asked: &Asked, path: &str) -> String {
    let pairs = asked.query.pairs().iter().map(|(key, value)| (key.as_str(), value.as_str()));
    address::with_query(path, pairs)
}

pub(super) fn detail_schema(page: &Page) -> &str {
    page.doc.get("detail_schema").and_then(Value::as_str).unwrap_or_default()
}

pub(super) fn parent_of<'a>(setup: &'a Setup, page: &Page) -> Option<&'a Page> {
    let parent = page.doc.get("parentId").and_then(Value::as_str)?;
    setup.pages.iter().find(|known| known.id.as_str() == parent)
}

fn place<'a>(setup: &'a Setup, path: &str, now: Instant) -> Place<'a> {
    let shown = || setup.pages.iter().filter(|page| is_shown(page.doc.get("visibility"), now));
    if path.is_empty() {
        let listed = || shown().find(|page| page.is("show_in_navigation") && !page.is("is_detail"));
        return shown()
            .find(|page| page.is("is_entry_route"))
            .or_else(listed)
            .map_or(Place::Nothing, Place::Page);
    }
    if let Some(page) = shown().find(|page| page.slug == path && !page.is("is_detail")) {
        return Place::Page(page);
    }
    if let Some((slug, id)) = path.rsplit_once('/') {
        if let Some(page) = shown().find(|page| page.slug == slug && page.is("is_detail")) {
            return Place::Record(page, EntityId::from(id));
        }
        if let Some(page) = shown().find(|page| page.is("is_detail") && was(page, slug)) {
            return Place::Moved(format!("{}/{}", address::of_slug(&page.slug), address::encoded(id)));
        }
    }
    match shown().find(|page| !page.is("is_detail") && was(page, path)) {
        Some(page) => Place::Moved(address::of_slug(&page.slug)),
        None => Place::Nothing,
    }
}

fn was(page: &Page, slug: &str) -> bool {
    let routes = page.doc.get("past_routes").and_then(Value::as_array);
    routes.is_some_and(|routes| routes.iter().any(|route| route == slug))
}

/// The page with its frame.
pub(super) fn render(scene: &mut Scene<'_, '_, '_>) -> Result<Markup, Refusal> {
    let page = scene.page;
    let tree = Tree::of(page.blocks(), scene.frame.now);
    let note = notice::of_change(scene)?;
    let mut pieces = Vec::new();
    let named = named(scene, &tree)?;
    if !tree.children(None).any(heading::is_title) {
        let (status, icon) = heading::of_subject(scene);
        let first = heading::Heading {
            title: named.clone(),
            is_first: true,
            status,
            icon,
            ..heading::Heading::default()
        };
        pieces.push(blocks::Piece::loose(heading::show(&first)));
    }
    pieces.extend(blocks::render_children(scene, &tree, None, Width::Wide)?);
    if history::has_tab(scene, &tree) && !history::is_tabbed(&tree) {
        pieces.extend(history::section(scene, &tree)?.map(blocks::Piece::stacked));
    }
    let (above, below) = on_every_page(scene)?;
    let content = html! { (above) (breadcrumb(scene, &named)) (blocks::arranged(pieces, note)) (below) };
    Ok(portal_page(&scene.frame.shell(), &named, content))
}

/// The blocks that stand on every page, such as a banner: above the page, or below it when they belong to its foot.
/// The lines of the footer itself are part of the frame.
fn on_every_page(scene: &mut Scene<'_, '_, '_>) -> Result<(Markup, Markup), Refusal> {
    let now = scene.frame.now;
    let all = global_blocks(&scene.frame.setup.portal.doc);
    let is_below = |block: &Block| block.doc.get("section").and_then(Value::as_str) == Some("footer");
    let own = all.into_iter().filter(|block| block.kind != "footer");
    let (below, above) = own.partition::<Vec<_>, _>(is_below);
    let mut show = |blocks| {
        let pieces = blocks::render_children(scene, &Tree::of(blocks, now), None, Width::Wide)?;
        Ok::<_, Refusal>(blocks::arranged(pieces, None))
    };
    Ok((show(above)?, show(below)?))
}

/// What a page is called in the browser and in breadcrumbs: the page of a record as its heading, any other as stored.
fn named(scene: &mut Scene<'_, '_, '_>, tree: &Tree) -> Result<String, Refusal> {
    let stored = title_of(scene.page, scene.locale());
    let Some(record) = scene.subject() else {
        let own = scene.page.doc.pointer("/content/title").unwrap_or(&Value::Null);
        let said = texts::filled(scene, own)?;
        return Ok(if said.is_empty() { stored } else { said });
    };
    let first = tree.children(None).find(|block| heading::is_title(block));
    let said = match first.and_then(|block| block.content().get("title")) {
        Some(title) => texts::filled(scene, title)?,
        None => String::new(),
    };
    let titled = || record.title().map_or(stored, str::to_owned);
    Ok(if said.is_empty() { titled() } else { said })
}

/// The way from the list to the page of a record.
fn breadcrumb(scene: &Scene<'_, '_, '_>, named: &str) -> Markup {
    match parent_of(scene.frame.setup, scene.page).filter(|_| scene.subject().is_some()) {
        Some(parent) => {
            let above = title_of(parent, scene.locale());
            let href =
                if parent.is("is_entry_route") { "/".to_owned() } else { address::of_slug(&parent.slug) };
            html! { (Breadcrumb::new(scene.locale(), named).above(above, href)) }
        }
        None => html! {},
    }
}
