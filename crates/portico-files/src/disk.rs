//! Contents on the local disk. A link that leads out of the folder is not followed.

use std::io::{self, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use tokio::fs::{self, File};
use tokio::io::{AsyncReadExt, AsyncSeekExt};

use crate::spool;
use crate::store::{Opened, Span};

/// Tells apart the files that are written at the same time.
static NEXT: AtomicU64 = AtomicU64::new(1);

/// A folder of contents.
#[derive(Clone, Debug)]
pub(crate) struct Disk {
    folder: PathBuf,
}

impl Disk {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// A path for a content that is arriving.
    pub(crate) async fn spool(&self) -> io::Result<PathBuf> {
        let folder = self.folder.join("arriving");
        fs::create_dir_all(&folder).await?;
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        Ok(folder.join(format!("{}-{number}", std::process::id())))
    }

    /// Removes what began to arrive before a moment and never came to an end; answers how many.
    pub(crate) async fn forget_arriving(&self, before: SystemTime) -> io::Result<usize> {
        let mut entries = match fs::read_dir(self.folder.join("arriving")).await {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
            Err(error) => return Err(error),
        };
        let mut gone = 0;
        while let Some(entry) = entries.next_entry().await? {
            let facts = entry.metadata().await?;
            if facts.is_file() && facts.modified()? < before {
                fs::remove_file(entry.path()).await?;
                gone += 1;
            }
        }
        Ok(gone)
    }

    pub(crate) async fn put(&self, key: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.place(key).await?;
        if fs::try_exists(&path).await? {
            return Ok(());
        }
        // Written beside and renamed, so that nobody ever reads half a file.
        let half = self.spool().await?;
        fs::write(&half, bytes).await?;
        fs::rename(&half, &path).await
    }

    /// Moves a file in, after it is safely on the disk.
    pub(crate) async fn take_in(&self, key: &str, from: &Path) -> io::Result<()> {
        let path = self.place(key).await?;
        File::open(from).await?.sync_all().await?;
        fs::rename(from, &path).await
    }

    pub(crate) async fn open(&self, key: &str, span: Option<Span>) -> io::Result<Opened> {
        let mut file = File::open(self.found(key).await?).await?;
        let facts = file.metadata().await?;
        if !facts.is_file() {
            return Err(io::Error::new(io::ErrorKind::NotFound, "no such content"));
        }
        let size = facts.len();
        let part = span.and_then(|span| span.within(size));
        let Some((first, last)) = part else {
            return Ok(Opened { size, part, bytes: spool::pieces(file) });
        };
        file.seek(SeekFrom::Start(first)).await?;
        Ok(Opened { size, part, bytes: spool::pieces(file.take(last - first + 1)) })
    }

    pub(crate) async fn remove(&self, key: &str) -> io::Result<()> {
        fs::remove_file(self.found(key).await?).await
    }

    /// Where a content is to lie; its folder is made, and is truly inside.
    async fn place(&self, key: &str) -> io::Result<PathBuf> {
        let path = self.folder.join(key);
        let folder = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder).await?;
        self.check_inside(folder).await?;
        Ok(path)
    }

    /// Where a content lies, when it truly lies inside.
    async fn found(&self, key: &str) -> io::Result<PathBuf> {
        let path = self.folder.join(key);
        self.check_inside(&path).await?;
        Ok(path)
    }

    async fn check_inside(&self, path: &Path) -> io::Result<()> {
        let (real, root) = (fs::canonicalize(path).await?, fs::canonicalize(&self.folder).await?);
        if real.strip_prefix(&root).ok() == path.strip_prefix(&self.folder).ok() {
            return Ok(());
        }
        Err(io::Error::new(io::ErrorKind::NotFound, "a link leads elsewhere"))
    }
}
