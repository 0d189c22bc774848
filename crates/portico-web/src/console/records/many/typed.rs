//! What was typed for many records: the texts of an input, the records that are to be related, tags, or a name.

use portico_core::batches::{AT_ONCE, Work};
use portico_core::entities::How;
use portico_core::schemas::Schema;
use portico_core::{Caller, Refusal, entities};
use portico_db::Tx;
use portico_http::Query;
use portico_kit::{EntityId, Locale};
use serde_json::{Value, json};

use super::super::super::answers::Answers;
use super::super::form::typed;
use super::super::inputs::name_of;
use super::super::texts::{Texts, value_of};
use super::subject::Subject;
use crate::design::components::error_summary::Fault;
use crate::design::components::form::Form;
use crate::design::words::{t, t_args};

/// What was typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) attribute: String,
    pub(super) texts: Texts,
    /// The records that a relation is to lead to.
    pub(super) targets: Vec<String>,
    /// The words by which those records are looked for.
    pub(super) find: String,
    /// What becomes of the entries of a list.
    pub(super) how: String,
    /// Tags with commas between, or the name of a file.
    pub(super) words: String,
    pub(super) clear: bool,
    pub(super) faults: Vec<Fault>,
}

impl Typed {
    pub(super) fn of(answers: &Answers) -> Self {
        let attribute = answers.text("attribute").to_owned();
        let read = Self::of_query(answers.query());
        Self { texts: typed(answers, &attribute), clear: answers.text("clear") == "1", attribute, ..read }
    }

    pub(super) fn of_query(query: &Query) -> Self {
        let text = |name: &str| query.text(name).unwrap_or_default().trim().to_owned();
        let targets = query.pairs().iter().filter(|(key, id)| key == "target" && !id.is_empty());
        Self {
            attribute: text("attribute"),
            targets: targets.map(|(_, id)| id.clone()).collect(),
            find: text("find"),
            how: text("how"),
            words: text("words"),
            ..Self::default()
        }
    }

    /// What becomes of the entries of a list; they come to it unless something else was chosen.
    pub(super) fn how(&self) -> How {
        match self.how.as_str() {
            "remove" => How::Remove,
            "replace" => How::Replace,
            _ => How::Add,
        }
    }

    /// What was typed as something to do; nothing when it makes none, and then the faults say why.
    pub(super) fn read(
        &mut self,
        tx: &mut Tx<'_>,
        caller: &Caller,
        locale: Locale,
        (kind, subject): (&Schema, Subject<'_>),
    ) -> Result<Option<Work>, Refusal> {
        let attribute = subject.name().to_owned();
        match subject {
            Subject::Value(_) | Subject::One(_) => {
                let value = self.value(tx, caller, locale, subject)?;
                Ok(value.map(|value| Work::Change { attribute, value }))
            }
            Subject::Several(_) => {
                let (how, items) = (self.how(), self.related(tx, caller)?);
                let filled = self.filled(locale, subject, "records", items);
                Ok(filled.map(|items| Work::Amend { attribute, how, items }))
            }
            Subject::Attach => {
                let items = self.related(tx, caller)?;
                let filled = self.filled(locale, subject, "file", items);
                Ok(filled.map(|items| attached(kind, items)))
            }
            Subject::Tags => {
                let words = self.words.split(',').map(str::trim).filter(|word| !word.is_empty());
                let items = words.map(Value::from).collect();
                let how = self.how();
                Ok(self.filled(locale, subject, "tags", items).map(|items| Work::Amend {
                    attribute,
                    how,
                    items,
                }))
            }
            Subject::Detach => {
                let items = Some(&self.words).filter(|name| !name.is_empty()).map(|name| json!(name));
                let filled = self.filled(locale, subject, "name", items.into_iter().collect());
                Ok(filled.map(|_| Work::Detach { name: self.words.clone() }))
            }
        }
    }

    /// Entries of a list, if there are any.
    fn filled(
        &mut self,
        locale: Locale,
        subject: Subject<'_>,
        key: &str,
        items: Vec<Value>,
    ) -> Option<Vec<Value>> {
        if items.is_empty() {
            let message = t(locale, &format!("together-wrong-{key}")).into_owned();
            self.faults.push(Fault::new(subject.field(), message));
            return None;
        }
        Some(items)
    }

    fn value(
        &mut self,
        tx: &mut Tx<'_>,
        caller: &Caller,
        locale: Locale,
        subject: Subject<'_>,
    ) -> Result<Option<Value>, Refusal> {
        if self.clear {
            return Ok(Some(Value::Null));
        }
        let value = match subject {
            Subject::Value(attribute) => value_of(locale, attribute, &Value::Null, &self.texts),
            _ => {
                let item = self.related(tx, caller)?.into_iter().next();
                Ok(item.map_or(Value::Null, |item| json!({ "$relation": [item] })))
            }
        };
        let label = subject.label(locale);
        let message = match value {
            Ok(Value::Null) => {
                t_args(locale, "records-many-wrong-empty", &[("label", label.into())]).into_owned()
            }
            Ok(value) => return Ok(Some(value)),
            Err(wrong) => wrong.told(locale, &label),
        };
        self.faults.push(Fault::new(subject.field(), message));
        Ok(None)
    }

    /// The chosen records that are there, written as relations store them.
    fn related(&self, tx: &mut Tx<'_>, caller: &Caller) -> Result<Vec<Value>, Refusal> {
        let mut items = Vec::new();
        for target in &self.targets {
            match entities::view_any(tx, caller, &EntityId::from(target.as_str())) {
                Ok(seen) => items.push(json!({ "entity_id": seen.id.as_str(), "_schema": seen.schema })),
                Err(Refusal::NotFound) => {}
                Err(refusal) => return Err(refusal),
            }
        }
        Ok(items)
    }

    /// More records are chosen than files come to in one go.
    pub(super) fn too_many(mut self, locale: Locale) -> Self {
        let message = t_args(locale, "together-wrong-many", &[("most", AT_ONCE.into())]).into_owned();
        self.faults.push(Fault::new(name_of(&self.attribute, ""), message));
        self
    }

    /// What is wrong with the value.
    pub(super) fn error(&self) -> Option<&str> {
        self.faults.first().map(|fault| fault.message.as_str())
    }

    /// A form that carries it along.
    pub(super) fn carried_by(&self, form: Form) -> Form {
        let texts = self.texts.iter().map(|(place, text)| (name_of(&self.attribute, place), text.as_str()));
        let form = texts.fold(form, |form, (name, text)| form.hidden(name, text));
        let form = self.targets.iter().fold(form, |form, target| form.hidden("target", target));
        let rest = [
            ("attribute", self.attribute.as_str()),
            ("find", self.find.as_str()),
            ("how", self.how.as_str()),
            ("words", self.words.as_str()),
            ("clear", if self.clear { "1" } else { "" }),
        ];
        rest.into_iter()
            .filter(|(_, text)| !text.is_empty())
            .fold(form, |form, (name, text)| form.hidden(name, text))
    }
}

/// Files come to the attribute that the schema has for them, else to the records that each file names.
fn attached(kind: &Schema, items: Vec<Value>) -> Work {
    match Subject::files_of(kind) {
        Some(own) => Work::Amend { attribute: own.name.clone(), how: How::Add, items },
        None => {
            let ids = entities::relation_ids(&Value::Array(items)).into_iter().map(EntityId::from).collect();
            Work::Attach { files: ids }
        }
    }
}
