//! Portals: what customers and installers see, rendered from a portal's stored pages and blocks.

use axum::Router;
use axum::routing::{get, post};
use portico_http::App;

pub mod acting;
pub mod address;
pub mod answer;
pub mod assets;
pub mod blocks;
pub mod claim;
pub mod colleagues;
pub mod decide;
pub mod dismiss;
pub mod edit;
pub mod files;
pub mod help;
pub mod history;
pub mod links;
pub mod look;
pub mod notice;
pub mod pages;
pub mod person;
pub mod preferences;
pub mod preview;
pub mod refused;
pub mod related;
pub mod rich_text;
pub mod scene;
pub mod search;
pub mod security;
pub mod settings;
pub mod shell;
pub mod sign_in;
pub mod task;
pub mod texts;
pub mod unknown;
pub mod values;
pub mod visit;

/// The pages. What no other route answers is a page of the portal that owns the host.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/assets/{name}", get(assets::send_asset))
        .route("/favicon.ico", get(assets::send_no_icon))
        .route("/pictures/{name}", get(assets::send_picture))
        .route("/sign-in", get(sign_in::show_form).post(sign_in::sign_in))
        .route("/sign-in/code", post(sign_in::code::sign_in))
        .route("/sign-in/mail", get(sign_in::code::show_address).post(sign_in::code::send))
        .route("/sign-in/link", get(sign_in::link::show).post(sign_in::link::sign_in))
        .route("/sign-in/passkey", get(sign_in::passkey::question).post(sign_in::passkey::sign_in))
        .merge(sign_in::sso::routes())
        .route("/register", get(sign_in::register::show).post(sign_in::register::register))
        .route("/register/again", post(sign_in::invitation::ask_again))
        .route("/confirm", get(sign_in::confirm::show).post(sign_in::confirm::confirm))
        .route("/confirm/again", post(sign_in::confirm::send_again))
        .route("/forgot-password", get(sign_in::recovery::show_forgotten).post(sign_in::recovery::send_code))
        .route("/reset-password", get(sign_in::recovery::show_reset).post(sign_in::recovery::reset))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/search", get(search::show_search))
        .route("/help", get(help::show_help))
        .merge(files::routes())
        .merge(history::routes())
        .merge(acting::routes())
        .merge(colleagues::routes())
        .merge(security::routes())
        .route("/claim", get(claim::show).post(claim::send))
        .route("/dismiss", post(dismiss::dismiss))
        .route("/decide/{id}", get(decide::ask).post(decide::decide))
        .route("/change/{schema}/{id}", get(edit::show_form).post(edit::send_form))
        .route("/", get(pages::show_entry))
        .route("/{*path}", get(pages::show_page).fallback(pages::refuse_method))
}
