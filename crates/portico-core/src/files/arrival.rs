//! Arrival: bytes are received beside the store, judged by what they hold, given room, and only then kept.

use portico_files::{FileStore, NotReceived, Received, kind, picture};
use portico_kit::TenantId;

use super::contents::{self, Arrived, Stored};
use super::rules::{Limits, readable};
use super::{room, uploads};
use crate::{Core, Refusal};

/// Takes in the bytes of an announced upload; when this answers, they are kept.
///
/// `length` is what the sender says of their size, `limit` the most that may arrive.
pub async fn arrive<B>(
    core: &Core,
    store: &FileStore,
    tenant: &TenantId,
    id: &str,
    bytes: B,
    (length, limit): (Option<u64>, u64),
) -> Result<String, Refusal>
where
    B: http_body::Body<Data = bytes::Bytes> + Unpin,
    B::Error: std::fmt::Display,
{
    let limits = core.options().files;
    let limit = limit.min(limits.largest);
    if let Some(length) = length.filter(|length| *length > limit) {
        return Err(over(length, limit, limits));
    }
    let announced = expected(core, tenant, id, length.unwrap_or(0)).await?;
    let received = store.receive(bytes, limit).await.map_err(|error| refused(error, limits))?;
    let received = judged(received, &announced).await?;
    keep(core, store, tenant, &announced, received).await
}

/// The upload, when its bytes may come.
async fn expected(core: &Core, tenant: &TenantId, id: &str, length: u64) -> Result<Stored, Refusal> {
    let (id, limits, now) = (id.to_owned(), core.options().files, core.clock().now());
    let read = core.db().read(tenant, move |tx| {
        let lives = |content: &Stored| {
            content.expires_at.is_some_and(|at| now.0 < at) && content.dropped_at.is_none()
        };
        let found = contents::find(tx, &id)?.filter(lives).ok_or(Refusal::NotFound)?;
        if found.store_key.is_some() {
            return Err(arrived_before());
        }
        let left = room(tx, limits)?;
        if left.used.saturating_add(length) > left.allowed { Err(room::full(left)) } else { Ok(found) }
    });
    read.await
}

fn arrived_before() -> Refusal {
    Refusal::conflict("The bytes of this upload have arrived already. Announce another upload.")
}

fn over(size: u64, limit: u64, limits: Limits) -> Refusal {
    if limit == limits.largest {
        return uploads::too_large(size, limits);
    }
    let message = format!("More bytes came than were announced ({}).", readable(limit));
    Refusal::OverLimit { message, reason: "FILE_TOO_LARGE" }
}

fn refused(error: NotReceived, limits: Limits) -> Refusal {
    match error {
        NotReceived::TooLarge(limit) => over(limit + 1, limit, limits),
        NotReceived::Broken(cause) => Refusal::Invalid {
            field: Some("body".to_owned()),
            message: format!("The file did not arrive completely ({cause}). Send it again."),
        },
        NotReceived::Disk(error) => Refusal::Fault(format!("an upload cannot be written: {error}")),
    }
}

/// What has arrived, with the media type that it truly has.
struct Judged {
    received: Received,
    media_type: &'static str,
}

async fn judged(received: Received, announced: &Stored) -> Result<Judged, Refusal> {
    if received.size == 0 {
        return Err(Refusal::invalid("body", "The file is empty. Choose one that holds something."));
    }
    let judged = kind::judge(&announced.filename, &announced.declared_type, &received.head);
    let found = judged.map_err(|wrong| {
        let holds = if wrong.holds.is_empty() { "something else" } else { wrong.holds };
        let message =
            format!("The file says that it is {}, but holds {holds}. Choose the right file.", wrong.said);
        Refusal::invalid("body", message)
    })?;
    if found.group == kind::Group::Image {
        let path = received.path().to_owned();
        let checked = tokio::task::spawn_blocking(move || picture::check(&path)).await;
        checked.map_err(|error| Refusal::Fault(error.to_string()))?.map_err(|error| {
            Refusal::invalid("body", format!("The picture cannot be taken: {error}. Choose a smaller one."))
        })?;
    }
    Ok(Judged { received, media_type: found.media_type })
}

async fn keep(
    core: &Core,
    store: &FileStore,
    tenant: &TenantId,
    announced: &Stored,
    judged: Judged,
) -> Result<String, Refusal> {
    let Judged { received, media_type } = judged;
    let (hash, size) = (received.sha256.clone(), received.size);
    // Kept first: whoever finds the row finds the bytes. What is refused after that is removed again.
    let name = core.random().uuid_v7(core.clock().now()).replace('-', "");
    let kept = store.keep(tenant.as_str(), &name, received).await;
    let key = kept.map_err(|error| Refusal::Fault(format!("an upload cannot be kept: {error}")))?;
    let (id, limits, store_key, sha256) =
        (announced.id.clone(), core.options().files, key.clone(), hash.clone());
    let noted = core.db().write(tenant, move |tx| {
        room::take(tx, size, limits)?;
        let size_bytes = room::signed(size);
        let arrived = Arrived { size_bytes, mime_type: media_type, store_key: &store_key, sha256: &sha256 };
        if contents::note_arrival(tx, &id, &arrived)? { Ok(()) } else { Err(arrived_before()) }
    });
    if let Err(refusal) = noted.await {
        if let Err(error) = store.remove(&key).await {
            tracing::warn!(%error, %key, "a refused upload stays in the store");
        }
        return Err(refusal);
    }
    Ok(hash)
}
