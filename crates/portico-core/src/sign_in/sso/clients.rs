//! Whose client ids are whose, across organisations: for providers that call us and name only the client.

use portico_db::{DbError, Tx};
use portico_kit::{PortalId, TenantId};

use super::provider;
use crate::portals::Portal;

/// Brings the table in step with a portal's providers.
pub(crate) fn follow(tx: &mut Tx<'_>, organisation: &TenantId, portal: &Portal) -> Result<(), DbError> {
    let providers = provider::offered(portal);
    let ids = providers.iter().flat_map(|provider| [provider.client_id(), provider.mobile_client_id()]);
    let ids: Vec<String> = ids.flatten().map(str::to_owned).collect();
    forget(tx, organisation, &portal.id)?;
    tx.as_tenant(&TenantId::system(), |tx| {
        for id in &ids {
            tx.execute(
                "INSERT INTO sso_clients (tenant_id, client_id, owner_tenant, portal_id) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (tenant_id, client_id, owner_tenant, portal_id) DO NOTHING",
                &[id.as_str().into(), organisation.as_str().into(), portal.id.as_str().into()],
            )?;
        }
        Ok(())
    })
}

/// Forgets the client ids of a portal.
pub(crate) fn forget(tx: &mut Tx<'_>, organisation: &TenantId, portal: &PortalId) -> Result<(), DbError> {
    tx.as_tenant(&TenantId::system(), |tx| {
        let sql = "DELETE FROM sso_clients WHERE tenant_id = $1 AND owner_tenant = $2 AND portal_id = $3";
        tx.execute(sql, &[organisation.as_str().into(), portal.as_str().into()]).map(|_| ())
    })
}

/// The portals that use a client id.
pub(super) fn holders(tx: &mut Tx<'_>, client_id: &str) -> Result<Vec<(TenantId, PortalId)>, DbError> {
    let sql = "SELECT owner_tenant, portal_id FROM sso_clients WHERE tenant_id = $1 AND client_id = $2
               ORDER BY owner_tenant, portal_id LIMIT 50";
    tx.all(sql, &[client_id.into()], |row| Ok((TenantId::from(row.text(0)?), PortalId::from(row.text(1)?))))
}
