//! Attribute: one fact of a record in a card of its own.

use maud::Markup;
use portico_core::Refusal;
use portico_core::pages::Block;
use portico_kit::Locale;
use serde_json::Value;

use super::Width;
use super::attribute_group::{self, Settings};
use crate::portal::scene::Scene;
use crate::portal::texts::pick;

/// The block on its page.
pub fn render(scene: &mut Scene<'_, '_, '_>, block: &Block, width: Width) -> Result<Option<Markup>, Refusal> {
    let content = block.content();
    let word = |key: &str| content.get(key).and_then(Value::as_str).unwrap_or_default();
    let (schema, name) = (word("schema").to_owned(), word("name").to_owned());
    let label = pick(content.get("label").unwrap_or(&Value::Null), scene.locale()).to_owned();
    let own =
        scene.schema(&schema).and_then(|schema| schema.attribute(&name)).map(|a| a.label(scene.locale()));
    let says = |key: &str, default| content.get(key).and_then(Value::as_bool).unwrap_or(default);
    let settings = Settings {
        schema,
        group: None,
        attributes: vec![name],
        title: if label.is_empty() { own.unwrap_or_default() } else { label },
        is_editable: says("editable", false),
        hides_empty: says("hideEmptyValue", true),
        is_single: true,
    };
    attribute_group::render_with(scene, block, settings, width)
}

/// How it looks, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    attribute_group::sample(locale)
}
