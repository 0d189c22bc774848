//! The page after an offer was answered: what was answered, when, and what it was about; also for printing.

use maud::{Markup, html};
use portico_core::activity::{self, Window};
use portico_core::{Caller, Refusal, orders};
use portico_db::Tx;
use portico_kit::Instant;
use serde_json::Value;

use super::check;
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::heading::Heading;
use crate::design::components::note::Note;
use crate::design::format::{self, Clock};
use crate::design::words::{t, t_args};
use crate::portal::blocks::order_summary::status_of;
use crate::portal::scene::Record;
use crate::portal::task::Task;

/// So many later changes may have followed before a kept address no longer tells of the answer.
const LOOKED_THROUGH: i64 = 50;

/// What became of the offer.
pub fn page(tx: &mut Tx<'_>, caller: &Caller, task: &Task, order: &Record) -> Result<Markup, Refusal> {
    let l = task.locale;
    let schema = task.setup.catalogue.find("order").ok_or(Refusal::NotFound)?;
    let back = task.back("order", order.seen.id.as_str());
    let status = order.doc.get("status").and_then(Value::as_str).unwrap_or_default();
    let answered = answered_at(tx, caller, order, status)?;
    let (title, note) = match (status, &answered) {
        ("placed", Some(at)) => told(task, "order-accepted", Tone::Good, *at),
        ("cancelled", Some(at)) => told(task, "order-declined", Tone::Neutral, *at),
        _ if orders::is_over(&order.doc, caller.now) && orders::is_asked(tx, caller, &order.seen)? => {
            (t(l, "offer-over").into_owned(), Note::new(Tone::Warn).text(t(l, "offer-over-line")))
        }
        _ => (t(l, "order-not-open").into_owned(), Note::new(Tone::Info).text(t(l, "order-not-open-line"))),
    };
    let mut heading = Heading::new(title.as_str()).line(order.title().unwrap_or_default());
    if let Some(status) = status_of(l, schema, order) {
        heading = heading.aside(status);
    }
    let content = html! {
        (heading)
        div.stack.narrow-page {
            (note)
            (check::card(task, schema, order))
            div.buttons { (Button::go(t(l, "order-back"), back.as_str()).primary()) }
        }
    };
    Ok(task.page(&title, (&t(l, "order-back"), &back), content))
}

fn told(task: &Task, key: &str, tone: Tone, at: Instant) -> (String, Note) {
    let when = format::date_time(task.locale, at, Clock::Portal);
    let args = [("when", when.into()), ("who", task.person.name.as_str().into())];
    let line = t_args(task.locale, &format!("{key}-line"), &args);
    (t(task.locale, key).into_owned(), Note::new(tone).text(line).result())
}

/// When the viewer gave the answer that the order's status tells of.
fn answered_at(
    tx: &mut Tx<'_>,
    caller: &Caller,
    order: &Record,
    status: &str,
) -> Result<Option<Instant>, Refusal> {
    let window = Window { size: LOOKED_THROUGH, ..Window::default() };
    let (entries, _) = activity::list(tx, caller, "order", &order.seen.id, &window)?;
    let is_own = |entry: &&Value| entry.pointer("/payload/caller/PortalAuth/token/sub").is_some();
    let answer = |entry: &&Value| {
        let operations = entry.get("operations").and_then(Value::as_array).into_iter().flatten();
        operations.filter_map(|one| one.pointer("/payload/status")?.as_str()).any(|set| set == status)
    };
    let entry = entries.iter().filter(is_own).find(answer);
    let at = entry.and_then(|entry| entry.get("timestamp")).and_then(Value::as_str);
    Ok(at.and_then(|at| Instant::parse_iso(at).ok()))
}
