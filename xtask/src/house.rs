//! The house rules that no compiler checks: short files and handlers, arrows one way, named dependencies.

mod dependencies;
mod layers;
mod lengths;

use serde::Deserialize;

use crate::Outcome;
use crate::run::{cargo, output};

/// Checks every rule and names each breach.
pub fn check() -> Outcome<()> {
    let house: House =
        serde_json::from_str(&output(&mut cargo(["metadata", "--format-version=1", "--no-deps"]))?)?;
    let mut breaches = lengths::breaches()?;
    breaches.extend(layers::breaches(&house.packages));
    breaches.extend(dependencies::breaches(&house.packages)?);
    if breaches.is_empty() {
        return Ok(());
    }
    Err(format!("the house rules are broken:\n  {}", breaches.join("\n  ")).into())
}

/// What `cargo metadata` says about the workspace.
#[derive(Deserialize)]
struct House {
    packages: Vec<Package>,
}

/// One crate of the workspace.
#[derive(Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

/// One line of a crate's dependencies.
#[derive(Deserialize)]
struct Dependency {
    name: String,
    /// `dev`, `build`, or nothing for a normal one.
    kind: Option<String>,
    /// Whether it comes only with a feature.
    optional: bool,
    /// The folder of a crate of this workspace.
    path: Option<String>,
}
