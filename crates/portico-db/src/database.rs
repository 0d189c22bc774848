//! The handle that the rest of the program holds.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use portico_kit::TenantId;
use tokio::sync::Notify;

use crate::postgres::{Connector, PostgresStore};
use crate::sqlite::SqliteStore;
use crate::tx::{Engine, Tx};
use crate::{DbError, migrations};

static NEXT: AtomicU64 = AtomicU64::new(1);

/// Where the data is kept.
#[derive(Clone, Debug)]
pub enum Store {
    /// An embedded database in this file.
    Sqlite(PathBuf),
    /// A PostgreSQL server, by URL.
    Postgres(String),
}

/// How a database is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the data is kept.
    pub store: Store,
    /// How many connections a PostgreSQL pool holds.
    pub connections: usize,
}

/// A database, shared by everything that runs.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    engine: Kind,
    enqueued: Arc<Notify>,
}

enum Kind {
    Sqlite(SqliteStore),
    Postgres(PostgresStore),
}

impl Db {
    /// Opens the database and brings its tables up to date. Blocks; call it before serving.
    pub fn open(options: &Options) -> Result<Self, DbError> {
        let engine = match &options.store {
            Store::Sqlite(file) => {
                migrations::migrate_sqlite(file)?;
                Kind::Sqlite(SqliteStore::open(NEXT.fetch_add(1, Ordering::Relaxed), file)?)
            }
            Store::Postgres(url) => {
                let connector = Connector::new(url)?;
                migrations::migrate_postgres(&connector)?;
                Kind::Postgres(PostgresStore::open(connector, options.connections.max(1))?)
            }
        };
        Ok(Self(Arc::new(Inner { engine, enqueued: Arc::new(Notify::new()) })))
    }

    /// The engine behind it.
    pub fn engine(&self) -> Engine {
        match self.0.engine {
            Kind::Sqlite(_) => Engine::Sqlite,
            Kind::Postgres(_) => Engine::Postgres,
        }
    }

    /// Rings when a committed transaction has enqueued a job.
    pub fn enqueued(&self) -> &Notify {
        &self.0.enqueued
    }

    /// Reads in one snapshot. On SQLite it runs inline, so the work must be bounded: indexed and limited.
    pub async fn read<T, E>(
        &self,
        tenant: &TenantId,
        work: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        match &self.0.engine {
            Kind::Sqlite(store) => store.read(tenant, work),
            Kind::Postgres(store) => {
                let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
                store.run(tenant.clone(), begin, work, || ()).await
            }
        }
    }

    /// Reads what may take long (exports, searches over a whole organisation) away from the serving threads.
    pub async fn read_long<T, E>(
        &self,
        tenant: &TenantId,
        work: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        if let Kind::Postgres(_) = self.0.engine {
            return self.read(tenant, work).await;
        }
        let (db, tenant) = (self.clone(), tenant.clone());
        let outcome = tokio::task::spawn_blocking(move || match &db.0.engine {
            Kind::Sqlite(store) => store.read(&tenant, work),
            Kind::Postgres(_) => Err(E::from(DbError::Driver("the engine changed".to_owned()))),
        });
        outcome.await.unwrap_or_else(|error| Err(E::from(DbError::Driver(error.to_string()))))
    }

    /// Changes rows; answers when the change is durable. The work may run more than once.
    pub async fn write<T, E>(
        &self,
        tenant: &TenantId,
        work: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let enqueued = Arc::clone(&self.0.enqueued);
        let ring = move || enqueued.notify_waiters();
        match &self.0.engine {
            Kind::Sqlite(store) => store.write(tenant.clone(), work, ring).await,
            Kind::Postgres(store) => {
                store.run(tenant.clone(), "BEGIN ISOLATION LEVEL SERIALIZABLE", work, ring).await
            }
        }
    }
}
