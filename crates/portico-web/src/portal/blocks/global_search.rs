//! Global search: a box that searches everything the reader sees, on the page of results.

use maud::{Markup, Render, html};
use portico_core::Refusal;
use portico_core::pages::Block;
use portico_kit::Locale;
use serde_json::Value;

use crate::design::components::filter_bar::FilterBar;
use crate::design::words::t;
use crate::portal::scene::Scene;
use crate::portal::texts::filled;

/// The block on its page; on public pages there is nothing to search.
pub fn render(scene: &mut Scene<'_, '_, '_>, block: &Block) -> Result<Option<Markup>, Refusal> {
    let title = filled(scene, block.content().get("title").unwrap_or(&Value::Null))?;
    Ok(scene.caller().is_some().then(|| show(scene.locale(), &title)))
}

/// How it looks.
fn show(locale: Locale, title: &str) -> Markup {
    let label =
        if title.is_empty() { t(locale, "portal-search-label").into_owned() } else { title.to_owned() };
    html! { div { (FilterBar::new(locale, "/search").search("q", label, "").searching().render()) } }
}

/// How it looks, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    show(locale, "")
}
