//! Search: filters, words, order and pages, all inside what the caller may see.

use std::collections::HashMap;

use portico_access::{UniformMask, uniform_mask};
use portico_db::Tx;
use portico_kit::EntityId;
use portico_kit::filter::Filter;
use serde_json::{Map, Value};

use super::selection::{Life, Selection};
use super::{Seen, Sort, by_words, masked, order, store};
use crate::{Caller, Refusal};

/// The most records of one page.
const LARGEST_PAGE: i64 = 1000;

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The schemas.
    pub schemas: Vec<String>,
    /// Conditions on attributes, all of which must hold.
    pub filter: Option<Filter>,
    /// A condition of the organisation's own, such as a target's; it may speak of what the caller does not see.
    pub scope: Option<Filter>,
    /// Plain text; every word must be found, by its beginning.
    pub q: Option<String>,
    /// The attributes that the words may stand in; empty: any.
    pub q_fields: Vec<String>,
    /// The order; empty: newest first.
    pub sort: Vec<Sort>,
    /// How many records to skip.
    pub from: i64,
    /// How many records to answer; at most 1,000.
    pub size: i64,
    /// The keys of the record after which a page begins, as [`end_of`](super::end_of) tells them; a page of many is then as quick
    /// as the first one.
    pub after: Vec<Value>,
    /// Whether living or removed records are found; removed ones are for staff alone.
    pub life: Life,
    /// Records that a result must be related to: all entries, by any record of an entry.
    pub contexts: Vec<Vec<Context>>,
}

/// A record that results must be related to.
#[derive(Clone, Debug)]
pub enum Context {
    /// The caller's own portal user.
    OwnPortalUser,
    /// The caller's own contact.
    OwnContact,
    /// A record that the caller sees.
    Record(String, EntityId),
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// The records of this page.
    pub records: Vec<Seen>,
    /// How many records there are on all pages.
    pub total: i64,
}

/// Finds records.
///
/// # Errors
/// `Invalid` when a schema is unknown, or when a filter, order or word field names an attribute that the caller
/// may not see on every record.
pub fn search(tx: &mut Tx<'_>, caller: &Caller, search: &Search) -> Result<Found, Refusal> {
    let Some((mut selection, _)) = select(tx, caller, search)? else { return Ok(Found::default()) };
    let size = search.size.clamp(0, LARGEST_PAGE);
    let counted = selection.clone();
    order::begin_after(search, &mut selection)?;
    order::add(search, &mut selection);
    let (limit, offset) = (selection.bind(size), selection.bind(search.from.max(0)));
    selection.then(&format!("LIMIT {limit} OFFSET {offset}"));
    let stored = if size == 0 { Vec::new() } else { store::list_selected(tx, &selection)? };
    let shown = i64::try_from(stored.len()).unwrap_or(i64::MAX);
    // A page that is not full tells the total by itself.
    let told = shown < size && (shown > 0 || search.from == 0) && search.after.is_empty();
    let total = if told { search.from.max(0) + shown } else { store::count_selected(tx, &counted)? };
    Ok(Found { records: stored.into_iter().map(|record| masked(caller, record)).collect(), total })
}

/// The ids of everything that a search finds, in its order; at most so many.
///
/// # Errors
/// As [`search`].
pub fn ids(tx: &mut Tx<'_>, caller: &Caller, search: &Search, most: i64) -> Result<Vec<EntityId>, Refusal> {
    let Some((mut selection, _)) = select(tx, caller, search)? else { return Ok(Vec::new()) };
    order::add(search, &mut selection);
    let limit = selection.bind(most);
    selection.then(&format!("LIMIT {limit}"));
    Ok(store::ids_selected(tx, &selection)?)
}

/// As [`ids`], after a place in the order, with the search that finds what comes after them; none at the end.
///
/// # Errors
/// As [`search`].
pub fn ids_in_parts(
    tx: &mut Tx<'_>,
    caller: &Caller,
    search: &Search,
    most: i64,
) -> Result<(Vec<EntityId>, Option<Search>), Refusal> {
    // A place can be named in an order alone.
    let sort = if search.sort.is_empty() { Sort::parse("_created_at:desc")? } else { search.sort.clone() };
    let search = Search { sort, from: 0, ..search.clone() };
    let Some((mut selection, _)) = select(tx, caller, &search)? else { return Ok((Vec::new(), None)) };
    order::begin_after(&search, &mut selection)?;
    order::add(&search, &mut selection);
    let limit = selection.bind(most);
    selection.then(&format!("LIMIT {limit}"));
    let ids = store::ids_selected(tx, &selection)?;
    let is_full = i64::try_from(ids.len()).is_ok_and(|count| count == most);
    let next = match ids.last().filter(|_| is_full) {
        Some(last) => Some(Search { after: order::keys_of(tx, &search, last)?, ..search }),
        None => None,
    };
    Ok((ids, next))
}

/// How many records a search finds, counted no further than so many.
///
/// # Errors
/// As [`search`].
pub fn count_up_to(tx: &mut Tx<'_>, caller: &Caller, search: &Search, most: i64) -> Result<i64, Refusal> {
    let Some((mut selection, _)) = select(tx, caller, search)? else { return Ok(0) };
    let limit = selection.bind(most);
    selection.then(&format!("LIMIT {limit}"));
    Ok(store::count_some(tx, &selection)?)
}

