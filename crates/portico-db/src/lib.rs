//! One handle over SQLite and PostgreSQL: tenant transactions, migrations, and the few things that the two
//! engines say differently.
//!
//! Domain code is synchronous: [`Db::read`] and [`Db::write`] run a closure on a connection. SQLite reads run
//! inline on the calling thread; SQLite writes queue for one writer that commits them in groups; PostgreSQL
//! transactions run on a pool of threads that own a connection each.

mod database;
mod error;
mod migrations;
mod postgres;
mod row;
mod sqlite;
mod tx;

pub use database::{Db, Options, Store};
pub use error::DbError;
pub use migrations::{Progress, progress};
pub use postgres::tables as postgres_tables;
pub use postgres::without_password;
pub use row::{Param, Row};
pub use sqlite::copy_sqlite;
pub use tx::{Engine, Tx};
