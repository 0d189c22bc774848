//! Sign-in with an identity provider (OpenID Connect, authorization code with PKCE): which providers a portal has, the
//! way there and back, and whose account an identity opens.

use portico_kit::{EntityId, PortalId, TenantId};

use crate::{Core, Refusal, portals};

mod admission;
mod arrival;
mod claims;
pub(crate) mod clients;
mod discovery;
mod failure;
mod flow;
mod id_token;
mod keys;
mod login;
mod look;
mod m_login;
mod provider;
mod redirect;
pub(crate) mod store;
mod tokens;

pub use arrival::{Arrived, Outcome, finish, link_when_signed_in, proves_address};
pub use discovery::Known;
pub use failure::Failure;
pub use flow::{Begun, begin};
pub use login::{LoginTicket, LoginWish, check_issuer, login};
pub use look::{Finding, Look, look, sign_out_address};
pub use m_login::{check_client, deregister, note_interest};
pub use provider::{EmailTrust, Provider, check_providers, offered, public, public_for_web};
pub use redirect::forwarded;
pub use tokens::{Exchange, exchange_code};

/// The clock of another server may differ from ours by this much, in seconds.
const LEEWAY: i64 = 30;

/// A portal with the named provider.
async fn provided(
    core: &Core,
    tenant: &TenantId,
    portal: &PortalId,
    slug: &str,
) -> Result<(portals::Portal, Provider), Refusal> {
    let (worker, id) = (core.clone(), portal.clone());
    let setup = core.db().read(tenant, move |tx| worker.setup(tx, &id)).await?;
    if !setup.lets_users_in() {
        return Err(Refusal::NotFound);
    }
    let provider = Provider::find(&setup.portal, slug).ok_or(Refusal::NotFound)?;
    provider.check_usable()?;
    Ok((setup.portal.clone(), provider))
}

/// Who an identity is, once its provider has vouched for it.
#[derive(Clone, Debug)]
pub(crate) struct Identity {
    /// The provider's slug.
    pub(crate) provider: String,
    /// Who issued it.
    pub(crate) issuer: String,
    /// Under which name the issuer knows the person, for ever.
    pub(crate) subject: String,
    /// Everything the provider says.
    pub(crate) claims: serde_json::Map<String, serde_json::Value>,
}

/// The providers under which a user is known, by slug.
pub fn providers_of(tx: &mut portico_db::Tx<'_>, user: &EntityId) -> Result<Vec<String>, Refusal> {
    Ok(store::providers_of(tx, user)?)
}
