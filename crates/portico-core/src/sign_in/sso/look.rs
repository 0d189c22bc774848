//! A look at a provider before anybody signs in with it: what it publishes, and what would go wrong.

use super::{Provider, discovery};
use crate::Core;

/// One thing that was looked at.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Finding {
    /// Issuer and client id are set.
    Settings,
    /// The description can be read and is of this issuer.
    Description,
    /// There are keys that we can use.
    Keys,
    /// It knows PKCE.
    Pkce,
    /// It names itself in its answers.
    Issuer,
    /// A person can be signed out there too.
    SignOut,
}

/// How something looks.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Look {
    /// As it should; with what was found.
    Good(String),
    /// It works, but less well than it could.
    Weak,
    /// It does not work, for this cause.
    Bad(String),
}

/// Looks at a provider: reads its description and its keys now, whatever is remembered.
pub async fn look(core: &Core, provider: &Provider) -> Vec<(Finding, Look)> {
    let mut found = Vec::new();
    if provider.check_usable().is_err() {
        found.push((Finding::Settings, Look::Bad(String::new())));
        return found;
    }
    found.push((Finding::Settings, Look::Good(provider.client_id().unwrap_or_default().to_owned())));
    let document = match discovery::read(core, provider).await {
        Ok(document) => document,
        Err(cause) => {
            found.push((Finding::Description, Look::Bad(cause)));
            return found;
        }
    };
    found.push((Finding::Description, Look::Good(discovery::place(&document.issuer))));
    found.push((
        Finding::Keys,
        match discovery::read_keys(core, &document.jwks_uri).await {
            Ok(keys) if keys.useful() > 0 => Look::Good(keys.useful().to_string()),
            Ok(_) => Look::Bad("no key for RS256 or ES256".to_owned()),
            Err(cause) => Look::Bad(cause),
        },
    ));
    let or_weak = |is_so: bool, what: &str| if is_so { Look::Good(what.to_owned()) } else { Look::Weak };
    found.push((Finding::Pkce, or_weak(document.says_pkce, "S256")));
    found.push((Finding::Issuer, or_weak(document.names_issuer, &document.issuer)));
    let end = document.end_session_endpoint.as_deref();
    found.push((Finding::SignOut, or_weak(end.is_some(), end.unwrap_or_default())));
    found
}

/// Where a person is signed out at a provider, when it offers that: the browser goes there, and comes back.
pub async fn sign_out_address(
    core: &Core,
    tenant: &portico_kit::TenantId,
    portal: &portico_kit::PortalId,
    slug: &str,
) -> Option<(String, String)> {
    let (portal, provider) = super::provided(core, tenant, portal, slug).await.ok()?;
    let document = discovery::document(core, &provider).await.ok()?;
    let end = document.end_session_endpoint.clone()?;
    let back = provider.metadata("logout_redirect_uri").map(str::to_owned);
    let back = back.unwrap_or_else(|| portal.link(core, "/sign-in", &[("left", "1")]));
    let query =
        [("client_id", provider.client_id().unwrap_or_default()), ("post_logout_redirect_uri", &back)];
    let mark = if end.contains('?') { '&' } else { '?' };
    let query = serde_urlencoded::to_string(query).unwrap_or_default();
    Some((provider.name, format!("{end}{mark}{query}")))
}
