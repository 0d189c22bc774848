//! Hydration: relations of a page of records filled in with the related records that the caller sees.

use std::collections::HashMap;

use portico_db::Tx;
use portico_kit::EntityId;
use serde_json::Value;

use super::{Seen, relations, view_many};
use crate::{Caller, Refusal};

/// Replaces each relation attribute by the related records, one level deep; records that the caller does not see
/// stay bare references. The number of statements does not depend on the number of records.
pub fn hydrate(tx: &mut Tx<'_>, caller: &Caller, records: &[Seen]) -> Result<Vec<Value>, Refusal> {
    let mut docs: Vec<Value> = records.iter().map(Seen::to_value).collect();
    let mut wanted: HashMap<String, Vec<EntityId>> = HashMap::new();
    for doc in &docs {
        for item in relation_items(doc) {
            if let (Some(schema), Some(id)) = (text(item, "_schema"), text(item, "entity_id")) {
                let ids = wanted.entry(schema.to_owned()).or_default();
                if !ids.iter().any(|known| known.as_str() == id) {
                    ids.push(EntityId::from(id));
                }
            }
        }
    }
    let related: HashMap<String, Value> = view_many(tx, caller, &wanted)?
        .into_iter()
        .map(|seen| (seen.id.as_str().to_owned(), seen.to_value()))
        .collect();
    for doc in &mut docs {
        for (name, _) in relations::targets(doc) {
            if let Some(items) = doc[&name]["$relation"].as_array() {
                doc[&name] = Value::Array(items.iter().map(|item| filled(item, &related)).collect());
            }
        }
    }
    Ok(docs)
}

fn relation_items(doc: &Value) -> impl Iterator<Item = &Value> {
    let fields = doc.as_object().into_iter().flatten();
    fields.filter_map(|(_, value)| value.get("$relation").and_then(Value::as_array)).flatten()
}

fn text<'a>(item: &'a Value, key: &str) -> Option<&'a str> {
    item.get(key).and_then(Value::as_str)
}

fn filled(item: &Value, related: &HashMap<String, Value>) -> Value {
    let found = text(item, "entity_id").and_then(|id| related.get(id));
    let mut value = found.cloned().unwrap_or_else(|| serde_json::json!({}));
    value["$relation"] = item.clone();
    value
}
