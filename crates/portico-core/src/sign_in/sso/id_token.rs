//! The check of an identity token (OpenID Connect Core, section 3.1.3.7): who issued it, for whom, when, and in answer
//! to what.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::Algorithm;
use portico_kit::Instant;
use serde_json::{Map, Value};

use super::LEEWAY;
use super::keys::KeySet;

/// The longest token that is looked at, in bytes.
const LONGEST: usize = 32 * 1024;

/// What a token must say.
pub(super) struct Expected<'a> {
    /// Who issued it.
    pub(super) issuer: &'a str,
    /// The client ids that are ours.
    pub(super) clients: &'a [&'a str],
    /// What the sign-in was begun with; none where somebody else began it.
    pub(super) nonce: Option<&'a str>,
    /// How old it may be, in seconds, besides its own end.
    pub(super) oldest: Option<i64>,
    /// The time.
    pub(super) now: Instant,
}

/// What stands at the beginning of a token.
pub(super) struct Head {
    pub(super) algorithm: Algorithm,
    pub(super) key: Option<String>,
}

/// A part of a token, decoded.
fn part(text: &str) -> Option<Map<String, Value>> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}

/// The beginning of a token; an algorithm other than RS256 and ES256 is none.
pub(super) fn head(token: &str) -> Result<Head, &'static str> {
    if token.len() > LONGEST {
        return Err("the token is too long");
    }
    let head = token.split('.').next().and_then(part).ok_or("the token is not a token")?;
    let algorithm = match head.get("alg").and_then(Value::as_str) {
        Some("RS256") => Algorithm::RS256,
        Some("ES256") => Algorithm::ES256,
        _ => return Err("the token is not signed with RS256 or ES256"),
    };
    if head.contains_key("crit") || head.contains_key("b64") {
        return Err("the token asks for an extension");
    }
    Ok(Head { algorithm, key: head.get("kid").and_then(Value::as_str).map(str::to_owned) })
}

/// The issuer that a token claims, before anything is checked: only to find the provider it may be of.
pub(super) fn claimed_issuer(token: &str) -> Option<String> {
    if token.len() > LONGEST {
        return None;
    }
    let claims = part(token.split('.').nth(1)?)?;
    claims.get("iss").and_then(Value::as_str).map(str::to_owned)
}

/// What a token says, when everything about it is right.
pub(super) fn check(
    token: &str,
    head: &Head,
    keys: &KeySet,
    expected: &Expected<'_>,
) -> Result<Map<String, Value>, &'static str> {
    let (message, signature) = token.rsplit_once('.').ok_or("the token is not a token")?;
    let (_, body) = message.split_once('.').ok_or("the token is not a token")?;
    if !keys.signed(head.key.as_deref(), head.algorithm, message.as_bytes(), signature) {
        return Err("the signature is not the provider's");
    }
    let claims = part(body).ok_or("the token is not a token")?;
    check_claims(&claims, expected).map(|()| claims)
}

