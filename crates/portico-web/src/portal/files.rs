//! Files: the content of a file that the viewer sees, always to be saved, never shown as part of a page.

use axum::body::Body;
use axum::extract::Path;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, header};
use portico_core::Refusal;
use portico_core::files::{self, Content};
use portico_kit::EntityId;

use super::visit::Visit;
use super::{address, refused};

/// Media types that browsers may show as pictures on our own pages.
const PICTURES: [&str; 5] = ["image/png", "image/jpeg", "image/webp", "image/gif", "image/heic"];

/// Sends the bytes.
pub async fn send_file(visit: Visit, Path(id): Path<String>) -> Response {
    let wanted = EntityId::from(id.as_str());
    let found = visit.read(move |tx, caller| files::content(tx, caller, &wanted)).await;
    let content = match found {
        Ok(content) => content,
        Err(refusal) => return refused::answer(&visit, refusal).await,
    };
    match visit.app().files.read(&content.key).await {
        Ok(bytes) => saved(bytes, &content),
        Err(error) => refused::answer(&visit, Refusal::Fault(format!("{}: {error}", content.key))).await,
    }
}

fn saved(bytes: Vec<u8>, content: &Content) -> Response {
    let mut response = Response::new(Body::from(bytes));
    fill(response.headers_mut(), content);
    response
}

fn fill(headers: &mut HeaderMap, content: &Content) {
    headers.insert(header::CONTENT_TYPE, media_type(&content.mime_type));
    headers.insert(header::CONTENT_DISPOSITION, disposition(&content.filename));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
}

/// The media type as it is for documents and pictures; what could run as a page is plain bytes.
fn media_type(named: &str) -> HeaderValue {
    let named = named.trim().to_ascii_lowercase();
    let is_harmless = named == "application/pdf" || PICTURES.contains(&named.as_str());
    let shown = if is_harmless { named.as_str() } else { "application/octet-stream" };
    HeaderValue::from_str(shown).unwrap_or(HeaderValue::from_static("application/octet-stream"))
}

/// The name to save it under, for old and new browsers.
fn disposition(filename: &str) -> HeaderValue {
    let plain: String = filename
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || " ._-()".contains(c) { c } else { '_' })
        .collect();
    let full = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", address::encoded(filename));
    HeaderValue::from_str(&full).unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_saved_under_their_name_and_never_run() {
        let content = Content {
            key: String::new(),
            filename: "Bestätigung \"2\".html".into(),
            mime_type: "text/html".into(),
        };
        let mut headers = HeaderMap::new();
        fill(&mut headers, &content);
        assert_eq!(headers[header::CONTENT_TYPE], "application/octet-stream");
        let disposition = headers[header::CONTENT_DISPOSITION].to_str().unwrap_or_default();
        assert!(disposition.starts_with("attachment; filename=\"Best_tigung _2_.html\""), "{disposition}");
        assert!(disposition.contains("filename*=UTF-8''Best%C3%A4tigung%20%222%22.html"), "{disposition}");
        assert_eq!(media_type("image/svg+xml"), "application/octet-stream");
        assert_eq!(media_type("application/pdf"), "application/pdf");
    }
}
