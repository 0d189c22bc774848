//! Switcher: whose data this page shows: one thing as plain text, a few as a menu, many as a link.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::{Current, either};
use crate::design::icons::Icon;
use crate::design::words::t;

/// One thing to choose.
#[derive(Debug, Clone, Default)]
pub struct Thing {
    /// A line above its title.
    pub above: String,
    /// Its title.
    pub title: String,
    /// What is said below, one or more lines.
    pub line: String,
    /// The address that chooses it.
    pub href: String,
    /// Whether it is the one shown.
    pub current: Current,
    /// The heading that it stands under.
    pub group: String,
}

/// What is shown, and the ways to another.
#[derive(Debug, Clone)]
pub struct Switcher {
    locale: Locale,
    icon: Icon,
    shown: Thing,
    others: Vec<Thing>,
    all: Option<String>,
    search: Option<Markup>,
    is_open: bool,
}

impl Switcher {
    /// The thing shown: its icon, what and where it is, and its name and number.
    pub fn new(locale: Locale, icon: Icon, title: impl Into<String>, line: impl Into<String>) -> Self {
        let shown = Thing { title: title.into(), line: line.into(), ..Thing::default() };
        Self::of(locale, icon, shown)
    }

    /// The thing shown, as it stands among the others.
    pub fn of(locale: Locale, icon: Icon, shown: Thing) -> Self {
        Self { locale, icon, shown, others: Vec::new(), all: None, search: None, is_open: false }
    }

    /// One of a few: title, line, address, whether it is the one shown.
    pub fn choice(
        self,
        title: impl Into<String>,
        line: impl Into<String>,
        href: impl Into<String>,
        current: impl Into<Current>,
    ) -> Self {
        let current = current.into();
        let (title, line, href) = (title.into(), line.into(), href.into());
        self.thing(Thing { title, line, href, current, ..Thing::default() })
    }

    /// One of a few; those with the same group stand under one heading.
    pub fn thing(mut self, thing: Thing) -> Self {
        self.others.push(thing);
        self
    }

    /// The page that lists all of many.
    pub fn all(mut self, href: impl Into<String>) -> Self {
        self.all = Some(href.into());
        self
    }

    /// A field above the choices that narrows them; with words in it the menu is open.
    pub fn search(mut self, form: Markup, is_open: bool) -> Self {
        self.search = Some(form);
        self.is_open = is_open;
        self
    }

    fn face(&self, more: bool) -> Markup {
        html! {
            span.tile { (self.icon.svg()) }
            span.switcher-words {
                @if !self.shown.above.is_empty() { small { (self.shown.above) } }
                strong { (self.shown.title) }
                @for line in self.shown.line.lines() { small { (line) } }
            }
            @if more { (Icon::ChevronsUpDown.svg()) }
        }
    }

    fn menu(&self) -> Markup {
        let heads = self.others.iter().enumerate().map(|(place, thing)| {
            let before = place.checked_sub(1).and_then(|before| self.others.get(before));
            !thing.group.is_empty() && before.is_none_or(|before| before.group != thing.group)
        });
        html! {
            @if let Some(search) = &self.search { (search) }
            ul.menu-list {
                @for (thing, is_first) in self.others.iter().zip(heads) {
                    @if is_first { li.menu-group { (thing.group) } }
                    li { a.link href=(thing.href) aria-current=[(thing.current == Current::Yes).then_some("true")] {
                        span {
                            @if !thing.above.is_empty() { small { (thing.above) } br; }
                            strong { (thing.title) }
                            @for line in thing.line.lines() { br; small { (line) } }
                        }
                        @if thing.current == Current::Yes { (Icon::Check.svg()) }
                    } }
                }
                @if let Some(href) = &self.all { li { a.link href=(href) { span { (t(self.locale, "show-all")) } } } }
            }
        }
    }
}

impl Render for Switcher {
    fn render(&self) -> Markup {
        let is_alone = self.others.is_empty() && self.search.is_none();
        html! {
            @if let (Some(href), true) = (&self.all, is_alone) {
                a.switcher href=(href) { (self.face(true)) span.for-readers { (t(self.locale, "switcher-other")) } }
            } @else if is_alone {
                div.switcher.one { (self.face(false)) }
            } @else {
                details.menu.wide open[self.is_open] {
                    summary.switcher { (self.face(true)) span.for-readers { (t(self.locale, "switcher-other")) } }
                    @if self.search.is_some() { div.menu-panel { (self.menu()) } } @else { (self.menu()) }
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
