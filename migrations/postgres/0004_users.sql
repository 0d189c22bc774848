-- Sign-in facts of portal users, kept in step with their records, and the sessions of all users.
CREATE TABLE portal_users (
  tenant_id text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, portal_id text COLLATE "C" NOT NULL, email text COLLATE "C" NOT NULL,
  password_hash text COLLATE "C", registered bigint NOT NULL, access bigint NOT NULL, expires_at bigint,
  last_login_at bigint, roots_version bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX portal_users_by_email ON portal_users (tenant_id, portal_id, email);
CREATE TABLE sessions (
  tenant_id text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, kind text COLLATE "C" NOT NULL, user_id text COLLATE "C" NOT NULL, portal_id text COLLATE "C",
  refresh_hash text COLLATE "C" NOT NULL, created_at bigint NOT NULL, expires_at bigint NOT NULL, revoked_at bigint,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX sessions_by_user ON sessions (tenant_id, user_id);
CREATE TABLE sign_in_attempts (
  tenant_id text COLLATE "C" NOT NULL, subject text COLLATE "C" NOT NULL, window_started_at bigint NOT NULL, failures bigint NOT NULL,
  PRIMARY KEY (tenant_id, subject)
);
