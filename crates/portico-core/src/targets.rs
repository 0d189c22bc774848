//! Targets: filters that the organisation keeps as records, by which it says whom something is for and what a search
//! is about.

use std::collections::HashMap;
use std::sync::Arc;

use portico_access::uniform_mask;
use portico_db::Tx;
use portico_kit::EntityId;
use portico_kit::document::Path;
use portico_kit::filter::{Filter, Range, Value as Scalar};
use serde_json::Value;

use crate::entities::{self, Seen};
use crate::setup::Setup;
use crate::{Caller, Refusal};

/// What a target says.
#[derive(Clone, Debug)]
pub struct Target {
    /// The schema of the records that it is about.
    pub schema: String,
    /// Which of them it means.
    pub filter: Filter,
}

/// Targets of the organisation by id, without those that are not there or make no sense.
///
/// Targets are the organisation's own, and may speak of what its users do not see.
pub fn find<'i>(
    tx: &mut Tx<'_>,
    caller: &Caller,
    ids: impl IntoIterator<Item = &'i str>,
) -> Result<HashMap<String, Target>, Refusal> {
    let wanted: Vec<EntityId> = ids.into_iter().map(EntityId::from).collect();
    let office = caller.for_the_organisation();
    let found = match caller.catalogue.find("target") {
        Some(_) => entities::view_many(tx, &office, &HashMap::from([("target".to_owned(), wanted)]))?,
        None => Vec::new(),
    };
    Ok(found
        .into_iter()
        .filter_map(|seen| Some((seen.id.as_str().to_owned(), read(&seen.to_value())?)))
        .collect())
}

fn read(doc: &Value) -> Option<Target> {
    let schema = doc.get("entity_schema").and_then(Value::as_str)?.to_owned();
    let filter = Filter::parse(doc.get("entity_filters")?).ok()?;
    Some(Target { schema, filter })
}

impl Target {
    /// Whether it means a record.
    pub fn means(&self, record: &Seen) -> bool {
        record.schema == self.schema && self.filter.matches(&record.doc)
    }
}

/// The records of those targets that mean one of some records, in the order of their ids.
pub fn matching(
    tx: &mut Tx<'_>,
    caller: &Caller,
    records: &HashMap<String, Vec<EntityId>>,
    ids: &[String],
) -> Result<Vec<Value>, Refusal> {
    let records = entities::view_many(tx, caller, records)?;
    let found = find(tx, caller, ids.iter().map(String::as_str))?;
    let meant = found.iter().filter(|(_, target)| records.iter().any(|record| target.means(record)));
    let wanted = meant.map(|(id, _)| EntityId::from(id.as_str())).collect();
    let targets = entities::view_many(tx, caller, &HashMap::from([("target".to_owned(), wanted)]))?;
    Ok(targets.iter().map(Seen::to_value).collect())
}

/// The records of some schemas that all their targets mean: schema, and the ids of targets.
///
/// A target may speak of attributes that a portal user does not see. By searching with it, the user would learn which
/// of its own records it means; so it is there for the user only where the portal's own pages or blocks name it.
///
/// # Errors
/// `Invalid` naming `targets` when one of them is not there.
pub fn narrowing(
    tx: &mut Tx<'_>,
    caller: &Caller,
    wanted: &[(String, Vec<String>)],
) -> Result<Option<Filter>, Refusal> {
    if wanted.iter().all(|(_, targets)| targets.is_empty()) {
        return Ok(None);
    }
    let place = Path::parse("_schema").ok_or_else(|| Refusal::Fault("a path without steps".to_owned()))?;
    let found = find(tx, caller, wanted.iter().flat_map(|(_, targets)| targets.iter().map(String::as_str)))?;
    let mut ways = Vec::new();
    for (schema, targets) in wanted {
        let mut all = vec![Filter::Term(place.clone(), Scalar::Text(schema.clone()))];
        for id in targets {
            let unknown = || Refusal::invalid("targets", format!("There is no target {id}."));
            let target = found.get(id).filter(|target| may_ask(caller, id, target)).ok_or_else(unknown)?;
            all.push(if target.schema == *schema { target.filter.clone() } else { Filter::Never });
        }
        ways.push(Filter::And(all));
    }
    Ok(Some(Filter::Or(ways)))
}

