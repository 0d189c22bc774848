//! The place of the data: a folder for files, and beside it an embedded database or a PostgreSQL server.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use portico_db::{Db, DbError, Progress, Store};
use portico_files::{BucketOptions, FileStore};

use crate::Problem;

/// The file of the embedded database.
const DATABASE: &str = "portico.db";

/// Where the data is.
#[derive(Clone, Debug)]
pub struct Place {
    /// The folder for files and the embedded database.
    pub folder: PathBuf,
    /// The PostgreSQL server, when the database is not embedded.
    pub database_url: Option<String>,
    /// How many connections to the server are held.
    pub connections: usize,
    /// The bucket for files, when they do not lie in the folder.
    pub bucket: Option<BucketOptions>,
}

impl Place {
    /// The embedded database in a folder.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), database_url: None, connections: 8, bucket: None }
    }

    /// The store for files.
    pub fn files(&self) -> Result<FileStore, Problem> {
        let Some(bucket) = &self.bucket else { return Ok(FileStore::new(self.files_folder())) };
        FileStore::in_bucket(self.files_folder(), bucket).map_err(|cause| {
            Problem::usage(format!(
                "The bucket for files cannot be used ({cause}). Check the options --s3-…."
            ))
        })
    }

    /// The folder of the file store.
    pub fn files_folder(&self) -> PathBuf {
        self.folder.join("files")
    }

    /// The engine of the database: `sqlite` or `postgres`.
    pub fn engine(&self) -> &'static str {
        if self.database_url.is_some() { "postgres" } else { "sqlite" }
    }

    /// How the database is called in messages: never with a password.
    pub fn database_name(&self) -> String {
        match &self.database_url {
            Some(url) => portico_db::without_password(url),
            None => self.folder.join(DATABASE).display().to_string(),
        }
    }

    fn store(&self) -> Result<Store, Problem> {
        let Some(url) = &self.database_url else { return Ok(Store::Sqlite(self.folder.join(DATABASE))) };
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Store::Postgres(url.clone()));
        }
        Err(Problem::usage(
            "--database-url must start with postgres://, such as postgres://user@host/portico.",
        ))
    }

    /// Makes the folder where it is missing and tries to write into it.
    pub fn make_folder(&self) -> Result<(), Problem> {
        let tried = fs::create_dir_all(&self.folder).and_then(|()| probe(&self.folder));
        tried.map_err(|error| {
            let cause = match error.kind() {
                ErrorKind::PermissionDenied => "permission denied".to_owned(),
                ErrorKind::NotADirectory | ErrorKind::AlreadyExists => "it is not a folder".to_owned(),
                _ => error.to_string(),
            };
            Problem::new(format!(
                "The data folder {} cannot be written: {cause}. Make it writable for this user, or name another \
                 one with --data DIR.",
                self.folder.display()
            ))
        })
    }

    /// Opens the database, makes it where there is none, and brings it up to date.
    pub fn open(&self) -> Result<Db, Problem> {
        self.make_folder()?;
        let options = portico_db::Options { store: self.store()?, connections: self.connections };
        Db::open(&options).map_err(|error| self.told(&error))
    }

    /// Opens a database that is there already.
    pub fn open_existing(&self) -> Result<Db, Problem> {
        if self.progress()?.found == 0 {
            return Err(self.nothing_here());
        }
        self.open()
    }

    /// That there is no data yet, and how it would come to be.
    pub fn nothing_here(&self) -> Problem {
        Problem::new(format!(
            "There is no data of Portico in {} yet. Name the place with --data DIR or --database-url URL, or make \
             a new one: `portico serve`, `portico demo` or `portico org create`.",
            self.database_name()
        ))
    }

    /// How far the database has come; changes nothing.
    pub fn progress(&self) -> Result<Progress, Problem> {
        portico_db::progress(&self.store()?).map_err(|error| self.told(&error))
    }

    /// Copies the database into a folder, also while it is in use, and answers the step that it is at.
    pub fn copy_database(&self, folder: &Path) -> Result<i64, Problem> {
        let step = self.progress()?.found;
        if step == 0 {
            return Err(self.nothing_here());
        }
        let copied = match &self.database_url {
            Some(url) => portico_db::postgres_tables::dump(url, folder),
            None => portico_db::copy_sqlite(&self.folder.join(DATABASE), &folder.join(DATABASE)),
        };
        copied.map_err(|error| self.told(&error))?;
        Ok(step)
    }

    /// Takes a copied database from a folder, and brings it up to date.
    pub fn load_database(&self, folder: &Path, step: i64) -> Result<(), Problem> {
        let known = self.progress()?.known;
        if step > known {
            return Err(self.newer(Progress { found: step, known }));
        }
        match &self.database_url {
            Some(url) => {
                portico_db::postgres_tables::load(url, folder, step).map_err(|error| self.told(&error))?;
            }
            None => fs::rename(folder.join(DATABASE), self.folder.join(DATABASE))
                .map_err(|error| Problem::new(format!("The database cannot be put in place: {error}.")))?,
        }
        self.open().map(drop)
    }

    /// That a newer version wrote the database.
    pub fn newer(&self, at: Progress) -> Problem {
        Problem::new(format!(
            "The database {} was written by a newer Portico (step {}, this one knows {}). Start that version, or \
             restore a backup from before.",
            self.database_name(),
            at.found,
            at.known
        ))
    }

    fn told(&self, error: &DbError) -> Problem {
        Problem::new(match error {
            DbError::Unreachable { target, cause } if self.database_url.is_some() => format!(
                "The database {target} does not answer: {cause}. Start it, or correct --database-url URL."
            ),
            DbError::Unreachable { target, cause } => format!(
                "The database {target} cannot be opened: {cause}. Check the file, or name another folder with \
                 --data DIR."
            ),
            DbError::Newer { found, known } => {
                return self.newer(Progress { found: *found, known: *known });
            }
            other => format!("The database {} does not work: {other}.", self.database_name()),
        })
    }
}

fn probe(folder: &Path) -> std::io::Result<()> {
    let file = folder.join(format!(".write-probe-{}", std::process::id()));
    fs::write(&file, b"")?;
    fs::remove_file(file)
}
