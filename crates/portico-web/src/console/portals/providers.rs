//! The identity providers of a portal: which there are, how the sign-in page opens, and each one's settings with a try.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use http::StatusCode;
use portico_core::pages::UpsertMode;
use portico_core::portals::{self, Portal};
use portico_core::sign_in::sso::{self, Finding, Look, Provider};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_http::App;
use portico_kit::PortalId;
use serde_json::{Value, json};

use super::super::address::Address;
use super::super::answers::Answers;
use super::super::desk::Desk;
use super::super::shell::Place;
use super::find;
use draft::Draft;

mod draft;
mod form;
mod list;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/portals/{id}/providers", get(show_all).post(save_entry))
        .route("/admin/portals/{id}/provider", get(show_one).post(save_one))
        .route("/admin/portals/{id}/provider/remove", get(ask_removal).post(remove))
}

/// Where the providers of a portal are.
fn address(id: &PortalId) -> Address {
    Address::of(format!("/admin/portals/{id}/providers"))
}

/// Where one provider is; without a slug, a new one.
fn address_of(id: &PortalId, slug: Option<&str>) -> Address {
    Address::of(format!("/admin/portals/{id}/provider")).and_maybe("slug", slug)
}

/// The stored providers as they are kept.
fn stored(portal: &Portal) -> Vec<Value> {
    portal.doc.get("identity_providers").and_then(Value::as_array).cloned().unwrap_or_default()
}

fn is_named(provider: &Value, slug: &str) -> bool {
    provider.get("slug").and_then(Value::as_str) == Some(slug)
}

fn put(tx: &mut Tx<'_>, caller: &Caller, id: &PortalId, config: Value) -> Result<(), Refusal> {
    portals::put(tx, id, config, UpsertMode::Id, caller.now, &caller.random).map(|_| ())
}

async fn show_all(desk: Desk, Path(id): Path<PortalId>) -> Response {
    let locale = desk.locale;
    desk.show(Place::Portals, move |tx, _| {
        let portal = find(tx, &id)?;
        list::page(tx, locale, &portal)
    })
    .await
}

async fn save_entry(desk: Desk, Path(id): Path<PortalId>, answers: Answers) -> Response {
    let portal = id.clone();
    let saved = desk.change(move |tx, caller| {
        let mut settings = find(tx, &portal)?.doc.get("auth_settings").cloned().unwrap_or_else(|| json!({}));
        let first = answers.text("first");
        settings["entry_point"] = if answers.text("entry") == "SSO" { "SSO" } else { "PASSWORD" }.into();
        settings["auto_redirect_to_sso"] = (answers.text("auto") == "yes").into();
        settings["preferred_sso_providers"] = if first.is_empty() { json!([]) } else { json!([first]) };
        put(tx, caller, &portal, json!({ "auth_settings": settings }))
    });
    desk.done(saved.await, address(&id), "portal-saved").await
}

async fn show_one(desk: Desk, Path(id): Path<PortalId>) -> Response {
    let slug = desk.query().text("slug").map(str::to_owned);
    let (locale, core) = (desk.locale, desk.core());
    desk.show(Place::Portals, move |tx, _| {
        let portal = find(tx, &id)?;
        let draft = match &slug {
            Some(slug) => {
                let all = stored(&portal);
                Draft::of(all.iter().find(|one| is_named(one, slug)).ok_or(Refusal::NotFound)?)
            }
            None => Draft::fresh(),
        };
        Ok(form::page(locale, &core, &portal, &draft, &[]))
    })
    .await
}

async fn save_one(desk: Desk, Path(id): Path<PortalId>, answers: Answers) -> Response {
    let draft = Draft::of_answers(&answers);
    if answers.text("press") == "look" {
        return try_one(&desk, id, draft).await;
    }
    let (wanted, portal) = (draft.clone(), id.clone());
    let saved = desk.change(move |tx, caller| {
        let kept = find(tx, &portal)?;
        let all = wanted.listed_with(stored(&kept))?;
        put(tx, caller, &portal, json!({ "identity_providers": all }))
    });
    match saved.await {
        Ok(()) => desk.go(address(&id), "portal-saved"),
        Err(refusal @ Refusal::Invalid { .. }) => {
            let draft = draft.refused(&refusal);
            form_again(&desk, id, StatusCode::UNPROCESSABLE_ENTITY, draft, Vec::new()).await
        }
        Err(refusal) => desk.refuse(refusal).await,
    }
}

/// Looks at the provider as it is typed, and stores nothing.
async fn try_one(desk: &Desk, id: PortalId, draft: Draft) -> Response {
    let portal = id.clone();
    // Only staff may have us call somebody.
    let kept = match desk.read(move |tx, _| Ok(stored(&find(tx, &portal)?))).await {
        Ok(kept) => kept,
        Err(refusal) => return desk.refuse(refusal).await,
    };
    match draft.document(&kept) {
        Err(refusal) => {
            let draft = draft.refused(&refusal);
            form_again(desk, id, StatusCode::UNPROCESSABLE_ENTITY, draft, Vec::new()).await
        }
        Ok(doc) => {
            let findings = match Provider::of(&doc) {
                Some(provider) => sso::look(&desk.core(), &provider).await,
                None => Vec::new(),
            };
            form_again(desk, id, StatusCode::OK, draft, findings).await
        }
    }
}

async fn form_again(
    desk: &Desk,
    id: PortalId,
    status: StatusCode,
    draft: Draft,
    findings: Vec<(Finding, Look)>,
) -> Response {
    let (locale, core) = (desk.locale, desk.core());
    desk.show_as(status, Place::Portals, move |tx, _| {
        let portal = find(tx, &id)?;
        Ok(form::page(locale, &core, &portal, &draft, &findings))
    })
    .await
}

async fn ask_removal(desk: Desk, Path(id): Path<PortalId>) -> Response {
    let slug = desk.query().text("slug").unwrap_or_default().to_owned();
    let locale = desk.locale;
    desk.show(Place::Portals, move |tx, _| {
        let portal = find(tx, &id)?;
        let provider = Provider::find(&portal, &slug).ok_or(Refusal::NotFound)?;
        Ok(list::removal(locale, &portal, &provider))
    })
    .await
}

async fn remove(desk: Desk, Path(id): Path<PortalId>, answers: Answers) -> Response {
    let (portal, slug) = (id.clone(), answers.text("slug").to_owned());
    let removed = desk.change(move |tx, caller| {
        let mut all = stored(&find(tx, &portal)?);
        all.retain(|provider| !is_named(provider, &slug));
        put(tx, caller, &portal, json!({ "identity_providers": all }))
    });
    desk.done(removed.await, address(&id), "portal-saved").await
}
