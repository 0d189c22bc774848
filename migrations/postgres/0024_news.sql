-- What portal users were told by letter, or will be with the next one: each thing once.
CREATE TABLE news (
  tenant_id text COLLATE "C" NOT NULL, user_id text COLLATE "C" NOT NULL, kind text COLLATE "C" NOT NULL,
  entity_id text COLLATE "C" NOT NULL, language text COLLATE "C" NOT NULL, noted_at bigint NOT NULL, told_at bigint,
  PRIMARY KEY (tenant_id, user_id, kind, entity_id)
);
