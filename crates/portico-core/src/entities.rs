//! Records: what an organisation keeps, read and changed only through the rules of access.

use portico_access::{Action, Mask, Record, check_act, check_change, check_create, mask};
use portico_db::Tx;
use portico_kit::{ActivityId, EntityId};
use serde_json::{Map, Value};

use crate::activity::{self, Cause, Happening};
use crate::{Caller, Refusal, edit_rules, email_templates};

mod amend;
mod bin;
mod by_words;
mod groups;
mod highlight;
mod hydrate;
mod import;
mod indexes;
mod order;
pub mod query_string;
pub(crate) mod reindex;
mod relations;
mod removal;
mod restore;
mod roots;
mod rules;
mod search;
mod selection;
mod several;
mod store;
mod stored;
mod text;
mod upsert;

pub use amend::How;
pub(crate) use amend::{LOOSE, TAGS, amend, take_back};
pub use bin::{Removed, removed, titles_of_removed};
pub use groups::{Group, Grouped, Grouping, group};
pub use highlight::highlight;
pub use hydrate::hydrate;
pub use import::{KnownSchemas, NewRecord, Prepared, import};
pub(crate) use indexes::{find_alike, texts_of};
pub use order::{Sort, end_of};
pub use relations::{End, ends_of, ends_of_all, relate, related_to, unrelate};
pub use removal::remove;
pub(crate) use removal::remove_decided;
pub use restore::{purge, restore};
pub use rules::{fits, relation_ids, title};
pub use search::{Context, Found, Search, count_up_to, ids, ids_in_parts, project, search};
pub use selection::Life;
pub use several::{own_records, view_many, view_related};
pub(crate) use stored::{mask_of_stored, stored_document};
pub use text::fold;
pub(crate) use text::{normalised, words};
pub use upsert::{Problem, Several, Upserted, completions, problems, replace, upsert};

/// A record as its viewer may see it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Its id.
    pub id: EntityId,
    /// Its schema.
    pub schema: String,
    /// Its JSON text, without what the viewer may not see.
    pub doc: String,
}

impl Seen {
    /// The record as a JSON value.
    pub fn to_value(&self) -> Value {
        serde_json::from_str(&self.doc).unwrap_or(Value::Null)
    }
}

/// A change of a record: attributes that are sent replace, `null` clears, others stay.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// The attributes by name. `_updated_at` among them says which version was seen.
    pub attributes: Map<String, Value>,
}

/// One record, or "not found" when it does not exist for this caller.
pub fn view(tx: &mut Tx<'_>, caller: &Caller, schema: &str, id: &EntityId) -> Result<Seen, Refusal> {
    let stored = visible(tx, caller, schema, id)?;
    Ok(masked(caller, stored))
}

/// One record of whatever schema, or "not found". For links that know only the id.
pub fn view_any(tx: &mut Tx<'_>, caller: &Caller, id: &EntityId) -> Result<Seen, Refusal> {
    let schema = store::schema_of(tx, id)?.ok_or(Refusal::NotFound)?;
    view(tx, caller, &schema, id)
}

/// What the caller may see of one record, for forms that must know before they offer a field.
pub fn mask_of(caller: &Caller, seen: &Seen) -> Mask {
    mask(&caller.viewer, &Record { id: seen.id.as_str(), schema: &seen.schema, doc: &seen.doc })
}

/// Whether the caller may change these attributes of a record that it sees.
pub fn may_change(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    id: &EntityId,
    attributes: &[&str],
) -> Result<Vec<bool>, Refusal> {
    let stored = visible(tx, caller, schema, id)?;
    Ok(attributes
        .iter()
        .map(|name| check_change(&caller.viewer, &stored.as_record(), &[name]).is_ok())
        .collect())
}

/// Whether the caller may change a record that it sees at all.
pub fn may_edit(tx: &mut Tx<'_>, caller: &Caller, schema: &str, id: &EntityId) -> Result<bool, Refusal> {
    let stored = visible(tx, caller, schema, id)?;
    Ok(check_change(&caller.viewer, &stored.as_record(), &[]).is_ok())
}

/// Whether the caller may do something with a record, such as see the readings of a meter; nobody may do anything with
/// what does not exist for them.
///
/// # Errors
/// `NotFound` when the record does not exist for the caller.
pub fn may_act(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    id: &EntityId,
    action: &Action,
) -> Result<bool, Refusal> {
    let stored = visible(tx, caller, schema, id)?;
    Ok(check_act(&caller.viewer, action, &stored.as_record()).is_ok())
}

/// Creates a record. A portal user's record is related to the user's contact where the schema has such a relation.
pub fn create(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    sent: Map<String, Value>,
) -> Result<Seen, Refusal> {
    let attributes = rules::attributes_of(sent, caller.is_staff());
    let names: Vec<&str> = attributes.keys().map(String::as_str).collect();
    let as_it_would_be = Value::Object(attributes.clone()).to_string();
    caller.catalogue.find(schema).ok_or_else(|| rules::unknown_schema(schema))?;
    check_create(&caller.viewer, schema, &as_it_would_be, &names)?;
    create_decided(tx, caller, schema, attributes)
}

