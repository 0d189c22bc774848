//! Related records: what relation values point to, loaded at once for all values of a page part.

use std::collections::HashMap;

use portico_core::entities::Seen;
use portico_kit::EntityId;
use serde_json::Value;

use super::scene::Record;

/// Related records by id; one that is missing is not visible and is never spoken of.
#[derive(Clone, Debug, Default)]
pub struct Related(HashMap<String, Record>);

impl Related {
    /// The ids by schema that these values point to.
    pub fn wanted<'v>(values: impl IntoIterator<Item = &'v Value>) -> HashMap<String, Vec<EntityId>> {
        let mut wanted: HashMap<String, Vec<EntityId>> = HashMap::new();
        for item in values.into_iter().flat_map(items) {
            let text = |key: &str| item.get(key).and_then(Value::as_str);
            if let (Some(schema), Some(id)) = (text("_schema"), text("entity_id")) {
                let ids = wanted.entry(schema.to_owned()).or_default();
                if !ids.iter().any(|known| known.as_str() == id) {
                    ids.push(EntityId::from(id));
                }
            }
        }
        wanted
    }

    /// The records that were seen.
    pub fn of(seen: Vec<Seen>) -> Self {
        Self(seen.into_iter().map(|seen| (seen.id.as_str().to_owned(), Record::of(seen))).collect())
    }

    /// The records that a value points to, in its order.
    pub fn of_value(&self, value: &Value) -> Vec<&Record> {
        let ids = items(value).filter_map(|item| item.get("entity_id").and_then(Value::as_str));
        ids.filter_map(|id| self.0.get(id)).collect()
    }
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.get("$relation").and_then(Value::as_array).into_iter().flatten()
}
