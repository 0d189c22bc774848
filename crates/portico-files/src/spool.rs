//! Contents on their way in: written to a file beside the store, counted and hashed while they arrive.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use futures_util::TryStreamExt;
use http_body::Frame;
use http_body_util::{BodyExt, Full, StreamBody};
use ring::digest::{Context, SHA256};
use tokio::fs::File;
use tokio::io::{AsyncRead, AsyncWriteExt};
use tokio::time::timeout;
use tokio_util::io::ReaderStream;

use crate::store::Bytes;

/// How much of the beginning is kept to judge what it is.
const HEAD: usize = 8192;
/// How long a sender may pause.
const PATIENCE: Duration = Duration::from_secs(30);
/// How much is read and sent at once.
const PIECE: usize = 64 * 1024;

/// Why a content did not arrive.
#[derive(Debug, thiserror::Error)]
pub enum NotReceived {
    /// It is larger than it may be.
    #[error("larger than {0} bytes")]
    TooLarge(u64),
    /// The sender stopped before the end.
    #[error("the sender stopped: {0}")]
    Broken(String),
    /// It cannot be written here.
    #[error(transparent)]
    Disk(#[from] io::Error),
}

/// A content that has arrived; removed when it is dropped without being kept.
#[derive(Debug)]
pub struct Received {
    path: PathBuf,
    /// How large it is, in bytes.
    pub size: u64,
    /// The SHA-256 of all of it, in hexadecimal digits.
    pub sha256: String,
    /// How it begins.
    pub head: Vec<u8>,
}

impl Received {
    /// The file that holds it.
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) async fn open(&self) -> io::Result<Bytes> {
        Ok(pieces(File::open(&self.path).await?))
    }
}

impl Drop for Received {
    fn drop(&mut self) {
        let _kept_or_gone = std::fs::remove_file(&self.path);
    }
}

pub(crate) async fn receive<B>(path: PathBuf, mut body: B, limit: u64) -> Result<Received, NotReceived>
where
    B: http_body::Body<Data = bytes::Bytes> + Unpin,
    B::Error: std::fmt::Display,
{
    let mut file = File::create(&path).await?;
    let mut received = Received { path, size: 0, sha256: String::new(), head: Vec::new() };
    let mut hash = Context::new(&SHA256);
    loop {
        let waited = timeout(PATIENCE, body.frame()).await;
        let frame = waited.map_err(|_| NotReceived::Broken("nothing came for 30 seconds".to_owned()))?;
        let Some(frame) = frame else { break };
        let frame = frame.map_err(|error| NotReceived::Broken(error.to_string()))?;
        let Ok(data) = frame.into_data() else { continue };
        received.size += data.len() as u64;
        if received.size > limit {
            return Err(NotReceived::TooLarge(limit));
        }
        let room = HEAD.saturating_sub(received.head.len());
        received.head.extend_from_slice(&data[..room.min(data.len())]);
        hash.update(&data);
        file.write_all(&data).await?;
    }
    file.flush().await?;
    received.sha256 = hex(hash.finish().as_ref());
    Ok(received)
}

/// What a reader reads, as pieces to be sent.
pub(crate) fn pieces(reader: impl AsyncRead + Send + 'static) -> Bytes {
    let pieces = ReaderStream::with_capacity(reader, PIECE).map_ok(Frame::data);
    BodyExt::boxed_unsync(StreamBody::new(pieces))
}

/// Bytes that are at hand, as one piece.
pub(crate) fn whole(bytes: &[u8]) -> Bytes {
    Full::new(bytes::Bytes::copy_from_slice(bytes)).map_err(|never| match never {}).boxed_unsync()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
