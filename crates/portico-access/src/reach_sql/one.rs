//! Whether one record is reached: every chain of at most three relations, followed from the record inwards.

use crate::paths::{Holder, MAX_HOPS, PathTable};
use crate::reach_sql::text::{self, ID, Leads, Start};
use crate::schema_set::SchemaSet;

/// One relation of a chain; the first starts at a root.
#[derive(Clone)]
struct Link<'a> {
    holder: Holder,
    shared: bool,
    leads: Leads<'a>,
}

pub(super) fn statement(table: &PathTable, far: &SchemaSet, own: &[String], roots: &str) -> Option<String> {
    let mut selects: Vec<String> = text::own_row(own).into_iter().collect();
    selects.extend(chains(table, far, MAX_HOPS).iter().map(|chain| select(chain, roots)));
    (!selects.is_empty()).then(|| selects.join(" UNION ALL "))
}

fn chains<'a>(table: &'a PathTable, far: &SchemaSet, hops: usize) -> Vec<Vec<Link<'a>>> {
    let leads = table.relations_to(far);
    let mut chains = Vec::new();
    for (holder, shared) in
        [(Holder::Far, false), (Holder::Near, false), (Holder::Far, true), (Holder::Near, true)]
    {
        let alike = leads.iter().filter(|(_, it)| it.holder == holder && it.shared == shared);
        let alike: Leads<'a> = alike.cloned().collect();
        let from_roots = text::from_roots(&alike);
        if !from_roots.is_empty() {
            chains.push(vec![Link { holder, shared: false, leads: from_roots }]);
        }
        let (from_reached, nearer) = text::from_reached(&alike);
        if hops == 1 || from_reached.is_empty() {
            continue;
        }
        for mut chain in self::chains(table, &nearer, hops - 1) {
            chain.push(Link { holder, shared, leads: from_reached.clone() });
            chains.push(chain);
        }
    }
    chains
}

fn select(chain: &[Link<'_>], roots: &str) -> String {
    let tables: Vec<String> = order(chain).iter().map(|at| format!("relations r{at}")).collect();
    let mut conditions = Vec::new();
    for (at, link) in chain.iter().enumerate() {
        let (near, far) = text::columns(link.holder);
        let (alias, start) = (format!("r{at}"), if at == 0 { Start::Root } else { Start::Reached });
        conditions.push(format!("{alias}.tenant_id = $1"));
        match at.checked_sub(1).and_then(|before| Some((before, chain.get(before)?))) {
            None => conditions.push(format!("{alias}.{near}_id IN ({roots})")),
            Some((before, nearer)) => {
                let (_, nearer_far) = text::columns(nearer.holder);
                conditions.push(format!("{alias}.{near}_id = r{before}.{nearer_far}_id"));
            }
        }
        if at + 1 == chain.len() {
            conditions.push(format!("{alias}.{far}_id = {ID}"));
        }
        conditions.push(text::condition(&alias, &link.leads, start));
    }
    let tables = tables.join(" CROSS JOIN ");
    format!("SELECT CAST({ID} AS text) AS id FROM {tables} WHERE {}", conditions.join(" AND "))
}

/// The order in which the links are joined: from the record inwards, but where very many hold the same record,
/// from the roots outwards up to there, so that nobody walks through all orders of a product.
fn order(chain: &[Link<'_>]) -> Vec<usize> {
    match chain.iter().rposition(|link| link.shared) {
        Some(shared) => (shared + 1..chain.len()).rev().chain(0..=shared).collect(),
        None => (0..chain.len()).rev().collect(),
    }
}
