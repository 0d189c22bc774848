//! What stands in the form of a record: the stored texts or the typed ones, and what storing them comes to.

use std::collections::HashMap;

use portico_core::entities::{self, Change};
use portico_core::schemas::{Attribute, Schema};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::{EntityId, Locale};
use serde_json::{Map, Value};

use super::super::answers::Answers;
use super::fields::answered;
use super::inputs::name_of;
use super::texts::{Texts, clean, digest, texts_of, value_of};
use crate::design::components::error_summary::Fault;
use crate::design::words::t_args;

/// The form of a record.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    texts: HashMap<String, Texts>,
    /// The attributes of the page, each with the digest of what stood there when it was opened.
    seen: Vec<(String, String)>,
    /// When the record was last changed before the page was opened.
    pub(super) updated_at: String,
    /// What stands in the way of storing it.
    pub(super) faults: Vec<Fault>,
}

/// What storing a form came to.
pub(super) enum Outcome {
    /// It is stored.
    Saved(EntityId),
    /// Nothing differed from what is stored.
    Unchanged,
    /// Something cannot be stored; the draft says what.
    Faulty(Draft),
    /// Somebody else changed the record meanwhile; the draft is as it was typed.
    Stale(Draft),
}

impl Draft {
    /// The stored record, or an empty form.
    pub(super) fn of(locale: Locale, kind: &Schema, doc: &Value) -> Self {
        let mut draft = Self::default();
        for attribute in answered(kind) {
            let texts = texts_of(locale, attribute, doc.get(&attribute.name).unwrap_or(&Value::Null));
            draft.seen.push((attribute.name.clone(), digest(&texts)));
            draft.texts.insert(attribute.name.clone(), texts);
        }
        draft.updated_at = doc.get("_updated_at").and_then(Value::as_str).unwrap_or_default().to_owned();
        draft
    }

    /// What was typed. An attribute for which somebody chose the stored value is as if it were not on the page.
    pub(super) fn of_answers(kind: &Schema, answers: &Answers) -> Self {
        let mut draft = Self { updated_at: answers.text("updated_at").to_owned(), ..Self::default() };
        let pairs = answers.text("seen").split_whitespace().filter_map(|pair| pair.rsplit_once('='));
        for (name, digest) in pairs {
            let keeps_stored = answers.text(&format!("pick.{name}")) == "theirs";
            if kind.attribute(name).is_some() && !keeps_stored {
                draft.seen.push((name.to_owned(), digest.to_owned()));
                draft.texts.insert(name.to_owned(), typed(answers, name));
            }
        }
        draft
    }

    /// The texts of an attribute.
    pub(super) fn texts(&self, attribute: &str) -> &Texts {
        static NOTHING: Texts = Texts::new();
        self.texts.get(attribute).unwrap_or(&NOTHING)
    }

    /// As it travels with the form.
    pub(super) fn seen(&self) -> String {
        told(self.seen.iter())
    }

    /// As it travels with a form of just these attributes.
    pub(super) fn seen_of(&self, attributes: &[&Attribute]) -> String {
        let is_one = |name: &str| attributes.iter().any(|attribute| attribute.name == name);
        told(self.seen.iter().filter(|(name, _)| is_one(name)))
    }

    /// The same form with the stored values of what was not on the page.
    pub(super) fn with_stored(mut self, locale: Locale, kind: &Schema, doc: &Value) -> Self {
        let stored = Self::of(locale, kind, doc);
        for (name, digest) in &stored.seen {
            if !self.texts.contains_key(name) {
                self.seen.push((name.clone(), digest.clone()));
                self.texts.insert(name.clone(), stored.texts(name).clone());
            }
        }
        self
    }

    /// What is wrong with an attribute.
    pub(super) fn fault(&self, attribute: &str) -> Option<&str> {
        let name = name_of(attribute, "");
        self.faults.iter().find(|fault| fault.field == name).map(|fault| fault.message.as_str())
    }

