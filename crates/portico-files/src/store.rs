//! One handle over both places where contents lie.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use http_body_util::combinators::UnsyncBoxBody;

use crate::bucket::{Bucket, BucketOptions};
use crate::disk::Disk;
use crate::picture;
use crate::spool::{self, NotReceived, Received};

/// Contents on their way, piece by piece.
pub type Bytes = UnsyncBoxBody<bytes::Bytes, io::Error>;

/// Which part of a content is wanted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Span {
    /// From this byte to the end.
    From(u64),
    /// From this byte to that one, both included.
    Between(u64, u64),
    /// The last bytes, so many.
    Last(u64),
}

impl Span {
    /// The first and the last byte of it in a content of this size; nothing when it lies outside.
    pub fn within(self, size: u64) -> Option<(u64, u64)> {
        let last = size.checked_sub(1)?;
        match self {
            Self::From(first) if first <= last => Some((first, last)),
            Self::Between(first, end) if first <= end && first <= last => Some((first, end.min(last))),
            Self::Last(count) if count > 0 => Some((size.saturating_sub(count), last)),
            _ => None,
        }
    }
}

/// A content that is being sent.
pub struct Opened {
    /// The size of the whole, in bytes.
    pub size: u64,
    /// The first and the last byte that are sent; nothing when the whole is.
    pub part: Option<(u64, u64)>,
    /// The bytes.
    pub bytes: Bytes,
}

/// Where contents lie. Cheap to clone.
#[derive(Clone, Debug)]
pub struct FileStore {
    disk: Disk,
    bucket: Option<Arc<Bucket>>,
}

impl FileStore {
    /// The store in a folder; the folder is made when the first content is stored.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { disk: Disk::new(folder.into()), bucket: None }
    }

    /// The store in a bucket; the folder only holds contents while they arrive.
    pub fn in_bucket(folder: impl Into<PathBuf>, options: &BucketOptions) -> Result<Self, String> {
        let bucket = Some(Arc::new(Bucket::new(options)?));
        Ok(Self { disk: Disk::new(folder.into()), bucket })
    }

    /// Stores bytes and answers their key. The same bytes are stored once.
    pub async fn put(&self, tenant: &str, bytes: &[u8]) -> io::Result<String> {
        let name = spool::hex(ring::digest::digest(&ring::digest::SHA256, bytes).as_ref());
        let key = format!("{tenant}/{}/{name}", &name[..2]);
        self.put_under(&key, bytes).await?;
        Ok(key)
    }

    /// Stores bytes under a key, unless something lies there already.
    pub async fn put_under(&self, key: &str, bytes: &[u8]) -> io::Result<()> {
        check(key)?;
        match &self.bucket {
            Some(bucket) => bucket.put(key, bytes.len() as u64, spool::whole(bytes)).await,
            None => self.disk.put(key, bytes).await,
        }
    }

    /// Takes in a content that is at most `limit` bytes large. It is gone again unless it is kept.
    pub async fn receive<B>(&self, body: B, limit: u64) -> Result<Received, NotReceived>
    where
        B: http_body::Body<Data = bytes::Bytes> + Unpin,
        B::Error: std::fmt::Display,
    {
        spool::receive(self.disk.spool().await?, body, limit).await
    }

    /// Keeps what was received under a name that nothing else has, such as an id; answers its key.
    pub async fn keep(&self, tenant: &str, name: &str, received: Received) -> io::Result<String> {
        let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        let key = format!("{tenant}/{}/{name}", name.get(..2).unwrap_or("00"));
        check(&key)?;
        match &self.bucket {
            Some(bucket) => bucket.put(&key, received.size, received.open().await?).await?,
            None => self.disk.take_in(&key, received.path()).await?,
        }
        Ok(key)
    }

    /// The whole content under a key, for what is known to be small.
    pub async fn read(&self, key: &str) -> io::Result<Vec<u8>> {
        let opened = self.open(key, None).await?;
        let collected = http_body_util::BodyExt::collect(opened.bytes).await?;
        Ok(collected.to_bytes().to_vec())
    }

    /// A content, to be sent on in pieces. A part that lies outside of it is the whole.
    pub async fn open(&self, key: &str, span: Option<Span>) -> io::Result<Opened> {
        check(key)?;
        match &self.bucket {
            Some(bucket) => bucket.open(key, span).await,
            None => self.disk.open(key, span).await,
        }
    }

    /// Removes a content with the smaller pictures of it; one that is not there is removed already.
    pub async fn remove(&self, key: &str) -> io::Result<()> {
        for size in picture::SIZES {
            self.remove_one(&picture::key_of(key, size)).await?;
        }
        self.remove_one(key).await
    }

    /// Removes what began to arrive before a moment and never came to an end, such as when the program was ended;
    /// answers how many.
    pub async fn forget_arriving(&self, before: SystemTime) -> io::Result<usize> {
        self.disk.forget_arriving(before).await
    }

    async fn remove_one(&self, key: &str) -> io::Result<()> {
        check(key)?;
        let gone = match &self.bucket {
            Some(bucket) => bucket.remove(key).await,
            None => self.disk.remove(key).await,
        };
        gone.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
    }
}

