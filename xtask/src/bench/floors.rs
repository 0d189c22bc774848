//! The floors of a run, made of a document just as large as the product's.

use std::path::PathBuf;

use serde_json::Value;

use super::crowd::Crowd;
use super::{CUSTOMERS, folder, log};
use crate::Outcome;
use crate::product::{Server, pinned, program};
use crate::run::output;

/// Both floors, running.
pub(super) struct Floors {
    pub bytes: Server,
    pub query: Server,
}

/// Seeds the floors' store with a contract as the product sends it, and starts them.
pub(super) fn start(crowd: &Crowd) -> Outcome<Floors> {
    let document = folder().join("document.json");
    std::fs::write(&document, crowd.document.to_string())?;
    output(floor("seed").arg("--document").arg(document))?;
    let serve = |mode: &str| Server::start(floor(mode), &log(mode));
    Ok(Floors { bytes: serve("bytes")?, query: serve("query")? })
}

/// The write floor: changes per second made durable, so many to a commit.
pub(super) fn writes_per_second(seconds: f64, group: usize) -> Outcome<f64> {
    let seconds = format!("{:.0}", seconds.ceil());
    let mut write = floor("write");
    write.args(["--seconds", &seconds, "--group", &group.to_string()]);
    let written: Value = serde_json::from_str(&output(&mut write)?)?;
    written["per_second"].as_f64().ok_or_else(|| "the write floor told no rate".into())
}

/// The requests that ask the floors for a path.
pub(super) fn requests(path: &str) -> Outcome<PathBuf> {
    let file = folder().join(format!("floor{}.requests", path.replace('/', "-")));
    std::fs::write(&file, output(floor("requests").args(["--path", path]))?)?;
    Ok(file)
}

/// A floor on the server's core.
fn floor(mode: &str) -> std::process::Command {
    let mut command = pinned(0, &program("release", "portico-floor"), ["--mode", mode]);
    command.arg("--data").arg(folder().join("floor")).args(["--customers", &CUSTOMERS.to_string()]);
    command
}
