//! Many short texts in one piece of memory: a batch has hundreds of thousands, and each alone would cost more than
//! it holds.

use portico_db::Param;

/// The texts.
#[derive(Default)]
pub(super) struct Texts(String);

/// Where one of them stands.
#[derive(Clone, Copy)]
pub(super) struct Span {
    start: usize,
    end: usize,
}

impl Texts {
    /// Keeps a text.
    pub(super) fn keep(&mut self, text: &str) -> Span {
        let start = self.0.len();
        self.0.push_str(text);
        Span { start, end: self.0.len() }
    }

    /// A kept text as a value for a statement.
    pub(super) fn param(&self, span: Span) -> Param<'_> {
        self.0.get(span.start..span.end).unwrap_or_default().into()
    }

    /// Several kept texts as values for a statement.
    pub(super) fn params<const N: usize>(&self, spans: [Span; N]) -> [Param<'_>; N] {
        spans.map(|span| self.param(span))
    }
}
