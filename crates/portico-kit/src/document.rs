//! Reads a record's JSON text without parsing all of it: its top level as raw pieces, and the values at a
//! path.

mod path;
mod walk;

use std::borrow::Cow;
use std::ops::ControlFlow;

use walk::{each_element, each_member};

pub use path::Path;

const RELATION: &str = "$relation";
/// Arrays within arrays deeper than this are not looked into.
const MAX_NESTING: usize = 32;

/// The top level of a record: names and raw JSON texts, in the order they are stored.
#[derive(Debug, Default)]
pub struct Document<'a> {
    members: Vec<(Cow<'a, str>, &'a str)>,
}

impl<'a> Document<'a> {
    /// Splits a JSON object into its members; `None` when the text is not a JSON object.
    pub fn parse(text: &'a str) -> Option<Self> {
        let mut members = Vec::with_capacity(24);
        each_member(text, |name, raw| {
            members.push((name, raw));
            ControlFlow::Continue(())
        })?;
        Some(Self { members })
    }

    /// Every member as name and raw JSON text.
    pub fn members(&self) -> impl Iterator<Item = (&str, &'a str)> {
        self.members.iter().map(|(name, raw)| (name.as_ref(), *raw))
    }

    /// The raw JSON text of one member.
    pub fn get(&self, name: &str) -> Option<&'a str> {
        self.members.iter().find(|(member, _)| member == name).map(|(_, raw)| *raw)
    }

    /// The text of a member whose value is a JSON string.
    pub fn text(&self, name: &str) -> Option<Cow<'a, str>> {
        self.get(name).and_then(text_of)
    }

    /// Visits what stands at a path until the visitor breaks; arrays and `$relation` are walked through.
    pub fn visit(
        &self,
        path: &Path,
        visitor: &mut dyn FnMut(Found<'a>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        match path.steps.split_first() {
            Some((first, rest)) => {
                self.get(first).map_or(ControlFlow::Continue(()), |raw| visit(raw, rest, 0, visitor))
            }
            None => ControlFlow::Continue(()),
        }
    }

    /// All scalar values at a path, nulls included.
    pub fn values(&self, path: &Path) -> Vec<Scalar<'a>> {
        let mut values = Vec::new();
        let _ = self.visit(path, &mut |found| {
            if let Found::Scalar(scalar) = found {
                values.push(scalar);
            }
            ControlFlow::Continue(())
        });
        values
    }
}

/// Visits every member of a JSON object as name and raw JSON text, without keeping them; `None` when the text is not a
/// JSON object, which may show only after some visits.
pub fn for_each_member<'a>(text: &'a str, mut visitor: impl FnMut(&str, &'a str)) -> Option<()> {
    each_member(text, |name, raw| {
        visitor(&name, raw);
        ControlFlow::Continue(())
    })
}

/// Adds a member to the text of an object that is still open.
pub fn push_member(open: &mut String, name: &str, raw: &str) {
    if !open.ends_with('{') {
        open.push(',');
    }
    if name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$')) {
        open.push('"');
        open.push_str(name);
        open.push('"');
    } else {
        open.push_str(&serde_json::Value::from(name).to_string());
    }
    open.push(':');
    open.push_str(raw);
}

/// All scalar values at a dotted path of a JSON object; empty for a text that is none.
pub fn values_at<'a>(text: &'a str, path: &str) -> Vec<Scalar<'a>> {
    match (Document::parse(text), Path::parse(path)) {
        (Some(document), Some(path)) => document.values(&path),
        _ => Vec::new(),
    }
}

/// The first number at a path, by which a list sorts numbers.
pub fn first_number(text: &str, path: &str) -> Option<f64> {
    values_at(text, path).into_iter().find_map(|value| match value {
        Scalar::Number(number) => Some(number),
        _ => None,
    })
}

/// The first text at a path, by which a list sorts texts; `true` and `false` count as texts.
pub fn first_text(text: &str, path: &str) -> Option<String> {
    values_at(text, path).into_iter().find_map(|value| match value {
        Scalar::Text(text) => Some(text.into_owned()),
        Scalar::Bool(fact) => Some(fact.to_string()),
        _ => None,
    })
}

/// The text of one top-level member, found without reading past it.
pub fn text_at<'a>(text: &'a str, name: &str) -> Option<Cow<'a, str>> {
    let mut found = None;
    each_member(text, |member, raw| {
        if member == name {
            found = text_of(raw);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    });
    found
}

/// A scalar value of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as the nearest double.
    Number(f64),
    /// A text.
    Text(Cow<'a, str>),
}

/// What stands at a path.
#[derive(Clone, Debug, PartialEq)]
pub enum Found<'a> {
    /// A scalar.
    Scalar(Scalar<'a>),
    /// An object, such as an address or an item of a relation.
    Object,
}

fn visit<'a>(
    raw: &'a str,
    steps: &[String],
    nesting: usize,
    visitor: &mut dyn FnMut(Found<'a>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    if nesting > MAX_NESTING {
        return ControlFlow::Continue(());
    }
    match (raw.as_bytes().first(), steps.split_first()) {
        (Some(b'['), _) => each_element(raw, &mut |element| visit(element, steps, nesting + 1, visitor)),
        (Some(b'{'), step) => {
            let wanted = step.map_or(RELATION, |(first, _)| first.as_str());
            let (named, relation) = member_or_relation(raw, wanted);
            match (named, relation, step) {
                (Some(raw), _, Some((_, rest))) => visit(raw, rest, nesting + 1, visitor),
                (Some(items), _, None) | (None, Some(items), _) => visit(items, steps, nesting + 1, visitor),
                (None, None, None) => visitor(Found::Object),
                (None, None, Some(_)) => ControlFlow::Continue(()),
            }
        }
        (Some(_), None) => scalar_of(raw).map_or(ControlFlow::Continue(()), |s| visitor(Found::Scalar(s))),
        _ => ControlFlow::Continue(()),
    }
}

/// The member of that name, and the one called `$relation`.
fn member_or_relation<'a>(object: &'a str, name: &str) -> (Option<&'a str>, Option<&'a str>) {
    let (mut named, mut relation) = (None, None);
    each_member(object, |member, raw| {
        if member == name {
            named = Some(raw);
            return ControlFlow::Break(());
        }
        if member == RELATION {
            relation = Some(raw);
        }
        ControlFlow::Continue(())
    });
    (named, relation)
}

fn text_of(raw: &str) -> Option<Cow<'_, str>> {
    let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') {
        return serde_json::from_str::<String>(raw).ok().map(Cow::Owned);
    }
    Some(Cow::Borrowed(inner))
}

fn scalar_of(raw: &str) -> Option<Scalar<'_>> {
    match raw.as_bytes().first()? {
        b'"' => text_of(raw).map(Scalar::Text),
        b'n' => Some(Scalar::Null),
        b't' => Some(Scalar::Bool(true)),
        b'f' => Some(Scalar::Bool(false)),
        _ => raw.parse().ok().map(Scalar::Number),
    }
}
