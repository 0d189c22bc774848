//! The worker: claims due jobs, runs their handlers, retries what fails with growing pauses.

use std::collections::HashMap;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use portico_db::{Db, DbError, Tx};
use portico_kit::{Clock, TenantId};
use tokio::sync::watch;

use crate::outside::{self, OutsideHandler};
use crate::store::Lane;
use crate::{Job, store};

/// How often a job is tried before it is given up.
const TRIES: i64 = 10;
/// How long a claimed job is nobody else's, in seconds.
const LEASE: i64 = 60;
/// How many jobs are claimed at once.
const BATCH: i64 = 64;
/// How long an idle worker sleeps when nothing rings: jobs of other nodes and retries.
pub(crate) const NAP: Duration = Duration::from_secs(2);

/// What became of a job.
pub type Outcome = Result<(), String>;

/// Does the work of one kind of job, in a transaction of the job's tenant; must bear being run twice.
pub type Handler = Arc<dyn Fn(&mut Tx<'_>, &Job) -> Outcome + Send + Sync>;

/// Runs jobs until it is dropped.
pub struct Worker {
    pub(crate) db: Db,
    pub(crate) clock: Clock,
    handlers: HashMap<String, Handler>,
    pub(crate) outside: HashMap<String, OutsideHandler>,
}

impl Worker {
    /// A worker without handlers; jobs of an unknown kind wait until somebody knows them.
    pub fn new(db: Db, clock: Clock) -> Self {
        Self { db, clock, handlers: HashMap::new(), outside: HashMap::new() }
    }

    /// Adds the handler of a kind.
    #[must_use]
    pub fn with(mut self, kind: &str, handler: Handler) -> Self {
        self.handlers.insert(kind.to_owned(), handler);
        self
    }

    /// Adds the handler of a kind whose work speaks to other servers.
    #[must_use]
    pub fn with_outside(mut self, kind: &str, handler: OutsideHandler) -> Self {
        self.outside.insert(kind.to_owned(), handler);
        self
    }

    /// Works until the task is aborted.
    pub async fn run(self) {
        self.run_until(std::future::pending()).await;
    }

    /// Works until the end; then nothing is begun any more, and conversations under way may come to theirs.
    pub async fn run_until(self, end: impl Future<Output = ()>) {
        let worker = Arc::new(self);
        let (tell, told) = watch::channel(false);
        let mut ended = told.clone();
        let inside = async {
            tokio::select! {
                () = worker.run_inside() => {}
                _ = ended.wait_for(|is_over| *is_over) => {}
            }
        };
        let ending = async {
            end.await;
            tell.send_replace(true);
        };
        tokio::join!(inside, outside::run(Arc::clone(&worker), told), ending);
    }

    async fn run_inside(&self) {
        loop {
            let rung = self.db.enqueued().notified();
            match self.drain_inside().await {
                Ok(0) => {
                    let _ = tokio::time::timeout(NAP, rung).await;
                }
                Ok(_) => {}
                Err(error) => {
                    tracing::error!(%error, "jobs cannot be claimed");
                    tokio::time::sleep(NAP).await;
                }
            }
        }
    }

    /// Does everything that is due now and answers how many jobs that was.
    pub async fn drain(&self) -> Result<usize, DbError> {
        Ok(self.drain_inside().await? + self.drain_outside().await?)
    }

    async fn drain_inside(&self) -> Result<usize, DbError> {
        let now = self.clock.now();
        let elsewhere: Vec<String> = self.outside.keys().cloned().collect();
        let system = TenantId::system();
        let claimed = self.db.write(&system, move |tx| {
            store::claim(tx, &Lane::Inside { but: &elsewhere }, now, now.plus_seconds(LEASE), BATCH)
        });
        let jobs = claimed.await?;
        let count = jobs.len();
        for job in jobs {
            self.work(job).await?;
        }
        Ok(count)
    }

    async fn work(&self, job: Job) -> Result<(), DbError> {
        let Some(handler) = self.handlers.get(&job.kind).cloned() else {
            return self.settle(&job, Err(format!("nobody knows jobs of the kind {}", job.kind))).await;
        };
        let tenant = job.tenant.clone();
        let worked = job.clone();
        // The handler's changes and the removal of the job are one transaction: done once, or not at all.
        let outcome = self
            .db
            .write(&tenant, move |tx| {
                handler(tx, &worked).map_err(Failed::Handler)?;
                tx.as_tenant(&TenantId::system(), |tx| store::remove(tx, &worked.id)).map_err(Failed::from)
            })
            .await;
        match outcome {
            Ok(()) => Ok(()),
            Err(Failed::Handler(error)) => self.settle(&job, Err(error)).await,
            Err(Failed::Db(error)) => Err(error),
        }
    }

    pub(crate) async fn settle(&self, job: &Job, outcome: Outcome) -> Result<(), DbError> {
        let Err(error) = outcome else { return Ok(()) };
        tracing::warn!(job = %job.id, kind = %job.kind, %error, "a job failed");
        let (id, attempts, now) = (job.id.clone(), job.attempts + 1, self.clock.now());
        self.db
            .write(&TenantId::system(), move |tx| {
                if attempts >= TRIES {
                    return store::give_up(tx, &id, now, &error);
                }
                store::retry(tx, &id, now.plus_seconds(1 << attempts.min(12)), &error)
            })
            .await
    }
}

enum Failed {
    Handler(String),
    Db(DbError),
}

impl From<DbError> for Failed {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}
