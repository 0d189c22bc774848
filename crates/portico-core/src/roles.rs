//! Roles: named lists of grants; the role of a portal applies to all its users.

use portico_db::{DbError, Tx};
use portico_kit::{Instant, RoleId};
use serde_json::{Value, json};

use crate::Refusal;
use crate::activity::{self, Part};
use crate::portals::Portal;

/// The role that applies to all users of a portal.
///
/// The organisation's default customer and installer portals share the two default roles; every other portal
/// has a role of its own.
pub fn role_of_portal(organisation: &str, portal: &Portal) -> RoleId {
    match portal.origin.as_str() {
        "END_CUSTOMER_PORTAL" => RoleId::from(format!("{organisation}:default_end_customer_portal_role")),
        "INSTALLER_PORTAL" => RoleId::from(format!("{organisation}:default_installer_portal_role")),
        _ => RoleId::from(format!("{organisation}:portal_{}", portal.id)),
    }
}

/// A role's document.
pub fn find(tx: &mut Tx<'_>, id: &RoleId) -> Result<Option<Value>, DbError> {
    let sql = "SELECT doc FROM roles WHERE tenant_id = $1 AND id = $2";
    let text = tx.first(sql, &[id.as_str().into()], |row| row.text(0))?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// All roles of the organisation.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<Value>, DbError> {
    let texts = tx.all("SELECT doc FROM roles WHERE tenant_id = $1 ORDER BY id", &[], |row| row.text(0))?;
    Ok(texts.iter().filter_map(|text| serde_json::from_str(text).ok()).collect())
}

/// The grants of a role document.
pub fn grants_of(role: &Value) -> Vec<Value> {
    role.get("grants").and_then(Value::as_array).cloned().unwrap_or_default()
}

/// Creates or replaces a role. Its id must be `<organisation>:<slug>`; every grant must be understood.
pub fn put(tx: &mut Tx<'_>, id: &RoleId, mut doc: Value, now: Instant) -> Result<Value, Refusal> {
    let organisation = tx.tenant().as_str().to_owned();
    let slug = id.as_str().strip_prefix(&format!("{organisation}:")).filter(|slug| !slug.is_empty());
    let Some(slug) = slug else {
        return Err(Refusal::invalid("id", format!("A role's id is {organisation}:<slug>.")));
    };
    let fields = doc.as_object_mut().ok_or_else(|| Refusal::invalid("role", "A role is an object."))?;
    fields.insert("id".to_owned(), id.as_str().into());
    fields.insert("slug".to_owned(), slug.into());
    fields.insert("organization_id".to_owned(), organisation.into());
    fields.entry("name").or_insert_with(|| slug.into());
    fields.entry("type").or_insert_with(|| "portal_role".into());
    if !fields.entry("grants").or_insert_with(|| json!([])).is_array() {
        return Err(Refusal::invalid("grants", "grants is a list of grants."));
    }
    for (number, grant) in grants_of(&doc).iter().enumerate() {
        portico_access::Grant::parse(tx.tenant().as_str(), id.as_str(), grant)
            .map_err(|error| Refusal::invalid(format!("grants[{number}]"), error.to_string()))?;
    }
    let before = find(tx, id)?;
    tx.execute(
        "INSERT INTO roles (tenant_id, id, doc, updated_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (tenant_id, id) DO UPDATE SET doc = excluded.doc, updated_at = excluded.updated_at",
        &[id.as_str().into(), doc.to_string().into(), now.into()],
    )?;
    activity::configured(tx, Part::Role, id.as_str(), before.as_ref(), Some(&doc));
    crate::tenants::touch_configuration(tx)?;
    Ok(doc)
}

/// Removes a role.
pub fn remove(tx: &mut Tx<'_>, id: &RoleId) -> Result<(), Refusal> {
    let before = find(tx, id)?.ok_or(Refusal::NotFound)?;
    tx.execute("DELETE FROM roles WHERE tenant_id = $1 AND id = $2", &[id.as_str().into()])?;
    activity::configured(tx, Part::Role, id.as_str(), Some(&before), None);
    crate::tenants::touch_configuration(tx)
}
