//! Portal configurations, by portal id.

mod by_origin;

use axum::Json;
use axum::extract::Path;
use http::StatusCode;
use portico_core::pages::UpsertMode;
use portico_core::portals::{self, Portal, Templates};
use portico_core::{Caller, Refusal, designs, pages, roles, tenants};
use portico_db::Tx;
use portico_http::{Either, OrgUser, Query, Reply, Routes, Sent, delete, get, post, put};
use portico_kit::PortalId;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::page_views::{About, global_blocks_for, shown_to};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op("/v3/portal/config", "createPortalConfig", post(create_portal), "Create a portal")
        .op(
            "/v3/portal/config/{portal_id}",
            "getPortalConfigV3",
            get(view_portal),
            "Read a portal's configuration",
        )
        .op(
            "/v3/portal/config/{portal_id}",
            "putPortalConfig",
            put(edit_portal),
            "Change a portal's configuration",
        )
        .op("/v3/portal/config/{portal_id}", "deletePortalConfig", delete(remove_portal), "Remove a portal")
        .op("/v3/portal/configs", "listAllPortalConfigs", get(list_portals), "List all portals")
        .op(
            "/v3/portal/org/portal/config",
            "getOrgPortalConfigV3",
            get(view_whole_portal),
            "Read a portal's configuration with secrets, for administrators",
        )
        .op(
            "/v3/portal/config/swap",
            "swapPortalConfig",
            post(swap_portals),
            "Exchange pages and configuration of two portals",
        )
        .op("/v3/portal/config/clone", "clonePortalConfig", post(copy_portal), "Copy a portal")
        .and(by_origin::routes())
}

async fn create_portal(user: OrgUser, body: Sent<Value>) -> Reply<(StatusCode, Json<Value>)> {
    let created = user.write(move |tx, caller| {
        let portal = portals::create(tx, body.get()?.clone(), caller.now, &caller.random)?;
        Ok(without_provider_secrets(config_out(tx, &portal, Pages::List)?))
    });
    Ok((StatusCode::CREATED, Json(created.await?)))
}

async fn view_portal(user: Either, Path(id): Path<PortalId>) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        check_own(caller, &id)?;
        let portal = portals::find(tx, &id)?.ok_or(Refusal::NotFound)?;
        config_for(tx, caller, &portal, Pages::List)
    });
    Ok(Json(read.await?))
}

async fn edit_portal(
    user: OrgUser,
    Path(id): Path<PortalId>,
    query: Query,
    body: Sent<Value>,
) -> Reply<Json<Value>> {
    let written = user.write(move |tx, caller| {
        let mode = match query.text("page_upsert_mode") {
            None | Some("id" | "") => UpsertMode::Id,
            Some("slug") => UpsertMode::Slug,
            Some(_) => return Err(Refusal::invalid("page_upsert_mode", "page_upsert_mode is id or slug.")),
        };
        let portal = portals::put(tx, &id, body.get()?.clone(), mode, caller.now, &caller.random)?;
        Ok(without_provider_secrets(config_out(tx, &portal, Pages::List)?))
    });
    Ok(Json(written.await?))
}

