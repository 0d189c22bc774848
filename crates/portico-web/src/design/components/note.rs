//! Note: something to know, beside what it concerns.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::button::Button;
use super::link::Link;
use super::{Tone, either};
use crate::design::icons::Icon;

/// A note: plain text on a tint, with an optional title and action.
#[derive(Debug, Clone)]
pub struct Note {
    tone: Tone,
    icon: Icon,
    title: Option<String>,
    body: Option<Markup>,
    action: Option<Markup>,
    role: Option<&'static str>,
}

impl Note {
    /// A note in this tone.
    pub fn new(tone: Tone) -> Self {
        let icon = match tone {
            Tone::Neutral => Icon::Info,
            _ => tone.icon(),
        };
        Self { tone, icon, title: None, body: None, action: None, role: None }
    }

    /// The sentence that says it.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// What is added to it.
    pub fn text(mut self, text: impl Render) -> Self {
        self.body = Some(text.render());
        self
    }

    /// The next step, right of the text on wide screens.
    pub fn action(mut self, action: impl Render) -> Self {
        self.action = Some(action.render());
        self
    }

    /// Another icon than the tone's own.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = icon;
        self
    }

    /// It appeared as the result of what somebody just did, so readers hear it.
    pub fn result(mut self) -> Self {
        self.role = Some(if self.tone == Tone::Bad { "alert" } else { "status" });
        self
    }
}

impl Render for Note {
    fn render(&self) -> Markup {
        html! {
            div class={ "note " (self.tone.class()) } role=[self.role] {
                (self.icon.svg())
                div.note-body {
                    @if let Some(title) = &self.title { p.note-title { (title) } }
                    @if let Some(body) = &self.body { div.note-text { (body) } }
                }
                @if let Some(action) = &self.action { div.note-action { (action) } }
            }
        }
    }
}

/// How it looks in every tone.
pub fn sample(locale: Locale) -> Markup {
    html! {
        (Note::new(Tone::Neutral).text(either(
            locale,
            "Wir prüfen die Änderung, meist innerhalb von zwei Werktagen. Bis dahin gilt die bisherige Adresse.",
            "We check the change, usually within two working days. Until then the present address applies.",
        )))
        (Note::new(Tone::Good)
            .title(either(locale, "Ihre Änderung ist bei uns. Vorgangsnummer A-2026-118734",
                "Your change is with us. Reference A-2026-118734"))
            .text(html! {
                (either(locale, "Wir prüfen sie bis Mittwoch, 25. November. ", "We check it by Wednesday 25 November. "))
                (Link::to(either(locale, "Bestätigung", "Confirmation"), "#pdf").file("PDF, 62 KB"))
            })
            .result())
        (Note::new(Tone::Warn)
            .icon(Icon::BadgeAlert)
            .title(either(locale, "DGUV Vorschrift 3 läuft am 14. Dezember 2026 ab, in 21 Tagen",
                "DGUV regulation 3 expires on 14 December 2026, in 21 days"))
            .text(either(locale, "Danach können Sie keine Inbetriebnahmen mehr melden.",
                "After that you can no longer report commissionings."))
            .action(Button::go(either(locale, "Neuen hochladen", "Upload new one"), "#up").small().icon(Icon::Upload)))
        (Note::new(Tone::Bad).title(either(locale, "Veröffentlichen ist durch einen Zugriffstest blockiert",
            "Publishing is blocked by one failed access test")))
        (Note::new(Tone::Info).text(either(locale, "Neue Preise ab 1. Januar.", "New prices from 1 January.")))
    }
}
