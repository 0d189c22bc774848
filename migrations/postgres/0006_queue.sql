-- Work that follows from a change: written in the change's own transaction, done at least once.
CREATE TABLE jobs (
  tenant_id text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, owner_tenant text COLLATE "C" NOT NULL, kind text COLLATE "C" NOT NULL,
  payload text COLLATE "C" NOT NULL, run_at bigint NOT NULL, attempts bigint NOT NULL, lease_until bigint,
  unique_key text COLLATE "C", failed_at bigint, last_error text COLLATE "C", created_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX jobs_due ON jobs (tenant_id, failed_at, run_at, id);
CREATE UNIQUE INDEX jobs_unique ON jobs (tenant_id, unique_key);
