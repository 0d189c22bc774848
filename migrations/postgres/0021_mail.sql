-- Mail that leaves the house: what became of every letter, try by try, how an organisation sends, which addresses refuse.
ALTER TABLE mails ADD COLUMN portal_id text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE mails ADD COLUMN user_id text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE mails ADD COLUMN state text COLLATE "C" NOT NULL DEFAULT 'kept';
ALTER TABLE mails ADD COLUMN secret bigint NOT NULL DEFAULT 0;
ALTER TABLE mails ADD COLUMN round bigint NOT NULL DEFAULT 0;
ALTER TABLE mails ADD COLUMN attempts bigint NOT NULL DEFAULT 0;
ALTER TABLE mails ADD COLUMN next_at bigint;
ALTER TABLE mails ADD COLUMN settled_at bigint;
ALTER TABLE mails ADD COLUMN good_until bigint;
ALTER TABLE mails ADD COLUMN note text COLLATE "C" NOT NULL DEFAULT '';
CREATE INDEX mails_by_moment ON mails (tenant_id, created_at, id);
CREATE INDEX mails_by_state ON mails (tenant_id, state, created_at, id);
CREATE INDEX mails_by_user ON mails (tenant_id, user_id, created_at, id);
CREATE TABLE mail_tries (
  tenant_id text COLLATE "C" NOT NULL, mail_id text COLLATE "C" NOT NULL, number bigint NOT NULL, at bigint NOT NULL, outcome text COLLATE "C" NOT NULL,
  stage text COLLATE "C" NOT NULL, answer text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, mail_id, number)
);
CREATE TABLE mail_addresses (
  tenant_id text COLLATE "C" NOT NULL, address text COLLATE "C" NOT NULL, refused_at bigint NOT NULL, answer text COLLATE "C" NOT NULL, mail_id text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, address)
);
CREATE TABLE mail_settings (
  tenant_id text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, doc text COLLATE "C" NOT NULL, password text COLLATE "C" NOT NULL, updated_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
