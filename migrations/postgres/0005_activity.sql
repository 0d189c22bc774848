-- What happened: one entry per change, attached to every record it concerns.
CREATE TABLE activity (
  tenant_id text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, kind text COLLATE "C" NOT NULL, at bigint NOT NULL, doc text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE TABLE activity_entities (
  tenant_id text COLLATE "C" NOT NULL, entity_id text COLLATE "C" NOT NULL, activity_id text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, entity_id, activity_id)
);
