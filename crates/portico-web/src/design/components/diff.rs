//! Diff row: one field, what it was and what it becomes, in words and marks besides colour.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::button::Button;
use super::tag::Tag;
use super::{Tone, either};
use crate::design::icons::Icon;

/// What becomes of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It was not there.
    Added {
        /// Its value.
        new: String,
    },
    /// It had a value and gets another.
    Changed {
        /// The value so far.
        old: String,
        /// The value from now on.
        new: String,
    },
    /// It goes.
    Removed {
        /// The value so far.
        old: String,
    },
}

/// One field of a change.
#[derive(Debug, Clone)]
pub struct DiffRow {
    path: String,
    is_label: bool,
    fate: Fate,
    aside: Option<Markup>,
    note: Option<Markup>,
}

impl DiffRow {
    /// The field by its path or name.
    pub fn new(path: impl Into<String>, fate: Fate) -> Self {
        Self { path: path.into(), is_label: false, fate, aside: None, note: None }
    }

    /// The field by what people call it, not by its path.
    pub fn labelled(label: impl Into<String>, fate: Fate) -> Self {
        Self { is_label: true, ..Self::new(label, fate) }
    }

    /// A status or a button at the right.
    pub fn aside(mut self, aside: impl Render) -> Self {
        self.aside = Some(aside.render());
        self
    }

    /// A line below, with its own buttons.
    pub fn note(mut self, note: impl Render) -> Self {
        self.note = Some(note.render());
        self
    }
}

impl Render for DiffRow {
    fn render(&self) -> Markup {
        html! {
            div.diff {
                div.diff-row {
                    span.diff-path.label[self.is_label] { (self.path) }
                    span.diff-values {
                        @match &self.fate {
                            Fate::Added { new } => ins { (new) },
                            Fate::Removed { old } => del { (old) },
                            Fate::Changed { old, new } => { del { (old) } (Icon::ArrowRight.svg()) ins { (new) } },
                        }
                    }
                    @if let Some(aside) = &self.aside { span.diff-aside { (aside) } }
                }
                @if let Some(note) = &self.note { div.diff-note { (note) } }
            }
        }
    }
}

/// Several fields of one change in one frame.
pub fn diff(rows: Vec<DiffRow>) -> Markup {
    html! { div.diffs { @for row in rows { (row) } } }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    let l = |de, en| either(locale, de, en);
    diff(vec![
        DiffRow::new("instalment.amount", Fate::Changed { old: "€99.00".into(), new: "€104.00".into() })
            .aside(Tag::new(Tone::Neutral, l("Zurückgenommen", "Undone")).icon(Icon::Undo2)),
        DiffRow::new("price.unit_2027", Fate::Added { new: "32.40 ct/kWh".into() })
            .aside(Button::submit(l("Feld zurücknehmen", "Undo this field")).small()),
        DiffRow::new("note", Fate::Removed { old: l("Hintereingang", "Back door").into() }).note(l(
            "Der geltende Wert bleibt, bis jemand zustimmt.",
            "The live value is unchanged until someone approves.",
        )),
    ])
}
