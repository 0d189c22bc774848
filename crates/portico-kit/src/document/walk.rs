//! Walks the members of an object and the elements of an array, each as raw JSON text.

use std::borrow::Cow;
use std::fmt;
use std::ops::ControlFlow;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// Walks an object's members until the visitor breaks; `None` when the text is not a JSON object.
pub(super) fn each_member<'a>(
    text: &'a str,
    visitor: impl FnMut(Cow<'a, str>, &'a str) -> ControlFlow<()>,
) -> Option<()> {
    let mut walk = Members { visitor, stopped: false };
    let mut source = serde_json::Deserializer::from_str(text);
    let end = source.deserialize_map(&mut walk).and_then(|()| source.end());
    (walk.stopped || end.is_ok()).then_some(())
}

/// Walks an array's elements until the visitor breaks.
pub(super) fn each_element<'a>(
    text: &'a str,
    visitor: &mut dyn FnMut(&'a str) -> ControlFlow<()>,
) -> ControlFlow<()> {
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
