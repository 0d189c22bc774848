-- Domains of portals: what was found in the domain name system, and since when each shows its portal.
CREATE TABLE domains (
  tenant_id TEXT NOT NULL, host TEXT NOT NULL, portal_id TEXT NOT NULL, role TEXT NOT NULL, token TEXT NOT NULL,
  proves INTEGER NOT NULL, wanted_at INTEGER NOT NULL, active_at INTEGER, checked_at INTEGER, next_check_at INTEGER,
  trouble_at INTEGER, misses INTEGER NOT NULL, report TEXT,
  PRIMARY KEY (tenant_id, host)
) STRICT, WITHOUT ROWID;
CREATE INDEX domains_by_portal ON domains (tenant_id, portal_id);
-- Facts of the whole installation, such as the host it is reached by.
CREATE TABLE installation (
  tenant_id TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (tenant_id, name)
) STRICT, WITHOUT ROWID;
ALTER TABLE hosts ADD COLUMN leads_to TEXT;
ALTER TABLE portals ADD COLUMN hosts TEXT NOT NULL DEFAULT '';
-- What shows a portal so far goes on doing so.
INSERT INTO domains (tenant_id, host, portal_id, role, token, proves, wanted_at, active_at, misses)
  SELECT h.owner_tenant, h.host, h.portal_id, 'custom', lower(hex(randomblob(16))), 0, p.updated_at, p.updated_at, 0
  FROM hosts h JOIN portals p ON p.tenant_id = h.owner_tenant AND p.id = h.portal_id
  WHERE h.tenant_id = '*' AND h.host <> h.portal_id;
UPDATE domains SET role = 'platform' WHERE host = (
  SELECT lower(trim(json_extract(p.doc, '$.epilot_domain'))) FROM portals p
  WHERE p.tenant_id = domains.tenant_id AND p.id = domains.portal_id);
UPDATE portals SET hosts = coalesce((
  SELECT group_concat(d.host, ' ' ORDER BY d.role, d.host) FROM domains d
  WHERE d.tenant_id = portals.tenant_id AND d.portal_id = portals.id), '');
