//! Grouped search: the records that a search finds, by the value of an attribute or of a related record's attribute.
//!
//! A fixed number of statements, however many groups there are: one for the keys of everything that is found, one for
//! the related records that name the groups, one for the records of the page.

use std::collections::{BTreeMap, HashMap};

use portico_db::Tx;
use portico_kit::EntityId;
use portico_kit::document::Path;
use serde_json::Value;

use super::order;
use super::search::{Masks, Search, select};
use super::{Seen, store, view_many};
use crate::{Caller, Refusal};

/// How many records a grouped search may find.
const MOST: i64 = 20_000;
/// The most groups of one page.
const LARGEST_PAGE: usize = 1000;
/// The most records of one page, in all its groups.
const MOST_SHOWN: usize = 5000;

/// How records are grouped.
#[derive(Clone, Debug)]
pub struct Grouping {
    /// The attribute, or one of a related record: `customer._title`.
    pub by: Path,
    /// Whether the largest value comes first.
    pub descending: bool,
    /// How many groups to answer.
    pub size: usize,
    /// The value of the last group of the page before.
    pub after: Option<String>,
}

/// Records with the same value.
#[derive(Debug)]
pub struct Group {
    /// The value; empty for records without one that the caller sees.
    pub value: String,
    /// How many records have it.
    pub count: i64,
    /// Those of the asked page of records.
    pub records: Vec<Seen>,
}

/// A page of groups.
#[derive(Debug, Default)]
pub struct Grouped {
    /// The groups in order.
    pub groups: Vec<Group>,
    /// Whether more groups follow.
    pub has_more: bool,
}

/// Finds records by groups; `from` and `size` of the search count within each group.
///
/// # Errors
/// As `search`; `Invalid` naming `group` when the attribute may not be named, or when more than 20,000 records are
/// found.
pub fn group(
    tx: &mut Tx<'_>,
    caller: &Caller,
    search: &Search,
    grouping: &Grouping,
) -> Result<Grouped, Refusal> {
    let Some((mut selection, masks)) = select(tx, caller, search)? else { return Ok(Grouped::default()) };
    check(search, &masks, grouping)?;
    order::add(search, &mut selection);
    let limit = selection.bind(MOST + 1);
    selection.then(&format!("LIMIT {limit}"));
    let found = keys(tx, caller, search, &selection, grouping)?;
    if found.len() > usize::try_from(MOST).unwrap_or(usize::MAX) {
        let message = format!("More than {MOST} records are found. Narrow the search before grouping it.");
        return Err(Refusal::invalid("group", message));
    }
    let mut groups: BTreeMap<String, Places> = BTreeMap::new();
    for (value, id, schema) in found {
        groups.entry(value).or_default().push((id, schema));
    }
    let (page, has_more) = page_of(groups, grouping);
    let (from, size) = (usize::try_from(search.from).unwrap_or(0), usize::try_from(search.size).unwrap_or(0));
    let shown: Vec<(String, i64, Places)> = page
        .into_iter()
        .map(|(value, records)| {
            let count = i64::try_from(records.len()).unwrap_or(i64::MAX);
            (value, count, records.into_iter().skip(from).take(size).collect())
        })
        .collect();
    if shown.iter().map(|(_, _, records)| records.len()).sum::<usize>() > MOST_SHOWN {
        let message =
            format!("A page holds at most {MOST_SHOWN} records. Ask for fewer groups, or fewer of each.");
        return Err(Refusal::invalid("size", message));
    }
    let mut wanted: HashMap<String, Vec<EntityId>> = HashMap::new();
    for (id, schema) in shown.iter().flat_map(|(_, _, records)| records) {
        wanted.entry(schema.clone()).or_default().push(id.clone());
    }
    let mut seen: HashMap<EntityId, Seen> =
        view_many(tx, caller, &wanted)?.into_iter().map(|seen| (seen.id.clone(), seen)).collect();
    let groups = shown.into_iter().map(|(value, count, records)| Group {
        value,
        count,
        records: records.iter().filter_map(|(id, _)| seen.remove(id)).collect(),
    });
    Ok(Grouped { groups: groups.collect(), has_more })
}

