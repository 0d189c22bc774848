//! Designs.

use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, Request};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use portico_core::{Refusal, designs};
use portico_http::{OrgUser, Reply, Routes, Sent, delete, get, post, put};
use portico_kit::DesignId;
use serde_json::{Value, json};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op("/v1/designs", "getAllDesigns", get(list_designs), "List designs")
        .op("/v1/designs", "addDesign", post(create_design), "Create a design")
        .op("/v1/designs/{designId}", "getDesign", get(view_design), "Read a design")
        .op("/v1/designs/{designId}", "updateDesign", put(edit_design), "Change a design")
        .op("/v1/designs/{designId}", "deleteDesign", delete(remove_design), "Remove a design")
}

/// The largest refusal, in bytes.
const LARGEST_REFUSAL: usize = 65_536;

/// Refusals of this API tell their `error` as an object, where all others tell it as a text.
pub(crate) async fn refuse_in_own_shape(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let own = path == "/v1/designs" || path.starts_with("/v1/designs/");
    let response = next.run(request).await;
    let status = response.status();
    if !own || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, LARGEST_REFUSAL).await.unwrap_or_default();
    let Ok(mut refusal) = serde_json::from_slice::<Value>(&bytes) else {
        return Response::from_parts(parts, Body::from(bytes));
    };
    refusal["error"] = json!({ "message": refusal["message"], "status": refusal["status"] });
    parts.headers.remove(http::header::CONTENT_LENGTH);
    (parts.status, parts.headers, refusal.to_string()).into_response()
}

/// The design in what was sent: bare, or under `design` as the published API wraps it.
fn design_in(sent: &Value) -> Value {
    sent.get("design").filter(|design| design.is_object()).unwrap_or(sent).clone()
}

/// A design as it is sent: its logos say where their bytes lie, as the published API tells it.
fn design_out(mut design: Value) -> Value {
    let logos = design.pointer_mut("/style/logo").and_then(Value::as_object_mut);
    for logo in logos.into_iter().flat_map(|logos| logos.values_mut()) {
        let Some(key) = logo.pointer("/s3ref/key").and_then(Value::as_str).map(str::to_owned) else {
            continue;
        };
        logo["url"] = format!("/pictures/{}", key.rsplit('/').next().unwrap_or(&key)).into();
        logo["s3_object_key"] = key.into();
    }
    design
}

async fn list_designs(user: OrgUser) -> Reply<Json<Value>> {
    let read = user.read(|tx, _| {
        let designs = designs::list(tx)?.into_iter().map(design_out);
        Ok(json!({ "designs": designs.collect::<Vec<_>>() }))
    });
    Ok(Json(read.await?))
}

async fn create_design(user: OrgUser, body: Sent<Value>) -> Reply<(StatusCode, Json<Value>)> {
    let written = user.write(move |tx, caller| {
        let id = DesignId::fresh(caller.now, &caller.random);
        Ok(json!({ "design": design_out(designs::put(tx, &id, design_in(body.get()?), caller.now)?) }))
    });
    Ok((StatusCode::CREATED, Json(written.await?)))
}

async fn view_design(user: OrgUser, Path(id): Path<DesignId>) -> Reply<Json<Value>> {
    let read = user.read(move |tx, _| {
        let design = designs::find(tx, &id)?.ok_or(Refusal::NotFound)?;
        Ok(json!({ "design": design_out(design) }))
    });
    Ok(Json(read.await?))
}

async fn edit_design(user: OrgUser, Path(id): Path<DesignId>, body: Sent<Value>) -> Reply<StatusCode> {
    let written = user.write(move |tx, caller| {
        let mut design = designs::find(tx, &id)?.ok_or(Refusal::NotFound)?;
        if let (Some(kept), Value::Object(sent)) = (design.as_object_mut(), design_in(body.get()?)) {
            kept.extend(sent);
        }
        designs::put(tx, &id, design, caller.now).map(|_| ())
    });
    written.await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn remove_design(user: OrgUser, Path(id): Path<DesignId>) -> Reply<StatusCode> {
    user.write(move |tx, _| designs::remove(tx, &id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
