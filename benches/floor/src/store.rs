//! The floor's documents: one indexed SQLite table of customers with three documents each.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};

use crate::Outcome;

/// How many documents each customer has.
pub const DOCUMENTS: i64 = 3;

/// Where the documents lie inside a folder.
pub fn file(folder: &Path) -> PathBuf {
    folder.join("floor.db")
}

/// Opens the store with the product's own settings.
pub fn open(folder: &Path) -> Outcome<Connection> {
    let connection = Connection::open(file(folder))?;
    connection.execute_batch(
        "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         PRAGMA busy_timeout = 5000; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;",
    )?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// Fills the store with copies of one document, unless it already holds that many customers.
pub fn seed(folder: &Path, customers: i64, document: &str) -> Outcome<()> {
    std::fs::create_dir_all(folder)?;
    let mut connection = open(folder)?;
    connection.execute_batch(
        "CREATE TABLE IF NOT EXISTS documents (customer INTEGER NOT NULL, position INTEGER NOT NULL,
           doc TEXT NOT NULL, PRIMARY KEY (customer, position)) STRICT;
         CREATE TABLE IF NOT EXISTS activity (id TEXT PRIMARY KEY, at INTEGER NOT NULL,
           customer INTEGER NOT NULL, doc TEXT NOT NULL) STRICT;
         CREATE INDEX IF NOT EXISTS activity_of_customer ON activity (customer, at);
         CREATE TABLE IF NOT EXISTS events (id TEXT PRIMARY KEY, at INTEGER NOT NULL,
           kind TEXT NOT NULL, doc TEXT NOT NULL) STRICT;
         DELETE FROM documents; DELETE FROM activity; DELETE FROM events;",
    )?;
    let transaction = connection.transaction()?;
    {
        let mut insert = transaction.prepare("INSERT INTO documents VALUES (?1, ?2, ?3)")?;
        for customer in 0..customers {
            for position in 0..DOCUMENTS {
                insert.execute(params![customer, position, document])?;
            }
        }
    }
    transaction.commit()?;
    connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);")?;
    Ok(())
}

/// One document of a customer, as stored.
pub fn one(connection: &Connection, customer: i64) -> rusqlite::Result<String> {
    connection
        .prepare_cached("SELECT doc FROM documents WHERE customer = ?1 AND position = 0")?
        .query_row([customer], |row| row.get(0))
}

/// All documents of a customer as one JSON array.
pub fn all(connection: &Connection, customer: i64) -> rusqlite::Result<String> {
    let mut body = String::with_capacity(4096);
    let mut statement =
        connection.prepare_cached("SELECT doc FROM documents WHERE customer = ?1 ORDER BY position")?;
    let mut rows = statement.query([customer])?;
    while let Some(row) = rows.next()? {
        body.push(if body.is_empty() { '[' } else { ',' });
        body.push_str(row.get_ref(0)?.as_str()?);
    }
    body.push(']');
    Ok(body)
}

/// All documents of a customer, repeated until the answer has that many bytes.
pub fn sized(connection: &Connection, customer: i64, bytes: usize) -> rusqlite::Result<String> {
    let found = all(connection, customer)?;
    let mut body = String::with_capacity(bytes);
    while body.len() + found.len() <= bytes {
        body.push_str(&found);
    }
    let rest = found.floor_char_boundary(bytes - body.len());
    body.push_str(&found[..rest]);
    Ok(body)
}
