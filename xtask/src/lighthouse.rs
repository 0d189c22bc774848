//! Lighthouse on the portal's main pages: starts the demo and lets it be seen as on a phone with a slow line.

use crate::product::{Server, demo, program};
use crate::run::{cargo, command, root, run, target};
use crate::{Outcome, needs};

/// The contract whose page is measured.
const DETAIL: &str = "/contract/01910000-0013-7000-8a00-000000000001";

/// Builds, starts the demo, measures; fails when a score is below the bar.
pub fn lighthouse() -> Outcome<()> {
    needs::for_lighthouse()?;
    run(&mut cargo(["build", "--release", "-p", "portico"]))?;
    let data = target().join("lighthouse-demo");
    let _none_there = std::fs::remove_dir_all(&data);
    std::fs::create_dir_all(&data)?;
    let log = target().join("lighthouse-demo.log");
    let server = Server::start(demo(&program("release", "portico"), &data, 0), &log)?;
    println!("the demo listens on http://{}", server.address);
    let mut measure = command("node", ["measure.mjs"]);
    measure.current_dir(root().join("tests/lighthouse"));
    measure.env("PORTICO_DEMO", &data).env("PORTICO_LIGHTHOUSE", target().join("lighthouse"));
    measure.env("PORTICO_LIST", "/contracts").env("PORTICO_DETAIL", DETAIL);
    run(measure.env("PORTICO_CHROMIUM", needs::chromium()?))
}
