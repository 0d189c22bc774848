//! The record that a relation of many records is to lead to: looked for by words, chosen among what is found.

use maud::{Markup, html};
use portico_core::entities::Seen;
use portico_core::schemas::{Attribute, Schema};
use portico_kit::Locale;

use super::super::super::values::title_of;
use super::super::inputs::name_of;
use super::typed::Typed;
use super::{Picked, path_of};
use crate::design::components::button::Button;
use crate::design::components::field::{Field, error_line, hidden};
use crate::design::words::t;

/// The form that looks for the record.
pub(super) fn search(
    locale: Locale,
    kind: &Schema,
    picked: &Picked,
    typed: &Typed,
    attribute: &Attribute,
) -> Markup {
    html! {
        form.choose-attribute method="get" action=(path_of(&kind.slug, "/edit")) {
            @for (key, value) in picked.pairs() { (hidden(&key, &value)) }
            (hidden("attribute", &attribute.name))
            (Field::search("find", t(locale, "console-relate-search")).value(&typed.find).hint(t(locale, "console-relate-hint")))
            (Button::submit(t(locale, "search")))
        }
    }
}

/// What was found, to choose one of.
pub(super) fn choice(locale: Locale, typed: &Typed, attribute: &Attribute, found: &[Seen]) -> Markup {
    let name = name_of(&attribute.name, "");
    html! {
        fieldset.field id=(name) {
            legend { (attribute.label(locale)) }
            @if let Some(error) = typed.error() { (error_line(&name, error)) }
            @if found.is_empty() {
                p.hint { (t(locale, if typed.find.is_empty() { "records-many-find" } else { "console-relate-none" })) }
            }
            div.choices.stacked {
                @for seen in found {
                    label.choice {
                        input type="radio" name="target" value=(seen.id.as_str()) checked[seen.id.as_str() == typed.target];
                        span { (title_of(&seen.to_value())) }
                    }
                }
            }
        }
    }
}
