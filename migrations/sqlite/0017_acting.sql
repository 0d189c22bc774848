-- A session in which a member of staff acts for a portal user: who it is, and why.
ALTER TABLE sessions ADD COLUMN acting_id TEXT;
ALTER TABLE sessions ADD COLUMN acting_name TEXT;
