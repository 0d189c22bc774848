//! Brings the tables of a database up to date, in order, each step once.

use std::path::Path;

use include_dir::{Dir, include_dir};
use rusqlite::Connection;

use crate::DbError;
use crate::postgres::Connector;

static SQLITE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../migrations/sqlite");
static POSTGRES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../migrations/postgres");

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

fn refuse_newer(found: i64, steps: &[Step]) -> Result<(), DbError> {
    let known = steps.last().map_or(0, |step| step.version);
    if found > known { Err(DbError::Newer { found, known }) } else { Ok(()) }
}

pub(crate) fn migrate_sqlite(file: &Path) -> Result<(), DbError> {
    let unreachable = |error: rusqlite::Error| DbError::Unreachable {
        target: file.display().to_string(),
        cause: error.to_string(),
    };
    let connection = Connection::open(file).map_err(unreachable)?;
    connection.busy_timeout(std::time::Duration::from_secs(20))?;
    connection
        .execute_batch("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
        .map_err(unreachable)?;
    connection.execute_batch("BEGIN IMMEDIATE").map_err(unreachable)?;
    connection.execute(TABLE, [])?;
    let found: i64 =
        connection.query_row("SELECT coalesce(max(version), 0) FROM migrations", [], |row| row.get(0))?;
    let steps = steps(&SQLITE);
    refuse_newer(found, &steps)?;
    for step in steps.iter().filter(|step| step.version > found) {
        connection.execute_batch(step.sql)?;
        connection
            .execute("INSERT INTO migrations (version, name) VALUES (?1, ?2)", (step.version, step.name))?;
    }
    connection.execute_batch("COMMIT")?;
    Ok(())
}

pub(crate) fn migrate_postgres(connector: &Connector) -> Result<(), DbError> {
    let connector = connector.clone();
    // The driver keeps a runtime of its own, which must not start inside another one.
    let worker = std::thread::spawn(move || -> Result<(), DbError> {
        let mut connection = connector.connect()?;
        let steps = steps(&POSTGRES);
        connection.batch("BEGIN; SELECT pg_advisory_xact_lock(7003221845)")?;
        connection.batch(TABLE)?;
        let sql = "SELECT coalesce(max(version), 0) FROM migrations";
        let rows = connection.query(sql, &crate::Param::Null, &[])?;
        let found: i64 = rows.first().map_or(Ok(0), |row| row.try_get(0))?;
        refuse_newer(found, &steps)?;
        for step in steps.iter().filter(|step| step.version > found) {
            connection.batch(step.sql)?;
            connection.batch(&format!(
                "INSERT INTO migrations (version, name) VALUES ({}, '{}')",
                step.version, step.name
            ))?;
        }
        connection.batch("COMMIT")
    });
    worker.join().unwrap_or_else(|_| Err(DbError::Driver("the migration stopped".to_owned())))
}
