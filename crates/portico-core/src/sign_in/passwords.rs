//! Passwords: Argon2id (19 MiB, two passes), hashed away from the serving threads and only a few at a time.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use portico_kit::{Random, Secret};

use crate::portals::Portal;
use crate::{Core, Refusal};

/// The shortest and the longest password, in characters.
const LENGTHS: std::ops::RangeInclusive<usize> = 8..=256;

/// A hash of nothing anybody knows, so that an unknown user takes as long as a wrong password.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRvZm5vYm9keQ$hIUE9N1Wc1bRBbVnH7nb2ZqsuGlDPB3Av6tHiVwpqIo";

fn argon2() -> Argon2<'static> {
    let params = Params::new(19_456, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Refuses a password that is too short or too long.
fn check_password(password: &Secret) -> Result<(), Refusal> {
    if LENGTHS.contains(&password.expose().chars().count()) {
        return Ok(());
    }
    Err(Refusal::invalid("password", "A password has at least 8 and at most 256 characters."))
}

/// Refuses a password that a portal's policy does not allow, or that is the address itself.
pub fn check_policy(portal: &Portal, password: &Secret, email: &str) -> Result<(), Refusal> {
    check_password(password)?;
    let refuse = |message: String| Err(Refusal::invalid("password", message));
    let (text, policy) = (password.expose(), portal.doc.pointer("/cognito_details/password_policy"));
    let number = |key: &str| policy.and_then(|policy| policy.get(key)?.as_u64()).unwrap_or(0);
    let asks = |key: &str| policy.and_then(|policy| policy.get(key)?.as_bool()).unwrap_or(false);
    let length = text.chars().count() as u64;
    let (least, most) = (number("minimum_length"), number("maximum_length"));
    if length < least {
        return refuse(format!("A password of this portal has at least {least} characters."));
    }
    if most > 0 && length > most {
        return refuse(format!("A password of this portal has at most {most} characters."));
    }
    let missing = [
        (asks("require_lowercase") && !text.chars().any(char::is_lowercase), "a small letter"),
        (asks("require_uppercase") && !text.chars().any(char::is_uppercase), "a capital letter"),
        (asks("require_numbers") && !text.chars().any(|c| c.is_ascii_digit()), "a digit"),
        (asks("require_symbols") && text.chars().all(char::is_alphanumeric), "a sign such as - or +"),
    ];
    if let Some((_, what)) = missing.iter().find(|(is_missing, _)| *is_missing) {
        return refuse(format!("A password of this portal needs {what}."));
    }
    if !email.is_empty() && text.eq_ignore_ascii_case(email) {
        return refuse("The password must not be the e-mail address.".to_owned());
    }
    Ok(())
}

/// Hashes a password on this thread; about 30 ms.
pub fn hash_password(password: &Secret, random: &Random) -> Result<String, Refusal> {
    check_password(password)?;
    let mut bytes = [0; 16];
    random.fill(&mut bytes);
    let fault = |error: argon2::password_hash::Error| Refusal::Fault(error.to_string());
    let salt = SaltString::encode_b64(&bytes).map_err(fault)?;
    Ok(argon2().hash_password(password.expose().as_bytes(), &salt).map_err(fault)?.to_string())
}

/// Whether a password is the one of a hash; without a hash it works as long and says no.
pub async fn verify_password(core: &Core, hash: Option<String>, password: &Secret) -> Result<bool, Refusal> {
    let _place = core.hashing().acquire().await.map_err(|error| Refusal::Fault(error.to_string()))?;
    let password = password.clone();
    let verified = tokio::task::spawn_blocking(move || {
        let known = hash.is_some();
        let text = hash.unwrap_or_else(|| NOBODY.to_owned());
        let right = PasswordHash::new(&text)
            .is_ok_and(|parsed| argon2().verify_password(password.expose().as_bytes(), &parsed).is_ok());
        known && right
    });
    verified.await.map_err(|error| Refusal::Fault(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_nobody_takes_the_same_work() {
        let parsed = PasswordHash::new(NOBODY).map(|hash| hash.params.to_string());
        assert_eq!(parsed.as_deref(), Ok("m=19456,t=2,p=1"));
    }

    #[test]
    fn a_password_is_kept_only_as_a_hash() {
        let hash = hash_password(&Secret::new("Sonnenblume-2026"), &Random::seeded(3)).unwrap_or_default();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(hash_password(&Secret::new("short"), &Random::seeded(3)).is_err());
    }
}
