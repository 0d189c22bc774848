//! Dotted paths into a document.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A dotted path into a document, such as `address.city` or `customer.entity_id`.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Path {
    text: String,
    pub(super) steps: Vec<String>,
}

impl Path {
    /// The most steps a path has.
    pub const MAX_STEPS: usize = 8;
    /// The most bytes a path has.
    pub const MAX_BYTES: usize = 256;

    /// Reads a path; `None` when it is empty, has an empty step, or is too long.
    pub fn parse(text: &str) -> Option<Self> {
        let steps: Vec<String> = text.split('.').map(str::to_owned).collect();
        let fits = text.len() <= Self::MAX_BYTES && steps.len() <= Self::MAX_STEPS;
        let whole = steps.iter().all(|step| !step.is_empty());
        (fits && whole).then(|| Self { text: text.to_owned(), steps })
    }

    /// The path as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Its steps; never empty.
    pub fn steps(&self) -> &[String] {
        &self.steps
    }

    /// The attribute it starts from.
    pub fn attribute(&self) -> &str {
        self.steps.first().map_or("", String::as_str)
    }
}

impl TryFrom<String> for Path {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("{text:?} is no path"))
    }
}

impl From<Path> for String {
    fn from(path: Path) -> Self {
        path.text
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