/// Refuses every key that is not one of three plain parts, as this store makes them.
fn check(key: &str) -> io::Result<()> {
    let plain = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric());
    if key.len() < 200 && key.split('/').count() == 3 && key.split('/').all(plain) {
        return Ok(());
    }
    Err(io::Error::new(io::ErrorKind::NotFound, "no such content"))
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
        store.remove(&key).await?;
        store.remove(&key).await?;
        assert!(store.read(&key).await.is_err());
        Ok(())
    }

    #[tokio::test]
    async fn a_key_never_leads_out_of_the_folder() {
        let store = FileStore::new("/tmp");
        let long = format!("a/b/{}", "c".repeat(200));
        let odd = ["../../etc/passwd", "a/../b", "/etc/passwd", "a/b", "a/b/c/d", "a//c", "a/b/.", "a/b/c\0"];
        for key in odd.into_iter().chain([long.as_str(), "ä/b/c", "a/b/c d", "a\\b\\c"]) {
            assert!(store.read(key).await.is_err(), "{key}");
            assert!(store.put_under(key, b"x").await.is_err(), "{key}");
        }
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_link_in_the_folder_is_not_followed_out_of_it() -> io::Result<()> {
        let (outside, folder) = (tempfile::tempdir()?, tempfile::tempdir()?);
        std::fs::write(outside.path().join("secret"), b"secret")?;
        std::fs::create_dir_all(folder.path().join("a/b"))?;
        std::os::unix::fs::symlink(outside.path().join("secret"), folder.path().join("a/b/file"))?;
        std::os::unix::fs::symlink(outside.path(), folder.path().join("a/c"))?;
        let store = FileStore::new(folder.path());
        for key in ["a/b/file", "a/c/secret"] {
            assert!(store.read(key).await.is_err(), "{key}");
        }
        assert!(store.put_under("a/c/new", b"x").await.is_err());
        assert!(!outside.path().join("new").exists());
        Ok(())
    }

    #[tokio::test]
    async fn a_part_is_what_was_asked_for_and_never_more_than_there_is() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let store = FileStore::new(folder.path());
        let key = store.put("1", b"0123456789").await?;
        for (span, part) in [
            (Span::From(7), "789"),
            (Span::Between(2, 4), "234"),
            (Span::Between(8, 99), "89"),
            (Span::Last(3), "789"),
            (Span::Last(99), "0123456789"),
        ] {
            let opened = store.open(&key, Some(span)).await?;
            assert_eq!(opened.size, 10);
            let bytes = http_body_util::BodyExt::collect(opened.bytes).await?.to_bytes();
            assert_eq!(bytes, part.as_bytes(), "{span:?}");
        }
        assert_eq!(Span::From(10).within(10), None);
        assert_eq!(Span::Between(5, 2).within(10), None);
        assert_eq!(Span::Last(1).within(0), None);
        Ok(())
    }
}
