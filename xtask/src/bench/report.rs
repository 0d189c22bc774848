//! The table of a run, on the terminal and in `docs/benchmarks.md`.

use std::fmt::Write;

use crate::Outcome;
use crate::run::{command, output, root};

/// What a figure must hold.
#[derive(Clone, Copy)]
pub(super) enum Bar {
    /// At least this.
    Least(f64),
    /// At most this.
    Most(f64),
}

/// One figure beside its bar.
pub(super) struct Row {
    what: String,
    unit: String,
    bar: Bar,
    measured: f64,
    told: String,
}

impl Row {
    /// A figure; `told` says what it was made of.
    pub fn new(what: &str, unit: &str, bar: Bar, measured: f64, told: String) -> Self {
        Self { what: what.to_owned(), unit: unit.to_owned(), bar, measured, told }
    }

    fn holds(&self) -> bool {
        match self.bar {
            Bar::Least(bar) => self.measured >= bar,
            Bar::Most(bar) => self.measured <= bar,
        }
    }

    fn bar(&self) -> String {
        match self.bar {
            Bar::Least(bar) => format!("≥ {bar}"),
            Bar::Most(bar) => format!("≤ {bar}"),
        }
    }

    fn verdict(&self) -> String {
        let (Bar::Least(bar) | Bar::Most(bar)) = self.bar;
        let by = (self.measured / bar - 1.0).abs() * 100.0;
        if self.holds() { "holds".to_owned() } else { format!("**missed by {by:.0} %**") }
    }
}

/// The middle of some figures.
pub(super) fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_unstable_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Prints the table and writes the page; a quick run writes no page.
pub(super) fn tell(rows: &[Row], arguments: &[String]) -> Outcome<()> {
    let table = table(rows)?;
    println!("\n{table}");
    let missed = rows.iter().filter(|row| !row.holds()).count();
    println!("{} of {} bars hold", rows.len() - missed, rows.len());
    if arguments.iter().any(|argument| argument == "--quick") {
        return Ok(());
    }
    let page = root().join("docs/benchmarks.md");
    std::fs::write(&page, format!("{}\n{table}\n{}", head()?, notes(&page)))?;
    println!("written to docs/benchmarks.md");
    Ok(())
}

fn table(rows: &[Row]) -> Outcome<String> {
    let mut table =
        "| what | figure | bar | measured | verdict | made of |\n|---|---|---|---|---|---|\n".to_owned();
    for row in rows {
        let Row { what, unit, measured, told, .. } = row;
        writeln!(table, "| {what} | {unit} | {} | {measured:.2} | {} | {told} |", row.bar(), row.verdict())?;
    }
    Ok(table)
}

fn head() -> Outcome<String> {
    let commit = output(&mut command("git", ["rev-parse", "--short", "HEAD"])).unwrap_or_default();
    let cpu = std::fs::read_to_string("/proc/cpuinfo")?;
    let cpu = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("?", |(_, it)| it);
    let kernel = output(&mut command("uname", ["-sr"]))?;
    let cores = std::thread::available_parallelism()?;
    Ok(format!(
        "# Benchmarks

Ratios from one run of `cargo xtask bench` at commit {}. The machine: {cores} cores of {cpu}, {}, loopback; the \
server has the first core, the load client the second. Embedded SQLite, `synchronous=FULL`, 20,000 generated \
customers, 2,000 of them signed in and asking in turn over 16 connections. Product and floors are driven in turns; \
each figure is the median over the rounds.

- *byte floor*: a bare axum handler that returns a body of the same size from memory.
- *query floor*: the same with an HMAC check and one prepared, indexed SQLite query that fetches the documents.
- *bare transactions*: the same rows (document, activity entry, event) written by one SQLite connection in a loop, \
one durable commit each, without HTTP, access rules or JSON.

What part of a floor is reached, and what a read costs at more customers, is told in the server's own processor time \
for each answer: other work on the machine moves it little.

Absolute numbers belong to that machine; the ratios are what is kept.
",
        commit.trim(),
        kernel.trim()
    ))
}

/// What people wrote below the table is kept.
fn notes(page: &std::path::Path) -> String {
    const MARK: &str = "## Notes";
    let old = std::fs::read_to_string(page).unwrap_or_default();
    old.split_once(MARK).map_or_else(|| format!("{MARK}\n"), |(_, notes)| format!("{MARK}{notes}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missed_bar_says_by_how_much() {
        let row = |bar, measured| Row::new("x", "y", bar, measured, String::new());
        assert_eq!(row(Bar::Least(0.5), 0.4).verdict(), "**missed by 20 %**");
        assert_eq!(row(Bar::Most(5.0), 6.0).verdict(), "**missed by 20 %**");
        assert_eq!(row(Bar::Most(5.0), 5.0).verdict(), "holds");
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
    }
}
