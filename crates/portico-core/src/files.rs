//! Files: records whose bytes lie in the file store; readable only through a readable record.
//!
//! Bytes arrive as an upload of their own, which becomes a file, or a new version of one, when it is saved.

use portico_db::Tx;
use portico_kit::EntityId;
use serde_json::Value;

use crate::{Caller, Refusal, entities};

mod arrival;
mod contents;
mod downloads;
mod items;
mod jobs;
mod links;
mod portal;
mod public;
mod room;
mod rules;
mod saving;
mod uploads;

pub use arrival::arrive;
pub use downloads::{Fetched, downloads_of, note_download};
pub use items::{Asked, count_by_record, item, items};
pub use jobs::{handler, sweep};
pub use links::{Link, Purpose, read_link, sign_link, sign_upload, upload_of};
pub use portal::{may_upload, own_uploads, remove_from_record, save_for_record};
pub use public::{PublicLink, follow_public_link, make_public_link, public_links_of, revoke_public_link};
pub use room::{Room, room};
pub use rules::{Limits, Terms, disposition, is_shown_inline, terms};
pub use saving::{Saved, publish, published, remove, save};
pub use uploads::{Announced, Side, Upload, announce};

/// Where the bytes of a visible file lie, and how they are sent.
#[derive(Clone, Debug)]
pub struct Content {
    /// The key in the file store.
    pub key: String,
    /// The name to save it under.
    pub filename: String,
    /// Its media type, as its content was judged.
    pub mime_type: String,
    /// The address of a file that lies elsewhere; its key is empty then.
    pub elsewhere: Option<String>,
}

/// The content of a file that the caller sees.
pub fn content(tx: &mut Tx<'_>, caller: &Caller, id: &EntityId) -> Result<Content, Refusal> {
    content_of(tx, caller, id, None)
}

/// The content of one version of a file that the caller sees; 0 is the newest.
pub fn content_of(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: &EntityId,
    version: Option<usize>,
) -> Result<Content, Refusal> {
    // Where the bytes lie is no attribute to be granted, so it is read from the record as it is stored.
    entities::view(tx, caller, "file", id)?;
    let file = entities::stored_document(tx, id)?.ok_or(Refusal::NotFound)?;
    content_in(tx, id, &file, version)
}

/// The content that a stored file names.
pub(crate) fn content_in(
    tx: &mut Tx<'_>,
    id: &EntityId,
    file: &Value,
    version: Option<usize>,
) -> Result<Content, Refusal> {
    let place = match version {
        None => file,
        Some(number) => file
            .pointer(&format!("/versions/{number}"))
            .or((number == 0).then_some(file))
            .ok_or(Refusal::NotFound)?,
    };
    let text = |key: &str| place.pointer(key).or(file.pointer(key)).and_then(Value::as_str);
    let filename = rules::clean_name(text("/filename").unwrap_or_default());
    let declared = text("/mime_type").unwrap_or("application/octet-stream").to_owned();
    if let (None, Some(address)) = (place.pointer("/s3ref/key"), text("/custom_download_url")) {
        let (key, elsewhere) = (String::new(), Some(address.to_owned()));
        return Ok(Content { key, filename, mime_type: declared, elsewhere });
    }
    let named = text("/s3ref/key").ok_or(Refusal::NotFound)?;
    let Some((key, mime_type)) = contents::kept_under(tx, id, named)? else { return Err(Refusal::NotFound) };
    Ok(Content { key, filename, mime_type: mime_type.unwrap_or(declared), elsewhere: None })
}

/// The files that hang on a record, as far as the caller sees them.
pub fn list_of(tx: &mut Tx<'_>, caller: &Caller, schema: &str, id: &EntityId) -> Result<Vec<Value>, Refusal> {
    entities::view(tx, caller, schema, id)?;
    let (held, holders) = entities::ends_of(tx, id)?;
    let mut ids: Vec<EntityId> =
        held.into_iter().chain(holders).filter(|end| end.schema == "file").map(|end| end.id).collect();
    ids.sort();
    ids.dedup();
    let wanted = [("file".to_owned(), ids)].into_iter().collect();
    Ok(entities::view_many(tx, caller, &wanted)?.iter().map(entities::Seen::to_value).collect())
}
