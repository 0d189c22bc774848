//! Links: looked at without a change, and used up by a press.

use portico_db::{DbError, Tx};
use portico_kit::{Instant, Secret};

use super::store::{self, Stored};
use super::{Proof, Purpose, parts, same};
use crate::Refusal;
use crate::sign_in::hash;

/// How a link stands, without using it.
#[derive(Clone, Debug)]
pub enum Standing {
    /// It can be used.
    Open(Proof),
    /// It was used.
    Used(Proof),
    /// Its time is over, or a newer one took its place.
    Expired(Proof),
    /// It is none of ours, or for something else.
    Unknown,
}

/// The secret of a link, when link, purpose and organisation fit.
fn by_link(tx: &mut Tx<'_>, purpose: Purpose, link: &Secret) -> Result<Option<Stored>, DbError> {
    let Some((tenant, id, secret)) = parts(link.expose()) else { return Ok(None) };
    if tenant != *tx.tenant() {
        return Ok(None);
    }
    let found = store::by_id(tx, id)?;
    Ok(found.filter(|stored| stored.proof.purpose == purpose && same(&stored.link_hash, &hash(secret))))
}

/// How a link stands; changes nothing.
pub fn look(tx: &mut Tx<'_>, purpose: Purpose, link: &Secret, now: Instant) -> Result<Standing, Refusal> {
    Ok(match by_link(tx, purpose, link)? {
        None => Standing::Unknown,
        Some(stored) if stored.used => Standing::Used(stored.proof),
        Some(stored) if stored.is_open(now) => Standing::Open(stored.proof),
        Some(stored) => Standing::Expired(stored.proof),
    })
}

/// Uses a link up; nothing when it cannot be used.
pub fn redeem_link(
    tx: &mut Tx<'_>,
    purpose: Purpose,
    link: &Secret,
    now: Instant,
) -> Result<Option<Proof>, Refusal> {
    match by_link(tx, purpose, link)? {
        Some(stored) if store::use_up(tx, &stored.id, now)? => Ok(Some(stored.proof)),
        _ => Ok(None),
    }
}
