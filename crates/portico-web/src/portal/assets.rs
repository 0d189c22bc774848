//! Stylesheets, scripts and the portal's own pictures: named by their content and kept for ever.

use axum::body::Body;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use portico_http::takes_gzip;

use super::look;
use super::visit::Visit;
use crate::design::assets;

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// A stylesheet or script.
pub async fn send_asset(Path(name): Path<String>, asked: HeaderMap) -> Response {
    let Some(asset) = assets::find(&name) else { return StatusCode::NOT_FOUND.into_response() };
    let mut response = match asset.zipped.filter(|_| takes_gzip(&asked)) {
        Some(zipped) => {
            let mut response = Response::new(Body::from(zipped.to_vec()));
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
            response
        }
        None => Response::new(Body::from(asset.body.to_vec())),
    };
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    response.headers_mut().insert(header::CACHE_CONTROL, FOR_EVER);
    response
}

/// Browsers ask for this picture everywhere; pages name the logo as their icon instead.
pub async fn send_no_icon() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400"));
    response
}

/// A picture that the portal's design or one of its pages names.
pub async fn send_picture(visit: Visit, Path(name): Path<String>) -> Response {
    let Ok(setup) = visit.setup().await else { return StatusCode::NOT_FOUND.into_response() };
    let Some((key, file)) = look::find_picture(&setup, &name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let (Some(kind), Ok(bytes)) = (kind_of(file), visit.app().files.read(key).await) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, FOR_EVER);
    // Opened by itself, a drawing runs nothing.
    let policy = HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox");
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// The media type of a picture by the name of its file.
pub fn kind_of(file: &str) -> Option<&'static str> {
    match file.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
        "svg" => Some("image/svg+xml"),
        "png" => Some("image/png"),
        "jpg" | "jpeg" => Some("image/jpeg"),
        "webp" => Some("image/webp"),
        "gif" => Some("image/gif"),
        _ => None,
    }
}
