//! Explain: why a portal user may, or may not, do something with a record, and what would change it.

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use portico_http::App;

use super::desk::Desk;
use super::shell::Place;

mod answer;
mod asked;
mod flips;
mod layers;
mod offers;
mod page;

use asked::Asked;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/admin/explain", get(show_explanation))
}

async fn show_explanation(desk: Desk) -> Response {
    let (locale, core, asked) = (desk.locale, desk.core(), Asked::of(desk.query()));
    desk.show(Place::Explain, move |tx, caller| page::page(tx, &core, caller, locale, &asked)).await
}
