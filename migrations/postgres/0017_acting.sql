-- A session in which a member of staff acts for a portal user: who it is, and why.
ALTER TABLE sessions ADD COLUMN acting_id text COLLATE "C";
ALTER TABLE sessions ADD COLUMN acting_name text COLLATE "C";
