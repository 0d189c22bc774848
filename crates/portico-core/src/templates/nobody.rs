//! The world of somebody nobody knows: there is no record in it.

use std::rc::Rc;

use portico_kit::{EntityId, Instant, Locale};
use serde_json::Value;

use super::{Start, World};
use crate::Refusal;

/// A reader without records, such as one who is not signed in.
#[derive(Clone, Copy, Debug)]
pub struct Nobody {
    /// The language.
    pub locale: Locale,
    /// The moment.
    pub now: Instant,
}

impl World for Nobody {
    fn find(&mut self, _name: &str) -> Result<Option<Start>, Refusal> {
        Ok(None)
    }

    fn main(&mut self) -> Option<Rc<Value>> {
        None
    }

    fn related(&mut self, wanted: &[(String, EntityId)]) -> Result<Vec<Option<Rc<Value>>>, Refusal> {
        Ok(wanted.iter().map(|_| None).collect())
    }

    fn told(&self, _doc: &Value, _attribute: &str, _value: &Value) -> String {
        String::new()
    }

    fn locale(&self) -> Locale {
        self.locale
    }

    fn speak(&mut self, locale: Locale) {
        self.locale = locale;
    }

    fn now(&self) -> Instant {
        self.now
    }
}
