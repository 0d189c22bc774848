//! What anybody may see of a portal before signing in, and the schemas that signed-in users work with.

use axum::Json;
use portico_access::Viewer;
use portico_core::portals::{self, Portal};
use portico_core::schemas::{self, Schema};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_http::{Anyone, PortalReader, PortalUser, Query, Reply, Routes, get};
use portico_kit::{PortalId, TenantId};
use serde_json::{Map, Value, json};

use crate::portals::{Pages, config_out};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op(
            "/v2/portal/public/config",
            "getPortalConfigByDomain",
            get(view_by_domain),
            "Read a portal's public configuration by its domain",
        )
        .op(
            "/v2/portal/public/portal/config",
            "getPublicPortalConfig",
            get(view_by_origin),
            "Read a portal's public configuration by its origin",
        )
        .op(
            "/v3/portal/public/portal/config",
            "getPublicPortalConfigV3",
            get(view_by_id),
            "Read a portal's public configuration by its id",
        )
        .op(
            "/v2/portal/org/settings",
            "getOrganizationSettings",
            get(view_settings),
            "Read the organisation's settings",
        )
        .op(
            "/v2/portal/public/org/settings",
            "getOrganizationSettingsByDomain",
            get(view_public_settings),
            "Read the organisation's public settings",
        )
        .op(
            "/v2/portal/schemas",
            "getSchemas",
            get(list_schemas),
            "List the schemas a signed-in user works with",
        )
        .op(
            "/v2/portal/public/schemas",
            "getSchemasByDomain",
            get(list_public_schemas),
            "List the schemas public pages need",
        )
        .op(
            "/v3/portal/public/schemas",
            "getPublicSchemasV3",
            get(list_public_schemas),
            "List the schemas public pages need",
        )
}

/// Which portal a public call names: by domain, by organisation and portal id, or by organisation and origin.
pub(crate) async fn named_portal(anyone: &Anyone, query: &Query) -> Reply<(TenantId, Portal)> {
    let (tenant, id, origin) = match (query.text("domain"), query.text("org_id")) {
        (Some(domain), _) => {
            let domain = domain.to_owned();
            let located = anyone.read(&TenantId::system(), move |tx| portals::locate(tx, &domain)).await?;
            let (tenant, id) = located.ok_or(Refusal::NotFound)?;
            (tenant, Some(id), None)
        }
        (None, Some(org)) => {
            let id = query.text("portal_id").map(PortalId::from);
            (TenantId::from(org), id, query.text("origin").map(str::to_owned))
        }
        (None, None) => {
            return Err(
                Refusal::invalid("domain", "Name the portal by domain, or by org_id and portal_id.").into()
            );
        }
    };
    let read = anyone.read(&tenant, move |tx| match (&id, &origin) {
        (Some(id), _) => portals::find(tx, id),
        (None, Some(origin)) => portals::find_by_origin(tx, origin),
        (None, None) => Err(Refusal::invalid("portal_id", "Name the portal by portal_id or origin.")),
    });
    let portal = read.await?.ok_or(Refusal::NotFound)?;
    Ok((tenant, portal))
}

async fn public_config(anyone: Anyone, query: Query) -> Reply<Value> {
    let (tenant, portal) = named_portal(&anyone, &query).await?;
    let read =
        anyone.read(&tenant, move |tx| Ok(portals::public_part(&config_out(tx, &portal, Pages::None)?)));
    read.await
}

async fn view_by_domain(anyone: Anyone, query: Query) -> Reply<Json<Value>> {
    query.required("domain")?;
    Ok(Json(public_config(anyone, query).await?))
}

async fn view_by_origin(anyone: Anyone, query: Query) -> Reply<Json<Value>> {
    query.required("org_id")?;
    query.required("origin")?;
    Ok(Json(public_config(anyone, query).await?))
}

async fn view_by_id(anyone: Anyone, query: Query) -> Reply<Json<Value>> {
    query.required("org_id")?;
    query.required("portal_id")?;
    let mut config = public_config(anyone, query).await?;
    // The third version shows of a provider only what a sign-in button needs.
    if let Some(providers) = config.get("identity_providers").and_then(Value::as_array) {
        let buttons =
            providers.iter().map(|p| json!({ "slug": p["slug"], "display_name": p["display_name"] }));
        config["identity_providers"] = buttons.collect();
    }
    Ok(Json(config))
}

