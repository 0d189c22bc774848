//! Conditions of a list: "attribute is value", as they stand in the address, in chips and in the search.

use portico_core::schemas::{Attribute, Schema};
use portico_kit::Locale;
use portico_kit::document::Path;
use portico_kit::filter::{Filter, Range, Value};

use super::super::values::{options, plain};
use crate::design::format::read_number;
use crate::design::words::t;

/// What is asked of an attribute.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Test {
    Is,
    /// One of several, as they are ticked.
    OneOf,
    IsNot,
    Starts,
    From,
    To,
    /// From and to at once: two conditions.
    Between,
    Filled,
    Empty,
}

impl Test {
    /// All tests of a single condition.
    pub(super) const ALL: [Self; 8] =
        [Self::Is, Self::OneOf, Self::IsNot, Self::Starts, Self::From, Self::To, Self::Filled, Self::Empty];
    /// What is offered, in this order: a range comes first where there is one.
    pub(super) const OFFERED: [Self; 6] =
        [Self::Between, Self::Is, Self::IsNot, Self::Starts, Self::Filled, Self::Empty];

    /// The word in addresses and texts.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Is => "is",
            Self::OneOf => "one-of",
            Self::IsNot => "is-not",
            Self::Starts => "starts",
            Self::Between => "between",
            Self::From => "from",
            Self::To => "to",
            Self::Filled => "filled",
            Self::Empty => "empty",
        }
    }

    fn of_word(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|test| test.word() == text)
    }

    fn needs_value(self) -> bool {
        !matches!(self, Self::Filled | Self::Empty)
    }

    /// Whether the test makes sense for an attribute.
    pub(super) fn fits(self, attribute: &Attribute) -> bool {
        let kind = attribute.kind.as_str();
        let compares = matches!(kind, "number" | "currency" | "date" | "datetime");
        match self {
            Self::OneOf => attribute.doc.get("options").is_some(),
            Self::Is | Self::IsNot => {
                !matches!(kind, "table" | "payment" | "internal" | "datetime" | "relation_address")
            }
            Self::Starts => {
                matches!(kind, "string" | "link" | "email" | "phone")
                    && attribute.doc.get("options").is_none()
            }
            Self::From | Self::To | Self::Between => compares,
            Self::Filled | Self::Empty => true,
        }
    }
}

/// What stands between several values of one condition.
const SEVERAL: &str = "|";

/// One condition; its value is written as it is compared, such as cents or an ISO date.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Condition {
    attribute: String,
    test: Test,
    value: String,
}

