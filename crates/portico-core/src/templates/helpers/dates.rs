//! Dates: written by a pattern such as `dd.MM.yyyy`, moved by `+14d`, and today.

use portico_kit::{Instant, Locale};
use serde_json::Value;

use super::Given;

const DAY: i64 = 86_400;
const WEEKDAYS_DE: [&str; 7] =
    ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];
const WEEKDAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// `formatDate`, `dateMath` and `now`; nothing for what is no date.
pub(super) fn date(given: &Given<'_, '_, '_>, name: &str) -> Value {
    let locale = given.run.world.locale();
    let now = given.run.world.now().on_central_european_clocks();
    if name == "now" {
        let pattern = given.value(0).as_str().unwrap_or(usual(locale));
        return written(locale, now, pattern).into();
    }
    let text = given.text(0);
    let Some(at) = read(&text, now) else { return Value::String(String::new()) };
    match name {
        "dateMath" => moved(at, &given.text(1)).map_or(Value::Null, |at| at.to_iso_date().into()),
        _ => written(locale, at, given.value(1).as_str().unwrap_or(usual(locale))).into(),
    }
}

fn usual(locale: Locale) -> &'static str {
    match locale {
        Locale::De => "dd.MM.yyyy",
        Locale::En => "d MMM yyyy",
    }
}

/// A day as it is stored, a moment as clocks in central Europe show it; `now` and `today` are words for now.
fn read(text: &str, now: Instant) -> Option<Instant> {
    if matches!(text, "now" | "today") {
        return Some(now);
    }
    let at = Instant::parse_iso(text).ok()?;
    Some(if text.len() == 10 { at } else { at.on_central_european_clocks() })
}

/// `+14d`, `-3m`, `1y`, `+2w`, `+6h`.
fn moved(at: Instant, by: &str) -> Option<Instant> {
    let by = by.trim();
    let unit = by.chars().next_back()?;
    let count: i64 = by[..by.len() - unit.len_utf8()].trim().trim_start_matches('+').parse().ok()?;
    if count.abs() > 100_000 {
        return None;
    }
    match unit {
        'h' => Some(at.plus_seconds(count * 3600)),
        'd' => Some(at.plus_seconds(count * DAY)),
        'w' => Some(at.plus_seconds(count * 7 * DAY)),
        'm' | 'M' => months_on(at, count),
        'y' => months_on(at, count * 12),
        _ => None,
    }
}

/// The same day some months on, or the last day of a month that is shorter.
fn months_on(at: Instant, months: i64) -> Option<Instant> {
    let (year, month, day) = at.date();
    let all = year * 12 + i64::from(month) - 1 + months;
    let (year, month) = (all.div_euclid(12), all.rem_euclid(12) + 1);
    if !(1..=9999).contains(&year) {
        return None;
    }
    let days = (1..=day).rev();
    days.into_iter().find_map(|day| Instant::parse_iso(&format!("{year:04}-{month:02}-{day:02}")).ok())
}

/// A moment by a pattern of `y M d E H h m s`; other signs stand for themselves, `'…'` too.
fn written(locale: Locale, at: Instant, pattern: &str) -> String {
    let mut out = String::new();
    let mut rest: String = pattern.chars().take(100).collect();
    while let Some(sign) = rest.chars().next() {
        if sign == '\'' {
            let quoted: String = rest.chars().skip(1).take_while(|c| *c != '\'').collect();
            rest = rest.chars().skip(quoted.chars().count() + 2).collect();
            out.push_str(&quoted);
            continue;
        }
        let count = rest.chars().take_while(|c| *c == sign).count();
        rest = rest.chars().skip(count).collect();
        match part(locale, at, sign, count) {
            Some(text) => out.push_str(&text),
            None => out.extend(std::iter::repeat_n(sign, count)),
        }
    }
    out
}

fn part(locale: Locale, at: Instant, sign: char, count: usize) -> Option<String> {
    let (year, month, day) = at.date();
    let (hour, minute) = at.time_of_day();
    let padded = |number: i64| if count >= 2 { format!("{number:02}") } else { number.to_string() };
    let weekdays = match locale {
        Locale::De => WEEKDAYS_DE,
        Locale::En => WEEKDAYS_EN,
    };
    let month_name = locale.months().get((month as usize).saturating_sub(1)).copied().unwrap_or_default();
    let short = |name: &str, letters: usize| name.chars().take(letters).collect::<String>();
    Some(match (sign, count) {
        ('y' | 'Y', 2) => format!("{:02}", year.rem_euclid(100)),
        ('y' | 'Y', _) => format!("{year:04}"),
        ('M', 1 | 2) => padded(i64::from(month)),
        ('M', 3) => short(month_name, 3),
        ('M', _) => month_name.to_owned(),
        ('d' | 'D', _) => padded(i64::from(day)),
        ('E', _) => {
            // 1970-01-01 was a Thursday.
            let name = weekdays.get((at.seconds().div_euclid(DAY) + 3).rem_euclid(7) as usize)?;
            if count > 3 { (*name).to_owned() } else { short(name, if locale == Locale::De { 2 } else { 3 }) }
        }
        ('H', _) => padded(hour),
        ('h', _) => padded(if hour % 12 == 0 { 12 } else { hour % 12 }),
        ('m', _) => padded(minute),
        ('s', _) => padded(at.seconds().rem_euclid(60)),
        _ => return None,
    })
}
