//! The records that a relation of many records is to lead to: looked for by words, chosen among what is found.

use maud::{Markup, Render, html};
use portico_core::entities::{How, Seen};
use portico_core::schemas::{Attribute, Schema};
use portico_kit::Locale;

use super::super::super::values::title_of;
use super::super::inputs::name_of;
use super::subject::Subject;
use super::typed::Typed;
use super::{Picked, path_of};
use crate::design::components::button::Button;
use crate::design::components::checkbox::Checkbox;
use crate::design::components::choice::Choice;
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
                        input type="radio" name="target" value=(seen.id.as_str()) checked[typed.targets.iter().any(|id| id == seen.id.as_str())];
                        span { (title_of(&seen.to_value())) }
                    }
                }
            }
        }
    }
}

/// Some of what was found, with those that were ticked before; looking for more keeps the ticks.
pub(super) fn ticks(locale: Locale, typed: &Typed, subject: Subject<'_>, found: &[Seen]) -> Markup {
    let name = subject.field();
    let none = if typed.find.is_empty() { "together-find" } else { "console-relate-none" };
    html! {
        @if matches!(subject, Subject::Several(_)) { (how(locale, typed)) }
        div.choose-attribute {
            (Field::search("find", t(locale, "console-relate-search")).value(&typed.find).hint(t(locale, "console-relate-hint")))
            (Button::submit(t(locale, "search")).value("step", "find"))
        }
        fieldset.field id=(name) {
            legend { (t(locale, if matches!(subject, Subject::Attach) { "together-files" } else { "together-records" })) }
            @if let Some(error) = typed.error() { (error_line(&name, error)) }
            @if found.is_empty() { p.hint { (t(locale, none)) } }
            @for seen in found {
                @let is_ticked = typed.targets.iter().any(|id| id == seen.id.as_str());
                (Checkbox::new("target", title_of(&seen.to_value())).value(seen.id.as_str()).ticked(is_ticked))
            }
        }
    }
}

/// Tags, with commas between.
pub(super) fn tags(locale: Locale, typed: &Typed) -> Markup {
    html! { (how(locale, typed)) (words(locale, typed, "together-tags")) }
}

/// The name of the files that go.
pub(super) fn name(locale: Locale, typed: &Typed) -> Markup {
    words(locale, typed, "together-name")
}

fn words(locale: Locale, typed: &Typed, key: &str) -> Markup {
    Field::text("words", t(locale, key))
        .value(&typed.words)
        .hint(t(locale, &format!("{key}-hint")))
        .error(typed.error())
        .render()
}

/// What becomes of the entries.
fn how(locale: Locale, typed: &Typed) -> Markup {
    let chosen = typed.how();
    let ways = [(How::Add, "add"), (How::Remove, "remove"), (How::Replace, "replace")];
    let start = Choice::new("how", t(locale, "together-how")).stacked();
    let choice = ways.into_iter().fold(start, |choice, (way, word)| {
        let key = format!("together-{word}");
        choice.explained(word, t(locale, &key), t(locale, &format!("{key}-line")), way == chosen)
    });
    choice.render()
}
