//! Sign-in of portal users and staff, and the documents with which others verify tokens.

use axum::Json;
use http::StatusCode;
use portico_core::sign_in::{self, Challenge, Step, Tokens};
use portico_core::{Refusal, portals};
use portico_http::{Anyone, Either, OrgUser, Reply, Routes, Sent, get, post};
use portico_kit::Secret;
use serde::Deserialize;
use serde_json::{Value, json};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op("/auth/login", "login", post(login), "Sign a portal user in by password")
        .op(
            "/auth/challenge",
            "answerChallenge",
            post(answer_challenge),
            "Finish a sign-in with a mailed code, or one of an app",
        )
        .op(
            "/auth/passwordless",
            "passwordless",
            post(passwordless),
            "Ask for a code to sign in without password",
        )
        .op("/auth/exchange", "exchange", post(exchange), "Exchange the token of another sign-in")
        .op(
            "/auth/forgot-password",
            "forgotPassword",
            post(forgot_password),
            "Ask for a code to reset a password",
        )
        .op(
            "/auth/reset-password",
            "resetPassword",
            post(reset_password),
            "Set a new password by a mailed code",
        )
        .op("/auth/refresh", "refresh", post(refresh), "Exchange a refresh token for new tokens")
        .op("/auth/logout", "logout", post(logout), "End the session")
        .op(
            "/v2/portal/admin:login-as-user",
            "loginToPortalAsUser",
            post(login_as),
            "Get a token to sign in as a portal user",
        )
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
    #[serde(flatten)]
    portal: PortalIn,
    email: String,
    password: Secret,
}

/// A portal named by its id or its domain.
#[derive(Deserialize)]
pub(crate) struct PortalIn {
    portal_id: Option<String>,
    domain: Option<String>,
}

impl PortalIn {
    pub(crate) fn name(&self) -> Result<&str, Refusal> {
        let named = self.portal_id.as_deref().or(self.domain.as_deref());
        named.ok_or_else(|| Refusal::invalid("portal_id", "Name the portal by portal_id or domain."))
    }

    /// The host, where nothing else names the portal.
    pub(crate) fn domain_alone(&self) -> Option<&str> {
        self.domain.as_deref().filter(|_| self.portal_id.is_none())
    }
}

async fn login(anyone: Anyone, body: Sent<LoginIn>) -> Reply<Json<Value>> {
    let sent = body.get()?;
    let core = &anyone.app.core;
    let step =
        sign_in::login(core, sent.portal.name()?, &sent.email, &sent.password, &anyone.network).await?;
    Ok(Json(told(&step)))
}

/// Tokens, or what else must be proved.
fn told(step: &Step) -> Value {
    match step {
        Step::In(logged_in) => serde_json::to_value(&logged_in.tokens).unwrap_or_default(),
        Step::Challenge(challenge) => shown(challenge),
    }
}

fn shown(challenge: &Challenge) -> Value {
    json!({ "challenge": challenge.kind.code(), "session": challenge.session.expose() })
}

#[derive(Deserialize)]
struct ChallengeIn {
    session: Secret,
    code: Secret,
}

async fn answer_challenge(anyone: Anyone, body: Sent<ChallengeIn>) -> Reply<Json<Value>> {
    let sent = body.get()?;
    Ok(Json(told(&sign_in::answer_challenge(&anyone.app.core, &sent.session, &sent.code, None).await?)))
}

#[derive(Deserialize)]
struct AddressIn {
    #[serde(flatten)]
    portal: PortalIn,
    email: String,
}

async fn passwordless(anyone: Anyone, body: Sent<AddressIn>) -> Reply<(StatusCode, Json<Value>)> {
    let sent = body.get()?;
    let core = &anyone.app.core;
    let begun = sign_in::passwordless(core, sent.portal.name()?, &sent.email, &anyone.network).await?;
    Ok((StatusCode::ACCEPTED, Json(shown(&begun))))
}

async fn forgot_password(anyone: Anyone, body: Sent<AddressIn>) -> Reply<(StatusCode, Json<Value>)> {
    let sent = body.get()?;
    let core = &anyone.app.core;
    sign_in::forgot_password(core, sent.portal.name()?, &sent.email, &anyone.network).await?;
    let message = "If somebody has this address here, a code is on its way.";
    Ok((StatusCode::ACCEPTED, Json(json!({ "message": message }))))
}

#[derive(Deserialize)]
struct ResetIn {
    #[serde(flatten)]
    portal: PortalIn,
    email: String,
    code: Secret,
    new_password: Secret,
}

async fn reset_password(anyone: Anyone, body: Sent<ResetIn>) -> Reply<StatusCode> {
    let sent = body.get()?;
    let core = &anyone.app.core;
    sign_in::reset_password(core, sent.portal.name()?, &sent.email, &sent.code, &sent.new_password).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
struct ExchangeIn {
    token: Secret,
}

async fn exchange(anyone: Anyone, body: Sent<ExchangeIn>) -> Reply<Json<Value>> {
    Ok(Json(told(&sign_in::exchange(&anyone.app.core, &body.get()?.token, None).await?)))
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

#[derive(Deserialize)]
struct LoginAsIn {
    portal_id: Option<String>,
    domain: Option<String>,
    origin: Option<String>,
    email: Option<String>,
    #[serde(default)]
    reason: String,
}

async fn login_as(user: OrgUser, body: Sent<LoginAsIn>) -> Reply<Json<Value>> {
    let core = user.app().core.clone();
    let written = user.write(move |tx, caller| {
        let sent = body.get()?;
        let email = sent.email.as_deref().ok_or_else(|| Refusal::invalid("email", "Say whom: email."))?;
        let portal = match (sent.portal_id.as_deref().or(sent.domain.as_deref()), &sent.origin) {
            (Some(named), _) => {
                let found = portals::locate(tx, named)?.filter(|(tenant, _)| tenant == tx.tenant());
                portals::find(tx, &found.ok_or(Refusal::NotFound)?.1)?
            }
            (None, Some(origin)) => portals::find_by_origin(tx, origin)?,
            (None, None) => {
                return Err(Refusal::invalid("portal_id", "Name the portal by portal_id or domain."));
            }
        };
        let portal = portal.ok_or(Refusal::NotFound)?;
        sign_in::login_as(tx, &core, caller, &portal, email, &sent.reason)
    });
    Ok(Json(json!({ "login_as_token": written.await? })))
}
