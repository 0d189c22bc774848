//! Reading answers back into a document; what no setting describes stays as it is.

use portico_kit::Locale;
use serde_json::{Map, Value, json};

use super::super::answers::Answers;
use super::places::{at, beside, put};
use super::{moments, word};
use crate::design::components::error_summary::Fault;
use crate::design::words::{t, t_args};
use crate::portal::blocks::settings::{Kind, Setting};

/// The most rows of one list.
const MOST_ROWS: usize = 200;

/// Puts the answers to these settings into a document.
pub(super) fn read(
    locale: Locale,
    settings: &[Setting],
    answers: &Answers,
    before: &str,
    doc: &mut Value,
    faults: &mut Vec<Fault>,
) {
    for setting in settings {
        let name = format!("{before}{}", setting.key);
        match setting.kind {
            Kind::Rows(inner) => {
                let rows = rows_of(answers, &name, |number| {
                    let mut row = kept(answers, &format!("{name}.{number}"));
                    read(locale, inner, answers, &format!("{name}.{number}."), &mut row, faults);
                    row
                });
                set(doc, setting.key, rows);
            }
            Kind::Listed(_) => {
                let rows = rows_of(answers, &name, |number| answers.text(&format!("{name}.{number}")).into());
                set(doc, setting.key, rows);
            }
            Kind::Label(under) => label(answers, &name, setting.key, under, doc),
            _ => match value(locale, setting, answers, &name, at(doc, setting.key)) {
                Ok(Some(value)) => put(doc, setting.key, value),
                Ok(None) => {}
                Err((fault, typed)) => {
                    put(doc, setting.key, typed);
                    faults.push(Fault::new(name, fault));
                }
            },
        }
    }
}

/// A list that was empty and not there stays so.
fn set(doc: &mut Value, key: &str, rows: Vec<Value>) {
    if !rows.is_empty() || at(doc, key).is_array() {
        put(doc, key, Value::Array(rows));
    }
}

fn rows_of(answers: &Answers, name: &str, row: impl FnMut(usize) -> Value) -> Vec<Value> {
    let count = answers.text(&format!("n:{name}")).parse::<usize>().unwrap_or(0).min(MOST_ROWS);
    (0..count).map(row).collect()
}

/// A row as it was stored: it travels with the form, so that its unknown keys stay when it moves.
fn kept(answers: &Answers, name: &str) -> Value {
    let row = serde_json::from_str(answers.raw(&format!("kept:{name}")).unwrap_or_default()).ok();
    row.filter(Value::is_object).unwrap_or_else(|| json!({}))
}

type Read = Result<Option<Value>, (String, Value)>;

/// The answer to one setting; `None` leaves what is stored.
fn value(locale: Locale, setting: &Setting, answers: &Answers, name: &str, stored: &Value) -> Read {
    let text = answers.text(name);
    let plain = || Some(if text.is_empty() { Value::Null } else { text.into() });
    Ok(match setting.kind {
        Kind::Text | Kind::Paragraphs => texts(answers, name, stored),
        Kind::Word if answers.raw(&format!("{name}.{}", locale.code())).is_some() => {
            texts(answers, name, stored)
        }
        Kind::Word | Kind::One(_) => plain(),
        Kind::Choice(words) => match text == words.first().copied().unwrap_or_default() && stored.is_null() {
            true => None,
            false => plain(),
        },
        Kind::Flag(standard) => {
            let said = answers.raw(name).is_some();
            (stored.as_bool() != Some(said) && (said != standard || !stored.is_null())).then(|| said.into())
        }
        Kind::Many(_) => {
            let all: Vec<&str> = answers.all(name).into_iter().filter(|one| !one.is_empty()).collect();
            (!all.is_empty() || stored.is_array()).then(|| json!(all))
        }
        Kind::Number(least, most) => match text.parse::<i64>() {
            _ if text.is_empty() => Some(Value::Null),
            Ok(number) if (least..=most).contains(&number) => {
                (stored.as_f64() != Some(number as f64)).then(|| number.into())
            }
            _ => {
                let args = [("least", least.into()), ("most", most.into())];
                return Err((t_args(locale, "setting-wrong-number", &args).into_owned(), text.into()));
            }
        },
        Kind::Moment => moment(locale, text, stored)?,
        Kind::Json => json_of(locale, answers.raw(name).unwrap_or_default(), stored)?,
        Kind::Rows(_) | Kind::Listed(_) | Kind::Label(_) => None,
    })
}

fn moment(locale: Locale, text: &str, stored: &Value) -> Read {
    if text.is_empty() {
        return Ok(Some(Value::Null));
    }
    if stored.as_str().is_some_and(|stored| moments::shown(stored) == text) {
        return Ok(None);
    }
    let wrong = || (t(locale, "setting-wrong-moment").into_owned(), text.into());
    moments::stored(text).map(|moment| Some(moment.into())).ok_or_else(wrong)
}

fn json_of(locale: Locale, text: &str, stored: &Value) -> Read {
    if text.trim().is_empty() {
        return Ok(Some(Value::Null));
    }
    match serde_json::from_str::<Value>(text) {
        Ok(value) => Ok((value != *stored).then_some(value)),
        Err(error) => {
            let args = [("line", error.line().into()), ("column", error.column().into())];
            Err((t_args(locale, "setting-wrong-json", &args).into_owned(), text.into()))
        }
    }
}

/// A text in every language; other languages that are stored stay, and so does a plain text that nobody changed.
fn texts(answers: &Answers, name: &str, stored: &Value) -> Option<Value> {
    let typed = |locale: &Locale| {
        let text = answers.raw(&format!("{name}.{}", locale.code())).unwrap_or_default();
        (locale.code(), text.replace("\r\n", "\n").trim().to_owned())
    };
    let typed: Vec<(&str, String)> = Locale::ALL.iter().map(typed).collect();
    if let Value::String(stored) = stored
        && typed.iter().all(|(_, text)| text == stored)
    {
        return None;
    }
    let mut all = stored.as_object().cloned().unwrap_or_else(Map::new);
    for (code, text) in typed {
        match text.is_empty() {
            true => drop(all.shift_remove(code)),
            false => drop(all.insert(code.to_owned(), text.into())),
        }
    }
    Some(if all.is_empty() { Value::Null } else { Value::Object(all) })
}

/// A label: the plain text is the first language's that says something.
fn label(answers: &Answers, name: &str, key: &str, under: &str, doc: &mut Value) {
    let mut plain = String::new();
    for locale in Locale::ALL {
        let text = answers.text(&format!("{name}.{}", locale.code())).to_owned();
        let place = beside(key, &format!("translations.{}.{under}", locale.code()));
        if plain.is_empty() {
            plain.clone_from(&text);
        }
        put(doc, &place, if text.is_empty() { Value::Null } else { text.into() });
    }
    put(doc, key, if plain.is_empty() { Value::Null } else { plain.into() });
}

/// What a setting is called, for sentences about it.
pub(super) fn called(locale: Locale, family: &str, setting: &Setting) -> String {
    word(locale, family, setting.key, "").unwrap_or_else(|| setting.key.to_owned())
}
