//! The history of records.

use axum::Json;
use axum::extract::Path;
use http::StatusCode;
use portico_core::Refusal;
use portico_core::activity::{self, Happening, Window};
use portico_http::{Either, PortalUser, Query, Reply, Routes, Sent, get, put};
use portico_kit::{EntityId, Instant};
use serde::Deserialize;
use serde_json::{Value, json};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op(
            "/v2/portal/entity/{slug}/{id}/activity",
            "getEntityActivityFeed",
            get(list_activity),
            "List what happened to a record",
        )
        .op(
            "/v2/portal/entity/activity",
            "createCustomEntityActivity",
            put(create_activity),
            "Note an activity of one's own",
        )
}

fn window(query: &Query) -> Result<Window, Refusal> {
    let moment = |key: &str| match query.text(key).filter(|text| !text.is_empty()) {
        Some(text) => {
            Instant::parse_iso(text).map(Some).map_err(|error| Refusal::invalid(key, error.to_string()))
        }
        None => Ok(None),
    };
    Ok(Window {
        after: moment("after")?,
        before: moment("before")?,
        kind: query.text("type").filter(|text| !text.is_empty()).map(str::to_owned),
        from: query.count("from", 0)?,
        size: query.count("size", 25)?,
    })
}

async fn list_activity(
    user: Either,
    Path((slug, id)): Path<(String, EntityId)>,
    query: Query,
) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let (results, total) = activity::list(tx, caller, &slug, &id, &window(&query)?)?;
        Ok(json!({ "total": total, "results": results }))
    });
    Ok(Json(read.await?))
}

#[derive(Deserialize)]
struct ActivityIn {
    r#type: String,
}

async fn create_activity(user: PortalUser, body: Sent<ActivityIn>) -> Reply<(StatusCode, Json<Value>)> {
    let written = user.write(move |tx, caller| {
        if body.get()?.r#type != "PortalUserResetPassword" {
            return Err(Refusal::invalid("type", "The only type is PortalUserResetPassword."));
        }
        let own = caller.contact().cloned().ok_or_else(Refusal::unauthenticated)?;
        let happening = Happening::other("PortalUserResetPassword", "Password changed", "contact", &own);
        activity::write_entry(tx, caller, &happening)
    });
    Ok((StatusCode::CREATED, Json(written.await?)))
}
