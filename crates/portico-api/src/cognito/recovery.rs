//! A forgotten password: a code by mail, and a new password for it.

use portico_core::sign_in;
use portico_http::Anyone;
use portico_kit::Secret;
use serde::Deserialize;
use serde_json::{Value, json};

use super::answers::{Failure, covered};
use super::begin::{portal_of, tell_unknown};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ForgotIn {
    client_id: String,
    username: String,
}

pub(super) async fn forgot(anyone: &Anyone, sent: ForgotIn) -> Result<Value, Failure> {
    let (tenant, portal) = portal_of(anyone, &sent.client_id).await?;
    tell_unknown(anyone, (&tenant, &portal), &sent.username).await?;
    sign_in::forgot_password(&anyone.app.core, portal.as_str(), &sent.username, &anyone.network).await?;
    let destination = covered(&sent.username);
    Ok(json!({ "CodeDeliveryDetails": {
        "AttributeName": "email", "DeliveryMedium": "EMAIL", "Destination": destination,
    } }))
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ConfirmIn {
    client_id: String,
    username: String,
    confirmation_code: Secret,
    password: Secret,
}

pub(super) async fn confirm(anyone: &Anyone, sent: ConfirmIn) -> Result<Value, Failure> {
    let (_, portal) = portal_of(anyone, &sent.client_id).await?;
    let (core, user) = (&anyone.app.core, &sent.username);
    sign_in::reset_password(core, portal.as_str(), user, &sent.confirmation_code, &sent.password).await?;
    Ok(json!({}))
}
