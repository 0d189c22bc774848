//! A code for tokens, and what the provider then tells about the person.

use portico_fetch::basic;
use portico_kit::{Instant, PortalId, TenantId};
use serde_json::{Map, Value, json};

use super::discovery::Document;
use super::id_token::{self, Expected};
use super::{Failure, Identity, Provider, claims, discovery, provided};
use crate::{Core, Refusal, budgets, portals};

/// A code to be exchanged at a provider's token endpoint.
pub(super) struct Code<'a> {
    pub(super) code: &'a str,
    pub(super) verifier: &'a str,
    pub(super) redirect_uri: &'a str,
    pub(super) client_id: &'a str,
}

/// Exchanges a code for the provider's tokens, with our secret if there is one.
pub(super) async fn redeem(
    core: &Core,
    provider: &Provider,
    document: &Document,
    code: &Code<'_>,
) -> Result<Map<String, Value>, Refusal> {
    let secret = provider.secret_of(code.client_id);
    let mut fields = vec![
        ("grant_type", "authorization_code"),
        ("code", code.code),
        ("redirect_uri", code.redirect_uri),
        ("code_verifier", code.verifier),
    ];
    let header =
        secret.as_ref().filter(|_| document.takes_header).map(|secret| basic(code.client_id, secret));
    if header.is_none() {
        fields.push(("client_id", code.client_id));
        fields.extend(secret.as_ref().map(|secret| ("client_secret", secret.expose())));
    }
    let answer = core.fetch().post_form(&document.token_endpoint, header.as_deref(), &fields).await;
    let answer = answer.map_err(|error| failed(provider, Failure::Unavailable, &error.to_string()))?;
    let said: Option<Map<String, Value>> = serde_json::from_slice(&answer.body).ok();
    match said {
        Some(tokens) if answer.status.is_success() => Ok(tokens),
        said => {
            let error = said.as_ref().and_then(|all| all.get("error")).and_then(Value::as_str);
            let cause = format!("the token endpoint answers {} {}", answer.status, error.unwrap_or_default());
            // A server that fails is unavailable; one that refuses the code does not vouch for it.
            let failure =
                if answer.status.is_server_error() { Failure::Unavailable } else { Failure::Untrusted };
            Err(failed(provider, failure, &cause))
        }
    }
}

/// A failure, told to whoever runs this; never with what the provider sent about a person.
pub(super) fn failed(provider: &Provider, failure: Failure, cause: &str) -> Refusal {
    tracing::warn!(provider = %provider.slug, %cause, "a sign-in with an identity provider failed");
    failure.into()
}

/// What is expected of an identity token, besides its provider.
pub(super) struct Asked<'a> {
    pub(super) nonce: Option<&'a str>,
    pub(super) oldest: Option<i64>,
}

/// The claims of an identity token, when everything about it is right.
pub(super) async fn verified(
    core: &Core,
    provider: &Provider,
    document: &Document,
    token: &str,
    asked: &Asked<'_>,
) -> Result<Map<String, Value>, Refusal> {
    let untrusted = |cause: &str| failed(provider, Failure::Untrusted, cause);
    let head = id_token::head(token).map_err(untrusted)?;
    let keys = discovery::keys(core, provider, document, head.key.as_deref()).await?;
    let clients: Vec<&str> =
        [provider.client_id(), provider.mobile_client_id()].into_iter().flatten().collect();
    // A sign-in of the web is for the web's client alone.
    let clients = if asked.nonce.is_some() { clients.get(..1).unwrap_or_default() } else { &clients };
    let now: Instant = core.clock().now();
    let expected =
        Expected { issuer: &document.issuer, clients, nonce: asked.nonce, oldest: asked.oldest, now };
    id_token::check(token, &head, &keys, &expected).map_err(untrusted)
}

/// Who came back with these tokens.
pub(super) async fn identity(
    core: &Core,
    provider: &Provider,
    document: &Document,
    tokens: &Map<String, Value>,
    nonce: &str,
) -> Result<Identity, Refusal> {
    let text = |key: &str| tokens.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    let missing = || failed(provider, Failure::Untrusted, "the provider sent no identity token");
    let asked = Asked { nonce: Some(nonce), oldest: None };
    let mut found = verified(core, provider, document, text("id_token").ok_or_else(missing)?, &asked).await?;
    if let Some(access_token) = text("access_token") {
        if !id_token::fits_access_token(&found, access_token) {
            return Err(failed(provider, Failure::Untrusted, "the access token is another one"));
        }
        if claims::email(provider, &found).is_none() {
            complete(core, provider, document, access_token, &mut found).await?;
        }
    }
    Ok(identity_of(provider, document, found))
}

