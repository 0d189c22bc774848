//! Breadcrumb: where this page lies.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::either;
use crate::design::icons::Icon;
use crate::design::words::t;

/// The way from the list to this page.
#[derive(Debug, Clone)]
pub struct Breadcrumb {
    locale: Locale,
    steps: Vec<(String, String)>,
    here: String,
}

impl Breadcrumb {
    /// The name of this page, last in the way.
    pub fn new(locale: Locale, here: impl Into<String>) -> Self {
        Self { locale, steps: Vec::new(), here: here.into() }
    }

    /// A page above, from the top down.
    pub fn above(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.steps.push((label.into(), href.into()));
        self
    }
}

impl Render for Breadcrumb {
    fn render(&self) -> Markup {
        html! {
            nav.breadcrumb aria-label=(t(self.locale, "breadcrumb")) {
                ol {
                    @for (label, href) in &self.steps {
                        li { a href=(href) { (label) } (Icon::ChevronRight.svg()) }
                    }
                    li { span aria-current="page" { (self.here) } }
                }
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    Breadcrumb::new(locale, "Auental Ökostrom 12")
        .above(either(locale, "Verträge", "Contracts"), "#contracts")
        .render()
}
