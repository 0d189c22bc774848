-- What proves a user beside the password (an app, recovery codes), passwords of before, and where sessions are used.
ALTER TABLE sessions ADD COLUMN last_used_at bigint;
ALTER TABLE sessions ADD COLUMN device text COLLATE "C";
ALTER TABLE sessions ADD COLUMN network text COLLATE "C";
ALTER TABLE sessions ADD COLUMN held bigint NOT NULL DEFAULT 0;
CREATE TABLE past_passwords (
  tenant_id text COLLATE "C" NOT NULL, user_id text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, password_hash text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, user_id, id)
);
CREATE TABLE authenticators (
  tenant_id text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, user_id text COLLATE "C" NOT NULL, kind text COLLATE "C" NOT NULL, name text COLLATE "C" NOT NULL,
  secret text COLLATE "C" NOT NULL, counter bigint NOT NULL, created_at bigint NOT NULL, confirmed_at bigint, used_at bigint,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX authenticators_by_user ON authenticators (tenant_id, user_id, kind);
