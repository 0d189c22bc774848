//! Partners: the colleagues of a portal user's own account.

use axum::Json;
use axum::extract::Path;
use portico_core::{Caller, Refusal, partners};
use portico_db::Tx;
use portico_http::{PortalUser, Reply, Routes, Sent, delete, get, post};
use portico_kit::EntityId;
use serde::Deserialize;
use serde_json::{Map, Value, json};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op("/v3/portal/partner/invite", "invitePartner", post(invite), "Invite a colleague")
        .op("/v3/portal/partner/list", "listBusinessPartners", get(list), "List one's colleagues")
        .op(
            "/v3/portal/partner/{partner_id}/resend-invitation",
            "resendPartnerInvitation",
            post(resend),
            "Send a colleague's invitation again",
        )
        .op(
            "/v3/portal/partner/{partner_id}/revoke",
            "revokePartner",
            delete(revoke),
            "Part with a colleague",
        )
        .op(
            "/v3/portal/partner/{partner_id}/disable",
            "disablePartner",
            post(disable),
            "Switch a colleague's access off",
        )
        .op(
            "/v3/portal/partner/{partner_id}/enable",
            "enablePartner",
            post(enable),
            "Switch a colleague's access on",
        )
}

#[derive(Deserialize)]
struct InviteIn {
    email: String,
    contact_data: Option<Map<String, Value>>,
}

async fn invite(user: PortalUser, body: Sent<InviteIn>) -> Reply<Json<Value>> {
    let core = user.app().core.clone();
    let written = user.write(move |tx, caller| {
        let sent = body.get()?;
        let told = sent.contact_data.clone().unwrap_or_default();
        partners::invite(tx, &core, caller, &sent.email, &told)
    });
    written.await?;
    Ok(Json(json!({ "message": "User invited successfully" })))
}

async fn list(user: PortalUser) -> Reply<Json<Value>> {
    let read = user.read(|tx, caller| Ok(json!({ "data": partners::list(tx, caller)? })));
    Ok(Json(read.await?))
}

async fn resend(user: PortalUser, Path(id): Path<String>) -> Reply<Json<Value>> {
    let core = user.app().core.clone();
    act(user, id, "Partner invitation resent successfully", move |tx, caller, contact| {
        partners::resend(tx, &core, caller, contact)
    })
    .await
}

async fn revoke(user: PortalUser, Path(id): Path<String>) -> Reply<Json<Value>> {
    act(user, id, "Partner revoked from portal successfully", partners::revoke).await
}

async fn disable(user: PortalUser, Path(id): Path<String>) -> Reply<Json<Value>> {
    act(user, id, "Partner disabled from portal successfully", |tx, caller, contact| {
        partners::set_access(tx, caller, contact, false)
    })
    .await
}

async fn enable(user: PortalUser, Path(id): Path<String>) -> Reply<Json<Value>> {
    act(user, id, "Partner enabled from portal successfully", |tx, caller, contact| {
        partners::set_access(tx, caller, contact, true)
    })
    .await
}

/// Does something with a colleague, and says so.
async fn act(
    user: PortalUser,
    id: String,
    message: &str,
    work: impl Fn(&mut Tx<'_>, &Caller, &EntityId) -> Result<(), Refusal> + Send + 'static,
) -> Reply<Json<Value>> {
    let contact = EntityId::from(id.as_str());
    user.write(move |tx, caller| work(tx, caller, &contact)).await?;
    Ok(Json(json!({ "message": message })))
}
