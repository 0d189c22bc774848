//! Pictures of portals, by origin and by portal id.

use axum::Json;
use http::StatusCode;
use portico_core::entities::Seen;
use portico_core::portals::{self, Portal};
use portico_core::{Caller, Core, Refusal, portal_files};
use portico_db::Tx;
use portico_http::{OrgUser, Query, Reply, Routes, Sent, post};
use portico_kit::PortalId;
use serde::Deserialize;
use serde_json::{Value, json};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op(
            "/v2/portal/portal/files",
            "savePortalFiles",
            post(save_by_origin),
            "Save pictures of an origin's portal",
        )
        .op("/v3/portal/portal/files", "savePortalFilesV3", post(save_files), "Save pictures of a portal")
}

#[derive(Deserialize)]
struct PortalFilesIn {
    origin: Option<String>,
    #[serde(default)]
    files: Vec<Value>,
}

fn save(
    tx: &mut Tx<'_>,
    caller: &Caller,
    core: &Core,
    portal: Option<Portal>,
    files: &[Value],
) -> Result<Value, Refusal> {
    let portal = portal.ok_or(Refusal::NotFound)?;
    let saved = portal_files::save(tx, caller, core, &portal, files)?;
    Ok(json!({ "createdFiles": saved.iter().map(Seen::to_value).collect::<Vec<_>>() }))
}

async fn save_by_origin(user: OrgUser, body: Sent<PortalFilesIn>) -> Reply<(StatusCode, Json<Value>)> {
    let core = user.app().core.clone();
    let written = user.write(move |tx, caller| {
        let sent = body.get()?;
        let origin = sent.origin.as_deref().filter(|origin| !origin.is_empty());
        let origin =
            origin.ok_or_else(|| Refusal::invalid("origin", "origin is required: which portal it is."))?;
        let portal = portals::only_of_origin(tx, origin)?;
        save(tx, caller, &core, portal, &sent.files)
    });
    Ok((StatusCode::CREATED, Json(written.await?)))
}

async fn save_files(
    user: OrgUser,
    query: Query,
    body: Sent<PortalFilesIn>,
) -> Reply<(StatusCode, Json<Value>)> {
    let core = user.app().core.clone();
    let written = user.write(move |tx, caller| {
        let portal = portals::find(tx, &PortalId::from(query.required("portal_id")?))?;
        save(tx, caller, &core, portal, &body.get()?.files)
    });
    Ok((StatusCode::CREATED, Json(written.await?)))
}
