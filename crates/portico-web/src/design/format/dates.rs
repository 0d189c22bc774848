//! Days and times of day, in the time of the portal.

use std::sync::LazyLock;

use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{MD, MDE, YMD, YMDE};
use icu_datetime::input::Date;
use icu_locale_core::locale;
use portico_kit::{Instant, Locale};

use super::NO_BREAK;

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// The year.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, 1 to 31.
    pub day: u8,
}

impl Day {
    /// A day, when the calendar has it.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        Date::try_new_iso(year, month, day).ok().map(|_| Self { year, month, day })
    }

    /// Reads the first ten characters of an ISO 8601 date or date and time.
    pub fn parse(text: &str) -> Option<Self> {
        let date = text.get(..10)?;
        let mut parts = date.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// As `2026-11-25`, the form of date fields.
    pub fn to_iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// Whole days from this day to another; negative when it lies before.
    pub fn days_until(self, other: Self) -> i64 {
        other.number() - self.number()
    }

    /// Days since 1970-01-01 in the Gregorian calendar.
    fn number(self) -> i64 {
        let (y, m, d) = (i64::from(self.year), i64::from(self.month), i64::from(self.day));
        let y = if m <= 2 { y - 1 } else { y };
        let era = y.div_euclid(400);
        let of_era = y.rem_euclid(400);
        let of_year = (153 * (if m > 2 { m - 3 } else { m + 9 }) + 2) / 5 + d - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }
}

/// An hour and a minute of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay {
    /// The hour, 0 to 23.
    pub hour: u8,
    /// The minute, 0 to 59.
    pub minute: u8,
}

/// How times are told in English: portals say `2:06 pm`, the console `14:06`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// Twelve hours in English.
    Portal,
    /// Twenty-four hours, without a word.
    Console,
}

type Dates<F> = DateTimeFormatter<F>;

struct Formatters {
    long: Option<Dates<YMD>>,
    short: Option<Dates<YMD>>,
    month: Option<Dates<MD>>,
    weekday: Option<Dates<MDE>>,
    weekday_year: Option<Dates<YMDE>>,
}

static DE: LazyLock<Formatters> = LazyLock::new(|| Formatters::new(Locale::De));
static EN: LazyLock<Formatters> = LazyLock::new(|| Formatters::new(Locale::En));

impl Formatters {
    fn new(locale: Locale) -> Self {
        let l = match locale {
            Locale::De => locale!("de"),
            Locale::En => locale!("en-GB"),
        };
        Self {
            long: Dates::try_new((&l).into(), YMD::long()).ok(),
            short: Dates::try_new((&l).into(), YMD::medium()).ok(),
            month: Dates::try_new((&l).into(), MD::long()).ok(),
            weekday: Dates::try_new((&l).into(), MDE::long()).ok(),
            weekday_year: Dates::try_new((&l).into(), YMDE::long()).ok(),
        }
    }

    fn of(locale: Locale) -> &'static Self {
        match locale {
            Locale::De => &DE,
            Locale::En => &EN,
        }
    }
}

macro_rules! write_day {
    ($formatter:expr, $day:expr) => {{
        let iso = Date::try_new_iso($day.year, $day.month, $day.day).ok();
        match ($formatter, iso) {
            (Some(formatter), Some(date)) => keep_together(&formatter.format(&date).to_string()),
            _ => $day.to_iso(),
        }
    }};
}

/// A date in running text: `30. November 2026`, `30 November 2026`.
pub fn date(locale: Locale, day: Day) -> String {
    write_day!(&Formatters::of(locale).long, day)
}

/// A date in a table: `30.11.2026`, `30 Nov 2026`.
pub fn short_date(locale: Locale, day: Day) -> String {
    write_day!(&Formatters::of(locale).short, day)
}

/// A date of the running year: `30. November`, `30 November`.
pub fn day_month(locale: Locale, day: Day) -> String {
    write_day!(&Formatters::of(locale).month, day)
}

