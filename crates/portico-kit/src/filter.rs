//! Conditions on a record: parsed from the published `filters` clauses or made from grants, evaluated in
//! memory.

mod matches;
mod parse;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::document::Path;

pub use parse::{FilterError, parse};

/// A condition on one record.
///
/// It can be written as JSON and read back, to hand it to a database that evaluates it row by row.
///
/// A path stands for every value found there (arrays are walked through), and one value that fits is enough.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Filter {
    /// Every record.
    Always,
    /// No record.
    Never,
    /// Some value at the path equals this one; `null` means there is no value.
    Term(Path, Value),
    /// Some value at the path equals one of these; `null` among them means there is no value.
    Terms(Path, Vec<Value>),
    /// The record's `_id` is one of these.
    Ids(Vec<String>),
    /// Some value at the path lies within these bounds.
    Range(Path, Range),
    /// There is a value at the path: an object or any scalar but `null`.
    Exists(Path),
    /// All hold; true when empty.
    And(Vec<Filter>),
    /// One holds; false when empty.
    Or(Vec<Filter>),
    /// It does not hold.
    Not(Box<Filter>),
}

/// A value that a record's values are compared with: texts exactly, numbers by size, never across kinds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// No value.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
}

/// Bounds, all of which the same value keeps; texts compare bytewise, so ISO dates work.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// Greater than.
    pub gt: Option<Value>,
    /// Greater than or equal to.
    pub gte: Option<Value>,
    /// Less than.
    pub lt: Option<Value>,
    /// Less than or equal to.
    pub lte: Option<Value>,
}

impl Filter {
    /// Reads the published `filters` clauses: an array of clauses that all hold, or one clause.
    pub fn parse(json: &serde_json::Value) -> Result<Self, FilterError> {
        parse(json)
    }

    /// All of these, with the constants worked out.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut kept = Vec::new();
        for part in parts {
            match part {
                Self::Never => return Self::Never,
                Self::Always => {}
                Self::And(inner) => kept.extend(inner),
                other => kept.push(other),
            }
        }
        match kept.len() {
            0 => Self::Always,
            1 => kept.remove(0),
            _ => Self::And(kept),
        }
    }

    /// One of these, with the constants worked out.
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut kept = Vec::new();
        for part in parts {
            match part {
                Self::Always => return Self::Always,
                Self::Never => {}
                Self::Or(inner) => kept.extend(inner),
                other => kept.push(other),
            }
        }
        match kept.len() {
            0 => Self::Never,
            1 => kept.remove(0),
            _ => Self::Or(kept),
        }
    }

    /// The opposite, with the constants worked out.
    pub fn negate(part: Self) -> Self {
        match part {
            Self::Always => Self::Never,
            Self::Never => Self::Always,
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// The attributes it names, that is the first step of each of its paths; `_id` for a list of ids.
    pub fn attributes(&self) -> BTreeSet<&str> {
        let mut names = BTreeSet::new();
        self.collect_attributes(&mut names);
        names
    }

    fn collect_attributes<'a>(&'a self, names: &mut BTreeSet<&'a str>) {
        match self {
            Self::Always | Self::Never => {}
            Self::Ids(_) => {
                names.insert("_id");
            }
            Self::Term(path, _) | Self::Terms(path, _) | Self::Range(path, _) | Self::Exists(path) => {
                names.insert(path.attribute());
            }
            Self::And(parts) | Self::Or(parts) => {
                parts.iter().for_each(|part| part.collect_attributes(names));
            }
            Self::Not(part) => part.collect_attributes(names),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl TryFrom<&serde_json::Value> for Value {
    type Error = ();

    fn try_from(json: &serde_json::Value) -> Result<Self, ()> {
        match json {
            serde_json::Value::Null => Ok(Self::Null),
            serde_json::Value::Bool(flag) => Ok(Self::Bool(*flag)),
            serde_json::Value::Number(number) => number.as_f64().map(Self::Number).ok_or(()),
            serde_json::Value::String(text) => Ok(Self::Text(text.clone())),
            _ => Err(()),
        }
    }
}
