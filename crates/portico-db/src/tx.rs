//! A transaction of one tenant: the only way to run a statement.

use portico_kit::TenantId;

use crate::postgres::PostgresConnection;
use crate::row::{Param, Row};
use crate::{DbError, sqlite};

/// Which of the two engines a transaction runs on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Engine {
    /// Embedded SQLite.
    Sqlite,
    /// A PostgreSQL server.
    Postgres,
}

pub(crate) enum Connection<'c> {
    Sqlite(&'c rusqlite::Connection),
    Postgres(&'c mut PostgresConnection),
}

/// A transaction. Every statement names its tenant as `$1`; further parameters follow from `$2`.
pub struct Tx<'c> {
    tenant: TenantId,
    connection: Connection<'c>,
    enqueued: bool,
    statements: u32,
    conflict: Option<DbError>,
    reads_only: bool,
    notes: Vec<String>,
}

impl<'c> Tx<'c> {
    pub(crate) fn new(tenant: TenantId, connection: Connection<'c>, reads_only: bool) -> Self {
        Self {
            tenant,
            connection,
            enqueued: false,
            statements: 0,
            conflict: None,
            reads_only,
            notes: Vec::new(),
        }
    }

    /// Whether it sees only what was committed. What a change sees may never be: it must not be remembered.
    pub fn reads_only(&self) -> bool {
        self.reads_only
    }

    /// The tenant whose rows this transaction reads and writes.
    pub fn tenant(&self) -> &TenantId {
        &self.tenant
    }

    /// The engine it runs on.
    pub fn engine(&self) -> Engine {
        match self.connection {
            Connection::Sqlite(_) => Engine::Sqlite,
            Connection::Postgres(_) => Engine::Postgres,
        }
    }

    /// How many statements it has run so far.
    pub fn statements(&self) -> u32 {
        self.statements
    }