    /// The attributes that were typed into.
    pub(super) fn changed<'a>(&self, kind: &'a Schema) -> Vec<&'a Attribute> {
        let typed = self.seen.iter().filter(|(name, seen)| digest(self.texts(name)) != *seen);
        typed.filter_map(|(name, _)| kind.attribute(name)).collect()
    }

    /// Whether the stored value of an attribute is still the one that stood on the page.
    pub(super) fn is_as_seen(&self, locale: Locale, attribute: &Attribute, doc: &Value) -> bool {
        let now = texts_of(locale, attribute, doc.get(&attribute.name).unwrap_or(&Value::Null));
        self.seen.iter().any(|(name, seen)| *name == attribute.name && digest(&now) == *seen)
    }

    /// Stores what was typed into a record, unless somebody changed the record meanwhile.
    pub(super) fn save(
        mut self,
        tx: &mut Tx<'_>,
        caller: &Caller,
        locale: Locale,
        kind: &Schema,
        id: &EntityId,
    ) -> Result<Outcome, Refusal> {
        let doc = entities::view(tx, caller, &kind.slug, id)?.to_value();
        let changed = self.changed(kind);
        if changed.is_empty() {
            return Ok(Outcome::Unchanged);
        }
        if doc.get("_updated_at").and_then(Value::as_str) != Some(&self.updated_at) {
            return Ok(Outcome::Stale(self));
        }
        let mut attributes = self.values(locale, &changed, &doc);
        if !self.faults.is_empty() {
            return Ok(Outcome::Faulty(self));
        }
        attributes.insert("_updated_at".to_owned(), self.updated_at.as_str().into());
        match entities::change(tx, caller, &kind.slug, id, &Change { attributes }) {
            Ok(seen) => Ok(Outcome::Saved(seen.id)),
            Err(refusal) => self.refused(refusal),
        }
    }

    /// Stores what was typed as a new record.
    pub(super) fn create(
        mut self,
        tx: &mut Tx<'_>,
        caller: &Caller,
        locale: Locale,
        kind: &Schema,
    ) -> Result<Outcome, Refusal> {
        let attributes = self.values(locale, &answered(kind), &Value::Null);
        if !self.faults.is_empty() {
            return Ok(Outcome::Faulty(self));
        }
        match entities::create(tx, caller, &kind.slug, attributes) {
            Ok(seen) => Ok(Outcome::Saved(seen.id)),
            Err(refusal) => self.refused(refusal),
        }
    }

    /// The values of these attributes; what cannot be read becomes a fault.
    fn values(&mut self, locale: Locale, attributes: &[&Attribute], doc: &Value) -> Map<String, Value> {
        let mut values = Map::new();
        for attribute in attributes {
            let old = doc.get(&attribute.name).unwrap_or(&Value::Null);
            let label = attribute.label(locale);
            let message = match value_of(locale, attribute, old, self.texts(&attribute.name)) {
                Ok(Value::Null) if attribute.required => {
                    t_args(locale, "console-wrong-missing", &[("label", label.into())]).into_owned()
                }
                Ok(value) => {
                    values.insert(attribute.name.clone(), value);
                    continue;
                }
                Err(wrong) => wrong.told(locale, &label),
            };
            self.faults.push(Fault::new(name_of(&attribute.name, ""), message));
        }
        values
    }

    /// A refusal that names a field becomes a fault of it; nothing was changed then.
    fn refused(mut self, refusal: Refusal) -> Result<Outcome, Refusal> {
        match refusal {
            Refusal::Invalid { field, message } => {
                let field = field.unwrap_or_default();
                self.faults.push(Fault::new(name_of(&field, ""), message));
                Ok(Outcome::Faulty(self))
            }
            Refusal::Conflict { reason: Some("STALE"), .. } => Ok(Outcome::Stale(self)),
            other => Err(other),
        }
    }
}

fn told<'a>(seen: impl Iterator<Item = &'a (String, String)>) -> String {
    seen.map(|(name, digest)| format!("{name}={digest}")).collect::<Vec<_>>().join(" ")
}

/// The texts that were typed into the inputs of an attribute.
pub(super) fn typed(answers: &Answers, attribute: &str) -> Texts {
    let own = name_of(attribute, "");
    let place = |key: &str| match key.strip_prefix(own.as_str())? {
        "" => Some(String::new()),
        rest => rest.strip_prefix('.').map(str::to_owned),
    };
    let all = answers.pairs().iter().filter_map(|(key, text)| Some((place(key)?, clean(text))));
    all.filter(|(_, text)| !text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use portico_core::schemas::parse;
    use serde_json::json;

    use super::*;

    fn contract() -> Schema {
        let text = r#"{"slug":"contract","attributes":[{"name":"tariff","type":"string"},
            {"name":"delivery_address","type":"address"},{"name":"delivery","type":"string"}]}"#;
        parse(text).unwrap_or_else(|refusal| panic!("{refusal:?}"))
    }

    fn sent(draft: &Draft, typed: &str) -> Answers {
        let seen = serde_urlencoded::to_string([("seen", draft.seen())]).unwrap_or_default();
        Answers::of(&format!("{seen}&{typed}"))
    }

    #[test]
    fn only_what_was_typed_into_counts_as_changed() {
        let (kind, doc) = (
            contract(),
            json!({"tariff": "Öko", "delivery": "Post", "delivery_address": [{"city": "Auental"}]}),
        );
        let draft = Draft::of(Locale::De, &kind, &doc);
        let answers = sent(&draft, "a.tariff=Basis&a.delivery=Post&a.delivery_address.0.city=Auental");
        let back = Draft::of_answers(&kind, &answers);
        let names: Vec<&str> = back.changed(&kind).iter().map(|attribute| attribute.name.as_str()).collect();
        assert_eq!(names, ["tariff"]);
        let meanwhile = json!({"tariff": "Flex", "delivery": "Post"});
        let is_as_seen =
            |name: &str| kind.attribute(name).map(|own| back.is_as_seen(Locale::De, own, &meanwhile));
        assert_eq!((is_as_seen("tariff"), is_as_seen("delivery")), (Some(false), Some(true)));
    }

    #[test]
    fn a_form_of_some_attributes_leaves_the_others_as_they_are_stored() {
        let (kind, doc) = (contract(), json!({"tariff": "Öko", "delivery": "Post"}));
        let draft = Draft::of(Locale::De, &kind, &doc);
        let tariff: Vec<&Attribute> = kind.attribute("tariff").into_iter().collect();
        let seen = serde_urlencoded::to_string([("seen", draft.seen_of(&tariff))]).unwrap_or_default();
        let back = Draft::of_answers(&kind, &Answers::of(&format!("{seen}&a.tariff=Flex")));
        let meanwhile = json!({"tariff": "Öko", "delivery": "Mail"});
        let whole = back.with_stored(Locale::De, &kind, &meanwhile);
        let names: Vec<&str> = whole.changed(&kind).iter().map(|attribute| attribute.name.as_str()).collect();
        assert_eq!(
            (names, whole.texts("delivery")),
            (vec!["tariff"], &vec![(String::new(), "Mail".to_owned())])
        );
    }

    #[test]
    fn choosing_the_stored_value_takes_the_attribute_off_the_page() {
        let (kind, doc) = (contract(), json!({"tariff": "Öko"}));
        let draft = Draft::of(Locale::De, &kind, &doc);
        let answers = sent(&draft, "a.tariff=Basis&pick.tariff=theirs");
        assert!(Draft::of_answers(&kind, &answers).changed(&kind).is_empty());
    }
}
