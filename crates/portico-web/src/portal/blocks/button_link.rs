//! Button link: one button that leads to a page of the portal or out of it.

use maud::{Markup, Render, html};
use portico_core::Refusal;
use portico_core::pages::Block;
use portico_kit::Locale;
use serde_json::Value;

use crate::design::components::button::{Button, buttons};
use crate::design::icons::Icon;
use crate::design::words::t;
use crate::portal::address;
use crate::portal::scene::Scene;
use crate::portal::texts::{filled, filled_address};

/// The block on its page.
pub fn render(scene: &mut Scene<'_, '_, '_>, block: &Block) -> Result<Option<Markup>, Refusal> {
    let content = block.content();
    let label = filled(scene, content.get("text").unwrap_or(&Value::Null))?;
    let href = filled_address(scene, content.get("link").unwrap_or(&Value::Null))?;
    let opens_window = content.get("openInNewTab").and_then(Value::as_bool).unwrap_or(false);
    let Some(href) = address::safe_link(&href).filter(|_| !label.is_empty()) else { return Ok(None) };
    Ok(Some(show(scene.locale(), &label, href, opens_window)))
}

/// How it looks.
pub fn show(locale: Locale, label: &str, href: &str, opens_window: bool) -> Markup {
    if !opens_window {
        return buttons(Button::go(label, href).render());
    }
    buttons(html! {
        a.button href=(href) target="_blank" rel="noopener" {
            span.label { (label) }
            (Icon::ExternalLink.svg())
            span.for-readers { " (" (t(locale, "link-new-window")) ")" }
        }
    })
}

/// How it looks, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    let label = match locale {
        Locale::De => "Preisblatt ansehen",
        Locale::En => "See the prices",
    };
    html! {
        (show(locale, label, "/documents", false))
        (show(locale, label, "https://www.auental.example/preise", true))
    }
}
