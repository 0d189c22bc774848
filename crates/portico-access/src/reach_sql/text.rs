//! The pieces of SQL that both forms are made of.
//!
//! Only what an index should seek is written as an equality; lists of names and the alternatives among
//! relations are `CASE` expressions, which neither engine takes for something to seek or to build a table
//! for.

use std::collections::BTreeSet;

use crate::paths::{Holder, Names, Near, PathTable, ROOT_SCHEMAS, Relation};
use crate::schema_set::SchemaSet;

/// Stands for the parameter of the record asked about.
pub(super) const ID: &str = "{id}";

/// Relations that lead to some schemas.
pub(super) type Leads<'a> = Vec<(SchemaSet, &'a Relation)>;

/// The relations that lead to records of some schemas, by the end that holds them; the shared ones apart.
pub(super) fn leads<'a>(table: &'a PathTable, far: &SchemaSet, holder: Holder, shared: bool) -> Leads<'a> {
    let all = table.relations_to(far).into_iter();
    all.filter(|(_, relation)| relation.holder == holder && relation.shared == shared).collect()
}

/// The roots themselves, as rows.
pub(super) fn own_rows(placeholders: &[String]) -> Option<String> {
    let rows: Vec<String> =
        placeholders.iter().map(|one| format!("SELECT CAST({one} AS text) AS id")).collect();
    (!rows.is_empty()).then(|| rows.join(" UNION ALL "))
}

/// The record asked about, if it is one of the roots.
pub(super) fn own_row(placeholders: &[String]) -> Option<String> {
    let id = format!("CAST({ID} AS text)");
    (!placeholders.is_empty()).then(|| format!("SELECT {id} AS id WHERE {}", is_one_of(&id, placeholders)))
}

/// The condition that a column is one of the roots.
pub(super) fn is_one_of(column: &str, placeholders: &[String]) -> String {
    let whens: Vec<String> =
        placeholders.iter().map(|one| format!("WHEN CAST({one} AS text) THEN 1")).collect();
    format!("CASE {column} {} ELSE 0 END = 1", whens.join(" "))
}

/// The name of the nearer and of the farther end, as the columns begin.
pub(super) fn ends(holder: Holder) -> (&'static str, &'static str) {
    match holder {
        Holder::Near => ("source", "target"),
        Holder::Far => ("target", "source"),
    }
}

/// The relations that start at a root.
pub(super) fn from_roots<'a>(leads: &Leads<'a>) -> Leads<'a> {
    let roots = SchemaSet::only(ROOT_SCHEMAS);
    let starts = |near: &Near| match near {
        Near::Root => true,
        Near::Reached(schemas) => !schemas.intersection(&roots).is_empty(),
    };
    leads.iter().filter(|(_, relation)| starts(&relation.near)).cloned().collect()
}

/// The relations that start at a record which is itself reached.
pub(super) fn from_reached<'a>(leads: &Leads<'a>) -> Leads<'a> {
    leads.iter().filter(|(_, relation)| !passable(&relation.near).is_empty()).cloned().collect()
}

/// The schemas of the records at which these relations start, roots apart.
pub(super) fn nearer(leads: &Leads<'_>) -> SchemaSet {
    leads.iter().fold(SchemaSet::only([]), |all, (_, relation)| all.union(&passable(&relation.near)))
}

/// The schemas of the records to which these relations lead.
pub(super) fn farther(leads: &Leads<'_>) -> SchemaSet {
    leads.iter().fold(SchemaSet::only([]), |all, (far, _)| all.union(far))
}

/// The schemas a path may pass through: never those of contacts, accounts and portal users.
fn passable(near: &Near) -> SchemaSet {
    match near {
        Near::Root => SchemaSet::only([]),
        Near::Reached(schemas) => {
            let others = SchemaSet::Except(ROOT_SCHEMAS.map(str::to_owned).into());
            schemas.intersection(&others)
        }
    }
}

/// What the nearer end of a hop is.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Start {
    Root,
    Reached,
}

/// The condition that a row `alias` of `relations` is one of these relations, and alive.
pub(super) fn condition(alias: &str, leads: &Leads<'_>, start: Start) -> String {
    let mut ways: Vec<String> = leads.iter().map(|lead| way(alias, lead, start)).collect();
    let way = match ways.len() {
        1 => ways.remove(0),
        _ => format!("CASE WHEN ({}) THEN 1 ELSE 0 END = 1", ways.join(") OR (")),
    };
    format!("{alias}.alive = 1 AND {way}")
}

/// One way: the attribute, and the schemas of both ends.
fn way(alias: &str, (far, relation): &(SchemaSet, &Relation), start: Start) -> String {
    let (near_end, far_end) = ends(relation.holder);
    let attribute = match &relation.attributes {
        Names::Only(names) => one_of(&format!("{alias}.attribute"), names.iter(), true),
        Names::Any => format!("substr({alias}.attribute, 1, 1) <> '_'"),
    };
    let near_schema = format!("{alias}.{near_end}_schema");
    let near = match (start, &relation.near) {
        (Start::Root, Near::Reached(schemas)) => in_set(&near_schema, schemas),
        (Start::Reached, near) => in_set(&near_schema, &passable(near)),
        (Start::Root, Near::Root) => None,
    };
    let far = in_set(&format!("{alias}.{far_end}_schema"), far);
    let mut all: Vec<String> = std::iter::once(attribute).chain(near).chain(far).collect();
    // One comparison settles most rows before lists of names are gone through.
    all.sort_by_key(|condition| condition.starts_with("CASE"));
    all.join(" AND ")
}

/// The condition that a column names one of these schemas; none when it may name any.
pub(super) fn in_set(column: &str, schemas: &SchemaSet) -> Option<String> {
    match schemas {
        SchemaSet::Except(slugs) if slugs.is_empty() => None,
        SchemaSet::Except(slugs) => Some(one_of(column, slugs.iter(), false)),
        SchemaSet::Only(slugs) => Some(one_of(column, slugs.iter(), true)),
    }
}

/// Names in quotes; they hold no quote, because only plain names enter the table of paths.
fn one_of<'a>(column: &str, names: impl Iterator<Item = &'a String>, wanted: bool) -> String {
    let names: BTreeSet<&String> = names.collect();
    let (then, otherwise) = (i32::from(wanted), i32::from(!wanted));
    match (names.first(), names.len()) {
        (Some(name), 1) => format!("{column} {} '{name}'", if wanted { "=" } else { "<>" }),
        _ => {
            let whens: Vec<String> = names.iter().map(|name| format!("WHEN '{name}' THEN {then}")).collect();
            format!("CASE {column} {} ELSE {otherwise} END = 1", whens.join(" "))
        }
    }
}
