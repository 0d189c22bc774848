-- Records and the three indexes that change with them: relations, identifiers, words.
CREATE TABLE schemas (
  tenant_id text COLLATE "C" NOT NULL, slug text COLLATE "C" NOT NULL, version bigint NOT NULL, doc text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, slug)
);
CREATE TABLE entities (
  tenant_id text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, schema text COLLATE "C" NOT NULL, title text COLLATE "C" NOT NULL, doc text COLLATE "C" NOT NULL,
  created_at bigint NOT NULL, updated_at bigint NOT NULL, deleted_at bigint,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX entities_by_schema ON entities (tenant_id, schema, created_at, id);
CREATE TABLE relations (
  tenant_id text COLLATE "C" NOT NULL, target_id text COLLATE "C" NOT NULL, attribute text COLLATE "C" NOT NULL, source_id text COLLATE "C" NOT NULL,
  source_schema text COLLATE "C" NOT NULL, target_schema text COLLATE "C" NOT NULL, alive bigint NOT NULL,
  PRIMARY KEY (tenant_id, target_id, attribute, source_id)
);
CREATE INDEX relations_by_source ON relations (tenant_id, source_id, attribute, target_id, source_schema, target_schema, alive);
CREATE INDEX relations_dormant ON relations (tenant_id, target_id) WHERE alive = 0;
CREATE TABLE identifiers (
  tenant_id text COLLATE "C" NOT NULL, schema text COLLATE "C" NOT NULL, attribute text COLLATE "C" NOT NULL, value text COLLATE "C" NOT NULL,
  entity_id text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, schema, attribute, value, entity_id)
);
CREATE INDEX identifiers_by_entity ON identifiers (tenant_id, entity_id);
CREATE TABLE words (
  tenant_id text COLLATE "C" NOT NULL, entity_id text COLLATE "C" NOT NULL, word text COLLATE "C" NOT NULL, attribute text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, entity_id, word, attribute)
);
CREATE INDEX words_by_word ON words (tenant_id, word, entity_id);
