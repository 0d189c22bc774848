//! `portico serve`: serves until it is told to stop.

use tokio::signal::unix::{SignalKind, signal};

use super::FOLDER;
use crate::Problem;
use crate::cli::Serve;
use crate::output::say;
use crate::serve::{Opened, open};

/// Serves the data that is there.
pub async fn run(serve: &Serve) -> Result<(), Problem> {
    warn(serve);
    let opened = open(serve.service.options(&serve.data, FOLDER)?).await?;
    until_stopped(opened).await
}

/// Says in the log what must not be set where real people sign in.
pub(super) fn warn(serve: &Serve) {
    for warning in serve.service.warnings() {
        tracing::warn!("{warning}");
    }
}

/// Serves until the terminal or the system says stop.
pub(super) async fn until_stopped(opened: Opened) -> Result<(), Problem> {
    let unheard = |error: std::io::Error| Problem::new(format!("Signals cannot be heard: {error}."));
    let mut terminate = signal(SignalKind::terminate()).map_err(unheard)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(unheard)?;
    let running = opened.serve()?;
    say(format!("listening on http://{}", running.address));
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tracing::info!("stopping: open requests may finish");
    running.stop().await
}
