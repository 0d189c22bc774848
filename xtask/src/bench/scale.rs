//! The cost of a read must not grow with the number of customers: 2,000 beside 200,000.

use std::path::{Path, PathBuf};

use super::crowd::{self, Crowd};
use super::load::{Drive, drive};
use super::report::{Bar, Row, median};
use super::speed::done;
use super::{Plan, seeded, seeding_took, start};
use crate::Outcome;
use crate::product::Server;

const SMALL: usize = 2_000;
const LARGE: usize = 200_000;
/// The search by a word among everything a user sees.
const WORDS: &str = "search my records by a word";

/// One size: its server and what is asked of it.
struct Side {
    server: Server,
    asked: Vec<(&'static str, PathBuf)>,
}

/// Measures both sizes in turns and compares.
pub(super) fn compare(plan: Plan) -> Outcome<Vec<Row>> {
    // Both are seeded before anybody signs in: tokens would run out while the large one is made.
    for customers in [SMALL, LARGE] {
        seeded(customers)?;
    }
    let (small, large) = (side(SMALL, plan)?, side(LARGE, plan)?);
    let mut rows = Vec::new();
    for ((what, small_asked), (_, large_asked)) in small.asked.iter().zip(&large.asked) {
        println!("comparing {what} …");
        let once = |side: &Side, asked: &Path| -> Outcome<f64> {
            Ok(done(&side.server, asked, Drive::flat_out(plan.seconds))?.cpu_us)
        };
        let mut turns = Vec::new();
        for _ in 0..=plan.rounds {
            turns.push((once(&small, small_asked)?, once(&large, large_asked)?));
        }
        let warm = turns.get(1..).unwrap_or_default();
        let of = |one: fn(&(f64, f64)) -> f64| median(warm.iter().map(one).collect());
        let told = format!(
            "{:.1} µs of processor time at {LARGE}, {:.1} µs at {SMALL} customers",
            of(|turn| turn.1),
            of(|turn| turn.0)
        );
        rows.push(Row::new(what, "cost grows by", Bar::Most(1.3), of(|turn| turn.1 / turn.0), told));
    }
    rows.push(full_text(&large, plan)?);
    Ok(rows)
}

/// A user's search by a word among all records of the large organisation.
fn full_text(large: &Side, plan: Plan) -> Outcome<Row> {
    let (what, asked) = large.asked.iter().find(|(what, _)| *what == WORDS).ok_or("nobody asks by words")?;
    let summary = drive(large.server.address, asked, Drive::steady(50.0, plan.seconds * 3.0))?;
    let ms = |us: u32| f64::from(us) / 1000.0;
    let told = format!("p50 {:.1} ms, {LARGE} customers, 50/s", ms(summary.p50_us));
    Ok(Row::new(what, "ms p99 seen by the client", Bar::Most(50.0), ms(summary.p99_us), told))
}

fn side(customers: usize, plan: Plan) -> Outcome<Side> {
    let data = seeded(customers)?;
    println!("{customers} customers were seeded in {:.0} s", seeding_took(&data)?.as_secs_f64());
    let server = start(&data)?;
    let crowd = crowd::gather(&server, &data, plan.people)?;
    Ok(Side { asked: asked(&crowd, customers)?, server })
}

fn asked(crowd: &Crowd, customers: usize) -> Outcome<Vec<(&'static str, PathBuf)>> {
    let name = |what: &str| format!("scale-{customers}-{what}");
    Ok(vec![
        ("get one contract", crowd.get(&name("get"))?),
        ("list my contracts", crowd.list(&name("list"), "contract")?),
        ("search with filter, sort, total", crowd.search(&name("search"))?),
        ("list my meters (reached through my contracts)", crowd.list(&name("meters"), "meter")?),
        (WORDS, crowd.words(&name("words"))?),
    ])
}