impl Condition {
    /// Reads `attribute:test:value`.
    pub(super) fn parse(kind: &Schema, text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ':');
        let (attribute, test) = (kind.attribute(parts.next()?)?, Test::of_word(parts.next()?)?);
        let value = parts.next().unwrap_or_default().to_owned();
        let whole = test.fits(attribute) && (!value.is_empty() || !test.needs_value());
        whole.then(|| Self { attribute: attribute.name.clone(), test, value })
    }

    /// Reads what somebody typed: numbers in the spelling of the language, options by label too. A range, and
    /// several values that are all unwanted, become several conditions.
    pub(super) fn typed(
        locale: Locale,
        kind: &Schema,
        attribute: &str,
        test: &str,
        (values, to): (&[&str], &str),
    ) -> Vec<Self> {
        let one = |test: Test, value: &str| Self::typed_one(locale, kind, attribute, test, value);
        let first = values.first().copied().unwrap_or_default();
        match (test, values) {
            ("between", _) => [one(Test::From, first), one(Test::To, to)].into_iter().flatten().collect(),
            ("is", [_, _, ..]) => one(Test::OneOf, &values.join(SEVERAL)).into_iter().collect(),
            ("is-not", [_, _, ..]) => values.iter().filter_map(|value| one(Test::IsNot, value)).collect(),
            (test, _) => Test::of_word(test).and_then(|test| one(test, first)).into_iter().collect(),
        }
    }

    fn typed_one(locale: Locale, kind: &Schema, attribute: &str, test: Test, value: &str) -> Option<Self> {
        let attribute = kind.attribute(attribute)?;
        let value = match attribute.kind.as_str() {
            "number" => read_number(locale, value).value().map_or_else(|| value.to_owned(), str::to_owned),
            "currency" => cents(locale, value).map_or_else(|| value.to_owned(), |cents| cents.to_string()),
            _ => {
                let labelled = options(locale, attribute)
                    .into_iter()
                    .find(|(_, label)| label.to_lowercase() == value.to_lowercase());
                labelled.map_or_else(|| value.to_owned(), |(value, _)| value)
            }
        };
        Self::parse(kind, &format!("{}:{}:{value}", attribute.name, test.word()))
    }

    /// As it stands in an address.
    pub(super) fn written(&self) -> String {
        match self.test.needs_value() {
            true => format!("{}:{}:{}", self.attribute, self.test.word(), self.value),
            false => format!("{}:{}", self.attribute, self.test.word()),
        }
    }

    /// The three parts of a chip: attribute, test, value.
    pub(super) fn told(&self, locale: Locale, kind: &Schema) -> (String, String, String) {
        let attribute = kind.attribute(&self.attribute);
        let label = attribute.map_or_else(|| self.attribute.clone(), |attribute| attribute.label(locale));
        let value = match attribute.map(|attribute| attribute.kind.as_str()) {
            _ if !self.test.needs_value() => String::new(),
            Some("number" | "currency") => {
                let number = serde_json::from_str(&self.value).unwrap_or_else(|_| self.value.as_str().into());
                plain(locale, attribute, &number)
            }
            _ if self.test == Test::OneOf => {
                let each = self.value.split(SEVERAL);
                let told = each.map(|value| plain(locale, attribute, &serde_json::Value::from(value)));
                told.collect::<Vec<_>>().join(", ")
            }
            Some("boolean") => plain(locale, attribute, &serde_json::Value::Bool(self.value == "true")),
            _ => plain(locale, attribute, &serde_json::Value::from(self.value.as_str())),
        };
        (label, t(locale, &format!("console-test-{}", self.test.word())).into_owned(), value)
    }

    /// The condition on documents.
    pub(super) fn filter(&self, kind: &Schema) -> Filter {
        let Some(attribute) = kind.attribute(&self.attribute) else { return Filter::Always };
        let paths: Vec<Path> = places(attribute)
            .iter()
            .filter_map(|place| Path::parse(&format!("{}{place}", attribute.name)))
            .collect();
        let value = self.compared(attribute);
        let any = |test: &dyn Fn(Path) -> Filter| Filter::any(paths.iter().cloned().map(test));
        match self.test {
            Test::Is => any(&|path| Filter::Term(path, value.clone())),
            Test::OneOf => {
                let values: Vec<Value> = self.value.split(SEVERAL).map(Value::from).collect();
                any(&|path| Filter::Terms(path, values.clone()))
            }
            Test::IsNot => Filter::negate(any(&|path| Filter::Term(path, value.clone()))),
            Test::Starts => any(&|path| {
                let (from, to) = (self.value.as_str().into(), format!("{}\u{10FFFF}", self.value));
                let range = Range { gte: Some(from), lt: Some(Value::Text(to)), ..Range::default() };
                Filter::Range(path, range)
            }),
            // It is written as two conditions.
            Test::Between => Filter::Always,
            Test::From => {
                any(&|path| Filter::Range(path, Range { gte: Some(value.clone()), ..Range::default() }))
            }
            Test::To => {
                any(&|path| Filter::Range(path, Range { lte: Some(value.clone()), ..Range::default() }))
            }
            Test::Filled => any(&Filter::Exists),
            Test::Empty => Filter::negate(any(&Filter::Exists)),
        }
    }

    fn compared(&self, attribute: &Attribute) -> Value {
        match attribute.kind.as_str() {
            "number" | "currency" => match self.value.parse::<f64>() {
                Ok(number) => Value::Number(number),
                Err(_) => Value::Text(self.value.clone()),
            },
            "boolean" => Value::Bool(self.value == "true"),
            // A day includes all its hours.
            "datetime" if self.test == Test::To && self.value.len() == 10 => {
                Value::Text(format!("{}T24", self.value))
            }
            _ => Value::Text(self.value.clone()),
        }
    }
}

