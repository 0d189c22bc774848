//! Divider: a line, or nothing but space, between two parts of a page.

use maud::{Markup, html};
use portico_core::pages::Block;
use portico_kit::Locale;
use serde_json::Value;

/// The block on its page.
pub fn render(block: &Block) -> Markup {
    let is_space = block.content().get("look").and_then(Value::as_str) == Some("space");
    show(is_space)
}

/// How it looks.
pub fn show(is_space: bool) -> Markup {
    html! { @if is_space { div.part-space aria-hidden="true" {} } @else { hr.part-line; } }
}

/// How it looks, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    html! { (super::text::sample(locale)) (show(false)) (show(true)) }
}
