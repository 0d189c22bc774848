//! The door for clients that sign in as the published portal configuration tells them: the calls of a user pool, each a
//! translation onto the verb that `/auth` calls.

use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::HeaderMap;
use portico_core::Refusal;
use portico_core::portals::{self, pool};
use portico_http::{Anyone, Problem, Reply, Routes, Sent, get, post};
use serde_json::{Value, json};

mod answers;
mod begin;
mod own;
mod recovery;

use answers::{Failure, answered};

/// What the names of all calls begin with.
const SERVICE: &str = "AWSCognitoIdentityProviderService.";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op("/", "callUserPool", post(call), "Sign in by the calls of a user pool, named by X-Amz-Target")
        .op(
            "/portico_{client}/.well-known/openid-configuration",
            "viewUserPool",
            get(view_configuration),
            "Where the tokens of a user pool come from",
        )
        .op(
            "/portico_{client}/.well-known/jwks.json",
            "viewUserPoolKeys",
            get(view_keys),
            "The keys that verify the tokens of a user pool",
        )
}

async fn call(anyone: Anyone, headers: HeaderMap, body: Sent<Value>) -> Response {
    let target = headers.get("x-amz-target").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let Some(action) = target.strip_prefix(SERVICE) else {
        let message = format!("Name the call in this header, such as {SERVICE}InitiateAuth.");
        return Problem(Refusal::invalid("X-Amz-Target", message)).into_response();
    };
    let request = anyone.app.core.random().uuid_v7(anyone.app.core.clock().now());
    let outcome = match body.get() {
        Ok(sent) => perform(&anyone, action, sent.clone()).await,
        Err(refusal) => Err(refusal.into()),
    };
    answered(outcome, &request)
}

async fn perform(anyone: &Anyone, action: &str, sent: Value) -> Result<Value, Failure> {
    match action {
        "InitiateAuth" => begin::initiate(anyone, answers::read(sent)?).await,
        "RespondToAuthChallenge" => begin::respond(anyone, answers::read(sent)?).await,
        "GetTokensFromRefreshToken" => begin::renew(anyone, answers::read(sent)?).await,
        "ForgotPassword" => recovery::forgot(anyone, answers::read(sent)?).await,
        "ConfirmForgotPassword" => recovery::confirm(anyone, answers::read(sent)?).await,
        "ChangePassword" => own::change_password(anyone, answers::read(sent)?).await,
        "GetUser" => own::view(anyone, answers::read(sent)?).await,
        "GlobalSignOut" => own::sign_out(anyone, answers::read(sent)?).await,
        "RevokeToken" => own::revoke(anyone, answers::read(sent)?).await,
        other => {
            let known = "InitiateAuth, RespondToAuthChallenge, GetTokensFromRefreshToken, ForgotPassword, \
                         ConfirmForgotPassword, ChangePassword, GetUser, GlobalSignOut, RevokeToken";
            let message = format!("There is no call {other} here. There are {known}.");
            Err(Failure::of("UnknownOperationException", message))
        }
    }
}

/// The name of the pool that a client belongs to; refused where it is no portal of this installation.
async fn pool_of(anyone: &Anyone, client: &str) -> Reply<String> {
    let portal = pool::of_client(client).ok_or(Refusal::NotFound)?;
    portals::located(&anyone.app.core, portal.as_str()).await?;
    Ok(pool::pool_id(&portal))
}

/// The issuer is the one that the tokens name: all pools of an installation share it and its keys.
async fn view_configuration(anyone: Anyone, Path(client): Path<String>) -> Reply<Json<Value>> {
    let id = pool_of(&anyone, &client).await?;
    let base = &anyone.app.core.options().base_url;
    Ok(Json(json!({
        "issuer": base,
        "jwks_uri": format!("{base}/{id}/.well-known/jwks.json"),
        "token_endpoint": format!("{base}/auth/refresh"),
        "id_token_signing_alg_values_supported": ["ES256"],
        "response_types_supported": ["token"],
        "subject_types_supported": ["public"],
    })))
}

async fn view_keys(anyone: Anyone, Path(client): Path<String>) -> Reply<Json<Value>> {
    pool_of(&anyone, &client).await?;
    Ok(Json(anyone.app.core.signer().key_set()))
}
