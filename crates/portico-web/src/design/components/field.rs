//! Field: one answer: label above, hint and error tied to it, input kept after an error.

mod sample;

use maud::{Markup, Render, html};
use portico_kit::Locale;

use crate::design::icons::Icon;
use crate::design::words::t;

pub use sample::sample;

/// How wide the answer usually is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Width {
    /// A few characters, such as a postcode.
    Short,
    /// A number or a date.
    Medium,
    /// As wide as the form.
    #[default]
    Full,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Text,
    Email,
    Password,
    Phone,
    Address,
    Search,
    Number,
    Date,
    Area(u8),
}

/// A field for one answer in text.
#[derive(Debug, Clone)]
pub struct Field {
    name: String,
    label: String,
    kind: Kind,
    value: String,
    hint: Option<String>,
    error: Option<String>,
    unit: Option<String>,
    understood: Option<String>,
    optional: Option<Locale>,
    fixed: Option<String>,
    autocomplete: Option<&'static str>,
    width: Width,
    reading: &'static str,
    limit: Option<u32>,
    beside: Option<Markup>,
    below: Option<Markup>,
}

impl Field {
    fn new(name: impl Into<String>, label: impl Into<String>, kind: Kind) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            kind,
            value: String::new(),
            hint: None,
            error: None,
            unit: None,
            understood: None,
            optional: None,
            fixed: None,
            autocomplete: None,
            width: Width::Full,
            reading: "",
            limit: None,
            beside: None,
            below: None,
        }
    }

    /// A line of text.
    pub fn text(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(name, label, Kind::Text)
    }

    /// An e-mail address.
    pub fn email(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { autocomplete: Some("email"), ..Self::new(name, label, Kind::Email) }
    }

    /// A password; `autocomplete` is `current-password` unless changed.
    pub fn password(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { autocomplete: Some("current-password"), ..Self::new(name, label, Kind::Password) }
    }

    /// A phone number.
    pub fn phone(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { autocomplete: Some("tel"), ..Self::new(name, label, Kind::Phone) }
    }

    /// A web address.
    pub fn address(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { autocomplete: Some("url"), ..Self::new(name, label, Kind::Address) }
    }

    /// A number as people type it; read it with `format::read_number`.
    pub fn number(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { width: Width::Medium, ..Self::new(name, label, Kind::Number) }
    }

    /// A day; the value is ISO (`2026-11-25`).
    pub fn date(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { width: Width::Medium, ..Self::new(name, label, Kind::Date) }
    }

    /// Several lines of text.
    pub fn area(name: impl Into<String>, label: impl Into<String>, rows: u8) -> Self {
        Self::new(name, label, Kind::Area(rows))
    }

    /// A search word.
    pub fn search(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(name, label, Kind::Search)
    }

    /// What is in it, also after an error.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
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

    /// The unit inside the field.
    pub fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = Some(unit.into());
        self
    }

    /// What was understood of a number, echoed below.
    pub fn understood(mut self, text: impl Into<String>) -> Self {
        self.understood = Some(text.into());
        self
    }

    /// It may stay empty.
    pub fn optional(mut self, locale: Locale) -> Self {
        self.optional = Some(locale);
        self
    }

    /// It cannot be changed here, and why.
    pub fn read_only(mut self, reason: impl Into<String>) -> Self {
        self.fixed = Some(reason.into());
        self
    }

    /// What browsers may fill in.
    pub fn autocomplete(mut self, purpose: &'static str) -> Self {
        self.autocomplete = Some(purpose);
        self
    }

    /// How wide the answer usually is.
    pub fn width(mut self, width: Width) -> Self {
        self.width = width;
        self
    }

    /// Large digits, for the reading of a meter.
    pub fn reading(mut self) -> Self {
        self.reading = " reading";
        self
    }

    /// The most characters it takes.
    pub fn limit(mut self, characters: u32) -> Self {
        self.limit = Some(characters);
        self
    }

    /// A link at the right of the label, such as "Passwort vergessen?".
    pub fn beside(mut self, link: impl Render) -> Self {
        self.beside = Some(link.render());
        self
    }

    /// Suggestions below the field, such as "45.271 übernehmen".
    pub fn below(mut self, more: impl Render) -> Self {
        self.below = Some(more.render());
        self
    }

    fn described_by(&self) -> Option<String> {
        let parts = [
            self.hint.as_ref().map(|_| "hint"),
            self.error.as_ref().map(|_| "error"),
            self.fixed.as_ref().map(|_| "fixed"),
            self.understood.as_ref().map(|_| "understood"),
        ];
        let ids: Vec<String> =
            parts.into_iter().flatten().map(|part| format!("{}-{part}", self.name)).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn input(&self) -> Markup {
        let (kind, mode) = match self.kind {
            Kind::Email => ("email", None),
            Kind::Password => ("password", None),
            Kind::Phone => ("tel", None),
            Kind::Address => ("url", None),
            Kind::Search => ("search", None),
            Kind::Date => ("date", None),
            Kind::Number => ("text", Some("decimal")),
            Kind::Text | Kind::Area(_) => ("text", None),
        };
        let wrong = self.error.as_ref().map(|_| "true");
        let described = self.described_by();
        let (id, fixed) = (self.name.as_str(), self.fixed.is_some());
        html! {
            @if let Kind::Area(rows) = self.kind {
                textarea.input id=(id) name=(id) rows=(rows) maxlength=[self.limit] readonly[fixed]
                    aria-invalid=[wrong] aria-describedby=[described] { (self.value) }
            } @else {
                input.input id=(id) name=(id) type=(kind) value=(self.value) inputmode=[mode]
                    autocomplete=[self.autocomplete] maxlength=[self.limit] readonly[fixed]
                    aria-invalid=[wrong] aria-describedby=[described];
            }
        }
    }
}

