//! Tenants: the organisations whose data a database holds.

use portico_db::{DbError, Tx};
use portico_kit::{Instant, TenantId};
use serde_json::{Value, json};

use crate::Refusal;

/// An organisation.
#[derive(Clone, Debug)]
pub struct Tenant {
    /// Its id, numeric text.
    pub id: TenantId,
    /// Its name.
    pub name: String,
    /// Whether anybody may sign in.
    pub enabled: bool,
    /// Counts every change of portals, pages, roles, schemas and designs.
    pub config_version: i64,
    /// Further settings.
    pub doc: Value,
}

/// Finds an organisation.
pub fn find(tx: &mut Tx<'_>, id: &TenantId) -> Result<Option<Tenant>, DbError> {
    tx.as_tenant(&TenantId::system(), |tx| {
        let sql = "SELECT name, enabled, config_version, doc FROM tenants WHERE tenant_id = $1 AND id = $2";
        tx.first(sql, &[id.as_str().into()], |row| {
            Ok(Tenant {
                id: id.clone(),
                name: row.text(0)?,
                enabled: row.fact(1)?,
                config_version: row.int(2)?,
                doc: serde_json::from_str(&row.text(3)?).unwrap_or_else(|_| json!({})),
            })
        })
    })
}

/// What texts can say of an organisation.
pub fn facts(tenant: &Tenant) -> Value {
    let mut facts = json!({ "id": tenant.id.as_str(), "name": tenant.name });
    for key in ["address", "email", "phone", "website"] {
        facts[key] = tenant.doc.get(key).cloned().unwrap_or(Value::Null);
    }
    facts
}

/// All organisations of this database, by id.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<TenantId>, DbError> {
    tx.as_tenant(&TenantId::system(), |tx| {
        let sql = "SELECT id FROM tenants WHERE tenant_id = $1 ORDER BY id";
        tx.all(sql, &[], |row| Ok(TenantId::from(row.text(0)?)))
    })
}

/// Creates an organisation with an id that is free.
pub fn create(tx: &mut Tx<'_>, id: &TenantId, name: &str, doc: &Value, now: Instant) -> Result<(), Refusal> {
    if name.trim().is_empty() {
        return Err(Refusal::invalid("name", "An organisation needs a name."));
    }
    if find(tx, id)?.is_some() {
        return Err(Refusal::conflict(format!("Organisation {id} exists already.")));
    }
    tx.as_tenant(&TenantId::system(), |tx| {
        tx.execute(
            "INSERT INTO tenants (tenant_id, id, name, enabled, config_version, doc, created_at)
             VALUES ($1, $2, $3, 1, 1, $4, $5)",
            &[id.as_str().into(), name.into(), doc.to_string().into(), now.into()],
        )?;
        Ok(())
    })
}

/// Notes that the organisation's configuration changed, so that every node reads it anew.
pub fn touch_configuration(tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let tenant = tx.tenant().clone();
    tx.as_tenant(&TenantId::system(), |tx| {
        tx.execute(
            "UPDATE tenants SET config_version = config_version + 1 WHERE tenant_id = $1 AND id = $2",
            &[tenant.as_str().into()],
        )?;
        Ok(())
    })
}

/// A free id for a new organisation: six digits, as the published API shows them.
pub fn free_id(tx: &mut Tx<'_>, random: &portico_kit::Random) -> Result<TenantId, DbError> {
    loop {
        let id = TenantId::from(random.six_digits());
        if find(tx, &id)?.is_none() && !id.as_str().starts_with('0') {
            return Ok(id);
        }
    }
}
