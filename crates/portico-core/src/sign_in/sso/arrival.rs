//! The way back from a provider: the answer is held against the sign-in that it belongs to, and opens a session, or says
//! what is still missing.

use portico_db::Tx;
use portico_kit::{EmailAddress, EntityId, PortalId, Secret, SessionId, TenantId};
use serde_json::{Map, Value, json};

use super::admission::{self, Admitted, Wish};
use super::store::{self, Flow};
use super::tokens::{self, Code, failed};
use super::{Failure, Identity, Provider, discovery, flow, provided};
use crate::letters::{self, Contents, Kind, Recipient};
use crate::one_time::{self, New, Purpose, not_right};
use crate::portals::Portal;
use crate::registration::Settings;
use crate::sign_in::next::{self, Proved};
use crate::sign_in::{Challenge, LoggedIn, Step};
use crate::{Core, Refusal, budgets};

/// How long something that is missing may be made up for, in seconds.
const WAITS: i64 = 1800;

/// What a provider sent the browser back with.
#[derive(Clone, Debug, Default)]
pub struct Arrived {
    /// Which sign-in it belongs to.
    pub state: String,
    /// The code, when all went well.
    pub code: Option<String>,
    /// Who says so, when the provider tells.
    pub issuer: Option<String>,
    /// Whether the provider reports an error instead.
    pub is_error: bool,
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The user is in, and wanted to go there.
    In(Box<LoggedIn>, String),
    /// The portal asks for a second factor of its own, before the user goes there.
    Challenge(Challenge, String),
    /// The address has an account: it is connected when its owner signs in as usual.
    SignInOnce {
        /// The provider's name.
        provider: String,
        /// The address.
        email: String,
        /// Where the user wanted to go.
        next: String,
    },
    /// The address must be proved by the code of a mail.
    ProveAddress {
        /// The address.
        email: String,
    },
}

/// Finishes a sign-in with a provider. `browser` is what [`super::begin`] gave the browser to keep.
pub async fn finish(
    core: &Core,
    tenant: &TenantId,
    (portal, slug): (&PortalId, &str),
    host: &str,
    arrived: &Arrived,
    browser: &str,
) -> Result<Outcome, Refusal> {
    let flow = flow::take_up(core, tenant, (portal, slug), &arrived.state, browser).await?;
    if arrived.is_error {
        return Err(Failure::Cancelled.into());
    }
    let (portal, provider) = provided(core, tenant, portal, slug).await?;
    let document = discovery::document(core, &provider).await?;
    // An answer of another provider must not be exchanged at this one (RFC 9207).
    let is_its = match &arrived.issuer {
        Some(issuer) => *issuer == document.issuer,
        None => !document.names_issuer,
    };
    if !is_its {
        return Err(failed(&provider, Failure::Untrusted, "the answer is of another issuer"));
    }
    let code = arrived.code.as_deref().filter(|code| !code.is_empty()).ok_or(Failure::Untrusted)?;
    let redirect_uri = flow::back(core, &portal, host, slug);
    let client_id = provider.client_id().unwrap_or_default();
    let code = Code { code, verifier: &flow.verifier, redirect_uri: &redirect_uri, client_id };
    let set = tokens::redeem(core, &provider, &document, &code).await?;
    let identity = tokens::identity(core, &provider, &document, &set, &flow.nonce).await?;
    settle(core, tenant, portal, provider, identity, flow, false).await
}

/// Opens the account that an identity leads to, or keeps what is missing until it is made up for.
async fn settle(
    core: &Core,
    tenant: &TenantId,
    portal: Portal,
    provider: Provider,
    identity: Identity,
    flow: Flow,
    address_proved: bool,
) -> Result<Outcome, Refusal> {
    let worker = core.clone();
    let settled = core.db().write(tenant, move |tx| {
        let wish = Wish { address_proved, ..Wish::default() };
        Ok::<_, Refusal>(match admission::admit(tx, &worker, &portal, &provider, &identity, &wish)? {
            Admitted::User(user) => {
                let opened = enter(tx, &worker, &portal, &provider, &identity, &user)?;
                opened.map(|step| match step {
                    Step::In(opened) => Outcome::In(opened, flow.next.clone()),
                    Step::Challenge(challenge) => Outcome::Challenge(challenge, flow.next.clone()),
                })
            }
            Admitted::SignInOnce(user, email) => {
                keep(tx, &worker, &flow, &identity, Some(&user))?;
                let (provider, next) = (provider.name.clone(), flow.next.clone());
                Some(Outcome::SignInOnce { provider, email: email.to_string(), next })
            }
            Admitted::ProveAddress(email) => {
                keep(tx, &worker, &flow, &identity, None)?;
                mail_code(tx, &worker, &portal, &flow, &identity, &email)?;
                Some(Outcome::ProveAddress { email: email.to_string() })
            }
        })
    });
    settled.await?.ok_or_else(|| Failure::Off.into())
}

/// What a provider's word proves.
pub(super) fn proved(provider: &Provider, claims: &Map<String, Value>) -> Proved {
    if provider.vouches(claims) { Proved::ElsewhereTwice } else { Proved::Elsewhere }
}

