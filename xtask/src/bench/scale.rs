//! The cost of a read must not grow with the number of customers: 2,000 beside 200,000.

use std::path::{Path, PathBuf};

use super::crowd::{self, Crowd};
use super::load::Drive;
use super::report::{Bar, Row, median};
use super::speed::done;
use super::{Plan, seeded, seeding_took, start};
use crate::Outcome;
use crate::product::Server;

const SMALL: usize = 2_000;
const LARGE: usize = 200_000;

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
    Ok(rows)
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
    ])
}
