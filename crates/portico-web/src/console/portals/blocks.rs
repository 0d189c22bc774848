//! Blocks of a page as administrators see them: a tree, with the types that nobody draws named.

use maud::{Markup, Render, html};
use portico_core::pages::{Block, Page};
use portico_kit::Locale;
use serde_json::Value;

use crate::design::components::Tone;
use crate::design::components::tag::Tag;
use crate::design::icons::Icon;
use crate::design::words::{has, t};

/// The types of blocks that portals draw.
const KNOWN: [&str; 11] = [
    "heading",
    "text",
    "quick_actions",
    "teaser",
    "group",
    "tabs",
    "tab",
    "attribute",
    "attribute_group",
    "entity_list",
    "footer",
];

/// Whether portals draw blocks of this type.
pub(super) fn is_known(kind: &str) -> bool {
    KNOWN.contains(&kind)
}

/// The types on these pages that portals leave out, each once.
pub(super) fn unknown_on(pages: &[Page]) -> Vec<String> {
    let mut kinds: Vec<String> =
        pages.iter().flat_map(Page::blocks).map(|block| block.kind).filter(|kind| !is_known(kind)).collect();
    kinds.sort();
    kinds.dedup();
    kinds
}

/// The blocks of a page as a tree.
pub(super) fn tree(locale: Locale, blocks: &[Block]) -> Markup {
    let is_top = |block: &&Block| {
        let parent = block.parent.as_deref();
        parent.is_none_or(|parent| !blocks.iter().any(|known| known.id == parent))
    };
    let top: Vec<&Block> = blocks.iter().filter(is_top).collect();
    branch(locale, blocks, &top, 0)
}

/// No tree of pages is deeper; one that points to itself ends here.
const DEEPEST: usize = 12;

fn branch(locale: Locale, blocks: &[Block], siblings: &[&Block], depth: usize) -> Markup {
    html! {
        @if !siblings.is_empty() && depth < DEEPEST {
            ul.block-tree {
                @for block in siblings {
                    @let children: Vec<&Block> =
                        blocks.iter().filter(|child| child.parent.as_deref() == Some(&block.id)).collect();
                    li { (line(locale, block)) (branch(locale, blocks, &children, depth + 1)) }
                }
            }
        }
    }
}

fn line(locale: Locale, block: &Block) -> Markup {
    let hidden =
        block.visibility().and_then(|own| own.get("is_hidden")).and_then(Value::as_bool) == Some(true);
    html! {
        div.block-line {
            (icon(&block.kind).svg())
            strong { (name(locale, &block.kind)) }
            @if let Some(said) = said(locale, block) { span.quiet { (said) } }
            @if !is_known(&block.kind) {
                (Tag::new(Tone::Warn, t(locale, "console-block-unknown")).render())
            }
            @if hidden { (Tag::new(Tone::Neutral, t(locale, "console-block-hidden")).icon(Icon::EyeOff).render()) }
        }
    }
}

fn name(locale: Locale, kind: &str) -> Markup {
    let key = format!("console-block-{}", kind.replace('_', "-"));
    html! { @if is_known(kind) && has(&key) { (t(locale, &key)) } @else { code { (kind) } } }
}

fn icon(kind: &str) -> Icon {
    match kind {
        "heading" | "text" => Icon::Text,
        "quick_actions" => Icon::Zap,
        "teaser" => Icon::Megaphone,
        "group" => Icon::Grid2x2,
        "tabs" | "tab" => Icon::PanelTop,
        "attribute" | "attribute_group" => Icon::ListChecks,
        "entity_list" => Icon::List,
        "footer" => Icon::LayoutTemplate,
        _ => Icon::CircleQuestionMark,
    }
}

/// What a block is about: its title, or the records it shows.
fn said(locale: Locale, block: &Block) -> Option<String> {
    let content = block.content();
    let text = |key: &str| portico_core::schemas::label_of(content, key, locale);
    let parts = [text("title"), text("label"), text("schema"), text("name"), text("value")];
    let said = parts.into_iter().flatten().take(2).collect::<Vec<_>>().join(" · ");
    (!said.is_empty()).then_some(said)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn page() -> Page {
        let doc = json!({"blocks": {
            "1": {"id": "1", "type": "tabs", "order": 1},
            "2": {"id": "2", "type": "weather_widget", "order": 1, "parentId": "1"},
            "3": {"id": "3", "type": "text", "order": 2, "parentId": "3"}
        }});
        Page { id: "p".into(), slug: "start".into(), order: 0.0, portal_id: "1".into(), doc }
    }

    #[test]
    fn a_type_that_nobody_draws_is_named() {
        assert_eq!(unknown_on(&[page()]), ["weather_widget"]);
        let html = tree(Locale::En, &page().blocks()).into_string();
        assert!(html.contains("weather_widget") && html.contains("not known"), "{html}");
    }
}
