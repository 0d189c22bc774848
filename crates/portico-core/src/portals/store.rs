//! Rows of `portals` and `hosts`.

use portico_db::{DbError, Row, Tx};
use portico_kit::{Instant, PortalId, TenantId};

use super::{Located, Portal};
use crate::activity::{self, Part};

fn portal(row: &Row<'_>) -> Result<Portal, DbError> {
    Ok(Portal {
        id: PortalId::from(row.text(0)?),
        origin: row.text(1)?,
        enabled: row.fact(2)?,
        doc: serde_json::from_str(&row.text(3)?).map_err(|error| DbError::Driver(error.to_string()))?,
        hosts: row.text(4)?.split_whitespace().map(str::to_owned).collect(),
    })
}

pub(super) fn find(tx: &mut Tx<'_>, id: &PortalId) -> Result<Option<Portal>, DbError> {
    let sql = "SELECT id, origin, enabled, doc, hosts FROM portals WHERE tenant_id = $1 AND id = $2";
    tx.first(sql, &[id.as_str().into()], portal)
}

pub(super) fn list(tx: &mut Tx<'_>) -> Result<Vec<Portal>, DbError> {
    let sql =
        "SELECT id, origin, enabled, doc, hosts FROM portals WHERE tenant_id = $1 ORDER BY created_at, id";
    tx.all(sql, &[], portal)
}

pub(super) fn put(tx: &mut Tx<'_>, portal: &Portal, now: Instant) -> Result<(), DbError> {
    let before = find(tx, &portal.id)?.map(|portal| portal.doc);
    activity::configured(tx, Part::Portal, portal.id.as_str(), before.as_ref(), Some(&portal.doc));
    tx.execute(
        "INSERT INTO portals (tenant_id, id, origin, enabled, doc, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6)
         ON CONFLICT (tenant_id, id) DO UPDATE SET origin = excluded.origin, enabled = excluded.enabled,
           doc = excluded.doc, updated_at = excluded.updated_at",
        &[
            portal.id.as_str().into(),
            portal.origin.as_str().into(),
            portal.enabled.into(),
            portal.doc.to_string().into(),
            now.into(),
        ],
    )?;
    Ok(())
}

pub(super) fn remove(tx: &mut Tx<'_>, id: &PortalId) -> Result<(), DbError> {
    let before = find(tx, id)?.map(|portal| portal.doc);
    activity::configured(tx, Part::Portal, id.as_str(), before.as_ref(), None);
    tx.execute("DELETE FROM pages WHERE tenant_id = $1 AND portal_id = $2", &[id.as_str().into()])?;
    tx.execute("DELETE FROM portals WHERE tenant_id = $1 AND id = $2", &[id.as_str().into()])?;
    Ok(())
}

pub(super) fn locate(tx: &mut Tx<'_>, host: &str) -> Result<Option<Located>, DbError> {
    let sql = "SELECT owner_tenant, portal_id, leads_to FROM hosts WHERE tenant_id = $1 AND host = $2";
    tx.first(sql, &[host.into()], |row| {
        let (tenant, portal) = (TenantId::from(row.text(0)?), PortalId::from(row.text(1)?));
        Ok(Located { tenant, portal, leads_to: row.opt_text(2)? })
    })
}
