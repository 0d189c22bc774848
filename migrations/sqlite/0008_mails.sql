-- Mails kept in the local mailbox.
CREATE TABLE mails (
  tenant_id TEXT NOT NULL, id TEXT NOT NULL, recipient TEXT NOT NULL, subject TEXT NOT NULL,
  body_text TEXT NOT NULL, body_html TEXT NOT NULL, template TEXT NOT NULL, created_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT;
