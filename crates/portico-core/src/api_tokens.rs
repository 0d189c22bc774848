//! API tokens: how an organisation's programs sign in.

use portico_db::{DbError, Tx};
use portico_kit::{Instant, TokenId};
use serde_json::{Value, json};

use crate::activity::{self, Part};
use crate::{Core, Refusal};

/// The longest life of a token: 365 days, in seconds.
const LONGEST: i64 = 365 * 86_400;

/// A token as it is listed; the token itself is shown only once.
#[derive(Clone, Debug)]
pub struct ApiToken {
    /// Its id, `api_…`.
    pub id: TokenId,
    /// Its name.
    pub name: String,
    /// Its published type.
    pub kind: String,
    /// When it was made.
    pub created_at: Instant,
    /// When it runs out.
    pub expires_at: Option<Instant>,
}

impl ApiToken {
    /// The token as the published API lists it.
    pub fn to_json(&self) -> Value {
        json!({
            "id": self.id.as_str(),
            "name": self.name,
            "token_type": self.kind,
            "created_at": self.created_at.to_iso(),
            "expires_at": self.expires_at.map(Instant::to_iso),
        })
    }
}

/// Creates a token of the published type `api` and answers it with its text.
pub fn create(
    tx: &mut Tx<'_>,
    core: &Core,
    name: &str,
    seconds: Option<i64>,
) -> Result<(ApiToken, String), Refusal> {
    if name.trim().is_empty() || name.len() > 200 {
        return Err(Refusal::invalid("name", "A token needs a name of at most 200 characters."));
    }
    let seconds = seconds.unwrap_or(LONGEST);
    if !(1..=LONGEST).contains(&seconds) {
        return Err(Refusal::invalid("expires_in", "A token lasts at least a second and at most 365 days."));
    }
    let now = core.clock().now();
    let token = ApiToken {
        id: TokenId::from(format!("api_{}", &core.random().token()[..21])),
        name: name.trim().to_owned(),
        kind: "api".to_owned(),
        created_at: now,
        expires_at: Some(now.plus_seconds(seconds)),
    };
    tx.execute(
        "INSERT INTO api_tokens (tenant_id, id, name, kind, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            token.id.as_str().into(),
            token.name.as_str().into(),
            token.kind.as_str().into(),
            now.into(),
            token.expires_at.into(),
        ],
    )?;
    activity::configured(tx, Part::Token, token.id.as_str(), None, Some(&told(&token)));
    let ends_at = now.plus_seconds(seconds);
    let text =
        core.signer().api_token(&core.options().base_url, tx.tenant(), token.id.as_str(), now, ends_at)?;
    Ok((token, text))
}

/// All tokens that are not revoked, newest first.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<ApiToken>, DbError> {
    let sql = "SELECT id, name, kind, created_at, expires_at FROM api_tokens
               WHERE tenant_id = $1 AND revoked_at IS NULL ORDER BY created_at DESC, id";
    tx.all(sql, &[], |row| {
        Ok(ApiToken {
            id: TokenId::from(row.text(0)?),
            name: row.text(1)?,
            kind: row.text(2)?,
            created_at: row.instant(3)?,
            expires_at: row.opt_int(4)?.map(Instant),
        })
    })
}

/// Revokes a token; it stops working with the next request.
pub fn revoke(tx: &mut Tx<'_>, id: &TokenId, now: Instant) -> Result<ApiToken, Refusal> {
    let token = list(tx)?.into_iter().find(|token| token.id == *id).ok_or(Refusal::NotFound)?;
    let sql = "UPDATE api_tokens SET revoked_at = $3 WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, &[id.as_str().into(), now.into()])?;
    activity::configured(tx, Part::Token, id.as_str(), Some(&told(&token)), None);
    Ok(token)
}

/// A token as the history of the organisation tells of it.
fn told(token: &ApiToken) -> Value {
    json!({ "name": token.name, "expires_at": token.expires_at.map(Instant::to_iso) })
}
