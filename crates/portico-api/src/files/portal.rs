//! Files of portal users: hand in, take back, list, look at, and note what was fetched.

use axum::Json;
use axum::extract::Path;
use http::StatusCode;
use portico_core::Refusal;
use portico_core::entities::Seen;
use portico_core::files::{self, Asked, Purpose, is_shown_inline};
use portico_http::{PortalUser, Query, Reply, Routes, Sent, delete, get, post};
use portico_kit::EntityId;
use serde::Deserialize;
use serde_json::{Value, json};

use super::links::address_of;

pub(super) fn routes() -> Routes {
    Routes::new()
        .op("/v2/portal/entity/file", "saveEntityFile", post(save_files), "Hand in files to a record")
        .op(
            "/v2/portal/entity/file",
            "deleteEntityFile",
            delete(remove_files),
            "Take back what one handed in",
        )
        .op("/v2/portal/user/files", "getAllFiles", get(list_files), "List one's files")
        .op("/v2/portal/user/file/{id}", "getFileById", get(view_file), "Read a file's record")
        .op("/v2/portal/user/file/{id}/preview", "getFilePreview", get(preview_file), "Look at a file")
        .op(
            "/v2/portal/user/file/{id}/downloaded",
            "trackFileDownloaded",
            post(note_download),
            "Note that a file was fetched",
        )
        .op(
            "/v2/portal/user/files/count-by-entity",
            "getFilesCountByEntity",
            get(count_files),
            "Count the files of each record",
        )
}

#[derive(Deserialize)]
struct HandedIn {
    entity_id: EntityId,
    entity_type: String,
    files: Vec<HandedInFile>,
}

#[derive(Deserialize)]
struct HandedInFile {
    filename: String,
    s3ref: Reference,
}

#[derive(Deserialize)]
struct Reference {
    key: String,
}

async fn save_files(user: PortalUser, body: Sent<HandedIn>) -> Reply<(StatusCode, Json<Value>)> {
    let limits = user.app().core.options().files;
    let written = user.write(move |tx, caller| {
        let sent = body.get()?;
        let files: Vec<(String, String)> =
            sent.files.iter().map(|file| (file.filename.clone(), file.s3ref.key.clone())).collect();
        let record = (sent.entity_type.as_str(), &sent.entity_id);
        let saved = files::save_for_record(tx, caller, limits, record, &files)?;
        Ok(json!({ "createdFiles": saved.iter().map(Seen::to_value).collect::<Vec<_>>() }))
    });
    Ok((StatusCode::CREATED, Json(written.await?)))
}

#[derive(Deserialize)]
struct TakenBack {
    entity_id: EntityId,
    entity_type: String,
    file_entity_ids: Vec<EntityId>,
}

async fn remove_files(user: PortalUser, body: Sent<TakenBack>) -> Reply<(StatusCode, Json<Value>)> {
    let written = user.write(move |tx, caller| {
        let sent = body.get()?;
        if sent.file_entity_ids.is_empty() {
            return Err(Refusal::invalid("file_entity_ids", "Name at least one file."));
        }
        let record = (sent.entity_type.as_str(), &sent.entity_id);
        files::remove_from_record(tx, caller, record, &sent.file_entity_ids)?;
        let ids: Vec<&str> = sent.file_entity_ids.iter().map(EntityId::as_str).collect();
        Ok(json!({ "deletedFiles": ids }))
    });
    Ok((StatusCode::ACCEPTED, Json(written.await?)))
}

async fn list_files(user: PortalUser, query: Query) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        query.required("from")?;
        query.required("size")?;
        let asked = Asked {
            from: query.count("from", 0)?,
            size: query.count("size", 25)?,
            records: query.list("entity_ids").iter().map(|id| EntityId::from(id.as_str())).collect(),
            types: query.list("file_types"),
            ..Asked::default()
        };
        let (results, hits) = files::items(tx, caller, &asked)?;
        Ok(json!({ "results": results, "hits": hits }))
    });
    Ok(Json(read.await?))
}

async fn view_file(user: PortalUser, Path(id): Path<EntityId>) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| Ok(json!({ "file": files::item(tx, caller, &id)? })));
    Ok(Json(read.await?))
}

async fn preview_file(user: PortalUser, Path(id): Path<EntityId>) -> Reply<Json<Value>> {
    let (core, claims) = (user.app().core.clone(), user.claims().clone());
    let read = user.read(move |tx, caller| {
        let content = files::content(tx, caller, &id)?;
        let link = |purpose| {
            files::sign_link(&core, &claims, &id, None, purpose).map(|token| address_of(&core, &token))
        };
        let kind = match content.mime_type.as_str() {
            "application/pdf" => "pdf",
            kind if is_shown_inline(kind) => "image",
            _ => "unsupported",
        };
        let mut told = json!({ "kind": kind, "requires_auth": false, "download_url": link(Purpose::Save)? });
        if let Some(address) = &content.elsewhere {
            return Ok(json!({ "kind": "unsupported", "requires_auth": false, "download_url": address }));
        }
        if kind != "unsupported" {
            told["url"] = link(Purpose::Show)?.into();
        }
        Ok(told)
    });
    Ok(Json(read.await?))
}

async fn note_download(user: PortalUser, Path(id): Path<EntityId>) -> Reply<Json<Value>> {
    let written = user.write(move |tx, caller| {
        files::note_download(tx, caller, &id)?;
        Ok(json!({ "file": files::item(tx, caller, &id)? }))
    });
    Ok(Json(written.await?))
}

async fn count_files(user: PortalUser) -> Reply<Json<Vec<Value>>> {
    Ok(Json(user.read_long(files::count_by_record).await?))
}
