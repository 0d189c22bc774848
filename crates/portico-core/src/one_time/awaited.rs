//! Secrets that are awaited under a handle by the one who asked for them.

use portico_db::{DbError, Tx};
use portico_kit::{Instant, Secret};

use super::store::{self, Stored};
use super::{Proof, Purpose, codes, parts, same};
use crate::Refusal;
use crate::sign_in::hash;

/// What is awaited under a handle, without using it; nothing when it is over.
pub fn awaited(
    tx: &mut Tx<'_>,
    purposes: &[Purpose],
    handle: &Secret,
    now: Instant,
) -> Result<Option<(Purpose, Proof)>, Refusal> {
    let found = row(tx, purposes, handle)?;
    let open = found.filter(|(_, stored)| stored.is_open(now));
    Ok(open.map(|(purpose, stored)| (purpose, stored.proof)))
}

/// Uses up what is awaited under a handle, by its code; a wrong one counts, and nothing comes of it.
///
/// The caller keeps the transaction even when the answer is a refusal: a wrong code must stay counted.
pub fn redeem_awaited(
    tx: &mut Tx<'_>,
    purposes: &[Purpose],
    handle: &Secret,
    code: &Secret,
    now: Instant,
) -> Result<Option<(Purpose, Proof)>, Refusal> {
    let Some((purpose, found)) = row(tx, purposes, handle)? else { return Ok(None) };
    match codes::right(tx, found, code, now)? {
        Some(found) if store::use_up(tx, &found.id, now)? => Ok(Some((purpose, found.proof))),
        _ => Ok(None),
    }
}

/// Uses up what is awaited under a handle, proved by something other than its code; counts a failed proof.
pub fn settle_awaited(
    tx: &mut Tx<'_>,
    purposes: &[Purpose],
    handle: &Secret,
    proved: bool,
    now: Instant,
) -> Result<Option<Proof>, Refusal> {
    let Some((_, found)) = row(tx, purposes, handle)? else { return Ok(None) };
    if !proved {
        store::count_try(tx, &found.id, now)?;
        return Ok(None);
    }
    Ok(store::use_up(tx, &found.id, now)?.then_some(found.proof))
}

fn row(tx: &mut Tx<'_>, purposes: &[Purpose], handle: &Secret) -> Result<Option<(Purpose, Stored)>, DbError> {
    let Some((tenant, id, secret)) = parts(handle.expose()) else { return Ok(None) };
    if tenant != *tx.tenant() {
        return Ok(None);
    }
    let Some(found) = store::by_id(tx, id)? else { return Ok(None) };
    let purpose = purposes.iter().copied().find(|purpose| *purpose == found.proof.purpose);
    Ok(purpose.filter(|_| same(&found.handle_hash, &hash(secret))).map(|purpose| (purpose, found)))
}
