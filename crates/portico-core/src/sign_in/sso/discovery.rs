//! What a provider publishes about itself: its endpoints and its keys, read when needed and remembered for a while.

use std::sync::Arc;

use portico_kit::Instant;
use quick_cache::sync::Cache;
use serde_json::Value;

use super::keys::KeySet;
use super::{Failure, Provider};
use crate::{Core, Refusal};

/// How long what was read is believed, in seconds.
const FRESH: i64 = 600;
/// How soon keys are read again for a token that names an unknown one, in seconds.
const AGAIN: i64 = 5;
/// How many providers are remembered.
const REMEMBERED: usize = 500;

/// What is known of identity providers, by address.
pub struct Known {
    documents: Cache<String, (Instant, Arc<Document>)>,
    keys: Cache<String, (Instant, Arc<KeySet>)>,
}

impl Default for Known {
    fn default() -> Self {
        Self { documents: Cache::new(REMEMBERED), keys: Cache::new(REMEMBERED) }
    }
}

/// The published description of a provider.
#[derive(Clone, Debug)]
pub(super) struct Document {
    pub(super) issuer: String,
    pub(super) authorization_endpoint: String,
    pub(super) token_endpoint: String,
    pub(super) userinfo_endpoint: Option<String>,
    pub(super) jwks_uri: String,
    pub(super) end_session_endpoint: Option<String>,
    /// Whether a client names itself in the header rather than in the form.
    pub(super) takes_header: bool,
    /// Whether its answers always name their issuer (RFC 9207).
    pub(super) names_issuer: bool,
    /// Whether it says that it knows PKCE with S256.
    pub(super) says_pkce: bool,
}

/// Where a provider's description is.
pub(super) fn place(issuer: &str) -> String {
    format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'))
}

impl Document {
    /// Reads a description; the issuer must be the one that was asked, but for a slash at its end.
    pub(super) fn parse(provider: &Provider, body: &[u8]) -> Result<Self, String> {
        let doc: Value =
            serde_json::from_slice(body).map_err(|_| "the description is not JSON".to_owned())?;
        let text = |key: &str| doc.get(key).and_then(Value::as_str).map(str::to_owned);
        let list = |key: &str| doc.get(key).and_then(Value::as_array);
        let says =
            |key: &str, one: &str| list(key).map(|all| all.iter().any(|value| value.as_str() == Some(one)));
        let wanted = provider.issuer().unwrap_or_default();
        let issuer = text("issuer").unwrap_or_default();
        if issuer.trim_end_matches('/') != wanted.trim_end_matches('/') {
            return Err(format!("the description is of another issuer: {issuer}"));
        }
        // What the configuration says goes before what is published.
        let own = |key: &str| provider.metadata(key).map(str::to_owned).or_else(|| text(key));
        let needed = |key: &str| own(key).ok_or_else(|| format!("the description names no {key}"));
        Ok(Self {
            issuer,
            authorization_endpoint: needed("authorization_endpoint")?,
            token_endpoint: needed("token_endpoint")?,
            userinfo_endpoint: own("userinfo_endpoint"),
            jwks_uri: text("jwks_uri").ok_or("the description names no jwks_uri")?,
            end_session_endpoint: provider
                .metadata("logout_uri")
                .map(str::to_owned)
                .or_else(|| text("end_session_endpoint")),
            takes_header: says("token_endpoint_auth_methods_supported", "client_secret_basic")
                .unwrap_or(true),
            names_issuer: doc.get("authorization_response_iss_parameter_supported")
                == Some(&Value::Bool(true)),
            says_pkce: says("code_challenge_methods_supported", "S256").unwrap_or(false),
        })
    }

    fn check_places(&self, core: &Core) -> Result<(), String> {
        let optional = self.userinfo_endpoint.iter().chain(&self.end_session_endpoint);
        let all = [&self.authorization_endpoint, &self.token_endpoint, &self.jwks_uri];
        match all.into_iter().chain(optional).find(|url| !core.fetch().allows(url)) {
            Some(url) => Err(format!("{url} is no public HTTPS address")),
            None => Ok(()),
        }
    }
}