/// Where the values of an attribute lie below its name.
fn places(attribute: &Attribute) -> &'static [&'static str] {
    match attribute.kind.as_str() {
        "email" | "message_email_address" => &["", ".email"],
        "phone" | "message_phone_number" => &["", ".phone"],
        "address" => &[".city", ".street", ".postal_code"],
        kind if kind.starts_with("relation") => &[".entity_id"],
        "file" | "image" => &[".entity_id"],
        "payment" => &["", ".iban"],
        _ => &[""],
    }
}

/// Whole cents of an amount as people type it.
pub(super) fn cents(locale: Locale, typed: &str) -> Option<i64> {
    let bare = typed.trim().trim_end_matches('€').trim_start_matches('€').trim();
    let understood = read_number(locale, bare);
    let plain = understood.value()?;
    let (sign, digits) = plain.strip_prefix('-').map_or((1, plain), |rest| (-1, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if part.len() > 2 {
        return None;
    }
    let part = format!("{part:0<2}").parse::<i64>().ok()?;
    whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(part)?.checked_mul(sign)
}

#[cfg(test)]
mod tests {
    use portico_core::schemas::parse;

    use super::*;

    fn contract() -> Schema {
        let text = r#"{"slug":"contract","attributes":[{"name":"status","type":"status","options":[
            {"value":"active","title":"Aktiv"}]},{"name":"price","type":"currency"},
            {"name":"email","type":"email"},{"name":"begin","type":"date"}]}"#;
        parse(text).unwrap_or_else(|refusal| panic!("{refusal:?}"))
    }

    #[test]
    fn a_condition_is_read_back_as_it_was_written() {
        let kind = contract();
        for text in ["status:is:active", "price:from:1250", "begin:to:2026-11-25", "email:filled"] {
            assert_eq!(Condition::parse(&kind, text).map(|one| one.written()).as_deref(), Some(text));
        }
        for nonsense in ["nothing:is:1", "status:from:a", "price:is:", "status"] {
            assert_eq!(Condition::parse(&kind, nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn what_people_type_becomes_what_is_compared() {
        let kind = contract();
        let typed = |attribute, test, value, to| -> Vec<String> {
            let made = Condition::typed(Locale::De, &kind, attribute, test, (&[value], to));
            made.iter().map(Condition::written).collect()
        };
        assert_eq!(typed("status", "is", "aktiv", ""), ["status:is:active"]);
        assert_eq!(typed("price", "is", "12,50 €", ""), ["price:is:1250"]);
        assert_eq!(typed("price", "between", "10", "12,50"), ["price:from:1000", "price:to:1250"]);
        assert_eq!(typed("begin", "between", "", "2026-11-25"), ["begin:to:2026-11-25"]);
        assert!(typed("price", "between", "", "").is_empty());
        let several = |test| -> Vec<String> {
            let values: &[&str] = &["active", "ended"];
            let made = Condition::typed(Locale::De, &kind, "status", test, (values, ""));
            made.iter().map(Condition::written).collect()
        };
        assert_eq!(several("is"), ["status:one-of:active|ended"]);
        assert_eq!(several("is-not"), ["status:is-not:active", "status:is-not:ended"]);
        assert_eq!(cents(Locale::De, "-4,6"), Some(-460));
        assert_eq!(cents(Locale::En, "1,234.50"), Some(123_450));
        assert_eq!(cents(Locale::De, "4,675"), None);
    }

    #[test]
    fn a_condition_finds_values_however_they_are_kept() {
        let kind = contract();
        let filter = |text| Condition::parse(&kind, text).map_or(Filter::Never, |one| one.filter(&kind));
        assert!(filter("email:is:a@b.example").matches(r#"{"email":[{"email":"a@b.example"}]}"#));
        assert!(filter("email:is:a@b.example").matches(r#"{"email":"a@b.example"}"#));
        assert!(filter("email:starts:a@").matches(r#"{"email":"a@b.example"}"#));
        assert!(!filter("email:starts:b@").matches(r#"{"email":"a@b.example"}"#));
        assert!(filter("price:from:1000").matches(r#"{"price":1250}"#));
        assert!(filter("status:one-of:draft|active").matches(r#"{"status":"active"}"#));
        assert!(!filter("status:one-of:draft|ended").matches(r#"{"status":"active"}"#));
        assert!(filter("status:empty").matches(r#"{"price":1250}"#));
        assert!(!filter("begin:to:2026-01-01").matches(r#"{"begin":"2026-11-25"}"#));
    }
}
