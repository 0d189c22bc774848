//! Running servers: started, awaited until they say where they listen, and stopped.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;

use crate::Outcome;
use crate::run::{command, stopwatch, succeeds, target};

/// Seeding many customers takes minutes; nothing takes longer than this.
const PATIENCE: Duration = Duration::from_secs(1800);

/// A server of ours; dropping it stops it.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// From its start to the line that says it listens.
    pub ready_after: Duration,
}

impl Server {
    /// Starts a command that prints `listening on http://ADDR`, its log in a file.
    pub fn start(mut command: Command, log: &Path) -> Outcome<Self> {
        let watch = stopwatch();
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(File::create(log)?);
        let mut child = command.spawn()?;
        let stdout = child.stdout.take().ok_or("the server has no output")?;
        let (send, receive) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                let address =
                    line.split_once("listening on http://").map(|(_, address)| address.trim().to_owned());
                let _nobody_waits_any_more = address.map(|address| send.send(address));
            }
        });
        let address = receive.recv_timeout(PATIENCE);
        let ready_after = watch.elapsed();
        if let Some(address) = address.ok().and_then(|text| text.parse().ok()) {
            return Ok(Self { child, address, ready_after });
        }
        let _gone_already = child.kill();
        let _status = child.wait();
        let said = std::fs::read_to_string(log).unwrap_or_default();
        Err(format!("the server did not start:\n{said}").into())
    }

    /// The processor time it has used since its start, in seconds; what it waits for is not in it.
    pub fn processor_seconds(&self) -> Outcome<f64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
        // The 14th and 15th of all fields, after the two that the name ends, in the kernel's hundredths of a second.
        let ticks: f64 = fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
        Ok(ticks / 100.0)
    }

    /// A line of its `/proc` status in MiB: `VmRSS` is held now, `VmHWM` the most ever held.
    pub fn memory_mib(&self, line: &str) -> Outcome<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let found = status.lines().find_map(|one| one.strip_prefix(line)?.strip_prefix(':'));
        let kib = found.and_then(|rest| rest.trim().split(' ').next()?.parse::<f64>().ok());
        Ok(kib.ok_or_else(|| format!("the kernel tells no {line}"))? / 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        succeeds(&mut command("kill", ["-TERM", &self.child.id().to_string()]));
        let watch = stopwatch();
        while watch.elapsed() < Duration::from_secs(15) && matches!(self.child.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(10));
        }
        let _gone_already = self.child.kill();
        let _status = self.child.wait();
    }
}

/// A program built in a profile (`debug` or `release`).
pub fn program(profile: &str, name: &str) -> PathBuf {
    target().join(profile).join(name)
}

/// The demo on a data folder, on a free port, without limits: what benches and pictures use.
pub fn demo(portico: &Path, data: &Path, customers: usize) -> Command {
    let mut command = command(&portico.display().to_string(), ["demo", "--listen", "127.0.0.1:0"]);
    command.arg("--data").arg(data).args(["--contacts", &customers.to_string()]);
    command.env("PORTICO_LIMITS", "off");
    command
}

/// A program kept on one core.
pub fn pinned<S: AsRef<OsStr>>(core: u8, program: &Path, arguments: impl IntoIterator<Item = S>) -> Command {
    let mut command = command("taskset", ["-c", &core.to_string()]);
    command.arg(program).args(arguments);
    command
}

/// The links and logins that the demo wrote.
pub fn demo_facts(data: &Path) -> Outcome<Value> {
    Ok(serde_json::from_str(&std::fs::read_to_string(data.join("demo.json"))?)?)
}