/// The switches that portals know; all off unless the organisation's settings say otherwise.
fn settings_of(tx: &mut Tx<'_>) -> Result<Value, Refusal> {
    let tenant = portico_core::tenants::find(tx, &tx.tenant().clone())?.ok_or(Refusal::NotFound)?;
    let stored = tenant.doc.get("settings").cloned().unwrap_or_else(|| json!({}));
    let known = [
        "double_opt_in",
        "end_customer_portal",
        "installer_portal",
        "partnering",
        "sso",
        "product-availability",
    ];
    let on = |name: &str| {
        stored.get(name).and_then(|own| own.get("enabled")).and_then(Value::as_bool).unwrap_or(false)
    };
    let switches: Map<String, Value> =
        known.iter().map(|name| ((*name).to_owned(), json!({ "enabled": on(name) }))).collect();
    Ok(json!({ "data": switches }))
}

async fn view_settings(user: PortalUser) -> Reply<Json<Value>> {
    Ok(Json(user.read(|tx, _| settings_of(tx)).await?))
}

async fn view_public_settings(anyone: Anyone, query: Query) -> Reply<Json<Value>> {
    query.required("domain")?;
    let (tenant, _) = named_portal(&anyone, &query).await?;
    Ok(Json(anyone.read(&tenant, settings_of).await?))
}

/// The schemas that a portal user works with, reduced to the attributes it may see.
fn visible_schemas(caller: &Caller) -> Vec<Value> {
    let user = caller.viewer.portal();
    let has_user = matches!(caller.viewer, Viewer::Portal(_));
    let allows = |slug: &str| {
        (has_user && slug == "portal_user") || user.is_some_and(|user| user.policy.allows_schema(slug))
    };
    let shown = caller.catalogue.all().filter(|schema| allows(&schema.slug));
    let reduced = shown.map(|schema| {
        let mask = portico_access::uniform_mask(&caller.viewer, &schema.slug);
        with_attributes(schema, |name| mask.allows(name))
    });
    reduced.collect()
}

fn with_attributes(schema: &Schema, kept: impl Fn(&str) -> bool) -> Value {
    let mut doc = schema.doc.clone();
    let attributes = schema.attributes.iter().filter(|attribute| kept(&attribute.name));
    doc["attributes"] = attributes.map(|attribute| attribute.doc.clone()).collect();
    doc
}

async fn list_schemas(user: PortalReader) -> Reply<Json<Value>> {
    Ok(Json(user.read(|_, caller| Ok(json!({ "schemas": visible_schemas(caller) }))).await?))
}

/// The attributes that public pages ask for: what registration identifies and collects.
fn asked_for(portal: &Portal) -> Vec<(String, String)> {
    let lists =
        ["registration_identifiers", "contact_identifiers_for_account", "additional_contact_attributes"];
    let items = lists.iter().filter_map(|key| portal.doc.get(key)?.as_array()).flatten();
    items
        .filter_map(|item| {
            let schema = item.get("schema").and_then(Value::as_str).unwrap_or("contact");
            Some((schema.to_owned(), item.get("name")?.as_str()?.to_owned()))
        })
        .collect()
}

async fn list_public_schemas(anyone: Anyone, query: Query) -> Reply<Json<Value>> {
    let (tenant, portal) = named_portal(&anyone, &query).await?;
    let asked = asked_for(&portal);
    let read = anyone.read(&tenant, move |tx| {
        let catalogue = schemas::load(tx)?;
        let named = catalogue.all().filter(|schema| asked.iter().any(|(slug, _)| *slug == schema.slug));
        let reduced = named.map(|schema| {
            with_attributes(schema, |name| {
                asked.iter().any(|(slug, own)| *slug == schema.slug && own == name)
            })
        });
        Ok(json!({ "schemas": reduced.collect::<Vec<_>>() }))
    });
    Ok(Json(read.await?))
}