async fn remove_portal(user: OrgUser, Path(id): Path<PortalId>) -> Reply<StatusCode> {
    user.write(move |tx, _| portals::remove(tx, &id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn list_portals(user: OrgUser) -> Reply<Json<Value>> {
    let read = user.read(|tx, caller| {
        let all = portals::list(tx)?;
        let configs = all.iter().map(|portal| config_for(tx, caller, portal, Pages::List));
        Ok(json!({ "data": configs.collect::<Result<Vec<_>, _>>()? }))
    });
    Ok(Json(read.await?))
}

async fn view_whole_portal(user: OrgUser, query: Query) -> Reply<Json<Value>> {
    let read = user.read(move |tx, _| {
        let id = PortalId::from(query.required("portal_id")?);
        let portal = portals::find(tx, &id)?.ok_or(Refusal::NotFound)?;
        config_out(tx, &portal, Pages::Map)
    });
    Ok(Json(read.await?))
}

#[derive(Deserialize)]
struct SwapIn {
    source_portal_id: PortalId,
    target_portal_id: PortalId,
    #[serde(default)]
    items_to_swap: Vec<String>,
}

impl SwapIn {
    fn templates(&self) -> Result<Templates, Refusal> {
        match self.items_to_swap.iter().find(|item| *item != "email_templates") {
            Some(other) => {
                let message =
                    format!("{other:?} cannot be swapped. The only further item is email_templates.");
                Err(Refusal::invalid("items_to_swap", message))
            }
            None if self.items_to_swap.is_empty() => Ok(Templates::Stay),
            None => Ok(Templates::Swap),
        }
    }
}

async fn swap_portals(user: OrgUser, body: Sent<SwapIn>) -> Reply<Json<Value>> {
    let written = user.write(move |tx, caller| {
        let sent = body.get()?;
        let both = (&sent.source_portal_id, &sent.target_portal_id);
        portals::swap(tx, both, sent.templates()?, caller.now)
    });
    written.await?;
    // The published words: seen from outside, the portals' domains and users change places.
    Ok(Json(json!({ "message": "Domain and users swapped successfully." })))
}

#[derive(Deserialize)]
struct CopyIn {
    source_portal_id: PortalId,
    name: Option<String>,
}

async fn copy_portal(user: OrgUser, body: Sent<CopyIn>) -> Reply<(StatusCode, Json<Value>)> {
    let created = user.write(move |tx, caller| {
        let sent = body.get()?;
        let name = sent.name.clone().filter(|name| !name.trim().is_empty());
        let portal = portals::copy(tx, &sent.source_portal_id, name, caller.now, &caller.random)?;
        config_for(tx, caller, &portal, Pages::List)
    });
    Ok((StatusCode::CREATED, Json(created.await?)))
}

/// A portal user reads its own portal only.
pub(crate) fn check_own(caller: &Caller, id: &PortalId) -> Result<(), Refusal> {
    match &caller.setup {
        Some(setup) if setup.portal.id != *id => Err(Refusal::Forbidden {
            message: "You may read only your own portal's configuration.".to_owned(),
        }),
        _ => Ok(()),
    }
}

/// How pages are sent: the third version as a list, the second as a map by id.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) enum Pages {
    List,
    Map,
    None,
}

/// A configuration as this caller reads it: staff everything but secrets, a portal user what concerns it.
pub(crate) fn config_for(
    tx: &mut Tx<'_>,
    caller: &Caller,
    portal: &Portal,
    with: Pages,
) -> Result<Value, Refusal> {
    if caller.is_staff() {
        return Ok(without_provider_secrets(config_out(tx, portal, with)?));
    }
    let mut config = portals::without_secrets(&config_out(tx, portal, Pages::None)?);
    if let Some(blocks) = config.get("global_blocks").cloned() {
        config["global_blocks"] = global_blocks_for(tx, caller, portal, blocks)?;
    }
    let pages = pages::list(tx, &portal.id)?;
    config["pages"] = arranged(shown_to(tx, caller, pages, &About::default())?, with);
    Ok(config)
}

/// Pages as a list, or as a map by id.
fn arranged(pages: Vec<Value>, with: Pages) -> Value {
    let id = |page: &Value| page.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    match with {
        Pages::Map => pages.into_iter().map(|page| (id(&page), page)).collect(),
        Pages::List | Pages::None => pages.into(),
    }
}

/// A configuration as it is sent: with pages, effective grants, flags and settings.
pub(crate) fn config_out(tx: &mut Tx<'_>, portal: &Portal, with: Pages) -> Result<Value, Refusal> {
    let tenant = tenants::find(tx, &tx.tenant().clone())?.ok_or(Refusal::NotFound)?;
    let role = roles::role_of_portal(tenant.id.as_str(), portal);
    let grants = roles::find(tx, &role)?.map(|role| roles::grants_of(&role)).unwrap_or_default();
    let mut config = portal.doc.clone();
    config["enabled"] = portal.enabled.into();
    config["origin"] = portal.origin.as_str().into();
    config["grants"] = grants.into();
    portals::pool::name_in(&mut config, &portal.id, &tenant.id);
    config["feature_flags"] = json!({ "portals-reject-client-templates": true });
    config["org_settings"] = json!({ "canary": { "enabled": false }, "notracking": { "enabled": true } });
    if with != Pages::None {
        let pages = pages::list(tx, &portal.id)?;
        config["pages"] = arranged(pages.into_iter().map(|page| page.doc).collect(), with);
    }
    if let Some(id) = portal.design_id()
        && designs::find(tx, &id)?.is_none()
    {
        // A design that was removed meanwhile is no design.
        config["design_id"] = Value::Null;
    }
    if let Some(keys) = config.as_object_mut() {
        // What was cleared is left out: the published configuration knows no null.
        keys.retain(|_, value| !value.is_null());
    }
    Ok(config)
}

fn without_provider_secrets(mut config: Value) -> Value {
    let providers = config.get_mut("identity_providers").and_then(Value::as_array_mut);
    for provider in providers.into_iter().flatten() {
        for key in ["oidc_config", "mobile_oidc_config"] {
            let Some(own) = provider.get_mut(key).and_then(Value::as_object_mut) else { continue };
            let has_secret = own.remove("client_secret").is_some_and(|secret| secret.as_str() != Some(""));
            own.insert("has_client_secret".to_owned(), has_secret.into());
        }
    }
    config
}
