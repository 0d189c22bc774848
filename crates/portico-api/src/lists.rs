//! What the typed lists and details share: paging, journey actions, change and answer.

use portico_core::entities::{self, Change, Search, Seen, Sort};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_http::Query;
use portico_kit::EntityId;
use portico_kit::filter::Filter;
use serde_json::{Map, Value, json};

/// A page of records of these schemas, newest first.
pub(crate) fn list(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schemas: &[&str],
    query: &Query,
    size: i64,
    filter: Option<Filter>,
) -> Result<(Vec<Value>, i64), Refusal> {
    let search = Search {
        schemas: schemas.iter().map(|slug| (*slug).to_owned()).collect(),
        filter,
        sort: Sort::parse("_created_at:desc")?,
        from: query.count("from", 0)?,
        size: query.count("size", size)?,
        ..Search::default()
    };
    let found = entities::search(tx, caller, &search)?;
    let items = found.records.iter().map(|seen| {
        let mut item = seen.to_value();
        item["journey_actions"] =
            actions(caller, &seen.schema).into_iter().next().unwrap_or_else(|| json!({}));
        item
    });
    Ok((items.collect(), found.total))
}

/// The journeys that the portal offers on records of a schema.
pub(crate) fn actions(caller: &Caller, schema: &str) -> Vec<Value> {
    let configured =
        caller.setup.as_ref().and_then(|setup| setup.portal.doc.get("entity_actions")?.as_array());
    let own = configured.into_iter().flatten().filter(|action| action["slug"].as_str() == Some(schema));
    own.map(|action| {
        json!({
            "journey_id": action["journey_id"], "slug": action["slug"],
            "action_label": action["action_Label"], "rules": action.get("rules").unwrap_or(&json!([])),
        })
    })
    .collect()
}

/// A record with everything that hangs on it, as far as the caller sees it.
pub(crate) struct Details {
    pub(crate) entity: Value,
    pub(crate) files: Vec<Value>,
    pub(crate) relations: Vec<Value>,
    pub(crate) neighbours: Vec<Seen>,
}

impl Details {
    /// Reads a record and its surroundings.
    pub(crate) fn of(tx: &mut Tx<'_>, caller: &Caller, schema: &str, id: &EntityId) -> Result<Self, Refusal> {
        let entity = entities::view(tx, caller, schema, id)?.to_value();
        let (held, holders) = entities::ends_of(tx, id)?;
        let mut wanted: std::collections::HashMap<String, Vec<EntityId>> = std::collections::HashMap::new();
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
        Ok(Self { entity, files, relations, neighbours })
    }

    /// The neighbours of one schema.
    pub(crate) fn of_schema(&self, schema: &str) -> Vec<Value> {
        self.neighbours.iter().filter(|seen| seen.schema == schema).map(Seen::to_value).collect()
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
