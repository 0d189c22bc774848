//! Passwords of before: kept as hashes, so that a portal can ask for one that is new.

use argon2::password_hash::PasswordHash;
use portico_db::{DbError, Tx};
use portico_kit::{EntityId, Instant, Secret, TenantId};
use serde_json::Value;

use super::Weakness;
use super::passwords::is_right;
use crate::portals::Portal;
use crate::{Core, Refusal};

/// How many are kept; no portal may ask about more.
const KEPT: i64 = 24;

/// How many passwords of before a portal does not take again; none unless it says so.
fn asked_for(portal: &Portal) -> i64 {
    let said = portal.doc.pointer("/cognito_details/password_policy/password_history_size");
    said.and_then(Value::as_i64).unwrap_or(0).clamp(0, KEPT)
}

/// Remembers the password that is about to be replaced.
pub(crate) fn remember_password(tx: &mut Tx<'_>, user: &EntityId, now: Instant) -> Result<(), DbError> {
    let Some(hash) = current(tx, user)? else { return Ok(()) };
    let sql = "INSERT INTO past_passwords (tenant_id, user_id, id, password_hash) VALUES ($1, $2, $3, $4)
               ON CONFLICT (tenant_id, user_id, id) DO NOTHING";
    let id = place(now, &hash);
    tx.execute(sql, &[user.as_str().into(), id.into(), hash.into()])?;
    let sql = "DELETE FROM past_passwords WHERE tenant_id = $1 AND user_id = $2 AND id NOT IN (
                 SELECT id FROM past_passwords WHERE tenant_id = $1 AND user_id = $2 ORDER BY id DESC LIMIT $3)";
    tx.execute(sql, &[user.as_str().into(), KEPT.into()])?;
    Ok(())
}

fn current(tx: &mut Tx<'_>, user: &EntityId) -> Result<Option<String>, DbError> {
    let sql = "SELECT password_hash FROM portal_users WHERE tenant_id = $1 AND id = $2";
    Ok(tx.first(sql, &[user.as_str().into()], |row| row.opt_text(0))?.flatten())
}

/// The password of now and those before it, newest first.
fn newest(tx: &mut Tx<'_>, user: &EntityId, most: i64) -> Result<Vec<String>, DbError> {
    let mut hashes: Vec<String> = current(tx, user)?.into_iter().collect();
    let sql = "SELECT password_hash FROM past_passwords WHERE tenant_id = $1 AND user_id = $2
               ORDER BY id DESC LIMIT $3";
    hashes.extend(tx.all(sql, &[user.as_str().into(), most.into()], |row| row.text(0))?);
    hashes.truncate(usize::try_from(most).unwrap_or(0));
    Ok(hashes)
}

/// Refuses a password that the user had before, as far back as the portal asks.
///
/// Only for somebody who has proved to be the user: the answer tells about its passwords.
pub(crate) async fn check_not_used_before(
    core: &Core,
    tenant: &TenantId,
    portal: &Portal,
    user: &EntityId,
    password: &Secret,
) -> Result<(), Refusal> {
    let asked = asked_for(portal);
    if asked == 0 {
        return Ok(());
    }
    let user = user.clone();
    let hashes = core.db().read(tenant, move |tx| Ok::<_, Refusal>(newest(tx, &user, asked)?)).await?;
    let _place = core.hashing().acquire().await.map_err(|error| Refusal::Fault(error.to_string()))?;
    let password = password.clone();
    let compared = tokio::task::spawn_blocking(move || {
        hashes.iter().any(|hash| PasswordHash::new(hash).is_ok_and(|hash| is_right(&hash, &password)))
    });
    if compared.await.map_err(|error| Refusal::Fault(error.to_string()))? {
        return Err(Refusal::invalid("password", Weakness::UsedBefore.message()));
    }
    Ok(())
}

/// Whether a portal asks about passwords of before.
pub(super) fn is_asked_for(portal: &Portal) -> bool {
    asked_for(portal) > 0
}

/// An id by which the passwords of a user are in order.
fn place(now: Instant, hash: &str) -> String {
    format!("{:020}-{}", now.0.max(0), super::hash(hash))
}
