//! Pages of the console: side navigation by what people work on, a bar with the way and the actions.

use maud::{Markup, html};
use portico_kit::Locale;

use super::document::{Head, SchemeChoice, document};
use super::shell::ShellUser;
use crate::design::assets;
use crate::design::components::Current;
use crate::design::components::avatar::Avatar;
use crate::design::components::menu::Menu;
use crate::design::icons::Icon;
use crate::design::theme::Theme;
use crate::design::tokens;
use crate::design::words::t;

/// One entry of the side navigation.
#[derive(Debug, Clone)]
pub struct NavItem {
    /// Its name.
    pub label: String,
    /// Its address.
    pub href: String,
    /// Its icon.
    pub icon: Icon,
    /// How many things wait for somebody there.
    pub count: Option<String>,
    /// Whether one is there.
    pub current: Current,
}

impl NavItem {
    /// An entry one is not at.
    pub fn new(icon: Icon, label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into(), icon, count: None, current: Current::No }
    }

    /// How many things wait there.
    pub fn count(mut self, count: impl Into<String>) -> Self {
        self.count = Some(count.into());
        self
    }

    /// Whether one is there.
    pub fn current(mut self, current: impl Into<Current>) -> Self {
        self.current = current.into();
        self
    }
}

/// Entries under a small title; the first group has none.
#[derive(Debug, Clone, Default)]
pub struct NavGroup {
    /// The title.
    pub title: Option<String>,
    /// The entries.
    pub items: Vec<NavItem>,
}

/// Everything around the content of a console page.
#[derive(Debug, Clone)]
pub struct ConsoleShell {
    /// The language of the page.
    pub locale: Locale,
    /// The scheme of the page.
    pub scheme: SchemeChoice,
    /// The address of the console's theme.
    pub theme_href: String,
    /// The organisation one works in.
    pub organisation: String,
    /// Links to the other organisations one may work in.
    pub organisations: Vec<Markup>,
    /// Where search leads.
    pub search: Option<String>,
    /// The side navigation.
    pub groups: Vec<NavGroup>,
    /// Who is signed in.
    pub user: Option<ShellUser>,
    /// The role, below the name.
    pub role: Option<String>,
    /// Above everything: acting for someone, maintenance.
    pub banner: Option<Markup>,
}

impl ConsoleShell {
    /// A shell for an organisation, with the console's own look.
    pub fn new(locale: Locale, organisation: impl Into<String>) -> Self {
        Self {
            locale,
            scheme: SchemeChoice::Device,
            theme_href: tokens::sheet(&Theme::console()).href(),
            organisation: organisation.into(),
            organisations: Vec::new(),
            search: None,
            groups: Vec::new(),
            user: None,
            role: None,
            banner: None,
        }
    }
}

/// What one page adds to the shell.
#[derive(Debug, Clone, Default)]
pub struct ConsolePage {
    /// The title of the window.
    pub title: String,
    /// The way here: label and address, from the top down.
    pub crumbs: Vec<(String, String)>,
    /// This page, last in the way.
    pub here: String,
    /// Buttons at the right of the bar, the primary one last.
    pub actions: Option<Markup>,
    /// The page itself.
    pub content: Markup,
}

impl Default for ConsoleShell {
    fn default() -> Self {
        Self::new(Locale::default(), String::new())
    }
}

/// A page of the console.
pub fn console_page(shell: &ConsoleShell, page: ConsolePage) -> Markup {
    let head = Head {
        locale: shell.locale,
        scheme: shell.scheme,
        title: format!("{} – Portico", page.title),
        theme_href: &shell.theme_href,
        css: assets::console_css(),
        icon: None,
    };
    let body = html! {
        @if let Some(banner) = &shell.banner { (banner) }
        div.console-frame {
            (side(shell))
            main.console-main {
                (bar(shell, &page))
                div.console-page id="content" tabindex="-1" { (page.content) }
            }
        }
    };
    document(&head, "console", body)
}

fn bar(shell: &ConsoleShell, page: &ConsolePage) -> Markup {
    html! {
        div.console-bar {
            nav.breadcrumb aria-label=(t(shell.locale, "breadcrumb")) {
                ol {
                    @for (label, href) in &page.crumbs { li { a href=(href) { (label) } (Icon::ChevronRight.svg()) } }
                    li { strong aria-current="page" { (page.here) } }
                }
            }
            @if let Some(actions) = &page.actions { div.console-actions { (actions) } }
        }
    }
}

fn side(shell: &ConsoleShell) -> Markup {
    html! {
        header.side {
            (organisation(shell))
            details.side-nav open {
                summary.side-toggle { (Icon::Menu.svg()) span { (t(shell.locale, "console-menu")) } }
                @if let Some(action) = &shell.search { (search(shell.locale, action)) }
                nav aria-label=(t(shell.locale, "console-navigation")) {
                    @for group in &shell.groups {
                        @if let Some(title) = &group.title { p.side-title { (title) } }
                        ul { @for item in &group.items { li { (entry(item)) } } }
                    }
                }
            }
            (person(shell))
        }
    }
}

fn organisation(shell: &ConsoleShell) -> Markup {
    let words = html! {
        (Icon::Landmark.svg())
        span.side-org-words { strong { (shell.organisation) } small { (t(shell.locale, "console-name")) } }
    };
    html! {
        @if shell.organisations.is_empty() {
            a.side-org href="/admin" { (words) }
        } @else {
            (shell.organisations.iter().fold(
                Menu::custom("side-org", html! { (words) (Icon::ChevronsUpDown.svg()) }),
                |menu, item| menu.item(item.clone()),
            ))
        }
    }
}

fn search(locale: Locale, action: &str) -> Markup {
    html! {
        form.side-search method="get" action=(action) role="search" aria-label=(t(locale, "console-search")) {
            label.search {
                (Icon::Search.svg())
                span.for-readers { (t(locale, "console-search")) }
                input.input type="search" name="q" placeholder=(t(locale, "console-search")) data-slash="";
                kbd aria-hidden="true" { "/" }
            }
        }
    }
}

fn entry(item: &NavItem) -> Markup {
    let here = (item.current == Current::Yes).then_some("page");
    html! {
        a.side-link href=(item.href) aria-current=[here] {
            (item.icon.svg())
            span { (item.label) }
            @if let Some(count) = &item.count { span.side-count { (count) } }
        }
    }
}

fn person(shell: &ConsoleShell) -> Markup {
    html! {
        @if let Some(user) = &shell.user {
            div.side-person {
                (user.menu.iter().fold(
                    Menu::custom("side-user", html! {
                        (Avatar::new(&user.name))
                        span.side-user-words { strong { (user.name) } @if let Some(role) = &shell.role { small { (role) } } }
                        (Icon::Settings.svg())
                    }),
                    |menu, item| menu.item(item.clone()),
                ))
            }
        }
    }
}