/// Reads a provider's description from its place.
pub(super) async fn read(core: &Core, provider: &Provider) -> Result<Document, String> {
    let url = place(provider.issuer().unwrap_or_default());
    let answer = core.fetch().get(&url, None).await.map_err(|error| format!("{url}: {error}"))?;
    if !answer.status.is_success() {
        return Err(format!("{url} answers {}", answer.status));
    }
    let document = Document::parse(provider, &answer.body)?;
    document.check_places(core)?;
    Ok(document)
}

/// Reads keys from their place.
pub(super) async fn read_keys(core: &Core, url: &str) -> Result<KeySet, String> {
    let answer = core.fetch().get(url, None).await.map_err(|error| format!("{url}: {error}"))?;
    if !answer.status.is_success() {
        return Err(format!("{url} answers {}", answer.status));
    }
    KeySet::parse(&answer.body)
}

fn unavailable(provider: &Provider, cause: &str) -> Refusal {
    tracing::warn!(provider = %provider.slug, %cause, "an identity provider cannot be used");
    Failure::Unavailable.into()
}

/// A provider's description: a remembered one while it is fresh.
pub(super) async fn document(core: &Core, provider: &Provider) -> Result<Arc<Document>, Refusal> {
    let now = core.clock().now();
    // The settings are part of the key: what they say goes into the description.
    let own = ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "logout_uri"];
    let own = own.map(|key| provider.metadata(key).unwrap_or_default());
    let key = format!("{} {}", provider.issuer().unwrap_or_default(), own.join(" "));
    if let Some((at, found)) = core.providers().documents.get(&key)
        && now < at.plus_seconds(FRESH)
    {
        return Ok(found);
    }
    let read = read(core, provider).await.map_err(|cause| unavailable(provider, &cause))?;
    let document = Arc::new(read);
    core.providers().documents.insert(key, (now, Arc::clone(&document)));
    Ok(document)
}

/// A provider's keys: remembered ones while they are fresh and hold the key that a token names.
pub(super) async fn keys(
    core: &Core,
    provider: &Provider,
    document: &Document,
    named: Option<&str>,
) -> Result<Arc<KeySet>, Refusal> {
    let now = core.clock().now();
    if let Some((at, found)) = core.providers().keys.get(&document.jwks_uri) {
        let holds = named.is_none_or(|name| found.holds(name));
        // A provider changes its keys at any time; a made-up name must not make us ask all the time.
        if now < at.plus_seconds(if holds { FRESH } else { AGAIN }) {
            return Ok(found);
        }
    }
    let read = read_keys(core, &document.jwks_uri).await.map_err(|cause| unavailable(provider, &cause))?;
    let keys = Arc::new(read);
    core.providers().keys.insert(document.jwks_uri.clone(), (now, Arc::clone(&keys)));
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn provider(metadata: Value) -> Provider {
        let config =
            json!({ "oidc_issuer": "https://id.example/realm", "client_id": "c", "metadata": metadata });
        Provider::of(&json!({ "slug": "a", "oidc_config": config })).unwrap_or_else(|| panic!("no provider"))
    }

    fn published(issuer: &str) -> Vec<u8> {
        let at = |path: &str| format!("https://id.example/{path}");
        json!({ "issuer": issuer, "authorization_endpoint": at("auth"), "token_endpoint": at("token"),
            "jwks_uri": at("keys") })
        .to_string()
        .into_bytes()
    }

    #[test]
    fn a_description_counts_for_the_issuer_that_was_asked_alone() {
        let plain = provider(json!({}));
        for issuer in ["https://id.example/realm", "https://id.example/realm/"] {
            assert!(Document::parse(&plain, &published(issuer)).is_ok(), "{issuer}");
        }
        for issuer in ["https://id.example", "https://id.example/other", "http://id.example/realm", ""] {
            assert!(Document::parse(&plain, &published(issuer)).is_err(), "{issuer}");
        }
        assert!(Document::parse(&plain, b"<html>").is_err());
    }

    #[test]
    fn what_the_configuration_says_goes_before_what_is_published() {
        let own = provider(json!({ "token_endpoint": "https://tokens.example" }));
        let found = Document::parse(&own, &published("https://id.example/realm"));
        assert_eq!(found.map(|found| found.token_endpoint).as_deref(), Ok("https://tokens.example"));
    }
}
