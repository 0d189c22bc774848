//! API access tokens of the organisation's programs.

use axum::Json;
use axum::extract::Path;
use http::StatusCode;
use portico_core::{Refusal, api_tokens};
use portico_http::{OrgUser, Query, Reply, Routes, Sent, delete, get, post};
use portico_kit::TokenId;
use serde::Deserialize;
use serde_json::Value;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op("/v1/access-tokens", "createAccessToken", post(create_token), "Create an access token")
        .op("/v1/access-tokens", "listAccessTokens", get(list_tokens), "List access tokens")
        .op("/v1/access-tokens/{id}", "revokeAccessToken", delete(revoke_token), "Revoke an access token")
}

#[derive(Deserialize)]
struct TokenIn {
    name: String,
    #[serde(default = "api")]
    token_type: String,
    expires_in: Option<Value>,
}

fn api() -> String {
    "api".to_owned()
}

/// Seconds, from a number of them or a text such as `7d`, `12h`, `30m`.
fn seconds(value: &Value) -> Result<i64, Refusal> {
    let wrong = || Refusal::invalid("expires_in", "expires_in is a number of seconds, or a text such as 7d.");
    if let Some(number) = value.as_i64() {
        return Ok(number);
    }
    let text = value.as_str().ok_or_else(wrong)?;
    let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    let factor = match unit {
        "d" => 86_400,
        "h" => 3600,
        "m" => 60,
        "s" | "" => 1,
        _ => return Err(wrong()),
    };
    number.parse::<i64>().ok().and_then(|number| number.checked_mul(factor)).ok_or_else(wrong)
}

async fn create_token(user: OrgUser, body: Sent<TokenIn>) -> Reply<(StatusCode, Json<Value>)> {
    let core = user.app().core.clone();
    let written = user.write(move |tx, _| {
        let sent = body.get()?;
        if sent.token_type != "api" {
            return Err(Refusal::invalid("token_type", "Only tokens of the type api can be created here."));
        }
        let lasting = sent.expires_in.as_ref().map(seconds).transpose()?;
        let (token, text) = api_tokens::create(tx, &core, &sent.name, lasting)?;
        let mut answer = token.to_json();
        answer["token"] = text.into();
        Ok(answer)
    });
    Ok((StatusCode::CREATED, Json(written.await?)))
}

async fn list_tokens(user: OrgUser, query: Query) -> Reply<Json<Vec<Value>>> {
    let read = user.read(move |tx, _| {
        let wanted = query.list("token_type");
        let tokens = api_tokens::list(tx)?
            .into_iter()
            .filter(|token| wanted.is_empty() || wanted.contains(&token.kind));
        Ok(tokens.map(|token| token.to_json()).collect())
    });
    Ok(Json(read.await?))
}

async fn revoke_token(user: OrgUser, Path(id): Path<TokenId>) -> Reply<Json<Value>> {
    Ok(Json(user.write(move |tx, caller| Ok(api_tokens::revoke(tx, &id, caller.now)?.to_json())).await?))
}
