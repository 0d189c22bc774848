//! Dialog page: the question before something that cannot be undone, as a page of its own.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::button::Button;
use super::either;
use super::form::Form;
use super::link::Link;
use super::summary_list::SummaryList;

/// What is asked, what it means, and the two ways on.
#[derive(Debug, Clone)]
pub struct DialogPage {
    question: String,
    text: Option<Markup>,
    facts: SummaryList,
    form: Form,
    confirm: Button,
    cancel: Link,
}

impl DialogPage {
    /// The question, the form that does it, the button that says what it does, and the way back.
    pub fn new(question: impl Into<String>, form: Form, confirm: Button, cancel: Link) -> Self {
        let question = question.into();
        Self { question, text: None, facts: SummaryList::new(), form, confirm, cancel: cancel.strong() }
    }

    /// What happens then, with dates and numbers.
    pub fn text(mut self, text: impl Render) -> Self {
        self.text = Some(text.render());
        self
    }

    /// What it concerns.
    pub fn facts(mut self, facts: SummaryList) -> Self {
        self.facts = facts;
        self
    }
}

impl Render for DialogPage {
    fn render(&self) -> Markup {
        html! {
            div.dialog-page {
                h1 { (self.question) }
                @if let Some(text) = &self.text { div.lead { (text) } }
                @if !self.facts.is_empty() { section.card { div.card-body { (self.facts) } } }
                (self.form.clone().buttons(html! { (self.confirm) (self.cancel) }))
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    let l = |de, en| either(locale, de, en);
    DialogPage::new(
        l("Soll Ihr Konto gelöscht werden?", "Delete your account?"),
        Form::post("#delete"),
        Button::submit(l("Konto löschen", "Delete account")).destructive(),
        Link::to(l("Konto behalten", "Keep account"), "#keep"),
    )
    .text(l(
        "Ihr Zugang endet sofort. Ihre Verträge laufen weiter, Rechnungen kommen dann per Post.",
        "Your access ends at once. Your contracts continue, bills then come by post.",
    ))
    .facts(SummaryList::new().row(l("Angemeldet als", "Signed in as"), "katrin.berger@mail.example"))
    .render()
}
