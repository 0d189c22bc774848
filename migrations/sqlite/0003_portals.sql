-- Portals with their pages, designs and roles, and which host shows which portal.
CREATE TABLE portals (
  tenant_id TEXT NOT NULL, id TEXT NOT NULL, origin TEXT NOT NULL, enabled INTEGER NOT NULL,
  doc TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE TABLE pages (
  tenant_id TEXT NOT NULL, portal_id TEXT NOT NULL, id TEXT NOT NULL, slug TEXT NOT NULL,
  sort_order REAL NOT NULL, doc TEXT NOT NULL,
  PRIMARY KEY (tenant_id, portal_id, id)
) STRICT;
CREATE UNIQUE INDEX pages_by_slug ON pages (tenant_id, portal_id, slug);
CREATE INDEX pages_by_id ON pages (tenant_id, id);
CREATE TABLE hosts (
  tenant_id TEXT NOT NULL, host TEXT NOT NULL, owner_tenant TEXT NOT NULL, portal_id TEXT NOT NULL,
  PRIMARY KEY (tenant_id, host)
) STRICT;
CREATE TABLE designs (
  tenant_id TEXT NOT NULL, id TEXT NOT NULL, doc TEXT NOT NULL, updated_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE TABLE roles (
  tenant_id TEXT NOT NULL, id TEXT NOT NULL, doc TEXT NOT NULL, updated_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT;
