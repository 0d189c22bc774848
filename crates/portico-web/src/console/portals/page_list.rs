//! The pages of a portal with their blocks.

use maud::{Markup, Render, html};
use portico_core::pages::{Page, global_blocks};
use portico_core::portals::Portal;
use portico_core::schemas::label_of;
use portico_kit::Locale;
use serde_json::Value;

use super::blocks::{tree, unknown_on};
use super::frame::{Part, link_of, state_tag, tabs};
use crate::design::components::Tone;
use crate::design::components::card::Card;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::note::Note;
use crate::design::components::tag::Tag;
use crate::design::icons::Icon;
use crate::design::layout::{ConsolePage, stack};
use crate::design::words::{t, t_args};

pub(super) fn page(locale: Locale, base_url: &str, portal: &Portal, pages: &[Page]) -> ConsolePage {
    let link = link_of(portal, base_url);
    let content = html! {
        (Heading::new(portal.name()).line(t(locale, "console-pages-line")).aside(state_tag(locale, portal)))
        (tabs(locale, portal, pages.len(), Part::Pages))
        (unknown_note(locale, &unknown_on(pages)))
        @if pages.is_empty() { (EmptyState::new(t(locale, "console-pages-none"))) }
        (stack(html! {
            @for page in pages { (card(locale, page, link.as_deref())) }
            (everywhere(locale, portal))
        }))
    };
    ConsolePage {
        title: format!("{}: {}", portal.name(), t(locale, "console-pages")),
        crumbs: vec![
            (t(locale, "console-portals").into_owned(), "/admin".to_owned()),
            (portal.name().to_owned(), super::address(&portal.id).href()),
        ],
        here: t(locale, "console-pages").into_owned(),
        actions: None,
        content,
    }
}

/// Names the block types that users do not see.
pub(super) fn unknown_note(locale: Locale, unknown: &[String]) -> Markup {
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

fn card(locale: Locale, page: &Page, link: Option<&str>) -> Card {
    let title = label_of(page.doc.pointer("/content").unwrap_or(&Value::Null), "title", locale);
    let path = format!("/{}", page.slug);
    let blocks = page.blocks();
    let intro = html! {
        code { (path) } " · " (t_args(locale, "console-blocks", &[("count", blocks.len().into())]))
        @if let Some(schema) = page.doc.get("detail_schema").and_then(Value::as_str) {
            " · " (t(locale, "console-page-shows-one")) " " code { (schema) }
        }
    };
    let aside = html! {
        (marks(locale, page))
        @if let Some(link) = link.filter(|_| !page.is("is_detail")) {
            (Link::to(t(locale, "open"), format!("{}{}", link.trim_end_matches('/'), path)).new_window(locale)
                .for_readers(title.clone().unwrap_or_else(|| path.clone())))
        }
    };
    let card = Card::new(title.clone().unwrap_or_else(|| path.clone())).intro(intro).aside(aside);
    match blocks.is_empty() {
        true => card.body(html! { p.quiet { (t(locale, "console-page-empty")) } }),
        false => card.body(tree(locale, &blocks)),
    }
}

fn marks(locale: Locale, page: &Page) -> Markup {
    let hidden = page.doc.pointer("/visibility/is_hidden").and_then(Value::as_bool) == Some(true);
    let word = |icon: Icon, key: &str| Tag::new(Tone::Neutral, t(locale, key)).icon(icon).render();
    html! {
        span.tags {
            @if page.is("is_entry_route") { (word(Icon::House, "console-page-first")) }
            @if page.is("show_in_navigation") { (word(Icon::Navigation, "console-page-listed")) }
            @if page.is("is_public") { (word(Icon::Globe, "console-page-public")) }
            @if hidden { (word(Icon::EyeOff, "console-block-hidden")) }
        }
    }
}

fn everywhere(locale: Locale, portal: &Portal) -> Markup {
    let blocks = global_blocks(&portal.doc);
    html! {
        @if !blocks.is_empty() {
            (Card::new(t(locale, "console-pages-every")).intro(t(locale, "console-pages-every-line")).body(tree(locale, &blocks)))
        }
    }
}
