//! The embedded engine: readers on their own threads, and one writer that commits in groups.

use std::cell::RefCell;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use portico_kit::filter::Filter;
use portico_kit::{TenantId, document};
use rusqlite::config::DbConfig;
use rusqlite::functions::FunctionFlags;
use rusqlite::{CachedStatement, Connection, OpenFlags};
use tokio::sync::oneshot;

use crate::DbError;
use crate::row::Param;
use crate::tx::{Connection as TxConnection, Tx};

/// The oldest SQLite that is known to be safe with a WAL shared between processes.
const OLDEST_SQLITE: i32 = 3_051_003;
/// How many waiting transactions one commit takes along at most.
const GROUP: usize = 256;
/// How much of the file readers look at in place, in bytes; what lies further on is read into their caches.
const MAPPED: i64 = 1 << 40;
/// How long a reader may work before it is interrupted.
const READ_LIMIT: Duration = Duration::from_secs(10);

thread_local! {
    static READERS: RefCell<HashMap<u64, Connection>> = RefCell::new(HashMap::new());
    static TRANSLATED: RefCell<String> = const { RefCell::new(String::new()) };
}

type Committed = Box<dyn FnOnce(Result<(), DbError>) + Send>;
type WriteJob = Box<dyn FnOnce(Result<&Connection, DbError>) -> Committed + Send>;

/// An embedded database in one file.
pub(crate) struct SqliteStore {
    id: u64,
    file: PathBuf,
    writer: mpsc::Sender<WriteJob>,
}

impl SqliteStore {
    pub(crate) fn open(id: u64, file: &Path) -> Result<Self, DbError> {
        if rusqlite::version_number() < OLDEST_SQLITE {
            return Err(DbError::Unreachable {
                target: file.display().to_string(),
                cause: format!("SQLite {} is older than 3.51.3", rusqlite::version()),
            });
        }
        let connection = connect(file, OpenFlags::default())?;
        let (writer, jobs) = mpsc::channel();
        std::thread::Builder::new()
            .name("portico-writer".to_owned())
            .spawn(move || write_in_groups(&connection, &jobs))
            .map_err(|error| DbError::Driver(error.to_string()))?;
        Ok(Self { id, file: file.to_owned(), writer })
    }

