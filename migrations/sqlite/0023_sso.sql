-- Sign-in with identity providers: sign-ins under way, the identities that users are known by, and whose client ids are whose.
CREATE TABLE sso_flows (
  tenant_id TEXT NOT NULL, id TEXT NOT NULL, portal_id TEXT NOT NULL, provider TEXT NOT NULL, state_hash TEXT NOT NULL,
  browser_hash TEXT NOT NULL, nonce TEXT NOT NULL, verifier TEXT NOT NULL, next TEXT NOT NULL, expires_at INTEGER NOT NULL,
  used_at INTEGER, pending TEXT,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sso_flows_by_end ON sso_flows (tenant_id, expires_at);
CREATE TABLE sso_identities (
  tenant_id TEXT NOT NULL, portal_id TEXT NOT NULL, provider TEXT NOT NULL, issuer TEXT NOT NULL, subject TEXT NOT NULL,
  user_id TEXT NOT NULL, linked_at INTEGER NOT NULL, last_used_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, portal_id, provider, issuer, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX sso_identities_by_user ON sso_identities (tenant_id, user_id);
CREATE TABLE sso_clients (
  tenant_id TEXT NOT NULL, client_id TEXT NOT NULL, owner_tenant TEXT NOT NULL, portal_id TEXT NOT NULL,
  PRIMARY KEY (tenant_id, client_id, owner_tenant, portal_id)
) STRICT, WITHOUT ROWID;
