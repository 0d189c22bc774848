//! Answers that a provider sends as a form, on their way to a front end: only to the hosts of portals.

use portico_kit::TenantId;

use crate::{Core, Refusal, portals};

/// Where a browser goes with what the provider sent: the front end's address with code, state and issuer.
///
/// # Errors
/// `Invalid` when the address is none of a portal.
pub async fn forwarded(core: &Core, web_uri: &str, sent: &[(&str, &str)]) -> Result<String, Refusal> {
    let refuse = || Refusal::invalid("web_uri", "web_uri must be an address of one of your portals.");
    let host = own_host(&core.options().base_url, web_uri).ok_or_else(refuse)?.to_owned();
    let found = core.db().read(&TenantId::system(), move |tx| portals::locate(tx, &host)).await?;
    found.ok_or_else(refuse)?;
    let mark = if web_uri.contains('?') { '&' } else { '?' };
    Ok(format!("{web_uri}{mark}{}", serde_urlencoded::to_string(sent).unwrap_or_default()))
}

/// The host of an address that this installation could answer for; nothing for any other spelling.
fn own_host<'u>(base_url: &str, web_uri: &'u str) -> Option<&'u str> {
    let plain = |c: char| c.is_ascii_graphic() && !"\\@#\"<>`{}|^".contains(c);
    if !web_uri.chars().all(plain) || web_uri.len() > 2000 {
        return None;
    }
    let (scheme, rest) = web_uri.split_once("://")?;
    let authority = rest.split(['/', '?']).next()?;
    let host = authority.split(':').next().filter(|host| host.contains('.') || *host == "localhost")?;
    let is_ours = portals::address(base_url, host) == format!("{scheme}://{authority}");
    let is_secure = scheme == "https" && authority == host;
    (is_ours || is_secure).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::own_host;

    #[test]
    fn only_a_plain_address_of_this_installation_has_a_host() {
        let base = "https://portico.example:8443";
        for uri in [
            "https://customer.example",
            "https://customer.example/sso?x=1",
            "https://customer.example:8443/sso/a",
            "https://customer.example?x",
        ] {
            assert_eq!(own_host(base, uri), Some("customer.example"), "{uri}");
        }
        for uri in [
            "",
            "customer.example",
            "//customer.example",
            "http://customer.example",
            "https://customer.example:1/",
            "https://customer.example@evil.example",
            "https://evil.example#@customer.example",
            "https://x y",
            "https://evil.example\\.customer.example",
            "javascript://customer.example/%0aalert(1)",
            "https:///customer.example",
            "https://customer.example\n.evil.example",
            "data:text/html,x",
            "https://9d5f0f5a-0000-7000-8000-000000000001/",
        ] {
            assert_eq!(own_host(base, uri), None, "{uri}");
        }
    }
}
