-- What happened: one entry per change, attached to every record it concerns.
CREATE TABLE activity (
  tenant_id TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL, doc TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE TABLE activity_entities (
  tenant_id TEXT NOT NULL, entity_id TEXT NOT NULL, activity_id TEXT NOT NULL,
  PRIMARY KEY (tenant_id, entity_id, activity_id)
) STRICT, WITHOUT ROWID;
