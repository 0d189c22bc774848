//! Timeline: the steps of a thing, in order, with where it stands.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::button::Button;
use super::card::Card;
use super::either;
use crate::design::icons::Icon;
use crate::design::words::t;

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It is done.
    Done,
    /// It goes on now.
    Now,
    /// It comes later.
    Coming,
    /// It is left out.
    Skipped,
}

impl Step {
    fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Coming => "coming",
            Self::Skipped => "skipped",
        }
    }

    fn said(self, locale: Locale) -> std::borrow::Cow<'static, str> {
        match self {
            Self::Done => t(locale, "step-done"),
            Self::Now => t(locale, "step-now"),
            Self::Coming => t(locale, "step-coming"),
            Self::Skipped => t(locale, "step-skipped"),
        }
    }
}

/// Steps in order.
#[derive(Debug, Clone)]
pub struct Timeline {
    locale: Locale,
    steps: Vec<(Step, String, Option<Markup>)>,
}

impl Timeline {
    /// An empty timeline.
    pub fn new(locale: Locale) -> Self {
        Self { locale, steps: Vec::new() }
    }

    /// A step with nothing to add.
    pub fn step(mut self, state: Step, title: impl Into<String>) -> Self {
        self.steps.push((state, title.into(), None));
        self
    }

    /// A step with when, who, or what to do.
    pub fn step_with(mut self, state: Step, title: impl Into<String>, detail: impl Render) -> Self {
        self.steps.push((state, title.into(), Some(detail.render())));
        self
    }
}

impl Render for Timeline {
    fn render(&self) -> Markup {
        html! {
            ol.timeline {
                @for (index, (state, title, detail)) in self.steps.iter().enumerate() {
                    li class=(state.class()) aria-current=[(*state == Step::Now).then_some("step")] {
                        span.step-mark aria-hidden="true" {
                            @match state {
                                Step::Done => (Icon::Check.svg()),
                                Step::Now => i {},
                                Step::Coming => (index + 1),
                                Step::Skipped => (Icon::Close.svg()),
                            }
                        }
                        div.step-text {
                            p.step-title { (title) span.for-readers { " (" (state.said(self.locale)) ")" } }
                            @if let Some(detail) = detail { div.step-detail { (detail) } }
                        }
                    }
                }
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    let l = |de, en| either(locale, de, en);
    Card::new(l("Aufgaben", "Tasks"))
        .aside(html! { span.small { (l("3 von 5", "3 of 5")) } })
        .body(
            Timeline::new(locale)
                .step_with(
                    Step::Done,
                    l("Auftrag angenommen", "Job accepted"),
                    l("12. November, M. Arslan", "12 November, M. Arslan"),
                )
                .step_with(
                    Step::Done,
                    l("Netzanfrage gestellt", "Grid request sent"),
                    l("13. November, Büro", "13 November, office"),
                )
                .step_with(
                    Step::Now,
                    l("Montage dokumentieren", "Document installation"),
                    html! {
                        p { (l("Heute fällig. Es fehlen 4 Fotos.", "Due today. 4 photos are missing.")) }
                        (Button::go(l("Fotos aufnehmen", "Take photos"), "#photos").small())
                    },
                )
                .step(Step::Skipped, l("Zählerwechsel", "Meter change"))
                .step_with(
                    Step::Coming,
                    l("Inbetriebnahme melden", "Report commissioning"),
                    l("Nur mit gültigem DGUV V3", "Only with a valid DGUV V3"),
                ),
        )
        .render()
}
