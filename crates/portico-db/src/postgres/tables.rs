//! Whole tables out of a PostgreSQL database and into an empty one, a file each, for backups.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::Path;

use super::{Connector, PostgresConnection};
use crate::{DbError, migrations};

/// What follows the name of a table in the name of its file.
const ENDING: &str = "copy";

/// Writes every table into a folder, all as of one moment.
pub fn dump(url: &str, folder: &Path) -> Result<(), DbError> {
    let (connector, folder) = (Connector::new(url)?, folder.to_owned());
    migrations::apart(move || {
        let mut connection = connector.connect()?;
        connection
            .batch("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = 0")?;
        let sql = "SELECT tablename::text FROM pg_tables
                   WHERE schemaname = current_schema() AND tablename <> 'migrations' ORDER BY 1";
        for row in connection.query(sql, &crate::Param::Null, &[])? {
            let table: String = row.try_get(0)?;
            let file = File::create(folder.join(&table).with_extension(ENDING)).map_err(driver)?;
            let mut rows = connection.client.copy_out(&format!("COPY {table} TO STDOUT"))?;
            let mut file = BufWriter::new(file);
            io::copy(&mut rows, &mut file).map_err(driver)?;
            file.into_inner().map_err(|error| driver(error.into_error()))?.sync_all().map_err(driver)?;
        }
        connection.batch("COMMIT")
    })
}

/// Makes the tables of a step in an empty database, fills them from the files of a folder, and brings them up to
/// date; everything, or nothing.
pub fn load(url: &str, folder: &Path, step: i64) -> Result<(), DbError> {
    let (connector, folder) = (Connector::new(url)?, folder.to_owned());
    migrations::apart(move || {
        let mut connection = connector.connect()?;
        connection.batch("BEGIN; SET LOCAL statement_timeout = 0")?;
        migrations::step_up(&mut connection, Some(step))?;
        for entry in fs::read_dir(folder).map_err(driver)? {
            fill(&mut connection, &entry.map_err(driver)?.path())?;
        }
        migrations::step_up(&mut connection, None)?;
        connection.batch("COMMIT")
    })
}

fn fill(connection: &mut PostgresConnection, file: &Path) -> Result<(), DbError> {
    let table = file.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    let is_name = !table.is_empty() && table.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    if !is_name || file.extension().is_none_or(|ending| ending != ENDING) {
        return Err(DbError::Driver(format!("{} holds no table", file.display())));
    }
    let mut rows = connection.client.copy_in(&format!("COPY {table} FROM STDIN"))?;
    io::copy(&mut File::open(file).map_err(driver)?, &mut rows).map_err(driver)?;
    rows.finish()?;
    Ok(())
}

fn driver(error: io::Error) -> DbError {
    DbError::Driver(error.to_string())
}
