//! The logo of a design, for the pages of the console.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, header};
use portico_core::{Refusal, designs};
use portico_kit::DesignId;
use serde_json::Value;

use super::super::desk::Desk;

/// A logo is a picture and nothing that could run.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// Where the bytes of a design's logo for light pages lie, and its file name.
pub(super) fn logo(design: &Value) -> Option<(&str, &str)> {
    logo_of(design, "main")
}

/// As [`logo`], for light (`main`) or `dark` pages.
pub(super) fn logo_of<'a>(design: &'a Value, which: &str) -> Option<(&'a str, &'a str)> {
    let own = design.pointer(&format!("/style/logo/{which}"))?;
    let text = |place: &str| own.pointer(place).and_then(Value::as_str);
    Some((text("/s3ref/key")?, text("/file").or(text("/name"))?))
}

pub(super) async fn send_logo(desk: Desk, Path(id): Path<DesignId>) -> Response {
    send(desk, id, "main".to_owned()).await
}

pub(super) async fn send_logo_of(desk: Desk, Path((id, which)): Path<(DesignId, String)>) -> Response {
    send(desk, id, which).await
}

async fn send(desk: Desk, id: DesignId, which: String) -> Response {
    let found = desk.read(move |tx, _| {
        let design = designs::find(tx, &id)?.ok_or(Refusal::NotFound)?;
        let (key, name) = logo_of(&design, &which).ok_or(Refusal::NotFound)?;
        Ok((key.to_owned(), media_type(name).ok_or(Refusal::NotFound)?))
    });
    let (key, media_type) = match found.await {
        Ok(found) => found,
        Err(refusal) => return desk.refuse(refusal).await,
    };
    match desk.visitor.app.files.read(&key).await {
        Ok(bytes) => {
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
                (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
                (HeaderName::from_static("cache-control"), HeaderValue::from_static("private, max-age=300")),
            ];
            (headers, bytes).into_response()
        }
        Err(_) => desk.refuse(Refusal::NotFound).await,
    }
}

fn media_type(name: &str) -> Option<&'static str> {
    match name.rsplit('.').next()?.to_ascii_lowercase().as_str() {
        "svg" => Some("image/svg+xml"),
        "png" => Some("image/png"),
        "jpg" | "jpeg" => Some("image/jpeg"),
        "webp" => Some("image/webp"),
        _ => None,
    }
}
