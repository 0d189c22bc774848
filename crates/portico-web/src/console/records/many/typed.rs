//! What was typed for many records: the texts of an input, or the record that a relation is to lead to.

use portico_core::schemas::{Attribute, Schema};
use portico_core::{Caller, Refusal, entities};
use portico_db::Tx;
use portico_http::Query;
use portico_kit::{EntityId, Locale};
use serde_json::{Value, json};

use super::super::super::answers::Answers;
use super::super::fields::answered;
use super::super::form::typed;
use super::super::inputs::name_of;
use super::super::relations::{holds_one, is_relation};
use super::super::texts::{Texts, value_of};
use crate::design::components::error_summary::Fault;
use crate::design::components::form::Form;
use crate::design::words::t_args;

/// What was typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) attribute: String,
    pub(super) texts: Texts,
    /// The record that a relation is to lead to.
    pub(super) target: String,
    /// The words by which that record is looked for.
    pub(super) find: String,
    pub(super) clear: bool,
    pub(super) faults: Vec<Fault>,
}

/// The attributes that many records can get a value of in one go, besides those of the form.
pub(super) fn relations_of(kind: &Schema) -> Vec<&Attribute> {
    let is_one = |attribute: &&Attribute| leads_to_one(attribute);
    kind.attributes.iter().filter(is_one).collect()
}

/// Whether the value of an attribute is one related record.
pub(super) fn leads_to_one(attribute: &Attribute) -> bool {
    let is_hidden = attribute.doc.get("hidden").and_then(Value::as_bool) == Some(true);
    is_relation(attribute) && !attribute.is_file() && holds_one(attribute) && !is_hidden
}

/// The attribute of a name, if many records can get a value of it in one go.
pub(super) fn offered<'a>(kind: &'a Schema, name: &str) -> Option<&'a Attribute> {
    let mut all = answered(kind).into_iter().chain(relations_of(kind));
    all.find(|attribute| attribute.name == name)
}

impl Typed {
    pub(super) fn of(answers: &Answers) -> Self {
        let text = |name: &str| answers.text(name).to_owned();
        let attribute = text("attribute");
        Self {
            texts: typed(answers, &attribute),
            target: text("target"),
            find: text("find"),
            clear: answers.text("clear") == "1",
            faults: Vec::new(),
            attribute,
        }
    }

    pub(super) fn of_query(query: &Query) -> Self {
        let text = |name: &str| query.text(name).unwrap_or_default().trim().to_owned();
        Self { attribute: text("attribute"), find: text("find"), ..Self::default() }
    }

    /// The value that was typed; nothing when it makes none, and then the faults say why.
    pub(super) fn read(
        &mut self,
        tx: &mut Tx<'_>,
        caller: &Caller,
        locale: Locale,
        attribute: &Attribute,
    ) -> Result<Option<Value>, Refusal> {
        if self.clear {
            return Ok(Some(Value::Null));
        }
        let value = match leads_to_one(attribute) {
            true => Ok(self.related(tx, caller)?),
            false => value_of(locale, attribute, &Value::Null, &self.texts),
        };
        let label = attribute.label(locale);
        let message = match value {
            Ok(Value::Null) => {
                t_args(locale, "records-many-wrong-empty", &[("label", label.into())]).into_owned()
            }
            Ok(value) => return Ok(Some(value)),
            Err(wrong) => wrong.told(locale, &label),
        };
        self.faults.push(Fault::new(name_of(&attribute.name, ""), message));
        Ok(None)
    }

    /// The relation to the chosen record, written as it is stored; nothing when none is chosen that is there.
    fn related(&self, tx: &mut Tx<'_>, caller: &Caller) -> Result<Value, Refusal> {
        match entities::view_any(tx, caller, &EntityId::from(self.target.as_str())) {
            Ok(seen) => {
                Ok(json!({ "$relation": [{ "entity_id": seen.id.as_str(), "_schema": seen.schema }] }))
            }
            Err(Refusal::NotFound) => Ok(Value::Null),
            Err(refusal) => Err(refusal),
        }
    }

    /// What is wrong with the value.
    pub(super) fn error(&self) -> Option<&str> {
        self.faults.first().map(|fault| fault.message.as_str())
    }

    /// A form that carries it along.
    pub(super) fn carried_by(&self, form: Form) -> Form {
        let texts = self.texts.iter().map(|(place, text)| (name_of(&self.attribute, place), text.as_str()));
        let form = texts.fold(form, |form, (name, text)| form.hidden(name, text));
        let rest = [
            ("attribute", self.attribute.as_str()),
            ("target", self.target.as_str()),
            ("find", self.find.as_str()),
            ("clear", if self.clear { "1" } else { "" }),
        ];
        rest.into_iter()
            .filter(|(_, text)| !text.is_empty())
            .fold(form, |form, (name, text)| form.hidden(name, text))
    }
}
