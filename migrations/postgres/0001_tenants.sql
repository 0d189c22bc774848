-- Organisations, their staff, and what signs their tokens. Rows of tenant '*' belong to no organisation.
CREATE TABLE tenants (
  tenant_id text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, name text COLLATE "C" NOT NULL, enabled bigint NOT NULL,
  config_version bigint NOT NULL, doc text COLLATE "C" NOT NULL, created_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE TABLE org_users (
  tenant_id text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, email text COLLATE "C" NOT NULL, name text COLLATE "C" NOT NULL,
  password_hash text COLLATE "C", enabled bigint NOT NULL, created_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE TABLE org_logins (
  tenant_id text COLLATE "C" NOT NULL, email text COLLATE "C" NOT NULL, owner_tenant text COLLATE "C" NOT NULL, user_id text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, email)
);
CREATE TABLE api_tokens (
  tenant_id text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, name text COLLATE "C" NOT NULL, kind text COLLATE "C" NOT NULL,
  created_at bigint NOT NULL, expires_at bigint, revoked_at bigint,
  PRIMARY KEY (tenant_id, id)
);
CREATE TABLE signing_keys (
  tenant_id text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, private_key bytea NOT NULL, created_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
