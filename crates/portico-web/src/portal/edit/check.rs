//! The check page: every change before it is made, what was there before, and what happens next.

use maud::{Markup, Render, html};
use portico_core::schemas::{Attribute, Schema};
use portico_kit::Locale;
use serde_json::{Map, Value};

use super::draft::{Draft, RowPlace};
use super::reading::two_readings;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::change_list::{Change, change_list};
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::timeline::{Step, Timeline};
use crate::design::components::value::{Kind, value};
use crate::design::icons::Icon;
use crate::design::layout::main_side;
use crate::design::words::{t, t_args};
use crate::portal::values::{Room, is_empty, table, text_of};

/// What the check page says besides the values.
pub struct Around<'a> {
    /// What the change is called.
    pub title: &'a str,
    /// The title of the record.
    pub record: &'a str,
    /// What the organisation is called here.
    pub us: &'a str,
    /// Where the mail about it goes.
    pub email: &'a str,
}

/// The attributes whose typed value differs from the stored one.
pub fn changed<'a>(
    draft: &'a Draft,
    schema: &'a Schema,
    values: &Map<String, Value>,
    doc: &Value,
) -> Vec<&'a Attribute> {
    let differs = |attribute: &&Attribute| {
        let new = values.get(&attribute.name).unwrap_or(&Value::Null);
        let old = doc.get(&attribute.name).unwrap_or(&Value::Null);
        !same(old, new)
    };
    draft.attributes(schema).filter(differs).collect()
}

/// Whether two values say the same: empty ones, and numbers however they are written.
pub fn same(old: &Value, new: &Value) -> bool {
    match (old.as_f64(), new.as_f64()) {
        (Some(old), Some(new)) => old == new,
        _ => old == new || (is_empty(old) && is_empty(new)),
    }
}

/// The page.
pub fn page(
    draft: &Draft,
    changed: &[&Attribute],
    values: &Map<String, Value>,
    doc: &Value,
    around: &Around<'_>,
) -> Markup {
    let l = draft.locale;
    let line = t_args(l, "portal-check-line", &[("record", around.record.into())]);
    html! {
        p.back { (again(t(l, "back")).icon(Icon::ArrowLeft)) }
        (Heading::new(t(l, "portal-check-title")).line(line))
        (main_side(html! { (answers(draft, changed, values, doc, around.title)) (send(draft)) }, next(draft.locale, around.us, around.email)))
    }
}

/// A press that leads back to the form with everything that was typed.
fn again(label: impl Into<String>) -> Button {
    Button::submit(label).quiet().small().form("send").value("_step", "form")
}

fn send(draft: &Draft) -> Markup {
    let l = draft.locale;
    let form = Form::post(draft.action()).id("send");
    let typed = draft.typed.pairs().iter().cloned();
    let form =
        draft.hidden().into_iter().chain(typed).fold(form, |form, (name, value)| form.hidden(name, value));
    let buttons = html! {
        (Button::submit(t(l, "portal-send")).primary().value("_step", "confirm"))
        (Link::to(t(l, "portal-discard"), draft.back.as_str()).strong())
    };
    form.buttons(buttons).render()
}

fn answers(
    draft: &Draft,
    changed: &[&Attribute],
    values: &Map<String, Value>,
    doc: &Value,
    title: &str,
) -> Markup {
    let changes = changed.iter().flat_map(|attribute| {
        let new = values.get(&attribute.name).unwrap_or(&Value::Null);
        let old = doc.get(&attribute.name).unwrap_or(&Value::Null);
        match (attribute.kind.as_str(), draft.row) {
            ("table", Some(row)) => row_changes(draft, attribute, row, old, new),
            _ => vec![change(draft, attribute, old, new, doc)],
        }
    });
    let changes = changes.map(|change| change.action(again(t(draft.locale, "edit")))).collect();
    Card::new(title).body(change_list(draft.locale, changes)).render()
}

fn change(draft: &Draft, attribute: &Attribute, old: &Value, new: &Value, doc: &Value) -> Change {
    let l = draft.locale;
    let text = |held: &Value| text_of(l, attribute, held, doc, Room::Sentence).map(|text| html! { (text) });
    let new = match attribute.kind.as_str() {
        "address" => (!is_empty(new)).then(|| value(l, Kind::Address, new)),
        _ => text(new),
    };
    let mut change = Change::new(attribute.label(l), text(old), new);
    if let Some((taken, other)) = two_readings(l, attribute, draft.typed.text(&attribute.name)) {
        change = change.note(t_args(
            l,
            "portal-two-readings",
            &[("taken", taken.into()), ("other", other.into())],
        ));
    }
    change
}

/// The cells of the row that is added, changed or taken out.
fn row_changes(draft: &Draft, attribute: &Attribute, row: RowPlace, old: &Value, new: &Value) -> Vec<Change> {
    let seen = row.place().and_then(|place| draft.was_of(&attribute.name).get(place));
    let before = seen.cloned().unwrap_or_default();
    let rows = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let old_rows = rows(old);
    let after = match row {
        RowPlace::Gone(_) => Value::Null,
        _ => rows(new).into_iter().find(|row| !old_rows.contains(row)).unwrap_or_default(),
    };
    let cell = |column: &Attribute, row: &Value| table::cell(draft.locale, column, row);
    let changes = table::columns(attribute).into_iter().filter_map(|column| {
        let (old, new) = (cell(&column, &before), cell(&column, &after));
        let markup = |text: Option<String>| text.map(|text| html! { (text) });
        (old.is_some() || new.is_some())
            .then(|| Change::new(column.label(draft.locale), markup(old), markup(new)))
    });
    changes.collect()
}

/// What happens after a change was sent.
pub fn next(l: Locale, us: &str, email: &str) -> Markup {
    let us = [("us", us.into())];
    let mail = t_args(l, "portal-next-mail-to", &[("email", email.into())]);
    let steps = Timeline::new(l)
        .step_with(Step::Now, t(l, "portal-next-applies"), t_args(l, "portal-next-seen-by", &us).into_owned())
        .step_with(Step::Coming, t(l, "portal-next-mail"), mail.into_owned())
        .step_with(Step::Coming, t(l, "portal-next-history"), t(l, "portal-next-history-more").into_owned());
    Card::new(t(l, "portal-next")).body(steps).render()
}
