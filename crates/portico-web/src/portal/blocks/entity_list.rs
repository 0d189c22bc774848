//! Entity list: the records of a schema that the viewer sees, to search, sort and page through.

use maud::Markup;
use portico_core::Refusal;
use portico_core::pages::Block;
use portico_kit::Locale;
use serde_json::Value;

use super::Width;
use crate::portal::scene::Scene;
use crate::portal::texts::{filled, pick};

mod asked;
mod choices;
mod columns;
mod empty;
mod found;
mod sample;
mod view;

pub use sample::sample;

/// What the block's settings say.
#[derive(Debug, Default)]
pub struct Settings {
    schema: String,
    title: String,
    columns: Vec<String>,
    sort: String,
    page_size: i64,
    is_searched: bool,
    search_fields: Vec<String>,
    filters: Vec<Value>,
    contexts: Vec<(String, Value)>,
    empty: String,
    is_linked: bool,
    destination: Option<String>,
}

impl Settings {
    fn of(scene: &mut Scene<'_, '_, '_>, content: &Value) -> Result<Self, Refusal> {
        let word = |key: &str| content.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let words = |key: &str| -> Vec<String> {
            let list = content.get(key).and_then(Value::as_array);
            list.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let says = |key: &str, default| content.get(key).and_then(Value::as_bool).unwrap_or(default);
        let contexts = content.get("filters_context_mapping").and_then(Value::as_object);
        Ok(Self {
            schema: word("schema"),
            title: filled(scene, content.get("title").unwrap_or(&Value::Null))?,
            columns: words("columns"),
            sort: word("sort"),
            page_size: content.get("page_size").and_then(Value::as_i64).unwrap_or(20).clamp(1, 100),
            is_searched: says("enable_search", false),
            search_fields: words("search_fields"),
            filters: content.get("filters").and_then(Value::as_array).cloned().unwrap_or_default(),
            contexts: contexts.into_iter().flatten().map(|(slug, id)| (slug.clone(), id.clone())).collect(),
            empty: pick(content.get("empty").unwrap_or(&Value::Null), scene.locale()).to_owned(),
            is_linked: says("link_to_detail", true),
            destination: content.get("destinationPageId").and_then(Value::as_str).map(str::to_owned),
        })
    }
}

/// The block on its page; nothing when the viewer sees no record of the schema at all.
pub fn render(scene: &mut Scene<'_, '_, '_>, block: &Block, width: Width) -> Result<Option<Markup>, Refusal> {
    let number = scene.next_list();
    let settings = Settings::of(scene, block.content())?;
    let Some(query) = asked::read(scene, &settings, number)? else { return Ok(None) };
    let Some(listing) = found::find(scene, settings, query)? else { return Ok(None) };
    Ok(Some(view::show(scene.locale(), &listing, width)))
}

/// The parameters of the words and the page of the list with this number.
pub(super) fn names_of(number: usize) -> (String, String) {
    let names = asked::Names::of(number);
    (names.q, names.page)
}

/// A language and a list in it, for the sample.
pub(super) fn shown(locale: Locale, listing: &found::Listing, width: Width) -> Markup {
    view::show(locale, listing, width)
}
