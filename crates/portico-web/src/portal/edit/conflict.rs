//! The conflict page: somebody changed the record meanwhile; both values stand side by side, nothing typed is lost.

use maud::{Markup, Render, html};
use portico_core::schemas::{Attribute, Schema};
use serde_json::{Map, Value};

use super::check::same;
use super::draft::{Draft, RowPlace};
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::choice::Choice;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::note::Note;
use crate::design::words::{t, t_args};
use crate::portal::scene::Record;
use crate::portal::values::{Room, text_of};

/// What the two changes did to one attribute.
#[derive(Debug, PartialEq)]
pub enum Meeting {
    /// Only the typed change touches it.
    Mine,
    /// Only the other change touches it, or both come to the same.
    Theirs,
    /// Both want something else.
    Both,
}

/// How a typed value meets the stored one, seen from the version it was typed on.
pub fn meeting(was: &Value, mine: &Value, theirs: &Value) -> Meeting {
    match (same(was, mine), same(was, theirs), same(mine, theirs)) {
        (true, _, _) | (_, _, true) => Meeting::Theirs,
        (false, true, false) => Meeting::Mine,
        (false, false, false) => Meeting::Both,
    }
}

/// The page: attributes that both changed are chosen one by one, the others are told.
pub fn page(draft: &Draft, schema: &Schema, record: &Record, who: &str) -> Markup {
    let l = draft.locale;
    let meetings: Vec<(&Attribute, Value, Meeting)> = draft
        .attributes(schema)
        .map(|attribute| {
            let theirs = record.doc.get(&attribute.name).unwrap_or(&Value::Null);
            let mine = draft.value_on(attribute, theirs);
            let met = match (attribute.kind.as_str(), draft.row) {
                // One more row of a table stands in nobody's way.
                ("table", Some(RowPlace::New)) => Meeting::Mine,
                _ => meeting(draft.was_of(&attribute.name), &mine, theirs),
            };
            (attribute, mine, met)
        })
        .collect();
    let both = meetings.iter().filter(|(.., met)| *met == Meeting::Both).count();
    let line = t_args(l, "portal-conflict-line", &[("who", who.into())]);
    let hint = if both == 0 { t(l, "portal-conflict-apart") } else { t(l, "portal-conflict-choose") };
    html! {
        (Heading::new(t(l, "portal-conflict-title")).line(line))
        div.stack.narrow-page {
            (Note::new(Tone::Info).text(hint).result())
            (form(draft, record, &meetings))
        }
    }
}

fn form(draft: &Draft, record: &Record, meetings: &[(&Attribute, Value, Meeting)]) -> Markup {
    let l = draft.locale;
    let mut fresh = draft.clone();
    fresh.see_again(record);
    let typed = draft.typed.pairs().iter().cloned();
    let form = fresh
        .hidden()
        .into_iter()
        .chain(typed)
        .fold(Form::post(fresh.action()), |form, (name, value)| form.hidden(name, value));
    let kept = meetings.iter().filter(|(.., met)| *met != Meeting::Both);
    let form = kept.fold(form, |form, (attribute, _, met)| {
        let choice = if *met == Meeting::Mine { "mine" } else { "theirs" };
        form.hidden(format!("_keep.{}", attribute.name), choice)
    });
    let shown: Vec<_> = meetings.iter().filter(|(.., met)| *met != Meeting::Theirs).collect();
    let fields = html! {
        @if !shown.is_empty() {
            section.card { div.card-body.versions {
                @for (attribute, mine, met) in shown { (question(draft, record, attribute, mine, met)) }
            } }
        }
    };
    let buttons = html! {
        (Button::submit(t(l, "portal-conflict-go-on")).primary().value("_step", "check"))
        (Link::to(t(l, "portal-discard"), draft.back.as_str()).strong())
    };
    form.fields(fields).buttons(buttons).render()
}

fn question(draft: &Draft, record: &Record, attribute: &Attribute, mine: &Value, met: &Meeting) -> Markup {
    let l = draft.locale;
    let theirs = record.doc.get(&attribute.name).unwrap_or(&Value::Null);
    let told = |value: &Value| {
        let text = match (attribute.kind.as_str(), value.as_array()) {
            ("table", Some(rows)) => fresh_rows(draft, attribute, rows, theirs),
            _ => text_of(l, attribute, value, &record.doc, Room::Sentence),
        };
        text.unwrap_or_else(|| t(l, "value-empty").into_owned())
    };
    match met {
        Meeting::Both => Choice::new(format!("_keep.{}", attribute.name), attribute.label(l))
            .explained("mine", mine_told(draft, attribute, mine, &told), t(l, "portal-conflict-mine"), true)
            .explained("theirs", told(theirs), t(l, "portal-conflict-theirs"), false)
            .render(),
        Meeting::Mine | Meeting::Theirs => html! {
            div.field {
                strong { (attribute.label(l)) }
                p { (told(mine)) " " span.quiet { "– " (t(l, "portal-conflict-only-mine")) } }
            }
        },
    }
}

/// The rows of a table that are not stored yet; all of them when there is none.
fn fresh_rows(draft: &Draft, attribute: &Attribute, rows: &[Value], stored: &Value) -> Option<String> {
    let known = stored.as_array().map(Vec::as_slice).unwrap_or_default();
    let fresh: Vec<Value> = rows.iter().filter(|row| !known.contains(row)).cloned().collect();
    let told = if fresh.is_empty() { rows.to_vec() } else { fresh };
    text_of(draft.locale, attribute, &Value::Array(told), &Value::Null, Room::Sentence)
}

/// What was typed; as it was typed when it cannot be read.
fn mine_told(draft: &Draft, attribute: &Attribute, mine: &Value, told: &dyn Fn(&Value) -> String) -> String {
    let typed = draft.typed.text(&attribute.name);
    if mine.is_null() && !typed.is_empty() { typed.to_owned() } else { told(mine) }
}

/// Takes over what was chosen: attributes that keep the stored value forget what was typed.
pub fn take_over(draft: &mut Draft, schema: &Schema, kept: &Map<String, Value>) {
    let theirs: Vec<String> =
        kept.iter().filter(|(_, choice)| *choice == "theirs").map(|(name, _)| name.clone()).collect();
    for attribute in theirs.iter().filter_map(|name| schema.attribute(name)) {
        if attribute.kind == "table" {
            // A row that is not kept is not sent at all.
            draft.names.retain(|name| *name != attribute.name);
            continue;
        }
        let stored = draft.was_of(&attribute.name).clone();
        draft.typed.replace(draft.locale, attribute, &stored);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_attributes_that_both_changed_differently_have_to_be_chosen() {
        let met = |was: i64, mine: i64, theirs: i64| meeting(&json!(was), &json!(mine), &json!(theirs));
        assert_eq!(met(24, 25, 24), Meeting::Mine);
        assert_eq!(met(24, 24, 26), Meeting::Theirs);
        assert_eq!(met(24, 25, 25), Meeting::Theirs);
        assert_eq!(met(24, 25, 26), Meeting::Both);
    }
}
