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

/// Where the bytes of a design's logo lie, and its file name.
pub(super) fn logo(design: &Value) -> Option<(&str, &str)> {
    let text = |place: &str| design.pointer(place).and_then(Value::as_str);
    Some((
        text("/style/logo/main/s3ref/key")?,
        text("/style/logo/main/file").or(text("/style/logo/main/name"))?,
    ))
}

pub(super) async fn send_logo(desk: Desk, Path(id): Path<DesignId>) -> Response {
    let found = desk.read(move |tx, _| {
        let design = designs::find(tx, &id)?.ok_or(Refusal::NotFound)?;
        let (key, name) = logo(&design).ok_or(Refusal::NotFound)?;
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
