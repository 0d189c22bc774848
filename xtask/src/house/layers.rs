//! Arrows run one way: each crate leans only on crates of a lower floor.

use super::Package;

/// Crates by floor, lowest first. Crates of one floor do not know each other.
const FLOORS: [&[&str]; 7] = [
    &["portico-kit"],
    &["portico-access", "portico-db", "portico-fetch", "portico-mail", "portico-files"],
    &["portico-queue"],
    &["portico-core"],
    &["portico-http"],
    &["portico-api", "portico-web"],
    &["portico"],
];

/// Crates that stand beside the house and that no crate of the house leans on (but in its tests).
const BESIDE: [&str; 3] = ["portico-floor", "portico-test", "xtask"];

/// The decisions are pure: values in, values out, and nothing that could reach outside.
const PURE: (&str, &[&str]) = ("portico-access", &["portico-kit", "serde", "serde_json", "thiserror"]);

/// Every arrow that points the wrong way.
pub(super) fn breaches(packages: &[Package]) -> Vec<String> {
    packages.iter().flat_map(of).collect()
}

fn of(package: &Package) -> Vec<String> {
    let name = package.name.as_str();
    let beside = BESIDE.contains(&name);
    if !beside && floor(name).is_none() {
        return vec![format!(
            "{name} has no floor: name it in xtask/src/house/layers.rs and in ARCHITECTURE.md"
        )];
    }
    let normal = package.dependencies.iter().filter(|one| one.kind.as_deref() != Some("dev"));
    let wrong = normal.filter(|one| {
        let upwards = one.path.is_some() && !beside && floor(&one.name) >= floor(name);
        let unreached = one.path.is_some() && floor(&one.name).is_none();
        let impure = name == PURE.0 && !one.optional && !PURE.1.contains(&one.name.as_str());
        upwards || impure || (unreached && name != "portico-test")
    });
    wrong.map(|one| format!("{name} must not lean on {}", one.name)).collect()
}

fn floor(name: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::super::Dependency;
    use super::*;

    fn package(name: &str, dependency: &str, kind: Option<&str>) -> Package {
        let path = dependency.starts_with("portico").then(String::new);
        let dependency =
            Dependency { name: dependency.to_owned(), kind: kind.map(str::to_owned), optional: false, path };
        Package { name: name.to_owned(), dependencies: vec![dependency] }
    }

    #[test]
    fn arrows_run_down_only() {
        assert!(of(&package("portico-core", "portico-db", None)).is_empty());
        assert_eq!(of(&package("portico-db", "portico-core", None)).len(), 1);
        assert_eq!(of(&package("portico-api", "portico-web", None)).len(), 1);
        assert_eq!(of(&package("portico-core", "portico-test", None)).len(), 1);
        assert!(of(&package("portico-core", "portico-test", Some("dev"))).is_empty());
    }

    #[test]
    fn the_decisions_stay_pure() {
        assert_eq!(of(&package("portico-access", "tokio", None)).len(), 1);
        assert!(of(&package("portico-access", "serde", None)).is_empty());
    }
}
