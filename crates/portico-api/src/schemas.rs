//! Schemas, for the organisation.

use axum::Json;
use axum::extract::Path;
use portico_core::{Refusal, schemas};
use portico_http::{OrgUser, Query, Reply, Routes, Sent, delete, get, put};
use serde_json::{Value, json};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op("/v1/entity/schemas", "listSchemas", get(list_schemas), "List schemas")
        .op("/v1/entity/schemas/{slug}", "getSchema", get(view_schema), "Read a schema")
        .op("/v1/entity/schemas/{slug}", "putSchema", put(edit_schema), "Create or replace a schema")
        .op("/v1/entity/schemas/{slug}", "deleteSchema", delete(remove_schema), "Remove a schema")
}

async fn list_schemas(user: OrgUser, query: Query) -> Reply<Json<Value>> {
    let (only, without) = (query.list("include"), query.list("exclude"));
    let read = user.read(move |_, caller| {
        let wanted = |slug: &String| (only.is_empty() || only.contains(slug)) && !without.contains(slug);
        let all = caller.catalogue.all().filter(|schema| wanted(&schema.slug));
        Ok(json!({ "results": all.map(|schema| &schema.doc).collect::<Vec<_>>() }))
    });
    Ok(Json(read.await?))
}

async fn view_schema(user: OrgUser, Path(slug): Path<String>) -> Reply<Json<Value>> {
    let read =
        user.read(move |_, caller| Ok(caller.catalogue.find(&slug).ok_or(Refusal::NotFound)?.doc.clone()));
    Ok(Json(read.await?))
}

async fn edit_schema(user: OrgUser, Path(slug): Path<String>, body: Sent<Value>) -> Reply<Json<Value>> {
    Ok(Json(user.write(move |tx, caller| schemas::replace(tx, caller, &slug, body.get()?.clone())).await?))
}

async fn remove_schema(user: OrgUser, Path(slug): Path<String>) -> Reply<Json<Value>> {
    user.write(move |tx, _| schemas::remove(tx, &slug)).await?;
    Ok(Json(json!({})))
}