/// The attribute that is grouped by must be one that the caller sees on every record.
fn check(search: &Search, masks: &Masks, grouping: &Grouping) -> Result<(), Refusal> {
    let name = grouping.by.attribute();
    let hidden = |schema: &&String| masks.get(*schema).is_some_and(|mask| !mask.allows(name));
    match search.schemas.iter().find(hidden) {
        Some(schema) => {
            let message = format!("{name} is no attribute of {schema} that you may group by.");
            Err(Refusal::invalid("group", message))
        }
        None => Ok(()),
    }
}

type Keyed = (String, EntityId, String);

/// Each record that is found, in order, with the value of its group.
fn keys(
    tx: &mut Tx<'_>,
    caller: &Caller,
    search: &Search,
    selection: &super::selection::Selection,
    grouping: &Grouping,
) -> Result<Vec<Keyed>, Refusal> {
    let mut selection = selection.clone();
    let (attribute, rest) = grouping.by.as_str().split_once('.').unwrap_or((grouping.by.as_str(), ""));
    let is_relation = search.schemas.iter().any(|schema| {
        let kind = caller.catalogue.find(schema);
        kind.and_then(|kind| kind.attribute(attribute)).is_some_and(|found| found.is_relation())
    });
    if is_relation && !rest.is_empty() {
        let relation = selection.bind(attribute.to_owned());
        let end = |column: &str| {
            format!(
                "(SELECT min(g.{column}) FROM relations g WHERE g.tenant_id = $1 AND g.source_id = e.id
                  AND g.attribute = {relation} AND g.alive = 1)"
            )
        };
        let columns = format!("{}, {}", end("target_id"), end("target_schema"));
        let found = store::keys_selected(tx, &selection, &columns)?;
        return named_by_related(tx, caller, rest, found);
    }
    let column = match grouping.by.as_str() {
        "_schema" => "e.schema".to_owned(),
        "_title" => "e.title".to_owned(),
        path => format!("doc_text(e.doc, {})", selection.bind(path.to_owned())),
    };
    let found = store::keys_selected(tx, &selection, &format!("{column}, NULL"))?;
    Ok(found.into_iter().map(|(id, schema, key, _)| (key.unwrap_or_default(), id, schema)).collect())
}

/// Names groups by an attribute of the related records, as far as the caller sees them.
fn named_by_related(
    tx: &mut Tx<'_>,
    caller: &Caller,
    path: &str,
    found: Vec<store::KeyRow>,
) -> Result<Vec<Keyed>, Refusal> {
    let mut wanted: HashMap<String, Vec<EntityId>> = HashMap::new();
    for (_, _, target, schema) in &found {
        if let (Some(target), Some(schema)) = (target, schema) {
            let ids = wanted.entry(schema.clone()).or_default();
            ids.push(EntityId::from(target.as_str()));
        }
    }
    for ids in wanted.values_mut() {
        ids.sort();
        ids.dedup();
    }
    let pointer = format!("/{}", path.replace('.', "/"));
    let names: HashMap<EntityId, String> = view_many(tx, caller, &wanted)?
        .into_iter()
        .filter_map(|seen| {
            let name = match seen.to_value().pointer(&pointer)? {
                Value::String(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                Value::Bool(fact) => fact.to_string(),
                _ => return None,
            };
            Some((seen.id, name))
        })
        .collect();
    let keyed = found.into_iter().map(|(id, schema, target, _)| {
        let name = target.and_then(|target| names.get(&EntityId::from(target.as_str())).cloned());
        (name.unwrap_or_default(), id, schema)
    });
    Ok(keyed.collect())
}

/// Records by id and schema.
type Places = Vec<(EntityId, String)>;

type Groups = Vec<(String, Places)>;

/// The groups of the asked page, in order, and whether more follow.
fn page_of(groups: BTreeMap<String, Places>, grouping: &Grouping) -> (Groups, bool) {
    let mut ordered: Groups = groups.into_iter().collect();
    if grouping.descending {
        ordered.reverse();
    }
    if let Some(after) = &grouping.after {
        ordered.retain(|(value, _)| if grouping.descending { value < after } else { value > after });
    }
    let size = grouping.size.clamp(1, LARGEST_PAGE);
    let has_more = ordered.len() > size;
    ordered.truncate(size);
    (ordered, has_more)
}
