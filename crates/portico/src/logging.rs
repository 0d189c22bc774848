//! Logs: to standard error, one line per event, without secrets and personal data.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

use crate::Problem;

/// Starts logging what the filter lets through, such as `info` or `warn,portico_queue=debug`.
pub fn start(filter: &str) -> Result<(), Problem> {
    let filter = EnvFilter::builder().parse(filter).map_err(|error| {
        Problem::usage(format!(
            "--log {filter} cannot be read: {error}. Write a level such as info or debug."
        ))
    })?;
    let colours = std::io::stderr().is_terminal();
    let lines =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(colours);
    // A second start in one process, as in tests, keeps the first one's log.
    let _started_before = lines.try_init();
    Ok(())
}
