//! Pages stay short: no production file over 500 lines, no handler over 40.

use std::path::Path;

use crate::Outcome;
use crate::run::{command, output, root};

const FILE_LINES: usize = 500;
const HANDLER_LINES: usize = 40;

/// Files and handlers that are too long; says the medians on the way.
pub(super) fn breaches() -> Outcome<Vec<String>> {
    let listed =
        output(&mut command("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.rs"]))?;
    let mut files = Lengths::default();
    let mut handlers = Lengths::default();
    let mut breaches = Vec::new();
    for path in listed.lines().filter(|path| is_production(path)) {
        let Ok(text) = std::fs::read_to_string(root().join(path)) else { continue };
        let text = production(&text);
        if !text.starts_with("//!") {
            breaches.push(format!("{path} does not start with what it is for (`//! …`)"));
        }
        files.note(text.lines().count(), FILE_LINES, path, &mut breaches);
        if is_handlers(path) {
            for (name, length) in handlers_of(text) {
                handlers.note(length, HANDLER_LINES, &format!("{path}: {name}"), &mut breaches);
            }
        }
    }
    println!("lines per file: {}; per handler: {}", files.told(), handlers.told());
    Ok(breaches)
}

#[derive(Default)]
struct Lengths(Vec<usize>);

impl Lengths {
    fn note(&mut self, length: usize, most: usize, what: &str, breaches: &mut Vec<String>) {
        self.0.push(length);
        if length > most {
            breaches.push(format!(
                "{what} has {length} lines, at most {most} are allowed: split it along a noun"
            ));
        }
    }

    fn told(mut self) -> String {
        self.0.sort_unstable();
        let at =
            |share: usize| self.0.get(self.0.len().saturating_sub(1) * share / 100).copied().unwrap_or(0);
        format!("median {}, 95 % up to {}, longest {} (of {})", at(50), at(95), at(100), self.0.len())
    }
}

fn is_production(path: &str) -> bool {
    let parts = || Path::new(path).iter();
    parts().any(|part| part == "src") && !parts().any(|part| part == "tests" || part == "tests.rs")
}

fn is_handlers(path: &str) -> bool {
    path.starts_with("crates/portico-api/src/") || path.starts_with("crates/portico-web/src/")
}

/// A file up to its tests.
fn production(text: &str) -> &str {
    text.split_once("\n#[cfg(test)]\n").map_or(text, |(before, _)| before)
}

/// Name and length of each async function at the left margin; formatting puts its end there too.
fn handlers_of(text: &str) -> Vec<(&str, usize)> {
    let mut found = Vec::new();
    let mut open: Option<(&str, usize)> = None;
    for (at, line) in text.lines().enumerate() {
        let line_of_fn =
            line.strip_prefix("pub ").or_else(|| line.strip_prefix("pub(crate) ")).unwrap_or(line);
        if let Some(rest) = line_of_fn.strip_prefix("async fn ") {
            open = Some((rest.split(['(', '<']).next().unwrap_or(rest), at));
        }
        if line == "}"
            && let Some((name, began)) = open.take()
        {
            found.push((name, at - began + 1));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handler_is_measured_from_its_signature_to_its_end() {
        let text = "//! X.\n\npub async fn view_it(\n    a: A,\n) -> B {\n    b\n}\n\nfn other() {\n}\n";
        assert_eq!(handlers_of(text), [("view_it", 5)]);
    }

    #[test]
    fn tests_do_not_count_as_production() {
        assert_eq!(production("//! X.\nfn a() {}\n\n#[cfg(test)]\nmod tests {}\n"), "//! X.\nfn a() {}\n");
        assert!(is_production("crates/portico-core/src/orders.rs"));
        assert!(!is_production("crates/portico-core/tests/it/orders.rs"));
    }
}
