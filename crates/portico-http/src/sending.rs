//! Sending contents: to be saved, or shown without ever running anything; whole or in part.

use axum::body::Body;
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use portico_core::Refusal;
use portico_core::files::{Content, disposition, is_shown_inline};
use portico_files::picture::{self as pictures, PictureError};
use portico_files::{FileStore, Opened, Span};
use tokio::sync::Semaphore;

/// How many pictures are drawn at once: each may take a few hundred megabytes.
static DRAWING: Semaphore = Semaphore::const_new(2);

/// Nothing of it runs, whatever it is.
const SEALED: &str = "default-src 'none'; sandbox";
/// For the browser's own viewer of documents, which does not work in a sandbox and runs apart from our pages.
const VIEWED: &str =
    "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'";

/// What the reader does with a content.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum How {
    /// Saves it.
    Save,
    /// Looks at it, where it is something to look at.
    Show,
}

/// Sends a content as it is asked for; a picture to look at is drawn anew.
pub async fn send_content(
    store: &FileStore,
    content: &Content,
    how: How,
    asked: &HeaderMap,
) -> Result<Response, Refusal> {
    if let Some(address) = &content.elsewhere {
        return Ok(Redirect::temporary(address).into_response());
    }
    let shown = how == How::Show && is_shown_inline(&content.mime_type);
    if shown && content.mime_type.starts_with("image/") {
        return picture(store, &content.key, u32::MAX).await;
    }
    let range = asked.get(header::RANGE).and_then(|value| value.to_str().ok()).and_then(span_of);
    let opened = store.open(&content.key, range).await.map_err(|error| broken(&content.key, &error))?;
    if range.is_some() && opened.part.is_none() {
        return Ok(not_in_it(opened.size));
    }
    Ok(sent(opened, content, shown))
}

/// A smaller picture of a content, drawn once and kept.
pub async fn picture(store: &FileStore, key: &str, wanted: u32) -> Result<Response, Refusal> {
    let size = pictures::size_for(wanted);
    let place = pictures::key_of(key, size);
    let bytes = match store.read(&place).await {
        Ok(bytes) => bytes,
        Err(_) => draw(store, key, size, &place).await?,
    };
    let kind = if bytes.starts_with(b"\x89PNG") { "image/png" } else { "image/jpeg" };
    let mut response = Response::new(Body::from(bytes));
    fill(response.headers_mut(), kind, SEALED, "inline");
    Ok(response)
}

async fn draw(store: &FileStore, key: &str, size: u32, place: &str) -> Result<Vec<u8>, Refusal> {
    let _turn = DRAWING.acquire().await.map_err(|error| Refusal::Fault(error.to_string()))?;
    let whole = store.read(key).await.map_err(|error| broken(key, &error))?;
    let drawn = tokio::task::spawn_blocking(move || pictures::smaller(&whole, size, size)).await;
    let drawn = drawn.map_err(|error| Refusal::Fault(error.to_string()))?;
    let small = drawn.map_err(|error| match error {
        PictureError::TooLarge(..) | PictureError::Unreadable => Refusal::NotFound,
    })?;
    if let Err(error) = store.put_under(place, &small.bytes).await {
        tracing::warn!(%error, %place, "a drawn picture is not kept");
    }
    Ok(small.bytes)
}

fn broken(key: &str, error: &std::io::Error) -> Refusal {
    match error.kind() {
        std::io::ErrorKind::NotFound => Refusal::NotFound,
        _ => Refusal::Fault(format!("the content {key} cannot be read: {error}")),
    }
}

fn sent(opened: Opened, content: &Content, shown: bool) -> Response {
    let Opened { size, part, bytes } = opened;
    let mut response = Response::new(Body::new(bytes));
    let headers = response.headers_mut();
    let (policy, how) = if shown { (VIEWED, "inline") } else { (SEALED, "attachment") };
    fill(headers, media_type(&content.mime_type), policy, &disposition(how, &content.filename));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    let length = part.map_or(size, |(first, last)| last - first + 1);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    if let Some((first, last)) = part {
        headers.insert(header::CONTENT_RANGE, text(&format!("bytes {first}-{last}/{size}")));
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    response
}

fn not_in_it(size: u64) -> Response {
    let mut response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
    response.headers_mut().insert(header::CONTENT_RANGE, text(&format!("bytes */{size}")));
    response
}

fn fill(headers: &mut HeaderMap, kind: &str, policy: &'static str, disposition: &str) {
    headers.insert(header::CONTENT_TYPE, text(kind));
    headers.insert(header::CONTENT_DISPOSITION, text(disposition));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    let resources = HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(resources, HeaderValue::from_static("same-site"));
}

/// The media type as it is for documents, pictures and films; what could run as a page is plain bytes.
fn media_type(named: &str) -> &str {
    let named = named.trim();
    let harmless = named == "application/pdf"
        || named.starts_with("application/vnd.")
        || (named.starts_with("image/") && named != "image/svg+xml")
        || named.starts_with("video/")
        || named.starts_with("audio/")
        || matches!(named, "text/plain" | "text/csv" | "application/zip" | "application/msword");
    if harmless { named } else { "application/octet-stream" }
}

fn text(value: &str) -> HeaderValue {
    HeaderValue::from_str(value).unwrap_or(HeaderValue::from_static("application/octet-stream"))
}

/// The one part that a `Range` header asks for; of several parts the whole is sent, as the standard allows.
fn span_of(header: &str) -> Option<Span> {
    let part = header.strip_prefix("bytes=").filter(|part| !part.contains(','))?;
    match part.trim().split_once('-')? {
        ("", count) => Some(Span::Last(count.parse().ok()?)),
        (first, "") => Some(Span::From(first.parse().ok()?)),
        (first, last) => Some(Span::Between(first.parse().ok()?, last.parse().ok()?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_as_the_standard_writes_them() {
        assert_eq!(span_of("bytes=0-99"), Some(Span::Between(0, 99)));
        assert_eq!(span_of("bytes=5-"), Some(Span::From(5)));
        assert_eq!(span_of("bytes=-5"), Some(Span::Last(5)));
        for odd in ["bytes=0-1,4-5", "bytes=a-b", "pages=1-2", "bytes=", "bytes=-", "bytes=--5"] {
            assert_eq!(span_of(odd), None, "{odd}");
        }
    }

    #[test]
    fn what_could_run_is_plain_bytes() {
        for kind in ["text/html", "image/svg+xml", "application/xhtml+xml", "text/javascript", "x\r\ny: z"] {
            assert_eq!(media_type(kind), "application/octet-stream", "{kind}");
        }
        assert_eq!(media_type("application/pdf"), "application/pdf");
    }
}
