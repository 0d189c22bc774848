//! All reached records, hop by hop from the roots outwards; what is reached twice is followed once.

use crate::paths::{Holder, MAX_HOPS, PathTable};
use crate::reach_sql::text::{self, Leads, Start};
use crate::schema_set::SchemaSet;

pub(super) fn statement(table: &PathTable, far: &SchemaSet, own: &[String], roots: &str) -> Option<String> {
    let mut stages = Vec::new();
    let mut selects: Vec<String> = text::own_rows(own).into_iter().collect();
    selects.extend(stage(table, far, MAX_HOPS, roots, &mut stages));
    let body = match selects.as_slice() {
        // Two attributes may lead to the same record; only a union sees to it that it comes once.
        [only] => only.replacen("SELECT r.", "SELECT DISTINCT r.", 1),
        several => several.join(" UNION "),
    };
    match (selects.is_empty(), stages.is_empty()) {
        (true, _) => None,
        (false, true) => Some(body),
        (false, false) => Some(format!("WITH {} {body}", stages.join(", "))),
    }
}

/// The statements that yield the records of some schemas within a number of hops.
fn stage(
    table: &PathTable,
    far: &SchemaSet,
    hops: usize,
    roots: &str,
    stages: &mut Vec<String>,
) -> Vec<String> {
    let leads = table.relations_to(far);
    let mut selects = Vec::new();
    for holder in [Holder::Far, Holder::Near] {
        let from_roots = text::from_roots(&held_by(&leads, holder));
        if !from_roots.is_empty() {
            selects.push(select(holder, &from_roots, Start::Root, roots));
        }
    }
    let (from_reached, nearer) = text::from_reached(&leads);
    if hops == 1 || from_reached.is_empty() {
        return selects;
    }
    let nearer = stage(table, &nearer, hops - 1, roots, stages);
    if nearer.is_empty() {
        return selects;
    }
    let name = format!("within_{}", hops - 1);
    stages.push(format!("{name}(id) AS ({})", nearer.join(" UNION ")));
    for holder in [Holder::Far, Holder::Near] {
        let leads = held_by(&from_reached, holder);
        if !leads.is_empty() {
            selects.push(select(holder, &leads, Start::Reached, &format!("SELECT id FROM {name}")));
        }
    }
    selects
}

fn held_by<'a>(leads: &Leads<'a>, holder: Holder) -> Leads<'a> {
    leads.iter().filter(|(_, relation)| relation.holder == holder).cloned().collect()
}

fn select(holder: Holder, leads: &Leads<'_>, start: Start, nearer: &str) -> String {
    let (near, far) = text::columns(holder);
    let condition = text::condition("r", leads, start);
    format!(
        "SELECT r.{far}_id AS id FROM relations r WHERE r.tenant_id = $1 AND r.{near}_id IN ({nearer}) \
         AND {condition}"
    )
}
