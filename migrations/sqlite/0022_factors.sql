-- What proves a user beside the password (an app, recovery codes), passwords of before, and where sessions are used.
ALTER TABLE sessions ADD COLUMN last_used_at INTEGER;
ALTER TABLE sessions ADD COLUMN device TEXT;
ALTER TABLE sessions ADD COLUMN network TEXT;
ALTER TABLE sessions ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
CREATE TABLE past_passwords (
  tenant_id TEXT NOT NULL, user_id TEXT NOT NULL, id TEXT NOT NULL, password_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, user_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE authenticators (
  tenant_id TEXT NOT NULL, id TEXT NOT NULL, user_id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
  secret TEXT NOT NULL, counter INTEGER NOT NULL, created_at INTEGER NOT NULL, confirmed_at INTEGER, used_at INTEGER,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX authenticators_by_user ON authenticators (tenant_id, user_id, kind);
