//! Surfaces: identifying somebody without a sign-in, for the few operations that the token opens.

use axum::Json;
use portico_core::surfaces::{self, OPERATIONS};
use portico_http::{Anyone, Query, Reply, Routes, Sent, post};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::registration::portal_of;

pub(crate) fn routes() -> Routes {
    Routes::new().op(
        "/v3/portal/public/contact/identify",
        "identifyContact",
        post(identify),
        "Identify a contact on a surface, and get a short-lived token for it",
    )
}

#[derive(Deserialize)]
struct IdentifyIn {
    org_id: Option<String>,
    registration_identifiers: Map<String, Value>,
    surface_id: String,
}

/// Every answer without a match is the same, whatever did not match.
async fn identify(anyone: Anyone, query: Query, body: Sent<IdentifyIn>) -> Reply<Json<Value>> {
    let sent = body.get()?;
    let (tenant, portal) = portal_of(&anyone, &query, sent.org_id.as_deref()).await?;
    let identifiers = sent.registration_identifiers.clone();
    let (core, place) = (&anyone.app.core, (&tenant, &portal.id));
    let found = surfaces::identify(core, place, &sent.surface_id, identifiers, &anyone.network).await?;
    let Some(found) = found else { return Ok(Json(json!({ "reason": "NOT_FOUND" }))) };
    let mut answer = json!({
        "contact_id": found.contact.as_str(),
        "token": found.token,
        "token_type": "contact_identification",
        "surface_id": sent.surface_id,
        "expires_at": found.ends_at.to_iso(),
        "allowed_operations": OPERATIONS,
    });
    if let Some(account) = found.account {
        answer["account_id"] = account.as_str().into();
    }
    Ok(Json(answer))
}
