//! Whether one record is reached: from the record inwards, hop by hop, until a root is met.
//!
//! Where very many records point to the same one, as orders do to a product, nobody walks through all of
//! them: those relations are met by a chain that comes from the roots outwards.

use crate::paths::{Holder, MAX_HOPS, PathTable};
use crate::reach_sql::text::{self, ID, Leads, Start};
use crate::schema_set::SchemaSet;

const HOLDERS: [Holder; 2] = [Holder::Far, Holder::Near];

pub(super) fn statement(
    table: &PathTable,
    far: &SchemaSet,
    own: &[String],
    roots: &[String],
) -> Option<String> {
    let mut inwards = Inwards { table, roots, stages: Vec::new(), found: Vec::new() };
    inwards.found.extend(text::own_row(own));
    inwards.stage(far, MAX_HOPS, None);
    let found = inwards.found.join(" UNION ALL ");
    match (inwards.found.is_empty(), inwards.stages.is_empty()) {
        (true, _) => None,
        (false, true) => Some(found),
        (false, false) => Some(format!("WITH {} {found}", inwards.stages.join(", "))),
    }
}

struct Inwards<'a> {
    table: &'a PathTable,
    roots: &'a [String],
    /// The records from which the record asked about is reached, by one hop, by two.
    stages: Vec<String>,
    /// The statements that yield the record when a root is among those.
    found: Vec<String>,
}

impl Inwards<'_> {
    /// Looks at the records of these schemas: the record asked about, or those of an earlier stage.
    fn stage(&mut self, far: &SchemaSet, hops: usize, of: Option<&str>) {
        let leads = HOLDERS.map(|holder| (holder, text::leads(self.table, far, holder, false)));
        for (holder, leads) in &leads {
            let from_roots = text::from_roots(leads);
            if !from_roots.is_empty() {
                let select =
                    step(&format!("CAST({ID} AS text) AS id"), *holder, &from_roots, Start::Root, of);
                let near = format!("r.{}_id", text::ends(*holder).0);
                self.found.push(format!("{select} AND {}", text::is_one_of(&near, self.roots)));
            }
        }
        for chain in chains(self.table, far, hops, true) {
            self.found.push(outwards(&chain, self.roots, of));
        }
        let nearer =
            leads.iter().fold(SchemaSet::only([]), |all, (_, leads)| all.union(&text::nearer(leads)));
        if hops == 1 || nearer.is_empty() {
            return;
        }
        let ends = leads.iter().map(|(holder, leads)| (*holder, text::from_reached(leads)));
        let ends = ends.filter(|(_, leads)| !leads.is_empty()).map(|(holder, leads)| {
            let near = text::ends(holder).0;
            step(&format!("r.{near}_id, r.{near}_schema"), holder, &leads, Start::Reached, of)
        });
        let name = format!("from_{}", MAX_HOPS + 1 - hops);
        self.stages.push(format!("{name}(id, schema) AS ({})", ends.collect::<Vec<_>>().join(" UNION ALL ")));
        self.stage(&nearer, hops - 1, Some(&name));
    }
}

/// The relations that lead to the record asked about, or to those of a stage.
fn step(columns: &str, holder: Holder, leads: &Leads<'_>, start: Start, of: Option<&str>) -> String {
    let (_, far) = text::ends(holder);
    let (from, id) = match of {
        Some(stage) => (format!("{stage} f CROSS JOIN relations r"), "f.id"),
        None => ("relations r".to_owned(), ID),
    };
    let mut condition = text::condition("r", leads, start);
    // A product in a stage is not walked through its orders, since none of these relations lead to products.
    if let Some(schemas) = of.and_then(|_| text::in_set("f.schema", &text::farther(leads))) {
        condition = format!("{schemas} AND {condition}");
    }
    format!("SELECT {columns} FROM {from} WHERE r.tenant_id = $1 AND r.{far}_id = {id} AND {condition}")
}

/// One relation of a chain; the first starts at a root.
struct Link<'a> {
    holder: Holder,
    leads: Leads<'a>,
}

/// Every chain of relations from a root to records of these schemas; the last one shared, or any.
fn chains<'a>(table: &'a PathTable, far: &SchemaSet, hops: usize, shared_only: bool) -> Vec<Vec<Link<'a>>> {
    let mut chains = Vec::new();
    for holder in HOLDERS {
        let mut leads = text::leads(table, far, holder, true);
        if !shared_only {
            leads.extend(text::leads(table, far, holder, false));
        }
        let from_roots = text::from_roots(&leads);
        if !from_roots.is_empty() {
            chains.push(vec![Link { holder, leads: from_roots }]);
        }
        let from_reached = text::from_reached(&leads);
        if hops == 1 || from_reached.is_empty() {
            continue;
        }
        for mut chain in self::chains(table, &text::nearer(&leads), hops - 1, false) {
            chain.push(Link { holder, leads: from_reached.clone() });
            chains.push(chain);
        }
    }
    chains
}

/// A chain from the roots to the record asked about, or to those of a stage, which are looked at first.
fn outwards(chain: &[Link<'_>], roots: &[String], of: Option<&str>) -> String {
    let mut tables: Vec<String> = of.map(|stage| format!("{stage} f")).into_iter().collect();
    let mut conditions = Vec::new();
    let mut nearer: Option<String> = None;
    for (at, link) in chain.iter().enumerate() {
        let (near, far) = text::ends(link.holder);
        let (alias, start) = (format!("r{at}"), if at == 0 { Start::Root } else { Start::Reached });
        conditions.push(match &nearer {
            None => format!("{alias}.tenant_id = $1 AND {alias}.{near}_id IN ({})", roots.join(", ")),
            Some(end) => format!("{alias}.tenant_id = $1 AND {alias}.{near}_id = {end}"),
        });
        if at + 1 == chain.len() {
            conditions.push(format!("{alias}.{far}_id = {}", if of.is_some() { "f.id" } else { ID }));
            conditions.extend(of.and_then(|_| text::in_set("f.schema", &text::farther(&link.leads))));
        }
        conditions.push(text::condition(&alias, &link.leads, start));
        tables.push(format!("relations {alias}"));
        nearer = Some(format!("{alias}.{far}_id"));
    }
    let (tables, conditions) = (tables.join(" CROSS JOIN "), conditions.join(" AND "));
    format!("SELECT CAST({ID} AS text) AS id FROM {tables} WHERE {conditions}")
}
