//! The published API: its definitions, and where an answer differs from them.

use crate::Answer;

/// What an answer has different from the published API.
pub fn breaches(_answer: &Answer) -> Vec<String> {
    Vec::new()
}
