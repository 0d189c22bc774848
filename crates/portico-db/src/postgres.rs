//! PostgreSQL: a pool of threads that own a connection each, with their prepared statements.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

use portico_kit::TenantId;
use postgres::types::ToSql;
use postgres::{Client, NoTls, Statement};
use std::io::Write;
use tokio::sync::oneshot;

use crate::DbError;
use crate::row::Param;
use crate::tx::{Connection as TxConnection, Tx};

pub mod tables;

/// How often a transaction is tried when others are in the way.
const TRIES: u32 = 12;
/// How many prepared statements a connection keeps.
const STATEMENTS: usize = 512;

type Job = Box<dyn FnOnce(&mut Option<PostgresConnection>, &Connector) + Send>;

/// A database on a PostgreSQL server.
pub(crate) struct PostgresStore {
    jobs: mpsc::Sender<Job>,
}

/// A connection with the statements that were prepared on it.
pub(crate) struct PostgresConnection {
    client: Client,
    statements: HashMap<String, Statement>,
}

#[derive(Clone)]
pub(crate) struct Connector {
    config: postgres::Config,
    target: String,
}

impl Connector {
    pub(crate) fn new(url: &str) -> Result<Self, DbError> {
        let target = without_password(url);
        let mut config: postgres::Config = url.parse().map_err(|error: postgres::Error| {
            DbError::Unreachable { target: target.clone(), cause: error.to_string() }
        })?;
        config.application_name("portico").connect_timeout(Duration::from_secs(5));
        Ok(Self { config, target })
    }

    pub(crate) fn connect(&self) -> Result<PostgresConnection, DbError> {
        let told = |error: postgres::Error| DbError::Unreachable {
            target: self.target.clone(),
            cause: error.as_db_error().map_or_else(|| error.to_string(), |cause| cause.message().to_owned()),
        };
        let mut client = self.config.connect(NoTls).map_err(told)?;
        client
            .batch_execute("SET statement_timeout = '30s'; SET client_min_messages = warning")
            .map_err(told)?;
        Ok(PostgresConnection { client, statements: HashMap::new() })
    }
}

/// A connection URL as it may be shown: without its password.
pub fn without_password(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(start), Some(at)) if at > start => {
            let user = url[start + 3..at].split(':').next().unwrap_or_default();
            format!("{}{user}@{}", &url[..start + 3], &url[at + 1..])
        }
        _ => {
            url.split_whitespace().filter(|part| !part.starts_with("password")).collect::<Vec<_>>().join(" ")
        }
    }
}

impl PostgresConnection {
    fn prepared(&mut self, sql: &str) -> Result<Statement, DbError> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        if self.statements.len() >= STATEMENTS {
            self.statements.clear();
        }
        let statement = self.client.prepare(sql)?;
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    pub(crate) fn query(
        &mut self,
        sql: &str,
        tenant: &Param<'_>,
        params: &[Param<'_>],
    ) -> Result<Vec<postgres::Row>, DbError> {
        let statement = self.prepared(sql)?;
        let bound = bound(&statement, tenant, params);
        Ok(self.client.query(&statement, &bound)?)
    }

    pub(crate) fn execute(
        &mut self,
        sql: &str,
        tenant: &Param<'_>,
        params: &[Param<'_>],
    ) -> Result<u64, DbError> {
        let statement = self.prepared(sql)?;
        let bound = bound(&statement, tenant, params);
        Ok(self.client.execute(&statement, &bound)?)
    }

    pub(crate) fn batch(&mut self, sql: &str) -> Result<(), DbError> {
        Ok(self.client.batch_execute(sql)?)
    }

    pub(crate) fn copy_in<'p, R: AsRef<[Param<'p>]>>(
        &mut self,
        table: &str,
        columns: &[&str],
        tenant: &TenantId,
        rows: impl Iterator<Item = R>,
    ) -> Result<(), DbError> {
        let driver = |error: std::io::Error| DbError::Driver(error.to_string());
        let mut sink = self.client.copy_in(&format!("COPY {table} ({}) FROM STDIN", columns.join(", ")))?;
        let mut lines = Vec::with_capacity(64 * 1024);
        for row in rows {
            lines.extend_from_slice(tenant.as_str().as_bytes());
            for param in row.as_ref() {
                lines.push(b'\t');
                write_copy_field(&mut lines, param);
            }
            lines.push(b'\n');
            if lines.len() > 60 * 1024 {
                sink.write_all(&lines).map_err(driver)?;
                lines.clear();
            }
        }
        sink.write_all(&lines).map_err(driver)?;
        sink.finish()?;
        Ok(())
    }
}

/// A field in PostgreSQL's text format for `COPY`.
fn write_copy_field(out: &mut Vec<u8>, param: &Param<'_>) {
    match param {
        Param::Null => out.extend_from_slice(b"\\N"),
        Param::Int(number) => out.extend_from_slice(number.to_string().as_bytes()),
        Param::Real(number) => out.extend_from_slice(number.to_string().as_bytes()),
        Param::Bytes(bytes) => {
            out.extend_from_slice(b"\\\\x");
            out.extend(bytes.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()));
        }
        Param::Text(text) => {
            for byte in text.bytes() {
                match byte {
                    b'\\' => out.extend_from_slice(b"\\\\"),
                    b'\n' => out.extend_from_slice(b"\\n"),
                    b'\r' => out.extend_from_slice(b"\\r"),
                    b'\t' => out.extend_from_slice(b"\\t"),
                    other => out.push(other),
                }
            }
        }
    }
}

