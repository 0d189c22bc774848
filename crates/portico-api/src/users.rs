//! A portal user's own account, and the users who have access to a record.

use axum::Json;
use portico_core::entities::{self, Change};
use portico_core::{Caller, Refusal, access, own_account};
use portico_http::{Anyone, OrgUser, PortalUser, Query, Raw, Reply, Routes, Sent, delete, get, patch, put};
use portico_kit::{EntityId, Secret};
use serde::Deserialize;
use serde_json::{Map, Value, json};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op("/v2/portal/user", "getPortalUser", get(view_user), "Read one's own portal user")
        .op("/v2/portal/user", "updatePortalUser", patch(edit_user), "Change one's own portal user")
        .op("/v2/portal/user", "deletePortalUser", delete(remove_user), "Remove one's own account")
        .op(
            "/v2/portal/user/update/email",
            "updatePortalUserEmail",
            put(change_email),
            "Ask for another address to sign in with",
        )
        .op(
            "/v2/portal/user/change/password",
            "changePortalUserPassword",
            put(change_password),
            "Hand a change of the password over to a hook",
        )
        .op(
            "/v2/portal/users/by-related-entity",
            "fetchPortalUsersByRelatedEntity",
            get(list_related),
            "List the portal users who have access to a record",
        )
}

fn own(caller: &Caller) -> Result<EntityId, Refusal> {
    caller.portal_user().cloned().ok_or_else(Refusal::unauthenticated)
}

async fn view_user(user: PortalUser) -> Reply<Raw> {
    let read = user.read_pending(|tx, caller| entities::view(tx, caller, "portal_user", &own(caller)?));
    Ok(Raw(format!("{{\"data\":{}}}", read.await?.doc)))
}

async fn edit_user(user: PortalUser, body: Sent<Map<String, Value>>) -> Reply<Json<Value>> {
    let written = user.write(move |tx, caller| {
        let change = Change { attributes: body.get()?.clone() };
        entities::change(tx, caller, "portal_user", &own(caller)?, &change)
    });
    Ok(Json(json!({ "data": written.await?.to_value() })))
}

async fn remove_user(user: PortalUser) -> Reply<Json<Value>> {
    let removed = user.write(own_account::remove).await?;
    Ok(Json(json!({ "message": "User Succesfully Deleted", "data": removed.as_str() })))
}

#[derive(Deserialize)]
struct EmailIn {
    email: String,
    password: Option<Secret>,
}

async fn change_email(user: PortalUser, anyone: Anyone, body: Sent<EmailIn>) -> Reply<Json<Value>> {
    let caller = user.read(|_, caller| Ok(caller.clone())).await?;
    let sent = body.get()?;
    let needed = || Refusal::invalid("password", "Your password is needed to change your address.");
    let password = sent.password.clone().ok_or_else(needed)?;
    let (core, claims) = (&user.app().core, user.claims());
    own_account::change_email(core, caller, claims, &sent.email, &password, &anyone.network).await?;
    let message = "You will receive a confirmation mail soon on your updated email address.";
    Ok(Json(json!({ "message": message })))
}

/// Only a hook changes a password here; without one there is nothing to hand it to.
async fn change_password(user: PortalUser) -> Reply<Json<Value>> {
    user.read(|_, _| Ok(())).await?;
    Err(Refusal::NotFound.into())
}

async fn list_related(user: OrgUser, query: Query) -> Reply<Json<Value>> {
    let (id, slug) = (EntityId::from(query.required("entity_id")?), query.required("slug")?.to_owned());
    let core = user.app().core.clone();
    let read = user.read_long(move |tx, caller| {
        let readers = access::readers(tx, &core, caller, &slug, &id)?;
        let mut users = Vec::new();
        for (user, _) in readers.into_iter().filter(|(_, sees)| *sees) {
            users.push(entities::view(tx, caller, "portal_user", &user)?.to_value());
        }
        Ok(json!({ "portalUsers": users }))
    });
    Ok(Json(read.await?))
}
