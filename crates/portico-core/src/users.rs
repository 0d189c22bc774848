//! Portal users: customers and installers who sign in. Their record says who they are; a row beside it lets them in.

use std::collections::HashMap;

use portico_db::{DbError, Param, Tx};
use portico_kit::{EmailAddress, EntityId, Instant, PortalId, SessionId};
use serde_json::Value;

use crate::{Refusal, sign_in};

mod list;

pub use list::{UserList, UserRow, UserStanding, count, count_standing, find, list};

/// Statuses of registration in which a user may sign in.
const REGISTERED: [&str; 2] = ["Registered", "Email Update In Progress"];

/// The sign-in facts that follow from a portal user's record.
pub(crate) struct SignInRow {
    pub(crate) id: EntityId,
    pub(crate) password_hash: Option<String>,
    portal: String,
    email: EmailAddress,
    registered: bool,
    access: bool,
    expires_at: Option<Instant>,
}

impl SignInRow {
    /// Reads them out of the record's document.
    pub(crate) fn of(id: &EntityId, doc: &Value) -> Result<Self, Refusal> {
        let text = |key: &str| doc.get(key).and_then(Value::as_str);
        let (Some(portal), Some(email)) = (text("portal_id"), text("email")) else {
            return Err(Refusal::invalid("email", "A portal user needs portal_id and email."));
        };
        Ok(Self {
            id: id.clone(),
            password_hash: None,
            portal: portal.to_owned(),
            email: EmailAddress::parse(email)
                .map_err(|error| Refusal::invalid("email", error.to_string()))?,
            registered: text("registration_status").is_some_and(|status| REGISTERED.contains(&status)),
            access: doc.get("access_status").and_then(Value::as_bool) != Some(false),
            expires_at: text("expires_at").and_then(|at| Instant::parse_iso(at).ok()),
        })
    }

    fn params(&self) -> Vec<Param<'_>> {
        vec![
            self.id.as_str().into(),
            self.portal.as_str().into(),
            self.email.as_str().into(),
            self.registered.into(),
            self.access.into(),
            self.expires_at.into(),
        ]
    }
}

/// Brings the sign-in row in step with a portal user's record.
pub(crate) fn follow_record(tx: &mut Tx<'_>, id: &EntityId, doc: &Value) -> Result<(), Refusal> {
    let row = SignInRow::of(id, doc)?;
    tx.execute(
        "INSERT INTO portal_users (tenant_id, id, portal_id, email, registered, access, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (tenant_id, id) DO UPDATE SET portal_id = excluded.portal_id, email = excluded.email,
           registered = excluded.registered, access = excluded.access, expires_at = excluded.expires_at",
        &row.params(),
    )
    .map_err(|error| match error {
        DbError::Duplicate(_) => {
            Refusal::conflict(format!("{} is a user of this portal already.", row.email))
        }
        other => other.into(),
    })?;
    Ok(())
}

/// Stores the sign-in rows of many new portal users.
pub(crate) fn insert_many(tx: &mut Tx<'_>, rows: &[SignInRow]) -> Result<(), Refusal> {
    let columns =
        ["tenant_id", "id", "portal_id", "email", "registered", "access", "expires_at", "password_hash"];
    let params: Vec<Vec<Param<'_>>> = rows
        .iter()
        .map(|row| {
            let mut params = row.params();
            params.push(row.password_hash.as_deref().into());
            params
        })
        .collect();
    tx.insert_many("portal_users", &columns, &params).map_err(|error| match error {
        DbError::Duplicate(_) => {
            Refusal::conflict("One of these addresses is a user of this portal already.")
        }
        other => other.into(),
    })
}

/// The portal user of an address.
pub fn find_by_email(
    tx: &mut Tx<'_>,
    portal: &PortalId,
    email: &EmailAddress,
) -> Result<Option<EntityId>, DbError> {
    let sql = "SELECT id FROM portal_users WHERE tenant_id = $1 AND portal_id = $2 AND email = $3";
    tx.first(sql, &[portal.as_str().into(), email.as_str().into()], |row| Ok(EntityId::from(row.text(0)?)))
}

/// The portal that a user signs in to.
pub(crate) fn portal_of(tx: &mut Tx<'_>, id: &EntityId) -> Result<Option<PortalId>, DbError> {
    let sql = "SELECT portal_id FROM portal_users WHERE tenant_id = $1 AND id = $2";
    tx.first(sql, &[id.as_str().into()], |row| Ok(PortalId::from(row.text(0)?)))
}

/// Whether a user is one of a portal.
pub(crate) fn is_of_portal(tx: &mut Tx<'_>, id: &EntityId, portal: &PortalId) -> Result<bool, DbError> {
    let sql = "SELECT id FROM portal_users WHERE tenant_id = $1 AND id = $2 AND portal_id = $3";
    Ok(tx.first(sql, &[id.as_str().into(), portal.as_str().into()], |row| row.text(0))?.is_some())
}

/// Whether a portal user has proved its address.
pub fn is_registered(tx: &mut Tx<'_>, id: &EntityId) -> Result<bool, DbError> {
    let sql = "SELECT registered FROM portal_users WHERE tenant_id = $1 AND id = $2";
    Ok(tx.first(sql, &[id.as_str().into()], |row| row.fact(0))?.unwrap_or(false))
}

