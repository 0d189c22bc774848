-- Invitations to register, and the lists by which many people are invited at once, row by row.
CREATE TABLE invitations (
  tenant_id text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, portal_id text COLLATE "C" NOT NULL, contact_id text COLLATE "C" NOT NULL, email text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL, locale text COLLATE "C" NOT NULL, kind text COLLATE "C" NOT NULL, invited_by text COLLATE "C" NOT NULL, created_at bigint NOT NULL,
  sent_at bigint NOT NULL, times_sent bigint NOT NULL, expires_at bigint NOT NULL, opened_at bigint,
  accepted_at bigint, revoked_at bigint,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX invitations_by_contact ON invitations (tenant_id, portal_id, contact_id);
CREATE INDEX invitations_by_time ON invitations (tenant_id, sent_at);
CREATE TABLE invitation_lists (
  tenant_id text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, doc text COLLATE "C" NOT NULL, state text COLLATE "C" NOT NULL, created_at bigint NOT NULL,
  sent_at bigint, finished_at bigint,
  PRIMARY KEY (tenant_id, id)
);
CREATE TABLE invitation_rows (
  tenant_id text COLLATE "C" NOT NULL, list_id text COLLATE "C" NOT NULL, position bigint NOT NULL, doc text COLLATE "C" NOT NULL, outcome text COLLATE "C" NOT NULL,
  contact_id text COLLATE "C", invitation_id text COLLATE "C",
  PRIMARY KEY (tenant_id, list_id, position)
);
CREATE INDEX invitation_rows_by_outcome ON invitation_rows (tenant_id, list_id, outcome, position);
-- What somebody entered who registered and waits for staff to say which contact it is.
CREATE TABLE registration_answers (
  tenant_id text COLLATE "C" NOT NULL, user_id text COLLATE "C" NOT NULL, doc text COLLATE "C" NOT NULL, created_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
);
