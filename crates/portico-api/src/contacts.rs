//! A portal user's own contact, and contacts as administrators read them for a portal.

use axum::Json;
use portico_core::{Caller, Refusal, entities};
use portico_http::{OrgUser, PortalReader, PortalUser, Query, Reply, Routes, Sent, get, patch};
use portico_kit::EntityId;
use serde_json::{Map, Value, json};

use crate::lists::{Details, change};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op("/v2/portal/contact", "getContact", get(view_contact), "Read one's own contact")
        .op("/v2/portal/contact", "updateContact", patch(edit_contact), "Change one's own contact")
        .op(
            "/v2/portal/ecp/contact",
            "getECPContact",
            get(view_any_contact),
            "Read a contact as administrator",
        )
}

fn own(caller: &Caller) -> Result<EntityId, Refusal> {
    caller.contact().cloned().ok_or_else(Refusal::unauthenticated)
}

async fn view_contact(user: PortalReader) -> Reply<Json<Value>> {
    let read = user.read(|tx, caller| {
        let details = Details::of(tx, caller, "contact", &own(caller)?)?;
        Ok(json!({
            "entity": details.entity, "files": details.files, "relations": details.relations,
            "journey_actions": details.journey_actions,
        }))
    });
    Ok(Json(read.await?))
}

async fn edit_contact(user: PortalUser, body: Sent<Map<String, Value>>) -> Reply<Json<Value>> {
    let written = user.write(move |tx, caller| change(tx, caller, "contact", &own(caller)?, body.get()?));
    Ok(Json(written.await?))
}

async fn view_any_contact(user: OrgUser, query: Query) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let id = EntityId::from(query.required("id")?);
        Ok(json!({ "data": entities::view(tx, caller, "contact", &id)?.to_value() }))
    });
    Ok(Json(read.await?))
}
