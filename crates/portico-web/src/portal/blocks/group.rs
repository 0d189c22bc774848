//! Group: blocks below each other, beside each other, or in a main and a side column.

use maud::{Markup, html};
use portico_core::Refusal;
use portico_core::pages::Block;
use portico_kit::Locale;
use serde_json::Value;

use super::{Piece, Tree, Width, arranged, on_devices, render_children};
use crate::design::layout::{grid, main_side};
use crate::portal::scene::Scene;
use crate::portal::texts::filled;

/// How the blocks of a group stand.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Layout {
    /// One below the other.
    Stacked,
    /// Side by side, so many in a row as there is room for.
    Grid(u8),
    /// A wide and a narrow column.
    MainSide,
}

impl Layout {
    /// Reads `design.layout`.
    pub fn of(block: &Block) -> Self {
        let layout = block.doc.pointer("/props/design/layout").unwrap_or(&Value::Null);
        match layout.get("type").and_then(Value::as_str) {
            Some("grid") => {
                Self::Grid(if layout.get("columns").and_then(Value::as_i64) == Some(2) { 2 } else { 3 })
            }
            Some("main_side") => Self::MainSide,
            _ => Self::Stacked,
        }
    }
}

/// The block on its page.
pub fn render(scene: &mut Scene<'_, '_, '_>, tree: &Tree, block: &Block) -> Result<Option<Markup>, Refusal> {
    let title = filled(scene, block.content().get("title").unwrap_or(&Value::Null))?;
    let layout = Layout::of(block);
    let body = match layout {
        Layout::MainSide => in_columns(scene, tree, block)?,
        Layout::Stacked => together(render_children(scene, tree, Some(&block.id), Width::Wide)?),
        Layout::Grid(columns) => {
            let parts = render_children(scene, tree, Some(&block.id), Width::Narrow)?;
            if parts.is_empty() { None } else { Some(beside(columns, parts)) }
        }
    };
    Ok(body.map(|body| titled(&title, body)))
}

fn together(pieces: Vec<Piece>) -> Option<Markup> {
    (!pieces.is_empty()).then(|| arranged(pieces, None))
}

fn beside(columns: u8, parts: Vec<Piece>) -> Markup {
    let tiles = html! { @for part in parts { (part.markup) } };
    if columns == 2 {
        html! { div.columns { (tiles) } }
    } else {
        grid(tiles)
    }
}

fn in_columns(scene: &mut Scene<'_, '_, '_>, tree: &Tree, block: &Block) -> Result<Option<Markup>, Refusal> {
    let (mut main, mut side) = (Vec::new(), Vec::new());
    for child in tree.children(Some(&block.id)) {
        let is_side = child.doc.pointer("/props/design/column").and_then(Value::as_str) == Some("side");
        let (column, width) = if is_side { (&mut side, Width::Narrow) } else { (&mut main, Width::Wide) };
        for piece in super::render(scene, tree, child, width)? {
            column.push(on_devices(child, piece.markup));
        }
    }
    let stacked = |parts: Vec<Markup>| html! { @for part in parts { (part) } };
    Ok(match (main.is_empty(), side.is_empty()) {
        (true, true) => None,
        (true, false) => Some(together(side.into_iter().map(Piece::stacked).collect()).unwrap_or_default()),
        (false, true) => Some(together(main.into_iter().map(Piece::stacked).collect()).unwrap_or_default()),
        (false, false) => Some(main_side(stacked(main), stacked(side))),
    })
}

fn titled(title: &str, body: Markup) -> Markup {
    html! {
        @if title.is_empty() { (body) }
        @else { section.part { h2 { (title) } (body) } }
    }
}

/// How it looks, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    let part = || Piece::stacked(super::text::sample(locale));
    html! {
        (titled("A", beside(2, vec![part(), part()])))
        (titled("", main_side(super::teaser::sample(locale), super::text::sample(locale))))
    }
}
