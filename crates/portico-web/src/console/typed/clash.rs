//! Two versions of a document: what somebody stored meanwhile beside what stands in the form.

use maud::{Markup, Render, html};
use portico_kit::Locale;
use serde_json::Value;

use super::places::at;
use super::read::called;
use crate::design::components::Tone;
use crate::design::components::link::Link;
use crate::design::components::note::Note;
use crate::design::components::table::{Column, Table, TableRow};
use crate::design::words::t;
use crate::portal::blocks::settings::Setting;

/// The settings that differ, both versions of each; `again` leads to the form with the stored version.
pub(in crate::console) fn clash(
    locale: Locale,
    family: &str,
    settings: &[&[Setting]],
    versions: (&Value, &Value),
    again: &str,
) -> Markup {
    let (stored, typed) = versions;
    let all = settings.iter().copied().flatten();
    let differing = all.filter(|setting| at(stored, setting.key) != at(typed, setting.key));
    let rows: Vec<TableRow> = differing
        .map(|setting| {
            TableRow::new()
                .cell(called(locale, family, setting))
                .cell(told(locale, at(stored, setting.key)))
                .cell(told(locale, at(typed, setting.key)))
        })
        .collect();
    let table = Table::new(locale, t(locale, "setting-clash"))
        .column(Column::Title, t(locale, "setting-clash-what"))
        .column(Column::Fact, t(locale, "setting-clash-stored"))
        .column(Column::Fact, t(locale, "setting-clash-yours"))
        .rows(rows);
    let note = Note::new(Tone::Warn)
        .title(t(locale, "setting-clash"))
        .text(html! { (t(locale, "setting-clash-line")) " " (Link::to(t(locale, "setting-clash-again"), again)) })
        .result();
    html! { (note.render()) section.card.flush id="clash" { (table) } }
}

fn told(locale: Locale, value: &Value) -> Markup {
    match value {
        Value::Null => html! { span.quiet { (t(locale, "value-empty")) } },
        Value::Bool(said) => html! { (t(locale, if *said { "setting-yes" } else { "setting-no" })) },
        Value::String(text) => html! { (text) },
        Value::Object(fields) if fields.values().all(Value::is_string) => {
            html! { @for (at, text) in fields.values().filter_map(Value::as_str).enumerate() { @if at > 0 { " / " } (text) } }
        }
        other => html! { code.small { (other.to_string()) } },
    }
}
