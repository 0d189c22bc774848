//! Brings the tables of a database up to date, in order, each step once.

use std::collections::BTreeSet;
use std::path::Path;

use include_dir::{Dir, include_dir};
use rusqlite::{Connection, OpenFlags};

use crate::postgres::{Connector, PostgresConnection};
use crate::{DbError, Store};

static SQLITE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../migrations/sqlite");
static POSTGRES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../migrations/postgres");

const FOUND: &str = "SELECT coalesce(max(version), 0) FROM migrations";
/// The steps that were taken: each is looked for by its number, for those of two lines of work may land out of order.
const TAKEN: &str = "SELECT version FROM migrations";
const TABLE: &str = "CREATE TABLE IF NOT EXISTS migrations (version bigint PRIMARY KEY, name text NOT NULL)";

/// A step: its number, its name, its statements.
struct Step {
    version: i64,
    name: &'static str,
    sql: &'static str,
}

fn steps(folder: &'static Dir<'static>) -> Vec<Step> {
    let mut steps: Vec<Step> = folder
        .files()
        .filter_map(|file| {
            let name = file.path().file_stem()?.to_str()?;
            let version = name.split('_').next()?.parse().ok()?;
            Some(Step { version, name, sql: file.contents_utf8()? })
        })
        .collect();
    steps.sort_by_key(|step| step.version);
    steps
}

/// How far a database has come: the step it is at (0 when it is empty or not there yet) and the newest one known.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Progress {
    /// The step the database is at.
    pub found: i64,
    /// The newest step that this program knows.
    pub known: i64,
}

/// Reads how far a database has come, and changes nothing.
pub fn progress(store: &Store) -> Result<Progress, DbError> {
    let newest = |folder| steps(folder).last().map_or(0, |step| step.version);
    match store {
        Store::Sqlite(file) => Ok(Progress { found: found_in_sqlite(file)?, known: newest(&SQLITE) }),
        Store::Postgres(url) => {
            let connector = Connector::new(url)?;
            Ok(Progress { found: apart(move || found_in_postgres(&connector))?, known: newest(&POSTGRES) })
        }
    }
}

fn found_in_sqlite(file: &Path) -> Result<i64, DbError> {
    if !file.exists() {
        return Ok(0);
    }
    let unreachable = |error: rusqlite::Error| unreachable(file, &error);
    let connection =
        Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(unreachable)?;
    connection.busy_timeout(std::time::Duration::from_secs(20))?;
    let table = "SELECT count(*) FROM sqlite_schema WHERE name = 'migrations'";
    let tables: i64 = connection.query_row(table, [], |row| row.get(0)).map_err(unreachable)?;
    if tables == 0 { Ok(0) } else { Ok(connection.query_row(FOUND, [], |row| row.get(0))?) }
}

fn found_in_postgres(connector: &Connector) -> Result<i64, DbError> {
    let mut connection = connector.connect()?;
    let sql =
        "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'migrations'";
    let tables = connection.query(sql, &crate::Param::Null, &[])?;
    let there = tables.first().map_or(Ok(0), |row| row.try_get::<_, i64>(0))? > 0;
    if !there {
        return Ok(0);
    }
    let rows = connection.query(FOUND, &crate::Param::Null, &[])?;
    Ok(rows.first().map_or(Ok(0), |row| row.try_get(0))?)
}

fn unreachable(file: &Path, error: &rusqlite::Error) -> DbError {
    DbError::Unreachable { target: file.display().to_string(), cause: error.to_string() }
}

/// Runs work on a thread of its own: the driver keeps a runtime, which must not start inside another one.
pub(crate) fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, DbError> + Send + 'static,
) -> Result<T, DbError> {
    let worker = std::thread::spawn(work);
    worker.join().unwrap_or_else(|_| Err(DbError::Driver("the migration stopped".to_owned())))
}

fn refuse_newer(found: i64, steps: &[Step]) -> Result<(), DbError> {
    let known = steps.last().map_or(0, |step| step.version);
    if found > known { Err(DbError::Newer { found, known }) } else { Ok(()) }
}

pub(crate) fn migrate_sqlite(file: &Path) -> Result<(), DbError> {
    let unreachable = |error: rusqlite::Error| unreachable(file, &error);
    let connection = Connection::open(file).map_err(unreachable)?;
    connection.busy_timeout(std::time::Duration::from_secs(20))?;
    connection
        .execute_batch("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
        .map_err(unreachable)?;
    connection.execute_batch("BEGIN IMMEDIATE").map_err(unreachable)?;
    connection.execute(TABLE, [])?;
    let mut statement = connection.prepare(TAKEN)?;
    let taken: BTreeSet<i64> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    drop(statement);
    let steps = steps(&SQLITE);
    refuse_newer(taken.last().copied().unwrap_or(0), &steps)?;
    for step in steps.iter().filter(|step| !taken.contains(&step.version)) {
        connection.execute_batch(step.sql)?;
        connection
            .execute("INSERT INTO migrations (version, name) VALUES (?1, ?2)", (step.version, step.name))?;
    }
    connection.execute_batch("COMMIT")?;
    Ok(())
}

pub(crate) fn migrate_postgres(connector: &Connector) -> Result<(), DbError> {
    let connector = connector.clone();
    apart(move || {
        let mut connection = connector.connect()?;
        connection.batch("BEGIN")?;
        step_up(&mut connection, None)?;
        connection.batch("COMMIT")
    })
}

/// Takes the steps up to one, or all that are known, in the transaction that is open.
pub(crate) fn step_up(connection: &mut PostgresConnection, last: Option<i64>) -> Result<(), DbError> {
    connection.batch("SELECT pg_advisory_xact_lock(7003221845)")?;
    connection.batch(TABLE)?;
    let rows = connection.query(TAKEN, &crate::Param::Null, &[])?;
    let taken: BTreeSet<i64> = rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?;
    let steps = steps(&POSTGRES);
    refuse_newer(taken.last().copied().max(last).unwrap_or(0), &steps)?;
    let wanted =
        |step: &&Step| !taken.contains(&step.version) && last.is_none_or(|last| step.version <= last);
    for step in steps.iter().filter(wanted) {
        connection.batch(step.sql)?;
        let (version, name) = (step.version, step.name);
        connection.batch(&format!("INSERT INTO migrations (version, name) VALUES ({version}, '{name}')"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_lands_after_a_later_one_is_taken_too() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("portico.db");
        migrate_sqlite(&file).expect("an empty database is brought up to date");
        let connection = Connection::open(&file).expect("the file opens");
        connection
            .execute_batch(
                "DROP TABLE widgets; DROP TABLE access_events; DELETE FROM migrations WHERE version = 11",
            )
            .expect("the step is taken back");
        migrate_sqlite(&file).expect("the step is taken again");
        let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).expect("a count");
        assert_eq!(count("SELECT count(*) FROM widgets"), 0);
        let newest = i64::try_from(steps(&SQLITE).len()).expect("a small number");
        assert_eq!(count("SELECT count(*) FROM migrations"), newest);
    }
}
