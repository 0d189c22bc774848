//! Chance, passed in where it is needed: ids, tokens, codes.

use std::sync::{Arc, Mutex, PoisonError};

use rand::rngs::{OsRng, StdRng};
use rand::{RngCore, SeedableRng, TryRngCore};

use crate::Instant;

/// A source of random bytes: the operating system's, or one that repeats for tests.
#[derive(Clone, Debug, Default)]
pub struct Random(Option<Arc<Mutex<StdRng>>>);

impl Random {
    /// The operating system's source.
    pub fn system() -> Self {
        Self(None)
    }

    /// A source that always gives the same sequence.
    pub fn seeded(seed: u64) -> Self {
        Self(Some(Arc::new(Mutex::new(StdRng::seed_from_u64(seed)))))
    }

    /// Fills a buffer with random bytes.
    ///
    /// # Panics
    /// When the operating system has no randomness to give; nothing safe could follow.
    pub fn fill(&self, bytes: &mut [u8]) {
        match &self.0 {
            Some(rng) => rng.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes),
            None => OsRng.try_fill_bytes(bytes).unwrap_or_else(|_| panic!("no randomness from the system")),
        }
    }

    /// A UUIDv7 as text.
    pub fn uuid_v7(&self, now: Instant) -> String {
        let mut bytes = [0; 10];
        self.fill(&mut bytes);
        let millis = u64::try_from(now.0.max(0) / 1000).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid().to_string()
    }

    /// A token of 32 random bytes in URL-safe text (43 characters).
    pub fn token(&self) -> String {
        const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let mut bytes = [0; 43];
        self.fill(&mut bytes);
        bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte & 63)])).collect()
    }

    /// A ULID as text: 26 characters that sort by the time they were made.
    pub fn ulid(&self, now: Instant) -> String {
        const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let mut bytes = [0; 16];
        self.fill(&mut bytes);
        let millis = u128::try_from(now.0.max(0) / 1000).unwrap_or(0) & 0xFFFF_FFFF_FFFF;
        let value = millis << 80 | (u128::from_be_bytes(bytes) >> 48);
        (0..26)
            .rev()
            .map(|place| char::from(ALPHABET[usize::try_from(value >> (place * 5) & 31).unwrap_or(0)]))
            .collect()
    }

    /// A number of six digits for a person to type.
    pub fn six_digits(&self) -> String {
        let mut bytes = [0; 8];
        self.fill(&mut bytes);
        format!("{:06}", u64::from_le_bytes(bytes) % 1_000_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_the_time_they_were_made() {
        let random = Random::system();
        let earlier = random.uuid_v7(Instant(1_000_000_000));
        assert!(earlier < random.uuid_v7(Instant(2_000_000_000)));
    }

    #[test]
    fn a_seeded_source_repeats() {
        assert_eq!(Random::seeded(7).token(), Random::seeded(7).token());
        assert_ne!(Random::seeded(7).token(), Random::seeded(8).token());
    }
}
