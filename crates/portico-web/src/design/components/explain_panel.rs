//! Explain panel: why or why not: the answer in a sentence, the five layers, and what would change it.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::button::{Button, buttons};
use super::card::Card;
use super::{Tone, either};
use crate::design::icons::Icon;
use crate::design::words::t;

/// What a layer said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It lets through.
    Passed,
    /// It refuses.
    Refused,
    /// It was not asked.
    NotChecked,
}

impl Outcome {
    fn look(self) -> (Tone, Icon, &'static str) {
        match self {
            Self::Passed => (Tone::Good, Icon::CircleCheck, "explain-passed"),
            Self::Refused => (Tone::Bad, Icon::CircleX, "explain-refused"),
            Self::NotChecked => (Tone::Neutral, Icon::CircleDashed, "explain-not-checked"),
        }
    }
}

/// The answer and how it came about.
#[derive(Debug, Clone)]
pub struct ExplainPanel {
    locale: Locale,
    outcome: Outcome,
    answer: String,
    layers: Vec<(Outcome, String, Markup)>,
    flip: Option<Markup>,
    foot: Option<Markup>,
}

impl ExplainPanel {
    /// The answer in one sentence.
    pub fn new(locale: Locale, outcome: Outcome, answer: impl Into<String>) -> Self {
        Self { locale, outcome, answer: answer.into(), layers: Vec::new(), flip: None, foot: None }
    }

    /// One layer, from the outside in.
    pub fn layer(mut self, outcome: Outcome, name: impl Into<String>, detail: impl Render) -> Self {
        self.layers.push((outcome, name.into(), detail.render()));
        self
    }

    /// The one change that would turn the answer, its effect, and buttons.
    pub fn flip(mut self, flip: impl Render) -> Self {
        self.flip = Some(flip.render());
        self
    }

    /// A last line.
    pub fn foot(mut self, foot: impl Render) -> Self {
        self.foot = Some(foot.render());
        self
    }
}

impl Render for ExplainPanel {
    fn render(&self) -> Markup {
        let (tone, icon, _) = self.outcome.look();
        html! {
            div.explain {
                p class={ "explain-answer " (tone.class()) } { (icon.svg()) strong { (self.answer) } }
                ol.layers {
                    @for (outcome, name, detail) in &self.layers {
                        @let (tone, icon, said) = outcome.look();
                        li class=(tone.class()) {
                            (icon.svg())
                            div {
                                p.layer-name { (name) span.for-readers { ": " (t(self.locale, said)) } }
                                div.layer-detail { (detail) }
                            }
                        }
                    }
                }
                @if let Some(flip) = &self.flip {
                    div.flip { h3 { (t(self.locale, "explain-flip")) } div.flip-box { (flip) } }
                }
                @if let Some(foot) = &self.foot { p.small { (foot) } }
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    let l = |de, en| either(locale, de, en);
    let panel = ExplainPanel::new(
        locale,
        Outcome::Refused,
        l("Nein. Sie sieht den Vertrag, aber nicht seine Anhänge.", "No. She can see the contract, but not its attachments."),
    )
    .layer(Outcome::Passed, l("Zustand", "State"), l("Registriert, aktiv, Kontakt C-104482", "Registered, active, contact C-104482"))
    .layer(Outcome::Passed, l("Schema", "Schema"), l("contract und file sind in diesem Portal offen", "contract and file are open in this portal"))
    .layer(Outcome::Passed, l("Reichweite", "Reach"), "user → contact → contract 7003 221 845 → attachments")
    .layer(Outcome::Refused, l("Rechte", "Grants"), html! {
        strong { (l("Recht 7", "Grant 7")) } (l(" der Rolle Endkunde verbietet ", " of role End customer denies view on ")) code { "contract:*/attachments" }
    })
    .layer(Outcome::NotChecked, l("Art", "Kind"), l("Nicht geprüft.", "Not checked."))
    .flip(html! {
        p { (l("Recht 7 aus dem Entwurf nehmen.", "Remove grant 7 from the draft.")) }
        p { strong { (l("Wirkung: ", "Effect: ")) } (l("8.226 Personen sehen 31.904 Dateien mehr.", "8,226 users gain view on 31,904 shared files.")) }
        (buttons(html! {
            (Button::submit(l("In den Entwurf", "Add to draft")).primary().small())
            (Button::submit(l("Als Test sichern", "Save as test")).small())
        }))
    });
    Card::new(l("Warum", "Explain")).body(panel).render()
}
