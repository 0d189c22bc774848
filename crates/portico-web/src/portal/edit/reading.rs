//! Reads what people typed into the values that records hold; what cannot be read is told field by field.

use portico_core::schemas::Attribute;
use portico_kit::{EmailAddress, Instant, Locale};
use serde_json::{Map, Number, Value, json};

use super::typed::{ADDRESS_PARTS, Typed, first};
use crate::design::components::error_summary::Fault;
use crate::design::format::{self, Day, Understood, read_number};
use crate::design::words::{t, t_args};
use crate::portal::values::{find_option, is_empty};

/// The largest number of cents that no program rounds.
const LARGEST_CENTS: i64 = 9_007_199_254_740_991;
/// More digits than this are not kept by the numbers of records.
const MOST_DIGITS: usize = 15;

/// Reads fields in a language and gathers what is wrong.
pub struct Reading<'a> {
    /// The language in which it was typed.
    pub locale: Locale,
    /// What was typed.
    pub typed: &'a Typed,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

impl<'a> Reading<'a> {
    /// A reading of these fields.
    pub fn of(locale: Locale, typed: &'a Typed) -> Self {
        Self { locale, typed, faults: Vec::new() }
    }

    /// The value typed for an attribute under a field name; `was` is the value it had before.
    pub fn value(&mut self, name: &str, attribute: &Attribute, was: &Value) -> Value {
        let value = match attribute.kind.as_str() {
            "number" => self.number(name, attribute),
            "currency" => self.cents(name, attribute),
            "date" => self.date(name, attribute),
            "datetime" => self.moment(name, attribute),
            "boolean" => match self.typed.text(name) {
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                _ => Value::Null,
            },
            "select" | "radio" | "status" => self.choice(name, attribute),
            "multiselect" | "tags" => {
                Value::Array(self.typed.all(name).filter(|one| !one.is_empty()).map(Value::from).collect())
            }
            "address" => return self.address(name, attribute, was),
            "email" | "phone" => self.first_item(name, attribute, was),
            _ => self.text(name),
        };
        if is_empty(&value) && attribute.required && !self.faults.iter().any(|fault| fault.field == name) {
            self.fault(name, "portal-fault-required", attribute.label(self.locale));
        }
        if is_empty(&value) && !value.is_array() { Value::Null } else { value }
    }

    fn fault(&mut self, name: &str, key: &'static str, label: String) {
        let message = t_args(self.locale, key, &[("label", label.into())]).into_owned();
        self.faults.push(Fault::new(name, message));
    }

    fn text(&self, name: &str) -> Value {
        let text = self.typed.text(name).replace("\r\n", "\n");
        if text.is_empty() { Value::Null } else { text.into() }
    }

    fn number(&mut self, name: &str, attribute: &Attribute) -> Value {
        let typed = self.typed.text(name);
        if typed.is_empty() {
            return Value::Null;
        }
        let understood = read_number(self.locale, typed);
        let Some(plain) = understood.value() else {
            self.fault(name, "portal-fault-number", attribute.label(self.locale));
            return Value::Null;
        };
        if plain.chars().filter(char::is_ascii_digit).count() > MOST_DIGITS {
            self.fault(name, "portal-fault-digits", attribute.label(self.locale));
            return Value::Null;
        }
        number_of(plain)
    }

    fn cents(&mut self, name: &str, attribute: &Attribute) -> Value {
        let typed = self.typed.text(name).trim_matches(|c: char| c == '€' || c.is_whitespace());
        if typed.is_empty() {
            return Value::Null;
        }
        match read_number(self.locale, typed).value().map(cents_of) {
            Some(Some(cents)) => cents.into(),
            Some(None) => {
                self.fault(name, "portal-fault-cents", attribute.label(self.locale));
                Value::Null
            }
            None => {
                self.fault(name, "portal-fault-number", attribute.label(self.locale));
                Value::Null
            }
        }
    }

