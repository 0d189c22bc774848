//! Room: how much an organisation's contents take, counted in the transaction that takes it.

use portico_db::Tx;

use super::rules::{Limits, readable};
use crate::Refusal;

/// How much room an organisation has.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Room {
    /// What its contents take, in bytes.
    pub used: u64,
    /// What they may take, in bytes.
    pub allowed: u64,
}

/// How much room the organisation has, and how much of it is taken.
pub fn room(tx: &mut Tx<'_>, limits: Limits) -> Result<Room, Refusal> {
    let sql = "SELECT used_bytes, allowed_bytes FROM file_room WHERE tenant_id = $1";
    let found = tx.first(sql, &[], |row| Ok((row.int(0)?, row.opt_int(1)?)))?;
    let (used, allowed) = found.unwrap_or((0, None));
    let whole = |number: i64| u64::try_from(number).unwrap_or(0);
    Ok(Room { used: whole(used), allowed: allowed.map_or(limits.room, whole) })
}

/// Takes room for a content, or refuses; nobody else can take the same room.
pub(super) fn take(tx: &mut Tx<'_>, bytes: u64, limits: Limits) -> Result<(), Refusal> {
    let sql = "INSERT INTO file_room (tenant_id, used_bytes) VALUES ($1, 0) ON CONFLICT DO NOTHING";
    tx.execute(sql, &[])?;
    let (wanted, usual) = (signed(bytes), signed(limits.room));
    let sql = "UPDATE file_room SET used_bytes = used_bytes + $2
               WHERE tenant_id = $1 AND used_bytes + $2 <= coalesce(allowed_bytes, $3)";
    match tx.execute(sql, &[wanted.into(), usual.into()])? {
        0 => Err(full(room(tx, limits)?)),
        _ => Ok(()),
    }
}

/// Gives room back.
pub(super) fn give_back(tx: &mut Tx<'_>, bytes: i64) -> Result<(), Refusal> {
    let sql = "UPDATE file_room SET used_bytes = used_bytes - $2 WHERE tenant_id = $1";
    tx.execute(sql, &[bytes.into()])?;
    Ok(())
}

/// The refusal of a content for which there is no room.
pub(super) fn full(room: Room) -> Refusal {
    let message = format!(
        "There is no room for this file: {} of {} are taken. Remove files that nobody needs, or ask for more room.",
        readable(room.used),
        readable(room.allowed)
    );
    Refusal::OverLimit { message, reason: "NO_ROOM" }
}

pub(super) fn signed(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
