//! Sign-in of portal users and staff, and the documents with which others verify tokens.

use axum::Json;
use http::StatusCode;
use portico_core::Refusal;
use portico_core::sign_in::{self, Tokens};
use portico_http::{Anyone, Either, Reply, Routes, Sent, get, post};
use portico_kit::Secret;
use serde::Deserialize;
use serde_json::{Value, json};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op("/auth/login", "login", post(login), "Sign a portal user in by password")
        .op("/auth/refresh", "refresh", post(refresh), "Exchange a refresh token for new tokens")
        .op("/auth/logout", "logout", post(logout), "End the session")
        .op("/auth/admin/login", "adminLogin", post(login_staff), "Sign a member of staff in by password")
        .op(
            "/.well-known/openid-configuration",
            "openidConfiguration",
            get(view_configuration),
            "Where tokens come from",
        )
        .op("/.well-known/jwks.json", "jwks", get(view_keys), "The keys that verify tokens")
}

#[derive(Deserialize)]
struct LoginIn {
    portal_id: Option<String>,
    domain: Option<String>,
    email: String,
    password: Secret,
}

async fn login(anyone: Anyone, body: Sent<LoginIn>) -> Reply<Json<Tokens>> {
    let sent = body.get()?;
    let portal = sent.portal_id.as_deref().or(sent.domain.as_deref());
    let portal =
        portal.ok_or_else(|| Refusal::invalid("portal_id", "Name the portal by portal_id or domain."))?;
    let core = &anyone.app.core;
    Ok(Json(sign_in::login(core, portal, &sent.email, &sent.password, &anyone.network).await?.tokens))
}

#[derive(Deserialize)]
struct RefreshIn {
    refresh_token: Secret,
}

async fn refresh(anyone: Anyone, body: Sent<RefreshIn>) -> Reply<Json<Tokens>> {
    Ok(Json(sign_in::refresh(&anyone.app.core, &body.get()?.refresh_token).await?))
}

async fn logout(user: Either) -> Reply<StatusCode> {
    sign_in::logout(&user.app().core, user.claims()).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
struct StaffLoginIn {
    email: String,
    password: Secret,
}

async fn login_staff(anyone: Anyone, body: Sent<StaffLoginIn>) -> Reply<Json<Tokens>> {
    let sent = body.get()?;
    let logged_in =
        sign_in::login_staff(&anyone.app.core, &sent.email, &sent.password, &anyone.network).await?;
    Ok(Json(logged_in.tokens))
}

async fn view_configuration(anyone: Anyone) -> Json<Value> {
    let base = &anyone.app.core.options().base_url;
    Json(json!({
        "issuer": base,
        "jwks_uri": format!("{base}/.well-known/jwks.json"),
        "token_endpoint": format!("{base}/auth/refresh"),
        "id_token_signing_alg_values_supported": ["ES256"],
        "response_types_supported": ["token"],
        "subject_types_supported": ["public"],
    }))
}

async fn view_keys(anyone: Anyone) -> Json<Value> {
    Json(anyone.app.core.signer().key_set())
}