fn bound<'p>(
    statement: &Statement,
    tenant: &'p Param<'_>,
    params: &'p [Param<'_>],
) -> Vec<&'p (dyn ToSql + Sync)> {
    let own = (!statement.params().is_empty()).then_some(tenant);
    own.into_iter().chain(params).map(|param| param as &(dyn ToSql + Sync)).collect()
}

impl PostgresStore {
    pub(crate) fn open(connector: Connector, connections: usize) -> Result<Self, DbError> {
        let (jobs, waiting) = mpsc::channel::<Job>();
        let waiting = Arc::new(Mutex::new(waiting));
        for number in 0..connections {
            let (waiting, connector) = (Arc::clone(&waiting), connector.clone());
            std::thread::Builder::new()
                .name(format!("portico-pg-{number}"))
                .spawn(move || {
                    let mut connection = None;
                    loop {
                        let job = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
                        let Ok(job) = job else { break };
                        job(&mut connection, &connector);
                    }
                })
                .map_err(|error| DbError::Driver(error.to_string()))?;
        }
        Ok(Self { jobs })
    }

    /// Runs a transaction on a pool thread, again when another one was in the way.
    pub(crate) async fn run<T, E>(
        &self,
        tenant: TenantId,
        begin: &'static str,
        work: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        committed: impl FnOnce() + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (answer, waiting) = oneshot::channel();
        let job: Job = Box::new(move |connection, connector| {
            let outcome = with_tries(connection, connector, &tenant, begin, &work);
            let told = outcome.map(|(value, enqueued)| {
                if enqueued {
                    committed();
                }
                value
            });
            // A caller that went away needs no answer; its change is committed all the same.
            let _ = answer.send(told);
        });
        let gone = || E::from(DbError::Driver("the database threads have stopped".to_owned()));
        self.jobs.send(job).map_err(|_| gone())?;
        waiting.await.map_err(|_| gone())?
    }
}

/// What became of one try: the outcome, or that it is worth another one.
enum Try<T, E> {
    Done(Result<(T, bool), E>),
    Again(DbError),
}

fn with_tries<T, E: From<DbError>>(
    connection: &mut Option<PostgresConnection>,
    connector: &Connector,
    tenant: &TenantId,
    begin: &str,
    work: &impl Fn(&mut Tx<'_>) -> Result<T, E>,
) -> Result<(T, bool), E> {
    let mut last = DbError::Driver("never tried".to_owned());
    for tried in 0..TRIES {
        if connection.as_ref().is_none_or(|open| open.client.is_closed()) {
            *connection = Some(connector.connect()?);
        }
        let Some(open) = connection.as_mut() else { continue };
        match one_try(open, tenant, begin, work) {
            Try::Done(outcome) => return outcome,
            Try::Again(cause) => last = cause,
        }
        std::thread::sleep(Duration::from_millis(u64::from(tried) * 7 + 1));
    }
    Err(E::from(last))
}

fn one_try<T, E: From<DbError>>(
    open: &mut PostgresConnection,
    tenant: &TenantId,
    begin: &str,
    work: &impl Fn(&mut Tx<'_>) -> Result<T, E>,
) -> Try<T, E> {
    if let Err(error) = open.batch(begin) {
        return Try::Again(error);
    }
    let mut tx = Tx::new(tenant.clone(), TxConnection::Postgres(open), begin.ends_with("READ ONLY"));
    let outcome = catch_unwind(AssertUnwindSafe(|| work(&mut tx)))
        .unwrap_or_else(|_| Err(E::from(DbError::Driver("the change failed unexpectedly".to_owned()))));
    let (enqueued, conflicted) = (tx.has_enqueued(), tx.take_conflict());
    match outcome {
        Ok(value) => match open.batch("COMMIT") {
            Ok(()) => Try::Done(Ok((value, enqueued))),
            Err(error @ DbError::Conflict(_)) => {
                let _ = open.batch("ROLLBACK");
                Try::Again(error)
            }
            Err(error) => Try::Done(Err(E::from(error))),
        },
        Err(error) => {
            let _ = open.batch("ROLLBACK");
            match conflicted {
                Some(cause) => Try::Again(cause),
                None => Try::Done(Err(error)),
            }
        }
    }
}
