//! Progress strip: n of m steps, with the name of the step beside it.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::either;
use crate::design::words::t_args;

/// How the strip is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    Wide,
    Short,
}

/// Steps done, the one going on (hatched) and those to come.
#[derive(Debug, Clone)]
pub struct Progress {
    locale: Locale,
    step: usize,
    of: usize,
    name: Markup,
    layout: Layout,
}

impl Progress {
    /// The step going on (from 1) of how many, with its name.
    pub fn new(locale: Locale, step: usize, of: usize, name: impl Render) -> Self {
        Self { locale, step, of: of.clamp(1, 24), name: name.render(), layout: Layout::Wide }
    }

    /// A short strip with the name beside it, for rows.
    pub fn short(mut self) -> Self {
        self.layout = Layout::Short;
        self
    }
}

impl Render for Progress {
    fn render(&self) -> Markup {
        let class = match self.layout {
            Layout::Wide => "progress",
            Layout::Short => "progress short",
        };
        let said =
            t_args(self.locale, "progress-step", &[("step", self.step.into()), ("of", self.of.into())]);
        html! {
            div class=(class) {
                span.strip role="img" aria-label=(said) {
                    @for index in 1..=self.of {
                        @if index < self.step { i.done {} }
                        @else if index == self.step { i.now {} }
                        @else { i {} }
                    }
                }
                span.progress-name { (self.name) }
            }
        }
    }
}

/// How much of a span of time has passed, 0 to 1; the words stand beside it.
pub fn elapsed(share: f64) -> Markup {
    let width = format!("{:.1}", share.clamp(0.0, 1.0) * 100.0);
    html! {
        svg.elapsed viewBox="0 0 100 5" preserveAspectRatio="none" aria-hidden="true" {
            rect.elapsed-rest width="100" height="5" {}
            rect.elapsed-done width=(width) height="5" {}
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    html! {
        (Progress::new(locale, 3, 4, html! {
            strong { (either(locale, "Freigabe durch den Netzbetreiber", "Approval by the grid operator")) }
            (either(locale, " · Schritt 3 von 4, meist bis 4. Dezember", " · Step 3 of 4, usually by 4 December"))
        }))
        (Progress::new(locale, 2, 5, either(locale, "Moduldaten eintragen", "Enter module data")).short())
        (elapsed(0.9))
    }
}
