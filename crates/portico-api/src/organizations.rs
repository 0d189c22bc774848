//! The organisation of the caller.

use axum::Json;
use portico_core::{Refusal, tenants};
use portico_http::{OrgUser, Reply, Routes, get};
use serde_json::{Value, json};

pub(crate) fn routes() -> Routes {
    Routes::new().op(
        "/v2/organization/current",
        "getCurrentOrganization",
        get(view_own),
        "Read one's own organisation",
    )
}

async fn view_own(user: OrgUser) -> Reply<Json<Value>> {
    let read = user.read(|tx, _| {
        let tenant = tenants::find(tx, &tx.tenant().clone())?.ok_or(Refusal::NotFound)?;
        let mut organisation = json!({ "id": tenant.id.as_str(), "name": tenant.name });
        for key in ["address", "email", "phone", "website", "default_language"] {
            if let Some(value) = tenant.doc.get(key) {
                organisation[key] = value.clone();
            }
        }
        Ok(organisation)
    });
    Ok(Json(read.await?))
}
