//! Teaser: one offer or piece of news with a button, and a picture if there is one.

use maud::{Markup, Render};
use portico_core::Refusal;
use portico_core::pages::Block;
use portico_kit::Locale;
use serde_json::Value;

use super::link_to;
use crate::design::components::button::Button;
use crate::design::components::teaser_card::TeaserCard;
use crate::portal::look::picture_href;
use crate::portal::scene::Scene;
use crate::portal::texts::filled;

/// What the block says.
#[derive(Debug, Default)]
pub struct Teaser {
    /// The title.
    pub title: String,
    /// One or two sentences.
    pub subtitle: String,
    /// The label of the button and where it leads.
    pub button: Option<(String, String)>,
    /// Where the picture is.
    pub picture: Option<String>,
}

/// The block on its page.
pub fn render(scene: &mut Scene<'_, '_, '_>, block: &Block) -> Result<Option<Markup>, Refusal> {
    let content = block.content();
    let text = |key: &str| content.get(key).unwrap_or(&Value::Null);
    let label = filled(scene, text("button_label"))?;
    let href = link_to::href(scene, content)?;
    let teaser = Teaser {
        title: filled(scene, text("title"))?,
        subtitle: filled(scene, text("subtitle"))?,
        button: href.filter(|_| !label.is_empty()).map(|href| (label, href)),
        picture: picture_href(content),
    };
    Ok((!teaser.title.is_empty()).then(|| show(&teaser)))
}

/// How it looks.
pub fn show(teaser: &Teaser) -> Markup {
    let mut card = TeaserCard::new(teaser.title.as_str());
    if !teaser.subtitle.is_empty() {
        card = card.text(teaser.subtitle.as_str());
    }
    if let Some((label, href)) = &teaser.button {
        card = card.action(Button::go(label.as_str(), href.as_str()));
    }
    if let Some(picture) = &teaser.picture {
        card = card.picture(picture.as_str());
    }
    card.render()
}

/// How it looks, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    let (title, subtitle, label) = match locale {
        Locale::De => {
            ("Neue Preise ab 1. Januar 2027", "Was sich ändert, steht in Ihrer Preisinformation.", "Ansehen")
        }
        Locale::En => {
            ("New prices from 1 January 2027", "Your price information says what changes.", "See more")
        }
    };
    show(&Teaser {
        title: title.to_owned(),
        subtitle: subtitle.to_owned(),
        button: Some((label.to_owned(), "/documents".to_owned())),
        picture: Some("/pictures/abc".to_owned()),
    })
}
