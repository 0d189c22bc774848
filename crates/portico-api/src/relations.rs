//! Relations between records, for the organisation.

use std::collections::{BTreeSet, HashMap};

use axum::Json;
use axum::extract::Path;
use http::StatusCode;
use portico_core::{Caller, Refusal, entities};
use portico_db::Tx;
use portico_http::{OrgUser, Query, Reply, Routes, Sent, delete, get, post, put};
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
        .op(
            "/v1/entity/{slug}/{id}/relations",
            "getRelations",
            get(list_related),
            "List a record's relations",
        )
        .op(
            "/v2/entity/{slug}/{id}/relations",
            "getRelationsV2",
            get(page_related),
            "List a record's relations in pages",
        )
        .op(
            "/v2/entity/{slug}/{id}/relations/count",
            "getRelatedEntitiesCount",
            get(count_related),
            "Count the records that a record is related to",
        )
        .op(
            "/v1/entity/{slug}/{id}/relations/{attribute}/{entity_id}",
            "updateRelation",
            put(tag_relation),
            "Change the tags of a relation",
        )
        .op(
            "/v1/entity/{slug}/{id}/relations/{attribute}/{entity_id}",
            "deleteRelation",
            delete(remove_relation),
            "Take a relation back",
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

/// The relations of a record as a query asks for them: one page of them, and how many there are.
fn related(
    tx: &mut Tx<'_>,
    caller: &Caller,
    (slug, id): (&str, &EntityId),
    query: &Query,
    size: i64,
) -> Result<(Vec<Value>, usize), Refusal> {
    let record = entities::view(tx, caller, slug, id)?.to_value();
    let (held, holders) = entities::ends_of(tx, id)?;
    let (only, without) = (query.list("include_schemas"), query.list("exclude_schemas"));
    let wanted = |end: &entities::End| {
        (only.is_empty() || only.contains(&end.schema)) && !without.contains(&end.schema)
    };
    let direct = held.into_iter().map(|end| (tags_of(&record, &end), false, end));
    let reverse = holders.into_iter().filter(|_| query.says("include_reverse"));
    let all = direct.chain(reverse.map(|end| (Vec::new(), true, end))).filter(|(_, _, end)| wanted(end));
    let all: Vec<Value> = all.map(|(tags, reverse, end)| item_out(&end, &tags, reverse)).collect();
    let (from, size) = (query.count("from", 0)?, query.count("size", size)?.min(1000));
    let skip = usize::try_from(from).unwrap_or(usize::MAX);
    let page: Vec<Value> = all.iter().skip(skip).take(usize::try_from(size).unwrap_or(0)).cloned().collect();
    let page = if query.says("hydrate") { filled(tx, caller, page)? } else { page };
    Ok((page, all.len()))
}

fn item_out(end: &entities::End, tags: &[String], reverse: bool) -> Value {
    json!({ "entity_id": end.id.as_str(), "_schema": end.schema, "attribute": end.attribute, "_tags": tags,
            "reverse": reverse })
}

fn tags_of(record: &Value, end: &entities::End) -> Vec<String> {
    let items = record.get(&end.attribute).and_then(|value| value.get("$relation")?.as_array());
    let item = items.into_iter().flatten().find(|item| item["entity_id"] == end.id.as_str());
    let tags = item.and_then(|item| item.get("_tags")?.as_array()).into_iter().flatten();
    tags.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The related records in place of their references, each with the reference inside.
fn filled(tx: &mut Tx<'_>, caller: &Caller, items: Vec<Value>) -> Result<Vec<Value>, Refusal> {
    let mut wanted: HashMap<String, Vec<EntityId>> = HashMap::new();
    for item in &items {
        if let (Some(schema), Some(id)) = (item["_schema"].as_str(), item["entity_id"].as_str()) {
            let ids = wanted.entry(schema.to_owned()).or_default();
            if !ids.iter().any(|known| known.as_str() == id) {
                ids.push(EntityId::from(id));
            }
        }
    }
    let seen = entities::view_many(tx, caller, &wanted)?;
    let found = |item: &Value| seen.iter().find(|seen| item["entity_id"] == seen.id.as_str());
    let full = items.into_iter().map(|item| match found(&item) {
        Some(seen) => {
            let mut record = seen.to_value();
            record["$relation"] = item;
            record
        }
        None => item,
    });
    Ok(full.collect())
}

async fn list_related(
    user: OrgUser,
    Path((slug, id)): Path<(String, EntityId)>,
    query: Query,
) -> Reply<Json<Vec<Value>>> {
    let read = user.read(move |tx, caller| Ok(related(tx, caller, (&slug, &id), &query, 100)?.0));
    Ok(Json(read.await?))
}

async fn page_related(
    user: OrgUser,
    Path((slug, id)): Path<(String, EntityId)>,
    query: Query,
) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let (relations, hits) = related(tx, caller, (&slug, &id), &query, 50)?;
        Ok(json!({ "hits": hits, "relations": relations }))
    });
    Ok(Json(read.await?))
}

async fn count_related(
    user: OrgUser,
    Path((slug, id)): Path<(String, EntityId)>,
    query: Query,
) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        entities::view(tx, caller, &slug, &id)?;
        let (held, holders) = entities::ends_of(tx, &id)?;
        let without = query.list("exclude_schemas");
        let counted = held.into_iter().chain(holders).filter(|end| !without.contains(&end.schema));
        let ids: BTreeSet<EntityId> = counted.map(|end| end.id).collect();
        Ok(json!({ "hits": ids.len() }))
    });
    Ok(Json(read.await?))
}

/// One relation of a record: schema, record, attribute and the record at the other end.
type OnePath = Path<(String, EntityId, String, EntityId)>;

#[derive(Default, Deserialize)]
struct TagsIn {
    #[serde(default, rename = "_tags")]
    tags: Vec<String>,
}

/// Refuses a relation that is not there.
fn check_related(
    tx: &mut Tx<'_>,
    caller: &Caller,
    (slug, id): (&str, &EntityId),
    attribute: &str,
    target: &EntityId,
) -> Result<entities::End, Refusal> {
    entities::view(tx, caller, slug, id)?;
    let (held, _) = entities::ends_of(tx, id)?;
    let found = held.into_iter().find(|end| end.attribute == attribute && end.id == *target);
    found.ok_or(Refusal::NotFound)
}

async fn tag_relation(
    user: OrgUser,
    Path((slug, id, attribute, target)): OnePath,
    body: Sent<TagsIn>,
) -> Reply<Json<Value>> {
    let written = user.write(move |tx, caller| {
        let end = check_related(tx, caller, (&slug, &id), &attribute, &target)?;
        let tags = &body.get()?.tags;
        let item = json!({ "entity_id": target.as_str(), "_tags": tags });
        entities::relate(tx, caller, &slug, &id, &attribute, &item)?;
        Ok(item_out(&end, tags, false))
    });
    Ok(Json(written.await?))
}

async fn remove_relation(user: OrgUser, Path((slug, id, attribute, target)): OnePath) -> Reply<StatusCode> {
    let written = user.write(move |tx, caller| {
        check_related(tx, caller, (&slug, &id), &attribute, &target)?;
        entities::unrelate(tx, caller, &slug, &id, &attribute, &target).map(|_| ())
    });
    written.await?;
    Ok(StatusCode::NO_CONTENT)
}
