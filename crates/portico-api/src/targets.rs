//! Targets: which of them mean which records, and what they say as queries.

use axum::Json;
use portico_core::{Refusal, entities, targets};
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
        let mut records = Vec::new();
        for record in sent.entity_refs.iter().take(MOST) {
            match entities::view(
                tx,
                caller,
                &record.entity_schema,
                &EntityId::from(record.entity_id.as_str()),
            ) {
                Ok(seen) => records.push(seen),
                Err(Refusal::NotFound) => {}
                Err(refusal) => return Err(refusal),
            }
        }
        let mut results = Vec::new();
        for id in &sent.target_ids {
            let Some(target) = targets::find(tx, caller, id)? else { continue };
            let means =
                |seen: &entities::Seen| seen.schema == target.schema && target.filter.matches(&seen.doc);
            if records.iter().any(means) {
                let stored = entities::view(tx, caller, "target", &EntityId::from(id.as_str()))?;
                results.push(json!({ "target": stored.to_value() }));
            }
        }
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
        let mut results = Vec::new();
        for id in &sent.target_ids {
            results.push(match targets::find(tx, caller, id)? {
                Some(target) => json!({ "target_id": id, "query": targets::as_query(&target) }),
                None => {
                    json!({ "target_id": id, "query": null, "error": format!("There is no target {id}.") })
                }
            });
        }
        Ok(json!({ "results": results }))
    });
    Ok(Json(read.await?))
}
