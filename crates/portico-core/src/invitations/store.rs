//! Rows of `invitations`.

use portico_db::{DbError, Param, Row, Tx};
use portico_kit::{EntityId, Instant, Locale, PortalId};

use super::{Invitation, State, Wanted};
use crate::letters::{Kind, Recipient};

const COLUMNS: &str =
    "id, portal_id, contact_id, email, name, locale, kind, invited_by, created_at, sent_at, times_sent,
    expires_at, opened_at, accepted_at, revoked_at";
/// The row that counts for a contact: the last one.
const OF_CONTACT: &str =
    "id = (SELECT id FROM invitations WHERE tenant_id = $1 AND portal_id = $2 AND contact_id = $3
    ORDER BY created_at DESC, id DESC LIMIT 1)";

fn read(row: &Row<'_>) -> Result<Invitation, DbError> {
    Ok(Invitation {
        id: row.text(0)?,
        portal: PortalId::from(row.text(1)?),
        contact: EntityId::from(row.text(2)?),
        email: row.text(3)?,
        name: row.text(4)?,
        locale: Locale::parse(&row.text(5)?).unwrap_or_default(),
        kind: Kind::parse(&row.text(6)?).unwrap_or(Kind::Invitation),
        by: row.text(7)?,
        created_at: row.instant(8)?,
        sent_at: row.instant(9)?,
        times: row.int(10)?,
        expires_at: row.instant(11)?,
        opened_at: row.opt_int(12)?.map(Instant),
        accepted_at: row.opt_int(13)?.map(Instant),
        revoked_at: row.opt_int(14)?.map(Instant),
    })
}

pub(super) fn insert(tx: &mut Tx<'_>, new: &Invitation) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO invitations (tenant_id, id, portal_id, contact_id, email, name, locale, kind, invited_by, created_at,
           sent_at, times_sent, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        &[
            new.id.as_str().into(),
            new.portal.as_str().into(),
            new.contact.as_str().into(),
            new.email.as_str().into(),
            new.name.as_str().into(),
            new.locale.code().into(),
            new.kind.name().into(),
            new.by.as_str().into(),
            new.created_at.into(),
            new.sent_at.into(),
            new.times.into(),
            new.expires_at.into(),
        ],
    )?;
    Ok(())
}

pub(super) fn find(tx: &mut Tx<'_>, id: &str) -> Result<Option<Invitation>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM invitations WHERE tenant_id = $1 AND id = $2");
    tx.first(&sql, &[id.into()], read)
}

/// The last invitation of a contact.
pub(super) fn of_contact(
    tx: &mut Tx<'_>,
    portal: &PortalId,
    contact: &EntityId,
) -> Result<Option<Invitation>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM invitations WHERE tenant_id = $1 AND {OF_CONTACT}");
    tx.first(&sql, &[portal.as_str().into(), contact.as_str().into()], read)
}

pub(super) fn sent_again(
    tx: &mut Tx<'_>,
    id: &str,
    to: &Recipient,
    now: Instant,
    expires_at: Instant,
) -> Result<(), DbError> {
    tx.execute(
        "UPDATE invitations SET email = $3, name = $4, locale = $5, sent_at = $6, expires_at = $7,
           times_sent = times_sent + 1, opened_at = NULL, revoked_at = NULL WHERE tenant_id = $1 AND id = $2",
        &[
            id.into(),
            to.address.as_str().into(),
            to.name.as_str().into(),
            to.locale.code().into(),
            now.into(),
            expires_at.into(),
        ],
    )?;
    Ok(())
}

fn note(
    tx: &mut Tx<'_>,
    set: &str,
    unless: &str,
    (portal, contact): (&PortalId, &EntityId),
    now: Instant,
) -> Result<(), DbError> {
    let sql = format!(
        "UPDATE invitations SET {set} = $4 WHERE tenant_id = $1 AND {OF_CONTACT} AND {unless} IS NULL"
    );
    tx.execute(&sql, &[portal.as_str().into(), contact.as_str().into(), now.into()])?;
    Ok(())
}

pub(super) fn note_opened(
    tx: &mut Tx<'_>,
    portal: &PortalId,
    contact: &EntityId,
    now: Instant,
) -> Result<(), DbError> {
    note(tx, "opened_at", "opened_at", (portal, contact), now)
}

pub(super) fn note_accepted(
    tx: &mut Tx<'_>,
    portal: &PortalId,
    contact: &EntityId,
    now: Instant,
) -> Result<(), DbError> {
    note(tx, "accepted_at", "accepted_at", (portal, contact), now)
}

pub(super) fn note_revoked(
    tx: &mut Tx<'_>,
    portal: &PortalId,
    contact: &EntityId,
    now: Instant,
) -> Result<(), DbError> {
    note(tx, "revoked_at", "accepted_at", (portal, contact), now)
}

/// The condition of a state; `$2` is the moment.
fn in_state(state: Option<State>) -> &'static str {
    match state {
        None => "CAST($2 AS bigint) > 0",
        Some(State::Accepted) => "CAST($2 AS bigint) > 0 AND accepted_at IS NOT NULL",
        Some(State::Revoked) => "CAST($2 AS bigint) > 0 AND accepted_at IS NULL AND revoked_at IS NOT NULL",
        Some(State::Expired) => "accepted_at IS NULL AND revoked_at IS NULL AND expires_at <= $2",
        Some(State::Opened) => {
            "accepted_at IS NULL AND revoked_at IS NULL AND expires_at > $2 AND opened_at IS NOT NULL"
        }
        Some(State::Sent) => {
            "accepted_at IS NULL AND revoked_at IS NULL AND expires_at > $2 AND opened_at IS NULL"
        }
    }
}

pub(super) fn list(
    tx: &mut Tx<'_>,
    wanted: &Wanted,
    now: Instant,
) -> Result<(Vec<Invitation>, i64), DbError> {
    let portal = wanted.portal.as_ref().map_or("", PortalId::as_str);
    let q = wanted.q.as_deref().unwrap_or_default().trim().to_lowercase().replace(['%', '_', '\\', '\0'], "");
    let like = format!("%{q}%");
    let mut params: Vec<Param<'_>> = vec![now.into(), portal.into(), like.as_str().into()];
    let from = format!(
        "FROM invitations WHERE tenant_id = $1 AND {} AND ($3 = '' OR portal_id = $3)
         AND (email LIKE $4 OR lower(name) LIKE $4)",
        in_state(wanted.state)
    );
    let total = tx.first(&format!("SELECT count(*) {from}"), &params, |row| row.int(0))?.unwrap_or(0);
    let sql = format!("SELECT {COLUMNS} {from} ORDER BY sent_at DESC, id DESC LIMIT $5 OFFSET $6");
    params.extend([wanted.size.clamp(0, 200).into(), wanted.from.max(0).into()]);
    Ok((tx.all(&sql, &params, read)?, total))
}
