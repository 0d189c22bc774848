//! Recovery codes: ten, shown once, each good for one sign-in without the app.

use portico_db::Tx;
use portico_kit::{EntityId, Instant, Random, Secret};

use super::store::{self, New};
use super::{SecondFactor, note, tell};
use crate::letters::Kind;
use crate::sign_in::hash;
use crate::{Caller, Core, Refusal, own_account};

/// How many there are.
const COUNT: usize = 10;
/// Letters and digits that are not taken for each other.
const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";

/// A code such as `k7m2x-9qhf4`: fifty bits, which nobody guesses.
fn fresh(random: &Random) -> String {
    let mut bytes = [0; 10];
    random.fill(&mut bytes);
    let letters: String = bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect();
    format!("{}-{}", &letters[..5], &letters[5..])
}

/// The row of a code: its hash with the user, so that a code is one user's alone.
fn row(user: &EntityId, code: &str) -> String {
    let typed: String =
        code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    hash(&format!("recovery|{user}|{typed}"))
}

/// Ten new codes in place of those there were; the only time that they are readable.
pub(super) fn issue(tx: &mut Tx<'_>, caller: &Caller, user: &EntityId) -> Result<Vec<String>, Refusal> {
    store::remove_kind(tx, user, store::RECOVERY)?;
    let codes: Vec<String> = (0..COUNT).map(|_| fresh(&caller.random)).collect();
    for code in &codes {
        let new = New {
            id: &row(user, code),
            user,
            kind: store::RECOVERY,
            secret: "",
            created_at: caller.now,
            confirmed_at: Some(caller.now),
        };
        store::insert(tx, &new)?;
    }
    Ok(codes)
}

/// Uses a code up; false when it is none, or was used.
pub(super) fn redeem(tx: &mut Tx<'_>, user: &EntityId, code: &Secret, now: Instant) -> Result<bool, Refusal> {
    Ok(store::use_up(tx, &row(user, code.expose()), user, now)?)
}

/// Ten new recovery codes; the old ones are over. Only where an app is set up.
pub fn renew_recovery_codes(tx: &mut Tx<'_>, core: &Core, caller: &Caller) -> Result<Vec<String>, Refusal> {
    caller.check_in_person()?;
    let (user, _) = own_account::own(caller)?;
    let portal = &caller.setup.as_ref().ok_or_else(Refusal::unauthenticated)?.portal;
    if SecondFactor::of(portal) == SecondFactor::Off || !super::has_app(tx, &user)? {
        return Err(Refusal::conflict("Set up an app first; recovery codes stand in for it."));
    }
    let codes = issue(tx, caller, &user)?;
    note(tx, caller, &user, "RecoveryCodesRenewed", "New recovery codes")?;
    tell(tx, core, portal, &user, Kind::RecoveryCodesRenewed)?;
    Ok(codes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_however_it_is_written_and_for_one_user_alone() {
        let (katrin, thomas) = (EntityId::from("katrin"), EntityId::from("thomas"));
        assert_eq!(row(&katrin, "k7m2x-9qhf4"), row(&katrin, " K7M2X 9QHF4 "));
        assert_ne!(row(&katrin, "k7m2x-9qhf4"), row(&thomas, "k7m2x-9qhf4"));
    }

    #[test]
    fn codes_look_like_codes_and_differ() {
        let random = Random::seeded(5);
        let codes: Vec<String> = (0..100).map(|_| fresh(&random)).collect();
        assert!(codes.iter().all(|code| code.len() == 11 && code.as_bytes()[5] == b'-'));
        let different: std::collections::BTreeSet<&String> = codes.iter().collect();
        assert_eq!(different.len(), 100);
    }
}
