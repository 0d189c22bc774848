//! Contracts: the typed list, detail and change, and the merged list of requests.

use axum::Json;
use axum::extract::Path;
use portico_http::{PortalUser, Query, Reply, Routes, Sent, get, patch};
use portico_kit::EntityId;
use serde_json::{Map, Value, json};

use crate::lists::{Details, actions, change, list};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op("/v2/portal/contract", "getAllContracts", get(list_contracts), "List one's contracts")
        .op("/v2/portal/contract/{id}", "getContract", get(view_contract), "Read a contract")
        .op("/v2/portal/contract/{id}", "updateContract", patch(edit_contract), "Change a contract")
}

async fn list_contracts(user: PortalUser, query: Query) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let (data, _) = list(tx, caller, &["contract"], &query, 100, None)?;
        Ok(json!({ "data": data }))
    });
    Ok(Json(read.await?))
}

async fn view_contract(user: PortalUser, Path(id): Path<EntityId>) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let details = Details::of(tx, caller, "contract", &id)?;
        Ok(json!({
            "orders": details.of_schema("order"), "meters": details.of_schema("meter"),
            "entity": details.entity, "files": details.files, "relations": details.relations,
            "workflow": [], "journey_actions": actions(caller, "contract"),
        }))
    });
    Ok(Json(read.await?))
}

async fn edit_contract(
    user: PortalUser,
    Path(id): Path<EntityId>,
    body: Sent<Map<String, Value>>,
) -> Reply<Json<Value>> {
    Ok(Json(user.write(move |tx, caller| change(tx, caller, "contract", &id, body.get()?)).await?))
}
