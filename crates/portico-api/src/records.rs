//! Records, for the organisation: create, read, change, remove, search.

use axum::Json;
use axum::extract::Path;
use http::StatusCode;
use portico_core::entities::{self, Change, Life, Search, Seen, Sort, query_string};
use portico_core::{Caller, Refusal, files};
use portico_db::Tx;
use portico_http::{OrgUser, Query, Raw, Reply, Routes, Sent, delete, get, patch, post};
use portico_kit::EntityId;
use portico_kit::filter::Filter;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::upserts::refuse_dry_run;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op("/v1/entity/{slug}", "createEntity", post(create_record), "Create a record")
        .op("/v1/entity/{slug}/{id}", "getEntity", get(view_record), "Read a record with its relations")
        .op("/v2/entity/{slug}/{id}", "getEntityV2", get(view_bare_record), "Read a record")
        .op("/v1/entity/{slug}/{id}", "patchEntity", patch(edit_record), "Change a record")
        .op("/v1/entity/{slug}/{id}", "deleteEntity", delete(remove_record), "Remove a record")
        .op("/v1/entity:search", "searchEntities", post(search_records), "Search records by a query string")
        .op("/v1/entity:list", "listEntities", post(list_records), "List records by a filter")
}

async fn create_record(
    user: OrgUser,
    Path(slug): Path<String>,
    body: Sent<Map<String, Value>>,
) -> Reply<(StatusCode, Raw)> {
    let created = user.write(move |tx, caller| entities::create(tx, caller, &slug, body.get()?.clone()));
    Ok((StatusCode::CREATED, Raw(created.await?.doc)))
}

/// A record as it was asked for: with its relations filled in, with some of its fields.
fn as_asked(tx: &mut Tx<'_>, caller: &Caller, seen: Seen, query: &Query) -> Result<Value, Refusal> {
    let filled = query.says("hydrate").then(|| entities::hydrate(tx, caller, std::slice::from_ref(&seen)));
    let doc = filled.transpose()?.and_then(|mut filled| filled.pop()).unwrap_or(seen).to_value();
    let fields = query.list("fields");
    Ok(if fields.is_empty() { doc } else { entities::project(doc, &fields) })
}

async fn view_record(
    user: OrgUser,
    Path((slug, id)): Path<(String, EntityId)>,
    query: Query,
) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let seen = entities::view(tx, caller, &slug, &id)?;
        let entity = as_asked(tx, caller, seen, &query)?;
        let relations: Vec<Value> =
            entities::related_to(tx, caller, &id)?.iter().map(Seen::to_value).collect();
        Ok(json!({ "entity": entity, "relations": relations }))
    });
    Ok(Json(read.await?))
}

async fn view_bare_record(
    user: OrgUser,
    Path((slug, id)): Path<(String, EntityId)>,
    query: Query,
) -> Reply<Raw> {
    let read = user.read(move |tx, caller| {
        let seen = entities::view(tx, caller, &slug, &id)?;
        if query.pairs().is_empty() {
            return Ok(seen.doc);
        }
        Ok(as_asked(tx, caller, seen, &query)?.to_string())
    });
    Ok(Raw(read.await?))
}

async fn edit_record(
    user: OrgUser,
    Path((slug, id)): Path<(String, EntityId)>,
    query: Query,
    body: Sent<Map<String, Value>>,
) -> Reply<Raw> {
    let written = user.write(move |tx, caller| {
        refuse_dry_run(&query)?;
        let change = Change { attributes: body.get()?.clone() };
        entities::change(tx, caller, &slug, &id, &change)
    });
    Ok(Raw(written.await?.doc))
}

async fn remove_record(
    user: OrgUser,
    Path((slug, id)): Path<(String, EntityId)>,
    query: Query,
) -> Reply<Json<Value>> {
    user.write(move |tx, caller| remove(tx, caller, (&slug, &id), query.says("purge"))).await?;
    Ok(Json(json!({})))
}

