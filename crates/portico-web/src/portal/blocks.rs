//! Blocks: the parts of stored pages, one file per type; unknown types are skipped with what stands in them.

use maud::{Markup, html};
use portico_core::Refusal;
use portico_core::pages::{Block, is_shown};
use portico_kit::Instant;
use serde_json::Value;

use super::scene::Scene;
use crate::design::components::Sample;
use crate::design::layout::stack;

pub mod accordion;
pub mod attribute;
pub mod attribute_group;
pub mod button_link;
pub mod contact_card;
pub mod display_field;
pub mod divider;
pub mod documents;
pub mod entity_list;
pub mod entity_selector;
pub mod external_links;
pub mod footer;
pub mod global_search;
pub mod group;
pub mod heading;
pub mod iframe;
pub mod image;
pub mod journey_actions;
pub mod link_to;
pub mod logo;
pub mod meter_readings;
pub mod meter_selector;
pub mod order_summary;
pub mod products;
pub mod quick_actions;
pub mod requests;
pub mod settings;
pub mod system_banner;
pub mod tabs;
pub mod teaser;
pub mod text;

/// How much room a block has.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Width {
    /// The width of the page, or of its main column.
    Wide,
    /// A tile of a grid, or the side column.
    Narrow,
}

/// A rendered part: headings and tabs stand by themselves, everything else in a stack.
pub struct Piece {
    markup: Markup,
    is_loose: bool,
}

impl Piece {
    /// A part that keeps its own distance.
    pub fn loose(markup: Markup) -> Self {
        Self { markup, is_loose: true }
    }

    /// A part of a stack.
    pub fn stacked(markup: Markup) -> Self {
        Self { markup, is_loose: false }
    }
}

/// The blocks of a page that are shown now, as a tree.
pub struct Tree {
    blocks: Vec<Block>,
}

impl Tree {
    /// The shown blocks of a list.
    pub fn of(blocks: Vec<Block>, now: Instant) -> Self {
        Self { blocks: blocks.into_iter().filter(|block| is_shown(block.visibility(), now)).collect() }
    }

    /// The blocks that stand in another, or on the page itself, in order.
    pub fn children<'a>(&'a self, parent: Option<&'a str>) -> impl Iterator<Item = &'a Block> {
        self.blocks.iter().filter(move |block| block.parent.as_deref() == parent)
    }

    /// Whether a block of a type is shown anywhere.
    pub fn has(&self, kind: &str) -> bool {
        self.blocks.iter().any(|block| block.kind == kind)
    }
}

/// Renders the blocks that stand in another, or on the page itself.
pub fn render_children(
    scene: &mut Scene<'_, '_, '_>,
    tree: &Tree,
    parent: Option<&str>,
    width: Width,
) -> Result<Vec<Piece>, Refusal> {
    let mut pieces = Vec::new();
    for block in tree.children(parent) {
        for piece in render(scene, tree, block, width)? {
            pieces.push(Piece { markup: on_devices(block, piece.markup), ..piece });
        }
    }
    Ok(pieces)
}

fn render(
    scene: &mut Scene<'_, '_, '_>,
    tree: &Tree,
    block: &Block,
    width: Width,
) -> Result<Vec<Piece>, Refusal> {
    let part = match block.kind.as_str() {
        "heading" | "title" => {
            return Ok(heading::render(scene, block)?.into_iter().map(Piece::loose).collect());
        }
        "tabs" => return tabs::render(scene, tree, block),
        "text" | "system_banner_content" => text::render(scene, block)?,
        "quick_actions" => quick_actions::render(scene, block)?,
        "quick_action" => quick_actions::render_single(scene, block)?,
        "button_link" => button_link::render(scene, block)?,
        "contact_card" => contact_card::render(scene, block)?,
        "display_field" => display_field::render(scene, block, width)?,
        "entity_selector" => entity_selector::render(scene, block)?,
        "external_links" => external_links::render(scene, block)?,
        "system_banner" => system_banner::render(scene, tree, block)?,
        "teaser" => teaser::render(scene, block)?,
        "accordion" => accordion::render(scene, tree, block, width)?,
        "divider" => Some(divider::render(block)),
        "iframe" => iframe::render(scene, block)?,
        "image" => image::render(scene, block)?,
        "journey_actions" => journey_actions::render(scene, block)?,
        "meter_readings" => meter_readings::render(scene, block)?,
        "meter_selector" => meter_selector::render(scene, block)?,
        "requests" => requests::render(scene, block, width)?,
        "logo" => logo::render(scene, block)?,
        "order_summary" => order_summary::render(scene, block)?,
        "products" => products::render(scene, block, width)?,
        "global_search" => global_search::render(scene, block)?,
        "group" => group::render(scene, tree, block)?,
        "attribute" => attribute::render(scene, block, width)?,
        "attribute_group" => attribute_group::render(scene, block, width)?,
        "documents" => documents::render(scene, block, width)?,
        "entity_list" => entity_list::render(scene, block, width)?,
        _ => None,
    };
    Ok(part.into_iter().map(Piece::stacked).collect())
}

/// Parts one below the other: stacked ones together, loose ones between them; a note before the first stack.
pub fn arranged(pieces: Vec<Piece>, note: Option<Markup>) -> Markup {
    let mut note = note;
    let mut parts = Vec::new();
    let mut together: Vec<Markup> = Vec::new();
    for piece in pieces {
        if piece.is_loose {
            close(&mut parts, &mut together);
            parts.push(piece.markup);
        } else {
            together.extend(note.take());
            together.push(piece.markup);
        }
    }
    together.extend(note.take());
    close(&mut parts, &mut together);
    html! { @for part in parts { (part) } }
}

fn close(parts: &mut Vec<Markup>, together: &mut Vec<Markup>) {
    if !together.is_empty() {
        let all = std::mem::take(together);
        parts.push(stack(html! { @for part in all { (part) } }));
    }
}

/// A part that is left out on phones, or everywhere else.
fn on_devices(block: &Block, markup: Markup) -> Markup {
    let says =
        |key: &str| block.visibility().and_then(|v| v.get(key)).and_then(Value::as_bool).unwrap_or(false);
    match (says("hidden_on_mobile"), says("hidden_on_desktop")) {
        (false, false) => markup,
        (true, true) => html! {},
        (true, false) => html! { div.not-on-phones { (markup) } },
        (false, true) => html! { div.only-on-phones { (markup) } },
    }
}

/// Every block type with how it looks.
pub const SAMPLES: [Sample; 29] = [
    ("heading", heading::sample),
    ("text", text::sample),
    ("quick_actions", quick_actions::sample),
    ("teaser", teaser::sample),
    ("global_search", global_search::sample),
    ("group", group::sample),
    ("tabs", tabs::sample),
    ("attribute", attribute::sample),
    ("attribute_group", attribute_group::sample),
    ("documents", documents::sample),
    ("entity_list", entity_list::sample),
    ("button_link", button_link::sample),
    ("contact_card", contact_card::sample),
    ("display_field", display_field::sample),
    ("entity_selector", entity_selector::sample),
    ("external_links", external_links::sample),
    ("system_banner", system_banner::sample),
    ("accordion", accordion::sample),
    ("divider", divider::sample),
    ("iframe", iframe::sample),
    ("image", image::sample),
    ("journey_actions", journey_actions::sample),
    ("logo", logo::sample),
    ("meter_readings", meter_readings::sample),
    ("meter_selector", meter_selector::sample),
    ("order_summary", order_summary::sample),
    ("products", products::sample),
    ("requests", requests::sample),
    ("footer", footer::sample),
];

#[cfg(test)]
mod tests;
