//! Choice: one of a few answers as cards with a round mark.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::field::error_line;
use super::{Ticked, either};

#[derive(Debug, Clone)]
struct Answer {
    value: String,
    label: String,
    hint: Option<String>,
    chosen: Ticked,
}

/// Radio cards in a fieldset.
#[derive(Debug, Clone)]
pub struct Choice {
    name: String,
    legend: String,
    hint: Option<String>,
    error: Option<String>,
    answers: Vec<Answer>,
    stacked: &'static str,
}

impl Choice {
    /// A question with its name.
    pub fn new(name: impl Into<String>, legend: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            legend: legend.into(),
            hint: None,
            error: None,
            answers: Vec::new(),
            stacked: "",
        }
    }

    /// One answer.
    pub fn answer(
        mut self,
        value: impl Into<String>,
        label: impl Into<String>,
        chosen: impl Into<Ticked>,
    ) -> Self {
        let answer = Answer { value: value.into(), label: label.into(), hint: None, chosen: chosen.into() };
        self.answers.push(answer);
        self
    }

    /// One answer with a line that explains it.
    pub fn explained(
        mut self,
        value: impl Into<String>,
        label: impl Into<String>,
        hint: impl Into<String>,
        chosen: impl Into<Ticked>,
    ) -> Self {
        let hint = Some(hint.into());
        self.answers.push(Answer { value: value.into(), label: label.into(), hint, chosen: chosen.into() });
        self
    }

    /// How to answer.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What is wrong and the way out.
    pub fn error(mut self, error: Option<impl Into<String>>) -> Self {
        self.error = error.map(Into::into);
        self
    }

    /// One answer below the other.
    pub fn stacked(mut self) -> Self {
        self.stacked = " stacked";
        self
    }
}

impl Render for Choice {
    fn render(&self) -> Markup {
        let wrong = if self.error.is_some() { " wrong" } else { "" };
        html! {
            fieldset class={ "field" (wrong) } id=(self.name) {
                legend { (self.legend) }
                @if let Some(hint) = &self.hint { p.hint { (hint) } }
                @if let Some(error) = &self.error { (error_line(&self.name, error)) }
                div class={ "choices" (self.stacked) } {
                    @for answer in &self.answers {
                        label.choice {
                            input type="radio" name=(self.name) value=(answer.value)
                                checked[answer.chosen == Ticked::Yes];
                            span {
                                (answer.label)
                                @if let Some(hint) = &answer.hint { span.hint { (hint) } }
                            }
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
    html! {
        (Choice::new("when", l("Wann haben Sie abgelesen?", "When did you read it?"))
            .answer("today", l("Heute, 23. November", "Today, 23 November"), true)
            .answer("other", l("An einem anderen Tag", "On another day"), false))
        (Choice::new("corners", l("Zahlungsweise", "How to pay"))
            .explained("debit", l("Lastschrift", "Direct debit"), l("Wir buchen am 1. jedes Monats ab.", "We collect on the 1st of each month."), true)
            .explained("transfer", l("Überweisung", "Bank transfer"), l("Sie überweisen bis zum 5.", "You transfer by the 5th."), false)
            .stacked())
    }
}
