//! Addresses of other servers for whoever speaks to them in another way than HTTP: looked up here, and used as found.

use std::net::SocketAddr;
use std::time::Duration;

use crate::fetch::{Fetch, Private, Unreachable};
use crate::places::{is_link_local, is_public};

/// How long a look may take.
const PATIENCE: Duration = Duration::from_secs(10);

impl Fetch {
    /// The addresses of a server that somebody configures; none when one of them leads inside.
    pub async fn addresses(&self, host: &str, port: u16) -> Result<Vec<SocketAddr>, Unreachable> {
        let found = any_addresses(host, port).await?;
        if found.iter().all(|address| may_call(self.private(), address)) {
            Ok(found)
        } else {
            Err(Unreachable::Inside)
        }
    }
}

/// The addresses of a server that whoever runs the installation names: anywhere.
pub async fn any_addresses(host: &str, port: u16) -> Result<Vec<SocketAddr>, Unreachable> {
    let looked = tokio::time::timeout(PATIENCE, tokio::net::lookup_host((host, port))).await;
    let found = looked.map_err(|_| Unreachable::Slow)?;
    let found: Vec<SocketAddr> = found.map_err(|_| Unreachable::Unknown(host.to_owned()))?.collect();
    if found.is_empty() { Err(Unreachable::Unknown(host.to_owned())) } else { Ok(found) }
}

/// Whether an address may be called.
pub(crate) fn may_call(private: Private, address: &SocketAddr) -> bool {
    match private {
        Private::Allowed => !is_link_local(address.ip()),
        Private::Refused => is_public(address.ip()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_server_inside_has_no_address_however_it_is_written() {
        let fetch = Fetch::new(Private::Refused);
        for host in ["127.0.0.1", "localhost", "10.0.0.1", "::1", "::ffff:127.0.0.1", "169.254.169.254"] {
            assert_eq!(fetch.addresses(host, 25).await, Err(Unreachable::Inside), "{host}");
        }
        assert!(Fetch::new(Private::Allowed).addresses("127.0.0.1", 25).await.is_ok());
        let metadata = Fetch::new(Private::Allowed).addresses("169.254.169.254", 25).await;
        assert_eq!(metadata, Err(Unreachable::Inside));
    }
}
