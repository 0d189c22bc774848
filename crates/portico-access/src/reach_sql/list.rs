//! All reached records, hop by hop from the roots outwards; what is reached twice is followed once.

use crate::paths::{Holder, MAX_HOPS, PathTable};
use crate::reach_sql::text::{self, Leads, Start};
use crate::schema_set::SchemaSet;

pub(super) fn statement(
    table: &PathTable,
    far: &SchemaSet,
    own: &[String],
    roots: &[String],
) -> Option<String> {
    let mut stages = vec![format!("roots(id) AS ({})", text::own_rows(roots)?)];
    let selects = stage(table, far, MAX_HOPS, &mut stages);
    if selects.is_empty() {
        return text::own_rows(own);
    }
    let own = text::own_rows(own).into_iter();
    let body = match own.chain(selects).collect::<Vec<_>>().as_slice() {
        // Two attributes may lead to the same record; only a union sees to it that it comes once.
        [only] => only.replacen("SELECT r.", "SELECT DISTINCT r.", 1),
        several => several.join(" UNION "),
    };
    Some(format!("WITH {} {body}", stages.join(", ")))
}

/// The statements that yield the records of some schemas within a number of hops.
fn stage(table: &PathTable, far: &SchemaSet, hops: usize, stages: &mut Vec<String>) -> Vec<String> {
    let leads = [Holder::Far, Holder::Near].map(|holder| {
        let each = [false, true].map(|shared| text::leads(table, far, holder, shared));
        (holder, each.concat())
    });
    let select = |pick: fn(&Leads<'_>) -> bool, start, nearer: &str| {
        let of = leads.iter().map(|(holder, leads)| (*holder, at(start, leads)));
        of.filter(|(_, leads)| pick(leads))
            .map(|(holder, leads)| step(holder, &leads, start, nearer))
            .collect()
    };
    let some = |leads: &Leads<'_>| !leads.is_empty();
    let mut selects: Vec<String> = select(some, Start::Root, "roots");
    let nearer = leads.iter().fold(SchemaSet::only([]), |all, (_, leads)| all.union(&text::nearer(leads)));
    if hops == 1 || nearer.is_empty() {
        return selects;
    }
    let before = stage(table, &nearer, hops - 1, stages);
    if !before.is_empty() {
        let name = format!("within_{}", hops - 1);
        stages.push(format!("{name}(id) AS ({})", before.join(" UNION ")));
        selects.extend::<Vec<String>>(select(some, Start::Reached, &name));
    }
    selects
}

fn at<'a>(start: Start, leads: &Leads<'a>) -> Leads<'a> {
    if start == Start::Root { text::from_roots(leads) } else { text::from_reached(leads) }
}

fn step(holder: Holder, leads: &Leads<'_>, start: Start, nearer: &str) -> String {
    let (near, far) = text::ends(holder);
    let condition = text::condition("r", leads, start);
    format!(
        "SELECT r.{far}_id AS id FROM {nearer} n CROSS JOIN relations r \
         WHERE r.tenant_id = $1 AND r.{near}_id = n.id AND {condition}"
    )
}
