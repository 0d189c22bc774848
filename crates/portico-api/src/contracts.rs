//! Contracts: the typed list, detail and change, and the merged list of requests.

use axum::Json;
use axum::extract::Path as PathOf;
use portico_core::Caller;
use portico_core::entities::Seen;
use portico_http::{PortalUser, Query, Reply, Routes, Sent, get, patch, post};
use portico_kit::EntityId;
use portico_kit::document::Path;
use portico_kit::filter::{Filter, Range, Value as Wanted};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::lists::{Details, Kept, change, list};
use crate::templates_ref::Asked;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op("/v2/portal/contract", "getAllContracts", get(list_contracts), "List one's contracts")
        .op("/v2/portal/contract/{id}", "getContract", get(view_contract), "Read a contract")
        .op("/v2/portal/contract/{id}", "updateContract", patch(edit_contract), "Change a contract")
        .op(
            "/v2/portal/contract/{id}/resolve-templates",
            "getContractWithTemplates",
            post(view_contract_with_templates),
            "Read a contract with texts about its meters",
        )
}

async fn list_contracts(user: PortalUser, query: Query) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let kept = Kept { asked: None, within: long_ended(caller).map(|ended| Filter::Not(ended.into())) };
        let (data, _) = list(tx, caller, &["contract"], &query, 100, kept)?;
        Ok(json!({ "data": data }))
    });
    Ok(Json(read.await?))
}

/// Contracts that ended longer ago than the portal shows, if it says how long that is.
fn long_ended(caller: &Caller) -> Option<Filter> {
    let shown = caller.setup.as_ref()?.portal.doc.get("inactive_contract_cutoff_years")?.as_i64()?;
    let (year, month, day) = caller.now.date();
    let oldest = format!("{:04}-{month:02}-{day:02}", year.checked_sub(shown.max(0))?);
    let before = Range { lt: Some(Wanted::from(oldest.as_str())), ..Range::default() };
    let ended = ["termination_date", "end_date"].into_iter().filter_map(Path::parse);
    Some(Filter::any(ended.map(|date| Filter::Range(date, before.clone()))))
}

fn contract_out(details: Details, meters: Vec<Value>) -> Value {
    json!({
        "orders": details.of_schema("order"), "meters": meters,
        "entity": details.entity, "files": details.files, "relations": details.relations,
        "workflow": [], "journey_actions": details.journey_actions,
    })
}

async fn view_contract(user: PortalUser, PathOf(id): PathOf<EntityId>) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let details = Details::of(tx, caller, "contract", &id)?;
        let meters = details.of_schema("meter");
        Ok(contract_out(details, meters))
    });
    Ok(Json(read.await?))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct TextsIn {
    templates_ref: Option<Value>,
    templates: Option<Value>,
}

async fn view_contract_with_templates(
    user: PortalUser,
    PathOf(id): PathOf<EntityId>,
    body: Sent<TextsIn>,
) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let details = Details::of(tx, caller, "contract", &id)?;
        let sent = body.get()?;
        let (reference, own) = (sent.templates_ref.as_ref(), sent.templates.as_ref());
        let asked = Asked::of(tx, caller, &Value::Null, reference, own)?;
        let meters: Vec<Seen> =
            details.neighbours.iter().filter(|seen| seen.schema == "meter").cloned().collect();
        let outputs = asked.outputs(tx, caller, &meters, &[("contract", &details.entity)])?;
        let told = meters.iter().zip(outputs).map(|(seen, output)| {
            let mut meter = seen.to_value();
            meter["templates_output"] = output.unwrap_or_else(|| json!({}));
            meter
        });
        let told = told.collect();
        Ok(contract_out(details, told))
    });
    Ok(Json(read.await?))
}

async fn edit_contract(
    user: PortalUser,
    PathOf(id): PathOf<EntityId>,
    body: Sent<Map<String, Value>>,
) -> Reply<Json<Value>> {
    Ok(Json(user.write(move |tx, caller| change(tx, caller, "contract", &id, body.get()?)).await?))
}
