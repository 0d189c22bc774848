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
    let reads = [
        ("get one contract (entity:get)", crowd.get("get")?, 0.5),
        ("get one contract (contract/{id})", crowd.get_contract("get-contract")?, 0.5),
        ("list my contracts", crowd.list("list", "contract")?, 0.5),
        ("search with filter, sort, total", crowd.search("search")?, 0.5),
        ("list my contracts, hydrated", crowd.hydrated("hydrated")?, 0.3),
        ("search grouped by status", crowd.grouped("grouped")?, 0.3),
        ("list my files", crowd.files("files")?, 0.3),
    ];
    let mut rows = Vec::new();
    for (what, requests, least) in reads {
        println!("measuring {what} …");
        let once = drive(server.address, &requests, Drive::flat_out(plan.seconds))?;
        let floor = floors::requests(&format!("/size/{}", once.body_bytes))?;
        rows.extend(read(&Read { what, requests, floor, least }, server, floors, plan)?);
    }
    Ok(rows)
}

/// What is asked of the product, the same of the floors, and the part of the floor it must reach.
struct Read {
    what: &'static str,
    requests: PathBuf,
    floor: PathBuf,
    least: f64,
}

/// What one server did in a round.
pub(super) struct Done {
    pub summary: Summary,
    /// Processor time of the server for each answer.
    pub cpu_us: f64,
}

/// Answers of the three servers to the same question, one triple a round.
struct Turns(Vec<[Done; 3]>);

impl Turns {
    fn take(asked: [(&Server, &Path); 3], how: Drive, rounds: usize) -> Outcome<Self> {
        let turn = |how: Drive| -> Outcome<[Done; 3]> {
            let [bytes, query, product] = asked.map(|(server, requests)| done(server, requests, how));
            Ok([bytes?, query?, product?])
        };
        turn(Drive { seconds: how.seconds.min(1.0), ..how })?;
        Ok(Self((0..rounds).map(|_| turn(how)).collect::<Outcome<_>>()?))
    }

    /// The median over the rounds of something of one round.
    fn median(&self, of: impl Fn(&[Done; 3]) -> f64) -> f64 {
        median(self.0.iter().map(of).collect())
    }
}

/// Drives a server and tells what it took.
pub(super) fn done(server: &Server, requests: &Path, how: Drive) -> Outcome<Done> {
    let before = server.processor_seconds()?;
    let summary = drive(server.address, requests, how)?;
    let used = server.processor_seconds()? - before;
    Ok(Done { cpu_us: used * 1e6 / summary.good as f64, summary })
}

fn read(asked: &Read, server: &Server, floors: &Floors, plan: Plan) -> Outcome<Vec<Row>> {
    let Read { what, requests, floor, least } = asked;
    let asked = [(&floors.bytes, floor.as_path()), (&floors.query, floor), (server, requests)];
    let full = Turns::take(asked, Drive::flat_out(plan.seconds), plan.rounds)?;
    let steady = Turns::take(asked, Drive::steady(200.0, plan.seconds * 2.0), plan.rounds.div_ceil(2))?;
    let of_query = full.median(|[_, query, product]| query.cpu_us / product.cpu_us);
    let of_bytes = full.median(|[bytes, _, product]| bytes.cpu_us / product.cpu_us);
    let cpu = |at: usize| full.median(|turn| turn[at].cpu_us);
    let rate = |at: usize| full.median(|turn| turn[at].summary.per_second);
    let told = format!(
        "{:.1} µs of processor time against {:.1} µs (byte floor {:.1} µs, {:.0} %); {:.0}/s against {:.0}/s; \
         bodies {} and {} bytes",
        cpu(2),
        cpu(1),
        cpu(0),
        of_bytes * 100.0,
        rate(2),
        rate(1),
        full.median(|turn| turn[2].summary.body_bytes as f64),
        full.median(|turn| turn[1].summary.body_bytes as f64),
    );
    let tail = |turn: &[Done; 3], at: usize| f64::from(turn[at].summary.p99_us);
    let (p50, p99) = (full.median(|turn| turn[2].summary.p50_us.into()), full.median(|turn| tail(turn, 2)));
    let steady_ratio = steady.median(|turn| tail(turn, 2) / tail(turn, 0));
    let steady_told =
        format!("{:.0} µs against {:.0} µs", steady.median(|t| tail(t, 2)), steady.median(|t| tail(t, 0)));
    Ok(vec![
        Row::new(what, "of the query floor", Bar::Least(*least), of_query, told),
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
