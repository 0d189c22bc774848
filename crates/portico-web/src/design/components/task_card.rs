//! Task card: the one thing to do; at most one on a page.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::button::Button;
use super::either;
use super::picture::meter;
use crate::design::icons::Icon;

/// The one thing to do, until when, and how long it takes.
#[derive(Debug, Clone)]
pub struct TaskCard {
    title: String,
    due: Option<(Icon, String)>,
    text: Option<String>,
    action: Option<Markup>,
    second: Option<(String, String)>,
    picture: Option<Markup>,
}

impl TaskCard {
    /// What to do, as a full sentence with its date.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), due: None, text: None, action: None, second: None, picture: None }
    }

    /// How long there is, such as "Noch 7 Tage".
    pub fn due(mut self, text: impl Into<String>) -> Self {
        self.due = Some((Icon::CalendarClock, text.into()));
        self
    }

    /// It is late.
    pub fn overdue(mut self, text: impl Into<String>) -> Self {
        self.due = Some((Icon::CircleAlert, text.into()));
        self
    }

    /// Why, and how long it takes.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into());
        self
    }

    /// The button that starts it.
    pub fn action(mut self, icon: Icon, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.action = Some(Button::go(label, href).accent().icon(icon).render());
        self
    }

    /// Another way, as a link.
    pub fn second(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.second = Some((label.into(), href.into()));
        self
    }

    /// A drawing that helps; readers do not hear it.
    pub fn picture(mut self, picture: Markup) -> Self {
        self.picture = Some(picture);
        self
    }
}

impl Render for TaskCard {
    fn render(&self) -> Markup {
        html! {
            section.task-card {
                div.task-text {
                    @if let Some((icon, text)) = &self.due { p.task-due { (icon.svg()) (text) } }
                    h2 { (self.title) }
                    @if let Some(text) = &self.text { p.task-why { (text) } }
                    div.task-actions {
                        @if let Some(action) = &self.action { (action) }
                        @if let Some((label, href)) = &self.second { a.task-second href=(href) { (label) } }
                    }
                }
                @if let Some(picture) = &self.picture { div.task-picture aria-hidden="true" { (picture) } }
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    let l = |de, en| either(locale, de, en);
    TaskCard::new(l(
        "Bitte lesen Sie bis 30.\u{a0}November Ihren Stromzähler ab",
        "Please read your electricity meter by 30\u{a0}November",
    ))
    .due(l("Noch 7 Tage", "7 days left"))
    .text(l(
        "Dann rechnen wir Ihr Jahr genau ab statt geschätzt. Dauert etwa zwei Minuten.",
        "Then we bill your year exactly instead of estimating it. Takes about two minutes.",
    ))
    .action(Icon::Gauge, l("Zählerstand eingeben", "Enter reading"), "#read")
    .second(l("Am 28. erinnern", "Remind me on the 28th"), "#remind")
    .picture(meter("04", 6, "1EMH0012345678"))
    .render()
}
