//! A portal user's own account.

use axum::Json;
use portico_core::entities::{self, Change};
use portico_core::{Caller, Refusal};
use portico_http::{PortalUser, Raw, Reply, Routes, Sent, get, patch};
use portico_kit::EntityId;
use serde_json::{Map, Value, json};

pub(crate) fn routes() -> Routes {
    Routes::new().op("/v2/portal/user", "getPortalUser", get(view_user), "Read one's own portal user").op(
        "/v2/portal/user",
        "updatePortalUser",
        patch(edit_user),
        "Change one's own portal user",
    )
}

fn own(caller: &Caller) -> Result<EntityId, Refusal> {
    caller.portal_user().cloned().ok_or_else(Refusal::unauthenticated)
}

async fn view_user(user: PortalUser) -> Reply<Raw> {
    let read = user.read_pending(|tx, caller| entities::view(tx, caller, "portal_user", &own(caller)?));
    Ok(Raw(format!("{{\"data\":{}}}", read.await?.doc)))
}

async fn edit_user(user: PortalUser, body: Sent<Map<String, Value>>) -> Reply<Json<Value>> {
    let written = user.write(move |tx, caller| {
        let change = Change { attributes: body.get()?.clone() };
        entities::change(tx, caller, "portal_user", &own(caller)?, &change)
    });
    Ok(Json(json!({ "data": written.await?.to_value() })))
}
