//! Order summary: what an offer holds and costs, until when it stands, and the two answers to it.

use maud::{Markup, Render, html};
use portico_core::pages::Block;
use portico_core::schemas::Schema;
use portico_core::{Refusal, orders};
use portico_kit::Locale;
use serde_json::Value;

use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::figure::Figure;
use crate::design::components::note::Note;
use crate::design::components::tag::Tag;
use crate::design::format::{self, Day};
use crate::design::icons::Icon;
use crate::design::words::{t, t_args};
use crate::portal::decide;
use crate::portal::scene::{Record, Scene};
use crate::portal::texts::filled;
use crate::portal::values::lines::{self, Line};
use crate::portal::values::shown;

/// What the block says.
#[derive(Debug, Default)]
pub struct Summary {
    /// The title.
    pub title: String,
    /// How far the order is.
    pub status: Option<Tag>,
    /// What is asked of the reader, if anything.
    pub question: Option<Question>,
    /// What it holds.
    pub lines: Vec<Line>,
    /// What it costs, the sum to pay being the last.
    pub sums: Vec<(String, String)>,
}

/// The two answers to an offer.
#[derive(Debug)]
pub struct Question {
    /// Until when the offer stands, in words.
    pub until: Option<String>,
    /// Whether that day has passed.
    pub is_over: bool,
    /// Where the offer is accepted.
    pub accept: String,
    /// Where it is declined.
    pub decline: String,
}

/// The block on its page: without an order at hand it leaves no trace.
pub fn render(scene: &mut Scene<'_, '_, '_>, block: &Block) -> Result<Option<Markup>, Refusal> {
    let Some(record) = scene.record("order")? else { return Ok(None) };
    let Some(schema) = scene.schema("order").cloned() else { return Ok(None) };
    let locale = scene.locale();
    let title = filled(scene, block.content().get("title").unwrap_or(&Value::Null))?;
    let is_asked = scene.ask(|tx, caller| orders::is_asked(tx, caller, &record.seen))?.unwrap_or(false);
    let summary = Summary {
        title: if title.is_empty() { t(locale, "order-summary-title").into_owned() } else { title },
        // The page of the order says it beside its title.
        status: status_of(locale, &schema, &record).filter(|_| !is_subject(scene, &record)),
        question: is_asked.then(|| question(scene, block, &schema, &record)),
        lines: lines::of(scene, &record)?,
        sums: lines::sums(locale, &schema, &record.doc),
    };
    let is_empty = summary.lines.is_empty() && summary.sums.is_empty() && summary.question.is_none();
    Ok((!is_empty).then(|| show(locale, &summary)))
}

fn is_subject(scene: &Scene<'_, '_, '_>, record: &Record) -> bool {
    scene.subject().is_some_and(|subject| subject.seen.id == record.seen.id)
}

/// How far an order is.
pub fn status_of(locale: Locale, schema: &Schema, record: &Record) -> Option<Tag> {
    let attribute = schema.attribute("status").filter(|attribute| attribute.kind == "status")?;
    shown::status(locale, attribute, record.doc.get("status")?)
}

fn question(scene: &Scene<'_, '_, '_>, block: &Block, schema: &Schema, record: &Record) -> Question {
    let until = schema.attribute("valid_until").and_then(|_| record.doc.get("valid_until"));
    let day = until.and_then(Value::as_str).and_then(Day::parse);
    let back = scene.frame.asked.here();
    let answer = |answer| decide::href(record.seen.id.as_str(), answer, &block.id, &back);
    Question {
        until: day.map(|day| format::date(scene.locale(), day)),
        is_over: schema.attribute("valid_until").is_some() && orders::is_over(&record.doc, scene.frame.now),
        accept: answer(decide::ACCEPT),
        decline: answer(decide::DECLINE),
    }
}

/// How it looks.
pub fn show(locale: Locale, summary: &Summary) -> Markup {
    let body = html! {
        @if let Some((label, total)) = summary.sums.last() {
            div.card-part { (Figure::new(total.as_str()).caption(said(locale, label, summary))) }
        }
        @if let Some(question) = &summary.question { div.card-part { (asked(locale, question)) } }
        @if !summary.lines.is_empty() {
            (lines::table(locale, &summary.title, &summary.lines))
        }
    };
    let mut card = Card::new(summary.title.as_str()).flush().body(body);
    if let Some(status) = &summary.status {
        card = card.aside(status);
    }
    if summary.sums.len() > 1 && !summary.lines.is_empty() {
        card = card.foot(lines::totals(&summary.sums));
    }
    card.render()
}

fn said(locale: Locale, label: &str, summary: &Summary) -> Markup {
    let until = summary.question.as_ref().filter(|question| !question.is_over);
    let until = until.and_then(|question| question.until.as_deref());
    html! {
        (label)
        @if let Some(day) = until { " · " (t_args(locale, "order-summary-until", &[("day", day.into())])) }
    }
}

fn asked(locale: Locale, question: &Question) -> Markup {
    if question.is_over {
        let day = question.until.as_deref().unwrap_or_default();
        return Note::new(Tone::Warn)
            .title(t_args(locale, "order-summary-over", &[("day", day.into())]))
            .text(t(locale, "order-summary-over-line"))
            .action(Button::go(t(locale, "help"), "/help").small())
            .render();
    }
    html! {
        div.buttons {
            (Button::go(t(locale, "order-accept"), question.accept.as_str()).primary().icon(Icon::Check))
            (Button::go(t(locale, "order-decline"), question.decline.as_str()))
        }
        p.small.soft { (t(locale, "order-summary-next")) }
    }
}

/// How it looks, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    let (title, status, until, sum) = match locale {
        Locale::De => ("Ihr Angebot", "Wartet auf Sie", "16. Dezember 2026", "Gesamt"),
        Locale::En => ("Your offer", "Waiting for you", "16 December 2026", "Total"),
    };
    let question = |is_over| Question {
        until: Some(until.to_owned()),
        is_over,
        accept: "/decide/1?answer=accept".to_owned(),
        decline: "/decide/1?answer=decline".to_owned(),
    };
    let line = Line { name: "Akkura 10".to_owned(), total: "4.890,00 €".to_owned(), ..Line::default() };
    let summary = |is_over| Summary {
        title: title.to_owned(),
        status: Some(Tag::new(Tone::Info, status)),
        question: Some(question(is_over)),
        lines: vec![line.clone()],
        sums: vec![(sum.to_owned(), "4.890,00 €".to_owned()); 2],
    };
    html! { (show(locale, &summary(false))) (show(locale, &summary(true))) }
}
