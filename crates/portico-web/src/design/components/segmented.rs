//! Segmented control: one of a few views, units or periods; a named group of links.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::{Current, either};

/// A named group of links of which one is current.
#[derive(Debug, Clone)]
pub struct Segmented {
    label: String,
    parts: Vec<(String, String, Current)>,
}

impl Segmented {
    /// A group with a name for readers.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), parts: Vec::new() }
    }

    /// One view.
    pub fn part(mut self, label: impl Into<String>, href: impl Into<String>, current: Current) -> Self {
        self.parts.push((label.into(), href.into(), current));
        self
    }
}

impl Render for Segmented {
    fn render(&self) -> Markup {
        html! {
            div.segmented role="group" aria-label=(self.label) {
                @for (label, href, current) in &self.parts {
                    a href=(href) aria-current=[(*current == Current::Yes).then_some("true")] { (label) }
                }
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    Segmented::new(either(locale, "Welche Aufträge", "Which jobs"))
        .part(either(locale, "Meine 7", "Mine 7"), "#mine", Current::Yes)
        .part(either(locale, "Firma 23", "Company 23"), "#company", Current::No)
        .part(either(locale, "Erledigt", "Done"), "#done", Current::No)
        .render()
}
