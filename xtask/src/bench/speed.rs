//! Reads and changes beside their floors, in turns, so that noise on the machine hits all of them alike.

use std::path::{Path, PathBuf};

use super::Plan;
use super::crowd::Crowd;
use super::floors::{self, Floors};
use super::load::{Drive, Summary, drive};
use super::report::{Bar, Row, median};
use crate::Outcome;
use crate::product::Server;

/// Get, list and search: throughput against the floors, the tail, and the tail at a steady rate.
pub(super) fn reads(server: &Server, crowd: &Crowd, floors: &Floors, plan: Plan) -> Outcome<Vec<Row>> {
    let reads: [(&str, PathBuf, &Path); 4] = [
        ("get one contract (entity:get)", crowd.get("get")?, &floors.one),
        ("get one contract (contract/{id})", crowd.get_contract("get-contract")?, &floors.one),
        ("list my contracts", crowd.list("list", "contract")?, &floors.all),
        ("search with filter, sort, total", crowd.search("search")?, &floors.all),
    ];
    let mut rows = Vec::new();
    for (what, requests, floor) in &reads {
        rows.extend(read(what, server, requests, floors, floor, plan)?);
    }
    Ok(rows)
}

/// Answers of the three servers to the same question, one triple a round.
struct Turns(Vec<[Summary; 3]>);

impl Turns {
    fn take(asked: [(&Server, &Path); 3], how: Drive, rounds: usize) -> Outcome<Self> {
        let turn = |how: Drive| -> Outcome<[Summary; 3]> {
            let [bytes, query, product] =
                asked.map(|(server, requests)| drive(server.address, requests, how));
            Ok([bytes?, query?, product?])
        };
        turn(Drive { seconds: how.seconds.min(1.0), ..how })?;
        Ok(Self((0..rounds).map(|_| turn(how)).collect::<Outcome<_>>()?))
    }

    /// The median over the rounds of something of one round.
    fn median(&self, of: impl Fn(&[Summary; 3]) -> f64) -> f64 {
        median(self.0.iter().map(of).collect())
    }
}

fn read(
    what: &str,
    server: &Server,
    requests: &Path,
    floors: &Floors,
    floor: &Path,
    plan: Plan,
) -> Outcome<Vec<Row>> {
    println!("measuring {what} …");
    let asked = [(&floors.bytes, floor), (&floors.query, floor), (server, requests)];
    let full = Turns::take(asked, Drive::flat_out(plan.seconds), plan.rounds)?;
    let steady = Turns::take(asked, Drive::steady(200.0, plan.seconds * 2.0), plan.rounds.div_ceil(2))?;
    let of_query = full.median(|[_, query, product]| product.per_second / query.per_second);
    let of_bytes = full.median(|[bytes, _, product]| product.per_second / bytes.per_second);
    let [bytes, query, product] = [0, 1, 2].map(|at| full.median(|turn| turn[at].per_second));
    let (p50, p99) = (full.median(|turn| turn[2].p50_us.into()), full.median(|turn| turn[2].p99_us.into()));
    let tail = |turn: &[Summary; 3], at: usize| f64::from(turn[at].p99_us);
    let steady_ratio = steady.median(|turn| tail(turn, 2) / tail(turn, 0));
    let told = format!(
        "{product:.0}/s of {query:.0}/s (byte floor {bytes:.0}/s, {:.0} %); bodies {} and {} bytes",
        of_bytes * 100.0,
        full.median(|turn| turn[2].body_bytes as f64),
        full.median(|turn| turn[1].body_bytes as f64),
    );
    let steady_told =
        format!("{:.0} µs against {:.0} µs", steady.median(|t| tail(t, 2)), steady.median(|t| tail(t, 0)));
    Ok(vec![
        Row::new(what, "of the query floor", Bar::Least(0.50), of_query, told),
        Row::new(
            what,
            "p99 in medians",
            Bar::Most(10.0),
            p99 / p50,
            format!("{p99:.0} µs against {p50:.0} µs"),
        ),
        Row::new(what, "p99 at 200/s in byte floors", Bar::Most(3.0), steady_ratio, steady_told),
    ])
}

/// Durable changes of one attribute against the same rows in bare SQLite transactions.
pub(super) fn changes(server: &Server, crowd: &Crowd, _: &Floors, plan: Plan) -> Outcome<Vec<Row>> {
    println!("measuring durable changes …");
    let requests = crowd.change("change")?;
    let mut rounds = Vec::new();
    for _ in 0..plan.rounds {
        let bare = floors::writes_per_second(plan.seconds, 1)?;
        let grouped = floors::writes_per_second(plan.seconds, 16)?;
        let product = drive(server.address, &requests, Drive::flat_out(plan.seconds))?;
        rounds.push((bare, grouped, product));
    }
    let of = |one: &dyn Fn(&(f64, f64, Summary)) -> f64| median(rounds.iter().map(one).collect());
    let ratio = of(&|(bare, _, product)| product.per_second / bare);
    let of_grouped = of(&|(_, grouped, product)| product.per_second / grouped);
    let told = format!(
        "{:.0}/s of {:.0}/s, one commit each ({:.0}/s with 16 to a commit, {:.0} %); p50 {:.1} ms, p99 {:.1} ms",
        of(&|(_, _, product)| product.per_second),
        of(&|(bare, _, _)| *bare),
        of(&|(_, grouped, _)| *grouped),
        of_grouped * 100.0,
        of(&|(_, _, product)| f64::from(product.p50_us)) / 1000.0,
        of(&|(_, _, product)| f64::from(product.p99_us)) / 1000.0,
    );
    Ok(vec![Row::new("change one attribute, durably", "of bare transactions", Bar::Least(0.50), ratio, told)])
}
