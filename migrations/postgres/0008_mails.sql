-- Mails kept in the local mailbox.
CREATE TABLE mails (
  tenant_id text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, recipient text COLLATE "C" NOT NULL, subject text COLLATE "C" NOT NULL,
  body_text text COLLATE "C" NOT NULL, body_html text COLLATE "C" NOT NULL, template text COLLATE "C" NOT NULL, created_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
