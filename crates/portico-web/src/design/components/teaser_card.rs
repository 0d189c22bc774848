//! Teaser card: one offer or piece of news with a button, beside a picture.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::button::Button;
use super::either;

/// A card with a picture at the right; on phones above.
#[derive(Debug, Clone)]
pub struct TeaserCard {
    title: String,
    text: Option<String>,
    action: Option<Markup>,
    picture: Option<String>,
}

impl TeaserCard {
    /// What it is about.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), text: None, action: None, picture: None }
    }

    /// One or two sentences.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into());
        self
    }

    /// The one way on.
    pub fn action(mut self, action: impl Render) -> Self {
        self.action = Some(action.render());
        self
    }

    /// A picture that adds nothing to the words.
    pub fn picture(mut self, href: impl Into<String>) -> Self {
        self.picture = Some(href.into());
        self
    }
}

impl Render for TeaserCard {
    fn render(&self) -> Markup {
        html! {
            section.card.teaser {
                div.teaser-text {
                    h2 { (self.title) }
                    @if let Some(text) = &self.text { p { (text) } }
                    @if let Some(action) = &self.action { div.buttons { (action) } }
                }
                @if let Some(href) = &self.picture {
                    img.teaser-picture src=(href) alt="" width="320" height="180" loading="lazy";
                }
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    let l = |de, en| either(locale, de, en);
    TeaserCard::new(l("Neue Preise ab 1. Januar 2027", "New prices from 1 January 2027"))
        .text(l(
            "Was sich ändert, steht in Ihrer Preisinformation.",
            "Your price information says what changes.",
        ))
        .action(Button::go(l("Preisinformation ansehen", "See price information"), "#prices"))
        .render()
}
