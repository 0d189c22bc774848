//! Chance for one customer: always the same for the same number.

use portico_kit::{Instant, Random};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Rolls the same values in the same order for the same customer.
pub(super) struct Dice(Random);

impl Dice {
    pub(super) fn of(number: u32) -> Self {
        Self(Random::seeded(u64::from(number)))
    }

    /// A number from 0 up to but without `count`.
    pub(super) fn below(&self, count: usize) -> usize {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        usize::try_from(u64::from_le_bytes(bytes) % u64::try_from(count.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    /// One of a list that is not empty.
    pub(super) fn pick<'l, T>(&self, list: &'l [T]) -> Option<&'l T> {
        list.get(self.below(list.len()))
    }

    /// One of a list of words.
    pub(super) fn word<'l>(&self, list: &'l [String]) -> &'l str {
        self.pick(list).map_or("", String::as_str)
    }

    /// A whole number in a range, both ends included.
    pub(super) fn between(&self, [from, to]: [i64; 2]) -> i64 {
        from + i64::try_from(self.below(usize::try_from(to - from + 1).unwrap_or(1))).unwrap_or(0)
    }

    /// A day in a range, both ends included.
    pub(super) fn day(&self, [from, to]: &[String; 2]) -> Instant {
        let day = |text: &str| Instant::parse_iso(text).map_or(0, |at| at.seconds() / DAY);
        Instant::from_seconds(self.between([day(from), day(to)]) * DAY)
    }
}

/// A moment some days later.
pub(super) fn days_after(at: Instant, days: i64) -> Instant {
    at.plus_seconds(days * DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_customer_rolls_the_same() {
        let roll = |number: u32| {
            let dice = Dice::of(number);
            (0..5).map(|_| dice.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(roll(7), roll(7));
        assert_ne!(roll(7), roll(8));
    }

    #[test]
    fn a_range_includes_both_ends() {
        let dice = Dice::of(1);
        let rolled: Vec<i64> = (0..200).map(|_| dice.between([-1, 1])).collect();
        assert_eq!((rolled.iter().min(), rolled.iter().max()), (Some(&-1), Some(&1)));
    }
}
