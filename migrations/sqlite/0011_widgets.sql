-- Widgets of portals, one list each; and when which record was last opened by which portal user.
CREATE TABLE widgets (
  tenant_id TEXT NOT NULL, portal_id TEXT NOT NULL, doc TEXT NOT NULL,
  PRIMARY KEY (tenant_id, portal_id)
) STRICT;
CREATE TABLE access_events (
  tenant_id TEXT NOT NULL, user_id TEXT NOT NULL, schema TEXT NOT NULL, entity_id TEXT NOT NULL,
  id TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, user_id, schema, entity_id)
) STRICT, WITHOUT ROWID;
