//! Validation and revocation of portal users' tokens.

use axum::Json;
use http::StatusCode;
use portico_core::sign_in;
use portico_http::{PortalReader, PortalUser, Reply, Routes, Sent, post};
use portico_kit::Secret;
use serde::Deserialize;
use serde_json::{Value, json};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op(
            "/v2/portal/token/validate",
            "validateToken",
            post(validate_token),
            "Check that a token is still good",
        )
        .op(
            "/v2/portal/token/revoke",
            "revokeToken",
            post(revoke_token),
            "End the session of a refresh token",
        )
}

async fn validate_token(user: PortalReader) -> Reply<StatusCode> {
    // Good for nothing until a contact is mapped: a pending user hears so, with the published reason.
    user.read(|_, _| Ok(())).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
struct RevokeTokenIn {
    refresh_token: Secret,
}

async fn revoke_token(user: PortalUser, body: Sent<RevokeTokenIn>) -> Reply<Json<Value>> {
    user.read_pending(|_, _| Ok(())).await?;
    let sent = body.get()?;
    sign_in::revoke_refresh_token(&user.app().core, user.claims(), &sent.refresh_token).await?;
    Ok(Json(json!({ "message": "Token revoked successfully" })))
}
