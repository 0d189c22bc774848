//! External links: places outside of the portal that its settings name, each when its rules hold.

use maud::{Markup, Render, html};
use portico_core::Refusal;
use portico_core::pages::Block;
use portico_kit::Locale;
use serde_json::Value;

use crate::design::components::card::Card;
use crate::design::components::link::Link;
use crate::design::icons::Icon;
use crate::portal::address::safe_link;
use crate::portal::scene::Scene;
use crate::portal::settings::{Rule, Settings};
use crate::portal::texts::{filled, filled_address};

/// A link as it is shown.
#[derive(Debug)]
pub struct Shown {
    /// What it is called.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Its icon.
    pub icon: Icon,
}

/// The block on its page.
pub fn render(scene: &mut Scene<'_, '_, '_>, block: &Block) -> Result<Option<Markup>, Refusal> {
    let title = filled(scene, block.content().get("title").unwrap_or(&Value::Null))?;
    let mut links = Vec::new();
    for link in Settings::of(&scene.frame.setup.portal).links {
        if !holds(scene, &link.rules)? {
            continue;
        }
        let label = filled(scene, &link.label)?;
        let href = filled_address(scene, &Value::String(link.href))?;
        if let Some(href) = safe_link(&href).filter(|_| !label.is_empty()) {
            let icon = Icon::parse(&link.icon).unwrap_or(Icon::ExternalLink);
            links.push(Shown { label, href: href.to_owned(), icon });
        }
    }
    Ok((!links.is_empty()).then(|| show(scene.locale(), &title, &links)))
}

/// Whether all rules hold, as far as the viewer may see what they speak of.
fn holds(scene: &mut Scene<'_, '_, '_>, rules: &[Rule]) -> Result<bool, Refusal> {
    for rule in rules {
        let record = scene.record(&rule.entity)?;
        let held = record.as_ref().and_then(|record| record.doc.get(&rule.attribute));
        if !held.is_some_and(|held| rule.is_met_by(held)) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// How it looks.
pub fn show(locale: Locale, title: &str, links: &[Shown]) -> Markup {
    let body = html! {
        ul.link-list {
            @for link in links {
                li { (Link::to(link.label.as_str(), link.href.as_str()).icon(link.icon).new_window(locale)) }
            }
        }
    };
    let card = if title.is_empty() { Card::bare() } else { Card::new(title) };
    card.body(body).render()
}

/// How it looks, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    let (title, fault) = match locale {
        Locale::De => ("Mehr von uns", "Störung melden"),
        Locale::En => ("More from us", "Report a fault"),
    };
    let href = "https://www.auental.example/stoerung".to_owned();
    show(locale, title, &[Shown { label: fault.to_owned(), href, icon: Icon::ExternalLink }])
}
