//! The security of a user's own account: where it is signed in, its password, its second factor.

use axum::Json;
use axum::extract::Path;
use http::StatusCode;
use portico_core::Refusal;
use portico_core::authenticators::{self, Proof, SecondFactor};
use portico_core::sign_in::{self, OwnSession, Tokens, end_other_sessions, end_own_session, own_sessions};
use portico_http::{Anyone, OrgUser, PortalUser, Reply, Routes, Sent, delete, get, post};
use portico_kit::{EntityId, Secret, SessionId};
use serde::Deserialize;
use serde_json::{Value, json};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op("/auth/sessions", "listOwnSessions", get(list_sessions), "List where one is signed in")
        .op("/auth/sessions", "endOtherSessions", delete(end_others), "Sign out everywhere else")
        .op("/auth/sessions/{id}", "endOwnSession", delete(end_session), "Sign out somewhere")
        .op("/auth/change-password", "changeOwnPassword", post(change_password), "Change one's own password")
        .op("/auth/step-up", "stepUp", post(step_up), "Prove once more that it is the owner who is signed in")
        .op("/auth/second-factor", "getSecondFactor", get(view_factor), "How one's own second factor stands")
        .op("/auth/second-factor/app", "beginApp", post(begin_app), "Begin to set up an app that shows codes")
        .op(
            "/auth/second-factor/app",
            "removeApp",
            delete(remove_app),
            "Take the app and its recovery codes away",
        )
        .op(
            "/auth/second-factor/app/confirm",
            "confirmApp",
            post(confirm_app),
            "Confirm the app by one of its codes",
        )
        .op(
            "/auth/second-factor/recovery-codes",
            "renewRecoveryCodes",
            post(renew_codes),
            "Get ten new recovery codes",
        )
        .op(
            "/v1/portico/users/{id}/second-factor",
            "resetSecondFactor",
            delete(reset_factor),
            "Take a portal user's second factor away",
        )
}

fn shown(session: &OwnSession) -> Value {
    json!({
        "id": session.id.as_str(),
        "device": session.origin.device,
        "network": session.origin.network,
        "created_at": session.created_at.to_iso(),
        "last_used_at": session.last_used_at.to_iso(),
        "acting": session.acting,
        "current": session.is_this,
    })
}

async fn list_sessions(user: PortalUser) -> Reply<Json<Value>> {
    let here = user.claims().session.clone();
    let listed = user.read_pending(move |tx, caller| own_sessions(tx, caller, &here)).await?;
    Ok(Json(json!({ "sessions": listed.iter().map(shown).collect::<Vec<_>>() })))
}

