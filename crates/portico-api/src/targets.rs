//! Targets: which of them mean which records, and what they say as queries.

use std::collections::HashMap;

use axum::Json;
use portico_core::{Refusal, targets};
use portico_http::{OrgUser, Reply, Routes, Sent, post};
use portico_kit::EntityId;
use serde::Deserialize;
use serde_json::{Value, json};

/// How many targets one call may name.
const MOST: usize = 100;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op(
            "/v1/target:match",
            "matchTargets",
            post(match_targets),
            "Find the targets that mean these records",
        )
        .op("/v1/target/queries", "getTargetQueries", post(list_queries), "Read what targets say as queries")
}

#[derive(Deserialize)]
struct MatchIn {
    entity_refs: Vec<RecordIn>,
    target_ids: Vec<String>,
}

#[derive(Deserialize)]
struct RecordIn {
    entity_id: String,
    entity_schema: String,
}

fn check(ids: &[String]) -> Result<(), Refusal> {
    if (1..=MOST).contains(&ids.len()) {
        return Ok(());
    }
    Err(Refusal::invalid("target_ids", format!("Name between 1 and {MOST} targets.")))
}

async fn match_targets(user: OrgUser, body: Sent<MatchIn>) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let sent = body.get()?;
        check(&sent.target_ids)?;
        let mut records: HashMap<String, Vec<EntityId>> = HashMap::new();
        for RecordIn { entity_id, entity_schema } in sent.entity_refs.iter().take(MOST) {
            records.entry(entity_schema.clone()).or_default().push(EntityId::from(entity_id.as_str()));
        }
        let found = targets::matching(tx, caller, &records, &sent.target_ids)?;
        let results: Vec<Value> = found.into_iter().map(|target| json!({ "target": target })).collect();
        Ok(json!({ "hits": results.len(), "results": results }))
    });
    Ok(Json(read.await?))
}

#[derive(Deserialize)]
struct QueriesIn {
    target_ids: Vec<String>,
}

async fn list_queries(user: OrgUser, body: Sent<QueriesIn>) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let sent = body.get()?;
        check(&sent.target_ids)?;
        let found = targets::find(tx, caller, sent.target_ids.iter().map(String::as_str))?;
        let told = |id: &String| match found.get(id) {
            Some(target) => json!({ "target_id": id, "query": targets::as_query(target) }),
            None => json!({ "target_id": id, "query": null, "error": format!("There is no target {id}.") }),
        };
        let results: Vec<Value> = sent.target_ids.iter().map(told).collect();
        Ok(json!({ "results": results }))
    });
    Ok(Json(read.await?))
}
