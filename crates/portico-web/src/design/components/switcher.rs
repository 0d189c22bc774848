//! Switcher: whose data this page shows: one thing as plain text, a few as a menu, many as a link.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::{Current, either};
use crate::design::icons::Icon;
use crate::design::words::t;

/// What is shown, and the ways to another.
#[derive(Debug, Clone)]
pub struct Switcher {
    locale: Locale,
    icon: Icon,
    title: String,
    line: String,
    others: Vec<(String, String, String, Current)>,
    all: Option<String>,
}

impl Switcher {
    /// The thing shown: its icon, what and where it is, and its name and number.
    pub fn new(locale: Locale, icon: Icon, title: impl Into<String>, line: impl Into<String>) -> Self {
        Self { locale, icon, title: title.into(), line: line.into(), others: Vec::new(), all: None }
    }

    /// One of a few: title, line, address, whether it is the one shown.
    pub fn choice(
        mut self,
        title: impl Into<String>,
        line: impl Into<String>,
        href: impl Into<String>,
        current: impl Into<Current>,
    ) -> Self {
        self.others.push((title.into(), line.into(), href.into(), current.into()));
        self
    }

    /// The page that lists all of many.
    pub fn all(mut self, href: impl Into<String>) -> Self {
        self.all = Some(href.into());
        self
    }

    fn face(&self, more: bool) -> Markup {
        html! {
            span.tile { (self.icon.svg()) }
            span.switcher-words { strong { (self.title) } small { (self.line) } }
            @if more { (Icon::ChevronsUpDown.svg()) }
        }
    }
}

impl Render for Switcher {
    fn render(&self) -> Markup {
        html! {
            @if let (Some(href), true) = (&self.all, self.others.is_empty()) {
                a.switcher href=(href) { (self.face(true)) span.for-readers { (t(self.locale, "switcher-other")) } }
            } @else if self.others.is_empty() {
                div.switcher.one { (self.face(false)) }
            } @else {
                details.menu.wide {
                    summary.switcher { (self.face(true)) span.for-readers { (t(self.locale, "switcher-other")) } }
                    ul.menu-list {
                        @for (title, line, href, current) in &self.others {
                            li { a.link href=(href) aria-current=[(*current == Current::Yes).then_some("true")] {
                                span { strong { (title) } br; small { (line) } }
                                @if *current == Current::Yes { (Icon::Check.svg()) }
                            } }
                        }
                        @if let Some(href) = &self.all { li { a.link href=(href) { span { (t(self.locale, "show-all")) } } } }
                    }
                }
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    let l = |de, en| either(locale, de, en);
    let line = l("Auental Ökostrom 12 · Vertrag 7003 221 845", "Auental Ökostrom 12 · Contract 7003 221 845");
    let home = l("Strom · Ulmenweg 7", "Electricity · Ulmenweg 7");
    html! {
        (Switcher::new(locale, Icon::Zap, home, line)
            .choice(home, line, "#1", true)
            .choice(l("Wärmestrom · Ulmenweg 7", "Heat power · Ulmenweg 7"), "Wärmestrom 14a · 7003 305 118", "#2", false))
        (Switcher::new(locale, Icon::Zap, home, line))
    }
}
