//! A sign-in by an identity token that a front end of its own got: the token is checked, and a ticket for our tokens
//! comes back.

use portico_kit::{EntityId, PortalId, Secret, TenantId};
use serde_json::json;

use super::admission::{self, Admitted, Wish};
use super::tokens::{self, Asked};
use super::{Failure, Provider, discovery, id_token, offered, provided};
use crate::one_time::{self, New, Purpose};
use crate::{Core, Refusal, budgets, portals, sign_in};

/// How old an identity token may be, in seconds.
const OLDEST: i64 = 3600;
/// How long a ticket waits to be exchanged, in seconds.
const WAITS: i64 = 300;

/// What a front end wishes.
#[derive(Clone, Debug, Default)]
pub struct LoginWish {
    /// The provider; without it, the one that issued the token.
    pub slug: Option<String>,
    /// Whether nobody new is taken in.
    pub login_only: bool,
    /// The contact that it is about, where several have the address.
    pub contact: Option<EntityId>,
}

/// A ticket for our tokens.
#[derive(Clone, Debug)]
pub struct LoginTicket {
    /// To be exchanged once.
    pub token: Secret,
    /// The address of the user.
    pub email: String,
}

/// Signs somebody in by a provider's identity token.
pub async fn login(
    core: &Core,
    tenant: &TenantId,
    portal: &PortalId,
    token: &Secret,
    wish: &LoginWish,
    network: &str,
) -> Result<LoginTicket, Refusal> {
    budgets::take(core, tenant, budgets::PROVIDERS, &budgets::network_prefix(network)).await?;
    let slug = issued_by(core, tenant, portal, token, wish.slug.as_deref()).await?;
    let (portal, provider) = provided(core, tenant, portal, &slug).await?;
    let document = discovery::document(core, &provider).await?;
    let asked = Asked { nonce: None, oldest: Some(OLDEST) };
    let claims = tokens::verified(core, &provider, &document, token.expose(), &asked).await?;
    let identity = tokens::identity_of(&provider, &document, claims);
    let wish = Wish { login_only: wish.login_only, contact: wish.contact.clone(), ..Wish::default() };
    let worker = core.clone();
    let entered = core.db().write(tenant, move |tx| {
        let user = match admission::admit(tx, &worker, &portal, &provider, &identity, &wish)? {
            Admitted::User(user) => user,
            Admitted::SignInOnce(..) => return Err(Failure::NeedsPassword.into()),
            Admitted::ProveAddress(_) if wish.login_only => return Err(Failure::NotFound.into()),
            Admitted::ProveAddress(_) => return Err(Failure::EmailNotProved.into()),
        };
        if !admission::follow_claims(tx, &worker, &provider, &identity, &user)? {
            return Ok(None);
        }
        let person = sign_in::store::person(tx, &user)?.ok_or(Failure::Off)?;
        let new = New {
            purpose: Purpose::Exchange,
            portal: &portal.id,
            subject: user.as_str(),
            email: &person.email,
            payload: json!({ "provider": provider.slug, "twice": provider.vouches(&identity.claims) }),
            lasts: WAITS,
        };
        let issued = one_time::issue(tx, &new, worker.clock().now(), worker.random())?;
        Ok::<_, Refusal>(Some(LoginTicket { token: issued.link, email: person.email.clone() }))
    });
    entered.await?.ok_or_else(|| Failure::Off.into())
}

/// Refuses a token that claims an issuer which is none of the portal's.
pub async fn check_issuer(
    core: &Core,
    tenant: &TenantId,
    portal: &PortalId,
    token: &Secret,
) -> Result<(), Refusal> {
    issued_by(core, tenant, portal, token, None).await.map(drop)
}

/// The provider that a token is of: the named one, else the only one with the issuer that the token claims. The claim
/// only chooses among what is configured; the token is then held against that provider's own keys.
async fn issued_by(
    core: &Core,
    tenant: &TenantId,
    portal: &PortalId,
    token: &Secret,
    named: Option<&str>,
) -> Result<String, Refusal> {
    if let Some(slug) = named {
        return Ok(slug.to_owned());
    }
    let id = portal.clone();
    let portal = core.db().read(tenant, move |tx| portals::find(tx, &id)).await?.ok_or(Refusal::NotFound)?;
    let claimed = id_token::claimed_issuer(token.expose()).ok_or(Failure::Untrusted)?;
    let is_its = |provider: &Provider| {
        provider.issuer().is_some_and(|issuer| issuer.trim_end_matches('/') == claimed.trim_end_matches('/'))
    };
    let mut fitting = offered(&portal).into_iter().filter(is_its);
    match (fitting.next(), fitting.next()) {
        (Some(provider), None) => Ok(provider.slug),
        (None, _) => Err(Failure::Untrusted.into()),
        _ => Err(Refusal::invalid("provider_slug", "Several providers have this issuer. Name one.")),
    }
}
