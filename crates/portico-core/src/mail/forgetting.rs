//! The job that forgets what a letter carried, once that is of no use any more.

use std::sync::Arc;

use portico_queue::Handler;
use serde_json::Value;

use super::store;

/// Does the jobs of kind `mail.forget`.
pub fn handler() -> Handler {
    Arc::new(|tx, job| {
        let mail = job.payload.get("mail").and_then(Value::as_str).unwrap_or_default();
        store::forget(tx, mail).map_err(|error| error.to_string())
    })
}
