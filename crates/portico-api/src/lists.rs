//! What the typed lists and details share: paging, journey actions, change and answer.

use std::collections::HashMap;

use portico_core::entities::{self, Change, Search, Seen, Sort};
use portico_core::offers::{self, Offers};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_http::Query;
use portico_kit::EntityId;
use portico_kit::filter::Filter;
use serde_json::{Map, Value, json};

/// A page of records of these schemas, newest first, each with the journey that is offered on it.
pub(crate) fn list(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schemas: &[&str],
    query: &Query,
    size: i64,
    kept: Kept,
) -> Result<(Vec<Value>, i64), Refusal> {
    let search = Search {
        schemas: schemas.iter().map(|slug| (*slug).to_owned()).collect(),
        sort: Sort::parse("_created_at:desc")?,
        from: query.count("from", 0)?,
        size: query.count("size", size)?,
        filter: kept.asked,
        scope: kept.within,
        ..Search::default()
    };
    let found = entities::search(tx, caller, &search)?;
    let offers = Offers::of(tx, caller)?;
    let items = found.records.iter().map(|seen| {
        let mut item = seen.to_value();
        item["journey_actions"] =
            offers.on(caller, seen).into_iter().next().map_or_else(|| json!({}), offers::told);
        item
    });
    Ok((items.collect(), found.total))
}

/// Which records a list keeps: those the caller asks for, among those that the portal shows.
#[derive(Default)]
pub(crate) struct Kept {
    pub(crate) asked: Option<Filter>,
    pub(crate) within: Option<Filter>,
}

/// A record with everything that hangs on it, as far as the caller sees it.
pub(crate) struct Details {
    pub(crate) entity: Value,
    pub(crate) files: Vec<Value>,
    pub(crate) relations: Vec<Value>,
    pub(crate) journey_actions: Vec<Value>,
    pub(crate) neighbours: Vec<Seen>,
}

impl Details {
    /// Reads a record and its surroundings.
    pub(crate) fn of(tx: &mut Tx<'_>, caller: &Caller, schema: &str, id: &EntityId) -> Result<Self, Refusal> {
        let seen = entities::view(tx, caller, schema, id)?;
        let (held, holders) = entities::ends_of(tx, id)?;
        let mut wanted: HashMap<String, Vec<EntityId>> = HashMap::new();
        let pointing: Vec<String> = holders.iter().map(|end| end.id.as_str().to_owned()).collect();
        for end in held.into_iter().chain(holders) {
            let ids = wanted.entry(end.schema).or_default();
            if !ids.contains(&end.id) {
                ids.push(end.id);
            }
        }
        let neighbours = entities::view_many(tx, caller, &wanted)?;
        let values =
            |keep: &dyn Fn(&&Seen) -> bool| neighbours.iter().filter(keep).map(Seen::to_value).collect();
        let files = values(&|seen| seen.schema == "file");
        let relations =
            values(&|seen| seen.schema != "file" && pointing.iter().any(|id| id == seen.id.as_str()));
        let journey_actions =
            Offers::of(tx, caller)?.on(caller, &seen).into_iter().map(offers::told).collect();
        Ok(Self { entity: seen.to_value(), files, relations, journey_actions, neighbours })
    }

    /// The neighbours of one schema.
    pub(crate) fn of_schema(&self, schema: &str) -> Vec<Value> {
        self.neighbours.iter().filter(|seen| seen.schema == schema).map(Seen::to_value).collect()
    }

    /// What the products of an order name as going well with them, as far as the caller sees it.
    pub(crate) fn cross_sellable(&self, tx: &mut Tx<'_>, caller: &Caller) -> Result<Vec<Value>, Refusal> {
        let own = self.of_schema("product");
        let named = own.iter().filter_map(|product| product.get("cross_sellable_products"));
        let mut ids: Vec<EntityId> = named.flat_map(entities::relation_ids).map(EntityId::from).collect();
        ids.retain(|id| own.iter().all(|product| product["_id"] != id.as_str()));
        ids.sort();
        ids.dedup();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let wanted = [("product".to_owned(), ids)].into_iter().collect();
        Ok(entities::view_many(tx, caller, &wanted)?.iter().map(Seen::to_value).collect())
    }
}

/// Changes a record and answers it as `{data}`.
pub(crate) fn change(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    id: &EntityId,
    sent: &Map<String, Value>,
) -> Result<Value, Refusal> {
    let change = Change { attributes: sent.clone() };
    Ok(json!({ "data": entities::change(tx, caller, schema, id, &change)?.to_value() }))
}
