//! Numbers, units, money, sizes and identifiers.

use std::sync::LazyLock;

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::locale;
use portico_kit::{Locale, Money};

use super::NO_BREAK;

const MINUS: char = '\u{2212}';

static DE: LazyLock<Option<DecimalFormatter>> =
    LazyLock::new(|| DecimalFormatter::try_new(locale!("de").into(), Default::default()).ok());
static EN: LazyLock<Option<DecimalFormatter>> =
    LazyLock::new(|| DecimalFormatter::try_new(locale!("en-GB").into(), Default::default()).ok());

/// A plain decimal text such as `-45271.30`, with every digit it has: `−45.271,30`.
///
/// A text that is no number comes back as it is.
pub fn decimal(locale: Locale, plain: &str) -> String {
    let formatter = match locale {
        Locale::De => &*DE,
        Locale::En => &*EN,
    };
    let (Some(formatter), Ok(value)) = (formatter, Decimal::try_from_str(plain.trim())) else {
        return plain.to_owned();
    };
    formatter.format(&value).to_string().replace('-', &MINUS.to_string())
}

/// A whole number.
pub fn integer(locale: Locale, value: i64) -> String {
    decimal(locale, &value.to_string())
}

/// A number with the decimals it has, at most six.
pub fn number(locale: Locale, value: f64) -> String {
    let fixed = format!("{value:.6}");
    decimal(locale, fixed.trim_end_matches('0').trim_end_matches('.'))
}

/// A number with a fixed count of decimals.
pub fn places(locale: Locale, value: f64, decimals: usize) -> String {
    decimal(locale, &format!("{value:.decimals$}"))
}

/// A number and its unit, kept on one line: `3.112,9 kWh`.
pub fn with_unit(number: &str, unit: &str) -> String {
    format!("{number}{NO_BREAK}{unit}")
}

/// A percentage: `6 %` in German, `6%` in English.
pub fn percent(locale: Locale, value: f64) -> String {
    let number = number(locale, value);
    match locale {
        Locale::De => with_unit(&number, "%"),
        Locale::En => format!("{number}%"),
    }
}

/// Money with its currency: `99,00 €`, `€99.00`.
pub fn money(locale: Locale, money: &Money) -> String {
    amount(locale, &money.to_decimal(), &money.currency)
}

/// Money with a plus for credits: `+12,00 €`.
pub fn money_with_sign(locale: Locale, amount: &Money) -> String {
    let text = money(locale, amount);
    if amount.cents > 0 { format!("+{text}") } else { text }
}

/// Two amounts of one currency: `79,00 bis 129,00 €`, `€79.00 to €129.00`.
pub fn money_range(locale: Locale, from: &Money, to: &Money) -> String {
    match locale {
        Locale::De => format!("{} bis {}", decimal(locale, &from.to_decimal()), money(locale, to)),
        Locale::En => format!("{} to {}", money(locale, from), money(locale, to)),
    }
}

fn amount(locale: Locale, plain: &str, currency: &str) -> String {
    let symbol = match currency {
        "EUR" => "€",
        "GBP" => "£",
        "USD" => "$",
        other => other,
    };
    let number = decimal(locale, plain);
    match locale {
        Locale::De => with_unit(&number, symbol),
        Locale::En if symbol.len() > 2 && symbol.is_ascii() => format!("{symbol}{NO_BREAK}{number}"),
        Locale::En => match number.strip_prefix(MINUS) {
            Some(rest) => format!("{MINUS}{symbol}{rest}"),
            None => format!("{symbol}{number}"),
        },
    }
}

/// The size of a file in decimal units: `3,8 MB`.
pub fn file_size(locale: Locale, bytes: u64) -> String {
    const STEPS: [(u64, &str, usize); 4] =
        [(1_000_000_000, "GB", 1), (1_000_000, "MB", 1), (1_000, "KB", 0), (1, "Byte", 0)];
    let (step, unit, decimals) =
        STEPS.into_iter().find(|(step, ..)| bytes >= *step).unwrap_or((1, "Byte", 0));
    let value = bytes as f64 / step as f64;
    // 999.7 KB would read as 1,000 KB.
    if decimals == 0 && value.round() >= 1000.0 {
        return file_size(locale, step * 1000);
    }
    with_unit(&places(locale, value, decimals), unit)
}

