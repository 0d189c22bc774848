//! Pages and blocks of portals.

use axum::Json;
use axum::extract::Path;
use http::StatusCode;
use portico_core::pages;
use portico_core::{Caller, Refusal, portals};
use portico_db::Tx;
use portico_http::{AnyReader, Anyone, Either, OrgUser, Query, Reply, Routes, Sent, delete, get, post, put};
use portico_kit::{PageId, PortalId, TenantId};
use serde_json::Value;

use crate::page_views::{About, shown_to, shown_to_anybody};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op("/v2/portal/pages", "getPortalPages", get(list_pages), "List the pages of a portal")
        .op("/v2/portal/pages", "createPortalPage", post(create_page), "Create a page")
        .op("/v2/portal/pages/default", "getDefaultPages", get(list_default_pages), "List the starter pages")
        .op(
            "/v2/portal/public/pages",
            "getPublicPages",
            get(list_public_pages),
            "List the pages that need no sign-in",
        )
        .op("/v2/portal/pages/{id}", "getPortalPage", get(view_page), "Read a page")
        .op("/v2/portal/pages/{id}", "updatePortalPage", put(edit_page), "Change a page")
        .op("/v2/portal/pages/{id}", "deletePortalPage", delete(remove_page), "Remove a page")
        .op(
            "/v2/portal/pages/{id}/blocks",
            "getPortalPageBlocks",
            get(list_blocks),
            "List the blocks of a page",
        )
        .op(
            "/v2/portal/pages/{id}/blocks",
            "createPortalPageBlock",
            post(create_block),
            "Add a block to a page",
        )
        .op("/v2/portal/pages/{id}/blocks/{block_id}", "getPortalPageBlock", get(view_block), "Read a block")
        .op(
            "/v2/portal/pages/{id}/blocks/{block_id}",
            "updatePortalPageBlock",
            put(edit_block),
            "Change a block",
        )
        .op(
            "/v2/portal/pages/{id}/blocks/{block_id}",
            "deletePortalPageBlock",
            delete(remove_block),
            "Remove a block",
        )
}

/// The portal of a domain, which must be the caller's own organisation's, for a portal user its own.
fn portal_of_domain(tx: &mut Tx<'_>, caller: &Caller, query: &Query) -> Result<PortalId, Refusal> {
    let own = tx.tenant().clone();
    let located = portals::locate(tx, query.required("domain")?)?;
    let found = located.filter(|(tenant, _)| *tenant == own).map(|(_, portal)| portal);
    match (found, &caller.setup) {
        (Some(portal), Some(setup)) if setup.portal.id == portal => Ok(portal),
        (_, Some(_)) => Err(Refusal::Forbidden { message: "This domain is not your portal's.".to_owned() }),
        (Some(portal), None) => Ok(portal),
        (None, None) => Err(Refusal::NotFound),
    }
}

/// Keeps the pages for which all `key=value` pairs of `filter` hold.
fn filtered(pages: Vec<Value>, query: &Query) -> Vec<Value> {
    let pairs: Vec<(&str, &str)> = query
        .text("filter")
        .into_iter()
        .flat_map(|text| text.split(','))
        .filter_map(|pair| pair.split_once('='))
        .collect();
    let holds = |page: &Value, key: &str, wanted: &str| match page.get(key) {
        Some(Value::String(text)) => text == wanted,
        Some(Value::Bool(fact)) => wanted.parse() == Ok(*fact),
        Some(Value::Number(number)) => wanted.parse().ok() == number.as_f64(),
        _ => false,
    };
    let kept = pages
        .into_iter()
        .filter(|page| pairs.iter().all(|(key, wanted)| holds(page, key.trim(), wanted.trim())));
    pages::select_fields(kept.collect(), query.text("fields"))
}

async fn list_pages(user: AnyReader, query: Query) -> Reply<Json<Vec<Value>>> {
    let read = user.read(move |tx, caller| {
        let portal = portal_of_domain(tx, caller, &query)?;
        let all = pages::list(tx, &portal)?;
        let shown = shown_to(tx, caller, all, &About::of_query(&query)?)?;
        Ok(filtered(shown, &query))
    });
    Ok(Json(read.await?))
}

