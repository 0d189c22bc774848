-- Mail that leaves the house: what became of every letter, try by try, how an organisation sends, which addresses refuse.
ALTER TABLE mails ADD COLUMN portal_id TEXT NOT NULL DEFAULT '';
ALTER TABLE mails ADD COLUMN user_id TEXT NOT NULL DEFAULT '';
ALTER TABLE mails ADD COLUMN state TEXT NOT NULL DEFAULT 'kept';
ALTER TABLE mails ADD COLUMN secret INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mails ADD COLUMN round INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mails ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mails ADD COLUMN next_at INTEGER;
ALTER TABLE mails ADD COLUMN settled_at INTEGER;
ALTER TABLE mails ADD COLUMN good_until INTEGER;
ALTER TABLE mails ADD COLUMN note TEXT NOT NULL DEFAULT '';
CREATE INDEX mails_by_moment ON mails (tenant_id, created_at, id);
CREATE INDEX mails_by_state ON mails (tenant_id, state, created_at, id);
CREATE INDEX mails_by_user ON mails (tenant_id, user_id, created_at, id);
CREATE TABLE mail_tries (
  tenant_id TEXT NOT NULL, mail_id TEXT NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL, outcome TEXT NOT NULL,
  stage TEXT NOT NULL, answer TEXT NOT NULL,
  PRIMARY KEY (tenant_id, mail_id, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE mail_addresses (
  tenant_id TEXT NOT NULL, address TEXT NOT NULL, refused_at INTEGER NOT NULL, answer TEXT NOT NULL, mail_id TEXT NOT NULL,
  PRIMARY KEY (tenant_id, address)
) STRICT, WITHOUT ROWID;
CREATE TABLE mail_settings (
  tenant_id TEXT NOT NULL, id TEXT NOT NULL, doc TEXT NOT NULL, password TEXT NOT NULL, updated_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
