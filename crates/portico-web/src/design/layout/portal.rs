//! Pages of a portal: with all its places, or reduced to one task.

use maud::{Markup, html};

use super::document::{Head, document};
use super::shell::{Footer, OtherLanguage, Place, PortalShell};
use crate::design::assets;
use crate::design::components::Current;
use crate::design::components::avatar::Avatar;
use crate::design::components::button::Button;
use crate::design::components::link::back_link;
use crate::design::components::menu::Menu;
use crate::design::icons::Icon;
use crate::design::words::{t, t_args};

/// How many places stand in the header.
const IN_HEADER: usize = 5;
/// How many places stand in the bar of phones, before "more".
const IN_BAR: usize = 4;

/// A page with all the places of the portal. Start the title with "Fehler: " when the page reports one.
pub fn portal_page(shell: &PortalShell, title: &str, content: Markup) -> Markup {
    let body = html! {
        @if let Some(banner) = &shell.banner { (banner) }
        header.top {
            div.top-in {
                (shell.brand.show(&shell.home))
                (places(shell))
                div.top-tools {
                    (find(shell))
                    (help(shell, "wide-only"))
                    @if let Some(other) = &shell.other_language { (language_code(other)) }
                    (notices(shell))
                    (account(shell))
                }
            }
        }
        main.page id="content" tabindex="-1" { (content) }
        (footer(&shell.footer))
        (bottom_bar(shell))
    };
    document(&head(shell, title), "portal", body)
}

/// A page for one task: no places, a way back, help and language where they always are.
pub fn task_page(shell: &PortalShell, title: &str, back: Option<(&str, &str)>, content: Markup) -> Markup {
    let body = html! {
        @if let Some(banner) = &shell.banner { (banner) }
        (reduced_header(shell))
        main.page.task id="content" tabindex="-1" {
            @if let Some((label, href)) = back { (back_link(label, href)) }
            (content)
        }
        (footer(&shell.footer))
    };
    document(&head(shell, title), "portal reduced", body)
}

/// Nothing but the content, to show how a part looks in the design of a portal.
pub fn sample_page(shell: &PortalShell, title: &str, content: Markup) -> Markup {
    let body = html! { main.page.sample id="content" tabindex="-1" { h1.for-readers { (title) } div.stack { (content) } } };
    document(&head(shell, title), "portal", body)
}

/// The way back to a page by its name, for `task_page`.
pub fn back_to<'a>(label: &'a str, href: &'a str) -> Option<(&'a str, &'a str)> {
    Some((label, href))
}

pub(super) fn head<'a>(shell: &'a PortalShell, title: &str) -> Head<'a> {
    Head {
        locale: shell.locale,
        scheme: shell.scheme,
        title: format!("{title} – {}", shell.brand.name),
        theme_href: &shell.theme_href,
        css: assets::portal_css(),
        icon: shell.brand.logo.as_deref(),
    }
}

