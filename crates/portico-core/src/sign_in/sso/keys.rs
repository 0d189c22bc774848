//! A provider's public keys (RFC 7517), and whether one of them made a signature.

use jsonwebtoken::{Algorithm, DecodingKey, crypto};
use serde::Deserialize;

/// How many keys of a set are looked at.
const MOST: usize = 32;

#[derive(Clone, Debug, Deserialize)]
struct Key {
    kty: String,
    #[serde(default)]
    kid: Option<String>,
    #[serde(default)]
    alg: Option<String>,
    #[serde(default, rename = "use")]
    purpose: Option<String>,
    #[serde(default)]
    crv: Option<String>,
    #[serde(default)]
    n: String,
    #[serde(default)]
    e: String,
    #[serde(default)]
    x: String,
    #[serde(default)]
    y: String,
}

#[derive(Deserialize)]
struct Published {
    keys: Vec<serde_json::Value>,
}

/// The keys of a provider.
#[derive(Clone, Debug)]
pub(super) struct KeySet(Vec<Key>);

impl KeySet {
    /// Reads a set; keys of kinds that we do not use are passed over.
    pub(super) fn parse(body: &[u8]) -> Result<Self, String> {
        let set: Published =
            serde_json::from_slice(body).map_err(|_| "the keys are not a key set".to_owned())?;
        let keys = set.keys.into_iter().take(MOST);
        Ok(Self(keys.filter_map(|key| serde_json::from_value(key).ok()).collect()))
    }

    /// Whether a key has this name.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.0.iter().any(|key| key.kid.as_deref() == Some(name))
    }

    /// How many keys can sign with RS256 or ES256.
    pub(super) fn useful(&self) -> usize {
        let fits = |key: &&Key| key.fits(Algorithm::RS256) || key.fits(Algorithm::ES256);
        self.0.iter().filter(fits).count()
    }

    /// Whether a key of this name, or any where the token names none, made the signature.
    pub(super) fn signed(
        &self,
        name: Option<&str>,
        algorithm: Algorithm,
        message: &[u8],
        signature: &str,
    ) -> bool {
        let named = |key: &&Key| name.is_none_or(|name| key.kid.as_deref() == Some(name));
        let fitting = self.0.iter().filter(named).filter(|key| key.fits(algorithm));
        fitting
            .filter_map(Key::decoding)
            .any(|key| crypto::verify(signature, message, &key, algorithm).unwrap_or(false))
    }
}

impl Key {
    /// Whether the key is of the algorithm's kind and made for signatures: a key never serves two algorithms.
    fn fits(&self, algorithm: Algorithm) -> bool {
        let (kind, name) = match algorithm {
            Algorithm::RS256 => ("RSA", "RS256"),
            Algorithm::ES256 => ("EC", "ES256"),
            _ => return false,
        };
        let curve = kind != "EC" || self.crv.as_deref() == Some("P-256");
        let purpose = self.purpose.as_deref().is_none_or(|purpose| purpose == "sig");
        self.kty == kind && curve && purpose && self.alg.as_deref().is_none_or(|alg| alg == name)
    }

    fn decoding(&self) -> Option<DecodingKey> {
        match self.kty.as_str() {
            "RSA" => DecodingKey::from_rsa_components(&self.n, &self.e).ok(),
            _ => DecodingKey::from_ec_components(&self.x, &self.y).ok(),
        }
    }
}