/// The identity that checked claims are about.
pub(super) fn identity_of(provider: &Provider, document: &Document, claims: Map<String, Value>) -> Identity {
    let subject = claims.get("sub").and_then(Value::as_str).unwrap_or_default().to_owned();
    Identity { provider: provider.slug.clone(), issuer: document.issuer.clone(), subject, claims }
}

/// Adds what the provider tells only when asked again; about the same person, or not at all.
async fn complete(
    core: &Core,
    provider: &Provider,
    document: &Document,
    access_token: &str,
    found: &mut Map<String, Value>,
) -> Result<(), Refusal> {
    let Some(url) = &document.userinfo_endpoint else { return Ok(()) };
    let bearer = format!("Bearer {access_token}");
    let answer = core.fetch().get(url, Some(&bearer)).await;
    let answer = answer.map_err(|error| failed(provider, Failure::Unavailable, &error.to_string()))?;
    let said: Map<String, Value> = serde_json::from_slice(&answer.body).unwrap_or_default();
    if !answer.status.is_success() || said.is_empty() {
        return Err(failed(provider, Failure::Unavailable, "the provider does not tell about the person"));
    }
    if said.get("sub") != found.get("sub") {
        return Err(failed(provider, Failure::Untrusted, "the provider tells about another person"));
    }
    for (claim, value) in said {
        found.entry(claim).or_insert(value);
    }
    Ok(())
}

/// A code that another front end got, to be exchanged with our secret.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The provider; without it, the one with this client id.
    pub slug: Option<String>,
    /// As what the provider knows the front end.
    pub client_id: String,
    /// The code.
    pub code: String,
    /// What the sign-in was begun with.
    pub verifier: String,
    /// The address the provider sent the browser back to.
    pub redirect_uri: Option<String>,
}

/// Exchanges a code for the provider's tokens, for a front end that must not know our secret.
pub async fn exchange_code(
    core: &Core,
    tenant: &TenantId,
    portal: &PortalId,
    sent: &Exchange,
    network: &str,
) -> Result<Value, Refusal> {
    budgets::take(core, tenant, budgets::PROVIDERS, &budgets::network_prefix(network)).await?;
    let slug = match &sent.slug {
        Some(slug) => slug.clone(),
        None => slug_of_client(core, tenant, portal, &sent.client_id).await?,
    };
    let (portal, provider) = provided(core, tenant, portal, &slug).await?;
    let ours = [provider.client_id(), provider.mobile_client_id()];
    if !ours.contains(&Some(sent.client_id.as_str())) {
        return Err(Refusal::invalid("client_id", "This is not the client id of the provider."));
    }
    let document = discovery::document(core, &provider).await?;
    let fallback = || provider.redirect_uri().map_or_else(|| portal.link(core, "/sso", &[]), str::to_owned);
    let redirect_uri = sent.redirect_uri.clone().unwrap_or_else(fallback);
    let (code, verifier) = (sent.code.as_str(), sent.verifier.as_str());
    let code = Code { code, verifier, redirect_uri: &redirect_uri, client_id: &sent.client_id };
    let tokens = redeem(core, &provider, &document, &code).await.map_err(|refusal| match refusal {
        // The code is refused, not a credential of ours.
        Refusal::Unauthenticated { message, reason: Some(reason) } => Refusal::Rejected { message, reason },
        other => other,
    })?;
    Ok(passed_on(&tokens))
}

/// The part of a token answer that is published: always with a refresh token, which is empty where there is none.
fn passed_on(tokens: &Map<String, Value>) -> Value {
    let mut passed =
        json!({ "access_token": "", "token_type": "Bearer", "expires_in": 0, "refresh_token": "" });
    for key in ["access_token", "token_type", "refresh_token", "id_token", "scope"] {
        if let Some(value) = tokens.get(key).filter(|value| value.is_string()) {
            passed[key] = value.clone();
        }
    }
    if let Some(seconds) = tokens.get("expires_in").filter(|seconds| seconds.is_number()) {
        passed["expires_in"] = seconds.clone();
    }
    passed
}

async fn slug_of_client(
    core: &Core,
    tenant: &TenantId,
    portal: &PortalId,
    client_id: &str,
) -> Result<String, Refusal> {
    let id = portal.clone();
    let portal = core.db().read(tenant, move |tx| portals::find(tx, &id)).await?.ok_or(Refusal::NotFound)?;
    let mut fitting = super::offered(&portal)
        .into_iter()
        .filter(|provider| [provider.client_id(), provider.mobile_client_id()].contains(&Some(client_id)));
    match (fitting.next(), fitting.next()) {
        (Some(provider), None) => Ok(provider.slug),
        (None, _) => Err(Refusal::invalid("client_id", "No provider of this portal has this client id.")),
        _ => Err(Refusal::invalid("provider_slug", "Several providers have this client id. Name one.")),
    }
}
