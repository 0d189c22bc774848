//! Link: goes somewhere. Underlined; file links carry type and size.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::either;
use crate::design::icons::Icon;
use crate::design::words::t;

/// A link.
#[derive(Debug, Clone)]
pub struct Link {
    label: String,
    href: String,
    class: &'static str,
    icon: Option<Icon>,
    for_readers: Option<String>,
    new_window: Option<Locale>,
    facts: Option<String>,
}

impl Link {
    /// A link to a page.
    pub fn to(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            href: href.into(),
            class: "link",
            icon: None,
            for_readers: None,
            new_window: None,
            facts: None,
        }
    }

    /// Bolder, for titles of rows and second actions.
    pub fn strong(mut self) -> Self {
        self.class = "link strong";
        self
    }

    /// In the colour of quiet text, for footers and breadcrumbs.
    pub fn quiet(mut self) -> Self {
        self.class = "link quiet";
        self
    }

    /// An icon before the label.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// What readers hear after the label, such as the row that "Ändern" belongs to.
    pub fn for_readers(mut self, what: impl Into<String>) -> Self {
        self.for_readers = Some(what.into());
        self
    }

    /// Opens a new window and says so.
    pub fn new_window(mut self, locale: Locale) -> Self {
        self.new_window = Some(locale);
        self
    }

    /// What one gets, such as `PDF, 212 KB`.
    pub fn file(mut self, facts: impl Into<String>) -> Self {
        self.facts = Some(facts.into());
        self
    }
}

impl Render for Link {
    fn render(&self) -> Markup {
        let target = self.new_window.map(|_| "_blank");
        let rel = self.new_window.map(|_| "noopener");
        html! {
            a class=(self.class) href=(self.href) target=[target] rel=[rel] {
                @if let Some(icon) = self.icon { (icon.svg()) }
                span {
                    (self.label)
                    @if let Some(facts) = &self.facts { " (" (facts) ")" }
                }
                @if let Some(what) = &self.for_readers { span.for-readers { ": " (what) } }
                @if let Some(locale) = self.new_window {
                    (Icon::ExternalLink.svg())
                    span.for-readers { " (" (t(locale, "link-new-window")) ")" }
                }
            }
        }
    }
}

/// The way back at the top of a task page.
pub fn back_link(label: &str, href: &str) -> Markup {
    html! { p.back { (Link::to(label, href).icon(Icon::ArrowLeft)) } }
}

/// How it looks in every state.
pub fn sample(locale: Locale) -> Markup {
    html! {
        (back_link(either(locale, "Zurück zur Übersicht", "Back to the overview"), "#back"))
        p { (Link::to(either(locale, "Preise ab 2027 ansehen", "See prices from 2027"), "#prices")) }
        p { (Link::to(either(locale, "Umzug melden", "Report a move"), "#move").icon(Icon::Truck)) }
        p { (Link::to(either(locale, "Jahresrechnung 2025", "Annual bill 2025"), "#bill").file("PDF, 212 KB").strong()) }
        p { (Link::to(either(locale, "Preisblatt", "Price sheet"), "#sheet").new_window(locale)) }
        p { (Link::to(either(locale, "Impressum", "Imprint"), "#imprint").quiet()) }
    }
}
