//! Where a passkey is made and used: a host of its portal, and the origin that browsers say for its pages.

use crate::Core;
use crate::domains;
use crate::portals::{self, Portal};

/// A host of a portal as passkeys are bound to it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Place {
    /// The host, which is what the passkey is for.
    pub(super) host: String,
    /// What a browser says of a page there.
    pub(super) origin: String,
}

impl Place {
    /// The place of a host, when the portal has it.
    pub(super) fn at(core: &Core, portal: &Portal, host: &str) -> Option<Self> {
        let host = domains::host_name(host);
        let built_in = domains::built_in(&core.options().base_url, &portal.id);
        let mut own = portal.hosts().into_iter().chain(built_in);
        let owns = own.any(|own| without_port(&own) == without_port(&host));
        owns.then(|| Self::named(core, without_port(&host)))
    }

    /// The portal's own domain, else the platform's.
    pub(super) fn main(core: &Core, portal: &Portal) -> Option<Self> {
        let url = portal.url(&core.options().base_url);
        let (_, host) = url.split_once("://")?;
        Self::at(core, portal, host)
    }

    fn named(core: &Core, host: &str) -> Self {
        let origin = without_default_port(&portals::address(&core.options().base_url, host));
        Self { host: host.to_owned(), origin }
    }
}

fn without_port(host: &str) -> &str {
    host.rsplit_once(':').filter(|(_, port)| port.parse::<u16>().is_ok()).map_or(host, |(name, _)| name)
}

/// Browsers leave the port out that belongs to the scheme.
fn without_default_port(origin: &str) -> String {
    let short = match origin.split_once("://") {
        Some(("https", _)) => origin.strip_suffix(":443"),
        Some(("http", _)) => origin.strip_suffix(":80"),
        _ => None,
    };
    short.unwrap_or(origin).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_written_as_browsers_write_it() {
        for (said, written) in [
            ("https://a.example:443", "https://a.example"),
            ("https://a.example:80", "https://a.example:80"),
            ("http://a.example:80", "http://a.example"),
            ("http://a.localhost:8080", "http://a.localhost:8080"),
        ] {
            assert_eq!(without_default_port(said), written);
        }
        assert_eq!(without_port("a.example:8080"), "a.example");
    }
}
