//! Everything that must hold before a change lands, each check counted, the tests last.

use crate::run::{cargo, run, stopwatch};
use crate::tally::Tally;
use crate::{Outcome, house, needs, test};

type Check = (&'static str, fn() -> Outcome<()>);

const CHECKS: [Check; 5] = [
    ("formatting", format),
    ("house rules", house::check),
    ("licences, bans, sources", deny),
    ("lints", lint),
    ("documentation", document),
];

/// Runs every check even after one failed, so that one run tells everything.
pub fn ci() -> Outcome<Tally> {
    let mut tally = Tally::default();
    let mut told = Vec::new();
    let begun = stopwatch();
    for (name, check) in CHECKS {
        println!("\n== {name}");
        let watch = stopwatch();
        let done = check().inspect_err(|cause| eprintln!("{cause}"));
        tally.add(Tally::one(done.is_ok()));
        let word = if done.is_ok() { "passed" } else { "FAILED" };
        told.push(format!("{word}  {name} ({:.0} s)", watch.elapsed().as_secs_f64()));
    }
    println!("\n== tests");
    let watch = stopwatch();
    let tests = test::test().unwrap_or_else(|cause| {
        eprintln!("{cause}");
        Tally::one(false)
    });
    tally.add(tests);
    println!("\n{}", told.join("\n"));
    println!(
        "{} tests passed, {} failed ({:.0} s)",
        tests.passed,
        tests.failed,
        watch.elapsed().as_secs_f64()
    );
    println!("{:.0} s in all", begun.elapsed().as_secs_f64());
    Ok(tally)
}

fn format() -> Outcome<()> {
    run(&mut cargo(["fmt", "--all", "--check"]))
}

fn lint() -> Outcome<()> {
    run(&mut cargo(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn document() -> Outcome<()> {
    run(cargo(["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))
}

/// Advisories live in a git repository; they are checked only where it can be reached, and it is said when not.
fn deny() -> Outcome<()> {
    needs::cargo_deny()?;
    run(&mut cargo(["deny", "check", "--hide-inclusion-graph", "licenses", "bans", "sources"]))?;
    if std::env::var_os("PORTICO_ADVISORIES").is_some() {
        return run(&mut cargo(["deny", "check", "advisories"]));
    }
    println!(
        "NOT CHECKED: security advisories. Their database is fetched with git from outside the registries;"
    );
    println!("             run with PORTICO_ADVISORIES=1 where that is reachable.");
    Ok(())
}
