-- Files: what was uploaded and the room it takes, who fetched a file, and links that everybody may follow.
CREATE TABLE contents (
  tenant_id text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, filename text COLLATE "C" NOT NULL, declared_type text COLLATE "C" NOT NULL,
  side text COLLATE "C" NOT NULL, uploaded_by text COLLATE "C" NOT NULL, size_bytes bigint NOT NULL, mime_type text COLLATE "C", store_key text COLLATE "C",
  sha256 text COLLATE "C", file_id text COLLATE "C", created_at bigint NOT NULL, expires_at bigint, dropped_at bigint,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX contents_by_file ON contents (tenant_id, file_id, created_at);
CREATE INDEX contents_dropped ON contents (tenant_id, dropped_at) WHERE dropped_at IS NOT NULL;
CREATE TABLE file_room (
  tenant_id text COLLATE "C" NOT NULL, used_bytes bigint NOT NULL, allowed_bytes bigint,
  PRIMARY KEY (tenant_id)
);
CREATE TABLE file_downloads (
  tenant_id text COLLATE "C" NOT NULL, user_id text COLLATE "C" NOT NULL, file_id text COLLATE "C" NOT NULL, first_at bigint NOT NULL,
  last_at bigint NOT NULL, times bigint NOT NULL,
  PRIMARY KEY (tenant_id, user_id, file_id)
);
CREATE INDEX file_downloads_by_file ON file_downloads (tenant_id, file_id, last_at);
CREATE TABLE public_links (
  tenant_id text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, owner_tenant text COLLATE "C" NOT NULL, file_id text COLLATE "C" NOT NULL,
  created_at bigint NOT NULL, last_accessed_at bigint, revoked_at bigint,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX public_links_by_file ON public_links (tenant_id, owner_tenant, file_id);
