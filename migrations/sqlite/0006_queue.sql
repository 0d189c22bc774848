-- Work that follows from a change: written in the change's own transaction, done at least once.
CREATE TABLE jobs (
  tenant_id TEXT NOT NULL, id TEXT NOT NULL, owner_tenant TEXT NOT NULL, kind TEXT NOT NULL,
  payload TEXT NOT NULL, run_at INTEGER NOT NULL, attempts INTEGER NOT NULL, lease_until INTEGER,
  unique_key TEXT, failed_at INTEGER, last_error TEXT, created_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE INDEX jobs_due ON jobs (tenant_id, failed_at, run_at, id);
CREATE UNIQUE INDEX jobs_unique ON jobs (tenant_id, unique_key);
