//! What signed-in users ask for: who they are, another password, and to sign out.

use portico_core::{Caller, Refusal, sign_in};
use portico_http::{Anyone, PortalUser};
use portico_kit::{EntityId, Secret};
use serde::Deserialize;
use serde_json::{Value, json};

use super::answers::Failure;
use super::begin::portal_of;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct OwnIn {
    access_token: Secret,
}

async fn entered(anyone: &Anyone, token: &Secret) -> Result<(PortalUser, Caller), Failure> {
    let user = PortalUser::by_token(anyone, token)?;
    let caller = user.read_pending(|_, caller| Ok(caller.clone())).await?;
    Ok((user, caller))
}

pub(super) async fn view(anyone: &Anyone, sent: OwnIn) -> Result<Value, Failure> {
    let (user, caller) = entered(anyone, &sent.access_token).await?;
    let id = caller.portal_user().map(EntityId::as_str).unwrap_or_default();
    let contact = caller.contact().map(EntityId::as_str).unwrap_or_default();
    let portal = caller.setup.as_ref().map(|setup| &setup.portal);
    let told = [
        ("sub", id),
        ("email", caller.actor.name.as_str()),
        ("email_verified", "true"),
        ("custom:portal_user_id", id),
        ("custom:contact_entity_id", contact),
        ("custom:org_id", user.claims().tenant.as_str()),
        ("custom:origin", portal.map(|portal| portal.origin.as_str()).unwrap_or_default()),
        ("custom:portal_id", portal.map(|portal| portal.id.as_str()).unwrap_or_default()),
    ];
    let told: Vec<Value> = told.iter().map(|(name, value)| json!({ "Name": name, "Value": value })).collect();
    Ok(json!({ "Username": caller.actor.name, "UserAttributes": told }))
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ChangeIn {
    access_token: Secret,
    previous_password: Secret,
    proposed_password: Secret,
}

pub(super) async fn change_password(anyone: &Anyone, sent: ChangeIn) -> Result<Value, Failure> {
    let (user, caller) = entered(anyone, &sent.access_token).await?;
    let passwords = (&sent.previous_password, &sent.proposed_password);
    let (core, network) = (&anyone.app.core, &anyone.network);
    match sign_in::change_password(core, &caller, user.claims(), passwords, network).await {
        Ok(()) => Ok(json!({})),
        Err(Refusal::Invalid { field: Some(field), message }) if field == "password" => {
            Err(Failure::of("NotAuthorizedException", message))
        }
        Err(refusal) => Err(refusal.into()),
    }
}

pub(super) async fn sign_out(anyone: &Anyone, sent: OwnIn) -> Result<Value, Failure> {
    let (user, caller) = entered(anyone, &sent.access_token).await?;
    sign_in::logout_everywhere(&anyone.app.core, &caller, user.claims()).await?;
    Ok(json!({}))
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct RevokeIn {
    token: Secret,
    client_id: String,
}

pub(super) async fn revoke(anyone: &Anyone, sent: RevokeIn) -> Result<Value, Failure> {
    portal_of(anyone, &sent.client_id).await?;
    sign_in::revoke_family(&anyone.app.core, &sent.token).await?;
    Ok(json!({}))
}
