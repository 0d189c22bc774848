//! Files of the organisation: saved from uploads, read and removed.

use axum::Json;
use axum::extract::Path;
use http::StatusCode;
use portico_core::files::{self, Saved};
use portico_core::{Refusal, entities};
use portico_http::{Either, OrgUser, Query, Raw, Reply, Routes, Sent, delete, get, post};
use portico_kit::EntityId;
use serde::Deserialize;
use serde_json::{Map, Value};

/// The name of the store in published references.
pub(super) const BUCKET: &str = "portico-files";
/// The most versions that are saved at once.
const MOST_AT_ONCE: usize = 20;

pub(super) fn routes() -> Routes {
    Routes::new()
        .op("/v2/files", "saveFileV2", post(save_file), "Save a file, or a version of one")
        .op("/v1/files", "saveFile", post(save_file_first), "Save a file, or a version of one")
        .op("/v2/files/{id}", "getFile", get(view_file), "Read a file's record")
        .op("/v2/files/{id}", "deleteFile", delete(remove_file), "Remove a file")
}

/// One file, or several versions of one.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum SaveIn {
    One(Map<String, Value>),
    Several(Vec<Map<String, Value>>),
}

async fn save(user: OrgUser, query: Query, body: Sent<SaveIn>) -> Reply<Saved> {
    let base = user.app().core.options().base_url.clone();
    let written = user.write(move |tx, caller| {
        let version_only = query.says("version_only");
        let all = match body.get()?.clone() {
            SaveIn::One(one) => vec![one],
            SaveIn::Several(several) if several.len() <= MOST_AT_ONCE => several,
            SaveIn::Several(_) => {
                return Err(Refusal::invalid("body", "At most 20 versions are saved at once."));
            }
        };
        let mut last = Err(Refusal::invalid("body", "Send a file to save."));
        for one in &all {
            last = Ok(files::save(tx, caller, &base, one, version_only)?);
        }
        last
    });
    written.await
}

async fn save_file(user: OrgUser, query: Query, body: Sent<SaveIn>) -> Reply<Raw> {
    Ok(Raw(save(user, query, body).await?.file.doc))
}

async fn save_file_first(user: OrgUser, query: Query, body: Sent<SaveIn>) -> Reply<(StatusCode, Raw)> {
    Ok((StatusCode::CREATED, Raw(save(user, query, body).await?.file.doc)))
}

async fn view_file(user: Either, Path(id): Path<EntityId>) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let mut file = entities::view(tx, caller, "file", &id)?.to_value();
        complete(&mut file);
        Ok(file)
    });
    Ok(Json(read.await?))
}

/// What every file says, also one that was loaded without it.
fn complete(file: &mut Value) {
    for (key, value) in [
        ("filename", file["_title"].clone()),
        ("type", "unknown".into()),
        ("access_control", "private".into()),
    ] {
        if file.get(key).is_none() {
            file[key] = value;
        }
    }
    if file.get("versions").is_none() {
        file["versions"] = Value::Array(Vec::new());
    }
}

async fn remove_file(user: OrgUser, Path(id): Path<EntityId>, query: Query) -> Reply<Json<Value>> {
    let written = user.write(move |tx, caller| {
        let mut file = files::remove(tx, caller, &id, query.says("purge"))?.to_value();
        complete(&mut file);
        Ok(file)
    });
    Ok(Json(written.await?))
}