    /// Keeps a note for whoever began the transaction, about something that is known only there, such as who asks.
    pub fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    /// The notes kept so far, in their order; they are taken once.
    pub fn take_notes(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notes)
    }

    /// Says that a job was enqueued, so that the workers look as soon as this commits.
    pub fn wake_workers(&mut self) {
        self.enqueued = true;
    }

    pub(crate) fn has_enqueued(&self) -> bool {
        self.enqueued
    }

    /// The conflict with another transaction that a statement met, for which the whole is worth another try.
    pub(crate) fn take_conflict(&mut self) -> Option<DbError> {
        self.conflict.take()
    }

    fn remember_conflict(conflict: &mut Option<DbError>, error: DbError) -> DbError {
        if let DbError::Conflict(cause) = &error {
            *conflict = Some(DbError::Conflict(cause.clone()));
        }
        error
    }

    /// Runs a part of the work for another tenant in the same transaction, such as the system tenant.
    pub fn as_tenant<T, E>(
        &mut self,
        tenant: &TenantId,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let own = std::mem::replace(&mut self.tenant, tenant.clone());
        let outcome = work(self);
        self.tenant = own;
        outcome
    }

    /// Runs a part of the work that may fail: then what it wrote is taken back, and the rest of the work goes on.
    pub fn attempt<T, E: From<DbError>>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let enqueued = self.enqueued;
        self.execute("SAVEPOINT attempt", &[])?;
        let outcome = work(self);
        if outcome.is_err() {
            self.enqueued = enqueued;
            self.execute("ROLLBACK TO SAVEPOINT attempt", &[])?;
        }
        self.execute("RELEASE SAVEPOINT attempt", &[])?;
        outcome
    }

    /// All rows of a query.
    pub fn all<T>(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
        mut each: impl FnMut(&Row<'_>) -> Result<T, DbError>,
    ) -> Result<Vec<T>, DbError> {
        self.statements += 1;
        check_storable(params)?;
        let tenant = Param::from(self.tenant.as_str());
        match &mut self.connection {
            Connection::Sqlite(connection) => {
                let mut statement = sqlite::prepare(connection, sql)?;
                sqlite::bind(&mut statement, &tenant, params)?;
                let mut rows = statement.raw_query();
                let mut found = Vec::new();
                while let Some(row) = rows.next()? {
                    found.push(each(&Row::Sqlite(row))?);
                }
                Ok(found)
            }
            Connection::Postgres(connection) => {
                let rows = connection
                    .query(sql, &tenant, params)
                    .map_err(|error| Self::remember_conflict(&mut self.conflict, error))?;
                rows.iter().map(|row| each(&Row::Postgres(row))).collect()
            }
        }
    }

    /// The first row of a query, if there is one.
    pub fn first<T>(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
        each: impl FnOnce(&Row<'_>) -> Result<T, DbError>,
    ) -> Result<Option<T>, DbError> {
        self.statements += 1;
        check_storable(params)?;
        let tenant = Param::from(self.tenant.as_str());
        match &mut self.connection {
            Connection::Sqlite(connection) => {
                let mut statement = sqlite::prepare(connection, sql)?;
                sqlite::bind(&mut statement, &tenant, params)?;
                let mut rows = statement.raw_query();
                rows.next()?.map(|row| each(&Row::Sqlite(row))).transpose()
            }
            Connection::Postgres(connection) => {
                let rows = connection
                    .query(sql, &tenant, params)
                    .map_err(|error| Self::remember_conflict(&mut self.conflict, error))?;
                rows.first().map(|row| each(&Row::Postgres(row))).transpose()
            }
        }
    }

    /// Runs a statement and tells how many rows it touched.
    pub fn execute(&mut self, sql: &str, params: &[Param<'_>]) -> Result<u64, DbError> {
        self.statements += 1;
        check_storable(params)?;
        let tenant = Param::from(self.tenant.as_str());
        match &mut self.connection {
            Connection::Sqlite(connection) => {
                let mut statement = sqlite::prepare(connection, sql)?;
                sqlite::bind(&mut statement, &tenant, params)?;
                Ok(statement.raw_execute()? as u64)
            }
            Connection::Postgres(connection) => connection
                .execute(sql, &tenant, params)
                .map_err(|error| Self::remember_conflict(&mut self.conflict, error)),
        }
    }

    /// Inserts many rows at once: a prepared statement on SQLite, `COPY` on PostgreSQL.
    ///
    /// `columns` starts with `tenant_id`, which is this transaction's; each row holds the other columns.
    pub fn insert_many<'p, R: AsRef<[Param<'p>]>>(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: impl IntoIterator<Item = R>,
    ) -> Result<(), DbError> {
        let mut rows = rows.into_iter().peekable();
        if rows.peek().is_none() {
            return Ok(());
        }
        self.statements += 1;
        let connection = match &mut self.connection {
            Connection::Postgres(connection) => {
                return connection
                    .copy_in(table, columns, &self.tenant, rows)
                    .map_err(|error| Self::remember_conflict(&mut self.conflict, error));
            }
            Connection::Sqlite(connection) => connection,
        };
        let marks: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
        let sql = format!("INSERT INTO {table} ({}) VALUES ({})", columns.join(", "), marks.join(", "));
        let mut statement = sqlite::prepare(connection, &sql)?;
        let tenant = Param::from(self.tenant.as_str());
        for row in rows {
            check_storable(row.as_ref())?;
            sqlite::bind(&mut statement, &tenant, row.as_ref())?;
            statement.raw_execute()?;
        }
        Ok(())
    }
}

/// PostgreSQL has no place for U+0000 in a text. Neither engine gets one, so that both answer alike.
fn check_storable(params: &[Param<'_>]) -> Result<(), DbError> {
    let holds = |param: &Param<'_>| matches!(param, Param::Text(text) if text.as_bytes().contains(&0));
    if params.iter().any(holds) { Err(DbError::Unstorable) } else { Ok(()) }
}
