//! Work that speaks to other servers: many pieces at once, each without a transaction while it waits for an answer.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use portico_db::DbError;
use portico_kit::{Instant, TenantId};
use tokio::sync::watch;
use tokio::task::{Id, JoinSet};

use crate::store::Lane;
use crate::worker::{NAP, Worker};
use crate::{Job, store};

/// How many pieces are under way at once.
const AT_ONCE: usize = 16;
/// How many of them for one organisation, so that one whose server hangs does not hold up the others.
const FOR_ONE: usize = 4;
/// How long what is under way may go on when the program ends.
const FAREWELL: Duration = Duration::from_secs(20);
/// How long such a job is nobody else's, in seconds: longer than any conversation may take.
pub const OUTSIDE_LEASE: i64 = 180;

/// What became of work outside; an error is tried again as other jobs are.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Ended {
    /// It is over.
    Done,
    /// It has to be tried again.
    Again {
        /// When.
        at: Instant,
        /// Why.
        told: String,
    },
}

type Work = Pin<Box<dyn Future<Output = Result<Ended, String>> + Send>>;

/// Does the work of one kind of job outside of transactions; must bear being run twice.
pub type OutsideHandler = Arc<dyn Fn(Job) -> Work + Send + Sync>;

/// Works on jobs of this lane until the end, and a little longer for what is under way then; what is broken off is done
/// again after its lease.
pub(crate) async fn run(worker: Arc<Worker>, mut ended: watch::Receiver<bool>) {
    if worker.outside.is_empty() {
        return;
    }
    let mut under_way = JoinSet::new();
    let mut whose: HashMap<Id, TenantId> = HashMap::new();
    loop {
        let rung = worker.db.enqueued().notified();
        let jobs = match claim(&worker, &whose).await {
            Ok(jobs) => jobs,
            Err(error) => {
                tracing::error!(%error, "jobs that speak to other servers cannot be claimed");
                Vec::new()
            }
        };
        let more = !jobs.is_empty();
        for job in jobs {
            let (worker, tenant) = (Arc::clone(&worker), job.tenant.clone());
            let task = under_way.spawn(async move { worker.work_outside(job).await });
            whose.insert(task.id(), tenant);
        }
        if more && whose.len() < AT_ONCE {
            continue;
        }
        tokio::select! {
            Some(ended) = under_way.join_next_with_id() => match ended {
                Ok((id, outcome)) => {
                    whose.remove(&id);
                    if let Err(error) = outcome {
                        tracing::error!(%error, "the end of a job could not be written down");
                    }
                }
                Err(error) => {
                    whose.remove(&error.id());
                    tracing::error!(%error, "a job that speaks to other servers broke");
                }
            },
            _ = tokio::time::timeout(NAP, rung) => {}
            _ = ended.wait_for(|is_over| *is_over) => break,
        }
    }
    let rest = async { while under_way.join_next().await.is_some() {} };
    let _or_done_again_later = tokio::time::timeout(FAREWELL, rest).await;
}

async fn claim(worker: &Worker, whose: &HashMap<Id, TenantId>) -> Result<Vec<Job>, DbError> {
    let mut counted: HashMap<&TenantId, usize> = HashMap::new();
    for tenant in whose.values() {
        *counted.entry(tenant).or_default() += 1;
    }
    let busy = counted.into_iter().filter(|(_, count)| *count >= FOR_ONE);
    let busy: Vec<String> = busy.map(|(tenant, _)| tenant.as_str().to_owned()).collect();
    let free = AT_ONCE.saturating_sub(whose.len()).min(FOR_ONE);
    if free == 0 { Ok(Vec::new()) } else { worker.claim_outside(busy, free).await }
}

impl Worker {
    /// Does everything outside that is due now, and waits for it.
    pub(crate) async fn drain_outside(&self) -> Result<usize, DbError> {
        if self.outside.is_empty() {
            return Ok(0);
        }
        let jobs = self.claim_outside(Vec::new(), AT_ONCE).await?;
        let count = jobs.len();
        for job in jobs {
            self.work_outside(job).await?;
        }
        Ok(count)
    }

    async fn claim_outside(&self, busy: Vec<String>, count: usize) -> Result<Vec<Job>, DbError> {
        let now = self.clock.now();
        let kinds: Vec<String> = self.outside.keys().cloned().collect();
        let system = TenantId::system();
        let claimed = self.db.write(&system, move |tx| {
            let lane = Lane::Outside { kinds: &kinds, busy: &busy };
            store::claim(tx, &lane, now, now.plus_seconds(OUTSIDE_LEASE), count as i64)
        });
        claimed.await
    }

    async fn work_outside(&self, job: Job) -> Result<(), DbError> {
        let Some(handler) = self.outside.get(&job.kind).cloned() else { return Ok(()) };
        let system = TenantId::system();
        let id = job.id.clone();
        match handler(job.clone()).await {
            Ok(Ended::Done) => self.db.write(&system, move |tx| store::remove(tx, &id)).await,
            Ok(Ended::Again { at, told }) => {
                self.db.write(&system, move |tx| store::retry(tx, &id, at, &told)).await
            }
            Err(error) => self.settle(&job, Err(error)).await,
        }
    }
}
