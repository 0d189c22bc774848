//! Tag: the status of a thing, as an icon and a word.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::{Tone, either};
use crate::design::icons::Icon;

/// A status.
#[derive(Debug, Clone)]
pub struct Tag {
    tone: Tone,
    text: String,
    icon: Option<Icon>,
}

impl Tag {
    /// A status in this tone, with the icon that goes with it.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        let icon = match tone {
            Tone::Brand => None,
            Tone::Info => Some(Icon::Hourglass),
            _ => Some(tone.icon()),
        };
        Self { tone, text: text.into(), icon }
    }

    /// Another icon than the tone's own.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }
}

impl Render for Tag {
    fn render(&self) -> Markup {
        html! {
            span class={ "tag " (self.tone.class()) } {
                @if let Some(icon) = self.icon { (icon.svg()) }
                (self.text)
            }
        }
    }
}

/// How it looks in every tone.
pub fn sample(locale: Locale) -> Markup {
    html! {
        p.tags {
            (Tag::new(Tone::Good, either(locale, "Aktiv seit 1. März 2024", "Active since 1 March 2024")))
            (Tag::new(Tone::Warn, either(locale, "Wird geprüft", "Being checked")).icon(Icon::Hourglass))
            (Tag::new(Tone::Bad, either(locale, "Abgelaufen", "Expired")))
            (Tag::new(Tone::Info, either(locale, "In Prüfung", "In review")))
            (Tag::new(Tone::Brand, either(locale, "Neu", "New")))
            (Tag::new(Tone::Neutral, either(locale, "Beendet", "Ended")))
        }
    }
}
