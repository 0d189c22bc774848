//! Moments in time, kept as microseconds since 1970 in UTC, and the one clock that tells them.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// A moment in microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Instant(pub i64);

/// A text that is not an ISO 8601 date or date and time.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{0:?} is not an ISO 8601 date or time such as 2026-11-25T09:30:00.000Z")]
pub struct InvalidInstant(pub String);

impl Instant {
    /// Seconds since 1970, rounded down.
    pub fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// The moment a number of seconds since 1970.
    pub fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1_000_000))
    }

    /// This moment and a number of seconds more (or fewer, when negative).
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// The calendar day in UTC: year, month, day.
    pub fn date(self) -> (i64, u32, u32) {
        civil_from_days(self.0.div_euclid(86_400_000_000))
    }

    /// This moment as clocks in central Europe show it, for reading the hour off; never stored.
    #[must_use]
    pub fn on_central_european_clocks(self) -> Self {
        let (year, ..) = self.date();
        // Summer time runs from the last Sunday of March to the last Sunday of October, changing at 1:00 UTC.
        let change = |month| {
            let last = days_from_civil(year, month, 31);
            // 1970-01-04 was a Sunday.
            (last - (last - 3).rem_euclid(7)) * 86_400 + 3_600
        };
        let is_summer = (change(3)..change(10)).contains(&self.seconds());
        self.plus_seconds(if is_summer { 7_200 } else { 3_600 })
    }

    /// The hour and the minute in UTC.
    pub fn time_of_day(self) -> (i64, i64) {
        let minutes = self.seconds().rem_euclid(86_400) / 60;
        (minutes / 60, minutes % 60)
    }

    /// The day in UTC as `2026-11-25`.
    pub fn to_iso_date(self) -> String {
        let (year, month, day) = self.date();
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// As `2026-11-25T09:30:00.000Z`, to the millisecond.
    pub fn to_iso(self) -> String {
        let (year, month, day) = self.date();
        let millis = self.0.div_euclid(1000).rem_euclid(86_400_000);
        let (hour, minute) = (millis / 3_600_000, millis / 60_000 % 60);
        let (second, milli) = (millis / 1000 % 60, millis % 1000);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z")
    }

    /// Reads `2026-11-25`, `2026-11-25T09:30:00Z`, fractions up to microseconds, and `+01:00` offsets.
    pub fn parse_iso(text: &str) -> Result<Self, InvalidInstant> {
        parse(text).ok_or_else(|| InvalidInstant(text.chars().take(64).collect()))
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_iso())
    }
}

fn digits(bytes: &[u8], from: usize, count: usize) -> Option<i64> {
    bytes
        .get(from..from + count)?
        .iter()
        .try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0')))
}

fn parse(text: &str) -> Option<Instant> {
    let bytes = text.as_bytes();
    let (year, month, day) = (digits(bytes, 0, 4)?, digits(bytes, 5, 2)?, digits(bytes, 8, 2)?);
    let days_ok = (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
    if bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') || !days_ok {
        return None;
    }
    let midnight = days_from_civil(year, month, day) * 86_400_000_000;
    if bytes.len() == 10 {
        return Some(Instant(midnight));
    }
    if !matches!(bytes.get(10), Some(b'T' | b't' | b' ')) || bytes.get(13) != Some(&b':') {
        return None;
    }
    let (hour, minute) = (digits(bytes, 11, 2)?, digits(bytes, 14, 2)?);
    let mut at = 16;
    let mut second = 0;
    if bytes.get(at) == Some(&b':') {
        second = digits(bytes, 17, 2)?;
        at = 19;
    }
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let mut micros = 0;
    if matches!(bytes.get(at), Some(b'.' | b',')) {
        at += 1;
        let mut unit = 100_000;
        while let Some(byte) = bytes.get(at).filter(|byte| byte.is_ascii_digit()) {
            micros += i64::from(byte - b'0') * unit;
            unit /= 10;
            at += 1;
        }
    }
    let offset_minutes = match bytes.get(at) {
        Some(b'Z' | b'z') if bytes.len() == at + 1 => 0,
        None => 0,
        Some(sign @ (b'+' | b'-')) => {
            let hours = digits(bytes, at + 1, 2)?;
            let minutes = match bytes.len() - at {
                3 => 0,
                5 => digits(bytes, at + 3, 2)?,
                6 if bytes.get(at + 3) == Some(&b':') => digits(bytes, at + 4, 2)?,
                _ => return None,
            };
            (hours * 60 + minutes) * if *sign == b'+' { 1 } else { -1 }
        }
        Some(_) => return None,
    };
    let seconds = hour * 3600 + minute * 60 + second - offset_minutes * 60;
    Some(Instant(midnight + seconds * 1_000_000 + micros))
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a proleptic Gregorian date (H. Hinnant, "chrono-compatible date algorithms").
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The inverse of [`days_from_civil`].
fn civil_from_days(days: i64) -> (i64, u32, u32) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, u32::try_from(month).unwrap_or(1), u32::try_from(day).unwrap_or(1))
}

/// Tells the time: the machine's, or one that a test sets.
#[derive(Clone, Debug, Default)]
pub struct Clock(Option<Arc<AtomicI64>>);

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(None)
    }

    /// A clock that stands still until it is moved.
    pub fn standing_at(at: Instant) -> Self {
        Self(Some(Arc::new(AtomicI64::new(at.0))))
    }

    /// Moves a standing clock; the machine's clock does not move.
    pub fn advance_seconds(&self, seconds: i64) {
        if let Some(at) = &self.0 {
            at.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
        }
    }

    /// The present moment.
    pub fn now(&self) -> Instant {
        match &self.0 {
            Some(at) => Instant(at.load(Ordering::SeqCst)),
            None => Instant(machine_micros()),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for the time")]
fn machine_micros() -> i64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_reads_back_what_it_wrote() {
        for text in ["1969-12-31T23:59:59.999Z", "2024-02-29T00:00:00.000Z", "2026-11-25T09:30:01.123Z"] {
            assert_eq!(Instant::parse_iso(text).map(Instant::to_iso).as_deref(), Ok(text));
        }
    }

    #[test]
    fn offsets_and_dates_are_understood() {
        let utc = Instant::parse_iso("2026-11-25T08:30:00Z");
        assert_eq!(Instant::parse_iso("2026-11-25T09:30:00+01:00"), utc);
        assert_eq!(Instant::parse_iso("2026-11-25").map(Instant::to_iso_date).as_deref(), Ok("2026-11-25"));
    }

    #[test]
    fn clocks_change_on_the_last_sundays_of_march_and_october() {
        let shown =
            |text: &str| Instant::parse_iso(text).map(|at| at.on_central_european_clocks().time_of_day());
        assert_eq!(shown("2026-03-29T00:59:59Z"), Ok((1, 59)));
        assert_eq!(shown("2026-03-29T01:00:00Z"), Ok((3, 0)));
        assert_eq!(shown("2026-10-25T00:59:59Z"), Ok((2, 59)));
        assert_eq!(shown("2026-10-25T01:00:00Z"), Ok((2, 0)));
    }

    #[test]
    fn nonsense_is_refused() {
        for text in
            ["", "2026", "2026-13-01", "2026-02-29", "2026-11-25T25:00:00Z", "2026-11-25x", "äöüäöüäöü"]
        {
            assert!(Instant::parse_iso(text).is_err(), "{text}");
        }
    }
}