/// Removes a record, a file with its bytes; for good when it is to be erased.
fn remove(
    tx: &mut Tx<'_>,
    caller: &Caller,
    (slug, id): (&str, &EntityId),
    for_good: bool,
) -> Result<(), Refusal> {
    let removed = match slug {
        "file" => files::remove(tx, caller, id, for_good).map(|_| ()),
        _ => entities::remove(tx, caller, slug, id),
    };
    match removed {
        // What is erased may have been removed before.
        Err(Refusal::NotFound) | Ok(()) if for_good => entities::purge(tx, caller, slug, id),
        outcome => outcome,
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct RecordSearchIn {
    q: Option<String>,
    filter: Option<Value>,
    sort: Option<Value>,
    from: Option<i64>,
    size: Option<i64>,
    hydrate: bool,
    fields: Option<Vec<String>>,
    search_after: Option<Vec<Value>>,
    include_deleted: Option<Value>,
    aggs: Option<Value>,
}

impl RecordSearchIn {
    fn life(&self) -> Result<Life, Refusal> {
        match self
            .include_deleted
            .as_ref()
            .map(|said| said.as_str().map_or_else(|| said.to_string(), str::to_owned))
        {
            None => Ok(Life::Living),
            Some(said) => match said.as_str() {
                "false" | "null" => Ok(Life::Living),
                "true" => Ok(Life::Any),
                "only" => Ok(Life::Removed),
                _ => Err(Refusal::invalid(
                    "include_deleted",
                    format!("include_deleted is true, false or only, not {said}."),
                )),
            },
        }
    }

    fn sort(&self) -> Result<Vec<Sort>, Refusal> {
        match &self.sort {
            Some(Value::String(text)) => Sort::parse(text),
            Some(Value::Array(keys)) => {
                let texts: Vec<&str> = keys.iter().filter_map(Value::as_str).collect();
                Sort::parse(&texts.join(","))
            }
            _ => Ok(Vec::new()),
        }
    }

    fn answer(&self, tx: &mut Tx<'_>, caller: &Caller, mut search: Search) -> Result<Value, Refusal> {
        if search.schemas.is_empty() {
            search.schemas = caller.catalogue.all().map(|schema| schema.slug.clone()).collect();
        }
        search.sort = self.sort()?;
        search.from = self.from.unwrap_or(0);
        search.size = self.size.unwrap_or(10);
        search.after = self.search_after.clone().unwrap_or_default();
        search.life = self.life()?;
        if self.aggs.as_ref().is_some_and(|aggs| !aggs.is_null()) {
            let message =
                "aggs are not answered. Group with the group_by of the portal's entity:search instead.";
            return Err(Refusal::invalid("aggs", message));
        }
        let found = entities::search(tx, caller, &search)?;
        let end = entities::end_of(tx, &search, &found.records)?;
        let records =
            if self.hydrate { entities::hydrate(tx, caller, &found.records)? } else { found.records };
        let docs = records.iter().map(|seen| match &self.fields {
            Some(fields) => entities::project(seen.to_value(), fields),
            None => seen.to_value(),
        });
        let mut page = json!({ "hits": found.total, "results": docs.collect::<Vec<_>>() });
        if !end.is_empty() {
            page["sort_end"] = end.into();
        }
        Ok(page)
    }
}

async fn search_records(user: OrgUser, body: Sent<RecordSearchIn>) -> Reply<Json<Value>> {
    let read = user.read_long(move |tx, caller| {
        let sent = body.get()?;
        let q = sent
            .q
            .as_deref()
            .ok_or_else(|| Refusal::invalid("q", "q is required, for example _schema:contact."))?;
        sent.answer(tx, caller, query_string::parse(q)?)
    });
    Ok(Json(read.await?))
}

/// The schemas that a filter names at its top, and the rest of it.
fn schemas_of(filter: &Value) -> Vec<String> {
    let clauses = filter.as_array().cloned().unwrap_or_else(|| vec![filter.clone()]);
    let named = clauses.iter().flat_map(|clause| {
        let term = clause.pointer("/term/_schema").or_else(|| clause.pointer("/term/_schema.keyword"));
        let terms = clause.pointer("/terms/_schema").or_else(|| clause.pointer("/terms/_schema.keyword"));
        let list = terms.and_then(Value::as_array).cloned().unwrap_or_default();
        term.cloned().into_iter().chain(list)
    });
    named.filter_map(|slug| slug.as_str().map(str::to_owned)).collect()
}

async fn list_records(user: OrgUser, body: Sent<RecordSearchIn>) -> Reply<Json<Value>> {
    let read = user.read_long(move |tx, caller| {
        let sent = body.get()?;
        let clauses =
            sent.filter.as_ref().ok_or_else(|| Refusal::invalid("filter", "filter is required."))?;
        let filter = Filter::parse(clauses).map_err(|error| Refusal::invalid("filter", error.to_string()))?;
        let search = Search { schemas: schemas_of(clauses), filter: Some(filter), ..Search::default() };
        sent.answer(tx, caller, search)
    });
    Ok(Json(read.await?))
}