/// Whether a search may be narrowed by a target: by its attributes, or because the portal does so itself.
fn may_ask(caller: &Caller, id: &str, target: &Target) -> bool {
    let mask = uniform_mask(&caller.viewer, &target.schema);
    let named = |setup: &Arc<Setup>| {
        let blocks = setup.portal.doc.get("global_blocks");
        let docs = setup.pages.iter().map(|page| &page.doc).chain(blocks);
        docs.into_iter().any(|doc| names(doc, id))
    };
    caller.is_staff()
        || target.filter.attributes().iter().all(|name| mask.allows(name))
        || caller.setup.as_ref().is_some_and(named)
}

fn names(doc: &Value, id: &str) -> bool {
    match doc {
        Value::String(text) => text == id,
        Value::Array(items) => items.iter().any(|item| names(item, id)),
        Value::Object(fields) => fields.values().any(|value| names(value, id)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// What a target says in the query language of the records' API.
pub fn as_query(target: &Target) -> String {
    format!("_schema:{} AND {}", quoted(&target.schema), query(&target.filter))
}

fn query(filter: &Filter) -> String {
    let list = |values: Vec<String>| format!("({})", values.join(" OR "));
    match filter {
        Filter::Always => "*".to_owned(),
        Filter::Never => "(NOT *)".to_owned(),
        Filter::Term(path, Scalar::Null) => format!("(NOT _exists_:{})", path.as_str()),
        Filter::Term(path, value) => format!("{}:{}", path.as_str(), scalar(value)),
        Filter::Terms(path, values) => {
            list(values.iter().map(|value| query(&Filter::Term(path.clone(), value.clone()))).collect())
        }
        Filter::Ids(ids) => format!("_id:{}", list(ids.iter().map(|id| quoted(id)).collect())),
        Filter::Range(path, range) => bounds(path.as_str(), range),
        Filter::Exists(path) => format!("_exists_:{}", path.as_str()),
        Filter::And(all) if all.is_empty() => "*".to_owned(),
        Filter::And(all) => format!("({})", all.iter().map(query).collect::<Vec<_>>().join(" AND ")),
        Filter::Or(all) if all.is_empty() => "(NOT *)".to_owned(),
        Filter::Or(all) => list(all.iter().map(query).collect()),
        Filter::Not(one) => format!("(NOT {})", query(one)),
    }
}

fn bounds(path: &str, range: &Range) -> String {
    let sides = [(">", &range.gt), (">=", &range.gte), ("<", &range.lt), ("<=", &range.lte)];
    let told =
        sides.iter().filter_map(|(sign, value)| Some(format!("{path}:{sign}{}", scalar(value.as_ref()?))));
    format!("({})", told.collect::<Vec<_>>().join(" AND "))
}

fn scalar(value: &Scalar) -> String {
    match value {
        Scalar::Null => "null".to_owned(),
        Scalar::Bool(fact) => fact.to_string(),
        Scalar::Number(number) => number.to_string(),
        Scalar::Text(text) => quoted(text),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_target_is_told_as_a_query() {
        let filter = Filter::parse(&json!([
            { "term": { "status": "active" } }, { "range": { "consumption": { "gte": 10, "lt": 20 } } },
            { "$not": [{ "exists": { "field": "ended" } }] }, { "terms": { "kind": ["a \"b\"", "c"] } }
        ]));
        let target = Target { schema: "contract".to_owned(), filter: filter.unwrap_or(Filter::Never) };
        assert_eq!(
            as_query(&target),
            r#"_schema:"contract" AND (status:"active" AND (consumption:>=10 AND consumption:<20) AND (NOT _exists_:ended) AND (kind:"a \"b\"" OR kind:"c"))"#
        );
    }
}