async fn end_others(user: PortalUser) -> Reply<StatusCode> {
    let here = user.claims().session.clone();
    user.write_pending(move |tx, caller| end_other_sessions(tx, caller, &here)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn end_session(user: PortalUser, Path(id): Path<String>) -> Reply<StatusCode> {
    let session = SessionId::from(id);
    user.write_pending(move |tx, caller| end_own_session(tx, caller, &session)).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
struct PasswordIn {
    old_password: Secret,
    new_password: Secret,
}

async fn change_password(user: PortalUser, anyone: Anyone, body: Sent<PasswordIn>) -> Reply<StatusCode> {
    let caller = user.read_pending(|_, caller| Ok(caller.clone())).await?;
    let sent = body.get()?;
    let passwords = (&sent.old_password, &sent.new_password);
    let (core, network) = (&user.app().core, &anyone.network);
    let changed = sign_in::change_password(core, &caller, user.claims(), passwords, network).await;
    changed.map_err(|refusal| match refusal {
        Refusal::Invalid { field: Some(field), message } if field == "password" => {
            Refusal::invalid("old_password", message)
        }
        other => other,
    })?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
struct StepUpIn {
    password: Secret,
    #[serde(default)]
    code: Secret,
}

async fn step_up(user: PortalUser, anyone: Anyone, body: Sent<StepUpIn>) -> Reply<Json<Tokens>> {
    let caller = user.read_pending(|_, caller| Ok(caller.clone())).await?;
    let sent = body.get()?;
    let proofs = (&sent.password, &sent.code);
    let proved = sign_in::step_up(&user.app().core, &caller, user.claims(), proofs, &anyone.network).await?;
    Ok(Json(proved.tokens))
}

async fn view_factor(user: PortalUser) -> Reply<Json<Value>> {
    let read = user.read_pending(|tx, caller| {
        let portal = &caller.setup.as_ref().ok_or_else(Refusal::unauthenticated)?.portal;
        let standing = authenticators::standing(tx, caller)?;
        Ok(json!({
            "rule": SecondFactor::of(portal).code(),
            "app_since": standing.app_since.map(|at| at.to_iso()),
            "recovery_codes": standing.recovery_codes,
            "passkeys": standing.passkeys,
        }))
    });
    Ok(Json(read.await?))
}

/// The password that proves the owner; not needed shortly after a sign-in, unless something is taken away.
#[derive(Deserialize)]
struct OwnerIn {
    #[serde(default)]
    password: Secret,
}

/// Refuses when nothing proves that it is the owner who asks.
async fn check(user: &PortalUser, anyone: &Anyone, proof: Proof, body: &Sent<OwnerIn>) -> Reply<()> {
    let caller = user.read_pending(|_, caller| Ok(caller.clone())).await?;
    let (core, claims, password) = (&user.app().core, user.claims(), &body.get()?.password);
    authenticators::check_owner(core, &caller, claims, proof, password, &anyone.network).await?;
    Ok(())
}

async fn begin_app(user: PortalUser, anyone: Anyone, body: Sent<OwnerIn>) -> Reply<Json<Value>> {
    let standing = user.read_pending(authenticators::standing).await?;
    let proof = if standing.app_since.is_some() { Proof::Password } else { Proof::Recent };
    check(&user, &anyone, proof, &body).await?;
    let core = user.app().core.clone();
    let begun = user.write_pending(move |tx, caller| authenticators::begin_app(tx, &core, caller)).await?;
    Ok(Json(json!({ "secret": begun.secret.expose(), "uri": begun.address.expose() })))
}

#[derive(Deserialize)]
struct CodeIn {
    code: Secret,
}

async fn confirm_app(user: PortalUser, body: Sent<CodeIn>) -> Reply<Json<Value>> {
    let (core, claims) = (user.app().core.clone(), user.claims().clone());
    let confirmed = user.write_pending(move |tx, caller| {
        authenticators::confirm_app(tx, &core, caller, &claims, &body.get()?.code)
    });
    Ok(Json(json!({ "recovery_codes": confirmed.await? })))
}

async fn remove_app(user: PortalUser, anyone: Anyone, body: Sent<OwnerIn>) -> Reply<StatusCode> {
    check(&user, &anyone, Proof::Password, &body).await?;
    let claims = user.claims().clone();
    let core = user.app().core.clone();
    user.write_pending(move |tx, caller| authenticators::remove_app(tx, &core, caller, &claims)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn renew_codes(user: PortalUser, anyone: Anyone, body: Sent<OwnerIn>) -> Reply<Json<Value>> {
    check(&user, &anyone, Proof::Password, &body).await?;
    let core = user.app().core.clone();
    let renewed =
        user.write_pending(move |tx, caller| authenticators::renew_recovery_codes(tx, &core, caller));
    let codes = renewed.await?;
    Ok(Json(json!({ "recovery_codes": codes })))
}

async fn reset_factor(user: OrgUser, Path(id): Path<String>) -> Reply<StatusCode> {
    let (core, id) = (user.app().core.clone(), EntityId::from(id));
    user.write(move |tx, caller| authenticators::reset(tx, &core, caller, &id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
