//! Logo: the brand of the portal in the page itself, with a line beside it; it leads to the first page.

use maud::{Markup, html};
use portico_core::Refusal;
use portico_core::pages::Block;
use portico_kit::Locale;
use serde_json::Value;

use crate::design::layout::Brand;
use crate::portal::look;
use crate::portal::scene::Scene;
use crate::portal::texts::filled;

/// The block on its page.
pub fn render(scene: &mut Scene<'_, '_, '_>, block: &Block) -> Result<Option<Markup>, Refusal> {
    let title = filled(scene, block.content().get("title").unwrap_or(&Value::Null))?;
    let brand = look::brand_of(scene.frame.setup);
    Ok(Some(show(&Brand { line: (!title.is_empty()).then_some(title), ..brand })))
}

/// How it looks.
pub fn show(brand: &Brand) -> Markup {
    html! { div.part-logo { (brand.show("/")) } }
}

/// How it looks, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    let line = match locale {
        Locale::De => "Strom, Gas und Wasser für Auental",
        Locale::En => "Power, gas and water for Auental",
    };
    show(&Brand { name: "Stadtwerke Auental".to_owned(), line: Some(line.to_owned()), ..Brand::default() })
}
