//! A throw-away PostgreSQL cluster on a free loopback port, fast rather than durable, gone when its owner is.

use std::io::Read;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::needs::{is_root, postgres_folder};
use crate::run::{command, free_port, output, run, stopwatch, succeeds, target};
use crate::{Outcome, needs};

/// The environment variable by which tests find the cluster.
pub const VARIABLE: &str = "PORTICO_TEST_POSTGRES";

/// A running cluster; dropping it stops the server and removes its files.
pub struct Cluster {
    server: Child,
    folder: PathBuf,
    port: u16,
}

impl Cluster {
    /// Makes and starts a cluster, and waits until it answers.
    pub fn start() -> Outcome<Self> {
        let bin = postgres_folder()?;
        let folder = fresh_folder()?;
        // A linguistic default collation, as real installations have: text that must sort by bytes has to say so.
        let locale = ["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=de-DE"];
        let mut initdb = as_owner(&bin.join("initdb"))?;
        initdb.arg("--pgdata").arg(&folder).args(["--username=postgres", "--auth=trust", "--encoding=UTF8"]);
        output(initdb.args(["--no-sync", "--no-instructions"]).args(locale))?;
        let port = free_port()?;
        let mut cluster = Self { server: launch(&bin, &folder, port)?, folder, port };
        cluster.wait_until_ready()?;
        Ok(cluster)
    }

    /// The address of its maintenance database.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn wait_until_ready(&mut self) -> Outcome<()> {
        let watch = stopwatch();
        while watch.elapsed() < Duration::from_secs(60) {
            if let Some(status) = self.server.try_wait()? {
                let log = std::fs::read_to_string(log_of(&self.folder)).unwrap_or_default();
                return Err(format!("PostgreSQL ended at once ({status}):\n{log}").into());
            }
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                let ready = postgres_folder()?.join("pg_isready").display().to_string();
                if succeeds(&mut command(&ready, ["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()])) {
                    return Ok(());
                }
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Err("PostgreSQL did not answer within a minute".into())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // INT is PostgreSQL's fast shutdown: it drops its clients and stops.
        succeeds(&mut command("kill", ["-INT", &self.server.id().to_string()]));
        let watch = stopwatch();
        while watch.elapsed() < Duration::from_secs(10) && matches!(self.server.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(20));
        }
        let _gone_already = self.server.kill();
        let _status = self.server.wait();
        remove(&self.folder);
    }
}

/// Runs a command beside a cluster, or holds the cluster until a line is entered.
pub fn hold(arguments: &[String]) -> Outcome<()> {
    needs::postgres_folder()?;
    let cluster = Cluster::start()?;
    if let Some((program, rest)) = arguments.split_first() {
        return run(command(program, rest).env(VARIABLE, cluster.url()));
    }
    println!("export {VARIABLE}={}\nPress enter to stop it.", cluster.url());
    let _line = std::io::stdin().read(&mut [0])?;
    Ok(())
}

fn launch(bin: &Path, folder: &Path, port: u16) -> Outcome<Child> {
    let port = port.to_string();
    let fast = ["fsync=off", "full_page_writes=off", "synchronous_commit=off"];
    let place = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=300"];
    let mut server = as_owner(&bin.join("postgres"))?;
    server.arg("-D").arg(folder).args(["-p", &port]);
    for setting in fast.iter().chain(&place) {
        server.args(["-c", setting]);
    }
    let log = std::fs::File::create(log_of(folder))?;
    Ok(server.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).spawn()?)
}

/// A command as the cluster's owner (PostgreSQL refuses root) that gets INT when this task dies.
fn as_owner(program: &Path) -> Outcome<Command> {
    let mut command = command("setpriv", ["--pdeathsig", "INT"]);
    if is_root()? {
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]);
    }
    // The owner may not be allowed into the workspace's folder.
    command.arg(program).current_dir("/");
    Ok(command)
}

/// An empty folder of the cluster's owner: under the target folder where he may go there, else under /tmp.
fn fresh_folder() -> Outcome<PathBuf> {
    let mine = std::process::id().to_string();
    let mut homes = vec![target().join("test-postgres"), std::env::temp_dir().join("portico-test-postgres")];
    for home in &homes {
        sweep(home);
    }
    if is_root()? {
        homes.retain(|home| owner_reaches(home));
    }
    let folder =
        homes.first().ok_or("the postgres user can reach neither the target folder nor /tmp")?.join(mine);
    remove(&folder);
    std::fs::create_dir_all(&folder)?;
    if is_root()? {
        output(command("chown", ["postgres:postgres"]).arg(&folder))?;
    }
    Ok(folder)
}

fn owner_reaches(home: &Path) -> bool {
    let there = std::fs::create_dir_all(home).is_ok();
    there && as_owner(Path::new("test")).is_ok_and(|mut test| succeeds(test.arg("-x").arg(home)))
}

/// Removes the clusters of tasks that were killed.
fn sweep(home: &Path) {
    for left in std::fs::read_dir(home).into_iter().flatten().flatten() {
        let owner = left.file_name().to_string_lossy().trim_end_matches(".log").to_owned();
        if !Path::new("/proc").join(owner).exists() {
            remove(&left.path());
        }
    }
}

fn remove(folder: &Path) {
    let _none_there = std::fs::remove_dir_all(folder);
    let _none_there = std::fs::remove_file(folder);
    let _none_there = std::fs::remove_file(log_of(folder));
}

fn log_of(folder: &Path) -> PathBuf {
    folder.with_extension("log")
}
