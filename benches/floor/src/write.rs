//! The write floor: the rows of one durable change (document, activity, event) in bare SQLite transactions.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, params};
use serde::Serialize;
use tokio::time::Instant;

use crate::{Outcome, store};

/// What a writing run came to.
#[derive(Debug, Serialize)]
pub struct Written {
    /// Changes made durable.
    pub changes: i64,
    /// Changes per second.
    pub per_second: f64,
    /// How many changes shared one commit.
    pub group: u64,
}

/// Writes for a while; `group` changes share one commit, each in a savepoint of its own when there are several.
pub fn write(folder: &Path, customers: i64, seconds: u64, group: u64) -> Outcome<Written> {
    let connection = store::open(folder)?;
    let document = store::one(&connection, 0)?;
    let before: i64 = connection.query_row("SELECT count(*) FROM activity", [], |row| row.get(0))?;
    let began = Instant::now();
    let mut changes = 0_i64;
    while began.elapsed() < Duration::from_secs(seconds) {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        for _ in 0..group {
            changes += 1;
            in_savepoint(&connection, group > 1, || {
                change(&connection, &document, before + changes, customers)
            })?;
        }
        connection.execute_batch("COMMIT")?;
    }
    let per_second = changes as f64 / began.elapsed().as_secs_f64();
    Ok(Written { changes, per_second, group })
}

fn in_savepoint(
    connection: &Connection,
    wanted: bool,
    work: impl FnOnce() -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    if !wanted {
        return work();
    }
    connection.prepare_cached("SAVEPOINT one")?.execute([])?;
    work()?;
    connection.prepare_cached("RELEASE one")?.execute([])?;
    Ok(())
}

fn change(connection: &Connection, document: &str, number: i64, customers: i64) -> rusqlite::Result<()> {
    let customer = number.wrapping_mul(7_919).rem_euclid(customers);
    let id = format!("{customer:08x}-{number:016x}");
    let fresh = document.replacen("\"_id\"", &format!("\"_seen\":{number},\"_id\""), 1);
    connection
        .prepare_cached("UPDATE documents SET doc = ?3 WHERE customer = ?1 AND position = ?2")?
        .execute(params![customer, store::DOCUMENTS - 1, fresh])?;
    let activity = format!(
        r#"{{"_id":"{id}","type":"EntityUpdated","title":"Delivery address changed","actor":{{"type":"portal_user","id":"{customer}"}},"on_behalf_of":null,"changes":[{{"attribute":"delivery_address","old":{{"street":"Am Mühlbach","street_number":"4","postal_code":"04277","city":"Auental"}},"new":{{"street":"Lindenweg","street_number":"{number}","postal_code":"04277","city":"Auental"}}}}]}}"#
    );
    connection
        .prepare_cached("INSERT INTO activity VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id, number, customer, activity])?;
    connection
        .prepare_cached("INSERT INTO events VALUES (?1, ?2, 'entity.updated', ?3)")?
        .execute(params![id, number, activity])?;
    Ok(())
}
