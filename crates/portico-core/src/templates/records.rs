//! Records as the caller sees them, for templates: read when a path asks for them, and only then.

use std::collections::HashMap;
use std::rc::Rc;

use portico_db::Tx;
use portico_kit::{EntityId, Instant, Locale};
use serde_json::Value;

use super::{FIELD, Start, World, told_plainly};
use crate::entities::{self, Seen};
use crate::{Caller, Refusal};

/// How many related records one request reads for its templates.
const MOST_READ: usize = 2_000;
/// How many steps all templates of one request take.
const MOST_STEPS: usize = 300_000;

/// What templates may speak of in one request: the caller's own records, those offered, and what they relate to.
pub struct Records<'t, 'c> {
    tx: &'t mut Tx<'c>,
    caller: &'t Caller,
    locale: Locale,
    main: Option<Rc<Value>>,
    offered: HashMap<String, Option<Rc<Value>>>,
    given: Rc<Value>,
    known: HashMap<EntityId, Option<Rc<Value>>>,
    read: usize,
    steps: usize,
}

impl<'t, 'c> Records<'t, 'c> {
    /// The caller's own records.
    pub fn of(tx: &'t mut Tx<'c>, caller: &'t Caller) -> Self {
        let (offered, known) = (HashMap::new(), HashMap::new());
        let locale = Locale::default();
        let given = Rc::new(Value::Null);
        let mut records = Self { tx, caller, locale, main: None, offered, given, known, read: 0, steps: 0 };
        records.locale = records.own_locale();
        records
    }

    /// Offers a record, such as a context entity, under a name.
    pub fn offer(&mut self, name: &str, doc: Value) {
        self.offered.insert(name.to_owned(), Some(Rc::new(doc)));
    }

    /// Gives values by name that come from no record, such as links of a letter; they come before all else.
    pub fn give(&mut self, values: Value) {
        self.given = Rc::new(values);
    }

    /// Makes a record the one whose attributes need no prefix.
    pub fn about(&mut self, doc: Value) {
        self.main = Some(Rc::new(doc));
    }

    /// Reads the records that these relate to through the named attributes, all at once.
    pub fn prepare(&mut self, docs: &[Value], names: &[&str]) -> Result<(), Refusal> {
        let values = docs.iter().flat_map(|doc| names.iter().filter_map(|name| doc.get(*name)));
        let items = values.filter_map(|value| value.get("$relation").and_then(Value::as_array)).flatten();
        let wanted: Vec<_> = items.filter_map(super::node::target).take(MOST_READ / 2).collect();
        self.read(&wanted)
    }

    fn own_locale(&mut self) -> Locale {
        let record = self.root("portal_user").ok().flatten();
        let own = record.as_ref().and_then(|record| record.get("preferred_language")?.as_str());
        let of_portal = || {
            let config = self.caller.setup.as_ref()?.portal.doc.get("config")?.as_str()?;
            let config: Value = serde_json::from_str(config).ok()?;
            Locale::parse(config.pointer("/languages/0")?.as_str()?)
        };
        own.and_then(Locale::parse).or_else(of_portal).unwrap_or_default()
    }

    /// The caller's own record of a schema, or one that was offered.
    fn root(&mut self, name: &str) -> Result<Option<Rc<Value>>, Refusal> {
        if let Some(known) = self.offered.get(name) {
            return Ok(known.clone());
        }
        let portal = self.caller.viewer.portal();
        let id = match name {
            "contact" => self.caller.contact(),
            "portal_user" => self.caller.portal_user(),
            "account" => portal.and_then(|user| user.roots.accounts.first()),
            _ => None,
        };
        let found = match id {
            Some(id) => view(self.tx, self.caller, name, id)?,
            None => None,
        };
        self.offered.insert(name.to_owned(), found.clone());
        Ok(found)
    }

    fn read(&mut self, wanted: &[(String, EntityId)]) -> Result<(), Refusal> {
        let mut by_schema: HashMap<String, Vec<EntityId>> = HashMap::new();
        for (schema, id) in wanted {
            if self.known.contains_key(id) {
                continue;
            }
            self.read += 1;
            if self.read > MOST_READ {
                let message = format!("This reads more than {MOST_READ} related records.");
                return Err(Refusal::invalid(FIELD, message));
            }
            self.known.insert(id.clone(), None);
            by_schema.entry(schema.clone()).or_default().push(id.clone());
        }
        if by_schema.is_empty() {
            return Ok(());
        }
        for seen in entities::view_related(self.tx, self.caller, &by_schema)? {
            self.known.insert(seen.id.clone(), Some(Rc::new(seen.to_value())));
        }
        Ok(())
    }
}

fn view(tx: &mut Tx<'_>, caller: &Caller, schema: &str, id: &EntityId) -> Result<Option<Rc<Value>>, Refusal> {
    seen(entities::view(tx, caller, schema, id))
}

fn seen(viewed: Result<Seen, Refusal>) -> Result<Option<Rc<Value>>, Refusal> {
    match viewed {
        Ok(seen) => Ok(Some(Rc::new(seen.to_value()))),
        Err(Refusal::NotFound) => Ok(None),
        Err(refusal) => Err(refusal),
    }
}

impl World for Records<'_, '_> {
    fn find(&mut self, name: &str) -> Result<Option<Start>, Refusal> {
        if self.given.get(name).is_some() {
            return Ok(Some(Start::Attribute(Rc::clone(&self.given))));
        }
        if let Some(main) = &self.main {
            if main.get("_schema").and_then(Value::as_str) == Some(name) {
                return Ok(Some(Start::Record(Rc::clone(main))));
            }
            if main.get(name).is_some_and(|value| !value.is_null()) {
                return Ok(Some(Start::Attribute(Rc::clone(main))));
            }
        }
        Ok(self.root(name)?.map(Start::Record))
    }

    fn main(&mut self) -> Option<Rc<Value>> {
        self.main.clone()
    }

    fn related(&mut self, wanted: &[(String, EntityId)]) -> Result<Vec<Option<Rc<Value>>>, Refusal> {
        self.read(wanted)?;
        Ok(wanted.iter().map(|(_, id)| self.known.get(id).cloned().flatten()).collect())
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
        self.caller.now
    }

    fn spend(&mut self, steps: usize) -> Result<(), Refusal> {
        self.steps += steps;
        if self.steps > MOST_STEPS {
            let message = format!("All templates together take more than {MOST_STEPS} steps.");
            return Err(Refusal::invalid(FIELD, message));
        }
        Ok(())
    }
}
