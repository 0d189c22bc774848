//! Typed forms: settings that are described in a table become fields, and the answers a document again.

use portico_core::Refusal;
use portico_kit::Locale;
use serde_json::Value;

use super::answers::Answers;
use crate::design::assets::content_hash;
use crate::design::components::error_summary::Fault;
use crate::design::words::{has, t};
use crate::portal::blocks::settings::Setting;

mod clash;
mod fields;
mod moments;
mod offers;
mod places;
mod read;
mod rows;
#[cfg(test)]
mod tests;

pub(super) use clash::clash;
pub(super) use fields::{Form, bare_form};
pub(super) use offers::{Offers, type_name};
pub(super) use places::{at, put};

/// What stands in a form: the stored document with the answers in it, and what is wrong with them.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    /// The document.
    pub(super) doc: Value,
    /// Which version of it somebody saw.
    pub(super) seen: String,
    /// What is wrong.
    pub(super) faults: Vec<Fault>,
    /// Whether somebody else stored another one meanwhile.
    pub(super) is_stale: bool,
}

/// Why a form was not stored.
#[derive(Clone, Debug)]
pub(super) enum Trouble {
    /// An answer that cannot be.
    Fault(Fault),
    /// Somebody else stored another version meanwhile.
    Stale,
}

impl Trouble {
    /// The trouble that a refusal tells of; a refusal that no answer can mend stays one.
    pub(super) fn of(refusal: Refusal) -> Result<Self, Refusal> {
        match refusal {
            Refusal::Invalid { field, message } => {
                Ok(Self::Fault(Fault::new(field.unwrap_or_else(|| "form".to_owned()), message)))
            }
            Refusal::Conflict { reason: Some("STALE"), .. } => Ok(Self::Stale),
            Refusal::Conflict { message, .. } => Ok(Self::Fault(Fault::new("form", message))),
            other => Err(other),
        }
    }
}

impl Typed {
    /// The stored document.
    pub(super) fn of(stored: &Value) -> Self {
        Self { doc: stored.clone(), seen: digest(stored), ..Self::default() }
    }

    /// The stored document with the answers in it.
    pub(super) fn of_answers(
        locale: Locale,
        settings: &[&[Setting]],
        stored: &Value,
        answers: &Answers,
    ) -> Self {
        let mut typed =
            Self { doc: stored.clone(), seen: answers.text("seen").to_owned(), ..Self::default() };
        for part in settings {
            read::read(locale, part, answers, "", &mut typed.doc, &mut typed.faults);
        }
        match asked(answers) {
            Some(step) => rows::step(&mut typed.doc, step),
            None => {
                for part in settings {
                    rows::drop_empty(part, &mut typed.doc);
                }
            }
        }
        typed
    }

    /// The same form with what stood in its way.
    pub(super) fn with(mut self, stored: &Value, trouble: Option<&Trouble>) -> Self {
        match trouble {
            Some(Trouble::Fault(fault)) => {
                if !self.faults.iter().any(|known| known.field == fault.field) {
                    self.faults.push(fault.clone());
                }
            }
            // The next press stores what stands here: it was told that there is something newer.
            Some(Trouble::Stale) => {
                self.is_stale = true;
                self.seen = digest(stored);
            }
            None => self.faults.clear(),
        }
        self
    }

    /// Refuses a form with a wrong answer, or one that was made from an older version.
    pub(super) fn check(&self, stored: &Value) -> Result<(), Refusal> {
        if let Some(fault) = self.faults.first() {
            return Err(Refusal::invalid(fault.field.clone(), fault.message.clone()));
        }
        if self.seen != digest(stored) {
            return Err(Refusal::Conflict { message: String::new(), reason: Some("STALE") });
        }
        Ok(())
    }
}

/// The step inside a form that was pressed, rather than storing it: one more row, a row moved.
pub(super) fn asked(answers: &Answers) -> Option<&str> {
    let step = answers.text("then");
    let is_step = step.contains(':') || step == "again";
    is_step.then_some(step)
}

/// Changes with every part of a document.
pub(super) fn digest(doc: &Value) -> String {
    content_hash(doc.to_string().as_bytes())
}

/// The word of a setting: the one of its family when there is one, else the common one.
pub(super) fn word(locale: Locale, family: &str, key: &str, end: &str) -> Option<String> {
    let key = spelled(key);
    let (own, common) = (format!("setting-{family}-{key}"), format!("setting-{key}"));
    let root = if has(&own) { own } else { common };
    Some(format!("{root}{end}")).filter(|key| has(key)).map(|key| t(locale, &key).into_owned())
}

/// A key as texts spell it: without `content` and `design`, with dashes.
fn spelled(key: &str) -> String {
    let short = key.trim_start_matches("content.").trim_start_matches("design.");
    short.replace(['.', '_'], "-").to_ascii_lowercase()
}