    fn date(&mut self, name: &str, attribute: &Attribute) -> Value {
        let typed = self.typed.text(name);
        if typed.is_empty() {
            return Value::Null;
        }
        match read_day(typed) {
            Some(day) => day.to_iso().into(),
            None => {
                self.fault(name, "portal-fault-date", attribute.label(self.locale));
                Value::Null
            }
        }
    }

    fn moment(&mut self, name: &str, attribute: &Attribute) -> Value {
        let (date_name, time_name) = (format!("{name}.date"), format!("{name}.time"));
        let (date, time) = (self.typed.text(&date_name), self.typed.text(&time_name));
        if date.is_empty() && time.is_empty() {
            return Value::Null;
        }
        match (read_day(date), read_time(time)) {
            (Some(day), Some(time)) => utc_of(day, time).to_iso().into(),
            (None, _) => {
                self.fault(&date_name, "portal-fault-date", attribute.label(self.locale));
                Value::Null
            }
            (_, None) => {
                self.fault(&time_name, "portal-fault-time", attribute.label(self.locale));
                Value::Null
            }
        }
    }

    fn choice(&mut self, name: &str, attribute: &Attribute) -> Value {
        let typed = self.typed.text(name);
        if typed.is_empty() {
            return Value::Null;
        }
        if find_option(attribute, typed).is_none() {
            self.fault(name, "portal-fault-choice", attribute.label(self.locale));
        }
        typed.into()
    }

    /// The first item of a list of e-mail addresses or phone numbers, or the only one; the others stay.
    fn first_item(&mut self, name: &str, attribute: &Attribute, was: &Value) -> Value {
        let typed = self.typed.text(name).to_owned();
        let is_wrong = match attribute.kind.as_str() {
            "email" => EmailAddress::parse(&typed).is_err(),
            _ => !is_phone(&typed),
        };
        if !typed.is_empty() && is_wrong {
            let key = if attribute.kind == "email" { "portal-fault-email" } else { "portal-fault-phone" };
            self.fault(name, key, attribute.label(self.locale));
        }
        let is_list = was.is_array() || (was.is_null() && attribute.is_repeatable());
        if !is_list {
            return if typed.is_empty() { Value::Null } else { typed.into() };
        }
        let mut items = was.as_array().cloned().unwrap_or_default();
        match (typed.is_empty(), items.first_mut()) {
            (true, Some(_)) => drop(items.remove(0)),
            (true, None) => {}
            (false, Some(first)) if first.is_object() => first[&attribute.kind] = typed.into(),
            (false, Some(first)) => *first = typed.into(),
            (false, None) => items.push(json!({ attribute.kind.as_str(): typed })),
        }
        if items.is_empty() { Value::Null } else { Value::Array(items) }
    }

    /// The first address of a list, or the only one; what a form does not show stays.
    fn address(&mut self, name: &str, attribute: &Attribute, was: &Value) -> Value {
        let texts = ADDRESS_PARTS.map(|part| (part, self.typed.text(&format!("{name}.{part}")).to_owned()));
        let mut items = was.as_array().cloned().unwrap_or_default();
        if texts.iter().all(|(_, text)| text.is_empty()) {
            if attribute.required {
                self.fault(&format!("{name}.street"), "portal-fault-required", attribute.label(self.locale));
            }
            if !items.is_empty() {
                items.remove(0);
            }
            return if items.is_empty() { Value::Null } else { Value::Array(items) };
        }
        let mut item: Map<String, Value> = first(was).as_object().cloned().unwrap_or_default();
        self.check_address(name, &item, &texts);
        for (part, text) in texts {
            if text.is_empty() {
                item.shift_remove(part);
            } else {
                item.insert(part.to_owned(), text.into());
            }
        }
        match items.first_mut() {
            Some(first) => *first = Value::Object(item),
            None => items.push(Value::Object(item)),
        }
        Value::Array(items)
    }

