//! All routes: the JSON operations, the pages, and what tells whether the server is well.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use portico_core::{Refusal, tenants};
use portico_http::App;
use portico_kit::TenantId;

/// The routes of the whole product.
pub(super) fn router(app: App) -> Router {
    Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(tell_readiness))
        .merge(portico_api::router(&app))
        .merge(portico_web::routes())
        .with_state(app)
}

async fn tell_readiness(State(app): State<App>) -> (StatusCode, &'static str) {
    let asked = app.core.db().read(&TenantId::system(), |tx| Ok::<_, Refusal>(tenants::list(tx)?)).await;
    match asked {
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(refusal) => {
            tracing::error!(?refusal, "the database cannot be read");
            (StatusCode::SERVICE_UNAVAILABLE, "the database cannot be read\n")
        }
    }
}
