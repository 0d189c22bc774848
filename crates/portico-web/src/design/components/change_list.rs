//! Change list: what will be changed, each value with what it was, and the way to change it again.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::button::Button;
use super::card::Card;
use super::either;
use crate::design::words::t;

/// One value before and after.
#[derive(Debug, Clone)]
pub struct Change {
    label: String,
    old: Option<Markup>,
    new: Option<Markup>,
    note: Option<String>,
    action: Option<Markup>,
}

impl Change {
    /// A value that was this, or nothing, and becomes that, or nothing.
    pub fn new(label: impl Into<String>, old: Option<Markup>, new: Option<Markup>) -> Self {
        Self { label: label.into(), old, new, note: None, action: None }
    }

    /// Something to know about the new value.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// The way to change it again.
    pub fn action(mut self, action: impl Render) -> Self {
        self.action = Some(action.render());
        self
    }
}

/// The changes one below the other, in words and marks besides colour.
pub fn change_list(locale: Locale, changes: Vec<Change>) -> Markup {
    html! {
        dl.summary.changes {
            @for change in changes {
                div.summary-row {
                    dt { (change.label) }
                    dd {
                        @match &change.new {
                            Some(new) => ins { (new) },
                            None => span.quiet { (t(locale, "change-empty")) },
                        }
                        @if let Some(old) = &change.old {
                            p.small { (t(locale, "change-so-far")) " " del { (old) } }
                        }
                        @if let Some(note) = &change.note { p.small { (note) } }
                    }
                    @if let Some(action) = &change.action { dd.summary-action { (action) } }
                }
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    let l = |de, en| either(locale, de, en);
    let again = || Button::submit(l("Ändern", "Change")).quiet().small();
    let text = |text: &str| Some(html! { (text) });
    Card::new(l("Moduldaten ändern", "Change panel data"))
        .body(change_list(
            locale,
            vec![
                Change::new(l("Anzahl Module", "Number of panels"), text("24"), text("25")).action(again()),
                Change::new(l("Modell", "Model"), None, text("Glas-Glas 396")).action(again()),
                Change::new(l("Zusatz", "Addition"), text("Hinterhaus"), None).action(again()),
            ],
        ))
        .render()
}
