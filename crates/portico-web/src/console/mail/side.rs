//! How sending goes: through which server, what arrived last, what waits and what was refused.

use maud::{Markup, html};
use portico_core::mail::{self, LetterList, LetterRow, Settings, State};
use portico_core::{Caller, Core, Refusal};
use portico_db::Tx;
use portico_kit::Locale;

use super::super::address::Address;
use super::super::words::when;
use super::{LETTERS, address};
use crate::design::components::Tone;
use crate::design::components::card::Card;
use crate::design::components::link::Link;
use crate::design::components::note::Note;
use crate::design::components::summary_list::SummaryList;
use crate::design::words::{t, t_args};

pub(super) fn side(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    core: &Core,
    stored: &Settings,
) -> Result<Markup, Refusal> {
    let mut newest = |state: State| -> Result<Option<LetterRow>, Refusal> {
        let wanted = LetterList { state: Some(state), size: 1, ..LetterList::default() };
        Ok(mail::list(tx, caller, &wanted)?.pop())
    };
    let (sent, waiting, refused) = (newest(State::Sent)?, newest(State::Waiting)?, newest(State::Refused)?);
    let told = |letter: Option<&LetterRow>| match letter {
        Some(letter) => {
            let at = letter.settled_at.unwrap_or(letter.written_at);
            html! { (Link::to(when(locale, at, caller.now), address(&letter.id).href())) }
        }
        None => html! { span.quiet { (t(locale, "mail-nothing-yet")) } },
    };
    let list = SummaryList::new()
        .narrow()
        .row(t(locale, "mail-in-force"), in_force(locale, core, stored))
        .row(t(locale, "mail-last-sent"), told(sent.as_ref()))
        .row(t(locale, "mail-last-refused"), told(refused.as_ref()));
    let stuck = waiting.filter(|letter| letter.attempts > 0);
    Ok(html! {
        div.stack {
            @if let Some(letter) = stuck { (waits(locale, &letter)) }
            (Card::new(t(locale, "mail-standing")).body(list))
        }
    })
}

fn in_force(locale: Locale, core: &Core, stored: &Settings) -> String {
    match (&stored.own, &core.options().mail) {
        (Some(own), _) => own.server.host.clone(),
        (None, Some(_)) => t(locale, "mail-through-installation").into_owned(),
        (None, None) => t(locale, "mail-through-nobody").into_owned(),
    }
}

/// That letters wait, and what the server said.
fn waits(locale: Locale, letter: &LetterRow) -> Note {
    let all = Address::of(LETTERS).and("state", State::Waiting.name()).href();
    let said = letter.answer.clone().unwrap_or_default();
    Note::new(Tone::Warn).title(t(locale, "mail-letters-wait")).text(html! {
        (t_args(locale, "mail-letters-wait-line", &[("count", letter.attempts.into())])) " "
        code { (said) } " " (Link::to(t(locale, "mail-letters-waiting"), all))
    })
}
