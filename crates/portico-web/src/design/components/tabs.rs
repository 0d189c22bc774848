//! Tabs: the parts of one record; each is an address.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::{Current, either};

/// The parts of one record.
#[derive(Debug, Clone)]
pub struct Tabs {
    label: String,
    tabs: Vec<(String, String, Option<String>, Current)>,
}

impl Tabs {
    /// Tabs with a name for readers, such as "Teile des Vertrags".
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), tabs: Vec::new() }
    }

    /// One part.
    pub fn tab(mut self, label: impl Into<String>, href: impl Into<String>, current: Current) -> Self {
        self.tabs.push((label.into(), href.into(), None, current));
        self
    }

    /// One part with how many things it holds.
    pub fn counted(
        mut self,
        label: impl Into<String>,
        count: impl Into<String>,
        href: impl Into<String>,
        current: Current,
    ) -> Self {
        self.tabs.push((label.into(), href.into(), Some(count.into()), current));
        self
    }
}

impl Render for Tabs {
    fn render(&self) -> Markup {
        html! {
            nav.tabs aria-label=(self.label) {
                ul {
                    @for (label, href, count, current) in &self.tabs {
                        li {
                            a href=(href) aria-current=[(*current == Current::Yes).then_some("page")] {
                                (label)
                                @if let Some(count) = count { " " span.tab-count { (count) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    Tabs::new(either(locale, "Teile des Vertrags", "Parts of the contract"))
        .tab(either(locale, "Überblick", "Overview"), "#1", Current::Yes)
        .tab(either(locale, "Preise und Laufzeit", "Prices and term"), "#2", Current::No)
        .counted(either(locale, "Dokumente", "Documents"), "14", "#3", Current::No)
        .tab(either(locale, "Verlauf", "History"), "#4", Current::No)
        .render()
}
