//! Value: an attribute of a record as people read it, by the type its schema gives it.

use maud::{Markup, PreEscaped, html};
use portico_kit::{Locale, Money};
use serde_json::Value;

use super::either;
use super::summary_list::SummaryList;
use crate::design::format::{self, Clock, Day};
use crate::design::words::t;

/// The types of attributes that are shown in a way of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text, and everything else.
    Text,
    /// A number.
    Number,
    /// Money: cents as a number, or a decimal text.
    Money,
    /// A day.
    Date,
    /// A moment.
    DateTime,
    /// Yes or no.
    Boolean,
    /// A postal address, or several.
    Address,
    /// An e-mail address, or several.
    Email,
    /// A phone number, or several.
    Phone,
    /// A web address.
    Web,
    /// A bank account.
    Bank,
    /// A long number, in groups.
    Identifier,
    /// A meter number or another code, as printed.
    Code,
    /// One of several words.
    Choice,
}

impl Kind {
    /// The kind for the type a schema names, such as `currency` or `message_email_address`.
    pub fn of_type(name: &str) -> Self {
        match name {
            "number" => Self::Number,
            "currency" | "price" => Self::Money,
            "date" => Self::Date,
            "datetime" => Self::DateTime,
            "boolean" | "checkbox" => Self::Boolean,
            "address" | "relation_address" => Self::Address,
            "email" | "message_email_address" => Self::Email,
            "phone" | "message_phone_number" => Self::Phone,
            "link" | "internal_link" => Self::Web,
            "payment" | "iban" => Self::Bank,
            "select" | "multiselect" | "status" => Self::Choice,
            _ => Self::Text,
        }
    }
}

/// The value as people read it; a quiet word when there is none.
pub fn value(locale: Locale, kind: Kind, value: &Value) -> Markup {
    match value {
        Value::Null => empty(locale),
        Value::String(text) if text.trim().is_empty() => empty(locale),
        Value::Array(items) => list(locale, kind, items),
        Value::Object(fields) => object(locale, kind, fields),
        Value::Bool(yes) => html! { (t(locale, if *yes { "value-yes" } else { "value-no" })) },
        Value::Number(number) => html! { (number_text(locale, kind, number)) },
        Value::String(text) => text_value(locale, kind, text.trim()),
    }
}

fn empty(locale: Locale) -> Markup {
    html! { span.quiet { (t(locale, "value-empty")) } }
}

fn list(locale: Locale, kind: Kind, items: &[Value]) -> Markup {
    let shown: Vec<Markup> =
        items.iter().filter(|item| !item.is_null()).map(|item| value(locale, kind, item)).collect();
    match shown.as_slice() {
        [] => empty(locale),
        [one] => one.clone(),
        several => html! { ul.value-list { @for item in several { li { (item) } } } },
    }
}

fn number_text(locale: Locale, kind: Kind, number: &serde_json::Number) -> String {
    match (kind, number.as_i64()) {
        (Kind::Money, Some(cents)) => format::money(locale, &Money::euro_cents(cents)),
        (Kind::Identifier, Some(plain)) => format::identifier(&plain.to_string()),
        _ => format::decimal(locale, &number.to_string()),
    }
}

fn text_value(locale: Locale, kind: Kind, text: &str) -> Markup {
    match kind {
        Kind::Number => html! { (format::decimal(locale, text)) },
        Kind::Money => html! { (money_text(locale, text)) },
        Kind::Date => {
            html! { (Day::parse(text).map_or_else(|| text.to_owned(), |day| format::date(locale, day))) }
        }
        Kind::DateTime => html! { (moment(locale, text)) },
        Kind::Boolean => html! { (t(locale, if text == "true" { "value-yes" } else { "value-no" })) },
        Kind::Email => html! { a.link href={ "mailto:" (text) } { (breakable(text)) } },
        Kind::Phone => html! { a.link href={ "tel:" (dialled(text)) } { (text) } },
        Kind::Web if text.starts_with("https://") || text.starts_with("http://") => {
            html! { a.link href=(text) rel="noopener nofollow" { (text) } }
        }
        Kind::Bank => html! { span.number { (format::bank_account(text)) } },
        Kind::Identifier => html! { span.number { (format::identifier(text)) } },
        Kind::Code => html! { span.mono { (text) } },
        Kind::Text | Kind::Address if text.contains('\n') => {
            html! { @for (index, line) in text.lines().enumerate() { @if index > 0 { br; } (line) } }
        }
        _ => html! { (text) },
    }
}

fn money_text(locale: Locale, text: &str) -> String {
    let cents = text.parse::<f64>().ok().map(|value| (value * 100.0).round() as i64);
    cents.map_or_else(|| text.to_owned(), |cents| format::money(locale, &Money::euro_cents(cents)))
}

