//! Products: what an order, contract or offer is made of, with quantities and prices as far as the viewer sees them.

use maud::{Markup, Render, html};
use portico_core::Refusal;
use portico_core::pages::Block;
use portico_kit::Locale;
use serde_json::Value;

use super::Width;
use crate::design::components::card::Card;
use crate::design::words::t;
use crate::portal::scene::Scene;
use crate::portal::texts::filled;
use crate::portal::values::lines::{self, Line};

/// The block on its page: without anything to list it leaves no trace.
pub fn render(scene: &mut Scene<'_, '_, '_>, block: &Block, width: Width) -> Result<Option<Markup>, Refusal> {
    let content = block.content();
    let schema =
        content.get("schema").and_then(Value::as_str).filter(|slug| !slug.is_empty()).unwrap_or("order");
    let Some(record) = scene.record(schema)? else { return Ok(None) };
    let found = lines::of(scene, &record)?;
    if found.is_empty() {
        return Ok(None);
    }
    let title = filled(scene, content.get("title").unwrap_or(&Value::Null))?;
    let title = if title.is_empty() { t(scene.locale(), "products-title").into_owned() } else { title };
    let shows_sums = content.get("show_sums").and_then(Value::as_bool).unwrap_or(true);
    let sums = match scene.schema(schema).filter(|_| shows_sums) {
        Some(schema) => lines::sums(scene.locale(), schema, &record.doc),
        None => Vec::new(),
    };
    Ok(Some(show(scene.locale(), &title, &found, &sums, width)))
}

/// How it looks.
pub fn show(locale: Locale, title: &str, found: &[Line], sums: &[(String, String)], width: Width) -> Markup {
    let body = match width {
        Width::Wide => lines::table(locale, title, found),
        Width::Narrow => lines::rows(found),
    };
    let card = Card::new(title).flush().body(body);
    let card = if width == Width::Narrow { card.tile() } else { card };
    if sums.is_empty() { card.render() } else { card.foot(html! { (lines::totals(sums)) }).render() }
}

/// How it looks, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    let (title, detail, piece, sum) = match locale {
        Locale::De => ("Was dazugehört", "Glas-Glas-Modul, 396 Wp", "25 Stück", "Gesamt"),
        Locale::En => ("What is included", "Glass-glass panel, 396 Wp", "25 pieces", "Total"),
    };
    let line = Line {
        name: "Solvario Glas-Glas 396".to_owned(),
        detail: detail.to_owned(),
        quantity: piece.to_owned(),
        price: "119,00 €".to_owned(),
        total: "2.975,00 €".to_owned(),
    };
    let sums = [(sum.to_owned(), "2.975,00 €".to_owned())];
    html! {
        (show(locale, title, std::slice::from_ref(&line), &sums, Width::Wide))
        (show(locale, title, &[line], &[], Width::Narrow))
    }
}
