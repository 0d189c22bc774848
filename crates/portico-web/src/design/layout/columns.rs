//! How parts stand beside each other: stacked, main and side, or in a grid.

use maud::{Markup, html};

/// Parts one below the other, with the space between cards.
pub fn stack(parts: Markup) -> Markup {
    html! { div.stack { (parts) } }
}

/// What people come for at the left, the frame at the right; below 1024 the side comes after.
pub fn main_side(main: Markup, side: Markup) -> Markup {
    html! {
        div.main-side {
            div.stack { (main) }
            aside.stack { (side) }
        }
    }
}

/// The task and what stands beside it at the top of a page: both of the same height.
pub fn level_side(main: Markup, side: Markup) -> Markup {
    html! {
        div.main-side.level {
            div.stack { (main) }
            aside.stack { (side) }
        }
    }
}

/// Main with a side column of fixed width, for consoles and documents.
pub fn wide_narrow(main: Markup, side: Markup) -> Markup {
    html! {
        div.main-side.fixed {
            div.stack { (main) }
            aside.stack { (side) }
        }
    }
}

/// Two columns of the same width where both have room.
pub fn columns(left: Markup, right: Markup) -> Markup {
    html! { div.columns { (left) (right) } }
}

/// Tiles, as many in a row as have room.
pub fn grid(tiles: Markup) -> Markup {
    html! { div.grid { (tiles) } }
}
