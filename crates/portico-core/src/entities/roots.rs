//! Roots change with relations: every change that can move a portal user's roots counts its version up, so that
//! remembered roots are never used after it.

use portico_db::{DbError, Tx};
use portico_kit::EntityId;

/// Counts up for the users whose roots depend on relations that this record holds.
pub(super) fn touch_holder<'a>(
    tx: &mut Tx<'_>,
    schema: &str,
    id: &EntityId,
    mut changed: impl Iterator<Item = &'a str>,
) -> Result<(), DbError> {
    match schema {
        "portal_user" if changed.any(|name| matches!(name, "contact" | "represents")) => touch_user(tx, id),
        "contact" if changed.any(|name| name == "account") => touch_users_of_contact(tx, id),
        _ => Ok(()),
    }
}

/// Counts up for the users whose roots appear or vanish with this record.
pub(super) fn touch_around(tx: &mut Tx<'_>, schema: &str, id: &EntityId) -> Result<(), DbError> {
    match schema {
        "portal_user" => touch_user(tx, id),
        "contact" => touch_users_of_contact(tx, id),
        "account" => {
            touch_users_of_contact(tx, id)?;
            let sql =
                "UPDATE portal_users SET roots_version = roots_version + 1 WHERE tenant_id = $1 AND id IN (
                         SELECT u.source_id FROM relations c JOIN relations u
                           ON u.tenant_id = c.tenant_id AND u.target_id = c.source_id
                         WHERE c.tenant_id = $1 AND c.target_id = $2 AND c.attribute = 'account'
                           AND u.attribute IN ('contact', 'represents'))";
            tx.execute(sql, &[id.as_str().into()]).map(|_| ())
        }
        _ => Ok(()),
    }
}

/// Counts up for every user of the organisation.
pub(super) fn touch_all(tx: &mut Tx<'_>) -> Result<(), DbError> {
    tx.execute("UPDATE portal_users SET roots_version = roots_version + 1 WHERE tenant_id = $1", &[])
        .map(|_| ())
}

fn touch_user(tx: &mut Tx<'_>, id: &EntityId) -> Result<(), DbError> {
    let sql = "UPDATE portal_users SET roots_version = roots_version + 1 WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, &[id.as_str().into()]).map(|_| ())
}

/// The users that are mapped to a contact, or represent it or an account.
fn touch_users_of_contact(tx: &mut Tx<'_>, id: &EntityId) -> Result<(), DbError> {
    let sql = "UPDATE portal_users SET roots_version = roots_version + 1 WHERE tenant_id = $1 AND id IN (
                 SELECT source_id FROM relations
                 WHERE tenant_id = $1 AND target_id = $2 AND attribute IN ('contact', 'represents'))";
    tx.execute(sql, &[id.as_str().into()]).map(|_| ())
}