/// A date somebody waits for: `Mittwoch, 25. November`, with the year when it is another than today's.
pub fn deadline(locale: Locale, day: Day, today: Day) -> String {
    if day.year == today.year {
        write_day!(&Formatters::of(locale).weekday, day)
    } else {
        write_day!(&Formatters::of(locale).weekday_year, day)
    }
}

/// A date near today in a word, any other in full: `heute`, `gestern`, `18. November`, `9. Mai 2025`.
pub fn date_relative(locale: Locale, day: Day, today: Day) -> String {
    let word = match (locale, today.days_until(day)) {
        (Locale::De, 0) => "heute",
        (Locale::De, -1) => "gestern",
        (Locale::De, 1) => "morgen",
        (Locale::En, 0) => "today",
        (Locale::En, -1) => "yesterday",
        (Locale::En, 1) => "tomorrow",
        _ if day.year == today.year => return day_month(locale, day),
        _ => return date(locale, day),
    };
    word.to_owned()
}

/// A time of day: `14:06 Uhr`, `2:06 pm`, in the console `14:06`.
pub fn time(locale: Locale, time: TimeOfDay, clock: Clock) -> String {
    let TimeOfDay { hour, minute } = time;
    match (locale, clock) {
        (_, Clock::Console) => format!("{hour:02}:{minute:02}"),
        (Locale::De, Clock::Portal) => format!("{hour}:{minute:02}{NO_BREAK}Uhr"),
        (Locale::En, Clock::Portal) => {
            let half = if hour < 12 { "am" } else { "pm" };
            let shown = if hour % 12 == 0 { 12 } else { hour % 12 };
            format!("{shown}:{minute:02}{NO_BREAK}{half}")
        }
    }
}

/// Whether a text tells a day and no time: a bare date, or midnight as programs write one that know no time.
pub fn is_bare_date(text: &str) -> bool {
    text.len() == 10 || ["T00:00:00Z", "T00:00:00.000Z"].iter().any(|midnight| text.ends_with(midnight))
}

/// A moment as date and time: `30. November 2026, 14:06 Uhr`.
pub fn date_time(locale: Locale, moment: Instant, clock: Clock) -> String {
    let (day, of_day) = local(moment);
    let shown = match clock {
        Clock::Portal => date(locale, day),
        Clock::Console => short_date(locale, day),
    };
    format!("{shown}, {}", time(locale, of_day, clock))
}

/// The day and time of a moment in central Europe, where all portals live for now.
pub fn local(moment: Instant) -> (Day, TimeOfDay) {
    let utc = moment.seconds();
    let offset = if is_summer(utc) { 7_200 } else { 3_600 };
    let shifted = Instant::from_seconds(utc + offset);
    let (year, month, day) = shifted.date();
    let of_day = shifted.seconds().rem_euclid(86_400);
    let day = Day { year: year as i32, month: month as u8, day: day as u8 };
    (day, TimeOfDay { hour: (of_day / 3_600) as u8, minute: (of_day / 60 % 60) as u8 })
}

/// Summer time runs from the last Sunday of March to the last Sunday of October, changing at 1:00 UTC.
fn is_summer(utc: i64) -> bool {
    let (year, ..) = Instant::from_seconds(utc).date();
    let change = |month: u8| {
        let last = Day { year: year as i32, month, day: 31 }.number();
        // 1970-01-04 was a Sunday.
        let sunday = last - (last - 3).rem_euclid(7);
        sunday * 86_400 + 3_600
    };
    (change(3)..change(10)).contains(&utc)
}

/// Keeps the number of the day and the name of its month on one line.
fn keep_together(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    let mut before: [char; 2] = [' ', ' '];
    for c in text.chars() {
        let after_number = before[1].is_ascii_digit() || (before[1] == '.' && before[0].is_ascii_digit());
        out.push(if c == ' ' && after_number { NO_BREAK } else { c });
        before = [before[1], c];
    }
    out
}

#[cfg(test)]
mod tests;
