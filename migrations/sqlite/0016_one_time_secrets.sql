-- What is sent to somebody to be used once: a code to type and a link to open; and budgets of what may be tried or sent.
CREATE TABLE one_time_secrets (
  tenant_id TEXT NOT NULL, id TEXT NOT NULL, purpose TEXT NOT NULL, portal_id TEXT NOT NULL, subject TEXT NOT NULL,
  email TEXT NOT NULL, payload TEXT NOT NULL, code_hash TEXT NOT NULL, link_hash TEXT NOT NULL,
  handle_hash TEXT NOT NULL, attempts INTEGER NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
  used_at INTEGER,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX one_time_secrets_by_subject ON one_time_secrets (tenant_id, purpose, portal_id, subject, created_at);
CREATE TABLE budgets (
  tenant_id TEXT NOT NULL, subject TEXT NOT NULL, window_started_at INTEGER NOT NULL, spent INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, subject)
) STRICT;
DROP TABLE sign_in_attempts;
