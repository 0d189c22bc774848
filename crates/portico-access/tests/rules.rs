//! Every clause of the rules of access, as a sentence.

#[path = "rules/changes.rs"]
mod changes;
#[path = "rules/explanations.rs"]
mod explanations;
#[path = "rules/grants.rs"]
mod grants;
#[path = "rules/layers.rs"]
mod layers;
#[path = "rules/masks.rs"]
mod masks;
#[path = "rules/paths.rs"]
mod paths;
#[path = "rules/plans.rs"]
mod plans;
#[path = "rules/scene.rs"]
mod scene;
