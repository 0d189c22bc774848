//! Meter selector: which of several meters a page speaks of; of the contract that was chosen before, if one was.

use maud::Markup;
use portico_core::Refusal;
use portico_core::pages::Block;
use portico_kit::Locale;
use serde_json::{Value, json};

use super::entity_selector::{self, Selector};
use crate::design::icons::Icon;
use crate::portal::scene::Scene;

/// The block on its page; without a meter in sight it leaves no trace.
pub fn render(scene: &mut Scene<'_, '_, '_>, block: &Block) -> Result<Option<Markup>, Refusal> {
    let content = block.content();
    let text =
        |key: &str, own: Value| content.get(key).filter(|text| !is_blank(text)).cloned().unwrap_or(own);
    let says = |key: &str, default| content.get(key).and_then(Value::as_bool).unwrap_or(default);
    let named = text("entity_title", json!("{{meter.meter_number}}"));
    let main = text("main_content", json!("{{meter.sector}} · {{meter.location}}"));
    let order = content.get("order").and_then(Value::as_str).unwrap_or("meter_number:asc").to_owned();
    let contract = if says("of_contract", true) { scene.record("contract")? } else { None };
    let selector = Selector {
        schema: "meter".to_owned(),
        icon: Some(Icon::Gauge),
        title: text("title", Value::Null),
        named,
        main,
        order,
        hides_over: says("hide_inactive_entities", false),
        of: contract.map(|contract| ("contract".to_owned(), contract.seen.id.clone())),
        ..Selector::default()
    };
    entity_selector::render_as(scene, &selector)
}

fn is_blank(text: &Value) -> bool {
    match text {
        Value::String(text) => text.trim().is_empty(),
        Value::Object(languages) => languages.values().all(is_blank),
        _ => true,
    }
}

/// How it looks, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    entity_selector::sample(locale)
}
