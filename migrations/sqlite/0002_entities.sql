-- Records and the three indexes that change with them: relations, identifiers, words.
CREATE TABLE schemas (
  tenant_id TEXT NOT NULL, slug TEXT NOT NULL, version INTEGER NOT NULL, doc TEXT NOT NULL,
  PRIMARY KEY (tenant_id, slug)
) STRICT;
CREATE TABLE entities (
  tenant_id TEXT NOT NULL, id TEXT NOT NULL, schema TEXT NOT NULL, title TEXT NOT NULL, doc TEXT NOT NULL,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, deleted_at INTEGER,
  PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE INDEX entities_by_schema ON entities (tenant_id, schema, created_at, id);
CREATE TABLE relations (
  tenant_id TEXT NOT NULL, target_id TEXT NOT NULL, attribute TEXT NOT NULL, source_id TEXT NOT NULL,
  source_schema TEXT NOT NULL, target_schema TEXT NOT NULL, alive INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, target_id, attribute, source_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX relations_by_source ON relations (tenant_id, source_id, attribute, target_id, source_schema, target_schema, alive);
CREATE INDEX relations_dormant ON relations (tenant_id, target_id) WHERE alive = 0;
CREATE TABLE identifiers (
  tenant_id TEXT NOT NULL, schema TEXT NOT NULL, attribute TEXT NOT NULL, value TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  PRIMARY KEY (tenant_id, schema, attribute, value, entity_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX identifiers_by_entity ON identifiers (tenant_id, entity_id);
CREATE TABLE words (
  tenant_id TEXT NOT NULL, entity_id TEXT NOT NULL, word TEXT NOT NULL, attribute TEXT NOT NULL,
  PRIMARY KEY (tenant_id, entity_id, word, attribute)
) STRICT, WITHOUT ROWID;
CREATE INDEX words_by_word ON words (tenant_id, word, entity_id);