impl Render for Field {
    fn render(&self) -> Markup {
        let width = match self.width {
            Width::Short => " short",
            Width::Medium => " medium",
            Width::Full => "",
        };
        let wrong = if self.error.is_some() { " wrong" } else { "" };
        html! {
            div class={ "field" (width) (self.reading) (wrong) } {
                div.label-row {
                    label for=(self.name) {
                        (self.label)
                        @if let Some(locale) = self.optional { " " span.optional { (t(locale, "field-optional")) } }
                    }
                    @if let Some(beside) = &self.beside { (beside) }
                }
                @if let Some(hint) = &self.hint { p.hint id={ (self.name) "-hint" } { (hint) } }
                @if let Some(error) = &self.error { (error_line(&self.name, error)) }
                @match &self.unit {
                    Some(unit) => div.with-unit { (self.input()) span.unit { (unit) } },
                    None => (self.input()),
                }
                @if let Some(reason) = &self.fixed {
                    p.hint.fixed-reason id={ (self.name) "-fixed" } { (Icon::Lock.svg()) (reason) }
                }
                @if let Some(text) = &self.understood {
                    p.hint id={ (self.name) "-understood" } { (text) }
                }
                @if let Some(below) = &self.below { div.field-below { (below) } }
            }
        }
    }
}

/// The error of a field, with its icon.
pub fn error_line(name: &str, error: &str) -> Markup {
    html! {
        p.field-error id={ (name) "-error" } { (Icon::CircleAlert.svg()) span { (error) } }
    }
}

/// Two fields that are one thing, such as street and number; the first is the wide one.
pub fn field_pair(wide: impl Render, narrow: impl Render) -> Markup {
    html! { div.field-pair { (wide) (narrow) } }
}

/// Fields two and two where there is room.
pub fn field_grid(fields: Markup) -> Markup {
    html! { div.field-grid { (fields) } }
}

/// A value that travels with the form.
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}
