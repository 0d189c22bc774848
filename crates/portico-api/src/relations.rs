//! Relations between records, for the organisation.

use axum::Json;
use axum::extract::Path;
use http::StatusCode;
use portico_core::{Refusal, entities};
use portico_http::{OrgUser, Query, Reply, Routes, Sent, delete, get, post};
use portico_kit::EntityId;
use serde::Deserialize;
use serde_json::{Value, json};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op(
            "/v1/entity/{slug}/{id}/relations",
            "addRelations",
            post(add_relations),
            "Relate records to a record",
        )
        .op(
            "/v1/entity/{slug}/{id}/relations",
            "removeRelations",
            delete(remove_relations),
            "Take relations back",
        )
        .op(
            "/v3/entity/{slug}/{id}/relations",
            "getRelationsV3",
            get(list_relations),
            "List a record's relations",
        )
}

#[derive(Deserialize)]
struct RelationIn {
    entity_id: String,
    attribute: String,
    #[serde(default, rename = "_tags")]
    tags: Vec<String>,
}

async fn add_relations(
    user: OrgUser,
    Path((slug, id)): Path<(String, EntityId)>,
    body: Sent<Vec<RelationIn>>,
) -> Reply<Json<Value>> {
    let written = user.write(move |tx, caller| {
        let mut added = Vec::new();
        for item in body.get()? {
            let target = json!({ "entity_id": item.entity_id, "_tags": item.tags });
            entities::relate(tx, caller, &slug, &id, &item.attribute, &target)?;
            added.push(
                json!({ "entity_id": item.entity_id, "attribute": item.attribute, "_tags": item.tags }),
            );
        }
        added.into_iter().next_back().ok_or_else(|| Refusal::invalid("body", "Send at least one relation."))
    });
    Ok(Json(written.await?))
}

async fn remove_relations(
    user: OrgUser,
    Path((slug, id)): Path<(String, EntityId)>,
    body: Sent<Vec<RelationIn>>,
) -> Reply<StatusCode> {
    let written = user.write(move |tx, caller| {
        for item in body.get()? {
            let target = EntityId::from(item.entity_id.as_str());
            entities::unrelate(tx, caller, &slug, &id, &item.attribute, &target)?;
        }
        Ok(())
    });
    written.await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn list_relations(
    user: OrgUser,
    Path((slug, id)): Path<(String, EntityId)>,
    query: Query,
) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        entities::view(tx, caller, &slug, &id)?;
        let (held, holders) = entities::ends_of(tx, &id)?;
        let mode = query.text("mode").unwrap_or("both");
        let item = |end: entities::End, reverse: bool| {
            json!({ "entity_id": end.id.as_str(), "attribute": end.attribute, "_schema": end.schema, "reverse": reverse })
        };
        let direct = held.into_iter().filter(|_| mode != "reverse").map(|end| item(end, false));
        let reverse = holders.into_iter().filter(|_| mode != "direct").map(|end| item(end, true));
        let all: Vec<Value> = direct.chain(reverse).collect();
        let (from, size) = (query.count("from", 0)?, query.count("size", 100)?);
        let skip = usize::try_from(from).unwrap_or(usize::MAX);
        let page: Vec<&Value> = all.iter().skip(skip).take(usize::try_from(size).unwrap_or(0)).collect();
        Ok(json!({ "hits": all.len(), "relations": page }))
    });
    Ok(Json(read.await?))
}