fn check_claims(claims: &Map<String, Value>, expected: &Expected<'_>) -> Result<(), &'static str> {
    let text = |key: &str| claims.get(key).and_then(Value::as_str);
    if text("iss") != Some(expected.issuer) {
        return Err("the issuer is another one");
    }
    if text("sub").is_none_or(|subject| subject.is_empty() || subject.len() > 255) {
        return Err("the token is about nobody");
    }
    check_audience(claims, expected.clients)?;
    check_times(claims, expected)?;
    match (expected.nonce, text("nonce")) {
        (Some(wanted), said) if said != Some(wanted) => Err("the nonce is another one"),
        _ => Ok(()),
    }
}

fn check_audience(claims: &Map<String, Value>, clients: &[&str]) -> Result<(), &'static str> {
    let audience: Vec<&str> = match claims.get("aud") {
        Some(Value::String(one)) => vec![one.as_str()],
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if !audience.iter().any(|one| clients.contains(one)) {
        return Err("the token is for somebody else");
    }
    match claims.get("azp").map(|party| party.as_str().unwrap_or_default()) {
        Some(party) if !clients.contains(&party) => Err("the token was given to somebody else"),
        None if audience.len() > 1 => Err("the token is for several and does not say to whom it was given"),
        _ => Ok(()),
    }
}

fn check_times(claims: &Map<String, Value>, expected: &Expected<'_>) -> Result<(), &'static str> {
    // Numeric dates may have a fraction (RFC 7519, section 2).
    let time = |key: &str| claims.get(key).and_then(Value::as_f64).map(|seconds| seconds as i64);
    let now = expected.now.seconds();
    let ends = time("exp").ok_or("the token does not say until when it is good")?;
    if now >= ends.saturating_add(LEEWAY) {
        return Err("the token is over");
    }
    let issued = time("iat").ok_or("the token does not say when it was issued")?;
    if issued > now + LEEWAY {
        return Err("the token was issued in the future");
    }
    if expected.oldest.is_some_and(|oldest| now > issued.saturating_add(oldest + LEEWAY)) {
        return Err("the token is too old");
    }
    match claims.get("nbf").map(|_| time("nbf")) {
        Some(None) => Err("the token does not say from when it is good"),
        Some(Some(begins)) if begins > now + LEEWAY => Err("the token is not good yet"),
        _ => Ok(()),
    }
}

/// Whether the access token is the one that the identity token came with (section 3.1.3.6), when it says so.
pub(super) fn fits_access_token(claims: &Map<String, Value>, access_token: &str) -> bool {
    let Some(said) = claims.get("at_hash") else { return true };
    let digest = ring::digest::digest(&ring::digest::SHA256, access_token.as_bytes());
    let half = digest.as_ref().get(..16).unwrap_or_default();
    said.as_str() == Some(URL_SAFE_NO_PAD.encode(half).as_str())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NOW: i64 = 1_800_000_000;

    fn judged(changes: Value) -> Result<(), &'static str> {
        let mut claims = json!({ "iss": "https://id.example", "sub": "s", "aud": "c", "nonce": "n",
            "iat": NOW - 5, "exp": NOW + 300 });
        for (key, value) in changes.as_object().cloned().unwrap_or_default() {
            claims[key.as_str()] = value;
        }
        let claims = claims.as_object().map(|all| {
            all.iter().filter(|(_, value)| !value.is_null()).map(|(k, v)| (k.clone(), v.clone())).collect()
        });
        let expected = Expected {
            issuer: "https://id.example",
            clients: &["c", "mobile"],
            nonce: Some("n"),
            oldest: Some(3600),
            now: Instant::from_seconds(NOW),
        };
        check_claims(&claims.unwrap_or_default(), &expected)
    }

    #[test]
    fn a_token_that_is_right_in_everything_is_believed() {
        let right = [
            json!({}),
            json!({ "aud": ["c"] }),
            json!({ "aud": ["c", "other"], "azp": "c" }),
            json!({ "aud": "mobile" }),
            json!({ "exp": NOW - 29 }),
            json!({ "iat": NOW + 29 }),
            json!({ "nbf": NOW - 1 }),
            json!({ "iat": f64::from(1_800_000_000_i32) - 0.5 }),
        ];
        for changes in right {
            assert_eq!(judged(changes.clone()), Ok(()), "{changes}");
        }
    }

    #[test]
    fn a_token_that_is_wrong_in_anything_is_not() {
        let wrong = [
            json!({ "iss": "https://id.example/" }),
            json!({ "iss": "https://evil.example" }),
            json!({ "iss": null }),
            json!({ "iss": ["https://id.example"] }),
            json!({ "sub": null }),
            json!({ "sub": "" }),
            json!({ "sub": "x".repeat(256) }),
            json!({ "aud": "other" }),
            json!({ "aud": ["other"] }),
            json!({ "aud": null }),
            json!({ "aud": [] }),
            json!({ "aud": ["c", "other"] }),
            json!({ "aud": ["c", "other"], "azp": "other" }),
            json!({ "azp": "other" }),
            json!({ "azp": 5 }),
            json!({ "exp": NOW - 31 }),
            json!({ "exp": null }),
            json!({ "exp": "tomorrow" }),
            json!({ "iat": NOW + 31 }),
            json!({ "iat": null }),
            json!({ "iat": NOW - 3700 }),
            json!({ "nbf": NOW + 31 }),
            json!({ "nbf": "now" }),
            json!({ "nonce": "m" }),
            json!({ "nonce": null }),
        ];
        for changes in wrong {
            assert!(judged(changes.clone()).is_err(), "{changes}");
        }
    }

    #[test]
    fn only_two_algorithms_are_any() {
        let of = |head: Value| format!("{}.e30.", URL_SAFE_NO_PAD.encode(head.to_string()));
        for alg in ["none", "None", "HS256", "HS512", "PS256", "RS512", "ES384", "EdDSA", ""] {
            assert!(head(&of(json!({ "alg": alg }))).is_err(), "{alg}");
        }
        assert!(head(&of(json!({ "alg": "RS256", "crit": ["x"] }))).is_err());
        assert!(head(&of(json!({ "alg": ["RS256"] }))).is_err());
        for nonsense in ["", ".", "..", "a.b.c", "e30.e30.e30"] {
            assert!(head(nonsense).is_err(), "{nonsense}");
        }
        assert!(head(&of(json!({ "alg": "ES256" }))).is_ok());
    }

    #[test]
    fn an_identity_token_may_name_its_access_token() {
        // The example of OpenID Connect Core, appendix A.3.
        let claims = json!({ "at_hash": "77QmUPtjPfzWtF2AnpK9RQ" }).as_object().cloned().unwrap_or_default();
        assert!(fits_access_token(&claims, "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"));
        assert!(!fits_access_token(&claims, "another"));
        assert!(fits_access_token(&Map::new(), "any"));
    }
}
