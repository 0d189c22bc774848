//! Relations between records: resolved when written, listed for whoever sees both ends.

use std::collections::HashMap;

use portico_db::{DbError, Tx};
use portico_kit::EntityId;
use serde_json::{Map, Value, json};

use super::{Change, Seen, rules, store, view_many};
use crate::schemas::{Attribute, Schema};
use crate::{Caller, Refusal};

/// One end of a relation: the attribute that holds it, the other record, its schema.
#[derive(Clone, Debug)]
pub struct End {
    /// The attribute that holds the relation.
    pub attribute: String,
    /// The record at the other end.
    pub id: EntityId,
    /// That record's schema.
    pub schema: String,
}

/// Completes relation values: every target that is new must exist for the caller and be of a schema that the attribute
/// takes, and the stored form knows its schema.
pub(super) fn resolve(
    tx: &mut Tx<'_>,
    caller: &Caller,
    kind: &Schema,
    before: &Value,
    attributes: &mut Map<String, Value>,
) -> Result<(), Refusal> {
    for (name, value) in attributes.iter_mut() {
        let before = before.get(name).unwrap_or(&Value::Null);
        if name == "line_items" {
            check_line_items(tx, caller, before, value)?;
        }
        if value.get("$relation").is_none() && name != "_relations" {
            continue;
        }
        let place = value.pointer_mut("/$relation").map(std::mem::take);
        let items = match place {
            Some(items) => items,
            None => std::mem::take(value),
        };
        let Value::Array(mut items) = items else {
            let message =
                format!("{name} must be a relation: {{\"$relation\": [{{\"entity_id\": \"…\"}}]}}.");
            return Err(Refusal::invalid(name, message));
        };
        let takes = kind.attribute(name).map(Attribute::related_schemas).unwrap_or_default();
        for item in &mut items {
            resolve_item(tx, caller, (name, &takes), before, item)?;
        }
        *value = if name == "_relations" { Value::Array(items) } else { json!({ "$relation": items }) };
    }
    Ok(())
}

fn resolve_item(
    tx: &mut Tx<'_>,
    caller: &Caller,
    (name, takes): (&str, &[&str]),
    before: &Value,
    item: &mut Value,
) -> Result<(), Refusal> {
    let Some(id) = item.get("entity_id").and_then(Value::as_str).map(EntityId::from) else {
        return Err(Refusal::invalid(name, format!("{name}: every related record needs its entity_id.")));
    };
    if let Some(schema) = schema_held(before, id.as_str()) {
        item["_schema"] = schema;
        return Ok(());
    }
    // A portal user relates records only to records that exist for it; anything else would widen its own reach.
    let schema = if caller.is_staff() {
        store::schema_of(tx, &id)?
    } else {
        match super::view_any(tx, caller, &id) {
            Ok(seen) => Some(seen.schema),
            Err(Refusal::NotFound) => None,
            Err(refusal) => return Err(refusal),
        }
    };
    let schema = schema.ok_or_else(|| nowhere(name, id.as_str()))?;
    if !takes.is_empty() && !takes.contains(&schema.as_str()) {
        let message = format!("{name} takes records of {}, and {id} is of {schema}.", takes.join(" or "));
        return Err(Refusal::invalid(name, message));
    }
    item["_schema"] = schema.into();
    Ok(())
}

/// The schema of a target that the relation held before: sending it once more relates nothing new.
fn schema_held(before: &Value, id: &str) -> Option<Value> {
    let items = before.get("$relation").unwrap_or(before).as_array()?;
    items
        .iter()
        .find(|item| item.get("entity_id").and_then(Value::as_str) == Some(id))?
        .get("_schema")
        .cloned()
}

/// Products and prices are reached through line items, so a portal user adds only those that exist for it.
fn check_line_items(tx: &mut Tx<'_>, caller: &Caller, before: &Value, items: &Value) -> Result<(), Refusal> {
    if caller.is_staff() {
        return Ok(());
    }
    let held: Vec<&str> = rules::line_item_ids(before).collect();
    for id in rules::line_item_ids(items).filter(|id| !held.contains(id)) {
        super::view_any(tx, caller, &EntityId::from(id)).map_err(|refusal| match refusal {
            Refusal::NotFound => nowhere("line_items", id),
            other => other,
        })?;
    }
    Ok(())
}

fn nowhere(name: &str, id: &str) -> Refusal {
    Refusal::invalid(name, format!("{name}: there is no record {id}."))
}

