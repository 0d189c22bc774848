//! Signing in, registering, and the few pages before it: the form at the left, promises at the right.

use maud::{Markup, html};

use super::console::ConsoleShell;
use super::document::{Head, document};
use super::portal::{footer, head, reduced_header};
use super::shell::PortalShell;
use crate::design::assets;
use crate::design::components::picture::landscape;
use crate::design::icons::Icon;

/// One thing the portal is good for.
#[derive(Debug, Clone)]
pub struct Promise {
    /// Its icon.
    pub icon: Icon,
    /// In a few words.
    pub title: String,
    /// In a sentence.
    pub text: String,
}

impl Promise {
    /// A promise in words.
    pub fn new(icon: Icon, title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { icon, title: title.into(), text: text.into() }
    }
}

/// What stands beside the form.
#[derive(Debug, Clone, Default)]
pub struct Promises {
    /// The sentence above them.
    pub title: String,
    /// At most three or four.
    pub list: Vec<Promise>,
    /// A picture of the portal's own instead of the drawn landscape.
    pub picture: Option<String>,
}

/// A page before signing in.
pub fn sign_in_page(shell: &PortalShell, title: &str, promises: &Promises, form: Markup) -> Markup {
    let body = html! {
        @if let Some(banner) = &shell.banner { (banner) }
        (reduced_header(shell))
        div.page.split {
            main.split-form id="content" tabindex="-1" { (form) }
            (beside(promises))
        }
        (footer(&shell.footer))
    };
    document(&head(shell, title), "portal reduced", body)
}

fn beside(promises: &Promises) -> Markup {
    html! {
        aside.promises {
            h2 { (promises.title) }
            ul {
                @for promise in &promises.list {
                    li { (promise.icon.svg()) div { strong { (promise.title) } p { (promise.text) } } }
                }
            }
            div.scene {
                @match &promises.picture {
                    Some(href) => img src=(href) alt="";,
                    None => (landscape()),
                }
            }
        }
    }
}

/// A line with a word in it between two ways of signing in.
pub fn divider(word: &str) -> Markup {
    html! { p.divider { span { (word) } } }
}

/// A page of the console before signing in: one card in the middle.
pub fn bare_console_page(shell: &ConsoleShell, title: &str, content: Markup) -> Markup {
    let head = Head {
        locale: shell.locale,
        scheme: shell.scheme,
        title: format!("{title} – Portico"),
        theme_href: &shell.theme_href,
        css: assets::console_css(),
        icon: None,
    };
    let body = html! {
        main.bare id="content" tabindex="-1" {
            p.bare-brand { (Icon::Landmark.svg()) "Portico" }
            section.card { div.card-body { (content) } }
        }
    };
    document(&head, "console", body)
}
