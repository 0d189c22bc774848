-- Organisations, their staff, and what signs their tokens. Rows of tenant '*' belong to no organisation.
CREATE TABLE tenants (
  tenant_id TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, enabled INTEGER NOT NULL,
  config_version INTEGER NOT NULL, doc TEXT NOT NULL, created_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE org_users (
  tenant_id TEXT NOT NULL, id TEXT NOT NULL, email TEXT NOT NULL, name TEXT NOT NULL,
  password_hash TEXT, enabled INTEGER NOT NULL, created_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE TABLE org_logins (
  tenant_id TEXT NOT NULL, email TEXT NOT NULL, owner_tenant TEXT NOT NULL, user_id TEXT NOT NULL,
  PRIMARY KEY (tenant_id, email)
) STRICT;
CREATE TABLE api_tokens (
  tenant_id TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
  created_at INTEGER NOT NULL, expires_at INTEGER, revoked_at INTEGER,
  PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE TABLE signing_keys (
  tenant_id TEXT NOT NULL, id TEXT NOT NULL, private_key BLOB NOT NULL, created_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT;
