//! Orders: the typed list, detail and change.

use axum::Json;
use axum::extract::Path;
use portico_core::Refusal;
use portico_core::orders::{self, Decision};
use portico_http::{PortalUser, Query, Reply, Routes, Sent, get, patch, post};
use portico_kit::EntityId;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::lists::{Details, Kept, change, list};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op("/v2/portal/order", "getAllOrders", get(list_orders), "List one's orders")
        .op("/v2/portal/order/{id}", "getOrder", get(view_order), "Read an order")
        .op("/v2/portal/order/{id}", "updateOrder", patch(edit_order), "Change an order")
        .op(
            "/v2/portal/order/{id}/acceptance",
            "postOrderAcceptance",
            post(decide_order),
            "Accept or decline an order open for acceptance",
        )
        .op("/v2/portal/request", "getAllRequests", get(list_requests), "List one's orders and opportunities")
}

async fn list_orders(user: PortalUser, query: Query) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let (data, _) = list(tx, caller, &["order"], &query, 100, Kept::default())?;
        Ok(json!({ "data": data }))
    });
    Ok(Json(read.await?))
}

async fn list_requests(user: PortalUser, query: Query) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let (results, total) = list(tx, caller, &["opportunity", "order"], &query, 200, Kept::default())?;
        Ok(json!({ "hits": total, "results": results }))
    });
    Ok(Json(read.await?))
}

async fn view_order(user: PortalUser, Path(id): Path<EntityId>) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let details = Details::of(tx, caller, "order", &id)?;
        Ok(json!({
            "products": details.of_schema("product"), "crossSellableProducts": details.cross_sellable(tx, caller)?,
            "entity": details.entity, "files": details.files, "relations": details.relations,
            "workflow": [], "journey_actions": details.journey_actions,
        }))
    });
    Ok(Json(read.await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AcceptanceIn {
    decision: Option<String>,
}

impl AcceptanceIn {
    fn decision(&self) -> Result<Decision, Refusal> {
        match self.decision.as_deref() {
            Some("accept") => Ok(Decision::Accept),
            Some("decline") => Ok(Decision::Decline),
            _ => Err(Refusal::invalid("decision", "decision must be accept or decline.")),
        }
    }
}

async fn decide_order(
    user: PortalUser,
    Path(id): Path<EntityId>,
    body: Sent<AcceptanceIn>,
) -> Reply<Json<Value>> {
    let written = user.write(move |tx, caller| {
        let decision = body.get()?.decision()?;
        Ok(json!({ "data": orders::decide(tx, caller, &id, decision)?.to_value() }))
    });
    Ok(Json(written.await?))
}

async fn edit_order(
    user: PortalUser,
    Path(id): Path<EntityId>,
    body: Sent<Map<String, Value>>,
) -> Reply<Json<Value>> {
    Ok(Json(user.write(move |tx, caller| change(tx, caller, "order", &id, body.get()?)).await?))
}
