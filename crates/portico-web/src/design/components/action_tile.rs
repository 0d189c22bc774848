//! Action tile: one of the few things people come for, with an icon.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::either;
use crate::design::icons::Icon;

/// A tile whose title is the link.
#[derive(Debug, Clone)]
pub struct ActionTile {
    icon: Icon,
    title: String,
    href: String,
    line: Option<String>,
}

impl ActionTile {
    /// A tile that leads to this address.
    pub fn new(icon: Icon, title: impl Into<String>, href: impl Into<String>) -> Self {
        Self { icon, title: title.into(), href: href.into(), line: None }
    }

    /// A line below the title.
    pub fn line(mut self, line: impl Into<String>) -> Self {
        self.line = Some(line.into());
        self
    }
}

impl Render for ActionTile {
    fn render(&self) -> Markup {
        html! {
            li.action-tile {
                span.tile aria-hidden="true" { (self.icon.svg()) }
                div {
                    a href=(self.href) { (self.title) }
                    @if let Some(line) = &self.line { p.small { (line) } }
                }
            }
        }
    }
}

/// Tiles, as many in a row as have room.
pub fn action_tiles(tiles: Vec<ActionTile>) -> Markup {
    html! { ul.action-tiles { @for tile in tiles { (tile) } } }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    let l = |de, en| either(locale, de, en);
    action_tiles(vec![
        ActionTile::new(Icon::Gauge, l("Zählerstand eingeben", "Enter reading"), "#read")
            .line(l("Bis 30. November", "By 30 November")),
        ActionTile::new(Icon::Wallet, l("Abschlag ansehen", "See your instalment"), "#instalment"),
        ActionTile::new(Icon::Phone, l("Anrufen", "Call us"), "#call").line("0800 555 0142"),
    ])
}
