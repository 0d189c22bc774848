//! Browsers on other origins: pages of a portal's own domain may call the API from there; nobody else's may.
//!
//! Calls are authorised by bearer tokens, never by cookies, so no credentials are allowed along.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderValue, Method, StatusCode, header};
use portico_core::portals;
use portico_http::App;
use portico_kit::TenantId;

const METHODS: HeaderValue = HeaderValue::from_static("GET, POST, PUT, PATCH, DELETE");
/// The last four are those that clients of user pools send.
const HEADERS: HeaderValue = HeaderValue::from_static(
    "authorization, content-type, x-epilot-org-id, x-ivy-org-id, x-amz-target, x-amz-user-agent, \
     amz-sdk-invocation-id, amz-sdk-request",
);
const EXPOSED: HeaderValue = HeaderValue::from_static("retry-after, x-amzn-errortype, x-amzn-requestid");
const KEPT_SECONDS: HeaderValue = HeaderValue::from_static("600");

/// Answers preflights, and marks answers to the origins that may read them.
pub(crate) async fn answer_other_origins(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(origin) = request.headers().get(header::ORIGIN).cloned() else { return next.run(request).await };
    let allowed = is_portal(&app, &origin).await;
    let is_preflight = *request.method() == Method::OPTIONS
        && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = if is_preflight { preflight() } else { next.run(request).await };
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("origin"));
    if allowed {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }
    response
}

/// Whether an origin's host shows a portal of this installation.
async fn is_portal(app: &App, origin: &HeaderValue) -> bool {
    let host = origin.to_str().ok().and_then(|text| text.split_once("://")).map(|(_, host)| host);
    let Some(host) = host else { return false };
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name).to_owned();
    // A portal's id locates it too, but is no host.
    if !name.contains('.') && name != "localhost" {
        return false;
    }
    let system = TenantId::system();
    let located = app.core.db().read(&system, move |tx| portals::locate(tx, &name)).await;
    matches!(located, Ok(Some(_)))
}

fn preflight() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HEADERS);
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, KEPT_SECONDS);
    response
}
