-- Portals with their pages, designs and roles, and which host shows which portal.
CREATE TABLE portals (
  tenant_id text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, origin text COLLATE "C" NOT NULL, enabled bigint NOT NULL,
  doc text COLLATE "C" NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE TABLE pages (
  tenant_id text COLLATE "C" NOT NULL, portal_id text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, slug text COLLATE "C" NOT NULL,
  sort_order double precision NOT NULL, doc text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, portal_id, id)
);
CREATE UNIQUE INDEX pages_by_slug ON pages (tenant_id, portal_id, slug);
CREATE INDEX pages_by_id ON pages (tenant_id, id);
CREATE TABLE hosts (
  tenant_id text COLLATE "C" NOT NULL, host text COLLATE "C" NOT NULL, owner_tenant text COLLATE "C" NOT NULL, portal_id text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, host)
);
CREATE TABLE designs (
  tenant_id text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, doc text COLLATE "C" NOT NULL, updated_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE TABLE roles (
  tenant_id text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, doc text COLLATE "C" NOT NULL, updated_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
