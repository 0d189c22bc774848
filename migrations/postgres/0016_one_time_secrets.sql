-- What is sent to somebody to be used once: a code to type and a link to open; and budgets of what may be tried or sent.
CREATE TABLE one_time_secrets (
  tenant_id text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, purpose text COLLATE "C" NOT NULL, portal_id text COLLATE "C" NOT NULL, subject text COLLATE "C" NOT NULL,
  email text COLLATE "C" NOT NULL, payload text COLLATE "C" NOT NULL, code_hash text COLLATE "C" NOT NULL, link_hash text COLLATE "C" NOT NULL,
  handle_hash text COLLATE "C" NOT NULL, attempts bigint NOT NULL, created_at bigint NOT NULL, expires_at bigint NOT NULL,
  used_at bigint,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX one_time_secrets_by_subject ON one_time_secrets (tenant_id, purpose, portal_id, subject, created_at);
CREATE TABLE budgets (
  tenant_id text COLLATE "C" NOT NULL, subject text COLLATE "C" NOT NULL, window_started_at bigint NOT NULL, spent bigint NOT NULL,
  PRIMARY KEY (tenant_id, subject)
);
DROP TABLE sign_in_attempts;
