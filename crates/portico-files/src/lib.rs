//! The file store: contents on the local disk or in a bucket, received and sent in streams, judged by what they hold.

mod bucket;
mod disk;
pub mod kind;
pub mod picture;
mod spool;
mod store;

pub use bucket::BucketOptions;
pub use spool::{NotReceived, Received};
pub use store::{Bytes, FileStore, Opened, Span};
