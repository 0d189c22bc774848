//! Every test: Rust on both engines, then the SDK and the browser against the built program.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::postgres::{Cluster, VARIABLE};
use crate::run::{cargo, command, root, run, target};
use crate::tally::{Tally, from_doc_tests, from_junit, from_tap};
use crate::{Outcome, needs};

/// Installs what is missing, starts PostgreSQL, runs everything, stops PostgreSQL.
pub fn test() -> Outcome<Tally> {
    needs::for_tests()?;
    let cluster = Cluster::start()?;
    println!("PostgreSQL for the tests: {}", cluster.url());
    let mut tally = Tally::default();
    // Programs and tests in one build: the same features, so nothing is compiled twice.
    let built = told(run(&mut cargo(["build", "--workspace", "--bins", "--tests"])));
    tally.add(if built { rust(&cluster)? } else { Tally::one(false) });
    if has_doc_tests()? {
        tally.add(documentation(&cluster)?);
    }
    for suite in ["tests/sdk", "tests/browser"] {
        tally.add(node(suite, &cluster, built)?);
    }
    Ok(tally)
}

fn rust(cluster: &Cluster) -> Outcome<Tally> {
    let report = target().join("nextest/ci/junit.xml");
    let _none_yet = std::fs::remove_file(&report);
    let mut nextest = cargo(["nextest", "run", "--workspace", "--profile", "ci", "--no-tests", "pass"]);
    let well = told(run(with_environment(&mut nextest, cluster)));
    Ok(from_junit(&std::fs::read_to_string(report).unwrap_or_default()).ended(well))
}

fn documentation(cluster: &Cluster) -> Outcome<Tally> {
    let mut tests = cargo(["test", "--workspace", "--doc"]);
    println!("\n$ cargo test --workspace --doc");
    let done = with_environment(&mut tests, cluster).output()?;
    let text = String::from_utf8_lossy(&done.stdout);
    println!("{text}{}", String::from_utf8_lossy(&done.stderr));
    Ok(from_doc_tests(&text).ended(done.status.success()))
}

fn node(suite: &str, cluster: &Cluster, built: bool) -> Outcome<Tally> {
    let files = files_ending(&root().join(suite), ".test.mjs")?;
    if files.is_empty() || !built {
        println!("\n{suite}: {}", if built { "no tests yet" } else { "not run, the build failed" });
        return Ok(Tally::default().ended(built));
    }
    let report = target().join(format!("{}.tap", suite.replace('/', "-")));
    let _none_yet = std::fs::remove_file(&report);
    let mut tests = command("node", ["--test", "--test-reporter=spec", "--test-reporter-destination=stdout"]);
    tests.arg("--test-reporter=tap").arg(format!("--test-reporter-destination={}", report.display()));
    tests.args(files).current_dir(root().join(suite));
    let well = told(run(with_environment(&mut tests, cluster)));
    Ok(from_tap(&std::fs::read_to_string(report).unwrap_or_default()).ended(well))
}

/// What every runner is told: the cluster, the program and the browser.
fn with_environment<'a>(command: &'a mut Command, cluster: &Cluster) -> &'a mut Command {
    command
        .env(VARIABLE, cluster.url())
        .env("PORTICO_BIN", target().join("debug/portico"))
        .env("PORTICO_CHROMIUM", needs::chromium().unwrap_or_default())
}

fn told(outcome: Outcome<()>) -> bool {
    outcome.inspect_err(|cause| eprintln!("{cause}")).is_ok()
}

fn files_ending(folder: &Path, ending: &str) -> Outcome<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    files.sort();
    Ok(files)
}

/// Whether any crate's documentation has code that is run.
fn has_doc_tests() -> Outcome<bool> {
    let found =
        command("grep", ["-rqE", r"^\s*//[/!] ```(rust|no_run|should_panic)?$", "crates"]).status()?;
    Ok(found.success())
}
