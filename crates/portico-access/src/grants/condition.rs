//! The conditions of a grant, as filters on the record.

use portico_kit::EntityId;
use portico_kit::document::Path;
use portico_kit::filter::{Filter, Value};
use serde_json::Value as Json;

/// What must hold for a grant to count.
#[derive(Clone, Debug)]
pub(crate) enum Condition {
    Equals(Path, Vec<Value>),
    NotEquals(Path, Vec<Value>),
    /// The attribute is, or relates to, the portal user.
    CurrentUser(Path, Path),
    NotCurrentUser(Path, Path),
}

impl Condition {
    /// Reads `{operation, attribute, values?}`, or the same keyed by operation: `{equals: {attribute,
    /// values}}`.
    pub(crate) fn parse(json: &Json) -> Option<Self> {
        match json.get("operation") {
            Some(operation) => Self::read(operation.as_str()?, json),
            None => {
                let mut members = json.as_object()?.iter();
                let (operation, body) = members.next()?;
                if members.next().is_some() { None } else { Self::read(operation, body) }
            }
        }
    }

    fn read(operation: &str, body: &Json) -> Option<Self> {
        let attribute = body.get("attribute")?.as_str()?;
        let path = Path::parse(attribute)?;
        let related = || Path::parse(&format!("{attribute}.entity_id"));
        let values = || -> Option<Vec<Value>> {
            body.get("values")?.as_array()?.iter().map(|value| Value::try_from(value).ok()).collect()
        };
        match operation {
            "equals" => Some(Self::Equals(path, values()?)),
            "not_equals" => Some(Self::NotEquals(path, values()?)),
            "equals_current_user" => Some(Self::CurrentUser(path, related()?)),
            "not_equals_current_user" => Some(Self::NotCurrentUser(path, related()?)),
            _ => None,
        }
    }

    /// The condition for one portal user.
    pub(crate) fn filter(&self, user: &EntityId) -> Filter {
        match self {
            Self::Equals(path, values) => Filter::Terms(path.clone(), values.clone()),
            Self::NotEquals(path, values) => Filter::negate(Filter::Terms(path.clone(), values.clone())),
            Self::CurrentUser(path, related) => is_user(path, related, user),
            Self::NotCurrentUser(path, related) => Filter::negate(is_user(path, related, user)),
        }
    }
}

fn is_user(path: &Path, related: &Path, user: &EntityId) -> Filter {
    let id = Value::from(user.as_str());
    Filter::any([Filter::Term(path.clone(), id.clone()), Filter::Term(related.clone(), id)])
}
