-- Sign-in with identity providers: sign-ins under way, the identities that users are known by, and whose client ids are whose.
CREATE TABLE sso_flows (
  tenant_id text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, portal_id text COLLATE "C" NOT NULL, provider text COLLATE "C" NOT NULL, state_hash text COLLATE "C" NOT NULL,
  browser_hash text COLLATE "C" NOT NULL, nonce text COLLATE "C" NOT NULL, verifier text COLLATE "C" NOT NULL, next text COLLATE "C" NOT NULL, expires_at bigint NOT NULL,
  used_at bigint, pending text COLLATE "C",
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX sso_flows_by_end ON sso_flows (tenant_id, expires_at);
CREATE TABLE sso_identities (
  tenant_id text COLLATE "C" NOT NULL, portal_id text COLLATE "C" NOT NULL, provider text COLLATE "C" NOT NULL, issuer text COLLATE "C" NOT NULL, subject text COLLATE "C" NOT NULL,
  user_id text COLLATE "C" NOT NULL, linked_at bigint NOT NULL, last_used_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, portal_id, provider, issuer, subject)
);
CREATE INDEX sso_identities_by_user ON sso_identities (tenant_id, user_id);
CREATE TABLE sso_clients (
  tenant_id text COLLATE "C" NOT NULL, client_id text COLLATE "C" NOT NULL, owner_tenant text COLLATE "C" NOT NULL, portal_id text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, client_id, owner_tenant, portal_id)
);
