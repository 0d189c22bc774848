//! Values of attributes as the texts of a form, and back: nothing that a form does not show is lost.

use portico_core::schemas::Attribute;
use portico_kit::{Instant, Locale};
use serde_json::{Map, Value, json};

use super::super::values::options;
use super::conditions::cents;
use super::fields::{ADDRESS, Shape, columns_of, shape_of};
use crate::design::assets::content_hash;
use crate::design::format::{Day, Understood, read_number};
use crate::design::words::t_args;

/// What stands in the inputs of one attribute: the place below its name, and the text. Empty ones are left out.
pub(super) type Texts = Vec<(String, String)>;

/// Changes with every text.
pub(super) fn digest(texts: &Texts) -> String {
    content_hash(format!("{texts:?}").as_bytes())
}

/// The texts of a value.
pub(super) fn texts_of(locale: Locale, attribute: &Attribute, value: &Value) -> Texts {
    let one = |text: String| vec![(String::new(), text)];
    let texts = match shape_of(attribute) {
        Shape::Choices => {
            let chosen: Vec<&str> =
                value.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let known = options(locale, attribute).into_iter().map(|(value, _)| value);
            known
                .filter(|value| chosen.contains(&value.as_str()))
                .map(|value| (String::new(), value))
                .collect()
        }
        Shape::Addresses => parts(value, &ADDRESS, scalar),
        Shape::Items(key) => parts(value, &[key], scalar),
        Shape::Rows => {
            let columns = columns_of(attribute);
            parts(value, &columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>(), scalar)
        }
        Shape::Json if value.is_null() => Vec::new(),
        Shape::Json => one(serde_json::to_string_pretty(value).unwrap_or_default()),
        Shape::Money => value.as_i64().map(|cents| one(amount(locale, cents))).unwrap_or_default(),
        Shape::Number => one(localised(locale, &scalar(value))),
        Shape::Date => one(scalar(value).chars().take(10).collect()),
        Shape::Text | Shape::Long | Shape::Moment | Shape::Flag | Shape::Choice => one(scalar(value)),
    };
    let trimmed = texts.into_iter().map(|(place, text)| (place, clean(&text)));
    trimmed.filter(|(_, text)| !text.is_empty()).collect()
}

