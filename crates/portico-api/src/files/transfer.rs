//! Transfer: the bytes themselves, in and out, by sealed links; and what is published to everybody.

use axum::body::Body;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use portico_core::Refusal;
use portico_core::files::{self, Purpose};
use portico_http::{Anyone, How, Problem, Query, Reply, Routes, get, picture, put, send_content};
use portico_kit::{EntityId, TenantId};

pub(super) fn routes() -> Routes {
    Routes::new()
        .op("/v1/portico/files/uploads/{token}", "putUpload", put(take_bytes), "Send the bytes of an upload")
        .op("/v1/portico/files/links/{token}", "readFileLink", get(send_bytes), "Read a file by a link")
        .op(
            "/v1/portico/files/public/{org}/{id}/{filename}",
            "readPublishedFile",
            get(send_published),
            "Read a file that is published to everybody",
        )
        .op(
            "/v1/files/public/{id}/preview",
            "previewPublicFile",
            get(preview_published),
            "A smaller picture of a published file",
        )
}

fn run_out() -> Refusal {
    Refusal::Forbidden { message: "This link is not good, or not any more. Ask for a new one.".to_owned() }
}

async fn take_bytes(
    anyone: Anyone,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Reply<Response> {
    let core = &anyone.app.core;
    let (tenant, announced) = files::upload_of(core, &token).ok_or_else(run_out)?;
    check_type(&headers, &announced.media_type)?;
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    let sizes = (length, announced.limit);
    let hash = files::arrive(core, &anyone.app.files, &tenant, &announced.id, body, sizes).await?;
    let mut response = StatusCode::OK.into_response();
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{hash}\"")) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

/// The media type that is sent must be the announced one; senders that name none name these.
fn check_type(headers: &HeaderMap, announced: &str) -> Result<(), Refusal> {
    let sent = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let bare = |text: &str| text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let (sent, announced) = (bare(sent), bare(announced));
    let says_nothing =
        matches!(sent.as_str(), "" | "application/octet-stream" | "application/x-www-form-urlencoded");
    if says_nothing || announced.is_empty() || announced == "application/octet-stream" || sent == announced {
        return Ok(());
    }
    let message = format!("The upload was announced as {announced}, but {sent} is sent.");
    Err(Refusal::invalid("content-type", message))
}

async fn send_bytes(anyone: Anyone, Path(token): Path<String>, headers: HeaderMap) -> Reply<Response> {
    let core = anyone.app.core.clone();
    let link = files::read_link(&core, &token).ok_or_else(run_out)?;
    let (tenant, how) = (TenantId::from(link.tenant.as_str()), how(link.purpose));
    let content = anyone.read(&tenant, move |tx| link.content(tx, &core)).await?;
    Ok(send_content(&anyone.app.files, &content, how, &headers).await?)
}

fn how(purpose: Purpose) -> How {
    match purpose {
        Purpose::Save => How::Save,
        Purpose::Show => How::Show,
    }
}

async fn send_published(
    anyone: Anyone,
    Path((org, id, _)): Path<(String, EntityId, String)>,
    headers: HeaderMap,
) -> Reply<Response> {
    let tenant = TenantId::from(org);
    let content = anyone.read(&tenant, move |tx| files::published(tx, &id)).await?;
    let mut response = send_content(&anyone.app.files, &content, How::Show, &headers).await?;
    if content.mime_type == "image/svg+xml" {
        // A drawing on a page runs nothing; opened by itself it is saved, and sealed.
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml"));
    }
    let lasting = HeaderValue::from_static("public, max-age=300");
    response.headers_mut().insert(header::CACHE_CONTROL, lasting);
    let anywhere = HeaderValue::from_static("cross-origin");
    response.headers_mut().insert("cross-origin-resource-policy", anywhere);
    Ok(response)
}

async fn preview_published(
    anyone: Anyone,
    Path(id): Path<EntityId>,
    headers: HeaderMap,
    query: Query,
) -> Reply<Response> {
    let header = headers.get("x-epilot-org-id").and_then(|value| value.to_str().ok());
    let org = query.text("org_id").or(header).unwrap_or_default();
    if org.is_empty() {
        return Err(Problem(Refusal::NotFound));
    }
    let tenant = TenantId::from(org);
    let content = anyone.read(&tenant, move |tx| files::published(tx, &id)).await?;
    let size = query.count("w", 480)?.max(query.count("h", 0)?);
    match picture(&anyone.app.files, &content.key, u32::try_from(size).unwrap_or(u32::MAX)).await {
        Ok(response) => Ok(response),
        Err(Refusal::NotFound) => Ok(StatusCode::NO_CONTENT.into_response()),
        Err(refusal) => Err(Problem(refusal)),
    }
}
