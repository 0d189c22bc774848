//! A vault: secrets that must be read again are stored locked, each for its place alone.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use portico_kit::Random;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hmac;

/// A key that locks, made from the installation's signing key, so that all nodes have the same.
pub(super) struct Vault(LessSafeKey);

impl Vault {
    pub(super) fn of(private_key: &[u8]) -> Option<Self> {
        let root = hmac::Key::new(hmac::HMAC_SHA256, private_key);
        let key = hmac::sign(&root, b"portico vault");
        UnboundKey::new(&AES_256_GCM, key.as_ref()).ok().map(|key| Self(LessSafeKey::new(key)))
    }

    /// The secret locked for a place, such as a row of a table.
    pub(super) fn lock(&self, place: &str, secret: &[u8], random: &Random) -> Option<String> {
        let mut nonce = [0; NONCE_LEN];
        random.fill(&mut nonce);
        let mut held = secret.to_vec();
        let unique = Nonce::assume_unique_for_key(nonce);
        self.0.seal_in_place_append_tag(unique, Aad::from(place.as_bytes()), &mut held).ok()?;
        Some(URL_SAFE_NO_PAD.encode([nonce.as_slice(), &held].concat()))
    }

    /// The secret, when it was locked by us for this place.
    pub(super) fn unlock(&self, place: &str, locked: &str) -> Option<Vec<u8>> {
        let held = URL_SAFE_NO_PAD.decode(locked).ok()?;
        let (nonce, held) = held.split_at_checked(NONCE_LEN)?;
        let (nonce, mut held) = (Nonce::try_assume_unique_for_key(nonce).ok()?, held.to_vec());
        let opened = self.0.open_in_place(nonce, Aad::from(place.as_bytes()), &mut held).ok()?;
        Some(opened.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_at_its_own_place_alone() {
        let (vault, random) = (Vault::of(b"key").expect("a key"), Random::seeded(1));
        let locked = vault.lock("one", b"secret", &random).expect("locked");
        assert_eq!(vault.unlock("one", &locked).as_deref(), Some(b"secret".as_slice()));
        assert_eq!(vault.unlock("another", &locked), None);
        assert_eq!(Vault::of(b"other").expect("a key").unlock("one", &locked), None);
        assert_ne!(vault.lock("one", b"secret", &random), Some(locked), "never twice the same");
        for broken in ["", "AAAA", "no base64!"] {
            assert_eq!(vault.unlock("one", broken), None);
        }
    }
}
