-- What portal users were told by letter, or will be with the next one: each thing once.
CREATE TABLE news (
  tenant_id TEXT NOT NULL, user_id TEXT NOT NULL, kind TEXT NOT NULL, entity_id TEXT NOT NULL, language TEXT NOT NULL,
  noted_at INTEGER NOT NULL, told_at INTEGER,
  PRIMARY KEY (tenant_id, user_id, kind, entity_id)
) STRICT, WITHOUT ROWID;
