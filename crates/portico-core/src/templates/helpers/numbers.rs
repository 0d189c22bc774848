//! Numbers and money: computed, and written as the reader's language writes them.

use portico_kit::Locale;
use serde_json::Value;

use super::{Given, plain_number};

/// The result of a computation; nothing when something is no number.
pub(super) fn computed(given: &Given<'_, '_, '_>, name: &str) -> Value {
    let Some(first) = given.number(0) else { return Value::Null };
    let second = || given.number(1);
    let made = match name {
        "abs" => Some(first.abs()),
        "floor" => Some(first.floor()),
        "ceil" => Some(first.ceil()),
        "round" => {
            let places = second().unwrap_or(0.0).clamp(0.0, 6.0) as i32;
            Some((first * 10f64.powi(places)).round() / 10f64.powi(places))
        }
        "add" => second().map(|second| first + second),
        "subtract" => second().map(|second| first - second),
        "multiply" => second().map(|second| first * second),
        "divide" => second().filter(|second| *second != 0.0).map(|second| first / second),
        _ => second().filter(|second| *second != 0.0).map(|second| first % second),
    };
    made.filter(|number| number.is_finite()).map_or(Value::Null, plain_number)
}

/// A number as text, with or without a currency.
pub(super) fn formatted(given: &Given<'_, '_, '_>, name: &str) -> Value {
    let Some(number) = given.number(0) else { return Value::String(String::new()) };
    let locale = given.run.world.locale();
    match name {
        "fromCents" => plain_number(number / 100.0),
        "asCurrency" => {
            let currency = given.value(1).as_str().or(given.option("currency").and_then(Value::as_str));
            money(locale, number, currency.unwrap_or("EUR")).into()
        }
        _ => {
            let places = given.number(1).or(given.option("decimals").and_then(Value::as_f64));
            let text = match places {
                Some(places) => format!("{number:.*}", places.clamp(0.0, 6.0) as usize),
                None => told(number),
            };
            grouped(locale, &text).into()
        }
    }
}

fn told(number: f64) -> String {
    let text = format!("{number:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `1.234,50 €` in German, `€1,234.50` in English.
fn money(locale: Locale, amount: f64, currency: &str) -> String {
    let number = grouped(locale, &format!("{amount:.2}"));
    let symbol = match currency {
        "EUR" => "€",
        "GBP" => "£",
        "USD" => "$",
        other => other,
    };
    match (locale, symbol.len() > 2 && symbol.is_ascii(), number.strip_prefix('-')) {
        (Locale::De, ..) => format!("{number}\u{a0}{symbol}"),
        (Locale::En, true, _) => format!("{symbol}\u{a0}{number}"),
        (Locale::En, false, Some(rest)) => format!("-{symbol}{rest}"),
        (Locale::En, false, None) => format!("{symbol}{number}"),
    }
}

/// A plain decimal text with the separators of a language.
fn grouped(locale: Locale, plain: &str) -> String {
    let (thousands, point) = match locale {
        Locale::De => ('.', ','),
        Locale::En => (',', '.'),
    };
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let mut out = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(thousands);
        }
        out.push(digit);
    }
    if !decimals.is_empty() {
        out.push(point);
        out.push_str(decimals);
    }
    out
}
