//! What a letter's template may speak of: what the letter brings, and what its reader may see.

use std::rc::Rc;

use portico_kit::{EntityId, Instant, Locale};
use serde_json::Value;

use crate::Refusal;
use crate::templates::{Start, World, told_plainly};

/// The world of a letter to somebody who sees no records: what the letter brings.
pub(super) struct Brought {
    pub(super) locale: Locale,
    pub(super) now: Instant,
    pub(super) values: Rc<Value>,
}

impl World for Brought {
    fn find(&mut self, name: &str) -> Result<Option<Start>, Refusal> {
        Ok(self.values.get(name).map(|_| Start::Attribute(Rc::clone(&self.values))))
    }

    fn main(&mut self) -> Option<Rc<Value>> {
        None
    }

    fn related(&mut self, wanted: &[(String, EntityId)]) -> Result<Vec<Option<Rc<Value>>>, Refusal> {
        Ok(wanted.iter().map(|_| None).collect())
    }

    fn told(&self, _doc: &Value, _attribute: &str, value: &Value) -> String {
        told_plainly(value)
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
