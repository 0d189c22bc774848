//! Undo: one attribute gets back the value that it had before a change, by a change of its own.

use portico_db::Tx;
use portico_kit::{ActivityId, EntityId};
use serde_json::{Map, Value};

use super::Cause;
use super::list::{shown_kinds, visible};
use super::replay::ends_of;
use crate::entities::{self, Change, Seen};
use crate::{Caller, Refusal};

/// What undoing one attribute of a change would do.
#[derive(Clone, Debug)]
pub struct Undoing {
    /// The change, as far as the caller may see it.
    pub entry: Value,
    /// The value that comes back; `null` when there was none.
    pub old: Value,
    /// The value that the change left.
    pub left: Value,
    /// The value that is stored now.
    pub stored: Value,
    /// The version of the record that was looked at.
    pub updated_at: String,
}

impl Undoing {
    /// Whether the attribute was changed again since.
    pub fn is_contested(&self) -> bool {
        self.left != self.stored
    }
}

/// What undoing one attribute of a change would do, before it is done.
///
/// # Errors
/// `NotFound` when the record, the change, or the attribute in it does not exist for the caller.
pub fn undoing(
    tx: &mut Tx<'_>,
    caller: &Caller,
    (schema, id): (&str, &EntityId),
    entry: &ActivityId,
    attribute: &str,
) -> Result<Undoing, Refusal> {
    let doc = entities::view(tx, caller, schema, id)?.to_value();
    let entry = find(tx, caller, (schema, id), entry)?;
    let (old, left) = change_in(&entry)
        .and_then(|operation| ends_of(operation, attribute))
        .map(|(old, left)| (old.clone(), left.clone()))
        .ok_or(Refusal::NotFound)?;
    let stored = doc.get(attribute).cloned().unwrap_or_default();
    let updated_at = doc.get("_updated_at").and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(Undoing { entry, old, left, stored, updated_at })
}

/// Puts one attribute back to what it was before a change; the change that does so names the one that it undoes.
///
/// `seen` is the version of the record that somebody looked at who was told that the attribute was changed again
/// since, and wants it back all the same.
///
/// # Errors
/// As [`undoing`] and [`entities::change`]; `Conflict` with the reason `CHANGED_SINCE` when the attribute was changed
/// again since and this was not seen.
pub fn undo(
    tx: &mut Tx<'_>,
    caller: &Caller,
    record: (&str, &EntityId),
    entry: &ActivityId,
    attribute: &str,
    seen: Option<&str>,
) -> Result<Seen, Refusal> {
    undo_because(tx, caller, record, entry, (attribute, seen), &Cause::default())
}

/// As [`undo`], as a part of something larger.
pub(crate) fn undo_because(
    tx: &mut Tx<'_>,
    caller: &Caller,
    record: (&str, &EntityId),
    entry: &ActivityId,
    (attribute, seen): (&str, Option<&str>),
    cause: &Cause,
) -> Result<Seen, Refusal> {
    let undoing = undoing(tx, caller, record, entry, attribute)?;
    if undoing.is_contested() && seen != Some(undoing.updated_at.as_str()) {
        return Err(changed_since(attribute));
    }
    let mut attributes = companions(caller, record.0, attribute, &undoing.entry);
    attributes.insert(attribute.to_owned(), undoing.old);
    let cause = Cause { undoes: Some(entry.clone()), ..cause.clone() };
    entities::change_because(tx, caller, record.0, record.1, &Change { attributes }, &cause)
}

/// Takes back what a change did to the lists of a record, entry by entry, and leaves what came and went since; none
/// when there is nothing left to take back.
pub(crate) fn take_back_entry(
    tx: &mut Tx<'_>,
    caller: &Caller,
    entry: &ActivityId,
    cause: &Cause,
) -> Result<Option<ActivityId>, Refusal> {
    let told = super::find(tx, entry)?.ok_or(Refusal::NotFound)?;
    let text = |place: &str| told.pointer(place).and_then(Value::as_str).unwrap_or_default();
    let (schema, id) = (text("/payload/entity/schema"), EntityId::from(text("/payload/entity/id")));
    let operation = change_in(&told).ok_or(Refusal::NotFound)?;
    let places = ["/diff/added", "/diff/updated", "/diff/deleted"];
    let fields = places.iter().filter_map(|place| operation.pointer(place)?.as_object());
    let names: Vec<&String> = fields.flat_map(|fields| fields.keys()).collect();
    let cause = Cause { undoes: Some(entry.clone()), ..cause.clone() };
    let mut last = None;
    for name in names {
        let Some(ends) = ends_of(operation, name) else { continue };
        last = entities::take_back(tx, caller, (schema, &id), name, ends, &cause)?.or(last);
    }
    Ok(last)
}

/// What a change left of the parts of an amount, which go back with it: its exact digits and its currency.
fn companions(caller: &Caller, schema: &str, attribute: &str, entry: &Value) -> Map<String, Value> {
    let kind = caller.catalogue.find(schema).and_then(|schema| schema.attribute(attribute));
    let parts = ["decimal", "currency"].iter().map(|part| format!("{attribute}_{part}"));
    let of_amount = parts.filter(|_| kind.is_some_and(|kind| kind.kind == "currency"));
    let olds = of_amount.filter_map(|name| {
        let (old, _) = ends_of(change_in(entry)?, &name)?;
        Some((name.clone(), old.clone()))
    });
    olds.collect()
}

fn changed_since(attribute: &str) -> Refusal {
    let message = format!("{attribute} was changed again since. Change it by hand if it should go back.");
    Refusal::Conflict { message, reason: Some("CHANGED_SINCE") }
}

/// The change of attributes that an entry tells of.
fn change_in(entry: &Value) -> Option<&Value> {
    let operations = entry.get("operations").and_then(Value::as_array)?;
    operations.iter().find(|operation| operation["operation"] == "updateEntity")
}

/// An entry about a record, as the caller sees it.
fn find(
    tx: &mut Tx<'_>,
    caller: &Caller,
    (schema, id): (&str, &EntityId),
    entry: &ActivityId,
) -> Result<Value, Refusal> {
    let mut params = vec![id.as_str().to_owned().into(), entry.as_str().to_owned().into()];
    let kinds = shown_kinds(caller, &mut params);
    let sql = format!(
        "SELECT a.doc FROM activity_entities l
         JOIN activity a ON a.tenant_id = l.tenant_id AND a.id = l.activity_id
         WHERE l.tenant_id = $1 AND l.entity_id = $2 AND l.activity_id = $3{kinds}"
    );
    let found = tx.first(&sql, &params, |row| row.text(0))?.ok_or(Refusal::NotFound)?;
    let entry: Value = serde_json::from_str(&found).unwrap_or_default();
    if entry.pointer("/payload/entity/id").and_then(Value::as_str) != Some(id.as_str()) {
        return Err(Refusal::NotFound);
    }
    let shown = if caller.is_staff() { Some(entry) } else { visible(caller, schema, id, entry) };
    shown.ok_or(Refusal::NotFound)
}
