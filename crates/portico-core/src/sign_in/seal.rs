//! Seals: short texts that come back from outside unchanged, or not at all.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;

/// A key that seals, made from the installation's signing key, so that all nodes have the same.
pub(super) struct Seal(hmac::Key);

impl Seal {
    pub(super) fn of(private_key: &[u8]) -> Self {
        let root = hmac::Key::new(hmac::HMAC_SHA256, private_key);
        Self(hmac::Key::new(hmac::HMAC_SHA256, hmac::sign(&root, b"portico seals").as_ref()))
    }

    /// The text with its seal, safe in an address. What it is for is sealed with it.
    pub(super) fn seal(&self, what: &str, text: &str) -> String {
        let body = URL_SAFE_NO_PAD.encode(text);
        let tag = hmac::sign(&self.0, format!("{what}.{body}").as_bytes());
        format!("{body}.{}", URL_SAFE_NO_PAD.encode(tag))
    }

    /// The text, when the seal is ours and for this purpose.
    pub(super) fn open(&self, what: &str, sealed: &str) -> Option<String> {
        let (body, tag) = sealed.split_once('.')?;
        let tag = URL_SAFE_NO_PAD.decode(tag).ok()?;
        hmac::verify(&self.0, format!("{what}.{body}").as_bytes(), &tag).ok()?;
        String::from_utf8(URL_SAFE_NO_PAD.decode(body).ok()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_is_good_for_its_text_and_purpose_alone() {
        let seal = Seal::of(b"key");
        let sealed = seal.seal("read", "{\"f\":\"1\"}");
        assert_eq!(seal.open("read", &sealed).as_deref(), Some("{\"f\":\"1\"}"));
        assert_eq!(seal.open("upload", &sealed), None);
        assert_eq!(Seal::of(b"another").open("read", &sealed), None);
        for at in 0..sealed.len() {
            let mut changed = sealed.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap_or_default();
            assert_eq!(seal.open("read", &changed).filter(|_| changed != sealed), None, "{at}");
        }
    }
}
