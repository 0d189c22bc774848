//! Staff: the organisation's own people, who administer portals and records.

use portico_db::{DbError, Tx};
use portico_kit::{EmailAddress, Instant, OrgUserId, Random, Secret, TenantId};

use crate::sign_in::{Claims, TokenKind, hash_password};
use crate::{Actor, ActorKind, Caller, Refusal};

/// A member of staff.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its id.
    pub id: OrgUserId,
    /// Its e-mail address, with which it signs in.
    pub email: String,
    /// Its name.
    pub name: String,
    /// Whether it may sign in.
    pub enabled: bool,
}

/// Adds a member of staff; an e-mail address belongs to one member in the whole installation.
pub fn add(
    tx: &mut Tx<'_>,
    email: &EmailAddress,
    name: &str,
    password: &Secret,
    now: Instant,
    random: &Random,
) -> Result<OrgUserId, Refusal> {
    add_with_hash(tx, email, name, &hash_password(password, random)?, now, random)
}

/// Adds a member of staff whose password was hashed before.
pub fn add_with_hash(
    tx: &mut Tx<'_>,
    email: &EmailAddress,
    name: &str,
    password_hash: &str,
    now: Instant,
    random: &Random,
) -> Result<OrgUserId, Refusal> {
    let id = OrgUserId::fresh(now, random);
    let owner = tx.tenant().clone();
    let added = tx.as_tenant(&TenantId::system(), |tx| {
        tx.execute(
            "INSERT INTO org_logins (tenant_id, email, owner_tenant, user_id) VALUES ($1, $2, $3, $4)
             ON CONFLICT (tenant_id, email) DO NOTHING",
            &[email.as_str().into(), owner.as_str().into(), id.as_str().into()],
        )
    })?;
    if added == 0 {
        return Err(Refusal::conflict(format!("{email} is a member of staff already.")));
    }
    tx.execute(
        "INSERT INTO org_users (tenant_id, id, email, name, password_hash, enabled, created_at)
         VALUES ($1, $2, $3, $4, $5, 1, $6)",
        &[id.as_str().into(), email.as_str().into(), name.into(), password_hash.into(), now.into()],
    )?;
    Ok(id)
}

/// All members of staff.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<Member>, DbError> {
    let sql = "SELECT id, email, name, enabled FROM org_users WHERE tenant_id = $1 ORDER BY name, id";
    tx.all(sql, &[], |row| {
        Ok(Member {
            id: OrgUserId::from(row.text(0)?),
            email: row.text(1)?,
            name: row.text(2)?,
            enabled: row.fact(3)?,
        })
    })
}

/// The address of the member of staff who acts; nothing for programs.
pub fn address_of(tx: &mut Tx<'_>, caller: &Caller) -> Result<Option<EmailAddress>, Refusal> {
    if caller.actor.kind != ActorKind::OrgUser {
        return Ok(None);
    }
    let sql = "SELECT email FROM org_users WHERE tenant_id = $1 AND id = $2";
    let email = tx.first(sql, &[caller.actor.id.as_str().into()], |row| row.text(0))?;
    Ok(email.and_then(|email| EmailAddress::parse(&email).ok()))
}

/// Whether a member of staff may sign in.
pub(crate) fn is_enabled(tx: &mut Tx<'_>, id: &str) -> Result<bool, DbError> {
    let sql = "SELECT 1 FROM org_users WHERE tenant_id = $1 AND id = $2 AND enabled = 1";
    Ok(tx.first(sql, &[id.into()], |_| Ok(()))?.is_some())
}

/// A member of staff and the password's hash.
type Login = ((TenantId, OrgUserId), Option<String>);

/// Who signs in with an address.
pub(crate) fn find_login(tx: &mut Tx<'_>, email: &EmailAddress) -> Result<Option<Login>, Refusal> {
    let sql = "SELECT owner_tenant, user_id FROM org_logins WHERE tenant_id = $1 AND email = $2";
    let found =
        tx.first(sql, &[email.as_str().into()], |row| Ok((TenantId::from(row.text(0)?), row.text(1)?)))?;
    let Some((tenant, user)) = found else { return Ok(None) };
    let hash = tx.as_tenant(&tenant, |tx| {
        let sql = "SELECT password_hash FROM org_users WHERE tenant_id = $1 AND id = $2 AND enabled = 1";
        tx.first(sql, &[user.as_str().into()], |row| row.opt_text(0))
    })?;
    Ok(hash.map(|hash| ((tenant, OrgUserId::from(user)), hash)))
}

/// Who acts with a token, when the token and its owner are still good.
pub(crate) fn actor_of(tx: &mut Tx<'_>, claims: &Claims, now: Instant) -> Result<Option<Actor>, DbError> {
    match claims.kind {
        TokenKind::Portal | TokenKind::Identified => Ok(None),
        TokenKind::Api => {
            let sql = "SELECT name FROM api_tokens WHERE tenant_id = $1 AND id = $2 AND revoked_at IS NULL
                         AND (expires_at IS NULL OR expires_at > $3)";
            let name = tx.first(sql, &[claims.subject.as_str().into(), now.into()], |row| row.text(0))?;
            Ok(name.map(|name| Actor {
                kind: ActorKind::ApiToken,
                id: claims.subject.clone(),
                name,
                acting: None,
            }))
        }
        TokenKind::Staff => {
            let sql = "SELECT u.id, u.name, s.refresh_hash FROM sessions s CROSS JOIN org_users u
                       WHERE s.tenant_id = $1 AND s.id = $2 AND s.kind = 'staff' AND s.revoked_at IS NULL
                         AND s.expires_at > $3 AND u.tenant_id = $1 AND u.id = s.user_id AND u.enabled = 1";
            let found = tx.first(sql, &[claims.session.as_str().into(), now.into()], |row| {
                Ok((row.text(0)?, row.text(1)?, row.text(2)?))
            })?;
            let held = found.filter(|(_, _, hash)| claims.cookie_hash.as_ref().is_none_or(|own| own == hash));
            Ok(held.map(|(id, name, _)| Actor { kind: ActorKind::OrgUser, id, name, acting: None }))
        }
    }
}
