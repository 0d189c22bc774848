//! Access events: a portal user opens a record or a list.

use axum::Json;
use axum::extract::Path;
use portico_core::portals;
use portico_core::{Caller, Refusal, access_events};
use portico_db::Tx;
use portico_http::{PortalUser, Query, Reply, Routes, post};
use portico_kit::EntityId;
use serde_json::{Value, json};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op(
            "/v2/portal/entity/{schema}/access",
            "triggerEntityAccessEvent",
            post(tell_by_origin),
            "Tell that a record or a list is opened",
        )
        .op(
            "/v3/portal/entity/{schema}/access",
            "triggerEntityAccessEventV3",
            post(tell),
            "Tell that a record or a list is opened",
        )
}

async fn tell_by_origin(user: PortalUser, Path(schema): Path<String>, query: Query) -> Reply<Json<Value>> {
    let written = user.write(move |tx, caller| {
        let origin = query.required("origin")?;
        let own = caller.setup.as_ref().is_some_and(|setup| setup.portal.origin == origin);
        trigger(tx, caller, &schema, &query, own)
    });
    Ok(Json(written.await?))
}

async fn tell(user: PortalUser, Path(schema): Path<String>, query: Query) -> Reply<Json<Value>> {
    let written = user.write(move |tx, caller| {
        let own = names_own_portal(tx, caller, &query)?;
        trigger(tx, caller, &schema, &query, own)
    });
    Ok(Json(written.await?))
}

/// Whether the portal that is named, by id or by domain, is the caller's own.
fn names_own_portal(tx: &mut Tx<'_>, caller: &Caller, query: &Query) -> Result<bool, Refusal> {
    let own = caller.setup.as_ref().map(|setup| &setup.portal.id);
    match (query.text("portal_id"), query.text("domain")) {
        (Some(id), _) => Ok(own.is_some_and(|own| own.as_str() == id)),
        (None, Some(domain)) => Ok(portals::locate(tx, domain)?
            .is_some_and(|(tenant, portal)| tenant == *tx.tenant() && Some(&portal) == own)),
        (None, None) => Err(Refusal::invalid("portal_id", "Name your portal by portal_id or domain.")),
    }
}

fn trigger(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    query: &Query,
    own: bool,
) -> Result<Value, Refusal> {
    if !own {
        return Err(Refusal::Forbidden { message: "This is not your portal.".to_owned() });
    }
    let entity = query.text("entity_id").filter(|id| !id.is_empty()).map(EntityId::from);
    Ok(json!({ "eventId": access_events::trigger(tx, caller, schema, entity.as_ref())? }))
}
