//! What every page of the console sends along: the content policy, and the language and scheme somebody chose.

use axum::body::Body;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderName, HeaderValue, header};
use portico_http::{Query, set_cookie};

/// Nothing inline, nothing from elsewhere; frames show our own previews only.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'self'";
/// The policy of a page that shows pages of these hosts in frames besides our own; none when there are no such hosts.
pub(super) fn policy_with_frames(hosts: &[String]) -> Option<HeaderValue> {
    let sources: String = hosts.iter().map(|host| format!(" https://{host}")).collect();
    let policy = POLICY.replace("frame-src 'self'", &format!("frame-src 'self'{sources}"));
    HeaderValue::from_str(&policy).ok().filter(|_| !hosts.is_empty())
}

/// How long a choice is remembered: a year, in seconds.
const REMEMBERED: i64 = 31_536_000;

/// Answers a request and adds the headers; a page that has a stricter policy of its own keeps it.
pub(super) async fn add(request: Request, next: Next) -> Response {
    let query = Query::parse(request.uri().query().unwrap_or_default());
    let mut response = next.run(request).await;
    remember(&mut response, "lang", query.text("lang"), &["de", "en"]);
    remember(&mut response, "scheme", query.text("scheme"), &["light", "dark", "device"]);
    let headers = response.headers_mut();
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "same-origin"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    for (name, value) in fixed {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

fn remember(response: &mut Response<Body>, name: &str, chosen: Option<&str>, known: &[&str]) {
    let Some(value) = chosen.filter(|value| known.contains(value)) else { return };
    if let Some(cookie) = set_cookie(name, value, "/", REMEMBERED, false) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}
