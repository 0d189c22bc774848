//! The two engines: a folder of its own for each test, and a database of its own on the test cluster.

use std::path::Path;

use postgres::{Client, NoTls};
use tempfile::TempDir;

/// The environment variable by which tests find a PostgreSQL cluster.
const VARIABLE: &str = "PORTICO_TEST_POSTGRES";

/// A place for data that nothing is left of.
pub struct Place {
    folder: TempDir,
    database: Option<Database>,
}

struct Database {
    admin_url: String,
    name: String,
}

/// One empty place on each engine.
pub fn places() -> Vec<Place> {
    let mut places = vec![Place::embedded()];
    match std::env::var(VARIABLE) {
        Ok(url) => places.push(Place::on_server(url)),
        Err(_) => {
            assert!(std::env::var("CI").is_err(), "{VARIABLE} must name a cluster where CI is set");
            eprintln!("PostgreSQL is left out: {VARIABLE} names no cluster (cargo xtask postgres lends one)");
        }
    }
    places
}

impl Place {
    /// An empty folder with an embedded database to come.
    pub fn embedded() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), database: None }
    }

    fn on_server(admin_url: String) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let unique = folder.path().file_name().unwrap().to_string_lossy().to_lowercase();
        let name: String = format!("cli_{unique}").replace('.', "");
        Client::connect(&admin_url, NoTls)
            .unwrap()
            .batch_execute(&format!("CREATE DATABASE \"{name}\""))
            .unwrap();
        Self { folder, database: Some(Database { admin_url, name }) }
    }

    /// Another empty place on the same engine.
    pub fn empty_sibling(&self) -> Self {
        match &self.database {
            Some(database) => Self::on_server(database.admin_url.clone()),
            None => Self::embedded(),
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The data folder in it.
    pub fn data(&self) -> std::path::PathBuf {
        self.folder().join("data")
    }

    /// The URL of the database, when it is on the server.
    pub fn database_url(&self) -> Option<String> {
        let database = self.database.as_ref()?;
        let (server, _) = database.admin_url.rsplit_once('/')?;
        Some(format!("{server}/{}", database.name))
    }

    /// The options that name this place.
    pub fn options(&self) -> Vec<String> {
        let data = ["--data".to_owned(), self.data().display().to_string()];
        let url = self.database_url().map(|url| ["--database-url".to_owned(), url]);
        data.into_iter().chain(url.into_iter().flatten()).collect()
    }

    /// Runs statements past the program.
    pub fn execute(&self, sql: &str) {
        match self.database_url() {
            Some(url) => Client::connect(&url, NoTls).unwrap().batch_execute(sql).unwrap(),
            None => {
                rusqlite::Connection::open(self.data().join("portico.db"))
                    .unwrap()
                    .execute_batch(sql)
                    .unwrap();
            }
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(database) = &self.database
            && let Ok(mut client) = Client::connect(&database.admin_url, NoTls)
        {
            let _left_for_the_cluster_to_end =
                client.batch_execute(&format!("DROP DATABASE \"{}\" WITH (FORCE)", database.name));
        }
    }
}
