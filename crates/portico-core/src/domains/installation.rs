//! The installation's own host: what stands under it belongs to the installation, and every portal has a host there.

use portico_db::{DbError, Tx};
use portico_kit::{PortalId, TenantId};

use super::{rules, store};
use crate::portals::is_uuid;
use crate::{Core, Refusal, portals};

/// The name of the fact.
const BASE: &str = "base_host";
/// Where the built-in hosts stand when the installation has no name of its own.
const LOCAL: &str = "localhost";

/// The host of an address, without scheme, port and path.
pub fn base_host(base_url: &str) -> &str {
    let authority = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    let authority = authority.split('/').next().unwrap_or_default();
    match authority.strip_prefix('[') {
        Some(six) => six.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    }
}

/// Remembers the host of the installation, for those who know no more than a transaction.
pub(crate) fn note_base(tx: &mut Tx<'_>, base_url: &str) -> Result<(), DbError> {
    let host = rules::host_name(base_host(base_url));
    match store::fact(tx, BASE)? {
        Some(known) if known == host => Ok(()),
        _ => store::put_fact(tx, BASE, &host),
    }
}

/// The remembered host of the installation.
pub(super) fn base(tx: &mut Tx<'_>) -> Result<String, DbError> {
    Ok(tx.as_tenant(&TenantId::system(), |tx| store::fact(tx, BASE))?.unwrap_or_default())
}

/// Under which name the built-in hosts stand; none when only an address is known that is not this machine's.
fn stem(base: &str) -> Option<&str> {
    match rules::is_domain_name(base) {
        true => Some(base),
        false => rules::is_nobodys(base).then_some(LOCAL),
    }
}

/// The host that every portal has from the start.
pub fn built_in(base_url: &str, portal: &PortalId) -> Option<String> {
    stem(base_host(base_url)).map(|stem| format!("{portal}.{stem}"))
}

/// The portal whose built-in host this would be.
pub(crate) fn portal_of_built_in(tx: &mut Tx<'_>, host: &str) -> Result<Option<String>, DbError> {
    let Some((id, rest)) = host.split_once('.').filter(|(id, _)| is_uuid(id)) else { return Ok(None) };
    let base = base(tx)?;
    Ok((stem(&base) == Some(rest)).then(|| id.to_owned()))
}

/// Whether a server in front of us may ask for a certificate for a host: only for one that shows something.
pub async fn may_have_certificate(core: &Core, host: &str) -> Result<bool, Refusal> {
    let host = rules::host_name(host);
    if host == rules::host_name(base_host(&core.options().base_url)) {
        return Ok(true);
    }
    // A portal's id locates it too, but is no host.
    if !rules::is_domain_name(&host) {
        return Ok(false);
    }
    Ok(core.db().read(&TenantId::system(), move |tx| portals::locate(tx, &host)).await?.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_its_host() {
        let hosts = [
            ("https://portico.example", "portico.example"),
            ("http://127.0.0.1:8080", "127.0.0.1"),
            ("http://[::1]:8080/x", "::1"),
        ];
        for (url, host) in hosts {
            assert_eq!(base_host(url), host);
        }
    }

    #[test]
    fn a_portal_has_a_host_under_the_installations_or_on_this_machine() {
        let portal = PortalId::from("7");
        let host = |url| built_in(url, &portal);
        assert_eq!(host("https://portale.stadt.de").as_deref(), Some("7.portale.stadt.de"));
        assert_eq!(host("http://127.0.0.1:8080").as_deref(), Some("7.localhost"));
        assert_eq!(host("http://10.0.0.7:8080"), None);
    }
}
