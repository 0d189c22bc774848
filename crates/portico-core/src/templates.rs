//! Templates of tenants: texts with `{{contract.contract_name}}` in them, filled with what the reader may see.
//!
//! The dialect is Handlebars without partials, decorators and raw blocks, and with labels as steps of a path:
//! `{{customer[Primary].first_name}}`. What is missing or hidden becomes nothing. Every fill is bounded.

use std::rc::Rc;

use portico_kit::{EntityId, Instant, Locale};
use serde_json::Value;

use crate::Refusal;

mod grammar;
mod helpers;
mod nobody;
mod node;
mod plain;
mod records;
mod run;
mod tags;
mod tree;
mod typed;
mod variables;
mod words;

pub use nobody::Nobody;
pub use plain::told_plainly;
pub use records::Records;
pub use typed::{typed, variables_in};
pub use variables::{Variable, categories, variables};

/// The longest template, in bytes.
pub const LONGEST_TEMPLATE: usize = 64 * 1024;
/// The longest text that a template fills in, in bytes.
pub const LONGEST_TEXT: usize = 256 * 1024;
/// How many steps one fill may take.
pub const MOST_STEPS: usize = 20_000;

/// A template that was read.
#[derive(Clone, Debug)]
pub struct Template {
    pieces: Vec<tree::Piece>,
}

/// How values are written into the text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Writing {
    /// As they are, for texts that are escaped later.
    Plain,
    /// With `& < > " '` written as HTML writes them, whatever the template says.
    Html,
    /// As part of an address.
    Address,
}

/// Where a name leads that stands at the beginning of a path.
#[derive(Clone, Debug)]
pub enum Start {
    /// To a record.
    Record(Rc<Value>),
    /// To an attribute of that name in a record.
    Attribute(Rc<Value>),
}

/// What a template may speak of: records as their reader sees them, and how values are told.
pub trait World {
    /// What a name at the beginning of a path means.
    fn find(&mut self, name: &str) -> Result<Option<Start>, Refusal>;
    /// The record whose attributes need no prefix.
    fn main(&mut self) -> Option<Rc<Value>>;
    /// These records by schema and id, in this order; nothing where the reader does not see one.
    fn related(&mut self, wanted: &[(String, EntityId)]) -> Result<Vec<Option<Rc<Value>>>, Refusal>;
    /// An attribute of a record, or one of its items, as text.
    fn told(&self, doc: &Value, attribute: &str, value: &Value) -> String;
    /// The reader's language.
    fn locale(&self) -> Locale;
    /// Goes on in another language, where the world can.
    fn speak(&mut self, _locale: Locale) {}
    /// The moment of reading.
    fn now(&self) -> Instant;
    /// Counts the steps of a fill; a world that serves many fills refuses when they become too many.
    fn spend(&mut self, _steps: usize) -> Result<(), Refusal> {
        Ok(())
    }
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// `Invalid` with line and column of what is not understood.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        if text.len() > LONGEST_TEMPLATE {
            let message =
                format!("A template has at most {LONGEST_TEMPLATE} bytes; this one has {}.", text.len());
            return Err(Refusal::invalid(FIELD, message));
        }
        Ok(Self { pieces: grammar::parse(text)? })
    }

    /// The text with everything filled in.
    ///
    /// # Errors
    /// `Invalid` when it takes too many steps or becomes too long; whatever reading records refuses.
    pub fn fill(&self, world: &mut dyn World, writing: Writing) -> Result<String, Refusal> {
        run::fill(&self.pieces, world, writing)
    }

    /// The names at which its paths begin, with the next one where there is one: outside of blocks about something else.
    pub fn roots(&self) -> Vec<(&str, Option<&str>)> {
        let mut roots = Vec::new();
        tree::each_root(&self.pieces, &mut |root| {
            if !roots.contains(&root) {
                roots.push(root);
            }
        });
        roots
    }

    /// The names that its paths pass through, so that related records can be read for many fills at once.
    pub fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        tree::each_name(&self.pieces, &mut |name| {
            if !names.contains(&name) {
                names.push(name);
            }
        });
        names
    }
}

/// Whether a text holds anything to fill in.
pub fn is_template(text: &str) -> bool {
    text.contains("{{")
}

/// A refusal with the place in front of what it says, such as `page contracts, block 7, title`.
pub fn placed(refusal: Refusal, place: &str) -> Refusal {
    match refusal {
        Refusal::Invalid { message, .. } => Refusal::invalid(FIELD, format!("{place}: {message}")),
        other => other,
    }
}

/// The field that refusals of templates name.
const FIELD: &str = "templates";

/// A refusal that names line and column of a byte of the template.
fn broken(source: &str, at: usize, message: impl std::fmt::Display) -> Refusal {
    let before = source.get(..at).unwrap_or(source);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Refusal::invalid(FIELD, format!("line {line}, column {column}: {message}"))
}

#[cfg(test)]
mod tests;
