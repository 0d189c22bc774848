//! The way a letter takes: through the organisation's own server, else through the installation's, else none.

use std::net::SocketAddr;

use portico_db::Tx;
use portico_fetch::any_addresses;
use portico_kit::{Locale, PortalId};
use portico_mail::{Sender, Server};

use super::settings::{self, OwnServer, PortalSender};
use crate::{Core, Refusal, letters, portals, tenants};

/// A way, and who stands on the envelope.
#[derive(Clone, Debug)]
pub(super) struct Route {
    pub(super) server: Server,
    pub(super) sender: Sender,
    /// Whether somebody of the organisation names the server: then it must be out in the world.
    pub(super) is_own: bool,
}

/// Whether there is a way.
pub(super) fn exists(tx: &mut Tx<'_>, core: &Core) -> Result<bool, Refusal> {
    Ok(core.options().mail.is_some() || settings::has_own(tx)?)
}

/// The way of a portal's letters, if there is one.
pub(super) fn find(tx: &mut Tx<'_>, core: &Core, portal: &PortalId) -> Result<Option<Route>, Refusal> {
    let stored = settings::stored(tx, core)?;
    let sender = stored.senders.iter().find(|(id, _)| id == portal).map(|(_, sender)| sender.clone());
    through(tx, core, portal, stored.own.as_ref(), &sender.unwrap_or_default())
}

/// The way through a server that need not be stored.
pub(super) fn through(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &PortalId,
    own: Option<&OwnServer>,
    sender: &PortalSender,
) -> Result<Option<Route>, Refusal> {
    let (server, from, is_own) = match (own, &core.options().mail) {
        (Some(own), _) => (&own.server, sender.from.as_ref().unwrap_or(&own.from), true),
        (None, Some(installed)) => (&installed.server, &installed.from, false),
        (None, None) => return Ok(None),
    };
    let name = match sender.name.as_str() {
        "" => brand(tx, core, portal)?,
        name => name.to_owned(),
    };
    let sender = Sender { name, address: from.clone(), reply_to: sender.reply_to.clone() };
    Ok(Some(Route { server: server.clone(), sender, is_own }))
}

/// The name at the top of a portal's letters.
fn brand(tx: &mut Tx<'_>, core: &Core, portal: &PortalId) -> Result<String, Refusal> {
    let organisation = tenants::find(tx, &tx.tenant().clone())?.ok_or(Refusal::NotFound)?;
    match portals::find(tx, portal)? {
        Some(portal) => Ok(letters::look_of(tx, core, &portal, &organisation, Locale::default())?.brand),
        None => Ok(organisation.name),
    }
}

impl Route {
    /// The addresses of the server, or why it has none.
    pub(super) async fn addresses(&self, core: &Core) -> Result<Vec<SocketAddr>, String> {
        let (host, port) = (self.server.host.as_str(), self.server.port);
        let found = match self.is_own {
            true => core.fetch().addresses(host, port).await,
            false => any_addresses(host, port).await,
        };
        found.map_err(|error| error.to_string())
    }
}

/// The name under which this program greets a server: the host of its address.
pub(super) fn hello(core: &Core) -> &str {
    let url = core.options().base_url.as_str();
    let host = url.split_once("://").map_or(url, |(_, rest)| rest).split('/').next().unwrap_or_default();
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}
