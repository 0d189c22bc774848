//! The form of a change: in the card it was begun in, or on a page of its own after something went wrong.

use maud::{Markup, Render, html};
use portico_core::schemas::{Attribute, Schema};
use portico_kit::Locale;
use serde_json::Value;

use super::draft::{Draft, RowPlace};
use super::fields::Fields;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::error_summary::Fault;
use crate::design::components::form::Form;
use crate::design::components::link::Link;
use crate::design::words::{t, t_args};
use crate::portal::values::{Room, table, text_of};

/// What the change is called: `Lieferadresse ändern`, `Nachweis hinzufügen`.
pub fn title(draft: &Draft, schema: &Schema, named: &str) -> String {
    let attributes: Vec<&Attribute> = draft.attributes(schema).collect();
    let (key, what) = match (attributes.as_slice(), draft.row) {
        ([one], Some(RowPlace::New)) => ("portal-add", table::row_name(one, draft.locale)),
        ([one], Some(RowPlace::Gone(_))) => ("portal-take-out", table::row_name(one, draft.locale)),
        ([one], Some(RowPlace::At(_))) => ("portal-change", table::row_name(one, draft.locale)),
        ([one], None) => ("portal-change", one.label(draft.locale)),
        _ => ("portal-change", named.to_owned()),
    };
    let what = if draft.locale == Locale::En { lower_first(&what) } else { what };
    t_args(draft.locale, key, &[("what", what.into())]).into_owned()
}

/// English names things in small letters inside a sentence, but keeps abbreviations.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

/// The form with its fields and buttons.
pub fn form(draft: &Draft, schema: &Schema, doc: &Value, faults: &[Fault]) -> Markup {
    let attributes: Vec<&Attribute> = draft.attributes(schema).collect();
    let fields = Fields { locale: draft.locale, typed: &draft.typed, faults, doc };
    let form = draft
        .hidden()
        .into_iter()
        .fold(Form::post(draft.action()), |form, (name, value)| form.hidden(name, value));
    let buttons = html! {
        (Button::submit(t(draft.locale, "portal-to-check")).primary().value("_step", "check"))
        @if matches!(draft.row, Some(RowPlace::At(_))) {
            (Button::submit(t(draft.locale, "portal-take-out-row")).quiet().value("_step", "remove"))
        }
    };
    form.guarded().fields(fields.all(&attributes)).buttons(buttons).render()
}

/// The card that becomes the form, while the rest of its page stays.
pub fn card(draft: &Draft, schema: &Schema, doc: &Value, named: &str) -> Markup {
    let cancel = Link::to(t(draft.locale, "cancel"), draft.back.as_str());
    let mut card = Card::new(title(draft, schema, named)).id("change").editing().aside(cancel);
    if let Some(intro) = so_far(draft, schema, doc) {
        card = card.intro(intro);
    }
    card.body(html! { div.narrow-page { (form(draft, schema, doc, &[])) } }).render()
}

/// What the one value of a form was so far.
fn so_far(draft: &Draft, schema: &Schema, doc: &Value) -> Option<String> {
    let mut attributes = draft.attributes(schema);
    let only = attributes.next().filter(|_| draft.names.len() == 1 && draft.row.is_none())?;
    let value = text_of(draft.locale, only, draft.was_of(&only.name), doc, Room::Sentence)?;
    Some(t_args(draft.locale, "portal-so-far", &[("value", value.into())]).into_owned())
}
