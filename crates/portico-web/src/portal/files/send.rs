//! The content of a document: saved, or shown where browsers show it without running anything.

use axum::extract::Path;
use axum::response::Response;
use http::{HeaderMap, Method, header};
use portico_core::Refusal;
use portico_core::files;
use portico_http::{How, picture, send_content};
use portico_kit::EntityId;

use crate::portal::refused;
use crate::portal::visit::Visit;

/// The width of pictures beside a row.
const SMALL: u32 = 480;

/// Saves a document; that it was fetched is noted.
pub async fn save_file(visit: Visit, method: Method, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let whole = method == Method::GET && !headers.contains_key(header::RANGE);
    answered(&visit, send(&visit, &id, How::Save, &headers, whole).await).await
}

/// Shows a document; a smaller picture with `?size=small`.
pub async fn show_content(visit: Visit, Path(id): Path<String>, headers: HeaderMap) -> Response {
    if visit.asked.query.text("size") == Some("small") {
        return answered(&visit, small(&visit, &id).await).await;
    }
    answered(&visit, send(&visit, &id, How::Show, &headers, false).await).await
}

async fn answered(visit: &Visit, sent: Result<Response, Refusal>) -> Response {
    match sent {
        Ok(response) => response,
        Err(refusal) => refused::answer(visit, refusal).await,
    }
}

async fn send(
    visit: &Visit,
    id: &str,
    how: How,
    headers: &HeaderMap,
    is_noted: bool,
) -> Result<Response, Refusal> {
    let wanted = EntityId::from(id);
    let content = visit.read(move |tx, caller| files::content(tx, caller, &wanted)).await?;
    let response = send_content(&visit.app().files, &content, how, headers).await?;
    if is_noted {
        let wanted = EntityId::from(id);
        visit.note(move |tx, caller| files::note_download(tx, caller, &wanted)).await?;
    }
    Ok(response)
}

async fn small(visit: &Visit, id: &str) -> Result<Response, Refusal> {
    let wanted = EntityId::from(id);
    let content = visit.read(move |tx, caller| files::content(tx, caller, &wanted)).await?;
    if !content.mime_type.starts_with("image/") {
        return Err(Refusal::NotFound);
    }
    picture(&visit.app().files, &content.key, SMALL).await
}
