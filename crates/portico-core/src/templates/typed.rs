//! Values of templates with the type they have, for programs: a list stays a list, a number a number.

use serde_json::Value;

use super::tags::{self, Kind, Token};
use super::tree::Piece;
use super::{Template, World, Writing, run};
use crate::Refusal;

/// The value of a template: with its own type where it is one single variable, else its text.
pub fn typed(template: &Template, world: &mut dyn World, writing: Writing) -> Result<Value, Refusal> {
    match template.pieces.as_slice() {
        [Piece::Value(expr)] => run::value(expr, world),
        _ => template.fill(world, writing).map(Value::String),
    }
}

/// The variables that a text holds, as they are written.
pub fn variables_in(text: &str) -> Result<Vec<String>, Refusal> {
    let tokens = tags::split(text)?;
    let values = tokens.iter().filter_map(|token| match token {
        Token::Tag(tag) if tag.kind == Kind::Value => Some(format!("{{{{{}}}}}", tag.inner.trim())),
        _ => None,
    });
    let mut found: Vec<String> = Vec::new();
    for variable in values {
        if !found.contains(&variable) {
            found.push(variable);
        }
    }
    Ok(found)
}
