//! The query floor's credential: a customer's number and its HMAC-SHA256.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;

/// The key both ends of a run know. It guards nothing.
pub fn key() -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, b"a floor has no secrets to keep")
}

/// The bearer token of one customer.
pub fn token(key: &hmac::Key, customer: i64) -> String {
    let number = customer.to_string();
    let tag = hmac::sign(key, number.as_bytes());
    format!("{number}.{}", URL_SAFE_NO_PAD.encode(tag))
}

/// Whose token this is, or nothing when the signature is wrong.
pub fn customer(key: &hmac::Key, authorization: &str) -> Option<i64> {
    let (number, tag) = authorization.strip_prefix("Bearer ")?.split_once('.')?;
    let mut raw = [0; 32];
    let written = URL_SAFE_NO_PAD.decode_slice(tag, &mut raw).ok()?;
    hmac::verify(key, number.as_bytes(), &raw[..written]).ok()?;
    number.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_names_its_customer_and_a_changed_one_nobody() {
        let key = key();
        let header = format!("Bearer {}", token(&key, 4711));
        assert_eq!(customer(&key, &header), Some(4711));
        assert_eq!(customer(&key, &header.replace("4711", "4712")), None);
        assert_eq!(customer(&key, "Bearer 4711.x"), None);
    }
}
