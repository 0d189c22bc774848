-- Invitations to register, and the lists by which many people are invited at once, row by row.
CREATE TABLE invitations (
  tenant_id TEXT NOT NULL, id TEXT NOT NULL, portal_id TEXT NOT NULL, contact_id TEXT NOT NULL, email TEXT NOT NULL,
  name TEXT NOT NULL, locale TEXT NOT NULL, kind TEXT NOT NULL, invited_by TEXT NOT NULL, created_at INTEGER NOT NULL,
  sent_at INTEGER NOT NULL, times_sent INTEGER NOT NULL, expires_at INTEGER NOT NULL, opened_at INTEGER,
  accepted_at INTEGER, revoked_at INTEGER,
  PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE INDEX invitations_by_contact ON invitations (tenant_id, portal_id, contact_id);
CREATE INDEX invitations_by_time ON invitations (tenant_id, sent_at);
CREATE TABLE invitation_lists (
  tenant_id TEXT NOT NULL, id TEXT NOT NULL, doc TEXT NOT NULL, state TEXT NOT NULL, created_at INTEGER NOT NULL,
  sent_at INTEGER, finished_at INTEGER,
  PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE TABLE invitation_rows (
  tenant_id TEXT NOT NULL, list_id TEXT NOT NULL, position INTEGER NOT NULL, doc TEXT NOT NULL, outcome TEXT NOT NULL,
  contact_id TEXT, invitation_id TEXT,
  PRIMARY KEY (tenant_id, list_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX invitation_rows_by_outcome ON invitation_rows (tenant_id, list_id, outcome, position);
-- What somebody entered who registered and waits for staff to say which contact it is.
CREATE TABLE registration_answers (
  tenant_id TEXT NOT NULL, user_id TEXT NOT NULL, doc TEXT NOT NULL, created_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
) STRICT, WITHOUT ROWID;
