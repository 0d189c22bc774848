//! Display field: a label with a text that is put together from records.

use maud::{Markup, Render, html};
use portico_core::Refusal;
use portico_core::pages::Block;
use portico_kit::Locale;
use serde_json::Value;

use super::Width;
use crate::design::components::card::Card;
use crate::design::components::summary_list::SummaryList;
use crate::portal::scene::Scene;
use crate::portal::texts::filled;

/// The block on its page.
pub fn render(scene: &mut Scene<'_, '_, '_>, block: &Block, width: Width) -> Result<Option<Markup>, Refusal> {
    let content = block.content();
    let label = filled(scene, content.get("label").unwrap_or(&Value::Null))?;
    let value = filled(scene, content.get("value").unwrap_or(&Value::Null))?;
    let hides_empty = content.get("hideEmptyValue").and_then(Value::as_bool).unwrap_or(true);
    let is_said = !value.trim().is_empty() || (!hides_empty && !label.is_empty());
    Ok(is_said.then(|| show(&label, &value, width)))
}

/// How it looks.
pub fn show(label: &str, value: &str, width: Width) -> Markup {
    let value = if value.trim().is_empty() { "–" } else { value };
    let lines = html! { @for (index, line) in value.lines().enumerate() { @if index > 0 { br; } (line) } };
    let list = if width == Width::Narrow { SummaryList::new().narrow() } else { SummaryList::new() };
    Card::bare().body(list.row(label, lines)).render()
}

/// How it looks, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    let (label, value) = match locale {
        Locale::De => ("Ihr Tarif", "Auental Ökostrom 12\nKündbar zum 30. November 2027"),
        Locale::En => ("Your tariff", "Auental Ökostrom 12\nCan be cancelled by 30 November 2027"),
    };
    html! { (show(label, value, Width::Wide)) (show(label, value, Width::Narrow)) }
}
