//! The load client: request files and what driving a server with them came to.

use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Value, json};

use super::folder;
use crate::Outcome;
use crate::product::{pinned, program};
use crate::run::output;

/// What a run came to, as `portico-load` tells it.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Summary {
    pub good: usize,
    pub bad: usize,
    pub per_second: f64,
    pub body_bytes: usize,
    pub p50_us: u32,
    pub p99_us: u32,
    pub server_p50_ms: Option<f64>,
    pub first_bad: Option<String>,
}

/// How a server is driven.
#[derive(Clone, Copy)]
pub(super) struct Drive {
    pub connections: usize,
    pub seconds: f64,
    pub rate: Option<f64>,
}

impl Drive {
    /// 16 connections, each as fast as it is answered.
    pub fn flat_out(seconds: f64) -> Self {
        Self { connections: 16, seconds, rate: None }
    }

    /// A steady number of requests a second in all.
    pub fn steady(rate: f64, seconds: f64) -> Self {
        Self { connections: 16, seconds, rate: Some(rate) }
    }
}

/// The load client, kept on the second core.
pub(super) fn client(arguments: &[&str]) -> std::process::Command {
    pinned(1, &program("release", "portico-load"), arguments)
}

/// Drives a server; an answer that is not good fails the run.
pub(super) fn drive(address: SocketAddr, requests: &Path, how: Drive) -> Outcome<Summary> {
    let (address, connections) = (address.to_string(), how.connections.to_string());
    let (seconds, rate) = (how.seconds.to_string(), how.rate.map(|rate| rate.to_string()));
    let mut load =
        client(&["run", "--address", &address, "--connections", &connections, "--seconds", &seconds]);
    load.arg("--requests").arg(requests);
    if let Some(rate) = rate {
        load.args(["--rate", &rate]);
    }
    let summary: Summary = serde_json::from_str(&output(&mut load)?)?;
    if summary.bad > 0 || summary.good == 0 {
        let name = requests.file_name().unwrap_or_default().to_string_lossy();
        let first = summary.first_bad.unwrap_or_default();
        return Err(format!(
            "{name}: {} good answers, {} bad, the first: {first}",
            summary.good, summary.bad
        )
        .into());
    }
    Ok(summary)
}

/// The body of the answer to the first request of a file.
pub(super) fn fetch(address: SocketAddr, requests: &Path) -> Outcome<Value> {
    let body = output(client(&["fetch", "--address", &address.to_string()]).arg("--requests").arg(requests))?;
    serde_json::from_str(&body).map_err(|cause| format!("not JSON ({cause}): {body}").into())
}

/// A request with a bearer token.
pub(super) fn request(method: &str, path: &str, token: &str, body: Option<&Value>) -> Value {
    let headers = json!({"authorization": format!("Bearer {token}")});
    json!({"method": method, "path": path, "headers": headers, "body": body.map(Value::to_string)})
}

/// Writes a request file, one request a line.
pub(super) fn write(name: &str, requests: impl IntoIterator<Item = Value>) -> Outcome<PathBuf> {
    let path = folder().join(format!("{name}.requests"));
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path)?);
    for request in requests {
        writeln!(file, "{request}")?;
    }
    file.flush()?;
    Ok(path)
}