    fn check_address(&mut self, name: &str, was: &Map<String, Value>, texts: &[(&str, String)]) {
        let text =
            |part: &str| texts.iter().find(|(known, _)| *known == part).map_or("", |(_, text)| text.as_str());
        for (part, label) in
            [("street", "portal-street"), ("postal_code", "portal-postal-code"), ("city", "portal-city")]
        {
            if text(part).is_empty() {
                let label = t(self.locale, label).into_owned();
                self.fault(&format!("{name}.{part}"), "portal-fault-required", label);
            }
        }
        let country = was.get("country").and_then(Value::as_str).unwrap_or("DE");
        let code = text("postal_code");
        let is_german = matches!(country, "DE" | "Germany" | "Deutschland");
        if is_german
            && !code.is_empty()
            && !(code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_digit()))
        {
            self.fault(&format!("{name}.postal_code"), "portal-fault-postal-code", code.to_owned());
        }
    }
}

/// What was taken of a number with the mark that groups in this language, and the other reading: `1.234` in German.
pub fn two_readings(locale: Locale, attribute: &Attribute, typed: &str) -> Option<(String, String)> {
    let groups = match locale {
        Locale::De => '.',
        Locale::En => ',',
    };
    match (attribute.kind.as_str(), read_number(locale, typed)) {
        ("number" | "currency", Understood::Probably { taken, other }) if typed.contains(groups) => {
            Some((format::decimal(locale, &taken), format::decimal(locale, &other)))
        }
        _ => None,
    }
}

fn number_of(plain: &str) -> Value {
    if let Ok(whole) = plain.parse::<i64>() {
        return whole.into();
    }
    let Ok(number) = plain.parse::<f64>() else { return Value::Null };
    if number.fract() == 0.0 {
        return Value::from(number as i64);
    }
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}

/// Whole cents of a plain decimal; nothing when it has parts of a cent or is too large.
fn cents_of(plain: &str) -> Option<i64> {
    let (sign, digits) = plain.strip_prefix('-').map_or((1, plain), |rest| (-1, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if part.trim_end_matches('0').len() > 2 {
        return None;
    }
    let part: i64 = format!("{:0<2}", part.chars().take(2).collect::<String>()).parse().ok()?;
    let cents = whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(part)?;
    (cents <= LARGEST_CENTS).then_some(sign * cents)
}

/// A day as date fields send it, or as people write it: `25.11.2026`.
pub fn read_day(typed: &str) -> Option<Day> {
    if let Some(day) = Day::parse(typed).filter(|_| typed.len() == 10) {
        return Some(day);
    }
    let parts: Vec<&str> = typed.split(['.', '/']).map(str::trim).collect();
    match parts.as_slice() {
        [day, month, year] if year.len() == 4 => {
            Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
        }
        _ => None,
    }
}

/// A typed time: hours and minutes.
pub fn read_time(typed: &str) -> Option<(i64, i64)> {
    let plain = typed.trim_end_matches("Uhr").trim();
    let (hour, minute) = plain.split_once([':', '.']).unwrap_or((plain, "0"));
    let (hour, minute) = (hour.trim().parse::<i64>().ok()?, minute.trim().parse::<i64>().ok()?);
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some((hour, minute))
}

/// The moment at which clocks of central Europe show a day and time.
pub fn utc_of(day: Day, (hour, minute): (i64, i64)) -> Instant {
    let midnight = Instant::parse_iso(&day.to_iso()).unwrap_or(Instant(0));
    let shown = midnight.plus_seconds(hour * 3600 + minute * 60);
    let summer = shown.plus_seconds(-7200);
    // In winter clocks are one hour ahead, in summer two; the hour that comes twice is taken as summer.
    if summer.on_central_european_clocks() == shown { summer } else { shown.plus_seconds(-3600) }
}

fn is_phone(typed: &str) -> bool {
    let digits = typed.chars().filter(char::is_ascii_digit).count();
    (5..=20).contains(&digits) && typed.chars().all(|c| c.is_ascii_digit() || " +-/().".contains(c))
}

#[cfg(test)]
mod tests;
