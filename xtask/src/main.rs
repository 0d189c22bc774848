//! The workspace's tasks: `cargo xtask test | ci | bench | lighthouse | look | postgres`.

mod bench;
mod ci;
mod house;
mod lighthouse;
mod look;
mod needs;
mod postgres;
mod product;
mod run;
mod tally;
mod test;

use std::process::ExitCode;

/// Anything that can stop a task; the text says what, and what to do about it.
type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const HELP: &str = "\
cargo xtask test                  every test on SQLite and PostgreSQL, with the SDK and in a browser
cargo xtask ci                    formatting, lints, documentation, licences, the house rules, then test
cargo xtask bench [--quick] [--fresh]
                                  speed and memory beside the floors; writes docs/benchmarks.md
cargo xtask lighthouse            scores of the portal's main pages on a throttled phone, each at least 95
cargo xtask look [WORD…]          pictures of every page under target/look/ (only those whose name has a WORD)
cargo xtask postgres [COMMAND…]   a throw-away PostgreSQL for COMMAND, or until enter is pressed
cargo xtask house                 only the house rules: lengths, layers, named dependencies";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (task, rest) =
        arguments.split_first().map_or(("help", &[][..]), |(task, rest)| (task.as_str(), rest));
    let done = match task {
        "test" => test::test().map(|tally| tally.close()),
        "ci" => ci::ci().map(|tally| tally.close()),
        "house" => house::check().map(|()| ExitCode::SUCCESS),
        "bench" => bench::bench(rest).map(|()| ExitCode::SUCCESS),
        "lighthouse" => lighthouse::lighthouse().map(|()| ExitCode::SUCCESS),
        "look" => look::look(rest).map(|()| ExitCode::SUCCESS),
        "postgres" => postgres::hold(rest).map(|()| ExitCode::SUCCESS),
        _ => {
            println!("{HELP}");
            return if matches!(task, "help" | "--help") { ExitCode::SUCCESS } else { ExitCode::from(2) };
        }
    };
    done.unwrap_or_else(|cause| {
        eprintln!("error: {cause}");
        if matches!(task, "test" | "ci") {
            println!("0 passed, 1 failed");
        }
        ExitCode::FAILURE
    })
}
