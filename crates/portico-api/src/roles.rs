//! Roles and their grants.

use axum::Json;
use axum::extract::Path;
use portico_core::{Refusal, roles};
use portico_http::{OrgUser, Reply, Routes, Sent, delete, get, post, put};
use portico_kit::RoleId;
use serde_json::{Value, json};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op("/v1/permissions/me", "listCurrentRoles", get(list_own_roles), "List one's own roles")
        .op("/v1/permissions/roles", "listAllRoles", get(list_roles), "List all roles")
        .op("/v1/permissions/roles", "createRole", post(create_role), "Create a role")
        .op("/v1/permissions/roles/{roleId}", "getRole", get(view_role), "Read a role")
        .op("/v1/permissions/roles/{roleId}", "putRole", put(edit_role), "Create or replace a role")
        .op("/v1/permissions/roles/{roleId}", "deleteRole", delete(remove_role), "Remove a role")
        .op(
            "/v2/portal/extra-permission-attributes",
            "extraPermissionAttributes",
            get(list_extra_attributes),
            "List what grants can name besides the attributes of schemas",
        )
}

/// What comes with a record besides its attributes, and can be denied under the name of an attribute.
async fn list_extra_attributes(user: OrgUser) -> Reply<Json<Value>> {
    let extra = |names: &[(&str, &str)]| -> Value {
        names
            .iter()
            .map(|(name, label)| json!({ "name": name, "label": label, "group": "_ungrouped" }))
            .collect()
    };
    let journeys = ("journey_actions", "Journey actions");
    let both = [journeys, ("workflow", "Workflow")];
    let data = json!({
        "contact": extra(&[journeys]), "contract": extra(&both), "order": extra(&both), "opportunity": extra(&both),
        "meter": extra(&[]), "meter_counter": extra(&[]),
    });
    Ok(Json(user.read(move |_, _| Ok(json!({ "data": data }))).await?))
}

/// Staff administers everything until roles of staff are told apart.
async fn list_own_roles(user: OrgUser) -> Reply<Json<Value>> {
    let read = user.read(|tx, _| {
        let organisation = tx.tenant().as_str().to_owned();
        Ok(json!({ "roles": [{
            "id": format!("{organisation}:administrator"), "name": "Administrator", "slug": "administrator",
            "type": "user_role", "organization_id": organisation,
            "grants": [{ "action": "*", "resource": "*", "effect": "allow" }],
        }] }))
    });
    Ok(Json(read.await?))
}

async fn list_roles(user: OrgUser) -> Reply<Json<Value>> {
    Ok(Json(user.read(|tx, _| Ok(json!({ "roles": roles::list(tx)? }))).await?))
}

async fn create_role(user: OrgUser, body: Sent<Value>) -> Reply<Json<Value>> {
    let written = user.write(move |tx, caller| {
        let sent = body.get()?.clone();
        let text = |key: &str| sent.get(key).and_then(Value::as_str).map(str::to_owned);
        let organisation = tx.tenant().as_str().to_owned();
        let id = text("id").or_else(|| text("slug").map(|slug| format!("{organisation}:{slug}")));
        let id = id.ok_or_else(|| Refusal::invalid("slug", "A role needs a slug, such as fitters."))?;
        let id = RoleId::from(id);
        if roles::find(tx, &id)?.is_some() {
            return Err(Refusal::invalid("slug", format!("The role {id} exists already.")));
        }
        roles::put(tx, &id, sent, caller.now)
    });
    Ok(Json(written.await?))
}

async fn view_role(user: OrgUser, Path(id): Path<RoleId>) -> Reply<Json<Value>> {
    Ok(Json(user.read(move |tx, _| roles::find(tx, &id)?.ok_or(Refusal::NotFound)).await?))
}

async fn edit_role(user: OrgUser, Path(id): Path<RoleId>, body: Sent<Value>) -> Reply<Json<Value>> {
    Ok(Json(user.write(move |tx, caller| roles::put(tx, &id, body.get()?.clone(), caller.now)).await?))
}

async fn remove_role(user: OrgUser, Path(id): Path<RoleId>) -> Reply<Json<Value>> {
    let written = user.write(move |tx, _| {
        let role = roles::find(tx, &id)?.ok_or(Refusal::NotFound)?;
        roles::remove(tx, &id)?;
        Ok(role)
    });
    Ok(Json(written.await?))
}
