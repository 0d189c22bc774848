//! What a path leads to: a plain value, or a piece of a record as its reader sees it.

use std::rc::Rc;

use portico_kit::EntityId;
use serde_json::Value;

/// A value in a template.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// A literal, or what a helper made.
    Plain(Value),
    /// A piece of a record: the record, and the way into it.
    Part(Rc<Value>, Vec<Key>),
}

/// A step into a document.
#[derive(Clone, Debug)]
pub(super) enum Key {
    Name(String),
    At(usize),
}

/// What stands at a step.
pub(super) enum Stepped {
    /// A value at hand.
    Here(Node),
    /// One of these related records, from which the rest of the path goes on.
    There(Vec<(String, EntityId)>, Option<String>),
}

impl Node {
    pub(super) fn nothing() -> Self {
        Self::Plain(Value::Null)
    }

    pub(super) fn record(doc: Rc<Value>) -> Self {
        Self::Part(doc, Vec::new())
    }

    pub(super) fn attribute(doc: Rc<Value>, name: &str) -> Self {
        Self::Part(doc, vec![Key::Name(name.to_owned())])
    }

    pub(super) fn value(&self) -> &Value {
        match self {
            Self::Plain(value) => value,
            Self::Part(doc, keys) => keys
                .iter()
                .try_fold(doc.as_ref(), |value, key| match key {
                    Key::Name(name) => value.get(name),
                    Key::At(at) => value.get(at),
                })
                .unwrap_or(&Value::Null),
        }
    }

    /// The related records, when it is a relation.
    pub(super) fn relation(&self) -> Option<&Vec<Value>> {
        self.value().get("$relation").and_then(Value::as_array)
    }

    /// A member or an element of it.
    pub(super) fn child(&self, key: Key) -> Self {
        match self {
            Self::Plain(value) => Self::Plain(
                match &key {
                    Key::Name(name) => value.get(name),
                    Key::At(at) => value.get(at),
                }
                .cloned()
                .unwrap_or(Value::Null),
            ),
            Self::Part(doc, keys) => {
                let mut keys = keys.clone();
                keys.push(key);
                Self::Part(Rc::clone(doc), keys)
            }
        }
    }

    /// The attribute of a record that this is, or an item of.
    pub(super) fn as_attribute(&self) -> Option<(&Value, &str)> {
        match self {
            Self::Part(doc, keys) => match keys.as_slice() {
                [Key::Name(name)] | [Key::Name(name), Key::At(_)] => Some((doc, name)),
                _ => None,
            },
            Self::Plain(_) => None,
        }
    }

    /// Goes one step on; related records are left to whoever can read them.
    pub(super) fn step(&self, text: &str, is_label: bool) -> Stepped {
        if let Some(items) = self.relation() {
            return relation_step(items, text, is_label);
        }
        let here = match self.value() {
            Value::Array(items) => match text.parse::<usize>() {
                Ok(at) => self.child(Key::At(at)),
                Err(_) if text == "length" => Self::Plain(items.len().into()),
                Err(_) if is_label => match items.iter().position(|item| is_labelled(item, text)) {
                    Some(at) => self.child(Key::At(at)),
                    None => Self::nothing(),
                },
                // A name on a list means its first item.
                Err(_) if !items.is_empty() => self.child(Key::At(0)).child(Key::Name(text.to_owned())),
                Err(_) => Self::nothing(),
            },
            Value::Object(_) => self.child(Key::Name(text.to_owned())),
            _ => Self::nothing(),
        };
        Stepped::Here(here)
    }
}

fn relation_step(items: &[Value], text: &str, is_label: bool) -> Stepped {
    let all = || items.iter().filter_map(target).collect::<Vec<_>>();
    match text.parse::<usize>() {
        Ok(at) => Stepped::There(items.get(at).and_then(target).into_iter().collect(), None),
        Err(_) if is_label => Stepped::There(
            items.iter().filter(|item| is_named(item, text)).filter_map(target).collect(),
            None,
        ),
        Err(_) => Stepped::There(all(), Some(text.to_owned())),
    }
}

/// Schema and id of the record that an item of a relation points to.
pub(super) fn target(item: &Value) -> Option<(String, EntityId)> {
    let text = |key: &str| item.get(key).and_then(Value::as_str);
    Some((text("_schema")?.to_owned(), EntityId::from(text("entity_id")?)))
}

/// Whether an item carries a label; `[schema:label]` also asks for its schema.
fn is_named(item: &Value, text: &str) -> bool {
    match text.split_once(':') {
        Some((schema, label)) => {
            item.get("_schema").and_then(Value::as_str) == Some(schema.trim())
                && (label.trim().is_empty() || is_labelled(item, label.trim()))
        }
        None => is_labelled(item, text),
    }
}

/// Whether an item carries a label, upper or lower case.
pub(super) fn is_labelled(item: &Value, label: &str) -> bool {
    let labels = item.get("_tags").and_then(Value::as_array);
    let wanted = label.to_lowercase();
    labels.into_iter().flatten().any(|own| own.as_str().is_some_and(|own| own.to_lowercase() == wanted))
}
