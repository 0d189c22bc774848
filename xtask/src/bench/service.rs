//! What running it costs: seeding, time to ready, memory, and the server's time for a dashboard.

use std::path::Path;

use super::crowd::Crowd;
use super::load::{Drive, drive};
use super::report::{Bar, Row, median};
use super::{CUSTOMERS, Plan, seeding_took, start};
use crate::Outcome;
use crate::product::Server;

const IDLE_FOR: std::time::Duration = std::time::Duration::from_secs(2);

/// Starts on the existing database a few times; the last one also tells its memory at rest.
pub(super) fn start_and_idle(data: &Path) -> Outcome<Vec<Row>> {
    println!("starting on an existing database …");
    let mut starts = Vec::new();
    for _ in 0..5 {
        starts.push(start(data)?.ready_after.as_secs_f64());
    }
    let server = start(data)?;
    std::thread::sleep(IDLE_FOR);
    let idle = server.memory_mib("VmRSS")?;
    let seeding = seeding_took(data)?.as_secs_f64();
    let per_second = CUSTOMERS as f64 / seeding;
    let what = format!("seed {CUSTOMERS} customers");
    Ok(vec![
        Row::new(&what, "seconds", Bar::Most(60.0), seeding, format!("{per_second:.0} customers/s")),
        Row::new("start to ready", "seconds", Bar::Most(0.5), median(starts), "median of 5".to_owned()),
        Row::new(
            "memory at rest",
            "MiB",
            Bar::Most(60.0),
            idle,
            "resident after two idle seconds".to_owned(),
        ),
    ])
}

/// The most memory held in the whole run.
pub(super) fn memory_under_load(server: &Server) -> Outcome<Row> {
    let most = server.memory_mib("VmHWM")?;
    let told = "highest resident size over all runs above, sign-ins included".to_owned();
    Ok(Row::new("memory under load", "MiB", Bar::Most(250.0), most, told))
}

/// The dashboard page of many users, by the server's own clock.
pub(super) fn dashboard(server: &Server, crowd: &Crowd, plan: Plan) -> Outcome<Row> {
    println!("measuring the dashboard page …");
    let requests = crowd.dashboard("dashboard", server)?;
    let summary = drive(server.address, &requests, Drive::steady(50.0, plan.seconds * 3.0))?;
    let ms = summary.server_p50_ms.ok_or("the dashboard tells no Server-Timing")?;
    let told = format!(
        "{} bytes; p50 {:.1} ms seen by the client at 50/s",
        summary.body_bytes,
        f64::from(summary.p50_us) / 1000.0
    );
    Ok(Row::new("dashboard page", "ms of server time", Bar::Most(5.0), ms, told))
}
