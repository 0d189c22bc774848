//! Records as other systems keep them: created or changed by a key, replaced, checked, restored, completed.

use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use portico_core::Refusal;
use portico_core::entities::{self, Problem, Several, Upserted};
use portico_http::{OrgUser, Query, Raw, Reply, Routes, Sent, get, patch, post, put};
use portico_kit::EntityId;
use serde::Deserialize;
use serde_json::{Map, Value, json};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op(
            "/v1/entity/{slug}:upsert",
            "upsertEntity",
            patch(upsert),
            "Create a record, or change the one with its key",
        )
        .op("/v1/entity/{slug}/{id}", "updateEntity", put(replace), "Replace a record")
        .op("/v1/entity/{slug}/{id}:restore", "restoreEntity", patch(restore), "Bring a removed record back")
        .op(
            "/v1/entity/{slug}:validate",
            "validateEntity",
            post(validate),
            "Check a record without storing it",
        )
        .op(
            "/v2/entity/{slug}:validate",
            "validateEntityV2",
            post(validate_v2),
            "Check a record without storing it",
        )
        .op(
            "/v1/entity:autocomplete",
            "autocomplete",
            get(complete),
            "Complete what is typed with values of records",
        )
}

/// Refuses what would only be tried: it would be done.
pub(crate) fn refuse_dry_run(query: &Query) -> Result<(), Refusal> {
    match query.says("dry_run") {
        true => Err(Refusal::invalid(
            "dry_run",
            "Nothing can be tried out here. Use :validate to check a record.",
        )),
        false => Ok(()),
    }
}

#[derive(Deserialize)]
struct UpsertIn {
    unique_key: Vec<String>,
    entity: Map<String, Value>,
}

async fn upsert(
    user: OrgUser,
    Path(slug): Path<String>,
    query: Query,
    body: Sent<UpsertIn>,
) -> Reply<(StatusCode, Raw)> {
    let written = user.write(move |tx, caller| {
        refuse_dry_run(&query)?;
        let several = if query.says("strict") { Several::Refused } else { Several::Oldest };
        let sent = body.get()?;
        entities::upsert(tx, caller, &slug, &sent.unique_key, sent.entity.clone(), several)
    });
    Ok(match written.await? {
        Upserted::Created(seen) => (StatusCode::CREATED, Raw(seen.doc)),
        Upserted::Changed(seen) => (StatusCode::OK, Raw(seen.doc)),
    })
}

async fn replace(
    user: OrgUser,
    Path((slug, id)): Path<(String, EntityId)>,
    body: Sent<Map<String, Value>>,
) -> Reply<Raw> {
    let written =
        user.write(move |tx, caller| entities::replace(tx, caller, &slug, &id, body.get()?.clone()));
    Ok(Raw(written.await?.doc))
}

async fn restore(user: OrgUser, Path((slug, id)): Path<(String, EntityId)>) -> Reply<Raw> {
    let written = user.write(move |tx, caller| entities::restore(tx, caller, &slug, &id));
    Ok(Raw(written.await?.doc))
}

async fn validate(
    user: OrgUser,
    Path(slug): Path<String>,
    body: Sent<Map<String, Value>>,
) -> Reply<Response> {
    checked(user, slug, body, |problem| {
        let kind = if problem.missing { "missing_field" } else { "invalid_value" };
        json!({ "code": "custom", "params": { "type": kind }, "path": [problem.attribute], "message": problem.message })
    })
    .await
}

async fn validate_v2(
    user: OrgUser,
    Path(slug): Path<String>,
    body: Sent<Map<String, Value>>,
) -> Reply<Response> {
    checked(user, slug, body, |problem| {
        let (keyword, name) = (if problem.missing { "required" } else { "type" }, &problem.attribute);
        let (place, params) = match problem.missing {
            true => (String::new(), json!({ "missingProperty": name })),
            false => (format!("/{name}"), json!({})),
        };
        let schema_path =
            if problem.missing { "#/required".to_owned() } else { format!("#/properties/{name}/type") };
        json!({ "keyword": keyword, "instance_path": place, "schema_path": schema_path, "params": params,
                "message": problem.message })
    })
    .await
}

async fn checked(
    user: OrgUser,
    slug: String,
    body: Sent<Map<String, Value>>,
    told: fn(&Problem) -> Value,
) -> Reply<Response> {
    let read = user.read(move |_, caller| {
        let found = entities::problems(caller, &slug, body.get()?)?;
        Ok(found.iter().map(told).collect::<Vec<_>>())
    });
    let errors = read.await?;
    let (status, word) = if errors.is_empty() {
        (StatusCode::OK, "success")
    } else {
        (StatusCode::UNPROCESSABLE_ENTITY, "error")
    };
    Ok((status, Json(json!({ "status": word, "errors": errors }))).into_response())
}

async fn complete(user: OrgUser, query: Query) -> Reply<Json<Value>> {
    let read = user.read_long(move |tx, caller| {
        let (attribute, typed) = (query.required("attribute")?, query.text("input").unwrap_or_default());
        let size = usize::try_from(query.count("size", 10)?.clamp(1, 250)).unwrap_or(10);
        let schema = query.text("slug").filter(|slug| !slug.is_empty());
        let results = entities::completions(tx, caller, schema, attribute, (typed, size))?;
        Ok(json!({ "hits": results.len(), "results": results }))
    });
    Ok(Json(read.await?))
}
