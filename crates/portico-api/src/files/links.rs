//! Links: short-lived ones for whoever asks, and public ones that hold until they are taken back.

use axum::Json;
use axum::extract::Path;
use axum::response::Response;
use http::{HeaderValue, StatusCode, header};
use portico_core::files::{self, PublicLink, Purpose};
use portico_core::{Core, Refusal};
use portico_http::{
    Anyone, Either, OrgUser, Problem, Query, Reply, Routes, Sent, delete, get, picture, post,
};
use portico_kit::{EntityId, Instant};
use serde::Deserialize;
use serde_json::{Value, json};

/// The most links that are made at once.
const MOST_AT_ONCE: usize = 100;

pub(super) fn routes() -> Routes {
    Routes::new()
        .op("/v1/files/{id}/download", "downloadFile", get(download_file), "A link to save a file")
        .op("/v1/files:downloadFiles", "downloadFiles", post(download_files), "Links to save several files")
        .op("/v1/files/{id}/preview", "previewFile", get(preview_file), "A smaller picture of a file")
        .op(
            "/v1/files/{id}/public/links",
            "generatePublicLink",
            post(make_public_link),
            "Make a public link to a file",
        )
        .op(
            "/v1/files/{id}/public/links",
            "listPublicLinksForFile",
            get(list_public_links),
            "List a file's public links",
        )
        .op(
            "/v1/files/public/links/{id}/{filename}",
            "accessPublicLink",
            get(follow_public_link),
            "Follow a public link",
        )
        .op(
            "/v1/files/public/links/{id}",
            "revokePublicLink",
            delete(revoke_public_link),
            "Take a public link back",
        )
}

/// The address of a sealed link.
pub(super) fn address_of(core: &Core, token: &str) -> String {
    format!("{}/v1/portico/files/links/{token}", core.options().base_url)
}

fn version_of(query: &Query) -> Result<Option<usize>, Refusal> {
    match query.text("version") {
        Some(_) => Ok(usize::try_from(query.count("version", 0)?).ok()),
        None => Ok(None),
    }
}

async fn download_file(user: Either, Path(id): Path<EntityId>, query: Query) -> Reply<Json<Value>> {
    let (core, claims) = (user.app().core.clone(), user.claims().clone());
    let read = user.read(move |tx, caller| {
        let version = version_of(&query)?;
        let content = files::content_of(tx, caller, &id, version)?;
        let purpose = if query.text("attachment") == Some("false") { Purpose::Show } else { Purpose::Save };
        let token = files::sign_link(&core, &claims, &id, version, purpose)?;
        let address = content.elsewhere.unwrap_or_else(|| address_of(&core, &token));
        Ok(json!({ "download_url": address }))
    });
    Ok(Json(read.await?))
}

#[derive(Deserialize)]
struct Wanted {
    id: EntityId,
    version: Option<usize>,
}

async fn download_files(user: Either, body: Sent<Vec<Wanted>>) -> Reply<Json<Vec<Value>>> {
    let (core, claims) = (user.app().core.clone(), user.claims().clone());
    let read = user.read(move |tx, caller| {
        let wanted = body.get()?;
        if wanted.len() > MOST_AT_ONCE {
            return Err(Refusal::invalid("body", "At most 100 files are asked for at once."));
        }
        let mut links = Vec::new();
        for Wanted { id, version } in wanted {
            let content = files::content_of(tx, caller, id, *version)?;
            let token = files::sign_link(&core, &claims, id, *version, Purpose::Save)?;
            let address = content.elsewhere.unwrap_or_else(|| address_of(&core, &token));
            links.push(json!({ "file_entity_id": id.as_str(), "download_url": address }));
        }
        Ok(links)
    });
    Ok(Json(read.await?))
}

async fn preview_file(user: Either, Path(id): Path<EntityId>, query: Query) -> Reply<Response> {
    let store = user.app().files.clone();
    let size = query.count("w", 480)?.max(query.count("h", 0)?);
    let read = user.read(move |tx, caller| files::content_of(tx, caller, &id, version_of(&query)?));
    let content = read.await?;
    if !content.mime_type.starts_with("image/") {
        return Err(Problem(Refusal::NotFound));
    }
    Ok(picture(&store, &content.key, u32::try_from(size).unwrap_or(u32::MAX)).await?)
}

async fn make_public_link(user: OrgUser, Path(id): Path<EntityId>) -> Reply<(StatusCode, Json<String>)> {
    let base = user.app().core.options().base_url.clone();
    let link = user.write(move |tx, caller| files::make_public_link(tx, caller, &id)).await?;
    Ok((StatusCode::CREATED, Json(public_address(&base, &link))))
}

fn public_address(base: &str, link: &PublicLink) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    let name: String = link
        .filename
        .bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    format!("{base}/v1/files/public/links/{}/{name}", link.id)
}

async fn list_public_links(user: OrgUser, Path(id): Path<EntityId>) -> Reply<Json<Value>> {
    let base = user.app().core.options().base_url.clone();
    let links = user.read(move |tx, caller| files::public_links_of(tx, caller, &id)).await?;
    let told: Vec<Value> = links
        .iter()
        .map(|link| {
            let mut told = json!({ "id": link.id, "link": public_address(&base, link) });
            if let Some(at) = link.last_accessed_at.map(Instant::to_iso) {
                told["last_accessed_at"] = at.into();
            }
            told
        })
        .collect();
    Ok(Json(json!({ "results": told })))
}

async fn follow_public_link(anyone: Anyone, Path((id, _)): Path<(String, String)>) -> Reply<Response> {
    let core = &anyone.app.core;
    let token = files::follow_public_link(core, &id).await?;
    let mut response = Response::new(axum::body::Body::empty());
    *response.status_mut() = StatusCode::FOUND;
    let address = HeaderValue::from_str(&address_of(core, &token)).map_err(|_| Problem(Refusal::NotFound))?;
    response.headers_mut().insert(header::LOCATION, address);
    Ok(response)
}

async fn revoke_public_link(user: OrgUser, Path(id): Path<String>) -> Reply<StatusCode> {
    user.write(move |tx, caller| files::revoke_public_link(tx, caller, &id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
