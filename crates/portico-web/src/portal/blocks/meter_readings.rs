//! Meter readings: the last values of a meter, counter by counter, with what was used between them.

use maud::{Markup, Render, html};
use portico_core::pages::Block;
use portico_core::{Refusal, meter_readings};
use portico_kit::{EntityId, Locale};
use serde_json::Value;

use crate::design::components::Tone;
use crate::design::components::card::Card;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::table::{Column, Table, TableRow};
use crate::design::components::tag::Tag;
use crate::design::format::{self, Day};
use crate::design::words::{t, t_args};
use crate::portal::scene::{Record, Scene};
use crate::portal::texts::filled;

/// The readings of one counter, newest first.
#[derive(Debug, Default)]
pub struct Counter {
    /// What the counter counts; empty when the meter has only one.
    pub name: String,
    /// In what it counts.
    pub unit: String,
    /// Its readings.
    pub readings: Vec<Reading>,
}

/// One reading as it is shown.
#[derive(Debug, Default)]
pub struct Reading {
    /// The day of the reading.
    pub day: String,
    /// The value.
    pub value: String,
    /// What was used since the reading before.
    pub used: Option<String>,
    /// What is to be said about it.
    pub mark: Option<Tag>,
}

/// The block on its page: without a meter at hand, or without the right to see readings, it leaves no trace.
pub fn render(scene: &mut Scene<'_, '_, '_>, block: &Block) -> Result<Option<Markup>, Refusal> {
    let content = block.content();
    let Some(meter) = scene.record("meter")? else { return Ok(None) };
    let size = content.get("page_size").and_then(Value::as_i64).unwrap_or(6).clamp(1, 100);
    let id = meter.seen.id.clone();
    let listed = scene.ask(|tx, caller| meter_readings::of_meter(tx, caller, &id, size))?.flatten();
    let Some(listed) = listed else { return Ok(None) };
    let title = filled(scene, content.get("title").unwrap_or(&Value::Null))?;
    let title = if title.is_empty() { t(scene.locale(), "readings-title").into_owned() } else { title };
    let empty = filled(scene, content.get("empty").unwrap_or(&Value::Null))?;
    let counters: Vec<Record> = listed.counters.into_iter().map(Record::of).collect();
    let shown = counters_of(scene.locale(), &counters, &listed.readings, size);
    Ok(Some(show(scene.locale(), &title, &empty, &shown)))
}

/// The readings of each counter that the viewer sees, each with what was used since the one before.
fn counters_of(locale: Locale, counters: &[Record], readings: &[Value], size: i64) -> Vec<Counter> {
    let most = usize::try_from(size).unwrap_or(1);
    let shown = counters.iter().map(|counter| {
        let word = |key: &str| counter.doc.get(key).and_then(Value::as_str).unwrap_or_default();
        let names = ["description", "obis_number"].map(word);
        let name = names.into_iter().find(|name| !name.is_empty()).or(counter.title()).unwrap_or_default();
        let id = counter.seen.id.as_str();
        let own: Vec<&Value> = readings.iter().filter(|one| is_of(one, id)).collect();
        let marked = own.iter().enumerate().take(most);
        let lines = marked.filter_map(|(place, one)| reading(locale, one, own.get(place + 1).copied()));
        Counter {
            name: if counters.len() > 1 { name.to_owned() } else { String::new() },
            unit: word("unit").to_owned(),
            readings: lines.collect(),
        }
    });
    shown.filter(|counter| !counter.readings.is_empty()).collect()
}

fn is_of(reading: &Value, counter: &str) -> bool {
    reading.get("counter_id").and_then(Value::as_str).map(EntityId::from) == Some(EntityId::from(counter))
}

fn reading(locale: Locale, one: &Value, before: Option<&Value>) -> Option<Reading> {
    let number = |reading: &Value| reading.get("value").and_then(Value::as_f64);
    let value = number(one)?;
    let day = one.get("timestamp").and_then(Value::as_str).and_then(Day::parse)?;
    // A counter that starts again, such as a new one, tells nothing about what was used.
    let used = before.and_then(number).map(|earlier| value - earlier).filter(|used| *used >= 0.0);
    let rounded = |value: f64| format::number(locale, (value * 1000.0).round() / 1000.0);
    let mark = match one.get("status").and_then(Value::as_str) {
        Some("in-validation") => Some(Tag::new(Tone::Info, t(locale, "readings-checked"))),
        Some("implausible") => Some(Tag::new(Tone::Warn, t(locale, "readings-implausible"))),
        _ => None,
    };
    Some(Reading {
        day: format::short_date(locale, day),
        value: rounded(value),
        used: used.map(rounded),
        mark,
    })
}

/// How it looks.
pub fn show(locale: Locale, title: &str, empty: &str, counters: &[Counter]) -> Markup {
    let card = Card::new(title);
    if counters.is_empty() {
        let said = if empty.is_empty() { t(locale, "readings-none").into_owned() } else { empty.to_owned() };
        return card.body(html! { (EmptyState::new(said)) }).render();
    }
    card.body(html! { @for counter in counters { (counter_table(locale, title, counter)) } }).render()
}

fn counter_table(locale: Locale, title: &str, counter: &Counter) -> Markup {
    let caption = if counter.name.is_empty() { title } else { counter.name.as_str() };
    let table = Table::new(locale, caption)
        .small()
        .column(Column::Title, t(locale, "readings-day"))
        .column(Column::Number, t(locale, "readings-value"))
        .column(Column::Number, t(locale, "readings-used"));
    let row = |one: &Reading| {
        let value = html! { (one.value) @if let Some(mark) = &one.mark { " " (mark) } };
        let used = one.used.as_deref().unwrap_or("–");
        TableRow::new().cell(one.day.as_str()).cell(value).cell(used)
    };
    html! {
        @if !counter.name.is_empty() { h3.counter-name { (counter.name) } }
        (table.rows(counter.readings.iter().map(row)))
        @if !counter.unit.is_empty() {
            p.small.soft { (t_args(locale, "readings-unit", &[("unit", counter.unit.as_str().into())])) }
        }
    }
}

/// How it looks, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    let (title, name) = match locale {
        Locale::De => ("Zum Vergleich", "Hochtarif"),
        Locale::En => ("For comparison", "Peak"),
    };
    let reading = |day: &str, mark| Reading {
        day: day.to_owned(),
        value: "42.158,4".to_owned(),
        used: Some("3.318,2".to_owned()),
        mark,
    };
    let marked = Tag::new(Tone::Info, t(locale, "readings-checked"));
    let counter = Counter {
        name: name.to_owned(),
        unit: "kWh".to_owned(),
        readings: vec![reading("28.11.2025", Some(marked)), reading("30.11.2024", None)],
    };
    html! { (show(locale, title, "", &[counter])) (show(locale, title, "", &[])) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_was_used_is_told_unless_the_counter_began_again() {
        let (new, old) = (
            json!({ "value": 42158.4, "timestamp": "2025-11-28T10:00:00.000Z" }),
            json!({ "value": 38840.2, "timestamp": "2024-11-30T10:00:00.000Z" }),
        );
        let told = reading(Locale::De, &new, Some(&old)).unwrap_or_default();
        assert_eq!((told.value.as_str(), told.used.as_deref()), ("42.158,4", Some("3.318,2")));
        assert_eq!(reading(Locale::De, &old, Some(&new)).unwrap_or_default().used, None);
        assert!(reading(Locale::De, &json!({ "value": "x" }), None).is_none());
    }
}
