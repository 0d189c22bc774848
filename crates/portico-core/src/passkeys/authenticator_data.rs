//! What an authenticator says with each ceremony (WebAuthn, section 6.1): for whom, what it did, how often, with what key.

use ring::digest::{SHA256, digest};

use super::cbor;
use super::keys::Key;

const USER_PRESENT: u8 = 1;
const USER_VERIFIED: u8 = 1 << 2;
const BACKUP_ELIGIBLE: u8 = 1 << 3;
const BACKED_UP: u8 = 1 << 4;
const NEW_CREDENTIAL: u8 = 1 << 6;
const EXTENSIONS: u8 = 1 << 7;

/// The longest credential id, in bytes.
pub(super) const LONGEST_ID: usize = 1023;

/// What an authenticator says.
#[derive(Clone, Debug)]
pub(super) struct AuthenticatorData {
    rp_id_hash: [u8; 32],
    flags: u8,
    /// How often the key was used, as far as the authenticator counts.
    pub(super) counter: u32,
    /// The credential that was just made.
    pub(super) made: Option<Made>,
}

/// A credential that was just made.
#[derive(Clone, Debug)]
pub(super) struct Made {
    /// Its id.
    pub(super) id: Vec<u8>,
    /// Its public key as it was sent.
    pub(super) key: Vec<u8>,
}

impl AuthenticatorData {
    /// Reads it to the last byte.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let (rp_id_hash, rest) = bytes.split_first_chunk::<32>()?;
        let ([flags], rest) = rest.split_first_chunk::<1>()?;
        let (counter, mut rest) = rest.split_first_chunk::<4>()?;
        let mut made = None;
        if flags & NEW_CREDENTIAL != 0 {
            // The model of the authenticator, which is not asked for.
            let (_, after) = rest.split_first_chunk::<16>()?;
            let (length, after) = after.split_first_chunk::<2>()?;
            let length = usize::from(u16::from_be_bytes(*length));
            let (id, after) = after.split_at_checked(length)?;
            let (_, following) = Key::split(after)?;
            let key = after.get(..after.len() - following.len())?;
            made = Some(Made { id: id.to_vec(), key: key.to_vec() });
            rest = following;
        }
        if flags & EXTENSIONS != 0 {
            (_, rest) = cbor::map(rest)?;
        }
        let data =
            Self { rp_id_hash: *rp_id_hash, flags: *flags, counter: u32::from_be_bytes(*counter), made };
        rest.is_empty().then_some(data)
    }

    fn says(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    /// Whether the key may be copied to other devices of its owner.
    pub(super) fn is_backup_eligible(&self) -> bool {
        self.says(BACKUP_ELIGIBLE)
    }

    /// Whether the key is kept on other devices too.
    pub(super) fn is_backed_up(&self) -> bool {
        self.says(BACKED_UP)
    }

    /// Refuses unless it is about this host, and a person was there and was recognised.
    pub(super) fn check(&self, rp_id: &str) -> Result<(), &'static str> {
        if self.rp_id_hash != digest(&SHA256, rp_id.as_bytes()).as_ref() {
            return Err("it is for another host");
        }
        if !self.says(USER_PRESENT) {
            return Err("nobody was there");
        }
        if !self.says(USER_VERIFIED) {
            return Err("nobody was recognised");
        }
        if self.is_backed_up() && !self.is_backup_eligible() {
            return Err("its copies contradict each other");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn data(host: &str, flags: u8) -> Vec<u8> {
        let hash = digest(&SHA256, host.as_bytes());
        [hash.as_ref(), &[flags], &7_u32.to_be_bytes()].concat()
    }

    #[test]
    fn a_person_at_this_host_who_was_recognised_is_let_in_alone() {
        for (host, flags, right) in [
            ("portal.example", 0b0000_0101, true),
            ("portal.example", 0b0001_1101, true),
            ("portal.example", 0b0000_0001, false),
            ("portal.example", 0b0000_0100, false),
            ("portal.example", 0b0001_0101, false),
            ("evil-portal.example", 0b0000_0101, false),
            ("portal.example.", 0b0000_0101, false),
        ] {
            let read = AuthenticatorData::parse(&data(host, flags)).expect("read");
            assert_eq!(read.check("portal.example").is_ok(), right, "{host} {flags:b}");
            assert_eq!(read.counter, 7);
        }
    }

    #[test]
    fn nothing_may_be_missing_or_follow() {
        let whole = data("portal.example", 5);
        for length in 0..whole.len() {
            assert!(AuthenticatorData::parse(&whole[..length]).is_none(), "{length}");
        }
        assert!(AuthenticatorData::parse(&[whole.as_slice(), &[0]].concat()).is_none());
        // It says that a key or extensions follow, and nothing does.
        assert!(AuthenticatorData::parse(&data("portal.example", 5 | NEW_CREDENTIAL)).is_none());
        assert!(AuthenticatorData::parse(&data("portal.example", 5 | EXTENSIONS)).is_none());
        let extended = [data("portal.example", 5 | EXTENSIONS).as_slice(), &[0xa0]].concat();
        assert!(AuthenticatorData::parse(&extended).is_some());
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_odd(bytes in proptest::collection::vec(any::<u8>(), 0..400), flags: u8) {
            let _read = AuthenticatorData::parse(&bytes);
            let _read = AuthenticatorData::parse(&[data("a.example", flags), bytes.clone()].concat());
            let _read = Key::parse(&bytes);
        }

        // Bytes that look like a new credential up to its key, with the length of the id as claimed.
        #[test]
        fn no_credential_is_too_odd(claimed: u16, rest in proptest::collection::vec(any::<u8>(), 0..120)) {
            let head = data("a.example", 5 | NEW_CREDENTIAL);
            let bytes = [head.as_slice(), &[0; 16], &claimed.to_be_bytes(), &rest].concat();
            let read = AuthenticatorData::parse(&bytes);
            prop_assert!(read.is_none_or(|read| read.made.is_some_and(|made| made.id.len() == usize::from(claimed))));
        }
    }
}
