//! Rows of `domains`, and which host shows which portal.

use portico_db::{DbError, Row, Tx};
use portico_kit::{Instant, PortalId, TenantId};

use super::{Domain, Role};

const COLUMNS: &str = "host, portal_id, role, token, proves, wanted_at, active_at, checked_at, next_check_at, \
     trouble_at, misses, report";

impl Role {
    fn name(self) -> &'static str {
        match self {
            Self::Custom => "custom",
            Self::Platform => "platform",
            Self::Former => "former",
        }
    }

    fn of(name: &str) -> Self {
        match name {
            "custom" => Self::Custom,
            "platform" => Self::Platform,
            _ => Self::Former,
        }
    }
}

fn domain(row: &Row<'_>) -> Result<Domain, DbError> {
    Ok(Domain {
        host: row.text(0)?,
        portal: PortalId::from(row.text(1)?),
        role: Role::of(&row.text(2)?),
        token: row.text(3)?,
        needs_proof: row.fact(4)?,
        wanted_at: row.instant(5)?,
        active_at: row.opt_int(6)?.map(Instant),
        checked_at: row.opt_int(7)?.map(Instant),
        next_check_at: row.opt_int(8)?.map(Instant),
        trouble_at: row.opt_int(9)?.map(Instant),
        misses: row.int(10)?,
        // A report that an older version wrote is looked up anew.
        report: row.opt_text(11)?.and_then(|text| serde_json::from_str(&text).ok()),
    })
}

pub(super) fn of_portal(tx: &mut Tx<'_>, portal: &PortalId) -> Result<Vec<Domain>, DbError> {
    let sql =
        format!("SELECT {COLUMNS} FROM domains WHERE tenant_id = $1 AND portal_id = $2 ORDER BY role, host");
    tx.all(&sql, &[portal.as_str().into()], domain)
}

pub(super) fn find(tx: &mut Tx<'_>, host: &str) -> Result<Option<Domain>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM domains WHERE tenant_id = $1 AND host = $2");
    tx.first(&sql, &[host.into()], domain)
}

/// The domains whose next look-up has come, longest waiting first.
pub(super) fn due(tx: &mut Tx<'_>, now: Instant, most: i64) -> Result<Vec<Domain>, DbError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM domains WHERE tenant_id = $1 AND proves = 1 AND next_check_at <= $2
         ORDER BY next_check_at, host LIMIT $3"
    );
    tx.all(&sql, &[now.into(), most.into()], domain)
}

pub(super) fn put(tx: &mut Tx<'_>, domain: &Domain) -> Result<(), DbError> {
    let report = domain.report.as_ref().and_then(|report| serde_json::to_string(report).ok());
    let instant = |at: Option<Instant>| at.map(|at| at.0).into();
    tx.execute(
        "INSERT INTO domains (tenant_id, host, portal_id, role, token, proves, wanted_at, active_at, checked_at,
           next_check_at, trouble_at, misses, report)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         ON CONFLICT (tenant_id, host) DO UPDATE SET portal_id = excluded.portal_id, role = excluded.role,
           token = excluded.token, proves = excluded.proves, wanted_at = excluded.wanted_at,
           active_at = excluded.active_at, checked_at = excluded.checked_at,
           next_check_at = excluded.next_check_at, trouble_at = excluded.trouble_at, misses = excluded.misses,
           report = excluded.report",
        &[
            domain.host.as_str().into(),
            domain.portal.as_str().into(),
            domain.role.name().into(),
            domain.token.as_str().into(),
            domain.needs_proof.into(),
            domain.wanted_at.into(),
            instant(domain.active_at),
            instant(domain.checked_at),
            instant(domain.next_check_at),
            instant(domain.trouble_at),
            domain.misses.into(),
            report.as_deref().into(),
        ],
    )?;
    Ok(())
}

pub(super) fn remove(tx: &mut Tx<'_>, host: &str) -> Result<(), DbError> {
    tx.execute("DELETE FROM domains WHERE tenant_id = $1 AND host = $2", &[host.into()])?;
    Ok(())
}

pub(super) fn remove_all(tx: &mut Tx<'_>, portal: &PortalId) -> Result<(), DbError> {
    tx.execute("DELETE FROM domains WHERE tenant_id = $1 AND portal_id = $2", &[portal.as_str().into()])?;
    Ok(())
}

/// Writes down the hosts that show a portal, where it is read from.
pub(super) fn put_hosts(tx: &mut Tx<'_>, portal: &PortalId, hosts: &str) -> Result<(), DbError> {
    let sql = "UPDATE portals SET hosts = $3 WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, &[portal.as_str().into(), hosts.into()])?;
    Ok(())
}

/// Takes a host for a portal; false when another portal has it.
pub(super) fn claim_host(
    tx: &mut Tx<'_>,
    host: &str,
    leads_to: Option<&str>,
    organisation: &TenantId,
    portal: &PortalId,
) -> Result<bool, DbError> {
    let taken = tx.execute(
        "INSERT INTO hosts (tenant_id, host, owner_tenant, portal_id, leads_to) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (tenant_id, host) DO NOTHING",
        &[host.into(), organisation.as_str().into(), portal.as_str().into(), leads_to.into()],
    )?;
    Ok(taken == 1)
}

pub(super) fn release_hosts(
    tx: &mut Tx<'_>,
    organisation: &TenantId,
    portal: &PortalId,
) -> Result<(), DbError> {
    let sql = "DELETE FROM hosts WHERE tenant_id = $1 AND portal_id = $2 AND owner_tenant = $3";
    tx.execute(sql, &[portal.as_str().into(), organisation.as_str().into()])?;
    Ok(())
}

/// A fact of the installation; read as the tenant that rows of nobody belong to.
pub(super) fn fact(tx: &mut Tx<'_>, name: &str) -> Result<Option<String>, DbError> {
    let sql = "SELECT value FROM installation WHERE tenant_id = $1 AND name = $2";
    tx.first(sql, &[name.into()], |row| row.text(0))
}

pub(super) fn put_fact(tx: &mut Tx<'_>, name: &str, value: &str) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO installation (tenant_id, name, value) VALUES ($1, $2, $3)
         ON CONFLICT (tenant_id, name) DO UPDATE SET value = excluded.value",
        &[name.into(), value.into()],
    )?;
    Ok(())
}
