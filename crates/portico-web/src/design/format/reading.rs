//! Reading numbers as people type them, without ever multiplying or cutting a digit in silence.

use portico_kit::Locale;

/// What was understood of a typed number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Understood {
    /// One reading only: a plain decimal such as `45271.3`.
    Clearly(String),
    /// Two readings: the one taken by the language, and the other; the page says which it took.
    Probably {
        /// The reading that was taken.
        taken: String,
        /// The reading that would also be possible.
        other: String,
    },
    /// Not a number.
    NotANumber,
}

impl Understood {
    /// The plain decimal that was taken, if any.
    pub fn value(&self) -> Option<&str> {
        match self {
            Self::Clearly(value) | Self::Probably { taken: value, .. } => Some(value),
            Self::NotANumber => None,
        }
    }
}

/// Reads "45271,3", "45.271,3", "45 271,3" and "45271.3" alike; reports "1.234" as having two readings.
pub fn read_number(locale: Locale, typed: &str) -> Understood {
    let compact: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '\'' && *c != '’').collect();
    let (sign, digits) = match compact.strip_prefix(['-', '−']) {
        Some(rest) => ("-", rest),
        None => ("", compact.strip_prefix('+').unwrap_or(&compact)),
    };
    let allowed = |c: char| c.is_ascii_digit() || c == ',' || c == '.';
    if digits.len() > 40 || !digits.chars().all(allowed) || !digits.chars().any(|c| c.is_ascii_digit()) {
        return Understood::NotANumber;
    }
    read(locale, sign, digits).unwrap_or(Understood::NotANumber)
}

fn read(locale: Locale, sign: &str, digits: &str) -> Option<Understood> {
    let clearly = |whole: &str, part: &str| Some(Understood::Clearly(plain(sign, whole, part)));
    let commas = digits.matches(',').count();
    let points = digits.matches('.').count();
    match (commas, points) {
        (0, 0) => clearly(digits, ""),
        // Both marks: the one that comes last and once is the decimal mark, the other groups.
        (_, _) if commas > 0 && points > 0 => {
            let decimal_mark = if digits.rfind(',') > digits.rfind('.') { ',' } else { '.' };
            let group_mark = if decimal_mark == ',' { '.' } else { ',' };
            let (whole, part) = digits.split_once(decimal_mark)?;
            (is_grouped(whole, group_mark) && is_digits(part))
                .then(|| clearly(&whole.replace(group_mark, ""), part))?
        }
        // One mark several times can only group.
        (n, 0) | (0, n) if n > 1 => {
            let mark = if commas > 0 { ',' } else { '.' };
            is_grouped(digits, mark).then(|| clearly(&digits.replace(mark, ""), ""))?
        }
        _ => one_mark(locale, sign, digits),
    }
}

/// One mark once: with three digits behind it and one to three before, it may group or divide.
fn one_mark(locale: Locale, sign: &str, digits: &str) -> Option<Understood> {
    let mark = if digits.contains(',') { ',' } else { '.' };
    let (whole, part) = digits.split_once(mark)?;
    let divided = plain(sign, whole, part);
    let grouped = plain(sign, &format!("{whole}{part}"), "");
    if !is_grouped(digits, mark) || whole.starts_with('0') {
        return Some(Understood::Clearly(divided));
    }
    let groups_here = match locale {
        Locale::De => mark == '.',
        Locale::En => mark == ',',
    };
    Some(match groups_here {
        true => Understood::Probably { taken: grouped, other: divided },
        false => Understood::Probably { taken: divided, other: grouped },
    })
}

fn plain(sign: &str, whole: &str, part: &str) -> String {
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        rest => rest,
    };
    let is_zero = whole == "0" && part.bytes().all(|b| b == b'0');
    let sign = if is_zero { "" } else { sign };
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

/// One to three digits, then groups of exactly three.
fn is_grouped(text: &str, mark: char) -> bool {
    let mut groups = text.split(mark);
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && is_digits(first) && groups.all(|g| g.len() == 3 && is_digits(g))
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_ways_of_writing_one_reading_mean_the_same_in_both_languages() {
        for locale in Locale::ALL {
            for typed in
                ["45271,3", "45.271,3", "45 271,3", "45271.3", "45,271.3", " 045\u{a0}271,3 ", "+45271,3"]
            {
                let understood = read_number(locale, typed);
                assert_eq!(understood, Understood::Clearly("45271.3".to_owned()), "{typed}");
            }
        }
    }

    #[test]
    fn one_point_before_three_digits_is_reported_as_having_two_readings() {
        let german = read_number(Locale::De, "1.234");
        assert_eq!(german, Understood::Probably { taken: "1234".into(), other: "1.234".into() });
        let english = read_number(Locale::En, "1.234");
        assert_eq!(english, Understood::Probably { taken: "1.234".into(), other: "1234".into() });
        assert_eq!(read_number(Locale::De, "12,345").value(), Some("12.345"));
    }

    #[test]
    fn a_leading_zero_or_a_long_front_leaves_one_reading() {
        assert_eq!(read_number(Locale::De, "0.234"), Understood::Clearly("0.234".into()));
        assert_eq!(read_number(Locale::De, "45271.300"), Understood::Clearly("45271.300".into()));
        assert_eq!(read_number(Locale::De, "1.234.567"), Understood::Clearly("1234567".into()));
    }

    #[test]
    fn signs_survive_and_zero_has_none() {
        assert_eq!(read_number(Locale::De, "−4,67").value(), Some("-4.67"));
        assert_eq!(read_number(Locale::De, "-0,00").value(), Some("0.00"));
    }

    #[test]
    fn what_is_not_a_number_stays_unread() {
        for typed in ["", " ", ",", "12 kWh", "1,2,3", "1.2,3.4", "1..2", "12.34.567", "1e5", "--1"] {
            assert_eq!(read_number(Locale::De, typed), Understood::NotANumber, "{typed}");
        }
    }
}
