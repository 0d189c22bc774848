//! Pictures of every page: starts the demo on a fresh folder and lets the browser go through it.

use crate::product::{Server, demo, program};
use crate::run::{cargo, command, root, run, target};
use crate::{Outcome, needs};

/// Builds, starts the demo, takes the pictures; words keep only pages whose name has one of them.
pub fn look(words: &[String]) -> Outcome<()> {
    needs::for_pictures()?;
    run(&mut cargo(["build", "-p", "portico"]))?;
    let data = target().join("look-demo");
    let _none_there = std::fs::remove_dir_all(&data);
    std::fs::create_dir_all(&data)?;
    let server =
        Server::start(demo(&program("debug", "portico"), &data, 0), &target().join("look-demo.log"))?;
    println!("the demo listens on http://{}", server.address);
    let mut pictures = command("node", ["look.mjs"]);
    pictures.args(words).current_dir(root().join("tests/browser"));
    pictures.env("PORTICO_DEMO", &data).env("PORTICO_LOOK", target().join("look"));
    run(pictures.env("PORTICO_CHROMIUM", needs::chromium()?))
}
