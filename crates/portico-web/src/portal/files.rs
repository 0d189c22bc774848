//! Documents in a portal: read, looked at, handed in and taken back.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use portico_http::App;

pub mod desk;
pub mod form;
pub mod handed_in;
pub mod preview;
pub mod removal;
pub mod send;
pub mod targets;
pub mod upload;

/// The pages of documents. What is handed in is limited by itself, file by file.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/files/hand-in", get(upload::show_form).post(upload::send_form))
        .layer(DefaultBodyLimit::disable())
        .route("/files/handed-in", get(handed_in::show))
        .route("/files/{id}", get(send::save_file))
        .route("/files/{id}/content", get(send::show_content))
        .route("/files/{id}/view", get(preview::show))
        .route("/files/{id}/take-back", get(removal::ask).post(removal::take_back))
}

/// Where a document is looked at before it is saved.
pub fn view_href(id: &str) -> String {
    format!("/files/{}/view", super::address::encoded(id))
}