/// As [`create`], for verbs that have decided by rules of their own who may.
pub(crate) fn create_decided(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    mut attributes: Map<String, Value>,
) -> Result<Seen, Refusal> {
    let kind = caller.catalogue.find(schema).ok_or_else(|| rules::unknown_schema(schema))?.clone();
    check_values(&kind, &attributes)?;
    rules::check_required(&kind, &attributes)?;
    relations::resolve(tx, caller, &kind, &Value::Null, &mut attributes)?;
    if let Some(contact) = caller.contact() {
        rules::relate_to_contact(&kind, &mut attributes, contact);
    }
    let id = rules::id_of_new(&attributes, caller);
    attributes.shift_remove("_id");
    if store::exists(tx, &id)? {
        return Err(Refusal::conflict(format!("A record with the id {id} exists already.")));
    }
    let doc = rules::new_document(&kind, &id, tx.tenant(), attributes, caller.now);
    save_new(tx, caller, &kind, &id, &doc)?;
    let stored = store::find(tx, &id)?.ok_or(Refusal::NotFound)?;
    Ok(masked(caller, stored))
}

fn save_new(
    tx: &mut Tx<'_>,
    caller: &Caller,
    kind: &crate::schemas::Schema,
    id: &EntityId,
    doc: &Value,
) -> Result<(), Refusal> {
    let stored = store::Written::of(kind, id, doc, caller.now, caller.now);
    store::insert(tx, &stored)?;
    indexes::write_new(tx, kind, id, doc)?;
    if kind.slug == "portal_user" {
        crate::users::follow_record(tx, id, doc)?;
    }
    email_templates::noted(tx, &kind.slug, id, None, Some(doc));
    activity::write(tx, caller, &Happening::created(&kind.slug, id, doc))
}

/// Changes attributes of one record.
///
/// # Errors
/// `NotFound` when the record does not exist for the caller, `Forbidden` naming the attribute that may not be
/// changed, `Conflict` when `_updated_at` was sent and somebody changed the record since.
pub fn change(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    id: &EntityId,
    change: &Change,
) -> Result<Seen, Refusal> {
    change_because(tx, caller, schema, id, change, &Cause::default())
}

/// As [`change`], as a part of something larger.
pub(crate) fn change_because(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    id: &EntityId,
    change: &Change,
    cause: &Cause,
) -> Result<Seen, Refusal> {
    change_told(tx, caller, schema, id, change, cause).map(|(seen, _)| seen)
}

/// As [`change_because`], and answers the entry of the history that tells of it; none when nothing differed.
pub(crate) fn change_told(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    id: &EntityId,
    change: &Change,
    cause: &Cause,
) -> Result<(Seen, Option<ActivityId>), Refusal> {
    let stored = visible(tx, caller, schema, id)?;
    let kind = caller.catalogue.find(schema).ok_or_else(|| rules::unknown_schema(schema))?.clone();
    let before: Value =
        serde_json::from_str(&stored.doc).map_err(|error| Refusal::Fault(error.to_string()))?;
    rules::check_fresh(&before, &change.attributes)?;
    let mut changed = rules::changed_attributes(&before, &change.attributes, caller.is_staff());
    let names: Vec<&str> = changed.keys().map(String::as_str).collect();
    check_change(&caller.viewer, &stored.as_record(), &names)?;
    if changed.is_empty() {
        return Ok((masked(caller, stored), None));
    }
    check_values(&kind, &changed)?;
    rules::check_not_cleared(&kind, &changed)?;
    relations::resolve(tx, caller, &kind, &before, &mut changed)?;
    edit_rules::check(tx, caller, (schema, id), &before, &changed)?;
    let (after, updated_at) = rules::changed_document(&kind, &before, changed, caller.now);
    store::update(tx, &store::Written::of(&kind, id, &after, caller.now, updated_at))?;
    indexes::write_changed(tx, &kind, id, &before, &after)?;
    if kind.slug == "portal_user" {
        crate::users::follow_record(tx, id, &after)?;
    }
    email_templates::noted(tx, &kind.slug, id, Some(&before), Some(&after));
    let happening = Happening::updated(&kind.slug, id, &before, &after).because(cause);
    let entry = activity::write_entry(tx, caller, &happening)?;
    let entry = entry.get("_id").and_then(Value::as_str).map(ActivityId::from);
    let stored = portico_access::StoredRecord { doc: after.to_string(), ..stored };
    Ok((masked(caller, stored), entry))
}

/// Checks values against their schema, and what a template says against what templates can say.
fn check_values(kind: &crate::schemas::Schema, attributes: &Map<String, Value>) -> Result<(), Refusal> {
    rules::check_values(kind, attributes)?;
    if kind.slug == email_templates::SCHEMA { email_templates::check(attributes) } else { Ok(()) }
}

/// The stored record when this caller may see it: the one door for every read of a single record.
fn visible(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    id: &EntityId,
) -> Result<portico_access::StoredRecord, Refusal> {
    let selection = selection::Selection::of_one(caller, schema, id)?;
    store::find_selected(tx, &selection)?.ok_or(Refusal::NotFound)
}

fn masked(caller: &Caller, stored: portico_access::StoredRecord) -> Seen {
    let mask = mask(&caller.viewer, &stored.as_record());
    let doc = match mask {
        Mask::All => stored.doc,
        mask => mask.apply(&stored.doc),
    };
    Seen { id: stored.id, schema: stored.schema, doc }
}
