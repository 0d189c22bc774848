//! What is said on standard output: to a person, or to a program that waits for a line.

use std::io::Write;

/// Says a line at once. Nobody listening is no failure: the server goes on.
pub fn say(line: impl AsRef<str>) {
    let mut out = std::io::stdout().lock();
    let _nobody_listens = writeln!(out, "{}", line.as_ref()).and_then(|()| out.flush());
}
