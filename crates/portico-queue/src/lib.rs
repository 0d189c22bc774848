//! Durable jobs in the same database: enqueued inside the transaction that causes them, done at least once.

mod outside;
mod store;
mod worker;

use portico_db::{DbError, Tx};
use portico_kit::{Instant, Random, TenantId};
use serde_json::Value;

pub use outside::{Ended, OUTSIDE_LEASE, OutsideHandler};
pub use worker::{Handler, Outcome, Worker};

/// A job to enqueue.
#[derive(Clone, Debug)]
pub struct NewJob {
    /// What kind of work; a handler of the same kind does it.
    pub kind: String,
    /// What the handler needs to know.
    pub payload: Value,
    /// When it may start.
    pub run_at: Instant,
    /// When set, a second job with the same key is not enqueued.
    pub unique_key: Option<String>,
}

/// A job at work.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its id; also the idempotency key of what it sends.
    pub id: String,
    /// The organisation it works for.
    pub tenant: TenantId,
    /// What kind of work.
    pub kind: String,
    /// What the handler needs to know.
    pub payload: Value,
    /// How often it was tried before.
    pub attempts: i64,
}

impl NewJob {
    /// A job that may start at once.
    pub fn now(kind: &str, payload: Value, now: Instant) -> Self {
        Self { kind: kind.to_owned(), payload, run_at: now, unique_key: None }
    }
}

/// Enqueues a job for the transaction's tenant; it exists when, and only when, the transaction commits.
pub fn enqueue(tx: &mut Tx<'_>, job: &NewJob, random: &Random) -> Result<(), DbError> {
    let owner = tx.tenant().clone();
    let id = random.uuid_v7(job.run_at);
    tx.as_tenant(&TenantId::system(), |tx| store::insert(tx, &owner, &id, job))?;
    tx.wake_workers();
    Ok(())
}

/// Lets the waiting jobs of a kind start at once: what they waited for may be mended.
pub fn hasten(tx: &mut Tx<'_>, kind: &str, now: Instant) -> Result<(), DbError> {
    let owner = tx.tenant().clone();
    tx.as_tenant(&TenantId::system(), |tx| store::hasten(tx, &owner, kind, now))?;
    tx.wake_workers();
    Ok(())
}

/// How many jobs wait, and how many were given up.
pub fn depth(tx: &mut Tx<'_>) -> Result<(i64, i64), DbError> {
    tx.as_tenant(&TenantId::system(), store::depth)
}
