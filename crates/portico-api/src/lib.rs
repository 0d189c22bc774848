//! The JSON operations: one file per room with its routes table, wire types and thin handlers.

mod access_events;
mod access_tokens;
mod activity;
mod cognito;
mod contacts;
mod contracts;
mod cors;
mod designs;
mod domains;
mod edit_rules;
mod email_templates;
mod entities;
mod explain;
mod files;
mod history;
mod identifiers;
mod invitations;
mod lists;
mod mail;
pub mod openapi;
mod opportunities;
mod orders;
mod organizations;
mod page_views;
mod pages;
mod partners;
mod passkeys;
mod portal_files;
mod portals;
mod public;
mod records;
mod registration;
mod relations;
mod roles;
mod schemas;
mod security;
mod sign_in;
mod sso;
mod surfaces;
mod targets;
mod template_variables;
mod templates_ref;
mod tokens;
mod upserts;
mod users;
mod views;
mod widgets;

use axum::response::{IntoResponse, Response};
use axum::routing::any;
use axum::{Json, Router};
use http::StatusCode;
use portico_core::Refusal;
use portico_http::{App, Problem, Routes, VERBS};
use serde_json::json;

/// All operations.
pub fn routes() -> Routes {
    Routes::new()
        .and(portals::routes())
        .and(pages::routes())
        .and(page_views::routes())
        .and(widgets::routes())
        .and(portal_files::routes())
        .and(public::routes())
        .and(registration::routes())
        .and(surfaces::routes())
        .and(tokens::routes())
        .and(users::routes())
        .and(partners::routes())
        .and(passkeys::routes())
        .and(contacts::routes())
        .and(entities::routes())
        .and(access_events::routes())
        .and(edit_rules::routes())
        .and(contracts::routes())
        .and(orders::routes())
        .and(opportunities::routes())
        .and(identifiers::routes())
        .and(invitations::routes())
        .and(activity::routes())
        .and(history::routes())
        .and(mail::routes())
        .and(sign_in::routes())
        .and(cognito::routes())
        .and(security::routes())
        .and(sso::routes())
        .and(explain::routes())
        .and(files::routes())
        .and(schemas::routes())
        .and(records::routes())
        .and(upserts::routes())
        .and(relations::routes())
        .and(views::routes())
        .and(targets::routes())
        .and(roles::routes())
        .and(designs::routes())
        .and(domains::routes())
        .and(organizations::routes())
        .and(template_variables::routes())
        .and(email_templates::routes())
        .and(access_tokens::routes())
}

/// All operations, ready to be served. What is no operation is refused as JSON, too, rather than as a page.
pub fn router(app: &App) -> Router<App> {
    let places = ["/v1/{*path}", "/v2/{*path}", "/v3/{*path}", "/auth/{*path}"];
    // Where the front door moves a verb that ends a path.
    let verbs: Vec<String> = VERBS.iter().map(|(_, prefix)| format!("{prefix}/{{*path}}")).collect();
    let operations = routes().into_router().method_not_allowed_fallback(refuse_method);
    let all = places
        .into_iter()
        .chain(verbs.iter().map(String::as_str))
        .fold(operations, |router, place| router.route(place, any(refuse_path)));
    all.layer(axum::middleware::from_fn(designs::refuse_in_own_shape))
        .layer(axum::middleware::from_fn_with_state(app.clone(), cors::answer_other_origins))
}

async fn refuse_path() -> Problem {
    Problem(Refusal::NotFound)
}

async fn refuse_method() -> Response {
    let message = "There is no such operation: the address is right, the method is not.";
    let status = StatusCode::METHOD_NOT_ALLOWED;
    let body = json!({ "status": status.as_u16(), "error": message, "message": message });
    (status, Json(body)).into_response()
}
