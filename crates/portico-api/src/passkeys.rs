//! Passkeys: made, named and taken away by their owner, and the sign-in with one.

use axum::Json;
use axum::extract::Path;
use http::StatusCode;
use portico_core::authenticators::{self, Proof};
use portico_core::passkeys::{self, Passkey};
use portico_core::sign_in::Tokens;
use portico_http::{Anyone, PortalUser, Reply, Routes, Sent, delete, get, patch, post};
use portico_kit::Secret;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::sign_in::PortalIn;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op(
            "/auth/passkey/begin",
            "beginPasskeySignIn",
            post(begin_sign_in),
            "Get what a browser needs to sign in with a passkey",
        )
        .op("/auth/passkey", "signInByPasskey", post(sign_in), "Sign in with a passkey")
        .op("/auth/passkeys", "listPasskeys", get(list_passkeys), "List one's own passkeys")
        .op(
            "/auth/passkeys/begin",
            "beginPasskey",
            post(begin_passkey),
            "Get what a browser needs to make a passkey",
        )
        .op("/auth/passkeys", "addPasskey", post(add_passkey), "Add a passkey that a browser has made")
        .op("/auth/passkeys/{id}", "renamePasskey", patch(rename_passkey), "Give a passkey another name")
        .op("/auth/passkeys/{id}", "removePasskey", delete(remove_passkey), "Take a passkey away")
}

#[derive(Deserialize)]
struct BeginIn {
    #[serde(flatten)]
    portal: PortalIn,
}

async fn begin_sign_in(anyone: Anyone, body: Sent<BeginIn>) -> Reply<Json<Value>> {
    let portal = &body.get()?.portal;
    let host = portal.domain_alone();
    let asked = passkeys::begin_sign_in(&anyone.app.core, portal.name()?, host).await?;
    Ok(Json(json!({ "publicKey": asked })))
}

/// What a browser made of it; `toJSON` of the credential.
#[derive(Deserialize)]
struct CredentialIn {
    credential: Value,
}

async fn sign_in(anyone: Anyone, body: Sent<CredentialIn>) -> Reply<Json<Tokens>> {
    let credential = body.get()?.credential.to_string();
    Ok(Json(passkeys::sign_in_by_passkey(&anyone.app.core, &credential, None).await?.tokens))
}

fn shown(passkey: &Passkey) -> Value {
    json!({
        "id": passkey.id,
        "name": passkey.name,
        "host": passkey.host,
        "works": passkey.works,
        "backed_up": passkey.is_backed_up,
        "created_at": passkey.created_at.to_iso(),
        "last_used_at": passkey.used_at.map(|at| at.to_iso()),
    })
}

async fn list_passkeys(user: PortalUser) -> Reply<Json<Value>> {
    let core = user.app().core.clone();
    let listed = user.read_pending(move |tx, caller| passkeys::list(tx, &core, caller)).await?;
    Ok(Json(json!({ "passkeys": listed.iter().map(shown).collect::<Vec<_>>() })))
}

#[derive(Deserialize)]
struct NewIn {
    #[serde(default)]
    password: Secret,
    #[serde(default)]
    domain: Option<String>,
}

async fn begin_passkey(user: PortalUser, anyone: Anyone, body: Sent<NewIn>) -> Reply<Json<Value>> {
    let (core, claims, sent) = (user.app().core.clone(), user.claims().clone(), body.get()?);
    let caller = user.read_pending(|_, caller| Ok(caller.clone())).await?;
    authenticators::check_owner(&core, &caller, &claims, Proof::Recent, &sent.password, &anyone.network)
        .await?;
    let domain = sent.domain.clone();
    let asked = user.read_pending(move |tx, caller| {
        passkeys::begin_passkey(tx, &core, caller, &claims, domain.as_deref())
    });
    Ok(Json(json!({ "publicKey": asked.await? })))
}

#[derive(Deserialize)]
struct MadeIn {
    name: String,
    credential: Value,
}

async fn add_passkey(user: PortalUser, body: Sent<MadeIn>) -> Reply<(StatusCode, Json<Value>)> {
    let (core, claims) = (user.app().core.clone(), user.claims().clone());
    let added = user.write_pending(move |tx, caller| {
        let sent = body.get()?;
        let credential = sent.credential.to_string();
        let id = passkeys::make_passkey(tx, &core, caller, &claims, &sent.name, &credential)?;
        passkeys::view(tx, &core, caller, &id)
    });
    Ok((StatusCode::CREATED, Json(shown(&added.await?))))
}

#[derive(Deserialize)]
struct NameIn {
    name: String,
}

async fn rename_passkey(user: PortalUser, Path(id): Path<String>, body: Sent<NameIn>) -> Reply<Json<Value>> {
    let core = user.app().core.clone();
    let renamed = user.write_pending(move |tx, caller| {
        passkeys::view(tx, &core, caller, &id)?;
        passkeys::rename(tx, caller, &id, &body.get()?.name)?;
        passkeys::view(tx, &core, caller, &id)
    });
    Ok(Json(shown(&renamed.await?)))
}

#[derive(Deserialize)]
struct OwnerIn {
    #[serde(default)]
    password: Secret,
}

async fn remove_passkey(
    user: PortalUser,
    anyone: Anyone,
    Path(id): Path<String>,
    body: Sent<OwnerIn>,
) -> Reply<StatusCode> {
    let (core, claims) = (user.app().core.clone(), user.claims().clone());
    let (reader, wanted) = (core.clone(), id.clone());
    let found = user.read_pending(move |tx, caller| {
        passkeys::view(tx, &reader, caller, &wanted)?;
        Ok(caller.clone())
    });
    let caller = found.await?;
    let password = &body.get()?.password;
    authenticators::check_owner(&core, &caller, &claims, Proof::Recent, password, &anyone.network).await?;
    user.write_pending(move |tx, caller| passkeys::remove(tx, &core, caller, &claims, &id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
