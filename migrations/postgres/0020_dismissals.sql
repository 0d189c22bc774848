-- Notes that portal users have put away: which block, and the mark of the words it had.
CREATE TABLE dismissals (
  tenant_id text COLLATE "C" NOT NULL, user_id text COLLATE "C" NOT NULL, block_id text COLLATE "C" NOT NULL,
  mark text COLLATE "C" NOT NULL, dismissed_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, user_id, block_id)
);
