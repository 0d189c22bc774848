//! Where a session is used: the program and the system by name, and the network, never a full address.

use crate::budgets::network_prefix;

/// Where a request came from, as a session remembers it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Origin {
    /// The browser and the system by name, such as `Firefox, Windows`; empty when nothing says.
    pub device: String,
    /// The beginning of the network address, such as `192.0.2`.
    pub network: String,
}

/// Browsers by the mark they leave; earlier ones carry the marks of later ones.
const BROWSERS: [(&str, &str); 9] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Chromium", "Chromium"),
    ("Safari/", "Safari"),
];

/// Systems by their mark, in the same order of trust.
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

impl Origin {
    /// Reads the `User-Agent` of a request and its network address.
    pub fn of(agent: &str, address: &str) -> Self {
        Self { device: device(agent), network: network_prefix(address) }
    }
}

fn device(agent: &str) -> String {
    let named = |list: &[(&str, &str)]| {
        list.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| (*name).to_owned())
    };
    match (named(&BROWSERS), named(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one,
        // A program says its own name first.
        (None, None) => {
            agent.chars().take_while(|c| c.is_ascii_alphanumeric() || "._- ".contains(*c)).take(40).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_named_as_people_call_them() {
        for (agent, name) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
                "Chrome, Windows",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
                "Edge, Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604.1",
                "Safari, iPhone",
            ),
            ("Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", "Firefox, Android"),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
            ("curl/8.5.0", "curl"),
            ("", ""),
            ("<script>alert(1)</script>", ""),
        ] {
            assert_eq!(Origin::of(agent, "192.0.2.7").device, name, "{agent}");
        }
        assert_eq!(Origin::of("", "192.0.2.7").network, "192.0.2");
    }
}
