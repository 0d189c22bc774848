//! Identifiers: which attributes find records, and adding a contract by them.

use axum::Json;
use axum::extract::Path;
use portico_core::entities::Seen;
use portico_core::{budgets, identifiers};
use portico_http::{OrgUser, PortalUser, Reply, Routes, Sent, get, post};
use serde_json::{Map, Value, json};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op(
            "/v2/portal/contract/by-identifiers",
            "addContractByIdentifiers",
            post(add_contract),
            "Add a contract to one's own by its identifiers",
        )
        .op(
            "/v2/portal/entity/identifiers/{slug}",
            "getEntityIdentifiers",
            get(list_identifiers),
            "List the attributes of a schema that can serve as identifiers",
        )
}

async fn add_contract(user: PortalUser, body: Sent<Map<String, Value>>) -> Reply<Json<Value>> {
    let claims = user.claims();
    let (core, subject) = (&user.app().core, claims.subject.as_str());
    // Each try counts, also a good one: numbers of contracts must not be guessed.
    budgets::take(core, &claims.tenant, budgets::CLAIMS, subject).await?;
    let written = user.write(move |tx, caller| {
        let found = identifiers::add_contract(tx, caller, body.get()?)?;
        let data: Vec<Value> = found.iter().map(Seen::to_value).collect();
        Ok(json!({ "hits": data.len(), "data": data }))
    });
    Ok(Json(written.await?))
}

async fn list_identifiers(user: OrgUser, Path(slug): Path<String>) -> Reply<Json<Value>> {
    let read = user.read(move |_, caller| Ok(json!({ "data": identifiers::candidates(caller, &slug)? })));
    Ok(Json(read.await?))
}
