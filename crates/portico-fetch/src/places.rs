//! Places in the network: which addresses are public, and which URLs may be called.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use http::Uri;

/// Whether an address is one of the public internet: not this machine, its network, or a cloud's metadata.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => is_public_v4(v4),
            None => is_public_v6(v6),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = match (a, b, c) {
        (0 | 10 | 127 | 224..=255, ..) => true,
        (100, 64..=127, _) | (169, 254, _) | (172, 16..=31, _) | (192, 168, _) | (198, 18..=19, _) => true,
        // Protocol assignments, documentation, the old 6to4 relay.
        (192, 0, 0 | 2) | (192, 88, 99) | (198, 51, 100) | (203, 0, 113) => true,
        _ => false,
    };
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    // Only what is handed out today (RFC 4291); in it neither tunnels to IPv4 nor documentation.
    let handed_out = a & 0xe000 == 0x2000;
    let special = (a == 0x2001 && (b < 0x0200 || b == 0x0db8)) || a == 0x2002 || (a == 0x3fff && b < 0x1000);
    handed_out && !special
}

/// Whether an address is never called, whatever is allowed: link-local ones hold the metadata of clouds.
pub(crate) fn is_link_local(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_link_local(),
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => v4.is_link_local(),
            None => v6.segments()[0] & 0xffc0 == 0xfe80,
        },
    }
}

/// What the address of a call looks like, before any name is looked up.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Place {
    /// HTTPS to a name or to a public address.
    Public,
    /// To this machine or its network; also HTTP to this machine.
    Private,
    /// Nothing that is ever called.
    Never,
}

impl Place {
    /// Judges a URL.
    pub fn of(url: &str) -> Self {
        let Ok(uri) = url.parse::<Uri>() else { return Self::Never };
        let Some(authority) = uri.authority() else { return Self::Never };
        if authority.as_str().contains('@') || authority.host().is_empty() || url.contains('#') {
            return Self::Never;
        }
        let host = authority.host().trim_start_matches('[').trim_end_matches(']');
        let literal = host.parse::<IpAddr>().ok();
        if literal.is_some_and(is_link_local) {
            return Self::Never;
        }
        let here = literal.is_some_and(|address| address.is_loopback()) || is_local_name(host);
        match uri.scheme_str() {
            Some("https") if here || literal.is_some_and(|address| !is_public(address)) => Self::Private,
            Some("https") => Self::Public,
            Some("http") if here => Self::Private,
            _ => Self::Never,
        }
    }
}

fn is_local_name(host: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    host == "localhost" || host.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_public_internet_are_public() {
        for address in ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "2a00:1450:4001::200e"] {
            assert!(address.parse().is_ok_and(is_public), "{address}");
        }
        let inside = [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "ff02::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "100::1",
        ];
        for address in inside {
            assert!(address.parse().is_ok_and(|address| !is_public(address)), "{address}");
        }
    }

    #[test]
    fn a_url_is_called_by_https_or_on_this_machine() {
        let places = [
            ("https://login.example.com/x", Place::Public),
            ("https://8.8.8.8", Place::Public),
            ("https://10.0.0.1/x", Place::Private),
            ("https://[::1]/x", Place::Private),
            ("http://127.0.0.1:9000/x", Place::Private),
            ("http://idp.localhost:9000/x", Place::Private),
            ("http://login.example.com", Place::Never),
            ("http://10.0.0.1", Place::Never),
            ("https://169.254.169.254/latest", Place::Never),
            ("https://[fe80::1]/", Place::Never),
            ("https://user@login.example.com", Place::Never),
            ("https://login.example.com/#x", Place::Never),
            ("file:///etc/passwd", Place::Never),
            ("gopher://x", Place::Never),
            ("//login.example.com", Place::Never),
            ("", Place::Never),
        ];
        for (url, place) in places {
            assert_eq!(Place::of(url), place, "{url}");
        }
    }
}