/// A long number in groups of three from the right: `7003 221 845`. Anything else stays as it is.
pub fn identifier(plain: &str) -> String {
    let digits = plain.len();
    if digits < 7 || !plain.bytes().all(|byte| byte.is_ascii_digit()) {
        return plain.to_owned();
    }
    let mut out = String::with_capacity(digits + digits / 3);
    for (index, digit) in plain.chars().enumerate() {
        // A single digit does not stand alone in front.
        if index > 1 && (digits - index).is_multiple_of(3) {
            out.push(NO_BREAK);
        }
        out.push(digit);
    }
    out
}

/// A bank account with only what is needed to know it again: `DE•• 2051`.
pub fn bank_account(iban: &str) -> String {
    let compact: Vec<char> = iban.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    if compact.len() < 12 {
        return "••••".to_owned();
    }
    let country: String = compact.iter().take(2).collect();
    let end: String = compact.iter().skip(compact.len() - 4).collect();
    format!("{}••{NO_BREAK}{end}", country.to_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spaces(text: &str) -> String {
        text.replace(NO_BREAK, " ")
    }

    #[test]
    fn numbers_follow_the_language() {
        assert_eq!(decimal(Locale::De, "45271.3"), "45.271,3");
        assert_eq!(decimal(Locale::En, "45271.3"), "45,271.3");
        assert_eq!(decimal(Locale::De, "-10.810"), "−10,810");
        assert_eq!(decimal(Locale::De, "kein"), "kein");
        assert_eq!(number(Locale::De, 3112.9), "3.112,9");
        assert_eq!(number(Locale::En, 9.0), "9");
        assert_eq!(integer(Locale::En, 8226), "8,226");
    }

    #[test]
    fn money_follows_the_language() {
        assert_eq!(spaces(&money(Locale::De, &Money::euro_cents(9900))), "99,00 €");
        assert_eq!(money(Locale::En, &Money::euro_cents(9900)), "€99.00");
        assert_eq!(spaces(&money(Locale::De, &Money::euro_cents(-467))), "−4,67 €");
        assert_eq!(money(Locale::En, &Money::euro_cents(-467)), "−€4.67");
        let (low, high) = (Money::euro_cents(7900), Money::euro_cents(12900));
        assert_eq!(spaces(&money_range(Locale::De, &low, &high)), "79,00 bis 129,00 €");
        assert_eq!(money_range(Locale::En, &low, &high), "€79.00 to €129.00");
        let francs = Money { cents: 1250, currency: "CHF".to_owned() };
        assert_eq!(spaces(&money(Locale::En, &francs)), "CHF 12.50");
    }

    #[test]
    fn percentages_and_sizes_follow_the_language() {
        assert_eq!(spaces(&percent(Locale::De, 6.0)), "6 %");
        assert_eq!(percent(Locale::En, 6.5), "6.5%");
        assert_eq!(spaces(&file_size(Locale::De, 3_812_000)), "3,8 MB");
        assert_eq!(spaces(&file_size(Locale::En, 212_400)), "212 KB");
        assert_eq!(spaces(&file_size(Locale::En, 999_900)), "1.0 MB");
        assert_eq!(spaces(&file_size(Locale::De, 12)), "12 Byte");
    }

    #[test]
    fn long_numbers_are_grouped_and_meter_numbers_are_not() {
        assert_eq!(spaces(&identifier("7003221845")), "7003 221 845");
        assert_eq!(spaces(&identifier("200411873")), "200 411 873");
        assert_eq!(identifier("34990"), "34990");
        assert_eq!(identifier("1EMH0012345678"), "1EMH0012345678");
    }

    #[test]
    fn a_bank_account_is_shown_by_its_ends() {
        assert_eq!(spaces(&bank_account("DE89 3704 0044 0532 0120 51")), "DE•• 2051");
        assert_eq!(bank_account("12"), "••••");
    }
}
