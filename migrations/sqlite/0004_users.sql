-- Sign-in facts of portal users, kept in step with their records, and the sessions of all users.
CREATE TABLE portal_users (
  tenant_id TEXT NOT NULL, id TEXT NOT NULL, portal_id TEXT NOT NULL, email TEXT NOT NULL,
  password_hash TEXT, registered INTEGER NOT NULL, access INTEGER NOT NULL, expires_at INTEGER,
  last_login_at INTEGER, roots_version INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX portal_users_by_email ON portal_users (tenant_id, portal_id, email);
CREATE TABLE sessions (
  tenant_id TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, user_id TEXT NOT NULL, portal_id TEXT,
  refresh_hash TEXT NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, revoked_at INTEGER,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_user ON sessions (tenant_id, user_id);
CREATE TABLE sign_in_attempts (
  tenant_id TEXT NOT NULL, subject TEXT NOT NULL, window_started_at INTEGER NOT NULL, failures INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, subject)
) STRICT;
