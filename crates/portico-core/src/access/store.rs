//! What entering reads: the session with its user and organisation, and the user's roots.

use portico_access::{Roots, StoredRecord};
use portico_db::{DbError, Param, Tx};
use portico_kit::{EntityId, Instant, PortalId, SessionId};

use super::{SessionFacts, UserFacts};
use crate::Acting;

pub(super) fn session_facts(tx: &mut Tx<'_>, session: &SessionId) -> Result<Option<SessionFacts>, DbError> {
    let sql =
        "SELECT u.id, u.portal_id, u.email, s.revoked_at, s.expires_at, u.registered, u.access, u.expires_at,
                 t.config_version, s.refresh_hash, u.roots_version, s.acting_id, s.acting_name,
                 s.created_at, s.last_used_at, s.held
               FROM sessions s
               CROSS JOIN portal_users u
               CROSS JOIN tenants t
               WHERE s.tenant_id = $1 AND s.id = $2 AND s.kind = 'portal'
                 AND u.tenant_id = $1 AND u.id = s.user_id AND t.tenant_id = '*' AND t.id = $1";
    tx.first(sql, &[session.as_str().into()], |row| {
        Ok(SessionFacts {
            user: EntityId::from(row.text(0)?),
            portal: PortalId::from(row.text(1)?),
            email: row.text(2)?,
            revoked_at: row.opt_int(3)?.map(Instant),
            session_ends_at: row.instant(4)?,
            registered: row.fact(5)?,
            access: row.fact(6)?,
            expires_at: row.opt_int(7)?.map(Instant),
            config_version: row.int(8)?,
            refresh_hash: row.text(9)?,
            roots_version: row.int(10)?,
            acting: match (row.opt_text(11)?, row.opt_text(12)?) {
                (Some(id), Some(name)) => Some(Acting { id, name, until: row.instant(4)? }),
                _ => None,
            },
            session_began_at: row.instant(13)?,
            last_used_at: row.opt_int(14)?.map(Instant),
            held: row.fact(15)?,
        })
    })
}

pub(super) fn user_facts(tx: &mut Tx<'_>, user: &EntityId) -> Result<Option<UserFacts>, DbError> {
    let sql =
        "SELECT portal_id, registered, access, expires_at FROM portal_users WHERE tenant_id = $1 AND id = $2";
    tx.first(sql, &[user.as_str().into()], |row| {
        Ok(UserFacts {
            portal: PortalId::from(row.text(0)?),
            registered: row.fact(1)?,
            access: row.fact(2)?,
            expires_at: row.opt_int(3)?.map(Instant),
        })
    })
}

/// The user's contacts, whom it represents, and the accounts of those contacts: two indexed statements.
pub(super) fn roots(tx: &mut Tx<'_>, user: &EntityId) -> Result<Roots, DbError> {
    let mut roots = Roots::of(user.clone());
    let sql = "SELECT attribute, target_id, target_schema FROM relations
               WHERE tenant_id = $1 AND source_id = $2 AND attribute IN ('contact', 'represents') AND alive = 1
               ORDER BY attribute, target_id";
    let edges = tx.all(sql, &[user.as_str().into()], |row| {
        Ok((row.text(0)?, EntityId::from(row.text(1)?), row.text(2)?))
    })?;
    for (attribute, id, schema) in edges {
        match (attribute.as_str(), schema.as_str()) {
            ("contact", "contact") => roots.own_contacts.push(id),
            ("represents", "contact") if !roots.own_contacts.contains(&id) => {
                roots.represented_contacts.push(id)
            }
            ("represents", "account") => roots.accounts.push(id),
            _ => {}
        }
    }
    let contacts: Vec<Param<'static>> = roots
        .own_contacts
        .iter()
        .chain(&roots.represented_contacts)
        .map(|id| Param::from(id.as_str().to_owned()))
        .collect();
    if contacts.is_empty() {
        return Ok(roots);
    }
    let places: Vec<String> = (0..contacts.len()).map(|at| format!("${}", at + 2)).collect();
    let sql = format!(
        "SELECT target_id FROM relations WHERE tenant_id = $1 AND source_id IN ({}) AND attribute = 'account'
           AND target_schema = 'account' AND alive = 1",
        places.join(", ")
    );
    for account in tx.all(&sql, &contacts, |row| Ok(EntityId::from(row.text(0)?)))? {
        if !roots.accounts.contains(&account) {
            roots.accounts.push(account);
        }
    }
    Ok(roots)
}

/// The accounts of a contact.
pub(super) fn accounts_of(tx: &mut Tx<'_>, contact: &EntityId) -> Result<Vec<EntityId>, DbError> {
    let sql =
        "SELECT target_id FROM relations WHERE tenant_id = $1 AND source_id = $2 AND attribute = 'account'
               AND target_schema = 'account' AND alive = 1 ORDER BY target_id";
    tx.all(sql, &[contact.as_str().into()], |row| Ok(EntityId::from(row.text(0)?)))
}

pub(super) fn record(tx: &mut Tx<'_>, id: &EntityId) -> Result<Option<StoredRecord>, DbError> {
    let sql = "SELECT id, schema, doc, deleted_at FROM entities WHERE tenant_id = $1 AND id = $2";
    tx.first(sql, &[id.as_str().into()], |row| {
        Ok(StoredRecord {
            id: EntityId::from(row.text(0)?),
            schema: row.text(1)?,
            doc: row.text(2)?,
            deleted: row.opt_int(3)?.is_some(),
        })
    })
}
