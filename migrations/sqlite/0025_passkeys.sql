-- Challenges of passkeys that were answered, until their time is over; and when a session last proved its owner.
CREATE TABLE answered_challenges (
  tenant_id TEXT NOT NULL, id TEXT NOT NULL, ends_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX answered_challenges_by_end ON answered_challenges (tenant_id, ends_at);
ALTER TABLE sessions ADD COLUMN proved_at INTEGER;
