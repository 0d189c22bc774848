//! Commands of the workspace: started in its folder, echoed, and failing loudly.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::Outcome;

/// The workspace's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(|| PathBuf::from("."), Path::to_owned)
}

/// Cargo's folder for what it builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |named| root().join(named))
}

/// A command that runs in the workspace's folder.
pub fn command<S: AsRef<OsStr>>(program: &str, arguments: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    // Cargo tells this task about itself; build scripts that hear of it would be run anew, and everything after them.
    let told = std::env::vars_os().map(|(name, _)| name);
    let own = |name: &std::ffi::OsString| {
        name.to_str()
            .is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"))
    };
    for name in told.filter(own) {
        command.env_remove(name);
    }
    command
}

/// Cargo, the one that runs this task.
pub fn cargo<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Command {
    command(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()), arguments)
}

/// Says what is run, runs it, and fails when it fails.
pub fn run(command: &mut Command) -> Outcome<()> {
    let line = line(command);
    println!("\n$ {line}");
    let status = command.status().map_err(|cause| format!("could not start `{line}`: {cause}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{line}` failed ({status})").into()) }
}

/// Runs a command quietly and hands back what it printed; what it complains about is shown.
pub fn output(command: &mut Command) -> Outcome<String> {
    let line = line(command);
    let done = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|cause| format!("could not start `{line}`: {cause}"))?;
    if !done.status.success() {
        return Err(format!("`{line}` failed ({})", done.status).into());
    }
    Ok(String::from_utf8(done.stdout)?)
}

/// Whether a command can be run at all and succeeds.
pub fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// The moment from which something is measured.
#[expect(clippy::disallowed_methods, reason = "tasks measure how long things take")]
pub fn stopwatch() -> Instant {
    Instant::now()
}

/// A random loopback port that was free a moment ago.
pub fn free_port() -> Outcome<u16> {
    Ok(std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

fn line(command: &Command) -> String {
    let mut words = vec![command.get_program()];
    words.extend(command.get_args());
    let shorten = |word: &OsStr| {
        let text = word.to_string_lossy();
        Path::new(text.as_ref())
            .strip_prefix(root())
            .map_or_else(|_| text.to_string(), |inside| inside.display().to_string())
    };
    words.into_iter().map(shorten).collect::<Vec<_>>().join(" ")
}
