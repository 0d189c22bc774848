//! Reads a record's JSON text without parsing all of it: its top level as raw pieces, and the values at a path.

use std::borrow::Cow;
use std::fmt;
use std::ops::ControlFlow;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

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

/// A dotted path into a document, such as `address.city` or `customer.entity_id`.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Path {
    text: String,
    steps: Vec<String>,
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

/// Walks an object's members until the visitor breaks; `None` when the text is not a JSON object.
fn each_member<'a>(
    text: &'a str,
    visitor: impl FnMut(Cow<'a, str>, &'a str) -> ControlFlow<()>,
) -> Option<()> {
    let mut walk = Members { visitor, stopped: false };
    let mut source = serde_json::Deserializer::from_str(text);
    let end = source.deserialize_map(&mut walk).and_then(|()| source.end());
    (walk.stopped || end.is_ok()).then_some(())
}

/// Walks an array's elements until the visitor breaks.
fn each_element<'a>(text: &'a str, visitor: &mut dyn FnMut(&'a str) -> ControlFlow<()>) -> ControlFlow<()> {
    let mut walk = Elements { visitor, stopped: false };
    // An array inside a record that was parsed before is whole; a broken one simply ends early.
    let _ = serde_json::Deserializer::from_str(text).deserialize_seq(&mut walk);
    if walk.stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
}

struct Members<F> {
    visitor: F,
    stopped: bool,
}

impl<'a, F: FnMut(Cow<'a, str>, &'a str) -> ControlFlow<()>> Visitor<'a> for &mut Members<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Name(name)) = map.next_key()? {
            let raw: &'a RawValue = map.next_value()?;
            if (self.visitor)(name, raw.get()).is_break() {
                self.stopped = true;
                return Ok(());
            }
        }
        Ok(())
    }
}

struct Elements<'v, 'a> {
    visitor: &'v mut dyn FnMut(&'a str) -> ControlFlow<()>,
    stopped: bool,
}

impl<'a> Visitor<'a> for &mut Elements<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(raw) = seq.next_element::<&'a RawValue>()? {
            if (self.visitor)(raw.get()).is_break() {
                self.stopped = true;
                return Ok(());
            }
        }
        Ok(())
    }
}

/// A member's name, borrowed from the text unless it holds an escape.
struct Name<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(NameVisitor)
    }
}

struct NameVisitor;

impl<'de> Visitor<'de> for NameVisitor {
    type Value = Name<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Name(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Name(Cow::Owned(text.to_owned())))
    }
}
