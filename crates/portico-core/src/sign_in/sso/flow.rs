//! The way to a provider: a sign-in begins in one browser, for one provider, and is remembered until it comes back.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use portico_kit::{PortalId, Secret, TenantId};
use subtle::ConstantTimeEq;

use super::store::{self, Flow};
use super::{Failure, discovery, provided};
use crate::portals::{self, Portal};
use crate::sign_in::hash;
use crate::{Core, Refusal, budgets};

/// How long somebody may take at the provider, in seconds.
pub(super) const LASTS: i64 = 900;

/// A sign-in that was begun.
#[derive(Clone, Debug)]
pub struct Begun {
    /// Where the browser goes: to the provider.
    pub to: String,
    /// What the browser keeps until it comes back, as a cookie.
    pub browser: Secret,
}

/// Begins a sign-in with a provider. `host` is the portal's host that the browser uses; `next` is where it wanted to go.
pub async fn begin(
    core: &Core,
    tenant: &TenantId,
    portal: &PortalId,
    slug: &str,
    (host, next): (&str, &str),
    network: &str,
) -> Result<Begun, Refusal> {
    budgets::take(core, tenant, budgets::PROVIDERS, &budgets::network_prefix(network)).await?;
    let (portal, provider) = provided(core, tenant, portal, slug).await?;
    let document = discovery::document(core, &provider).await?;
    let (now, random) = (core.clock().now(), core.random());
    let (id, state, browser) = (random.uuid_v7(now), random.token(), random.token());
    let flow = Flow {
        id: id.clone(),
        portal: portal.id.clone(),
        provider: provider.slug.clone(),
        state_hash: hash(&state),
        browser_hash: hash(&browser),
        nonce: random.token(),
        verifier: random.token(),
        next: next.to_owned(),
        expires_at: now.plus_seconds(LASTS),
        pending: None,
    };
    let (state, scope) = (format!("{id}.{state}"), provider.scope());
    let (challenge, back) = (challenge(&flow.verifier), back(core, &portal, host, slug));
    let mut asked = vec![
        ("response_type", "code"),
        ("client_id", provider.client_id().unwrap_or_default()),
        ("redirect_uri", back.as_str()),
        ("scope", scope.as_str()),
        ("state", state.as_str()),
        ("nonce", flow.nonce.as_str()),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
    ];
    asked.extend(provider.prompt().map(|prompt| ("prompt", prompt)));
    asked.extend(provider.answers_by_form().then_some(("response_mode", "form_post")));
    let to = with_query(&document.authorization_endpoint, &asked);
    core.db().write(tenant, move |tx| Ok::<_, Refusal>(store::insert_flow(tx, &flow, now)?)).await?;
    Ok(Begun { to, browser: Secret::new(format!("{id}.{browser}")) })
}

/// The challenge of a verifier (RFC 7636, S256).
fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(ring::digest::digest(&ring::digest::SHA256, verifier.as_bytes()))
}

/// Where a provider sends the browser back to: an address of the portal that no other provider has.
pub(super) fn back(core: &Core, portal: &Portal, host: &str, slug: &str) -> String {
    let base = &core.options().base_url;
    let built_in = crate::domains::built_in(base, &portal.id);
    let known = portal.hosts().into_iter().chain(built_in).find(|own| own == host);
    let origin = known.map_or_else(|| portal.url(base), |own| portals::address(base, &own));
    format!("{origin}/sso/{slug}")
}

fn with_query(address: &str, query: &[(&str, &str)]) -> String {
    let mark = if address.contains('?') { '&' } else { '?' };
    format!("{address}{mark}{}", serde_urlencoded::to_string(query).unwrap_or_default())
}

/// An id and a secret that came back, joined by a dot.
fn parts(text: &str) -> Option<(&str, &str)> {
    text.split_once('.').filter(|(id, secret)| id.len() == 36 && secret.len() <= 64)
}

fn same(hashed: &str, secret: &str) -> bool {
    hashed.as_bytes().ct_eq(hash(secret).as_bytes()).into()
}

/// Takes up the sign-in that an answer belongs to, once; only in the browser that it began in, for its own provider.
pub(super) async fn take_up(
    core: &Core,
    tenant: &TenantId,
    (portal, slug): (&PortalId, &str),
    state: &str,
    browser: &str,
) -> Result<Flow, Refusal> {
    let lost = || Refusal::from(Failure::State);
    let (id, secret) = parts(state).ok_or_else(lost)?;
    let (began, own) = parts(browser).ok_or_else(lost)?;
    if began != id {
        return Err(lost());
    }
    let (id, secret, own) = (id.to_owned(), secret.to_owned(), own.to_owned());
    let (portal, slug, now) = (portal.clone(), slug.to_owned(), core.clock().now());
    core.db()
        .write(tenant, move |tx| {
            let lost = || Refusal::from(Failure::State);
            let flow = store::flow(tx, &id)?.ok_or_else(lost)?;
            let its_own = flow.portal == portal && flow.provider == slug;
            if !its_own || !same(&flow.state_hash, &secret) || !same(&flow.browser_hash, &own) {
                return Err(lost());
            }
            if store::use_flow(tx, &id, now)? { Ok(flow) } else { Err(lost()) }
        })
        .await
}

/// What a browser's sign-in still waits for, when it waits.
pub(super) fn waiting(
    tx: &mut portico_db::Tx<'_>,
    portal: &PortalId,
    browser: &str,
    now: portico_kit::Instant,
) -> Result<Option<Flow>, Refusal> {
    let Some((id, own)) = parts(browser) else { return Ok(None) };
    let found = store::flow(tx, id)?;
    Ok(found.filter(|flow| {
        flow.pending.is_some()
            && flow.portal == *portal
            && same(&flow.browser_hash, own)
            && now < flow.expires_at
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_the_one_of_the_specification() {
        // RFC 7636, appendix B.
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(challenge(verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn parameters_are_added_to_an_address_that_may_have_some() {
        assert_eq!(with_query("https://a/x", &[("k", "ä b")]), "https://a/x?k=%C3%A4+b");
        assert_eq!(with_query("https://a/x?p=1", &[("k", "v")]), "https://a/x?p=1&k=v");
    }
}
