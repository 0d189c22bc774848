-- Files: what was uploaded and the room it takes, who fetched a file, and links that everybody may follow.
CREATE TABLE contents (
  tenant_id TEXT NOT NULL, id TEXT NOT NULL, filename TEXT NOT NULL, declared_type TEXT NOT NULL,
  side TEXT NOT NULL, uploaded_by TEXT NOT NULL, size_bytes INTEGER NOT NULL, mime_type TEXT, store_key TEXT,
  sha256 TEXT, file_id TEXT, created_at INTEGER NOT NULL, expires_at INTEGER, dropped_at INTEGER,
  PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE INDEX contents_by_file ON contents (tenant_id, file_id, created_at);
CREATE INDEX contents_dropped ON contents (tenant_id, dropped_at) WHERE dropped_at IS NOT NULL;
CREATE TABLE file_room (
  tenant_id TEXT NOT NULL, used_bytes INTEGER NOT NULL, allowed_bytes INTEGER,
  PRIMARY KEY (tenant_id)
) STRICT;
CREATE TABLE file_downloads (
  tenant_id TEXT NOT NULL, user_id TEXT NOT NULL, file_id TEXT NOT NULL, first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL, times INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, user_id, file_id)
) STRICT;
CREATE INDEX file_downloads_by_file ON file_downloads (tenant_id, file_id, last_at);
CREATE TABLE public_links (
  tenant_id TEXT NOT NULL, id TEXT NOT NULL, owner_tenant TEXT NOT NULL, file_id TEXT NOT NULL,
  created_at INTEGER NOT NULL, last_accessed_at INTEGER, revoked_at INTEGER,
  PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE INDEX public_links_by_file ON public_links (tenant_id, owner_tenant, file_id);
