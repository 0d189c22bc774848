//! Whether a record meets a filter, read from its JSON text.

use std::cmp::Ordering;
use std::ops::ControlFlow;

use super::{Filter, Range, Value};
use crate::document::{Document, Found, Path, Scalar};

impl Filter {
    /// Whether a record, given as its JSON text, meets the filter; a text that is no JSON object never does.
    pub fn matches(&self, doc: &str) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            filter => Document::parse(doc).is_some_and(|document| filter.matches_document(&document)),
        }
    }

    /// Whether a record whose top level was already read meets the filter.
    pub fn matches_document(&self, document: &Document<'_>) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Term(path, value) => has_one_of(document, path, std::slice::from_ref(value)),
            Self::Terms(path, values) => has_one_of(document, path, values),
            Self::Ids(ids) => document.text("_id").is_some_and(|id| ids.iter().any(|one| *one == id)),
            Self::Range(path, range) => some(document, path, |found| match found {
                Found::Scalar(scalar) => range.holds(&scalar),
                Found::Object => false,
            }),
            Self::Exists(path) => exists(document, path),
            Self::And(parts) => parts.iter().all(|part| part.matches_document(document)),
            Self::Or(parts) => parts.iter().any(|part| part.matches_document(document)),
            Self::Not(part) => !part.matches_document(document),
        }
    }
}

impl Value {
    /// Whether a document's scalar is this value; `Null` equals none, since it stands for no value at all.
    pub fn equals(&self, scalar: &Scalar<'_>) -> bool {
        self.compare(scalar) == Some(Ordering::Equal)
    }

    /// How a document's scalar compares with this value; `None` across kinds.
    fn compare(&self, scalar: &Scalar<'_>) -> Option<Ordering> {
        match (scalar, self) {
            (Scalar::Bool(a), Self::Bool(b)) => Some(a.cmp(b)),
            (Scalar::Number(a), Self::Number(b)) => a.partial_cmp(b),
            (Scalar::Text(a), Self::Text(b)) => Some(a.as_bytes().cmp(b.as_bytes())),
            _ => None,
        }
    }
}

impl Range {
    fn holds(&self, scalar: &Scalar<'_>) -> bool {
        let within = |bound: &Option<Value>, fits: fn(Ordering) -> bool| {
            bound.as_ref().is_none_or(|bound| match bound {
                Value::Number(_) | Value::Text(_) => bound.compare(scalar).is_some_and(fits),
                Value::Null | Value::Bool(_) => false,
            })
        };
        within(&self.gt, Ordering::is_gt)
            && within(&self.gte, Ordering::is_ge)
            && within(&self.lt, Ordering::is_lt)
            && within(&self.lte, Ordering::is_le)
    }
}

fn has_one_of(document: &Document<'_>, path: &Path, values: &[Value]) -> bool {
    if values.contains(&Value::Null) && !exists(document, path) {
        return true;
    }
    some(document, path, |found| match found {
        Found::Scalar(scalar) => values.iter().any(|value| value.equals(&scalar)),
        Found::Object => false,
    })
}

fn exists(document: &Document<'_>, path: &Path) -> bool {
    some(document, path, |found| found != Found::Scalar(Scalar::Null))
}

fn some(document: &Document<'_>, path: &Path, mut fits: impl FnMut(Found<'_>) -> bool) -> bool {
    document
        .visit(path, &mut |found| {
            if fits(found) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
        .is_break()
}
