//! What passed and what failed, summed over all runners into one closing line.

use std::process::ExitCode;

/// Passed and failed checks or tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
}

impl Tally {
    /// One check that went well or did not.
    pub fn one(good: bool) -> Self {
        Self { passed: u64::from(good), failed: u64::from(!good) }
    }

    /// Adds another runner's count.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// A runner that ended badly without naming a failed test has failed once.
    pub fn ended(mut self, well: bool) -> Self {
        if !well && self.failed == 0 {
            self.failed = 1;
        }
        self
    }

    /// Prints the closing line, always the last.
    pub fn close(self) -> ExitCode {
        println!("\n{} passed, {} failed", self.passed, self.failed);
        if self.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// Counts of nextest's JUnit report.
pub fn from_junit(report: &str) -> Tally {
    let head = report.split_once("<testsuites").map_or("", |(_, rest)| rest);
    let head = head.split_once('>').map_or(head, |(head, _)| head);
    let number = |name: &str| -> u64 {
        let value = head.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split_once('"'));
        value.and_then(|(value, _)| value.parse().ok()).unwrap_or(0)
    };
    let failed = number("failures") + number("errors");
    Tally { passed: number("tests").saturating_sub(failed), failed }
}

/// Counts of a TAP report by Node's test runner.
pub fn from_tap(report: &str) -> Tally {
    let number = |name: &str| -> u64 {
        let prefix = format!("# {name} ");
        report.lines().rev().find_map(|line| line.strip_prefix(&prefix)?.trim().parse().ok()).unwrap_or(0)
    };
    Tally { passed: number("pass"), failed: number("fail") + number("cancelled") }
}

/// Counts of the `test result:` lines that documentation tests end with.
pub fn from_doc_tests(output: &str) -> Tally {
    let mut tally = Tally::default();
    for line in output.lines().filter_map(|line| line.strip_prefix("test result: ")) {
        let number = |word: &str| -> u64 {
            let before = line.split_once(word).map_or("", |(before, _)| before.trim_end());
            before.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0)
        };
        tally.add(Tally { passed: number("passed"), failed: number("failed") });
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_runners_report_is_counted() {
        let junit =
            r#"<?xml version="1.0"?><testsuites name="nextest-run" tests="65" failures="2" errors="1">"#;
        assert_eq!(from_junit(junit), Tally { passed: 62, failed: 3 });
        assert_eq!(
            from_tap("# tests 4\n# pass 2\n# fail 1\n# cancelled 1\n"),
            Tally { passed: 2, failed: 2 }
        );
        let docs = "test result: ok. 3 passed; 0 failed; 0 ignored\ntest result: FAILED. 1 passed; 1 failed;";
        assert_eq!(from_doc_tests(docs), Tally { passed: 4, failed: 1 });
    }

    #[test]
    fn a_runner_that_crashed_counts_as_failed() {
        assert_eq!(from_junit("").ended(false), Tally { passed: 0, failed: 1 });
        assert_eq!(from_tap("# pass 3\n").ended(true), Tally { passed: 3, failed: 0 });
    }
}
