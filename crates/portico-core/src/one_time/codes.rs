//! Codes: of the newest secret of a subject, looked at or used up; wrong ones count.

use portico_db::{DbError, Tx};
use portico_kit::{Instant, PortalId, Secret};
use serde_json::Value;

use super::store::{self, Stored};
use super::{Proof, Purpose, code_hash, same};
use crate::Refusal;

/// The secret, when the code is its own and it can be used; a wrong one counts.
pub(super) fn right(
    tx: &mut Tx<'_>,
    found: Stored,
    code: &Secret,
    now: Instant,
) -> Result<Option<Stored>, DbError> {
    let typed: String = code.expose().chars().filter(char::is_ascii_digit).collect();
    if found.is_open(now) && same(&found.code_hash, &code_hash(&found.id, &typed)) {
        return Ok(Some(found));
    }
    store::count_try(tx, &found.id, now)?;
    Ok(None)
}

fn newest_right(
    tx: &mut Tx<'_>,
    purpose: Purpose,
    portal: &PortalId,
    subject: &str,
    code: &Secret,
    now: Instant,
) -> Result<Option<Stored>, DbError> {
    match store::newest(tx, purpose, portal, subject)? {
        Some(found) => right(tx, found, code, now),
        None => Ok(None),
    }
}

/// The newest secret of a subject, when the code is its own; uses nothing up, but counts a wrong one.
///
/// The caller keeps the transaction even when the answer is a refusal: a wrong code must stay counted.
pub(crate) fn look_at_code(
    tx: &mut Tx<'_>,
    purpose: Purpose,
    portal: &PortalId,
    subject: &str,
    code: &Secret,
    now: Instant,
) -> Result<Option<Proof>, Refusal> {
    Ok(newest_right(tx, purpose, portal, subject, code, now)?.map(|found| found.proof))
}

/// As `look_at_code`, and uses it up.
pub fn redeem_code(
    tx: &mut Tx<'_>,
    purpose: Purpose,
    portal: &PortalId,
    subject: &str,
    code: &Secret,
    now: Instant,
) -> Result<Option<Proof>, Refusal> {
    match newest_right(tx, purpose, portal, subject, code, now)? {
        Some(found) if store::use_up(tx, &found.id, now)? => Ok(Some(found.proof)),
        _ => Ok(None),
    }
}

/// What the newest secret of a subject remembers, used or not.
pub(crate) fn newest_payload(
    tx: &mut Tx<'_>,
    purpose: Purpose,
    portal: &PortalId,
    subject: &str,
) -> Result<Option<Value>, DbError> {
    Ok(store::newest(tx, purpose, portal, subject)?.map(|found| found.proof.payload))
}
