//! Who of the staff acted in one's place, when, and why.

use portico_core::sign_in::ActedFor;
use portico_kit::{Instant, Locale};

use crate::design::components::Tone;
use crate::design::components::card::Card;
use crate::design::components::row_list::{Row, RowList};
use crate::design::format::{Clock, date_relative, local, time};
use crate::design::icons::Icon;
use crate::design::words::t;

/// The last times, the newest first.
pub(super) fn card(l: Locale, acted: &[ActedFor], now: Instant) -> Card {
    let rows = acted.iter().fold(RowList::new(), |list, one| list.row(row(l, one, now)));
    Card::new(t(l, "acting-past")).id("acted").intro(t(l, "acting-past-line")).body(rows)
}

fn row(l: Locale, one: &ActedFor, now: Instant) -> Row {
    let ((day, clock), (today, _)) = (local(one.at), local(now));
    let when = format!("{}, {}", date_relative(l, day, today), time(l, clock, Clock::Portal));
    let facts = if one.reason.is_empty() { when } else { format!("{when} · {}", one.reason) };
    Row::plain(one.name.as_str()).icon(Icon::Users, Tone::Neutral).facts(facts)
}
