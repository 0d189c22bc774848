//! Rows of `authenticators` that are passkeys: found by their credential, listed by their user.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use portico_db::{DbError, Row, Tx};
use portico_kit::{EntityId, Instant, PortalId};
use serde::{Deserialize, Serialize};

use crate::sign_in::hash;

const KIND: &str = "passkey";

/// What is kept of a credential; none of it is secret.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Kept {
    /// The credential's id.
    pub(super) credential: String,
    /// Its public key as it was sent.
    pub(super) key: String,
    /// The host that it is for.
    pub(super) host: String,
    /// Whether its owner's other devices may have it too.
    pub(super) eligible: bool,
    /// Whether they had it when it was last used.
    pub(super) backed_up: bool,
    /// How devices reach it.
    #[serde(default)]
    pub(super) transports: Vec<String>,
}

/// A passkey as it is stored.
pub(super) struct Stored {
    pub(super) id: String,
    pub(super) user: EntityId,
    pub(super) name: String,
    pub(super) kept: Kept,
    pub(super) counter: i64,
    pub(super) created_at: Instant,
    pub(super) used_at: Option<Instant>,
}

/// The row of a credential: in each portal, a credential is one user's.
pub(super) fn row_of(portal: &PortalId, credential: &[u8]) -> String {
    hash(&format!("passkey|{portal}|{}", URL_SAFE_NO_PAD.encode(credential)))
}

const COLUMNS: &str = "id, user_id, name, secret, counter, created_at, used_at";

fn stored(row: &Row<'_>) -> Result<Stored, DbError> {
    Ok(Stored {
        id: row.text(0)?,
        user: EntityId::from(row.text(1)?),
        name: row.text(2)?,
        kept: serde_json::from_str(&row.text(3)?).map_err(|error| DbError::Driver(error.to_string()))?,
        counter: row.int(4)?,
        created_at: row.instant(5)?,
        used_at: row.opt_int(6)?.map(Instant),
    })
}

pub(super) fn find(tx: &mut Tx<'_>, id: &str) -> Result<Option<Stored>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM authenticators WHERE tenant_id = $1 AND id = $2 AND kind = $3");
    tx.first(&sql, &[id.into(), KIND.into()], stored)
}

pub(super) fn of_user(tx: &mut Tx<'_>, user: &EntityId) -> Result<Vec<Stored>, DbError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM authenticators WHERE tenant_id = $1 AND user_id = $2 AND kind = $3
         ORDER BY created_at, id"
    );
    tx.all(&sql, &[user.as_str().into(), KIND.into()], stored)
}

pub(super) fn count(tx: &mut Tx<'_>, user: &EntityId) -> Result<i64, DbError> {
    let sql = "SELECT count(*) FROM authenticators WHERE tenant_id = $1 AND user_id = $2 AND kind = $3";
    Ok(tx.first(sql, &[user.as_str().into(), KIND.into()], |row| row.int(0))?.unwrap_or(0))
}

/// Stores a passkey; false when the credential is known already.
pub(super) fn insert(tx: &mut Tx<'_>, new: &Stored) -> Result<bool, DbError> {
    let sql = "INSERT INTO authenticators (tenant_id, id, user_id, kind, name, secret, counter, created_at, confirmed_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) ON CONFLICT (tenant_id, id) DO NOTHING";
    let params = [
        new.id.as_str().into(),
        new.user.as_str().into(),
        KIND.into(),
        new.name.as_str().into(),
        text_of(&new.kept).into(),
        new.counter.into(),
        new.created_at.into(),
    ];
    Ok(tx.execute(sql, &params)? == 1)
}

fn text_of(kept: &Kept) -> String {
    serde_json::to_string(kept).unwrap_or_default()
}

/// Notes a use; false when the key was used as often before, which a copy of it would have been.
pub(super) fn note_use(
    tx: &mut Tx<'_>,
    id: &str,
    counter: i64,
    kept: &Kept,
    now: Instant,
) -> Result<bool, DbError> {
    let sql =
        "UPDATE authenticators SET counter = $3, used_at = $4, secret = $5 WHERE tenant_id = $1 AND id = $2
               AND (counter < $3 OR (counter = 0 AND $3 = 0))";
    let params = [id.into(), counter.into(), now.into(), text_of(kept).into()];
    Ok(tx.execute(sql, &params)? == 1)
}

pub(super) fn rename(tx: &mut Tx<'_>, id: &str, name: &str) -> Result<(), DbError> {
    let sql = "UPDATE authenticators SET name = $3 WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, &[id.into(), name.into()])?;
    Ok(())
}

pub(super) fn remove(tx: &mut Tx<'_>, id: &str) -> Result<(), DbError> {
    tx.execute("DELETE FROM authenticators WHERE tenant_id = $1 AND id = $2", &[id.into()])?;
    Ok(())
}
