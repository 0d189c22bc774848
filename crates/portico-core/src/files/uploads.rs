//! Uploads: announced with a name and a type, arrived with their bytes, claimed by the file they become.

use portico_db::Tx;
use portico_kit::{EntityId, Instant, Random};
use portico_queue::NewJob;
use serde_json::json;

use super::contents::{self, New, Stored};
use super::rules::{Limits, clean_name, readable};
use crate::{ActorKind, Caller, Refusal};

/// How long an upload waits to become a file, in seconds: one day.
const PATIENCE: i64 = 86_400;
/// Uploads that nobody signed in for take at most this part of an organisation's room.
const PUBLIC_PART: u64 = 10;
/// The kind of job that ends an upload that nobody saved.
pub(super) const EXPIRE: &str = "files.expire";

/// Who uploads.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Side {
    /// Staff, or a program of the organisation.
    Staff,
    /// A portal user.
    Portal(EntityId),
    /// Somebody who is not signed in.
    Public,
}

impl Side {
    /// The side of a caller.
    pub fn of(caller: &Caller) -> Self {
        match (caller.actor.kind, caller.portal_user()) {
            (ActorKind::PortalUser, Some(user)) => Self::Portal(user.clone()),
            _ => Self::Staff,
        }
    }

    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Portal(_) => "portal",
            Self::Public => "public",
        }
    }

    fn id(&self) -> &str {
        match self {
            Self::Portal(user) => user.as_str(),
            _ => "",
        }
    }
}

/// What is to be uploaded.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Its name.
    pub filename: String,
    /// The media type that it is said to have; may be empty.
    pub media_type: String,
    /// Its size in bytes, when it is known.
    pub size: Option<u64>,
}

/// An upload that may begin.
#[derive(Clone, Debug)]
pub struct Announced {
    /// Its id.
    pub id: String,
    /// The published key that it is saved by.
    pub key: String,
    /// The media type that it is said to have.
    pub media_type: String,
    /// The most bytes that may arrive.
    pub limit: u64,
}

/// Announces an upload. It ends by itself when nobody saves it.
pub fn announce(
    tx: &mut Tx<'_>,
    side: &Side,
    upload: &Upload,
    limits: Limits,
    (now, random): (Instant, &Random),
) -> Result<Announced, Refusal> {
    let filename = clean_name(&upload.filename);
    if upload.filename.trim().is_empty() {
        return Err(Refusal::invalid("filename", "filename is required, such as invoice.pdf."));
    }
    if upload.media_type.len() > 200 || upload.media_type.chars().any(|c| c.is_control() || !c.is_ascii()) {
        return Err(Refusal::invalid("mime_type", "mime_type must be a media type such as application/pdf."));
    }
    if let Some(size) = upload.size.filter(|size| *size > limits.largest) {
        return Err(too_large(size, limits));
    }
    if *side == Side::Public {
        check_public(tx, limits)?;
    }
    let (id, expires_at) = (random.uuid_v7(now), now.plus_seconds(PATIENCE));
    let (declared_type, uploaded_by) = (upload.media_type.as_str(), side.id());
    let new =
        New { id: &id, filename: &filename, declared_type, side: side.name(), uploaded_by, now, expires_at };
    contents::insert(tx, &new)?;
    let job = NewJob { run_at: expires_at, ..NewJob::now(EXPIRE, json!({ "id": id }), now) };
    portico_queue::enqueue(tx, &job, random)?;
    let key = format!("{}/temp/{id}/{filename}", tx.tenant());
    let limit = upload.size.unwrap_or(limits.largest);
    Ok(Announced { id, key, media_type: upload.media_type.clone(), limit })
}

fn check_public(tx: &mut Tx<'_>, limits: Limits) -> Result<(), Refusal> {
    let room = super::room(tx, limits)?;
    if contents::public_bytes(tx)? >= super::room::signed(room.allowed / PUBLIC_PART) {
        return Err(Refusal::TooMany { retry_after: 3600 });
    }
    Ok(())
}

pub(super) fn too_large(size: u64, limits: Limits) -> Refusal {
    let message = format!(
        "The file has {}; files may have up to {}. Choose a smaller one, or divide it.",
        readable(size),
        readable(limits.largest)
    );
    Refusal::OverLimit { message, reason: "FILE_TOO_LARGE" }
}

/// The upload that the caller may save, found by its published key.
pub(super) fn find_claimable(tx: &mut Tx<'_>, caller: &Caller, key: &str) -> Result<Stored, Refusal> {
    let tenant = tx.tenant().as_str().to_owned();
    let id = contents::upload_id(&tenant, key).ok_or(Refusal::NotFound)?;
    let found =
        contents::find(tx, id)?.filter(|content| is_open(caller, content)).ok_or(Refusal::NotFound)?;
    if found.file_id.is_some() {
        return Err(Refusal::conflict(
            "This upload was saved before. Upload the file again to save it once more.",
        ));
    }
    if found.store_key.is_none() {
        let message = "Nothing has arrived under this key yet. Send the bytes to upload_url first.";
        return Err(Refusal::invalid("s3ref", message));
    }
    Ok(found)
}

/// Whether an upload is there for this caller: portal users save only what they, or nobody in particular, uploaded.
fn is_open(caller: &Caller, content: &Stored) -> bool {
    let lives = content.dropped_at.is_none()
        && content.expires_at.is_none_or(|ends_at| caller.now < Instant(ends_at));
    let own = match Side::of(caller) {
        Side::Portal(user) => content.side == "public" || content.uploaded_by == user.as_str(),
        _ => true,
    };
    lives && own
}