/// The masks by schema that say which attributes may be named.
pub(super) type Masks = HashMap<String, UniformMask>;

/// The selection of everything that a search finds, without order; nothing when it can find nothing.
pub(super) fn select(
    tx: &mut Tx<'_>,
    caller: &Caller,
    search: &Search,
) -> Result<Option<(Selection, Masks)>, Refusal> {
    let masks = check(caller, search)?;
    let mut selection = Selection::of_schemas_in(caller, &search.schemas, search.life)?;
    if selection.is_empty() {
        return Ok(None);
    }
    for filter in search.filter.iter().chain(&search.scope) {
        selection.and_filter(filter)?;
    }
    by_words::add(tx, caller, search, &masks, &mut selection)?;
    Ok(add_contexts(tx, caller, search, &mut selection)?.then_some((selection, masks)))
}

/// Refuses unknown schemas and attributes that the caller may not name.
fn check(caller: &Caller, search: &Search) -> Result<Masks, Refusal> {
    let mut masks = HashMap::new();
    for schema in &search.schemas {
        if caller.catalogue.find(schema).is_none() {
            return Err(Refusal::invalid("slug", format!("There is no schema {schema}.")));
        }
        let mask = uniform_mask(&caller.viewer, schema);
        let refuse = |field: &str, name: &str| {
            Err(Refusal::invalid(
                field,
                format!("{name} is no attribute of {schema} that you may search by."),
            ))
        };
        let filtered = search.filter.iter().flat_map(Filter::attributes);
        if let Some(hidden) = filtered.into_iter().find(|name| !mask.allows(name)) {
            return refuse("filters", hidden);
        }
        if let Some(hidden) = search.sort.iter().find(|sort| !mask.allows(sort.path.attribute())) {
            return refuse("sort", hidden.path.attribute());
        }
        let fields = search.q_fields.iter().map(|field| first_step(field));
        if let Some(hidden) = fields.into_iter().find(|name| !mask.allows(name)) {
            return refuse("q_fields", hidden);
        }
        masks.insert(schema.clone(), mask);
    }
    Ok(masks)
}

pub(super) fn first_step(path: &str) -> &str {
    path.split('.').next().unwrap_or(path)
}

/// Results must be related to these records; false when one of them is not there for the caller.
fn add_contexts(
    tx: &mut Tx<'_>,
    caller: &Caller,
    search: &Search,
    selection: &mut Selection,
) -> Result<bool, Refusal> {
    for context in &search.contexts {
        let mut ids = Vec::new();
        for record in context {
            match record {
                Context::OwnPortalUser => ids.extend(caller.portal_user().cloned()),
                Context::OwnContact => ids.extend(caller.contact().cloned()),
                Context::Record(schema, id) => match super::view(tx, caller, schema, id) {
                    Ok(seen) => ids.push(seen.id),
                    Err(Refusal::NotFound) => {}
                    Err(refusal) => return Err(refusal),
                },
            }
        }
        if ids.is_empty() {
            return Ok(false);
        }
        let list: Vec<String> = ids.iter().map(|id| selection.bind(id.as_str().to_owned())).collect();
        let list = list.join(", ");
        selection.and(&format!(
            "(e.id IN (SELECT c.source_id FROM relations c
                       WHERE c.tenant_id = $1 AND c.target_id IN ({list}) AND c.alive = 1)
              OR e.id IN (SELECT c.target_id FROM relations c
                          WHERE c.tenant_id = $1 AND c.source_id IN ({list}) AND c.alive = 1))"
        ));
    }
    Ok(true)
}

/// Just the named fields of a record; `!name` leaves one out; `_id`, `_schema`, `_org` and `_title` always stay.
pub fn project(doc: Value, fields: &[String]) -> Value {
    let Value::Object(all) = doc else { return doc };
    let left_out: Vec<&str> = fields.iter().filter_map(|field| field.strip_prefix('!')).collect();
    let wanted: Vec<&str> =
        fields.iter().filter(|field| !field.starts_with('!')).map(|field| first_step(field)).collect();
    let everything = wanted.is_empty() || wanted.iter().any(|field| field.starts_with('*'));
    let kept = |name: &str| {
        matches!(
            name,
            "_id" | "_schema" | "_org" | "_title" | "_tags" | "_created_at" | "_updated_at" | "$relation"
        ) || ((everything || wanted.contains(&name)) && !left_out.contains(&name))
    };
    Value::Object(all.into_iter().filter(|(name, _)| kept(name)).collect::<Map<_, _>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_projection_keeps_the_envelope() {
        let doc = serde_json::json!({"_id": "1", "_title": "T", "a": 1, "b": 2});
        assert_eq!(
            project(doc.clone(), &["a".into()]),
            serde_json::json!({"_id": "1", "_title": "T", "a": 1})
        );
        assert_eq!(project(doc, &["!a".into()]), serde_json::json!({"_id": "1", "_title": "T", "b": 2}));
    }
}