/// Both kinds of relations of a record: those it holds and those that others hold to it.
pub fn ends_of(tx: &mut Tx<'_>, id: &EntityId) -> Result<(Vec<End>, Vec<End>), DbError> {
    let end = |row: &portico_db::Row<'_>| {
        Ok(End { attribute: row.text(0)?, id: EntityId::from(row.text(1)?), schema: row.text(2)? })
    };
    let held = tx.all(
        "SELECT attribute, target_id, target_schema FROM relations
         WHERE tenant_id = $1 AND source_id = $2 AND alive = 1 ORDER BY attribute, target_id LIMIT 1000",
        &[id.as_str().into()],
        end,
    )?;
    let holders = tx.all(
        "SELECT attribute, source_id, source_schema FROM relations
         WHERE tenant_id = $1 AND target_id = $2 AND alive = 1 ORDER BY attribute, source_id LIMIT 1000",
        &[id.as_str().into()],
        end,
    )?;
    Ok((held, holders))
}

/// Both kinds of relations of several records, each with the record that it is of; a fixed number of statements.
pub fn ends_of_all(tx: &mut Tx<'_>, ids: &[EntityId]) -> Result<Vec<(EntityId, End)>, DbError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (0..ids.len()).map(|at| format!("${}", at + 2)).collect();
    let params: Vec<portico_db::Param<'_>> = ids.iter().map(|id| id.as_str().into()).collect();
    let mut ends = Vec::new();
    for (own, other, schema) in
        [("source_id", "target_id", "target_schema"), ("target_id", "source_id", "source_schema")]
    {
        let sql = format!(
            "SELECT {own}, attribute, {other}, {schema} FROM relations
             WHERE tenant_id = $1 AND {own} IN ({}) AND alive = 1 ORDER BY {own}, attribute, {other} LIMIT 20000",
            places.join(", ")
        );
        ends.extend(tx.all(&sql, &params, |row| {
            let end = End { attribute: row.text(1)?, id: EntityId::from(row.text(2)?), schema: row.text(3)? };
            Ok((EntityId::from(row.text(0)?), end))
        })?);
    }
    Ok(ends)
}

/// The records that point to a record, as far as the caller sees them.
pub fn related_to(tx: &mut Tx<'_>, caller: &Caller, id: &EntityId) -> Result<Vec<Seen>, Refusal> {
    let (_, holders) = ends_of(tx, id)?;
    let mut wanted: HashMap<String, Vec<EntityId>> = HashMap::new();
    for end in holders {
        let ids = wanted.entry(end.schema).or_default();
        if !ids.contains(&end.id) {
            ids.push(end.id);
        }
    }
    view_many(tx, caller, &wanted)
}

/// Adds a record to a relation attribute of another.
pub fn relate(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    id: &EntityId,
    attribute: &str,
    target: &Value,
) -> Result<Seen, Refusal> {
    let seen = super::view(tx, caller, schema, id)?;
    let mut items = items_of(&seen, attribute);
    let wanted = target.get("entity_id").and_then(Value::as_str).unwrap_or_default();
    items.retain(|item| item.get("entity_id").and_then(Value::as_str) != Some(wanted));
    items.push(target.clone());
    save_items(tx, caller, schema, id, attribute, items)
}

/// Takes a record out of a relation attribute of another.
pub fn unrelate(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    id: &EntityId,
    attribute: &str,
    target: &EntityId,
) -> Result<Seen, Refusal> {
    let seen = super::view(tx, caller, schema, id)?;
    let mut items = items_of(&seen, attribute);
    items.retain(|item| item.get("entity_id").and_then(Value::as_str) != Some(target.as_str()));
    save_items(tx, caller, schema, id, attribute, items)
}

fn items_of(seen: &Seen, attribute: &str) -> Vec<Value> {
    let doc = seen.to_value();
    let items = doc.get(attribute).and_then(|value| value.get("$relation")).and_then(Value::as_array);
    items.cloned().unwrap_or_default()
}

fn save_items(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    id: &EntityId,
    attribute: &str,
    items: Vec<Value>,
) -> Result<Seen, Refusal> {
    let value = if items.is_empty() { Value::Null } else { json!({ "$relation": items }) };
    let mut attributes = Map::new();
    attributes.insert(attribute.to_owned(), value);
    super::change(tx, caller, schema, id, &Change { attributes })
}
