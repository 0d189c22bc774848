//! What a browser says with each ceremony (WebAuthn, section 5.8.1): what it was asked for, by which page.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

/// The longest that is looked at, in bytes.
const LONGEST: usize = 8 * 1024;

/// What a browser says; a key that comes twice makes it unreadable.
#[derive(Debug, Deserialize)]
pub(super) struct ClientData {
    #[serde(rename = "type")]
    kind: String,
    challenge: String,
    origin: String,
    #[serde(default, rename = "crossOrigin")]
    cross_origin: Option<bool>,
    #[serde(default, rename = "topOrigin")]
    top_origin: Option<serde_json::Value>,
}

/// What a ceremony is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Ceremony {
    /// A passkey is made.
    Making,
    /// A passkey proves its owner.
    Proving,
}

impl ClientData {
    /// Reads it.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        (bytes.len() <= LONGEST).then(|| serde_json::from_slice(bytes).ok()).flatten()
    }

    /// The challenge as we gave it.
    pub(super) fn challenge(&self) -> Option<String> {
        String::from_utf8(URL_SAFE_NO_PAD.decode(&self.challenge).ok()?).ok()
    }

    /// Refuses unless it is about this ceremony on a page of this origin, which no other page frames.
    pub(super) fn check(&self, ceremony: Ceremony, origin: &str) -> Result<(), &'static str> {
        let wanted = match ceremony {
            Ceremony::Making => "webauthn.create",
            Ceremony::Proving => "webauthn.get",
        };
        if self.kind != wanted {
            return Err("it is about something else");
        }
        if self.origin != origin {
            return Err("it is from another page");
        }
        if self.cross_origin == Some(true) || self.top_origin.is_some() {
            return Err("another page was around it");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HERE: &str = "https://portal.example";

    fn told(text: &str) -> bool {
        ClientData::parse(text.as_bytes()).is_some_and(|said| said.check(Ceremony::Proving, HERE).is_ok())
    }

    #[test]
    fn only_this_ceremony_of_this_page_counts() {
        let text = |kind: &str, origin: &str, more: &str| {
            format!(r#"{{"type":"{kind}","challenge":"YQ","origin":"{origin}"{more}}}"#)
        };
        assert!(told(&text("webauthn.get", HERE, "")));
        assert!(told(&text("webauthn.get", HERE, r#","crossOrigin":false,"later":{}"#)));
        for origin in [
            "https://evil-portal.example",
            "https://portal.example.evil.example",
            "https://sub.portal.example",
            "https://sibling.example",
            "https://portal.example:8443",
            "http://portal.example",
            "https://portal.example/",
            "https://PORTAL.example",
            "https://portal.example.",
            "https://xn--prtal-jua.example",
            "https://pörtal.example",
            "android:apk-key-hash:abc",
            "null",
            "",
        ] {
            assert!(!told(&text("webauthn.get", origin, "")), "{origin}");
        }
        for kind in ["webauthn.create", "payment.get", "webauthn.get ", ""] {
            assert!(!told(&text(kind, HERE, "")), "{kind}");
        }
        for more in [
            r#","crossOrigin":true"#,
            r#","topOrigin":"https://evil.example""#,
            r#","origin":"https://portal.example""#,
            r#","crossOrigin":"no""#,
        ] {
            assert!(!told(&text("webauthn.get", HERE, more)), "{more}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_odd(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _read = ClientData::parse(&bytes).and_then(|said| said.challenge());
        }
    }
}
