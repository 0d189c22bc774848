//! Server-rendered pages: the design system, the portals and the console.

pub mod design;

pub mod console;
pub mod portal;

use axum::Router;
use portico_http::App;

/// The pages of portals and of the console, and what they need: stylesheets, scripts, faces.
pub fn routes() -> Router<App> {
    Router::new().merge(console::routes()).merge(portal::routes())
}
