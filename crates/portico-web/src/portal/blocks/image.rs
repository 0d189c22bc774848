//! Image: a picture of the organisation with its description, a caption, and where it leads, if anywhere.

use maud::{Markup, html};
use portico_core::Refusal;
use portico_core::pages::Block;
use portico_kit::Locale;
use serde_json::Value;

use crate::portal::address::safe_link;
use crate::portal::look::picture_href;
use crate::portal::scene::Scene;
use crate::portal::texts::{filled, filled_address};

/// The block on its page; without a picture it leaves no trace.
pub fn render(scene: &mut Scene<'_, '_, '_>, block: &Block) -> Result<Option<Markup>, Refusal> {
    let content = block.content();
    let text = |key: &str| content.get(key).unwrap_or(&Value::Null);
    let Some(source) = picture_href(content) else { return Ok(None) };
    let alt = filled(scene, text("alt"))?;
    let caption = filled(scene, text("caption"))?;
    let link = filled_address(scene, text("link"))?;
    Ok(Some(show(&source, &alt, &caption, safe_link(&link))))
}

/// How it looks. A picture that is a link is described by where it leads: without a description it is none.
pub fn show(source: &str, alt: &str, caption: &str, link: Option<&str>) -> Markup {
    let picture = html! { img src=(source) alt=(alt) loading="lazy"; };
    let link = link.filter(|_| !alt.is_empty());
    html! {
        figure.part-picture {
            @match link { Some(link) => a href=(link) { (picture) }, None => (picture) }
            @if !caption.is_empty() { figcaption.small { (caption) } }
        }
    }
}

/// How it looks, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    let (alt, caption) = match locale {
        Locale::De => ("Wallbox an einer Hauswand", "Ladefix 11, montiert in Auental"),
        Locale::En => ("Charger on the wall of a house", "Ladefix 11, installed in Auental"),
    };
    html! { (show("/pictures/abc", alt, caption, None)) (show("/pictures/abc", alt, "", Some("/documents"))) }
}
