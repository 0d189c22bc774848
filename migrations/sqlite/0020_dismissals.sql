-- Notes that portal users have put away: which block, and the mark of the words it had.
CREATE TABLE dismissals (
  tenant_id TEXT NOT NULL, user_id TEXT NOT NULL, block_id TEXT NOT NULL, mark TEXT NOT NULL,
  dismissed_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, user_id, block_id)
) STRICT, WITHOUT ROWID;
