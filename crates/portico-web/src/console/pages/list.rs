//! The pages of a portal in order, each with its ways on; and what stands on every page.

use maud::{Markup, Render, html};
use portico_core::pages::{Page, global_blocks};
use portico_core::portals::Portal;
use portico_kit::Locale;
use serde_json::Value;

use super::super::portals::frame::{Part, link_of, state_tag, tabs};
use super::at::{At, EVERYWHERE};
use super::settings::is_kept;
use super::tree::unknown_on;
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::note::Note;
use crate::design::components::tag::Tag;
use crate::design::icons::Icon;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};
use crate::portal::shell::title_of;

pub(super) fn page(locale: Locale, base_url: &str, portal: &Portal, pages: &[Page]) -> ConsolePage {
    let link = link_of(portal, base_url);
    let here = super::address(&portal.id).href();
    let content = html! {
        (Heading::new(portal.name()).line(t(locale, "console-pages-line")).aside(state_tag(locale, portal)))
        (tabs(locale, portal, pages.len(), Part::Pages))
        (unknown_note(locale, &unknown_on(pages)))
        @if pages.is_empty() { (EmptyState::new(t(locale, "console-pages-none"))) }
        section.card.flush {
            ul.page-list {
                @for page in ordered(pages) { (row(locale, portal, pages, page, link.as_deref())) }
                (everywhere(locale, portal))
            }
        }
    };
    let add = Button::go(t(locale, "page-add"), format!("{here}/new-page")).primary().icon(Icon::Plus);
    ConsolePage {
        title: format!("{}: {}", portal.name(), t(locale, "console-pages")),
        crumbs: vec![
            (t(locale, "console-portals").into_owned(), "/admin".to_owned()),
            (portal.name().to_owned(), here),
        ],
        here: t(locale, "console-pages").into_owned(),
        actions: Some(add.render()),
        content,
    }
}

fn parent<'a>(pages: &'a [Page], page: &Page) -> Option<&'a Page> {
    let id = page.doc.get("parentId").and_then(Value::as_str)?;
    pages.iter().find(|other| other.id.as_str() == id && other.id != page.id)
}

/// Each page followed by those that belong to it.
fn ordered(pages: &[Page]) -> Vec<&Page> {
    let mut all: Vec<&Page> = Vec::new();
    for page in pages.iter().filter(|page| parent(pages, page).is_none()) {
        push(pages, page, &mut all);
    }
    // Pages that belong to each other in a circle still have a line.
    for page in pages {
        push(pages, page, &mut all);
    }
    all
}

fn push<'a>(pages: &'a [Page], page: &'a Page, all: &mut Vec<&'a Page>) {
    if all.iter().any(|own| own.id == page.id) {
        return;
    }
    all.push(page);
    for child in pages.iter().filter(|child| parent(pages, child).is_some_and(|above| above.id == page.id)) {
        push(pages, child, all);
    }
}

fn depth(pages: &[Page], page: &Page) -> usize {
    let mut depth = 0;
    let mut own = page;
    while let Some(above) = parent(pages, own).filter(|_| depth < 4) {
        (own, depth) = (above, depth + 1);
    }
    depth
}

/// Names the block types that users do not see.
pub(in crate::console) fn unknown_note(locale: Locale, unknown: &[String]) -> Markup {
    html! {
        @if !unknown.is_empty() {
            (Note::new(Tone::Warn)
                .title(t_args(locale, "console-unknown-title", &[("count", unknown.len().into())]))
                .text(html! {
                    @for (at, kind) in unknown.iter().enumerate() { @if at > 0 { ", " } code { (kind) } }
                    ". " (t(locale, "console-unknown-line"))
                }))
        }
    }
}

fn row(locale: Locale, portal: &Portal, pages: &[Page], page: &Page, link: Option<&str>) -> Markup {
    let at = At { portal: portal.id.clone(), page: page.id.to_string() };
    let (title, path) = (title_of(page, locale), format!("/{}", page.slug));
    let beside: Vec<&Page> = pages
        .iter()
        .filter(|other| parent(pages, other).map(|p| &p.id) == parent(pages, page).map(|p| &p.id))
        .collect();
    let place = beside.iter().position(|other| other.id == page.id).unwrap_or(0);
    let press = |way: &str, icon: Icon| {
        let label = t_args(locale, &format!("block-step-{way}"), &[("name", title.clone().into())]);
        Button::submit(label).quiet().small().icon_only(icon).value("way", way)
    };
    html! {
        li class={ "page-row depth-" (depth(pages, page)) } id={ "page-" (page.id) } {
            div {
                a.row-title href=(at.address().href()) { (title) }
                p.small {
                    code { (path) } " · " (t_args(locale, "console-blocks", &[("count", page.blocks().len().into())]))
                    @if let Some(schema) = page.doc.get("detail_schema").and_then(Value::as_str) {
                        " · " (t(locale, "console-page-shows-one")) " " code { (schema) }
                    }
                    @if let Some(link) = link.filter(|_| !page.is("is_detail")) {
                        " · " (Link::to(t(locale, "open"), format!("{}{}", link.trim_end_matches('/'), path)).new_window(locale).for_readers(title.clone()))
                    }
                }
            }
            (marks(locale, page))
            (Form::post(format!("{}/move", at.address().href())).inline().buttons(html! {
                @if place > 0 { (press("up", Icon::ArrowUp)) }
                @if place + 1 < beside.len() { (press("down", Icon::ArrowDown)) }
            }).render())
        }
    }
}

/// What a page is, in a few words.
pub(super) fn marks(locale: Locale, page: &Page) -> Markup {
    let hidden = page.doc.pointer("/visibility/is_hidden").and_then(Value::as_bool) == Some(true);
    let word = |icon: Icon, key: &str| Tag::new(Tone::Neutral, t(locale, key)).icon(icon).render();
    html! {
        span.tags {
            @if page.is("is_entry_route") { (word(Icon::House, "console-page-first")) }
            @if page.is("show_in_navigation") { (word(Icon::Navigation, "console-page-listed")) }
            @if page.is("is_public") { (word(Icon::Globe, "console-page-public")) }
            @if hidden { (word(Icon::EyeOff, "console-block-hidden")) }
            @if is_kept(&page.slug) {
                (Tag::new(Tone::Warn, t(locale, "console-page-covered")).icon(Icon::EyeOff))
            }
        }
    }
}

fn everywhere(locale: Locale, portal: &Portal) -> Markup {
    let at = At { portal: portal.id.clone(), page: EVERYWHERE.to_owned() };
    let count = global_blocks(&portal.doc).len();
    html! {
        li.page-row {
            div {
                a.row-title href=(at.address().href()) { (t(locale, "console-pages-every")) }
                p.small { (t(locale, "console-pages-every-line")) " " (t_args(locale, "console-blocks", &[("count", count.into())])) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn pages_stand_below_the_one_they_belong_to_and_circles_end() {
        let page = |id: &str, parent: &str| Page {
            id: id.into(),
            slug: id.to_owned(),
            order: 0.0,
            portal_id: "1".into(),
            doc: json!({ "parentId": parent }),
        };
        let pages = [page("a", ""), page("b", ""), page("c", "a"), page("x", "y"), page("y", "x")];
        let names: Vec<&str> = ordered(&pages).into_iter().map(|page| page.slug.as_str()).collect();
        assert_eq!(names, ["a", "c", "b", "x", "y"]);
    }
}
