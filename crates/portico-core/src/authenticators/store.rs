//! Rows of `authenticators`: of each user one app, ten recovery codes.

use portico_db::{DbError, Tx};
use portico_kit::{EntityId, Instant};

/// The kind of an app.
pub(super) const APP: &str = "app";
/// The kind of a recovery code.
pub(super) const RECOVERY: &str = "recovery";

/// An authenticator to store.
pub(super) struct New<'a> {
    pub(super) id: &'a str,
    pub(super) user: &'a EntityId,
    pub(super) kind: &'a str,
    pub(super) secret: &'a str,
    pub(super) created_at: Instant,
    pub(super) confirmed_at: Option<Instant>,
}

/// The app of a user.
pub(super) struct App {
    pub(super) id: String,
    pub(super) secret: String,
    pub(super) created_at: Instant,
    pub(super) confirmed_at: Option<Instant>,
}

pub(super) fn insert(tx: &mut Tx<'_>, new: &New<'_>) -> Result<(), DbError> {
    let sql = "INSERT INTO authenticators (tenant_id, id, user_id, kind, name, secret, counter, created_at, confirmed_at)
               VALUES ($1, $2, $3, $4, '', $5, 0, $6, $7)";
    tx.execute(
        sql,
        &[
            new.id.into(),
            new.user.as_str().into(),
            new.kind.into(),
            new.secret.into(),
            new.created_at.into(),
            new.confirmed_at.map(|at| at.0).into(),
        ],
    )?;
    Ok(())
}

/// The app of a user: the confirmed one, else the one that waits.
pub(super) fn app(tx: &mut Tx<'_>, user: &EntityId) -> Result<Option<App>, DbError> {
    apps(tx, user).map(|apps| apps.into_iter().max_by_key(|app| app.confirmed_at))
}

/// The app of a user that waits to be confirmed.
pub(super) fn pending_app(tx: &mut Tx<'_>, user: &EntityId) -> Result<Option<App>, DbError> {
    apps(tx, user).map(|apps| apps.into_iter().find(|app| app.confirmed_at.is_none()))
}

fn apps(tx: &mut Tx<'_>, user: &EntityId) -> Result<Vec<App>, DbError> {
    let sql = "SELECT id, secret, created_at, confirmed_at FROM authenticators
               WHERE tenant_id = $1 AND user_id = $2 AND kind = $3";
    tx.all(sql, &[user.as_str().into(), APP.into()], |row| {
        Ok(App {
            id: row.text(0)?,
            secret: row.text(1)?,
            created_at: row.instant(2)?,
            confirmed_at: row.opt_int(3)?.map(Instant),
        })
    })
}

/// Notes a step as used; false when it, or a later one, was used before.
pub(super) fn use_step(tx: &mut Tx<'_>, id: &str, step: i64, now: Instant) -> Result<bool, DbError> {
    let sql = "UPDATE authenticators SET counter = $3, used_at = $4 WHERE tenant_id = $1 AND id = $2 AND counter < $3";
    Ok(tx.execute(sql, &[id.into(), step.into(), now.into()])? == 1)
}

pub(super) fn confirm(tx: &mut Tx<'_>, id: &str, now: Instant) -> Result<(), DbError> {
    let sql = "UPDATE authenticators SET confirmed_at = $3 WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, &[id.into(), now.into()])?;
    Ok(())
}

/// Uses a recovery code up; false when there is none like it, or it was used.
pub(super) fn use_up(tx: &mut Tx<'_>, id: &str, user: &EntityId, now: Instant) -> Result<bool, DbError> {
    let sql = "UPDATE authenticators SET used_at = $5 WHERE tenant_id = $1 AND id = $2 AND user_id = $3 AND kind = $4
               AND used_at IS NULL";
    let params = [id.into(), user.as_str().into(), RECOVERY.into(), now.into()];
    Ok(tx.execute(sql, &params)? == 1)
}

pub(super) fn count_unused(tx: &mut Tx<'_>, user: &EntityId, kind: &str) -> Result<i64, DbError> {
    let sql = "SELECT count(*) FROM authenticators WHERE tenant_id = $1 AND user_id = $2 AND kind = $3
               AND used_at IS NULL";
    Ok(tx.first(sql, &[user.as_str().into(), kind.into()], |row| row.int(0))?.unwrap_or(0))
}

pub(super) fn remove_kind(tx: &mut Tx<'_>, user: &EntityId, kind: &str) -> Result<(), DbError> {
    let sql = "DELETE FROM authenticators WHERE tenant_id = $1 AND user_id = $2 AND kind = $3";
    tx.execute(sql, &[user.as_str().into(), kind.into()])?;
    Ok(())
}

/// Removes the apps of a user but one.
pub(super) fn remove_other_apps(tx: &mut Tx<'_>, user: &EntityId, kept: &str) -> Result<(), DbError> {
    let sql = "DELETE FROM authenticators WHERE tenant_id = $1 AND user_id = $2 AND kind = $3 AND id <> $4";
    tx.execute(sql, &[user.as_str().into(), APP.into(), kept.into()])?;
    Ok(())
}

/// Removes an app that waits to be confirmed.
pub(super) fn remove_pending_app(tx: &mut Tx<'_>, user: &EntityId) -> Result<(), DbError> {
    let sql = "DELETE FROM authenticators WHERE tenant_id = $1 AND user_id = $2 AND kind = $3 AND confirmed_at IS NULL";
    tx.execute(sql, &[user.as_str().into(), APP.into()])?;
    Ok(())
}

pub(super) fn remove_all(tx: &mut Tx<'_>, user: &EntityId) -> Result<(), DbError> {
    let sql = "DELETE FROM authenticators WHERE tenant_id = $1 AND user_id = $2";
    tx.execute(sql, &[user.as_str().into()])?;
    Ok(())
}
