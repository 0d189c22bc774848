//! Requests: what the reader has asked for, orders and projects in one list, each with its state and its next step.

use maud::Markup;
use portico_core::Refusal;
use portico_core::pages::Block;
use serde_json::Value;

use super::Width;
use crate::design::words::t;
use crate::portal::scene::Scene;
use crate::portal::texts::filled;

mod found;
mod view;

pub use view::sample;

/// What the block's settings say.
#[derive(Debug, Default)]
pub struct Settings {
    title: String,
    page_size: i64,
    is_searched: bool,
    is_split: bool,
    empty: String,
    kinds: Vec<Kind>,
}

/// One kind of records in the list.
#[derive(Debug, Default)]
pub struct Kind {
    schema: &'static str,
    title: Value,
    line: Value,
}

impl Settings {
    fn of(scene: &mut Scene<'_, '_, '_>, content: &Value) -> Result<Self, Refusal> {
        let says = |key: &str, default| content.get(key).and_then(Value::as_bool).unwrap_or(default);
        let title = filled(scene, content.get("title").unwrap_or(&Value::Null))?;
        let text = |key: &str| content.get(key).cloned().unwrap_or_default();
        let kind = |schema, title, line| Kind { schema, title, line };
        let tickets = says("show_tickets", false).then(|| Kind { schema: "ticket", ..Kind::default() });
        let kinds = [
            kind("opportunity", text("opportunity_title"), text("opportunity_content")),
            kind("order", text("order_title"), text("order_content")),
        ];
        Ok(Self {
            title: if title.is_empty() { t(scene.locale(), "requests-title").into_owned() } else { title },
            page_size: content.get("page_size").and_then(Value::as_i64).unwrap_or(20).clamp(1, 100),
            is_searched: says("enable_search", false),
            is_split: content.get("group_by").and_then(Value::as_str) == Some("state"),
            empty: filled(scene, content.get("empty").unwrap_or(&Value::Null))?,
            kinds: kinds.into_iter().chain(tickets).collect(),
        })
    }
}

/// The block on its page; nothing when the viewer may see nothing of these kinds at all.
pub fn render(scene: &mut Scene<'_, '_, '_>, block: &Block, width: Width) -> Result<Option<Markup>, Refusal> {
    let number = scene.next_list();
    let settings = Settings::of(scene, block.content())?;
    let Some(listing) = found::find(scene, settings, number)? else { return Ok(None) };
    Ok(Some(view::show(scene.locale(), &listing, width)))
}