pub(super) fn reduced_header(shell: &PortalShell) -> Markup {
    html! {
        header.top {
            div.top-in {
                (shell.brand.show(&shell.home))
                div.top-tools {
                    (help(shell, ""))
                    @if let Some(other) = &shell.other_language {
                        a.tool href=(other.href) hreflang=(other.locale.code()) lang=(other.locale.code()) {
                            (Icon::Languages.svg()) span { (other.name()) }
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn footer(footer: &Footer) -> Markup {
    html! {
        footer.foot {
            div.foot-in {
                @if let Some(contact) = &footer.contact { p.foot-contact { (Icon::Phone.svg()) span { (contact) } } }
                @if !footer.links.is_empty() {
                    ul.foot-links { @for (label, href) in &footer.links { li { a href=(href) { (label) } } } }
                }
            }
        }
    }
}

fn here(place: &Place) -> Option<&'static str> {
    (place.current == Current::Yes).then_some("page")
}

fn places(shell: &PortalShell) -> Markup {
    let (shown, rest) = shell.places.split_at(shell.places.len().min(IN_HEADER));
    let more = rest.iter().fold(
        Menu::custom("place", html! { (t(shell.locale, "places-more")) (Icon::ChevronDown.svg()) }),
        |menu, place| menu.choice(place.label.as_str(), place.href.as_str(), place.current),
    );
    html! {
        @if !shell.places.is_empty() {
            nav.places aria-label=(t(shell.locale, "places")) {
                ul {
                    @for place in shown {
                        li { a.place href=(place.href) aria-current=[here(place)] { (place.label) } }
                    }
                    @if !rest.is_empty() { li { (more) } }
                }
            }
        }
    }
}

/// Search from every page: a field behind a glass, open without scripts too.
fn find(shell: &PortalShell) -> Markup {
    html! {
        @if let Some(action) = &shell.search {
            details.menu.find {
                summary.tool { (Icon::Search.svg()) span.for-readers { (t(shell.locale, "find-everything")) } }
                form.menu-list method="get" action=(action) role="search" aria-label=(t(shell.locale, "find-everything")) {
                    label.search {
                        (Icon::Search.svg())
                        span.for-readers { (t(shell.locale, "find-everything")) }
                        input.input type="search" name="q" autocomplete="off" placeholder=(t(shell.locale, "find-label")) data-slash="";
                    }
                    (Button::submit(t(shell.locale, "search")))
                }
            }
        }
    }
}

fn help(shell: &PortalShell, class: &str) -> Markup {
    html! {
        @if let Some(href) = &shell.help {
            a class={ "tool help " (class) } href=(href) { (Icon::CircleQuestionMark.svg()) span { (t(shell.locale, "help")) } }
        }
    }
}

fn language_code(other: &OtherLanguage) -> Markup {
    html! {
        a.tool.wide-only href=(other.href) hreflang=(other.locale.code()) lang=(other.locale.code())
            { (other.locale.code().to_uppercase()) span.for-readers { " " (other.name()) } }
    }
}

fn notices(shell: &PortalShell) -> Markup {
    html! {
        @if let Some(notices) = &shell.notices {
            a.tool.bell href=(notices.href) {
                (Icon::Bell.svg())
                @if notices.unread > 0 { span.badge aria-hidden="true" { (notices.unread.min(99)) } }
                span.for-readers { (t_args(shell.locale, "notices", &[("count", notices.unread.into())])) }
            }
        }
    }
}

fn account(shell: &PortalShell) -> Markup {
    html! {
        @if let Some(user) = &shell.user {
            (user.menu.iter().fold(
                Menu::custom("tool account", html! {
                    (Avatar::new(&user.name))
                    span.account-name { (user.name) }
                    span.for-readers { " (" (t(shell.locale, "account-menu")) ")" }
                }),
                |menu, item| menu.item(item.clone()),
            ))
        }
    }
}

/// On phones the places stand at the bottom, with what does not fit behind "more".
fn bottom_bar(shell: &PortalShell) -> Markup {
    let (shown, rest) = shell.places.split_at(shell.places.len().min(IN_BAR));
    html! {
        @if !shell.places.is_empty() {
            nav.bottom-bar aria-label=(t(shell.locale, "places")) {
                ul {
                    @for place in shown {
                        li { a href=(place.href) aria-current=[here(place)] { (place.icon.svg()) span { (place.label) } } }
                    }
                    li { (more(shell, rest)) }
                }
            }
        }
    }
}

fn more(shell: &PortalShell, rest: &[Place]) -> Markup {
    html! {
        details.menu.up {
            summary { (Icon::Menu.svg()) span { (t(shell.locale, "places-more")) } }
            ul.menu-list {
                @for place in rest {
                    li { a.link href=(place.href) aria-current=[here(place)] { (place.icon.svg()) span { (place.label) } } }
                }
                @if let Some(href) = &shell.search {
                    li { a.link href=(href) { (Icon::Search.svg()) span { (t(shell.locale, "search")) } } }
                }
                @if let Some(href) = &shell.help {
                    li { a.link href=(href) { (Icon::CircleQuestionMark.svg()) span { (t(shell.locale, "help")) } } }
                }
                @if let Some(other) = &shell.other_language {
                    li { a.link href=(other.href) hreflang=(other.locale.code()) lang=(other.locale.code()) {
                        (Icon::Languages.svg()) span { (other.name()) }
                    } }
                }
            }
        }
    }
}
