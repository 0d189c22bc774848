//! Speed and memory beside the floors: every bar of the project in one run, written to `docs/benchmarks.md`.

mod crowd;
mod floors;
mod load;
mod report;
mod scale;
mod service;
mod speed;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::product::Server;
use crate::run::{cargo, run, target};
use crate::{Outcome, product};

/// How many customers the main part has.
const CUSTOMERS: usize = 20_000;

/// How long and how often things are measured.
#[derive(Clone, Copy)]
struct Plan {
    rounds: usize,
    seconds: f64,
    people: usize,
    scale: bool,
}

const FULL: Plan = Plan { rounds: 7, seconds: 2.0, people: 2_000, scale: true };
/// Every bar, measured for a shorter time.
const SHORT: Plan = Plan { rounds: 3, seconds: 1.0, people: 400, scale: true };
const QUICK: Plan = Plan { rounds: 2, seconds: 1.0, people: 200, scale: false };

/// Builds, seeds, measures, tells.
pub fn bench(arguments: &[String]) -> Outcome<()> {
    let has = |option: &str| arguments.iter().any(|argument| argument == option);
    let plan = match () {
        () if has("--quick") => QUICK,
        () if has("--short") => SHORT,
        () => FULL,
    };
    run(&mut cargo(["build", "--release", "-p", "portico", "-p", "portico-floor"]))?;
    if has("--fresh") {
        let _none_there = std::fs::remove_dir_all(folder());
    }
    std::fs::create_dir_all(folder())?;

    let mut rows = Vec::new();
    let data = seeded(CUSTOMERS)?;
    rows.extend(service::start_and_idle(&data)?);
    let server = start(&data)?;
    let crowd = crowd::gather(&server, &data, plan.people)?;
    let floors = floors::start(&crowd)?;
    rows.extend(speed::reads(&server, &crowd, &floors, plan)?);
    rows.extend(speed::changes(&server, &crowd, &floors, plan)?);
    rows.push(service::dashboard(&server, &crowd, plan)?);
    rows.push(service::memory_under_load(&server)?);
    drop((server, floors));
    if plan.scale {
        rows.extend(scale::compare(plan)?);
    }
    report::tell(&rows, arguments)
}

/// Where everything of a run lies.
fn folder() -> PathBuf {
    target().join("bench")
}

/// A data folder with that many generated customers, made once and kept.
fn seeded(customers: usize) -> Outcome<PathBuf> {
    let data = folder().join(format!("customers-{customers}"));
    let done = data.join("seeded");
    if !done.exists() {
        let _half_done = std::fs::remove_dir_all(&data);
        std::fs::create_dir_all(&data)?;
        println!("seeding {customers} customers …");
        let server = Server::start(portico(&data, customers), &log("seed"))?;
        let took = server.ready_after.as_secs_f64();
        println!("seeded in {took:.1} s");
        drop(server);
        std::fs::write(done, took.to_string())?;
    }
    Ok(data)
}

/// How long seeding that folder took when it was made.
fn seeding_took(data: &Path) -> Outcome<Duration> {
    Ok(Duration::from_secs_f64(std::fs::read_to_string(data.join("seeded"))?.parse()?))
}

fn start(data: &Path) -> Outcome<Server> {
    let customers =
        data.to_string_lossy().rsplit('-').next().and_then(|n| n.parse().ok()).unwrap_or(CUSTOMERS);
    Server::start(portico(data, customers), &log("product"))
}

/// The product on the server's core.
fn portico(data: &Path, customers: usize) -> Command {
    let free = product::demo(&product::program("release", "portico"), data, customers);
    let mut pinned = product::pinned(0, Path::new(free.get_program()), free.get_args());
    pinned.envs(free.get_envs().filter_map(|(name, value)| Some((name, value?))));
    pinned
}

fn log(name: &str) -> PathBuf {
    folder().join(format!("{name}.log"))
}
