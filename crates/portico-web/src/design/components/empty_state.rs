//! Empty state: what will be here, one way to start, and the way to the past.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::button::Button;
use super::either;
use super::link::Link;
use super::picture::all_done;

/// What a page says when there is nothing on it.
#[derive(Debug, Clone)]
pub struct EmptyState {
    title: String,
    text: Option<Markup>,
    picture: Option<Markup>,
    actions: Option<Markup>,
}

impl EmptyState {
    /// What there is not, kindly.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), text: None, picture: None, actions: None }
    }

    /// What will be here and when.
    pub fn text(mut self, text: impl Render) -> Self {
        self.text = Some(text.render());
        self
    }

    /// A drawing above.
    pub fn picture(mut self, picture: Markup) -> Self {
        self.picture = Some(picture);
        self
    }

    /// One button and a link to the past.
    pub fn actions(mut self, actions: impl Render) -> Self {
        self.actions = Some(actions.render());
        self
    }
}

impl Render for EmptyState {
    fn render(&self) -> Markup {
        html! {
            div.empty-state {
                @if let Some(picture) = &self.picture { (picture) }
                h2 { (self.title) }
                @if let Some(text) = &self.text { p { (text) } }
                @if let Some(actions) = &self.actions { div.buttons { (actions) } }
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    let l = |de, en| either(locale, de, en);
    EmptyState::new(l("Zurzeit ist nichts offen", "Nothing is open at the moment"))
        .picture(all_done())
        .text(l(
            "Sobald Sie etwas beantragen, etwa eine Wallbox oder einen Umzug, sehen Sie hier jeden Schritt und wann es weitergeht.",
            "Requests you make, such as a wallbox or a move, appear here with every step and when it goes on.",
        ))
        .actions(html! {
            (Button::go(l("Neues Anliegen", "New request"), "#new").primary())
            (Link::to(l("3 abgeschlossene Anliegen ansehen", "See 3 closed requests"), "#past").strong())
        })
        .render()
}
