//! Signing in: by password, by a refresh token, by a mailed code; and answering what is asked after that.

use std::collections::HashMap;

use portico_core::Refusal;
use portico_core::portals::{self, pool};
use portico_core::registration::{self, Known};
use portico_core::sign_in::{self, ChallengeKind, Step};
use portico_http::Anyone;
use portico_kit::{EmailAddress, PortalId, Secret, TenantId};
use serde::Deserialize;
use serde_json::Value;

use super::answers::{Failure, authenticated, challenged};

/// The names of what answers a challenge, by the name of the challenge.
const ANSWERS: [(&str, &str); 3] = [
    ("EMAIL_OTP", "EMAIL_OTP_CODE"),
    ("SOFTWARE_TOKEN_MFA", "SOFTWARE_TOKEN_MFA_CODE"),
    ("CUSTOM_CHALLENGE", "ANSWER"),
];

/// The organisation and the portal of a client's name.
pub(super) async fn portal_of(anyone: &Anyone, client: &str) -> Result<(TenantId, PortalId), Failure> {
    let none =
        || Failure::of("ResourceNotFoundException", format!("User pool client {client} does not exist."));
    let portal = pool::of_client(client).ok_or_else(none)?;
    match portals::located(&anyone.app.core, portal.as_str()).await {
        Err(Refusal::NotFound) => Err(none()),
        found => Ok(found?),
    }
}

/// Refuses by the name of what is known of an address, where the portal tells it.
pub(super) async fn tell_unknown(
    anyone: &Anyone,
    (tenant, portal): (&TenantId, &PortalId),
    user: &str,
) -> Result<(), Failure> {
    let email = EmailAddress::parse(user).map_err(|error| Failure::parameter(error.to_string()))?;
    match registration::known(&anyone.app.core, tenant, portal, &email, &anyone.network).await? {
        Known::Nobody => Err(Failure::of("UserNotFoundException", "User does not exist.")),
        Known::Unconfirmed => Err(Failure::of("UserNotConfirmedException", "User is not confirmed.")),
        Known::Hidden | Known::Registered => Ok(()),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct InitiateIn {
    auth_flow: String,
    #[serde(default)]
    auth_parameters: HashMap<String, Secret>,
    client_id: String,
}

fn needed<'p>(parameters: &'p HashMap<String, Secret>, name: &str) -> Result<&'p Secret, Failure> {
    parameters.get(name).ok_or_else(|| Failure::missing(name))
}

pub(super) async fn initiate(anyone: &Anyone, sent: InitiateIn) -> Result<Value, Failure> {
    let located = portal_of(anyone, &sent.client_id).await?;
    let parameters = &sent.auth_parameters;
    match sent.auth_flow.as_str() {
        "USER_PASSWORD_AUTH" => by_password(anyone, &located, parameters).await,
        "CUSTOM_AUTH" => {
            let user = needed(parameters, "USERNAME")?.expose();
            let (core, portal) = (&anyone.app.core, located.1.as_str());
            let begun = sign_in::passwordless(core, portal, user, &anyone.network).await?;
            Ok(challenged("CUSTOM_CHALLENGE", &begun, user))
        }
        "REFRESH_TOKEN_AUTH" | "REFRESH_TOKEN" => renewed(anyone, needed(parameters, "REFRESH_TOKEN")?).await,
        other => {
            let flows = "USER_PASSWORD_AUTH, CUSTOM_AUTH and REFRESH_TOKEN_AUTH";
            Err(Failure::parameter(format!("{other} is not enabled for the client. There are {flows}.")))
        }
    }
}

async fn by_password(
    anyone: &Anyone,
    (tenant, portal): &(TenantId, PortalId),
    parameters: &HashMap<String, Secret>,
) -> Result<Value, Failure> {
    let (user, password) = (needed(parameters, "USERNAME")?.expose(), needed(parameters, "PASSWORD")?);
    match sign_in::login(&anyone.app.core, portal.as_str(), user, password, &anyone.network).await {
        // The pool's own calls know no passkeys.
        Ok(Step::Challenge(challenge)) if challenge.kind == ChallengeKind::Passkey => {
            Err(Failure::of("NotAuthorizedException", "Sign in with your passkey on the page of the portal."))
        }
        Ok(step) => Ok(told(&step, user)),
        Err(refusal @ Refusal::Unauthenticated { .. }) => {
            tell_unknown(anyone, (tenant, portal), user).await?;
            Err(refusal.into())
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// Tokens, or what else must be proved.
fn told(step: &Step, user: &str) -> Value {
    match step {
        Step::In(session) => authenticated(&session.tokens),
        Step::Challenge(challenge) if challenge.kind == ChallengeKind::Totp => {
            challenged("SOFTWARE_TOKEN_MFA", challenge, user)
        }
        Step::Challenge(challenge) => challenged("EMAIL_OTP", challenge, user),
    }
}

async fn renewed(anyone: &Anyone, token: &Secret) -> Result<Value, Failure> {
    Ok(authenticated(&sign_in::refresh(&anyone.app.core, token).await?))
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct RenewIn {
    refresh_token: Secret,
    client_id: String,
}

pub(super) async fn renew(anyone: &Anyone, sent: RenewIn) -> Result<Value, Failure> {
    portal_of(anyone, &sent.client_id).await?;
    renewed(anyone, &sent.refresh_token).await
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct RespondIn {
    challenge_name: String,
    client_id: String,
    #[serde(default)]
    session: Secret,
    #[serde(default)]
    challenge_responses: HashMap<String, Secret>,
}

pub(super) async fn respond(anyone: &Anyone, sent: RespondIn) -> Result<Value, Failure> {
    let (_, portal) = portal_of(anyone, &sent.client_id).await?;
    let found = ANSWERS.into_iter().find(|(challenge, _)| *challenge == sent.challenge_name);
    let unknown = || Failure::parameter(format!("{} is no challenge of ours.", sent.challenge_name));
    let (name, key) = found.ok_or_else(unknown)?;
    let (core, answer) = (&anyone.app.core, needed(&sent.challenge_responses, key)?);
    let user = sent.challenge_responses.get("USERNAME").map(Secret::expose).unwrap_or_default();
    // A token of another sign-in, such as staff get to act in a user's place, is an answer of its own.
    if name == "CUSTOM_CHALLENGE" && answer.expose().contains('.') {
        let step = sign_in::exchange(core, answer, Some(&portal)).await?;
        return Ok(told(&step, user));
    }
    Ok(told(&sign_in::answer_challenge(core, &sent.session, answer, Some(&portal)).await?, user))
}