fn moment(locale: Locale, text: &str) -> String {
    match portico_kit::Instant::parse_iso(text) {
        Ok(_) if format::is_bare_date(text) => {
            Day::parse(text).map_or_else(|| text.to_owned(), |day| format::date(locale, day))
        }
        Ok(moment) => format::date_time(locale, moment, Clock::Portal),
        Err(_) => text.to_owned(),
    }
}

/// An e-mail address may break after its `@`.
fn breakable(address: &str) -> Markup {
    match address.split_once('@') {
        Some((who, place)) => html! { (who) "@" (PreEscaped("<wbr>")) (place) },
        None => html! { (address) },
    }
}

fn dialled(phone: &str) -> String {
    phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}

type Fields = serde_json::Map<String, Value>;

fn word<'a>(fields: &'a Fields, keys: &[&str]) -> Option<&'a str> {
    keys.iter().filter_map(|key| fields.get(*key)?.as_str()).find(|text| !text.trim().is_empty())
}

fn object(locale: Locale, kind: Kind, fields: &Fields) -> Markup {
    if let Some(Value::Array(related)) = fields.get("$relation") {
        return list(locale, Kind::Text, related);
    }
    let looks_like_address = word(fields, &["street", "postal_code", "city"]).is_some();
    if kind == Kind::Address || looks_like_address {
        return address(locale, fields);
    }
    if let Some(iban) = word(fields, &["iban"]) {
        return text_value(locale, Kind::Bank, iban);
    }
    let kind = match word(fields, &["email", "phone"]) {
        Some(text) if text.contains('@') => Kind::Email,
        Some(_) => Kind::Phone,
        None => Kind::Text,
    };
    match word(fields, &["email", "phone", "title", "_title", "label", "name", "value", "filename"]) {
        Some(text) => text_value(locale, kind, text),
        None => html! { span.quiet { (t(locale, "value-details")) } },
    }
}

/// A postal address in two or three lines.
fn address(locale: Locale, fields: &Fields) -> Markup {
    let join = |keys: &[&str]| {
        let words: Vec<&str> = keys.iter().filter_map(|key| word(fields, &[key])).collect();
        words.join(" ")
    };
    let lines: Vec<String> = [
        join(&["street", "street_number"]),
        join(&["additional_info"]),
        join(&["postal_code", "city"]),
        word(fields, &["country"])
            .filter(|country| !matches!(*country, "DE" | "Germany" | "Deutschland"))
            .unwrap_or_default()
            .to_owned(),
    ]
    .into_iter()
    .filter(|line| !line.is_empty())
    .collect();
    html! {
        @if lines.is_empty() { (empty(locale)) }
        @for (index, line) in lines.iter().enumerate() { @if index > 0 { br; } (line) }
    }
}

/// An address in one line, for lists: `Ulmenweg 7 a, 34990 Auental`.
pub fn address_line(value: &Value) -> String {
    let first = match value {
        Value::Array(items) => items.first(),
        other => Some(other),
    };
    let Some(Value::Object(fields)) = first else { return String::new() };
    let pair =
        |a, b| [word(fields, &[a]), word(fields, &[b])].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let parts = [pair("street", "street_number"), pair("postal_code", "city")];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// How every kind looks.
pub fn sample(locale: Locale) -> Markup {
    let l = |de, en| either(locale, de, en);
    let home = serde_json::json!({"street": "Ulmenweg", "street_number": "7 a", "additional_info": "Hinterhaus", "postal_code": "34990", "city": "Auental"});
    let rows: [(&str, Kind, Value); 9] = [
        (l("Lieferadresse", "Delivery address"), Kind::Address, home),
        (l("Abschlag", "Instalment"), Kind::Money, 9900.into()),
        (l("Verbrauch", "Use"), Kind::Number, serde_json::json!(3318.2)),
        (l("Beginn", "Start"), Kind::Date, "2024-03-01".into()),
        (l("Ökostrom", "Green power"), Kind::Boolean, true.into()),
        (l("E-Mail", "E-mail"), Kind::Email, serde_json::json!([{"email": "katrin.berger@mail.example"}])),
        (l("Telefon", "Phone"), Kind::Phone, "05555 0142".into()),
        (l("Zähler", "Meter"), Kind::Code, "1EMH0012345678".into()),
        (l("Zusatz", "Addition"), Kind::Text, Value::Null),
    ];
    let list = rows
        .iter()
        .fold(SummaryList::new(), |list, (label, kind, v)| list.row(*label, value(locale, *kind, v)));
    maud::Render::render(&list)
}

#[cfg(test)]
mod tests;
