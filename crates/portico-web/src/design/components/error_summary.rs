//! Error summary: what to fix, first on the page; takes the focus and leads to the fields.

use maud::{Markup, html};
use portico_kit::Locale;

use super::either;
use crate::design::words::t_args;

/// One thing to fix: the id of the field and what is wrong, with the way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The id of the field, as given by its name.
    pub field: String,
    /// Field, reason and next step in a sentence.
    pub message: String,
}

impl Fault {
    /// A fault of the field with this name.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

/// The summary; nothing when there is nothing to fix.
pub fn error_summary(locale: Locale, faults: &[Fault]) -> Markup {
    html! {
        @if !faults.is_empty() {
            div.error-summary id="errors" role="alert" tabindex="-1" aria-labelledby="errors-title" {
                h2 id="errors-title" { (t_args(locale, "error-summary-title", &[("count", faults.len().into())])) }
                ul { @for fault in faults { li { a href={ "#" (fault.field) } { (fault.message) } } } }
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    let reading = either(
        locale,
        "Der Stand 4.527,1 ist niedriger als der letzte (42.158,4)",
        "The reading 4,527.1 is lower than the last one (42,158.4)",
    );
    let photo = either(
        locale,
        "Das Foto ist zu groß: 21,4 MB, erlaubt sind 15 MB",
        "The photo is too large: 21.4 MB, the limit is 15 MB",
    );
    error_summary(locale, &[Fault::new("reading", reading), Fault::new("photo", photo)])
}
