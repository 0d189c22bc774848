//! Layer 3: whether relations lead from a viewer's roots to a record, and along which path.

use std::collections::HashMap;

use portico_kit::EntityId;
use serde::Serialize;

use crate::facts::{Edge, Facts};
use crate::paths::{Holder, MAX_HOPS, Near, PathTable, ROOT_SCHEMAS, Relation, Step};
use crate::viewer::Roots;

/// One relation of a path, told from the root outwards.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Hop {
    /// The record that holds the relation.
    pub holder: EntityId,
    /// The attribute that holds it.
    pub attribute: String,
    /// The record it points to.
    pub target: EntityId,
}

/// Looks for the shortest path to a record.
pub(crate) struct Walk<'a, F: Facts + ?Sized> {
    roots: &'a Roots,
    table: &'a PathTable,
    facts: &'a mut F,
    seen: HashMap<EntityId, Edges>,
}

#[derive(Clone, Default)]
struct Edges {
    held: Vec<Edge>,
    holding: Vec<Edge>,
}

impl<'a, F: Facts + ?Sized> Walk<'a, F> {
    pub(crate) fn new(roots: &'a Roots, table: &'a PathTable, facts: &'a mut F) -> Self {
        Self { roots, table, facts, seen: HashMap::new() }
    }

    /// The shortest path from a root to the record; empty when it is a root, `None` when there is none.
    pub(crate) fn path(&mut self, id: &EntityId, schema: &str) -> Result<Option<Vec<Hop>>, F::Error> {
        for hops in 0..=MAX_HOPS {
            if let Some(path) = self.within(id, schema, hops)? {
                return Ok(Some(path));
            }
        }
        Ok(None)
    }

    fn within(&mut self, id: &EntityId, schema: &str, hops: usize) -> Result<Option<Vec<Hop>>, F::Error> {
        let (table, roots) = (self.table, self.roots);
        if table.steps(schema).contains(&Step::IsRoot) && roots.contains(id.as_str(), schema) {
            return Ok(Some(Vec::new()));
        }
        if hops == 0 {
            return Ok(None);
        }
        let edges = self.edges(id)?;
        for step in table.steps(schema) {
            let Step::Relation(relation) = step else { continue };
            let candidates = if relation.holder == Holder::Far { &edges.held } else { &edges.holding };
            for edge in candidates.iter().filter(|edge| relation.attributes.contain(&edge.attribute)) {
                if let Some(mut path) = self.up_to(relation, edge, hops - 1)? {
                    path.push(hop(relation.holder, id, edge));
                    return Ok(Some(path));
                }
            }
        }
        Ok(None)
    }

    /// The path to the nearer end of a relation.
    fn up_to(&mut self, relation: &Relation, edge: &Edge, hops: usize) -> Result<Option<Vec<Hop>>, F::Error> {
        let fits = match &relation.near {
            Near::Root => true,
            Near::Reached(schemas) => schemas.contains(&edge.schema),
        };
        if !fits {
            return Ok(None);
        }
        if self.roots.contains(edge.other.as_str(), &edge.schema) {
            return Ok(Some(Vec::new()));
        }
        if relation.near == Near::Root || ROOT_SCHEMAS.contains(&edge.schema.as_str()) {
            return Ok(None);
        }
        self.within(&edge.other, &edge.schema, hops)
    }

    fn edges(&mut self, id: &EntityId) -> Result<Edges, F::Error> {
        if let Some(edges) = self.seen.get(id) {
            return Ok(edges.clone());
        }
        let edges = Edges { held: self.facts.edges_from(id)?, holding: self.facts.edges_to(id)? };
        self.seen.insert(id.clone(), edges.clone());
        Ok(edges)
    }
}

fn hop(holder: Holder, far: &EntityId, edge: &Edge) -> Hop {
    let (holder, target) = match holder {
        Holder::Far => (far.clone(), edge.other.clone()),
        Holder::Near => (edge.other.clone(), far.clone()),
    };
    Hop { holder, attribute: edge.attribute.clone(), target }
}