    /// Runs a read inside one snapshot on this thread's own connection.
    pub(crate) fn read<T, E: From<DbError>>(
        &self,
        tenant: &TenantId,
        work: impl Fn(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let kept = READERS.with_borrow_mut(|readers| readers.remove(&self.id));
        let connection = match kept {
            Some(connection) => connection,
            None => {
                let connection =
                    connect(&self.file, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
                limit_time(&connection)?;
                connection
            }
        };
        let outcome = in_snapshot(&connection, tenant, work);
        READERS.with_borrow_mut(|readers| readers.insert(self.id, connection));
        outcome
    }

    /// Queues a write; answers after its group is on disk.
    pub(crate) async fn write<T, E>(
        &self,
        tenant: TenantId,
        work: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        committed: impl FnOnce() + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (answer, waiting) = oneshot::channel();
        let job: WriteJob = Box::new(move |connection| {
            let mut enqueued = false;
            let outcome = match connection {
                Ok(connection) => in_savepoint(connection, &tenant, &work, &mut enqueued),
                Err(error) => Err(E::from(error)),
            };
            Box::new(move |commit| {
                let told = match (outcome, commit) {
                    (Ok(value), Ok(())) => {
                        if enqueued {
                            committed();
                        }
                        Ok(value)
                    }
                    (Ok(_), Err(error)) => Err(E::from(error)),
                    (Err(error), _) => Err(error),
                };
                // A caller that went away needs no answer; its change is committed all the same.
                let _ = answer.send(told);
            })
        });
        let gone = || E::from(DbError::Driver("the writer has stopped".to_owned()));
        self.writer.send(job).map_err(|_| gone())?;
        waiting.await.map_err(|_| gone())?
    }
}

/// Copies an embedded database into a new file, also while it is in use.
pub fn copy_sqlite(file: &Path, copy: &Path) -> Result<(), DbError> {
    let connection = connect(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.execute("VACUUM INTO ?1", [copy.display().to_string()])?;
    Ok(())
}

fn connect(file: &Path, flags: OpenFlags) -> Result<Connection, DbError> {
    let unreachable = |error: rusqlite::Error| DbError::Unreachable {
        target: file.display().to_string(),
        cause: error.to_string(),
    };
    let connection = Connection::open_with_flags(file, flags).map_err(unreachable)?;
    connection.busy_timeout(Duration::from_secs(20))?;
    connection.set_prepared_statement_cache_capacity(512);
    // A statement keeps its plan whatever is bound to it; otherwise it would be planned anew for every parameter.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
             PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;",
        )
        .map_err(unreachable)?;
    if flags.contains(OpenFlags::SQLITE_OPEN_READ_ONLY) {
        // Readers look at pages where the machine keeps them, instead of copying each into a cache of their own.
        connection.pragma_update(None, "mmap_size", MAPPED).map_err(unreachable)?;
    }
    add_functions(&connection)?;
    Ok(connection)
}

/// Makes the document functions known to SQL: `doc_matches`, `doc_number`, `doc_text`.
fn add_functions(connection: &Connection) -> Result<(), DbError> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("doc_matches", 2, flags, |context| {
        let filter = context.get_or_create_aux(1, |value| {
            serde_json::from_str::<Filter>(value.as_str()?)
                .map_err(|error| -> Box<dyn std::error::Error + Send + Sync> { error.into() })
        })?;
        Ok(filter.matches(context.get_raw(0).as_str()?))
    })?;
    connection.create_scalar_function("doc_number", 2, flags, |context| {
        let (doc, path) = (context.get_raw(0).as_str()?, context.get_raw(1).as_str()?);
        Ok(document::first_number(doc, path))
    })?;
    connection.create_scalar_function("doc_text", 2, flags, |context| {
        let (doc, path) = (context.get_raw(0).as_str()?, context.get_raw(1).as_str()?);
        Ok(document::first_text(doc, path))
    })?;
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a limit on running time needs the machine's own clock")]
fn limit_time(connection: &Connection) -> Result<(), DbError> {
    // The handler runs every 100,000 steps of the engine, so a short query never asks for the time.
    let started = std::cell::Cell::new(None::<(std::time::Instant, u64)>);
    connection.progress_handler(
        100_000,
        Some(move || {
            let now = std::time::Instant::now();
            let current = STATEMENT.with(std::cell::Cell::get);
            match started.get() {
                Some((at, statement)) if statement == current => now.duration_since(at) > READ_LIMIT,
                _ => {
                    started.set(Some((now, current)));
                    false
                }
            }
        }),
    )?;
    Ok(())
}

thread_local! {
    /// Counts the reads of this thread, so that the time limit knows where one begins.
    static STATEMENT: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

fn in_snapshot<T, E: From<DbError>>(
    connection: &Connection,
    tenant: &TenantId,
    work: impl Fn(&mut Tx<'_>) -> Result<T, E>,
) -> Result<T, E> {
    STATEMENT.with(|count| count.set(count.get().wrapping_add(1)));
    run(connection, "BEGIN")?;
    let outcome = work(&mut Tx::new(tenant.clone(), TxConnection::Sqlite(connection), true));
    run(connection, "COMMIT")?;
    outcome
}

fn in_savepoint<T, E: From<DbError>>(
    connection: &Connection,
    tenant: &TenantId,
    work: impl Fn(&mut Tx<'_>) -> Result<T, E>,
    enqueued: &mut bool,
) -> Result<T, E> {
    run(connection, "SAVEPOINT change")?;
    let mut tx = Tx::new(tenant.clone(), TxConnection::Sqlite(connection), false);
    // A fault in one change must not take the writer, and with it everyone's changes, along.
    let outcome = catch_unwind(AssertUnwindSafe(|| work(&mut tx)))
        .unwrap_or_else(|_| Err(E::from(DbError::Driver("the change failed unexpectedly".to_owned()))));
    *enqueued = tx.has_enqueued();
    if outcome.is_err() {
        run(connection, "ROLLBACK TO change")?;
    }
    run(connection, "RELEASE change")?;
    outcome
}

fn run(connection: &Connection, sql: &str) -> Result<(), DbError> {
    connection.prepare_cached(sql)?.raw_execute()?;
    Ok(())
}

/// The writer: takes what waits, runs each in its own savepoint, commits once, then answers all.
fn write_in_groups(connection: &Connection, jobs: &mpsc::Receiver<WriteJob>) {
    while let Ok(first) = jobs.recv() {
        let begun = run(connection, "BEGIN IMMEDIATE");
        let mut answers = Vec::new();
        let mut next = Some(first);
        while let Some(job) = next {
            answers.push(job(match &begun {
                Ok(()) => Ok(connection),
                Err(error) => Err(DbError::Conflict(error.to_string())),
            }));
            next = if answers.len() < GROUP { jobs.try_recv().ok() } else { None };
        }
        let committed = begun.and_then(|()| run(connection, "COMMIT"));
        if committed.is_err() && !connection.is_autocommit() {
            let _ = run(connection, "ROLLBACK");
        }
        for answer in answers {
            answer(match &committed {
                Ok(()) => Ok(()),
                Err(error) => Err(DbError::Driver(error.to_string())),
            });
        }
    }
}

/// Prepares a statement written with `$n`. SQLite numbers `$n` in order of appearance, so it becomes `?n`.
pub(crate) fn prepare<'c>(connection: &'c Connection, sql: &str) -> Result<CachedStatement<'c>, DbError> {
    TRANSLATED.with_borrow_mut(|translated| {
        translated.clear();
        for (index, part) in sql.split('$').enumerate() {
            if index > 0 {
                translated.push('?');
            }
            translated.push_str(part);
        }
        Ok(connection.prepare_cached(translated)?)
    })
}

/// Binds the tenant as the first parameter and the others after it.
pub(crate) fn bind(
    statement: &mut CachedStatement<'_>,
    tenant: &Param<'_>,
    params: &[Param<'_>],
) -> Result<(), DbError> {
    if statement.parameter_count() > 0 {
        statement.raw_bind_parameter(1, tenant)?;
    }
    for (index, param) in params.iter().enumerate() {
        statement.raw_bind_parameter(index + 2, param)?;
    }
    Ok(())
}
