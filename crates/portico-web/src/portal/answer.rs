//! Answers to browsers: pages and redirects with the headers that keep them private and strict.

use std::sync::LazyLock;

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use maud::Markup;

use super::address;
use crate::design::assets;

/// Only our own stylesheets, scripts and pictures; nothing inline, nobody may frame it.
const CONTENT_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
     script-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Where the browser reads which pages it may fetch before a link is followed. They are `no-store`, so it keeps them
/// for the page that is open and nowhere else.
static FETCHED_AHEAD: LazyLock<Option<HeaderValue>> =
    LazyLock::new(|| HeaderValue::from_str(&format!("\"{}\"", assets::speculation().href())).ok());

/// A page that shows pages of these hosts in frames.
pub fn page_with_frames(markup: Markup, hosts: &[String]) -> Response {
    let mut response = page(StatusCode::OK, markup);
    let sources: String = hosts.iter().map(|host| format!(" https://{host}")).collect();
    if !hosts.is_empty()
        && let Ok(policy) = HeaderValue::from_str(&format!("{CONTENT_POLICY}; frame-src{sources}"))
    {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// A page.
pub fn page(status: StatusCode, markup: Markup) -> Response {
    let mut response = (status, markup.into_string()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT_POLICY));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    if let Some(rules) = FETCHED_AHEAD.clone().filter(|_| status == StatusCode::OK) {
        headers.insert("speculation-rules", rules);
    }
    response
}

/// Leads on with a GET, after something was sent or chosen.
pub fn redirect(to: &str) -> Response {
    leading(StatusCode::SEE_OTHER, to)
}

/// Leads on for good: the page has another address now.
pub fn moved(to: &str) -> Response {
    leading(StatusCode::MOVED_PERMANENTLY, to)
}

fn leading(status: StatusCode, to: &str) -> Response {
    let mut response = status.into_response();
    let target = HeaderValue::from_str(&address::for_header(to)).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(header::LOCATION, target);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    response
}

/// Adds a cookie to an answer.
pub fn with_cookie(mut response: Response, cookie: Option<HeaderValue>) -> Response {
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
