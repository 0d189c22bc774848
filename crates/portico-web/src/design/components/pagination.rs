//! Pagination: back and on, with where one is in words.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::button::Button;
use super::either;
use crate::design::icons::Icon;
use crate::design::words::t;

/// The ways back and on; a missing one is not offered.
#[derive(Debug, Clone)]
pub struct Pagination {
    locale: Locale,
    text: String,
    back: Option<String>,
    next: Option<String>,
    names: Option<(String, String)>,
}

impl Pagination {
    /// Where one is, such as "Zeile 1 bis 10 von 37".
    pub fn new(locale: Locale, text: impl Into<String>) -> Self {
        Self { locale, text: text.into(), back: None, next: None, names: None }
    }

    /// The address of the page before.
    pub fn back(mut self, href: Option<String>) -> Self {
        self.back = href;
        self
    }

    /// The address of the next page.
    pub fn next(mut self, href: Option<String>) -> Self {
        self.next = href;
        self
    }

    /// Other words on the ways back and on, such as "Neueste" and "Ältere".
    pub fn named(mut self, back: impl Into<String>, next: impl Into<String>) -> Self {
        self.names = Some((back.into(), next.into()));
        self
    }

    fn names(&self) -> (String, String) {
        let usual = || {
            (t(self.locale, "pagination-back").into_owned(), t(self.locale, "pagination-next").into_owned())
        };
        self.names.clone().unwrap_or_else(usual)
    }
}

impl Render for Pagination {
    fn render(&self) -> Markup {
        let (back, next) = self.names();
        html! {
            nav.pagination aria-label=(t(self.locale, "pagination")) {
                p.small { (self.text) }
                div.pagination-ways {
                    @if let Some(href) = &self.back {
                        (Button::go(back, href).small().icon(Icon::ChevronLeft))
                    }
                    @if let Some(href) = &self.next {
                        (Button::go(next, href).small().icon_after(Icon::ChevronRight))
                    }
                }
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    Pagination::new(locale, either(locale, "Zeile 11 bis 20 von 37", "Rows 11 to 20 of 37"))
        .back(Some("#back".to_owned()))
        .next(Some("#next".to_owned()))
        .render()
}
