//! The address of a name server, with or without its port.

use std::net::{IpAddr, SocketAddr};

/// A name server; an empty variable, as container files leave behind, names none.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NameServer(pub Option<SocketAddr>);

/// The port that name servers listen on.
const PORT: u16 = 53;

/// Reads the address of a name server.
pub fn server(text: &str) -> Result<NameServer, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(NameServer(None));
    }
    let alone = || text.parse::<IpAddr>().map(|address| SocketAddr::new(address, PORT));
    let found = text.parse::<SocketAddr>().or_else(|_| alone());
    let wrong = |_| "write the address of a name server, such as 9.9.9.9 or 127.0.0.1:5353".to_owned();
    found.map(|address| NameServer(Some(address))).map_err(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_server_is_an_address_with_or_without_a_port() {
        let read = |text| server(text).ok().and_then(|server| server.0).map(|address| address.to_string());
        assert_eq!(read("9.9.9.9").as_deref(), Some("9.9.9.9:53"));
        assert_eq!(read(" 127.0.0.1:5353 ").as_deref(), Some("127.0.0.1:5353"));
        assert_eq!(read("::1").as_deref(), Some("[::1]:53"));
        assert_eq!(server(""), Ok(NameServer(None)));
        assert!(server("dns.example").is_err());
    }
}
