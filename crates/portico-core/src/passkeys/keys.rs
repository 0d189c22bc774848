//! Public keys of passkeys (COSE, RFC 9052 and 9053): read strictly, and whether one of them made a signature.

use ciborium::Value;
use ring::signature::{self, RsaPublicKeyComponents, UnparsedPublicKey};

use super::cbor;

/// The algorithms that we take, the one we like best first: ES256, EdDSA, RS256.
pub(super) const ALGORITHMS: [i64; 3] = [-7, -8, -257];

/// A public key.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Key {
    /// ECDSA on P-256 with SHA-256: an uncompressed point.
    Es256(Vec<u8>),
    /// Ed25519.
    EdDsa(Vec<u8>),
    /// RSA with PKCS #1 1.5 and SHA-256: modulus and exponent.
    Rs256(Vec<u8>, Vec<u8>),
}

impl Key {
    /// Reads a key that fills the bytes to the end.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        match Self::split(bytes)? {
            (key, []) => Some(key),
            _ => None,
        }
    }

    /// Reads a key at the beginning of some bytes, and answers what follows it.
    pub(super) fn split(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (entries, rest) = cbor::map(bytes)?;
        let whole = |key: i64| cbor::at(&entries, key).and_then(cbor::number);
        let part = |key: i64| cbor::at(&entries, key).and_then(Value::as_bytes).map(Vec::as_slice);
        // Kind, algorithm, then what the kind has; nothing else belongs into a key of an authenticator.
        let key = match (whole(1)?, whole(3)?, entries.len()) {
            (2, -7, 5) if whole(-1) == Some(1) => Self::point(part(-2)?, part(-3)?)?,
            (1, -8, 4) if whole(-1) == Some(6) => Self::edwards(part(-2)?)?,
            (3, -257, 4) => Self::rsa(part(-1)?, part(-2)?)?,
            _ => return None,
        };
        Some((key, rest))
    }

    fn point(x: &[u8], y: &[u8]) -> Option<Self> {
        (x.len() == 32 && y.len() == 32).then(|| Self::Es256([&[4], x, y].concat()))
    }

    fn edwards(x: &[u8]) -> Option<Self> {
        (x.len() == 32).then(|| Self::EdDsa(x.to_vec()))
    }

    fn rsa(modulus: &[u8], exponent: &[u8]) -> Option<Self> {
        let is_sound = (256..=512).contains(&modulus.len())
            && modulus.first() != Some(&0)
            && (1..=4).contains(&exponent.len())
            && exponent.last().is_some_and(|last| last % 2 == 1);
        is_sound.then(|| Self::Rs256(modulus.to_vec(), exponent.to_vec()))
    }

    /// Whether this key made the signature of a message.
    pub(super) fn signed(&self, message: &[u8], made: &[u8]) -> bool {
        let verified = match self {
            Self::Es256(point) => {
                UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_ASN1, point).verify(message, made)
            }
            Self::EdDsa(x) => UnparsedPublicKey::new(&signature::ED25519, x).verify(message, made),
            Self::Rs256(n, e) => {
                RsaPublicKeyComponents { n, e }.verify(&signature::RSA_PKCS1_2048_8192_SHA256, message, made)
            }
        };
        verified.is_ok()
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::*;

    // A key of 2048 bits and its signature of "a message", made once with another program; the key itself was thrown away.
    const MODULUS: &str = "kBwDI1fp8uQ7z768BqjrJP1s0dABCM8vGt2juQ6eWjrq0EDRlzicW0xbe8L83-QvtjNugfS1m8_g6Zncp1qui8yTj1\
         EqeeYtfTnonA2RrJ0MA4W581M1J_sJLF8e5R3U4uZqLQt7lGzkK8RtHBguWL2T0URE9HY8o4kG44FV03VWVcyhFutb\
         IOCacF8Yyyow7mwMlmOIlrg82PunaiHa1y4pBF55IIFCl_kEX3FIEBky6KZUAsWwV0-RQPYvNlYqyxwWjBN49lw1R1\
         ZGHbIdjeWbfaGgecv_zQwd64mTJseb0QZvydmTgw0JBeuU0VnOa1FzxLj4IyqByv97dNhXbw";
    const SIGNATURE: &str = "GUxzIooa4o2GE-WLNbV7IhOS-ddfob6IkDqYNdzIFRVmrB9suoV6blG3p-ZKZiWHblBkZjCoWP5bW1Lt6JuQXJ7nTf\
         QZsBkZ4YRLNfpg-E8wXuyvtW-93ArpPnxHVhgqRYNSrfV-Akbkug-cAaY02NROvw1s70RT3kVMobmHpm3tVlSKHeQA\
         5IqdND_xDVmvUY39s8-J9I4pS-9kc6Xda3ycZe6eckmWrb8-qhuqtcUyO6b6tJTpDyzYsQyEUEaJJvbEiDaNgwGCIw\
         _aMUIoDzKvL6dDHDwEetWP2DeOryvCWjBdhlqZaaxPjts0KtBlUsik7Gwqbr5PMyahiod73A";

    fn decoded(text: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(text).expect("base64")
    }

    #[test]
    fn a_signature_of_rsa_is_known_by_message_and_key() {
        let entries =
            [(1, 3.into()), (3, (-257).into()), (-1, decoded(MODULUS).into()), (-2, vec![1, 0, 1].into())];
        let key = Key::parse(&encoded(&entries)).expect("a key");
        let made = decoded(SIGNATURE);
        assert!(key.signed(b"a message", &made));
        assert!(!key.signed(b"a massage", &made));
        let mut other = made.clone();
        other[9] ^= 1;
        assert!(!key.signed(b"a message", &other) && !key.signed(b"a message", &[]));
    }

    fn encoded(entries: &[(i64, Value)]) -> Vec<u8> {
        let entries = entries.iter().map(|(key, value)| (Value::from(*key), value.clone())).collect();
        let mut bytes = Vec::new();
        ciborium::into_writer(&Value::Map(entries), &mut bytes).expect("written");
        bytes
    }

    fn es256() -> Vec<(i64, Value)> {
        vec![
            (1, 2.into()),
            (3, (-7).into()),
            (-1, 1.into()),
            (-2, vec![1; 32].into()),
            (-3, vec![2; 32].into()),
        ]
    }

    #[test]
    fn a_key_of_each_kind_is_read() {
        assert!(matches!(Key::parse(&encoded(&es256())), Some(Key::Es256(point)) if point.len() == 65));
        let edwards = [(1, 1.into()), (3, (-8).into()), (-1, 6.into()), (-2, vec![1; 32].into())];
        assert_eq!(Key::parse(&encoded(&edwards)), Some(Key::EdDsa(vec![1; 32])));
        let rsa = [(1, 3.into()), (3, (-257).into()), (-1, vec![9; 256].into()), (-2, vec![1, 0, 1].into())];
        assert_eq!(Key::parse(&encoded(&rsa)), Some(Key::Rs256(vec![9; 256], vec![1, 0, 1])));
    }

    #[test]
    fn a_key_with_anything_amiss_is_none() {
        let cases: [(&str, i64, Value); 9] = [
            ("another kind", 1, 3.into()),
            ("another algorithm", 3, (-8).into()),
            ("no algorithm", 3, "ES256".into()),
            ("another curve", -1, 2.into()),
            ("a short x", -2, vec![1; 31].into()),
            ("a long y", -3, vec![2; 33].into()),
            ("the sign of y alone", -3, true.into()),
            ("more than belongs to it", 4, 1.into()),
            ("a kind beyond numbers", 1, Value::Integer(u64::MAX.into())),
        ];
        for (what, key, value) in cases {
            let mut entries = es256();
            match entries.iter_mut().find(|(known, _)| *known == key) {
                Some(entry) => entry.1 = value,
                None => entries.push((key, value)),
            }
            assert_eq!(Key::parse(&encoded(&entries)), None, "{what}");
        }
        let mut doubled = es256();
        doubled[4] = (1, 2.into());
        assert_eq!(Key::parse(&encoded(&doubled)), None, "a key that comes twice");
        let mut followed = encoded(&es256());
        followed.push(0);
        assert_eq!(Key::parse(&followed), None, "something that follows");
        let rsa = |n: Vec<u8>, e: Vec<u8>| {
            encoded(&[(1, 3.into()), (3, (-257).into()), (-1, n.into()), (-2, e.into())])
        };
        for (n, e) in [
            (vec![9; 128], vec![3]),
            (vec![0; 256], vec![3]),
            (vec![9; 256], vec![2]),
            (vec![9; 256], vec![]),
        ] {
            assert_eq!(Key::parse(&rsa(n, e)), None);
        }
    }
}
