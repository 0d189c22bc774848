//! The pieces of SQL that both forms are made of.

use std::collections::BTreeSet;

use crate::paths::{Holder, Names, Near, ROOT_SCHEMAS, Relation};
use crate::schema_set::SchemaSet;

/// Stands for the parameter of the record asked about.
pub(super) const ID: &str = "{id}";

/// Relations that lead to some schemas, all held at the same end.
pub(super) type Leads<'a> = Vec<(SchemaSet, &'a Relation)>;

/// The roots themselves, as rows.
pub(super) fn own_rows(placeholders: &[String]) -> Option<String> {
    let rows: Vec<String> =
        placeholders.iter().map(|one| format!("SELECT CAST({one} AS text) AS id")).collect();
    (!rows.is_empty()).then(|| rows.join(" UNION ALL "))
}

/// The record asked about, if it is one of the roots.
pub(super) fn own_row(placeholders: &[String]) -> Option<String> {
    let list = placeholders.iter().map(|one| format!("CAST({one} AS text)")).collect::<Vec<_>>().join(", ");
    (!placeholders.is_empty())
        .then(|| format!("SELECT CAST({ID} AS text) AS id WHERE CAST({ID} AS text) IN ({list})"))
}

/// The column of the nearer and of the farther end.
pub(super) fn columns(holder: Holder) -> (&'static str, &'static str) {
    match holder {
        Holder::Near => ("source", "target"),
        Holder::Far => ("target", "source"),
    }
}

/// The relations that start at a root, and the schema of that root where it matters.
pub(super) fn from_roots<'a>(leads: &Leads<'a>) -> Leads<'a> {
    let roots = SchemaSet::only(ROOT_SCHEMAS);
    let starts = |near: &Near| match near {
        Near::Root => true,
        Near::Reached(schemas) => !schemas.intersection(&roots).is_empty(),
    };
    leads.iter().filter(|(_, relation)| starts(&relation.near)).cloned().collect()
}

/// The relations that start at a record which is itself reached, and the schemas of those records.
pub(super) fn from_reached<'a>(leads: &Leads<'a>) -> (Leads<'a>, SchemaSet) {
    let mut nearer = SchemaSet::only([]);
    let mut kept = Vec::new();
    for (far, relation) in leads {
        let schemas = passable(&relation.near);
        if !schemas.is_empty() {
            nearer = nearer.union(&schemas);
            kept.push((far.clone(), *relation));
        }
    }
    (kept, nearer)
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

/// The condition that a row `alias` of `relations` is one of these relations.
pub(super) fn condition(alias: &str, leads: &Leads<'_>, start: Start) -> String {
    let mut ways: Vec<String> = leads.iter().map(|lead| way(alias, lead, start)).collect();
    if ways.len() == 1 {
        return format!("{alias}.alive = 1 AND {}", ways.remove(0));
    }
    let ways = format!("(({}))", ways.join(") OR ("));
    match common_attributes(leads) {
        Some(names) => {
            format!("{alias}.alive = 1 AND {alias}.attribute IN ({}) AND {ways}", quoted(&names))
        }
        None => format!("{alias}.alive = 1 AND {ways}"),
    }
}

/// One way: the attribute, and the schemas of both ends.
fn way(alias: &str, (far, relation): &(SchemaSet, &Relation), start: Start) -> String {
    let (near_end, far_end) = columns(relation.holder);
    let attribute = match &relation.attributes {
        Names::Only(names) => format!("{alias}.attribute IN ({})", quoted(&names.iter().collect())),
        Names::Any => format!("substr({alias}.attribute, 1, 1) <> '_'"),
    };
    let near = match (start, &relation.near) {
        (Start::Root, Near::Reached(schemas)) => schema_condition(alias, near_end, schemas),
        (Start::Reached, near) => schema_condition(alias, near_end, &passable(near)),
        (Start::Root, Near::Root) => None,
    };
    let far = schema_condition(alias, far_end, far);
    std::iter::once(attribute).chain(near).chain(far).collect::<Vec<_>>().join(" AND ")
}

fn schema_condition(alias: &str, end: &str, schemas: &SchemaSet) -> Option<String> {
    match schemas {
        SchemaSet::Except(slugs) if slugs.is_empty() => None,
        SchemaSet::Except(slugs) => {
            Some(format!("{alias}.{end}_schema NOT IN ({})", quoted(&slugs.iter().collect())))
        }
        SchemaSet::Only(slugs) => {
            Some(format!("{alias}.{end}_schema IN ({})", quoted(&slugs.iter().collect())))
        }
    }
}

/// The attributes of all ways, when each names its own: a condition an index can use.
fn common_attributes<'a>(leads: &'a Leads<'_>) -> Option<BTreeSet<&'a String>> {
    let mut all = BTreeSet::new();
    for (_, relation) in leads {
        match &relation.attributes {
            Names::Only(names) => all.extend(names),
            Names::Any => return None,
        }
    }
    Some(all)
}

/// Names in quotes; they hold no quote, because only plain names enter the table of paths.
fn quoted(names: &BTreeSet<&String>) -> String {
    names.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ")
}
