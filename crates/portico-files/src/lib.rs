//! The file store: bytes on the local disk under the hash of their content.

use std::io;
use std::path::{Path, PathBuf};

use tokio::fs;

/// A folder of files named by their content.
#[derive(Clone, Debug)]
pub struct FileStore {
    folder: PathBuf,
}

impl FileStore {
    /// The store in a folder; the folder is made when the first file is stored.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Stores bytes and answers their key. The same bytes are stored once.
    pub async fn put(&self, tenant: &str, bytes: &[u8]) -> io::Result<String> {
        let hash = ring::digest::digest(&ring::digest::SHA256, bytes);
        let name: String = hash.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
        let key = format!("{tenant}/{}/{name}", &name[..2]);
        let path = self.path(&key)?;
        if fs::try_exists(&path).await? {
            return Ok(key);
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).await?;
        }
        // Written beside and renamed, so that nobody ever reads half a file.
        let half = path.with_extension(format!("half-{}", std::process::id()));
        fs::write(&half, bytes).await?;
        fs::rename(&half, &path).await?;
        Ok(key)
    }

    /// The bytes under a key.
    pub async fn read(&self, key: &str) -> io::Result<Vec<u8>> {
        fs::read(self.path(key)?).await
    }

    /// The path of a key; refused unless it is one that [`FileStore::put`] makes.
    fn path(&self, key: &str) -> io::Result<PathBuf> {
        let safe = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric());
        if key.split('/').count() == 3 && key.split('/').all(safe) {
            return Ok(self.folder.join(Path::new(key)));
        }
        Err(io::Error::new(io::ErrorKind::NotFound, "no such file"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_same_bytes_are_stored_once_and_read_back() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let store = FileStore::new(folder.path());
        let key = store.put("739224", b"Rechnung").await?;
        assert_eq!(store.put("739224", b"Rechnung").await?, key);
        assert_eq!(store.read(&key).await?, b"Rechnung");
        Ok(())
    }

    #[tokio::test]
    async fn a_key_never_leads_out_of_the_folder() {
        let store = FileStore::new("/tmp");
        for key in ["../../etc/passwd", "a/../b", "/etc/passwd", "a/b", "a/b/c/d", "a//c"] {
            assert!(store.read(key).await.is_err(), "{key}");
        }
    }
}
