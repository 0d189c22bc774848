//! Widgets of portals, by origin and by portal id.

use axum::Json;
use http::StatusCode;
use portico_core::portals::{self, Portal};
use portico_core::{Caller, Refusal, widgets};
use portico_db::Tx;
use portico_http::{Anyone, Either, OrgUser, Query, Reply, Routes, Sent, get, post};
use portico_kit::PortalId;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::portals::check_own;
use crate::public::named_portal;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op(
            "/v2/portal/public-widgets",
            "getPublicPortalWidgets",
            get(list_public_by_origin),
            "List the widgets of an origin's portal that need no sign-in",
        )
        .op(
            "/v3/portal/public/widgets",
            "getPublicPortalWidgetsV3",
            get(list_public_widgets),
            "List the widgets of a portal that need no sign-in",
        )
        .op(
            "/v2/portal/widgets",
            "upsertPortalWidget",
            post(put_by_origin),
            "Replace the widgets of an origin's portal",
        )
        .op(
            "/v2/portal/widgets",
            "getPortalWidgets",
            get(list_by_origin),
            "List the widgets of an origin's portal",
        )
        .op("/v3/portal/widgets", "getPortalWidgetsV3", get(list_widgets), "List the widgets of a portal")
        .op(
            "/v3/portal/widgets",
            "upsertPortalWidgetV3",
            post(put_widgets),
            "Replace the widgets of a portal",
        )
}

/// Widgets as they are sent.
fn widgets_out(portal: &PortalId, widgets: &[Value]) -> Value {
    json!({ "portal_sk_v3": format!("PORTAL_CONFIG#{portal}"), "is_v3_item": true, "widgets": widgets })
}

#[derive(Deserialize)]
struct WidgetsIn {
    widgets: Vec<Value>,
}

fn replace(tx: &mut Tx<'_>, portal: &Portal, body: &Sent<WidgetsIn>) -> Result<Value, Refusal> {
    let sent = body.get()?;
    widgets::replace(tx, &portal.id, &sent.widgets)?;
    Ok(widgets_out(&portal.id, &sent.widgets))
}

async fn put_widgets(user: OrgUser, query: Query, body: Sent<WidgetsIn>) -> Reply<(StatusCode, Json<Value>)> {
    let written = user.write(move |tx, _| {
        let id = PortalId::from(query.required("portal_id")?);
        let portal = portals::find(tx, &id)?.ok_or(Refusal::NotFound)?;
        replace(tx, &portal, &body)
    });
    Ok((StatusCode::CREATED, Json(written.await?)))
}

async fn put_by_origin(
    user: OrgUser,
    query: Query,
    body: Sent<WidgetsIn>,
) -> Reply<(StatusCode, Json<Value>)> {
    let written = user.write(move |tx, _| {
        let portal = portals::only_of_origin(tx, query.required("origin")?)?.ok_or(Refusal::NotFound)?;
        replace(tx, &portal, &body)
    });
    Ok((StatusCode::CREATED, Json(written.await?)))
}

/// The widgets of a portal for this caller, with the contract that a page is about.
fn shown(tx: &mut Tx<'_>, caller: &Caller, portal: &Portal, query: &Query) -> Result<Value, Refusal> {
    let contract = query.text("contract_id").filter(|id| !id.is_empty());
    Ok(widgets_out(&portal.id, &widgets::shown(tx, caller, &portal.id, contract)?))
}

async fn list_widgets(user: Either, query: Query) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let id = PortalId::from(query.required("portal_id")?);
        check_own(caller, &id)?;
        let portal = portals::find(tx, &id)?.ok_or(Refusal::NotFound)?;
        shown(tx, caller, &portal, &query)
    });
    Ok(Json(read.await?))
}

async fn list_by_origin(user: Either, query: Query) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let portal = match &caller.setup {
            Some(setup) => setup.portal.clone(),
            None => portals::find_by_origin(tx, query.required("origin")?)?.ok_or(Refusal::NotFound)?,
        };
        shown(tx, caller, &portal, &query)
    });
    Ok(Json(read.await?))
}

async fn list_public_widgets(anyone: Anyone, query: Query) -> Reply<Json<Value>> {
    if query.text("domain").is_none() {
        query.required("org_id")?;
        query.required("portal_id")?;
    }
    public(anyone, query).await
}

async fn list_public_by_origin(anyone: Anyone, query: Query) -> Reply<Json<Value>> {
    query.required("org_id")?;
    query.required("origin")?;
    public(anyone, query).await
}

async fn public(anyone: Anyone, query: Query) -> Reply<Json<Value>> {
    let (tenant, portal) = named_portal(&anyone, &query).await?;
    let read = anyone.read(&tenant, move |tx| {
        let open = if portal.enabled { widgets::public(tx, &portal.id)? } else { Vec::new() };
        Ok(widgets_out(&portal.id, &open))
    });
    Ok(Json(read.await?))
}