/// Whether any contact of an account has a user of a portal.
pub fn account_has_user(tx: &mut Tx<'_>, portal: &PortalId, account: &EntityId) -> Result<bool, DbError> {
    let sql = "SELECT r.source_id FROM relations a
               JOIN relations r ON r.tenant_id = a.tenant_id AND r.target_id = a.source_id
                 AND r.attribute = 'contact' AND r.alive = 1
               JOIN portal_users u ON u.tenant_id = r.tenant_id AND u.id = r.source_id
               WHERE a.tenant_id = $1 AND a.target_id = $2 AND a.attribute = 'account' AND a.alive = 1
                 AND u.portal_id = $3 LIMIT 1";
    Ok(tx.first(sql, &[account.as_str().into(), portal.as_str().into()], |row| row.text(0))?.is_some())
}

/// The users of a portal that are mapped to these contacts, by contact.
pub fn of_contacts(
    tx: &mut Tx<'_>,
    portal: &PortalId,
    contacts: &[EntityId],
) -> Result<HashMap<EntityId, EntityId>, DbError> {
    if contacts.is_empty() {
        return Ok(HashMap::new());
    }
    let places: Vec<String> = (0..contacts.len()).map(|at| format!("${}", at + 3)).collect();
    let sql = format!(
        "SELECT r.target_id, u.id FROM relations r
         JOIN portal_users u ON u.tenant_id = r.tenant_id AND u.id = r.source_id
         WHERE r.tenant_id = $1 AND u.portal_id = $2 AND r.attribute = 'contact' AND r.alive = 1
           AND r.target_id IN ({}) ORDER BY u.id DESC",
        places.join(", ")
    );
    let mut params = vec![portal.as_str().into()];
    params.extend(contacts.iter().map(|id| Param::from(id.as_str())));
    let rows =
        tx.all(&sql, &params, |row| Ok((EntityId::from(row.text(0)?), EntityId::from(row.text(1)?))))?;
    Ok(rows.into_iter().collect())
}

/// The user of a portal that is mapped to a contact.
pub fn of_contact(
    tx: &mut Tx<'_>,
    portal: &PortalId,
    contact: &EntityId,
) -> Result<Option<EntityId>, DbError> {
    Ok(of_contacts(tx, portal, std::slice::from_ref(contact))?.remove(contact))
}

/// The contacts of an account.
pub fn contacts_of_account(tx: &mut Tx<'_>, account: &EntityId, most: i64) -> Result<Vec<EntityId>, DbError> {
    let sql =
        "SELECT source_id FROM relations WHERE tenant_id = $1 AND target_id = $2 AND attribute = 'account'
               AND source_schema = 'contact' AND alive = 1 ORDER BY source_id LIMIT $3";
    tx.all(sql, &[account.as_str().into(), most.into()], |row| Ok(EntityId::from(row.text(0)?)))
}

/// Whether a contact belongs to an account.
pub fn is_of_account(tx: &mut Tx<'_>, contact: &EntityId, account: &EntityId) -> Result<bool, DbError> {
    let sql = "SELECT source_id FROM relations WHERE tenant_id = $1 AND source_id = $2 AND target_id = $3
               AND attribute = 'account' AND alive = 1 LIMIT 1";
    Ok(tx.first(sql, &[contact.as_str().into(), account.as_str().into()], |row| row.text(0))?.is_some())
}

/// Ends the access of a removed portal user.
pub(crate) fn forget_record(tx: &mut Tx<'_>, id: &EntityId) -> Result<(), DbError> {
    sign_in::sso::store::forget(tx, id)?;
    for table in ["sessions", "past_passwords", "authenticators", "registration_answers"] {
        let sql = format!("DELETE FROM {table} WHERE tenant_id = $1 AND user_id = $2");
        tx.execute(&sql, &[id.as_str().into()])?;
    }
    tx.execute("DELETE FROM portal_users WHERE tenant_id = $1 AND id = $2", &[id.as_str().into()])?;
    Ok(())
}

/// Gives a portal user a password, by its hash, and ends its sessions.
pub fn set_password_hash(tx: &mut Tx<'_>, id: &EntityId, hash: &str, now: Instant) -> Result<(), Refusal> {
    set_password_hash_within(tx, id, hash, now, None)
}

/// As [`set_password_hash`], and keeps the session in which the user chose it.
pub(crate) fn set_password_hash_within(
    tx: &mut Tx<'_>,
    id: &EntityId,
    hash: &str,
    now: Instant,
    session: Option<&SessionId>,
) -> Result<(), Refusal> {
    sign_in::remember_password(tx, id, now)?;
    let sql = "UPDATE portal_users SET password_hash = $3 WHERE tenant_id = $1 AND id = $2";
    if tx.execute(sql, &[id.as_str().into(), hash.into()])? == 0 {
        return Err(Refusal::NotFound);
    }
    Ok(sign_in::revoke_other_sessions(tx, id.as_str(), session, now)?)
}