async fn list_public_pages(anyone: Anyone, query: Query) -> Reply<Json<Vec<Value>>> {
    let domain = query.required("domain")?.to_owned();
    let located = anyone.read(&TenantId::system(), move |tx| portals::locate(tx, &domain)).await?;
    let (tenant, portal) = located.ok_or(Refusal::NotFound)?;
    let now = anyone.app.core.clock().now();
    let read = anyone.read(&tenant, move |tx| {
        let open = portals::find(tx, &portal)?.is_some_and(|portal| portal.enabled);
        let all = if open { pages::list(tx, &portal)? } else { Vec::new() };
        Ok(filtered(shown_to_anybody(&all, now)?, &query))
    });
    Ok(Json(read.await?))
}

async fn list_default_pages(user: OrgUser) -> Reply<Json<Vec<Value>>> {
    Ok(Json(user.read(|_, caller| Ok(pages::starter_pages(caller.now, &caller.random))).await?))
}

async fn create_page(user: OrgUser, query: Query, body: Sent<Value>) -> Reply<Json<Value>> {
    let written = user.write(move |tx, caller| {
        let portal = portal_of_domain(tx, caller, &query)?;
        Ok(pages::create(tx, &portal, body.get()?.clone(), caller.now, &caller.random)?.doc)
    });
    Ok(Json(written.await?))
}

/// A page that the caller may read.
fn readable(tx: &mut Tx<'_>, caller: &Caller, id: &PageId, about: &About) -> Result<Value, Refusal> {
    let page = pages::find(tx, id)?.ok_or(Refusal::NotFound)?;
    if caller.setup.as_ref().is_some_and(|setup| setup.portal.id != page.portal_id) {
        return Err(Refusal::NotFound);
    }
    shown_to(tx, caller, vec![page], about)?.pop().ok_or(Refusal::NotFound)
}

async fn view_page(user: Either, Path(id): Path<PageId>, query: Query) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| readable(tx, caller, &id, &About::of_query(&query)?));
    Ok(Json(read.await?))
}

async fn edit_page(user: OrgUser, Path(id): Path<PageId>, body: Sent<Value>) -> Reply<Json<Value>> {
    let written = user.write(move |tx, caller| {
        Ok(pages::put(tx, &id, body.get()?.clone(), caller.now, &caller.random)?.doc)
    });
    Ok(Json(written.await?))
}

async fn remove_page(user: OrgUser, Path(id): Path<PageId>) -> Reply<StatusCode> {
    user.write(move |tx, _| pages::remove(tx, &id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn list_blocks(user: Either, Path(id): Path<PageId>) -> Reply<Json<Vec<Value>>> {
    let read = user.read(move |tx, caller| {
        let page = readable(tx, caller, &id, &About::default())?;
        let blocks = page.get("blocks").and_then(Value::as_object);
        Ok(blocks.into_iter().flatten().map(|(_, block)| block.clone()).collect())
    });
    Ok(Json(read.await?))
}

async fn view_block(user: Either, Path((id, block)): Path<(PageId, String)>) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let page = readable(tx, caller, &id, &About::default())?;
        page.get("blocks").and_then(|blocks| blocks.get(&block)).cloned().ok_or(Refusal::NotFound)
    });
    Ok(Json(read.await?))
}

async fn create_block(user: OrgUser, Path(id): Path<PageId>, body: Sent<Value>) -> Reply<Json<Value>> {
    let written = user.write(move |tx, caller| {
        Ok(pages::put_block(tx, &id, None, body.get()?.clone(), caller.now, &caller.random)?.doc)
    });
    Ok(Json(written.await?))
}

async fn edit_block(
    user: OrgUser,
    Path((id, block)): Path<(PageId, String)>,
    body: Sent<Value>,
) -> Reply<Json<Value>> {
    let written = user.write(move |tx, caller| {
        Ok(pages::put_block(tx, &id, Some(&block), body.get()?.clone(), caller.now, &caller.random)?.doc)
    });
    Ok(Json(written.await?))
}

async fn remove_block(user: OrgUser, Path((id, block)): Path<(PageId, String)>) -> Reply<StatusCode> {
    user.write(move |tx, _| pages::remove_block(tx, &id, &block)).await?;
    Ok(StatusCode::NO_CONTENT)
}
