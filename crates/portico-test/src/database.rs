//! An empty database for one test: a file in a temporary folder, or a fresh database on the server that was lent.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use portico_db::{Db, Engine, Options, Store};
use postgres::{Client, NoTls};
use tempfile::TempDir;

/// The environment variable that names the server: a URL of its maintenance database.
const SERVER: &str = "PORTICO_TEST_POSTGRES";
/// How many connections a test's pool holds.
const CONNECTIONS: usize = 4;
/// The lock under which the template is made; any number that nobody else uses.
const LOCK: i64 = 7_003_221_846;

static NEXT: AtomicU32 = AtomicU32::new(1);

/// A database that is gone when this is dropped.
pub(crate) struct Database {
    store: Store,
    /// A folder for files, and for the database itself on SQLite.
    pub(crate) folder: TempDir,
    on_server: Option<(String, String)>,
}

impl Database {
    /// A migrated, empty database; nothing when no server was lent.
    pub(crate) fn fresh(engine: Engine) -> Option<Self> {
        let folder = TempDir::new().expect("a temporary folder");
        let (store, on_server) = match engine {
            Engine::Sqlite => (Store::Sqlite(folder.path().join("portico.sqlite")), None),
            Engine::Postgres => {
                let (server, name) = (server()?, name_of_fresh());
                apart(|| copy_template(&server, &name));
                (Store::Postgres(database_on(&server, &name)), Some((server, name)))
            }
        };
        Some(Self { store, folder, on_server })
    }

    /// A handle of its own, as every node has one.
    pub(crate) fn open(&self) -> Db {
        let options = Options { store: self.store.clone(), connections: CONNECTIONS };
        apart(|| Db::open(&options).expect("the database opens"))
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.on_server {
            apart(|| {
                if let Ok(mut admin) = Client::connect(server, NoTls) {
                    let _gone_with_its_server =
                        admin.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)"));
                }
            });
        }
    }
}

/// The server that was lent. Where every test must run, none is a failure; elsewhere the story is left out.
fn server() -> Option<String> {
    let lent = std::env::var(SERVER).ok().filter(|url| !url.is_empty());
    if lent.is_none() {
        assert!(std::env::var_os("CI").is_none(), "{SERVER} is not set: run this by `cargo xtask test`");
        eprintln!(
            "left out: {SERVER} is not set (try `cargo xtask postgres cargo nextest run -p portico-test`)"
        );
    }
    lent
}

/// The driver keeps a runtime of its own, which must not start inside another one.
fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| scope.spawn(work).join().expect("the database answers"))
}

fn name_of_fresh() -> String {
    format!("portico_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

fn database_on(server: &str, name: &str) -> String {
    let (before, _) = server.rsplit_once('/').expect("a URL with a database");
    format!("{before}/{name}")
}

/// Makes a database as a copy of one that was migrated before.
fn copy_template(server: &str, name: &str) {
    let mut admin = Client::connect(server, NoTls).expect("the lent server answers");
    let template = format!("portico_template_{:016x}", migrations());
    admin.batch_execute(&format!("SELECT pg_advisory_lock({LOCK})")).expect("a lock");
    let known = admin.query("SELECT 1 FROM pg_database WHERE datname = $1", &[&template]).expect("databases");
    if known.is_empty() {
        let draft = format!("{template}_draft");
        admin.batch_execute(&format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)")).expect("no draft");
        admin.batch_execute(&format!("CREATE DATABASE {draft}")).expect("a new database");
        let store = Store::Postgres(database_on(server, &draft));
        drop(Db::open(&Options { store, connections: 1 }).expect("the migrations run"));
        let renamed = format!("ALTER DATABASE {draft} RENAME TO {template}");
        admin.batch_execute(&renamed).expect("a template nobody is connected to");
    }
    admin.batch_execute(&format!("SELECT pg_advisory_unlock({LOCK})")).expect("the lock back");
    admin.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {template}")).expect("a copy");
}

/// The migrations in one number, so that a template of older ones is not taken.
fn migrations() -> u64 {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/postgres");
    let listed = std::fs::read_dir(folder).expect("the migrations");
    let mut files: Vec<_> = listed.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let mut hasher = DefaultHasher::new();
    files.iter().for_each(|file| std::fs::read(file).expect("a migration").hash(&mut hasher));
    hasher.finish()
}
