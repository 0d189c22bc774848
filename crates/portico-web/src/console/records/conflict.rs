//! Somebody else changed the record meanwhile: both versions side by side, nothing typed is lost.

use maud::{Markup, html};
use portico_core::activity::{self, Window};
use portico_core::schemas::{Attribute, Schema};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::{EntityId, Locale};
use serde_json::Value;

use super::super::activity::{Titled, history};
use super::super::values::{plain, record_address, title_of};
use super::form::Draft;
use super::frame::crumbs;
use super::inputs::name_of;
use super::texts::{Texts, texts_of, value_of};
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::field::hidden;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::note::Note;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

/// How many of the changes made meanwhile are told.
const TOLD: i64 = 3;

pub(super) fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    kind: &Schema,
    id: &EntityId,
    doc: &Value,
    draft: &Draft,
) -> Result<ConsolePage, Refusal> {
    let window = Window { size: TOLD, ..Window::default() };
    let (mut entries, _) = activity::list(tx, caller, &kind.slug, id, &window)?;
    entries.retain(|entry| entry.get("timestamp").and_then(Value::as_str) > Some(&draft.updated_at));
    let meanwhile = history(tx, caller, locale, &entries, Titled::No)?;
    let title = t(locale, "console-conflict").into_owned();
    let back = record_address(&kind.slug, id.as_str()).href();
    let content = html! {
        (Heading::new(title.clone()).line(t_args(locale, "console-conflict-line", &[("title", title_of(doc).into())])))
        (Note::new(Tone::Warn).title(t(locale, "console-conflict-note")).text(t(locale, "console-conflict-note-line")).result())
        (form(locale, kind, doc, draft, &back))
        @if !entries.is_empty() { (Card::new(t(locale, "console-conflict-meanwhile")).body(meanwhile)) }
    };
    Ok(ConsolePage {
        title: t_args(locale, "error-title-prefix", &[("title", title.clone().into())]).into_owned(),
        crumbs: crumbs(locale, kind, Some(doc)),
        here: title,
        actions: None,
        content,
    })
}

/// The typed answers once more, made from the version that is stored now.
fn form(locale: Locale, kind: &Schema, doc: &Value, draft: &Draft, back: &str) -> Form {
    let fresh = Draft::of(locale, kind, doc);
    let changed = draft.changed(kind);
    let rows = html! {
        div.table-frame tabindex="0" role="region" aria-label=(t(locale, "console-conflict-versions")) {
            table.table.keep {
                caption.for-readers { (t(locale, "console-conflict-versions")) }
                thead { tr {
                    th scope="col" { (t(locale, "console-attribute")) }
                    th scope="col" { (t(locale, "console-conflict-stored")) }
                    th scope="col" { (t(locale, "console-conflict-yours")) }
                } }
                tbody { @for attribute in &changed { (row(locale, attribute, doc, draft)) } }
            }
        }
        @for attribute in &changed { (typed(&attribute.name, draft.texts(&attribute.name))) }
    };
    Form::post(format!("{back}/edit"))
        .id("record")
        .hidden("seen", fresh.seen_of(&changed))
        .hidden("updated_at", &fresh.updated_at)
        .fields(Card::new(t(locale, "console-conflict-versions")).body(rows).flush())
        .buttons(html! {
            (Button::submit(t(locale, "console-conflict-press")).primary())
            (Link::to(t(locale, "console-conflict-drop"), back).strong())
        })
}

fn row(locale: Locale, attribute: &Attribute, doc: &Value, draft: &Draft) -> Markup {
    let stored = doc.get(&attribute.name).unwrap_or(&Value::Null);
    let texts = draft.texts(&attribute.name);
    let mine = match value_of(locale, attribute, stored, texts) {
        Ok(value) => plain(locale, Some(attribute), &value),
        Err(_) => texts.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" "),
    };
    let is_contested =
        !draft.is_as_seen(locale, attribute, doc) && texts_of(locale, attribute, stored) != *texts;
    let name = format!("pick.{}", attribute.name);
    let choice = |value: &str, text: &str, mark: Markup| {
        let said = if text.is_empty() { t(locale, "value-empty").into_owned() } else { text.to_owned() };
        html! {
            @if is_contested {
                label.check { input type="radio" name=(name) value=(value) checked[value == "mine"]; span { (said) (mark) } }
            } @else { (said) (mark) }
        }
    };
    let note = html! { @if is_contested { " " span.small { (t(locale, "console-conflict-changed")) } } };
    html! {
        tr {
            th scope="row" { (attribute.label(locale)) }
            td { (choice("theirs", &plain(locale, Some(attribute), stored), note)) }
            td { (choice("mine", &mine, html! {})) }
        }
    }
}

/// What was typed travels along.
fn typed(attribute: &str, texts: &Texts) -> Markup {
    html! { @for (place, text) in texts { (hidden(&name_of(attribute, place), text)) } }
}
