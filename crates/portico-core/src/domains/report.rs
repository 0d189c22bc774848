//! What a look-up found under a domain, held against what should be there.

use portico_fetch::Unanswered;
use serde::{Deserialize, Serialize};

use super::Stage;

/// How what was found compares with what should be there.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// It is as it should be.
    Held,
    /// There is nothing.
    Missing,
    /// There is something else.
    Wrong,
    /// No name server answered in time.
    Silent,
    /// The name servers could not say.
    Failed,
}

/// One part of a look-up.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// How it compares.
    pub is: Finding,
    /// What stands there, as it is written there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<String>,
    /// Under which name, when it is not the domain itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub under: String,
}

/// What a look-up found.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The record that proves the domain.
    pub proof: Found,
    /// Where the domain leads.
    pub target: Found,
    /// Whether our certificate authority may issue for it.
    pub authority: Found,
    /// Whether another portal shows this domain.
    #[serde(default)]
    pub taken: bool,
}

impl Finding {
    /// Whether a name server said for certain that it is not as it should be.
    pub fn is_refuted(self) -> bool {
        matches!(self, Self::Missing | Self::Wrong)
    }
}

impl Found {
    pub(super) fn new(is: Finding, seen: impl IntoIterator<Item = String>) -> Self {
        Self { is, seen: seen.into_iter().take(8).collect(), under: String::new() }
    }

    /// What to say when nobody answered.
    pub(super) fn unanswered(why: Unanswered) -> Self {
        let is = match why {
            Unanswered::TimedOut => Finding::Silent,
            Unanswered::Failed | Unanswered::NoName => Finding::Failed,
        };
        Self::new(is, [])
    }

    fn holds(&self) -> bool {
        self.is == Finding::Held
    }
}

impl Report {
    /// Whether everything is as it should be.
    pub fn holds(&self) -> bool {
        self.proof.holds() && self.target.holds() && self.authority.holds()
    }

    /// Whether a name server said for certain that something is not as it should be.
    pub fn is_refuted(&self) -> bool {
        [&self.proof, &self.target, &self.authority].iter().any(|found| found.is.is_refuted())
    }

    /// How far the domain has come by this alone: each step counts only after the one before it.
    pub(super) fn stage(&self) -> Stage {
        match (self.proof.holds(), self.target.holds(), self.authority.holds()) {
            (true, true, true) => Stage::Allowed,
            (true, true, false) => Stage::Pointing,
            (true, false, _) => Stage::Proved,
            (false, ..) => Stage::Wanted,
        }
    }
}
