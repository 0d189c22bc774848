-- Widgets of portals, one list each; and when which record was last opened by which portal user.
CREATE TABLE widgets (
  tenant_id text COLLATE "C" NOT NULL, portal_id text COLLATE "C" NOT NULL, doc text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, portal_id)
);
CREATE TABLE access_events (
  tenant_id text COLLATE "C" NOT NULL, user_id text COLLATE "C" NOT NULL, schema text COLLATE "C" NOT NULL, entity_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL, at bigint NOT NULL,
  PRIMARY KEY (tenant_id, user_id, schema, entity_id)
);
