//! The decision told to an administrator: every layer with its grounds, and the changes that would flip it.

mod flip;
mod layers;

use serde::Serialize;

use crate::decide::decide;
use crate::denial::{Layer, Reason};
use crate::facts::Facts;
use crate::grants::GrantRef;
use crate::question::Question;
use crate::reach::Hop;
use crate::viewer::Viewer;

pub use flip::Flip;

/// What one layer said.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It allows.
    Allow,
    /// It refuses.
    Deny,
    /// It has no say here.
    NotAsked,
}

/// One layer of an explanation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LayerReport {
    /// Which layer.
    pub layer: Layer,
    /// What it said.
    pub outcome: Outcome,
    /// Every reason it refuses for.
    pub reasons: Vec<Reason>,
    /// The path by which the record is reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<Vec<Hop>>,
    /// The grants that settle it.
    pub grants: Vec<GrantRef>,
}

/// A decision with all its grounds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// Whether it is allowed.
    pub allow: bool,
    /// The key of the sentence that tells the answer, such as `access.denied.reach`.
    pub sentence: &'static str,
    /// The five layers.
    pub layers: Vec<LayerReport>,
    /// The changes that together flip the answer, in the order of the layers; empty when none can.
    pub flip: Vec<Flip>,
}

/// Explains one question.
pub fn explain<F: Facts + ?Sized>(
    viewer: &Viewer,
    question: &Question,
    facts: &mut F,
) -> Result<Explanation, F::Error> {
    let decision = decide(viewer, question, facts)?;
    let (layers, flip) = layers::all(viewer, question, facts)?;
    let sentence = sentence(decision.denial.as_ref().map(|denial| denial.layer));
    let flip = if decision.allow { flip::to_refuse(viewer, question) } else { flip };
    Ok(Explanation { allow: decision.allow, sentence, layers, flip })
}

fn sentence(refused_by: Option<Layer>) -> &'static str {
    match refused_by {
        None => "access.allowed",
        Some(Layer::State) => "access.denied.state",
        Some(Layer::Schema) => "access.denied.schema",
        Some(Layer::Reach) => "access.denied.reach",
        Some(Layer::Grants) => "access.denied.grants",
        Some(Layer::Kind) => "access.denied.kind",
    }
}
