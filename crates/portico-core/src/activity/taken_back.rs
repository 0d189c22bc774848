//! Which changes were taken back later: what the entries that undo others say about these.

use std::collections::BTreeMap;

use portico_db::Tx;
use portico_kit::{ActivityId, EntityId};
use serde_json::Value;

use super::list::visible;
use crate::{Caller, Refusal};

/// Which attributes of which changes were taken back, and by which entry.
#[derive(Clone, Debug, Default)]
pub struct TakenBack(BTreeMap<(String, String), Value>);

impl TakenBack {
    /// The newest entry that took an attribute of a change back.
    pub fn by(&self, entry: &str, attribute: &str) -> Option<&Value> {
        self.0.get(&(entry.to_owned(), attribute.to_owned()))
    }
}

/// What an entry that undoes another is listed under; no record has such an id.
pub(super) fn topic(undone: &ActivityId) -> String {
    format!("undoes:{undone}")
}

/// What was taken back of changes of a record that the caller sees.
pub fn taken_back(
    tx: &mut Tx<'_>,
    caller: &Caller,
    (schema, id): (&str, &EntityId),
    entries: &[Value],
) -> Result<TakenBack, Refusal> {
    let ids: Vec<ActivityId> =
        entries.iter().filter_map(|entry| entry.get("_id")?.as_str()).map(ActivityId::from).collect();
    if ids.is_empty() {
        return Ok(TakenBack::default());
    }
    let places: Vec<String> = (0..ids.len()).map(|place| format!("${}", place + 2)).collect();
    let sql = format!(
        "SELECT a.doc FROM activity_entities l JOIN activity a ON a.tenant_id = l.tenant_id AND a.id = l.activity_id
         WHERE l.tenant_id = $1 AND l.entity_id IN ({}) ORDER BY a.id",
        places.join(", ")
    );
    let params: Vec<_> = ids.iter().map(|id| topic(id).into()).collect();
    let mut all = BTreeMap::new();
    for doc in tx.all(&sql, &params, |row| row.text(0))? {
        let entry: Value = serde_json::from_str(&doc).unwrap_or_default();
        let entry = if caller.is_staff() { Some(entry) } else { visible(caller, schema, id, entry) };
        let Some(entry) = entry else { continue };
        let undone = entry.pointer("/payload/undoes").and_then(Value::as_str).unwrap_or_default().to_owned();
        for name in names(&entry) {
            all.insert((undone.clone(), name), entry.clone());
        }
    }
    Ok(TakenBack(all))
}

fn names(entry: &Value) -> Vec<String> {
    let operations = entry.get("operations").and_then(Value::as_array).into_iter().flatten();
    let places = ["/diff/added", "/diff/updated", "/diff/deleted"];
    let fields = operations.flat_map(|one| places.iter().filter_map(|place| one.pointer(place)?.as_object()));
    fields.flat_map(|fields| fields.keys().cloned()).collect()
}
