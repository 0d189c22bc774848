//! Opportunities: the typed list, facets, detail and change.

use axum::Json;
use axum::extract::Path;
use portico_core::{Caller, Refusal, entities};
use portico_http::{PortalUser, Query, Reply, Routes, Sent, get, patch, post};
use portico_kit::EntityId;
use portico_kit::document;
use portico_kit::filter::{Filter, Value as Wanted};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::lists::{Details, Kept, change, list};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op(
            "/v2/portal/opportunity",
            "getAllOpportunities",
            get(list_opportunities),
            "List one's opportunities",
        )
        .op(
            "/v2/portal/opportunities/searchable-attributes",
            "getSearchableAttributesForOpportunities",
            get(list_facets),
            "List what opportunities can be narrowed by",
        )
        .op(
            "/v2/portal/opportunities/search",
            "getSearchResultsForOpportunities",
            post(search_opportunities),
            "Find opportunities by facets",
        )
        .op("/v2/portal/opportunities/{id}", "getOpportunity", get(view_opportunity), "Read an opportunity")
        .op(
            "/v2/portal/opportunities/{id}",
            "updateOpportunity",
            patch(edit_opportunity),
            "Change an opportunity",
        )
}

async fn list_opportunities(user: PortalUser, query: Query) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let (data, _) = list(tx, caller, &["opportunity"], &query, 100, Kept::default())?;
        Ok(json!({ "data": data }))
    });
    Ok(Json(read.await?))
}

/// The attributes that hold addresses, as far as the caller sees them on every opportunity.
fn address_attributes(caller: &Caller) -> Vec<String> {
    let mask = portico_access::uniform_mask(&caller.viewer, "opportunity");
    let kind = caller.catalogue.find("opportunity");
    let all = kind.map(|kind| kind.attributes.as_slice()).unwrap_or_default().iter();
    let addresses = all.filter(|attribute| attribute.kind == "address" && mask.allows(&attribute.name));
    addresses.map(|attribute| attribute.name.clone()).collect()
}

async fn list_facets(user: PortalUser, query: Query) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let (items, _) = list(tx, caller, &["opportunity"], &query, 1000, Kept::default())?;
        let mut kept = address_attributes(caller);
        kept.extend(["customer".to_owned(), "_purpose".to_owned(), "workflows".to_owned()]);
        Ok(json!({ "data": items.into_iter().map(|item| entities::project(item, &kept)).collect::<Vec<_>>() }))
    });
    Ok(Json(read.await?))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct FacetsIn {
    addresses: Vec<String>,
    customers: Vec<String>,
    purposes: Vec<String>,
    workflows: Vec<Value>,
}

/// All facets that are given must hold; within one, any value is enough.
fn facets(caller: &Caller, sent: &FacetsIn) -> Result<Filter, Refusal> {
    if !sent.workflows.is_empty() {
        return Ok(Filter::Never);
    }
    let path = |text: &str| {
        document::Path::parse(text).ok_or_else(|| Refusal::invalid("addresses", "No such attribute."))
    };
    let terms = |text: &str, values: &[String]| -> Result<Filter, Refusal> {
        Ok(Filter::Terms(path(text)?, values.iter().map(|value| Wanted::Text(value.clone())).collect()))
    };
    let mut all = Vec::new();
    if !sent.addresses.is_empty() {
        let mut any = Vec::new();
        for name in address_attributes(caller) {
            for part in ["street", "city", "postal_code"] {
                any.push(terms(&format!("{name}.{part}"), &sent.addresses)?);
            }
        }
        all.push(Filter::any(any));
    }
    if !sent.customers.is_empty() {
        all.push(terms("customer.entity_id", &sent.customers)?);
    }
    if !sent.purposes.is_empty() {
        all.push(terms("_purpose", &sent.purposes)?);
    }
    Ok(Filter::all(all))
}

async fn search_opportunities(user: PortalUser, query: Query, body: Sent<FacetsIn>) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let filter = facets(caller, body.get()?)?;
        let (data, _) =
            list(tx, caller, &["opportunity"], &query, 1000, Kept { asked: Some(filter), within: None })?;
        Ok(json!({ "data": data }))
    });
    Ok(Json(read.await?))
}

async fn view_opportunity(user: PortalUser, Path(id): Path<EntityId>) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let details = Details::of(tx, caller, "opportunity", &id)?;
        Ok(json!({
            "orders": details.of_schema("order"),
            "entity": details.entity, "files": details.files, "relations": details.relations,
            "workflow": [], "journey_actions": details.journey_actions,
        }))
    });
    Ok(Json(read.await?))
}

async fn edit_opportunity(
    user: PortalUser,
    Path(id): Path<EntityId>,
    body: Sent<Map<String, Value>>,
) -> Reply<Json<Value>> {
    Ok(Json(user.write(move |tx, caller| change(tx, caller, "opportunity", &id, body.get()?)).await?))
}
