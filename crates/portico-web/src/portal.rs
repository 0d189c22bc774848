//! Portals: what customers and installers see, rendered from a portal's stored pages and blocks.

use axum::Router;
use portico_http::App;

/// The pages.
pub fn routes() -> Router<App> {
    Router::new()
}
