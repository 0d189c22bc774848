//! Any moment of a record's past: the form that asks for it, and the moment that was typed.

use maud::{Markup, Render, html};
use portico_core::Refusal;
use portico_http::Query;
use portico_kit::{Instant, Locale};

use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::error_summary::Fault;
use crate::design::components::field::{Field, hidden};
use crate::design::format;
use crate::design::words::t;
use crate::portal::edit::reading::{read_day, read_time, utc_of};

/// The moment that an address asks for, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct When {
    /// The moment, when what was typed makes one.
    pub at: Option<Instant>,
    /// What is wrong with what was typed.
    pub faults: Vec<Fault>,
    day: String,
    time: String,
}

impl When {
    /// Reads `at`, as links say it, or `day` and `time`, as people type them; without a time the day's end counts.
    ///
    /// # Errors
    /// `Invalid` when `at` is no moment.
    pub fn of(locale: Locale, query: &Query) -> Result<Self, Refusal> {
        let text = |name: &str| query.text(name).unwrap_or_default().trim().to_owned();
        if let Some(at) = query.text("at").filter(|at| !at.is_empty()) {
            let at = Instant::parse_iso(at).map_err(|error| Refusal::invalid("at", error.to_string()))?;
            let (day, of_day) = format::local(at);
            let time = format!("{:02}:{:02}", of_day.hour, of_day.minute);
            return Ok(Self { at: Some(at), faults: Vec::new(), day: day.to_iso(), time });
        }
        let mut when = Self { day: text("day"), time: text("time"), ..Self::default() };
        if query.text("day").is_none() {
            return Ok(when);
        }
        let mut wrong = |field: &str| {
            when.faults.push(Fault::new(field, t(locale, &format!("history-when-wrong-{field}"))));
        };
        let day = read_day(&when.day);
        let time = if when.time.is_empty() { Some((23, 59)) } else { read_time(&when.time) };
        match (day, time) {
            // The last second of the minute, so that what happened in it is there.
            (Some(day), Some(time)) => when.at = Some(utc_of(day, time).plus_seconds(59)),
            (day, time) => {
                if day.is_none() {
                    wrong("day");
                }
                if time.is_none() {
                    wrong("time");
                }
            }
        }
        Ok(when)
    }

    /// The card with the form; it leads to this address, with these values.
    pub fn card(&self, locale: Locale, to: &str, carried: &[(&str, &str)]) -> Markup {
        let error = |field: &str| {
            let fault = self.faults.iter().find(|fault| fault.field == field);
            fault.map(|fault| fault.message.clone())
        };
        let form = html! {
            form.form.moment-form method="get" action=(to) {
                @for (name, value) in carried { (hidden(name, value)) }
                (Field::date("day", t(locale, "history-when-day")).value(&self.day).error(error("day")))
                (Field::text("time", t(locale, "history-when-time")).value(&self.time).optional(locale)
                    .hint(t(locale, "history-when-time-hint")).error(error("time")))
                div.buttons { (Button::submit(t(locale, "history-when-press"))) }
            }
        };
        Card::new(t(locale, "history-when")).intro(t(locale, "history-when-line")).body(form).render()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(query: &str) -> Option<String> {
        When::of(Locale::De, &Query::parse(query)).ok()?.at.map(Instant::to_iso)
    }

    #[test]
    fn a_day_and_a_time_are_read_on_our_clocks() {
        assert_eq!(at("day=2026-07-01&time=14:30").as_deref(), Some("2026-07-01T12:30:59.000Z"));
        assert_eq!(at("day=24.11.2026&time=14.30+Uhr").as_deref(), Some("2026-11-24T13:30:59.000Z"));
        assert_eq!(at("day=2026-11-24&time=").as_deref(), Some("2026-11-24T22:59:59.000Z"));
        assert_eq!(at("at=2026-11-24T08:00:00.000Z").as_deref(), Some("2026-11-24T08:00:00.000Z"));
        assert_eq!(at(""), None);
    }

    #[test]
    fn what_is_no_day_or_time_is_told_at_its_field() {
        let wrong = |query: &str| -> Vec<String> {
            let when = When::of(Locale::De, &Query::parse(query)).unwrap_or_default();
            when.faults.into_iter().map(|fault| fault.field).collect()
        };
        assert_eq!(wrong("day=tomorrow&time=25:00"), ["day", "time"]);
        assert_eq!(wrong("day=&time="), ["day"]);
        assert_eq!(wrong("day=2026-11-24&time=x"), ["time"]);
        assert!(When::of(Locale::De, &Query::parse("at=yesterday")).is_err());
    }
}
