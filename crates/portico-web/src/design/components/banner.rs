//! Banner: something true of the whole visit, above the header: maintenance, preview, acting for someone.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::button::Button;
use super::{Tone, either};
use crate::design::icons::Icon;

/// A banner; it cannot be dismissed while it is true.
#[derive(Debug, Clone)]
pub struct Banner {
    tone: Tone,
    icon: Icon,
    text: Markup,
    action: Option<Markup>,
    name: Option<String>,
}

impl Banner {
    /// A banner that says who and until when.
    pub fn new(tone: Tone, text: impl Render) -> Self {
        Self { tone, icon: tone.icon(), text: text.render(), action: None, name: None }
    }

    /// Another icon than the tone's own.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = icon;
        self
    }

    /// What readers call it among the parts of the page.
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The way out, such as "End preview".
    pub fn action(mut self, action: impl Render) -> Self {
        self.action = Some(action.render());
        self
    }
}

impl Render for Banner {
    fn render(&self) -> Markup {
        html! {
            aside class={ "banner " (self.tone.class()) } aria-label=[self.name.as_deref()] {
                div.banner-in {
                    (self.icon.svg())
                    p { (self.text) }
                    @if let Some(action) = &self.action { div.banner-action { (action) } }
                }
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    html! {
        (Banner::new(Tone::Warn, html! {
            (either(locale, "Lena Vogt sieht das Portal als ", "Lena Vogt sees the portal as "))
            strong { "Katrin Berger" }
            (either(locale, ", nur lesend, bis 15:30 Uhr.", ", read only, until 3:30 pm."))
        })
        .icon(Icon::Eye)
        .action(Button::go(either(locale, "Ansicht beenden", "End view"), "#end").small()))
    }
}
