//! Edit rules: whether an attribute can be changed at the moment, asked before a form is opened.

use axum::Json;
use axum::extract::Path;
use portico_core::edit_rules;
use portico_http::{Either, Query, Reply, Routes, get};
use portico_kit::EntityId;
use serde_json::{Value, json};

pub(crate) fn routes() -> Routes {
    Routes::new().op(
        "/v2/portal/{slug}/{id}:validateRule",
        "validateCadenceEntityEditRules",
        get(check_rules),
        "Check whether rules keep an attribute from being changed now",
    )
}

async fn check_rules(
    user: Either,
    Path((slug, id)): Path<(String, EntityId)>,
    query: Query,
) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let attribute = query.text("attribute").filter(|name| !name.is_empty());
        Ok(match edit_rules::blocking(tx, caller, &slug, &id, attribute)? {
            Some(rule) => json!({ "isBlockedByRules": true, "failedRule": rule }),
            None => json!({ "isBlockedByRules": false }),
        })
    });
    Ok(Json(read.await?))
}
