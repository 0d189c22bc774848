//! Select: one of many known answers.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::field::error_line;
use super::{Ticked, either};
use crate::design::words::t;

/// A list of answers that opens.
#[derive(Debug, Clone)]
pub struct Select {
    name: String,
    label: String,
    label_class: &'static str,
    options: Vec<(String, String, Ticked)>,
    hint: Option<String>,
    error: Option<String>,
    optional: Option<Locale>,
    width: &'static str,
}

impl Select {
    /// A list under this name.
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            label_class: "",
            options: Vec::new(),
            hint: None,
            error: None,
            optional: None,
            width: "",
        }
    }

    /// One answer: what is sent, what is shown, whether it is chosen.
    pub fn option(mut self, value: impl Into<String>, label: impl Into<String>, chosen: Ticked) -> Self {
        self.options.push((value.into(), label.into(), chosen));
        self
    }

    /// How to choose.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What is wrong and the way out.
    pub fn error(mut self, error: Option<impl Into<String>>) -> Self {
        self.error = error.map(Into::into);
        self
    }

    /// It may stay empty.
    pub fn optional(mut self, locale: Locale) -> Self {
        self.optional = Some(locale);
        self
    }

    /// The label is for readers only, as in a filter bar.
    pub fn quiet_label(mut self) -> Self {
        self.label_class = "for-readers";
        self
    }

    /// Not wider than its longest answer.
    pub fn medium(mut self) -> Self {
        self.width = " medium";
        self
    }
}

impl Render for Select {
    fn render(&self) -> Markup {
        let wrong = if self.error.is_some() { " wrong" } else { "" };
        let described = match (&self.error, &self.hint) {
            (Some(_), _) => Some(format!("{}-error", self.name)),
            (None, Some(_)) => Some(format!("{}-hint", self.name)),
            (None, None) => None,
        };
        html! {
            div class={ "field" (self.width) (wrong) } {
                label for=(self.name) class=(self.label_class) {
                    (self.label)
                    @if let Some(locale) = self.optional { " " span.optional { (t(locale, "field-optional")) } }
                }
                @if let Some(hint) = &self.hint { p.hint id={ (self.name) "-hint" } { (hint) } }
                @if let Some(error) = &self.error { (error_line(&self.name, error)) }
                select.input id=(self.name) name=(self.name) aria-describedby=[described]
                    aria-invalid=[self.error.as_ref().map(|_| "true")] {
                    @for (value, label, chosen) in &self.options {
                        option value=(value) selected[*chosen == Ticked::Yes] { (label) }
                    }
                }
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    Select::new("font", either(locale, "Schrift", "Typeface"))
        .option("inter", "Inter", Ticked::Yes)
        .option("manrope", "Manrope", Ticked::No)
        .hint(either(locale, "Gilt für alle Seiten des Portals.", "Applies to all pages of the portal."))
        .medium()
        .render()
}
