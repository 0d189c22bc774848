//! Passwords: Argon2id (19 MiB, two passes), hashed away from the serving threads and only a few at a time.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use portico_kit::{Random, Secret};

use super::weakness::{Weakness, against_bounds, weakness};
use crate::portals::Portal;
use crate::{Core, Refusal};

/// A hash of nothing anybody knows, so that an unknown user takes as long as a wrong password.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRvZm5vYm9keQ$hIUE9N1Wc1bRBbVnH7nb2ZqsuGlDPB3Av6tHiVwpqIo";

fn argon2() -> Argon2<'static> {
    let params = Params::new(19_456, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Refuses a password that is too short or too long for any portal.
fn check_password(password: &Secret) -> Result<(), Refusal> {
    refuse(against_bounds(password.expose()))
}

fn refuse(weakness: Option<Weakness>) -> Result<(), Refusal> {
    match weakness {
        None => Ok(()),
        Some(weakness) => Err(Refusal::invalid("password", weakness.message())),
    }
}

/// Refuses a password that a portal does not allow, or that others would guess.
pub fn check_policy(portal: &Portal, password: &Secret, email: &str) -> Result<(), Refusal> {
    refuse(weakness(portal, password, email))
}

/// Whether a password is the one of a hash; works for about 30 ms.
pub(super) fn is_right(hash: &PasswordHash<'_>, password: &Secret) -> bool {
    argon2().verify_password(password.expose().as_bytes(), hash).is_ok()
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
        let right = PasswordHash::new(&text).is_ok_and(|parsed| is_right(&parsed, &password));
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
