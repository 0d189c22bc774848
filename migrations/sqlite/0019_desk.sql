-- Saved views of lists, the one that somebody opens a list with, and changes of many records in one go.
CREATE TABLE saved_views (
  tenant_id TEXT NOT NULL, id TEXT NOT NULL, owner_id TEXT NOT NULL, shared INTEGER NOT NULL, doc TEXT NOT NULL,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE TABLE default_views (
  tenant_id TEXT NOT NULL, user_id TEXT NOT NULL, schema TEXT NOT NULL, view_id TEXT NOT NULL,
  PRIMARY KEY (tenant_id, user_id, schema)
) STRICT, WITHOUT ROWID;
CREATE TABLE batches (
  tenant_id TEXT NOT NULL, id TEXT NOT NULL, schema TEXT NOT NULL, doc TEXT NOT NULL, undoes TEXT,
  created_at INTEGER NOT NULL, finished_at INTEGER, stopped INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE INDEX batches_by_schema ON batches (tenant_id, schema, created_at);
CREATE INDEX batches_by_undone ON batches (tenant_id, undoes) WHERE undoes IS NOT NULL;
CREATE TABLE batch_records (
  tenant_id TEXT NOT NULL, batch_id TEXT NOT NULL, position INTEGER NOT NULL, entity_id TEXT NOT NULL,
  outcome TEXT NOT NULL, reason TEXT, activity_id TEXT,
  PRIMARY KEY (tenant_id, batch_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX batch_records_by_outcome ON batch_records (tenant_id, batch_id, outcome, position);
CREATE INDEX batch_records_by_entity ON batch_records (tenant_id, entity_id);
