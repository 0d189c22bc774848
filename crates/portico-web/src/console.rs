//! Console: where the organisation administers portals, users, records and rights.

use axum::Router;
use portico_http::App;

/// The pages.
pub fn routes() -> Router<App> {
    Router::new()
}
