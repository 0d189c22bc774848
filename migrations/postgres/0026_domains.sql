-- Domains of portals: what was found in the domain name system, and since when each shows its portal.
CREATE TABLE domains (
  tenant_id text COLLATE "C" NOT NULL, host text COLLATE "C" NOT NULL, portal_id text COLLATE "C" NOT NULL,
  role text COLLATE "C" NOT NULL, token text COLLATE "C" NOT NULL,
  proves bigint NOT NULL, wanted_at bigint NOT NULL, active_at bigint, checked_at bigint, next_check_at bigint,
  trouble_at bigint, misses bigint NOT NULL, report text COLLATE "C",
  PRIMARY KEY (tenant_id, host)
);
CREATE INDEX domains_by_portal ON domains (tenant_id, portal_id);
-- Facts of the whole installation, such as the host it is reached by.
CREATE TABLE installation (
  tenant_id text COLLATE "C" NOT NULL, name text COLLATE "C" NOT NULL, value text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, name)
);
ALTER TABLE hosts ADD COLUMN leads_to text COLLATE "C";
ALTER TABLE portals ADD COLUMN hosts text COLLATE "C" NOT NULL DEFAULT '';
-- What shows a portal so far goes on doing so.
INSERT INTO domains (tenant_id, host, portal_id, role, token, proves, wanted_at, active_at, misses)
  SELECT h.owner_tenant, h.host, h.portal_id, 'custom', replace(gen_random_uuid()::text, '-', ''), 0, p.updated_at,
    p.updated_at, 0
  FROM hosts h JOIN portals p ON p.tenant_id = h.owner_tenant AND p.id = h.portal_id
  WHERE h.tenant_id = '*' AND h.host <> h.portal_id;
UPDATE domains SET role = 'platform' WHERE host = (
  SELECT lower(trim(p.doc::json->>'epilot_domain')) FROM portals p
  WHERE p.tenant_id = domains.tenant_id AND p.id = domains.portal_id);
UPDATE portals SET hosts = coalesce((
  SELECT string_agg(d.host, ' ' ORDER BY d.role, d.host) FROM domains d
  WHERE d.tenant_id = portals.tenant_id AND d.portal_id = portals.id), '');
