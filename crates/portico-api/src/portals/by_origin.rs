//! Portal configurations by origin, as the second version of the API addresses them: the same verbs, pages as a map.

use axum::Json;
use http::StatusCode;
use portico_core::pages::UpsertMode;
use portico_core::portals::{self, Portal};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_http::{Either, OrgUser, Query, Reply, Routes, Sent, delete, get, post};
use portico_kit::PortalId;
use serde_json::{Value, json};

use super::{Pages, config_for, config_out, without_provider_secrets};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op(
            "/v2/portal/portal",
            "upsertPortal",
            post(put_portal),
            "Create the portal of an origin, or change its configuration",
        )
        .op(
            "/v2/portal/config",
            "getPortalConfig",
            get(view_portal),
            "Read the configuration of an origin's portal",
        )
        .op("/v2/portal/config", "deletePortal", delete(remove_portal), "Remove the portal of an origin")
        .op(
            "/v2/portal/org/portal/config",
            "getOrgPortalConfig",
            get(view_whole_portal),
            "Read the configuration of an origin's portal with secrets, for administrators",
        )
        .op("/v2/portal/configs", "getAllPortalConfigs", get(list_portals), "List all portals, pages as maps")
}

/// Which portal is to be changed: the one that is named by id, else the only one of the origin.
fn addressed(tx: &mut Tx<'_>, query: &Query) -> Result<Option<Portal>, Refusal> {
    let origin = query.required("origin")?;
    let Some(id) = query.text("portal_id").filter(|id| !id.is_empty()) else {
        return portals::only_of_origin(tx, origin);
    };
    match portals::find(tx, &PortalId::from(id))? {
        Some(portal) if portal.origin != origin => {
            let message = format!("The portal {id} has the origin {}, not {origin}.", portal.origin);
            Err(Refusal::invalid("origin", message))
        }
        found => Ok(found),
    }
}

/// Which portal is read: of several of an origin the oldest.
fn oldest(tx: &mut Tx<'_>, query: &Query) -> Result<Portal, Refusal> {
    portals::find_by_origin(tx, query.required("origin")?)?.ok_or(Refusal::NotFound)
}

async fn put_portal(user: OrgUser, query: Query, body: Sent<Value>) -> Reply<(StatusCode, Json<Value>)> {
    let written = user.write(move |tx, caller| {
        let known = addressed(tx, &query)?;
        let config = config_in(body.get()?, &query)?;
        let status = if known.is_some() { StatusCode::OK } else { StatusCode::CREATED };
        let portal = match known {
            Some(known) => portals::put(tx, &known.id, config, UpsertMode::Id, caller.now, &caller.random)?,
            None => portals::create(tx, config, caller.now, &caller.random)?,
        };
        Ok((status, Json(without_provider_secrets(config_out(tx, &portal, Pages::Map)?))))
    });
    written.await
}

/// The sent configuration under the origin, and for a new portal the id, that the query names.
fn config_in(sent: &Value, query: &Query) -> Result<Value, Refusal> {
    let Value::Object(mut fields) = sent.clone() else {
        return Err(Refusal::invalid("body", "A portal configuration is an object."));
    };
    fields.insert("origin".to_owned(), query.required("origin")?.into());
    if let Some(id) = query.text("portal_id") {
        fields.insert("portal_id".to_owned(), id.into());
    }
    Ok(Value::Object(fields))
}

async fn view_portal(user: Either, query: Query) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller: &Caller| {
        let portal = match &caller.setup {
            Some(setup) => setup.portal.clone(),
            None => oldest(tx, &query)?,
        };
        config_for(tx, caller, &portal, Pages::Map)
    });
    Ok(Json(read.await?))
}

async fn remove_portal(user: OrgUser, query: Query) -> Reply<StatusCode> {
    let removed = user.write(move |tx, _| {
        let portal = portals::only_of_origin(tx, query.required("origin")?)?.ok_or(Refusal::NotFound)?;
        portals::remove(tx, &portal.id)
    });
    removed.await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn view_whole_portal(user: OrgUser, query: Query) -> Reply<Json<Value>> {
    let read = user.read(move |tx, _| {
        let portal = oldest(tx, &query)?;
        config_out(tx, &portal, Pages::Map)
    });
    Ok(Json(read.await?))
}

async fn list_portals(user: OrgUser) -> Reply<Json<Value>> {
    let read = user.read(|tx, caller| {
        let all = portals::list(tx)?;
        let configs = all.iter().map(|portal| config_for(tx, caller, portal, Pages::Map));
        Ok(json!({ "data": configs.collect::<Result<Vec<_>, _>>()? }))
    });
    Ok(Json(read.await?))
}