/// Opens a session, or asks for a second factor; nothing when the user may not sign in, which the provider may just have said.
fn enter(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &Portal,
    provider: &Provider,
    identity: &Identity,
    user: &EntityId,
) -> Result<Option<Step>, Refusal> {
    if !admission::follow_claims(tx, core, provider, identity, user)? {
        return Ok(None);
    }
    next::follow(tx, core, &portal.id, user, proved(provider, &identity.claims)).map(Some)
}

fn keep(
    tx: &mut Tx<'_>,
    core: &Core,
    flow: &Flow,
    identity: &Identity,
    user: Option<&EntityId>,
) -> Result<(), Refusal> {
    let pending = json!({
        "issuer": identity.issuer, "subject": identity.subject, "claims": identity.claims,
        "user": user.map(EntityId::as_str),
    });
    Ok(store::wait(tx, &flow.id, &pending, core.clock().now().plus_seconds(WAITS))?)
}

/// The identity that a sign-in waits with.
fn kept(flow: &Flow) -> Option<(Identity, Option<EntityId>)> {
    let pending = flow.pending.as_ref()?;
    let text = |key: &str| pending.get(key).and_then(Value::as_str).map(str::to_owned);
    let claims: Map<String, Value> = pending.get("claims")?.as_object()?.clone();
    let (provider, issuer, subject) = (flow.provider.clone(), text("issuer")?, text("subject")?);
    Some((Identity { provider, issuer, subject, claims }, text("user").map(EntityId::from)))
}

fn mail_code(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &Portal,
    flow: &Flow,
    identity: &Identity,
    email: &EmailAddress,
) -> Result<(), Refusal> {
    let budget = format!("{}|{email}", portal.id);
    if !budgets::take_in(tx, core, budgets::MAILS_TO_ADDRESS, &budget)? {
        return Ok(());
    }
    let new = New {
        purpose: Purpose::VouchedAddress,
        portal: &portal.id,
        subject: &flow.id,
        email: email.as_str(),
        payload: Value::Null,
        lasts: one_time::LASTS,
    };
    let issued = one_time::issue(tx, &new, core.clock().now(), core.random())?;
    let name = identity.claims.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let to = Recipient { address: email.clone(), name, locale: Settings::of(portal).locale, user: None };
    let link = Some(portal.link(core, "/sign-in/proof", &[]));
    let contents = Contents { code: Some(issued.code), link, ..Contents::default() };
    letters::send(tx, core, portal, Kind::AdvancedAuth, &to, &contents)
}

/// Finishes a sign-in that waits for the code of a mail, in the browser that it began in; answers the provider too.
pub async fn proves_address(
    core: &Core,
    tenant: &TenantId,
    portal: &PortalId,
    browser: &str,
    code: &Secret,
) -> Result<(String, Outcome), Refusal> {
    let (worker, id, own, code) = (core.clone(), portal.clone(), browser.to_owned(), code.clone());
    let proved = core.db().write(tenant, move |tx| {
        let now = worker.clock().now();
        let flow = flow::waiting(tx, &id, &own, now)?.ok_or(Failure::State)?;
        // A wrong code stays counted although the answer is a refusal.
        let proof = one_time::redeem_code(tx, Purpose::VouchedAddress, &id, &flow.id, &code, now)?;
        match proof {
            Some(_) if store::end_waiting(tx, &flow.id)? => Ok::<_, Refusal>(Some(flow)),
            _ => Ok(None),
        }
    });
    let flow = proved.await?.ok_or_else(not_right)?;
    let (identity, _) = kept(&flow).ok_or(Failure::State)?;
    let (portal, provider) = provided(core, tenant, portal, &flow.provider).await?;
    let slug = provider.slug.clone();
    Ok((slug, settle(core, tenant, portal, provider, identity, flow, true).await?))
}

/// Connects the identity that a browser's sign-in waits with to the user who has just signed in there, when it is the
/// one that it waits for; answers the provider's name.
pub async fn link_when_signed_in(
    core: &Core,
    tenant: &TenantId,
    portal: &PortalId,
    browser: &str,
    session: &SessionId,
) -> Result<Option<String>, Refusal> {
    let (worker, id) = (core.clone(), portal.clone());
    let (own, session) = (browser.to_owned(), session.clone());
    core.db()
        .write(tenant, move |tx| {
            let now = worker.clock().now();
            let Some(flow) = flow::waiting(tx, &id, &own, now)? else { return Ok(None) };
            let Some((identity, Some(user))) = kept(&flow) else { return Ok(None) };
            let entered = crate::sign_in::store::session(tx, &session)?;
            let is_the_one = entered.is_some_and(|session| {
                !session.revoked && session.user == user.as_str() && session.portal.as_ref() == Some(&id)
            });
            if !is_the_one || !store::end_waiting(tx, &flow.id)? {
                return Ok(None);
            }
            let setup = worker.setup(tx, &id)?;
            admission::connect(tx, &worker, &setup.portal, &identity, &user)?;
            let provider = Provider::find(&setup.portal, &flow.provider);
            Ok(provider.map(|provider| provider.name))
        })
        .await
}
