-- Saved views of lists, the one that somebody opens a list with, and changes of many records in one go.
CREATE TABLE saved_views (
  tenant_id text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, owner_id text COLLATE "C" NOT NULL, shared bigint NOT NULL, doc text COLLATE "C" NOT NULL,
  created_at bigint NOT NULL, updated_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE TABLE default_views (
  tenant_id text COLLATE "C" NOT NULL, user_id text COLLATE "C" NOT NULL, schema text COLLATE "C" NOT NULL, view_id text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, user_id, schema)
);
CREATE TABLE batches (
  tenant_id text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, schema text COLLATE "C" NOT NULL, doc text COLLATE "C" NOT NULL, undoes text COLLATE "C",
  created_at bigint NOT NULL, finished_at bigint, stopped bigint NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX batches_by_schema ON batches (tenant_id, schema, created_at);
CREATE INDEX batches_by_undone ON batches (tenant_id, undoes) WHERE undoes IS NOT NULL;
CREATE TABLE batch_records (
  tenant_id text COLLATE "C" NOT NULL, batch_id text COLLATE "C" NOT NULL, position bigint NOT NULL, entity_id text COLLATE "C" NOT NULL,
  outcome text COLLATE "C" NOT NULL, reason text COLLATE "C", activity_id text COLLATE "C",
  PRIMARY KEY (tenant_id, batch_id, position)
);
CREATE INDEX batch_records_by_outcome ON batch_records (tenant_id, batch_id, outcome, position);
CREATE INDEX batch_records_by_entity ON batch_records (tenant_id, entity_id);
