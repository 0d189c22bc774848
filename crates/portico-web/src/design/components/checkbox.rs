//! Checkbox: yes or no to one sentence.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::field::error_line;
use super::{Ticked, either};

/// A box to tick; the whole sentence is its label.
#[derive(Debug, Clone)]
pub struct Checkbox {
    name: String,
    value: String,
    id: String,
    label: Markup,
    hint: Option<String>,
    error: Option<String>,
    ticked: Ticked,
}

impl Checkbox {
    /// A box that sends `name=on` when ticked.
    pub fn new(name: impl Into<String>, label: impl Render) -> Self {
        let name = name.into();
        Self {
            id: name.clone(),
            name,
            value: "on".to_owned(),
            label: label.render(),
            hint: None,
            error: None,
            ticked: Ticked::No,
        }
    }

    /// Sends this value instead of `on`; several boxes may share a name.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self.id = format!("{}-{}", self.name, self.value);
        self
    }

    /// Whether it is ticked.
    pub fn ticked(mut self, ticked: impl Into<Ticked>) -> Self {
        self.ticked = ticked.into();
        self
    }

    /// What it means.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What is wrong.
    pub fn error(mut self, error: Option<impl Into<String>>) -> Self {
        self.error = error.map(Into::into);
        self
    }
}

impl Render for Checkbox {
    fn render(&self) -> Markup {
        let wrong = if self.error.is_some() { " wrong" } else { "" };
        html! {
            div class={ "field check-field" (wrong) } {
                @if let Some(error) = &self.error { (error_line(&self.id, error)) }
                label.check {
                    input type="checkbox" id=(self.id) name=(self.name) value=(self.value)
                        checked[self.ticked == Ticked::Yes]
                        aria-describedby=[self.error.as_ref().map(|_| format!("{}-error", self.id))];
                    span {
                        (self.label)
                        @if let Some(hint) = &self.hint { span.hint { (hint) } }
                    }
                }
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    html! {
        (Checkbox::new("stay", either(locale, "Auf diesem Gerät 30 Tage angemeldet bleiben", "Stay signed in on this device for 30 days")).ticked(true))
        (Checkbox::new("news", either(locale, "Nachrichten per E-Mail", "Messages by e-mail"))
            .hint(either(locale, "Höchstens einmal im Monat.", "At most once a month.")))
    }
}
