//! Form: fields and the buttons that send them; works without scripts, guards typing with them.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::button::{Button, buttons};
use super::either;
use super::field::{Field, hidden};
use super::link::Link;

/// A form that posts.
#[derive(Debug, Clone)]
pub struct Form {
    action: String,
    id: Option<String>,
    hidden: Vec<(String, String)>,
    encoding: Option<&'static str>,
    guard: Option<&'static str>,
    body: Option<Markup>,
    buttons: Option<Markup>,
    class: &'static str,
}

impl Form {
    /// A form that posts to this address.
    pub fn post(action: impl Into<String>) -> Self {
        Self {
            action: action.into(),
            id: None,
            hidden: Vec::new(),
            encoding: None,
            guard: None,
            body: None,
            buttons: None,
            class: "form",
        }
    }

    /// One or a few buttons in a line, without fields.
    pub fn inline(mut self) -> Self {
        self.class = "form inline";
        self
    }

    /// No more than what stands in it, as in a menu.
    pub fn bare(mut self) -> Self {
        self.class = "form bare-form";
        self
    }

    /// A name for buttons that stand elsewhere.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// A value that travels along, such as the guard against forged requests.
    pub fn hidden(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.hidden.push((name.into(), value.into()));
        self
    }

    /// Sends files too.
    pub fn with_files(mut self) -> Self {
        self.encoding = Some("multipart/form-data");
        self
    }

    /// With scripts, warns before typing is lost.
    pub fn guarded(mut self) -> Self {
        self.guard = Some("");
        self
    }

    /// The fields.
    pub fn fields(mut self, fields: impl Render) -> Self {
        self.body = Some(fields.render());
        self
    }

    /// The buttons below the fields.
    pub fn buttons(mut self, buttons: impl Render) -> Self {
        self.buttons = Some(buttons.render());
        self
    }
}

impl Render for Form {
    fn render(&self) -> Markup {
        html! {
            form class=(self.class) method="post" action=(self.action) id=[self.id.as_deref()]
                enctype=[self.encoding] data-guard=[self.guard] novalidate {
                @for (name, value) in &self.hidden { (hidden(name, value)) }
                @if let Some(body) = &self.body { (body) }
                @if let Some(bar) = &self.buttons { (buttons(bar.clone())) }
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    Form::post("#form")
        .hidden("token", "x")
        .fields(Field::text("city", either(locale, "Ort", "Town")).value("Auental"))
        .buttons(html! {
            (Button::submit(either(locale, "Angaben prüfen", "Check answers")).primary())
            (Link::to(either(locale, "Abbrechen", "Cancel"), "#cancel").strong())
        })
        .render()
}
