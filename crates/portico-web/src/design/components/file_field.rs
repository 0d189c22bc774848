//! File field: a photo or a document, with its limit stated before.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::either;
use super::field::error_line;
use crate::design::icons::Icon;
use crate::design::words::t;

/// A field for one file.
#[derive(Debug, Clone)]
pub struct FileField {
    locale: Locale,
    name: String,
    label: String,
    limit: String,
    accept: Option<String>,
    several: &'static str,
    error: Option<String>,
    optional: Option<Locale>,
}

impl FileField {
    /// A field that says what it takes and how large, such as "JPG, PNG oder HEIC bis 15 MB".
    pub fn new(
        locale: Locale,
        name: impl Into<String>,
        label: impl Into<String>,
        limit: impl Into<String>,
    ) -> Self {
        Self {
            locale,
            name: name.into(),
            label: label.into(),
            limit: limit.into(),
            accept: None,
            several: "",
            error: None,
            optional: None,
        }
    }

    /// The types the file chooser offers, such as `image/*,.pdf`.
    pub fn accept(mut self, types: impl Into<String>) -> Self {
        self.accept = Some(types.into());
        self
    }

    /// Takes more than one file.
    pub fn several(mut self) -> Self {
        self.several = "several";
        self
    }

    /// What is wrong and the way out.
    pub fn error(mut self, error: Option<impl Into<String>>) -> Self {
        self.error = error.map(Into::into);
        self
    }

    /// It may stay empty.
    pub fn optional(mut self) -> Self {
        self.optional = Some(self.locale);
        self
    }
}

impl Render for FileField {
    fn render(&self) -> Markup {
        let wrong = if self.error.is_some() { " wrong" } else { "" };
        html! {
            div class={ "field" (wrong) } {
                label for=(self.name) {
                    (self.label)
                    @if let Some(locale) = self.optional { " " span.optional { (t(locale, "field-optional")) } }
                }
                p.hint id={ (self.name) "-hint" } { (self.limit) }
                @if let Some(error) = &self.error { (error_line(&self.name, error)) }
                label.drop for=(self.name) {
                    (Icon::Upload.svg())
                    span { (t(self.locale, "file-choose")) }
                    input type="file" id=(self.name) name=(self.name) accept=[self.accept.as_deref()]
                        multiple[!self.several.is_empty()] aria-describedby={ (self.name) "-hint" };
                }
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    let limit = either(
        locale,
        "JPG, PNG oder HEIC bis 15 MB. Große Fotos verkleinern wir für Sie.",
        "JPG, PNG or HEIC up to 15 MB. We make large photos smaller for you.",
    );
    FileField::new(locale, "photo", either(locale, "Foto vom Zähler", "Photo of the meter"), limit)
        .accept("image/*")
        .optional()
        .render()
}