/// A text as it is compared: without spaces around it, with plain line ends.
pub(super) fn clean(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

fn scalar(value: &Value) -> String {
    match value {
        Value::Null | Value::Array(_) | Value::Object(_) => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn parts(value: &Value, keys: &[&str], text: impl Fn(&Value) -> String) -> Texts {
    let single = std::slice::from_ref(value);
    let items = value.as_array().map_or(single, Vec::as_slice);
    let mut texts = Vec::new();
    for (at, item) in items.iter().enumerate() {
        for key in keys {
            // A list of plain texts stands where a list of objects could.
            let own = item.get(*key).or_else(|| item.as_str().is_some().then_some(item));
            texts.extend(own.map(|own| (format!("{at}.{key}"), text(own))));
        }
    }
    texts
}

fn localised(locale: Locale, plain: &str) -> String {
    match locale {
        Locale::De => plain.replace('.', ","),
        Locale::En => plain.to_owned(),
    }
}

fn amount(locale: Locale, cents: i64) -> String {
    localised(locale, &portico_kit::Money::euro_cents(cents).to_decimal())
}

/// Why texts make no value.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Wrong {
    /// Not a number.
    Number,
    /// A number that can be read in two ways.
    Ambiguous(String, String),
    /// Not an amount with at most two decimals.
    Amount,
    /// Not a day.
    Date,
    /// Not a moment.
    Moment,
    /// Not JSON.
    Json(String),
}

impl Wrong {
    /// Attribute, reason and next step in a sentence.
    pub(super) fn told(&self, locale: Locale, label: &str) -> String {
        let label = || ("label", label.to_owned().into());
        let said = match self {
            Self::Number => t_args(locale, "console-wrong-number", &[label()]),
            Self::Amount => t_args(locale, "console-wrong-amount", &[label()]),
            Self::Date => t_args(locale, "console-wrong-date", &[label()]),
            Self::Moment => t_args(locale, "console-wrong-moment", &[label()]),
            Self::Json(cause) => {
                t_args(locale, "console-wrong-json", &[label(), ("cause", cause.clone().into())])
            }
            Self::Ambiguous(taken, other) => {
                let args = [label(), ("taken", taken.clone().into()), ("other", other.clone().into())];
                t_args(locale, "console-wrong-ambiguous", &args)
            }
        };
        said.into_owned()
    }
}

/// The value of texts; `old` keeps what the form does not show, such as ids and tags of list items.
pub(super) fn value_of(
    locale: Locale,
    attribute: &Attribute,
    old: &Value,
    texts: &Texts,
) -> Result<Value, Wrong> {
    let Some((_, text)) = texts.first() else { return Ok(Value::Null) };
    match shape_of(attribute) {
        Shape::Text | Shape::Long | Shape::Choice => Ok(text.as_str().into()),
        Shape::Flag => Ok((text == "true").into()),
        Shape::Number => number(locale, text, old),
        Shape::Money => cents(locale, text).map(Value::from).ok_or(Wrong::Amount),
        Shape::Date => {
            Day::parse(text).filter(|_| text.len() == 10).map(|day| day.to_iso().into()).ok_or(Wrong::Date)
        }
        Shape::Moment => match Instant::parse_iso(text) {
            Ok(_) => Ok(text.as_str().into()),
            Err(_) => Err(Wrong::Moment),
        },
        Shape::Choices => Ok(texts.iter().map(|(_, value)| Value::from(value.as_str())).collect()),
        Shape::Json => serde_json::from_str(text).map_err(|error| Wrong::Json(error.to_string())),
        Shape::Addresses => items(old, texts, &ADDRESS, |_, text| Ok(text.into())),
        Shape::Items(key) => items(old, texts, &[key], |_, text| Ok(text.into())),
        Shape::Rows => {
            let columns = columns_of(attribute);
            let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
            items(old, texts, &names, |name, text| {
                let kind =
                    columns.iter().find(|column| column.name == name).map_or("", |column| &column.kind);
                match kind {
                    "boolean" => Ok((text == "true").into()),
                    "number" => number(locale, text, &Value::Null),
                    "date" => Day::parse(text).map(|day| day.to_iso().into()).ok_or(Wrong::Date),
                    _ => Ok(text.into()),
                }
            })
        }
    }
}

fn number(locale: Locale, text: &str, old: &Value) -> Result<Value, Wrong> {
    let plain = match read_number(locale, text) {
        Understood::Clearly(plain) => plain,
        Understood::Probably { taken, other } => return Err(Wrong::Ambiguous(taken, other)),
        Understood::NotANumber => return Err(Wrong::Number),
    };
    if old.is_string() {
        return Ok(plain.into());
    }
    serde_json::from_str(&plain).map_err(|_| Wrong::Number)
}

/// The items of a list: each keeps of its old self what has no input.
fn items(
    old: &Value,
    texts: &Texts,
    keys: &[&str],
    read: impl Fn(&str, &str) -> Result<Value, Wrong>,
) -> Result<Value, Wrong> {
    let mut places: Vec<usize> = Vec::new();
    for (place, _) in texts {
        let at = place.split('.').next().and_then(|at| at.parse().ok());
        places.extend(at.filter(|at| !places.contains(at)));
    }
    let mut made = Vec::new();
    for at in places {
        let was = if old.is_array() { old.get(at) } else { Some(old).filter(|_| at == 0) };
        let mut item = was.and_then(Value::as_object).cloned().unwrap_or_else(Map::new);
        for key in keys {
            let place = format!("{at}.{key}");
            match texts.iter().find(|(own, _)| *own == place) {
                Some((_, text)) => {
                    item.insert((*key).to_owned(), read(key, text)?);
                }
                None => {
                    item.shift_remove(*key);
                }
            }
        }
        made.push(Value::Object(item));
    }
    Ok(json!(made))
}

#[cfg(test)]
mod tests {
    use portico_core::schemas::{Schema, parse};

    use super::*;

    fn contact() -> Schema {
        let text = r#"{"slug":"contact","attributes":[
            {"name":"email","type":"email","repeatable":true},
            {"name":"address","type":"address"},
            {"name":"limit","type":"number"},{"name":"price","type":"currency"},
            {"name":"proofs","type":"table","columns":[{"name":"name","type":"string"},{"name":"valid","type":"boolean"}]},
            {"name":"trades","type":"multiselect","options":[{"value":"pv"},{"value":"heat"}]}]}"#;
        parse(text).unwrap_or_else(|refusal| panic!("{refusal:?}"))
    }

    #[track_caller]
    fn same_again(name: &str, value: &Value) {
        let kind = contact();
        let Some(attribute) = kind.attribute(name) else { panic!("{name}") };
        for locale in Locale::ALL {
            let texts = texts_of(locale, attribute, value);
            assert_eq!(value_of(locale, attribute, value, &texts).as_ref(), Ok(value), "{texts:?}");
        }
    }

    #[test]
    fn a_form_that_is_sent_back_untouched_changes_nothing() {
        same_again(
            "email",
            &json!([{"email": "a@b.example", "_tags": ["Primary"]}, {"email": "c@d.example"}]),
        );
        same_again(
            "address",
            &json!([{"_id": "7", "street": "Ulmenweg", "street_number": "7 a", "city": "Auental"}]),
        );
        same_again("limit", &json!(3318.25));
        same_again("price", &json!(-467));
        same_again(
            "proofs",
            &json!([{"name": "DGUV", "valid": true, "note": "kept"}, {"name": "EH", "valid": false}]),
        );
        same_again("trades", &json!(["pv", "heat"]));
        same_again("trades", &Value::Null);
    }

    #[test]
    fn a_changed_item_keeps_what_the_form_does_not_show() {
        let kind = contact();
        let Some(attribute) = kind.attribute("email") else { panic!("no email") };
        let old = json!([{"email": "a@b.example", "_tags": ["Primary"]}, {"email": "c@d.example"}]);
        let texts = vec![("0.email".to_owned(), "new@b.example".to_owned())];
        let made = value_of(Locale::De, attribute, &old, &texts);
        assert_eq!(made, Ok(json!([{"email": "new@b.example", "_tags": ["Primary"]}])));
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_reason() {
        let kind = contact();
        let typed = |name: &str, text: &str| {
            let attribute =
                kind.attribute(name).map(|attribute| (attribute, vec![(String::new(), text.to_owned())]));
            attribute.map(|(attribute, texts)| value_of(Locale::De, attribute, &Value::Null, &texts))
        };
        assert_eq!(typed("limit", "viel"), Some(Err(Wrong::Number)));
        assert_eq!(typed("limit", "1.234"), Some(Err(Wrong::Ambiguous("1234".into(), "1.234".into()))));
        assert_eq!(typed("price", "4,675"), Some(Err(Wrong::Amount)));
        assert_eq!(typed("price", "99,00"), Some(Ok(json!(9900))));
    }
}
