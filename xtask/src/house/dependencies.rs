//! Each direct dependency has a row in `docs/dependencies.md` that says why, and no row is stale.

use std::collections::BTreeSet;

use super::Package;
use crate::Outcome;
use crate::run::root;

const PAGE: &str = "docs/dependencies.md";

/// Dependencies without a row, and rows without a dependency.
pub(super) fn breaches(packages: &[Package]) -> Outcome<Vec<String>> {
    let page = std::fs::read_to_string(root().join(PAGE))?;
    let used: BTreeSet<&str> = packages
        .iter()
        .flat_map(|package| &package.dependencies)
        .filter(|one| one.path.is_none())
        .map(|one| one.name.as_str())
        .collect();
    let named = rows(&page, "Rust");
    let missing =
        used.difference(&named).map(|name| format!("{PAGE} has no row that says why `{name}` is used"));
    let stale = named.difference(&used).map(|name| format!("{PAGE} names `{name}`, which no crate uses"));
    Ok(missing.chain(stale).collect())
}

/// The names that the rows of one chapter start with.
fn rows<'a>(page: &'a str, chapter: &str) -> BTreeSet<&'a str> {
    let heading = format!("## {chapter}");
    let lines = page.lines().skip_while(|line| !line.starts_with(&heading)).skip(1);
    lines
        .take_while(|line| !line.starts_with("## "))
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(name, _)| name)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_from_their_chapter_only() {
        let page = "# X\n## Rust\n| crate | why |\n|---|---|\n| `axum` | routes |\n## Node\n| `axe-core` | looks |\n";
        assert_eq!(rows(page, "Rust"), BTreeSet::from(["axum"]));
    }
}
