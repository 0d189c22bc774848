//! One letter: to whom, how it stands, and every try with the server's answer; never what it carries.

use maud::{Markup, html};
use portico_core::mail::{self, LetterRow, State, Try};
use portico_core::{Caller, Refusal, users};
use portico_db::Tx;
use portico_kit::Locale;

use super::super::portals::name_of;
use super::super::words::moment;
use super::list::again_press;
use super::outcome::stage;
use super::{LETTERS, address};
use crate::design::components::Tone;
use crate::design::components::card::Card;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::note::Note;
use crate::design::components::summary_list::SummaryList;
use crate::design::components::table::{Column, Table, TableRow};
use crate::design::components::tag::Tag;
use crate::design::layout::{ConsolePage, wide_narrow};
use crate::design::words::{has, t, t_args};

/// The kind of a letter in words.
pub(super) fn kind(locale: Locale, name: &str) -> String {
    let keys = [format!("letter-name-{name}"), format!("mail-kind-{name}")];
    let known = keys.iter().find(|key| has(key));
    known.map_or_else(|| name.to_owned(), |key| t(locale, key).into_owned())
}

/// How a letter stands.
pub(super) fn state_tag(locale: Locale, state: State) -> Tag {
    let tone = match state {
        State::Kept => Tone::Neutral,
        State::Waiting => Tone::Info,
        State::Sent => Tone::Good,
        State::Refused => Tone::Bad,
        State::GivenUp | State::Expired => Tone::Warn,
    };
    Tag::new(tone, t(locale, &format!("mail-state-{}", state.name())))
}

pub(super) fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    id: &str,
) -> Result<ConsolePage, Refusal> {
    let (letter, tries) = mail::find(tx, caller, id)?;
    let portal = if letter.portal.as_str().is_empty() { String::new() } else { name_of(tx, &letter.portal)? };
    let person = match &letter.user {
        Some(user) => match users::find(tx, caller, user) {
            Ok(row) => Some((user.as_str().to_owned(), row.title)),
            Err(Refusal::Fault(cause)) => return Err(Refusal::Fault(cause)),
            Err(_) => None,
        },
        None => None,
    };
    let title = kind(locale, &letter.kind);
    let main = html! { (standing(locale, &letter)) (all_tries(locale, &tries)) };
    let content = html! {
        (Heading::new(title.clone()).line(html! { (letter.to) " · " (moment(locale, letter.written_at)) })
            .aside(state_tag(locale, letter.state)))
        (wide_narrow(main, facts(locale, &letter, &portal, person.as_ref())))
    };
    let may = letter.state != State::Kept && letter.may_be_sent(caller.now);
    Ok(ConsolePage {
        title: title.clone(),
        crumbs: vec![(t(locale, "mail").into_owned(), LETTERS.to_owned())],
        here: title,
        actions: may.then(|| again_press(locale, &letter, false)),
        content,
    })
}

/// What the state means, and what can be done.
fn standing(locale: Locale, letter: &LetterRow) -> Markup {
    let tone = match letter.state {
        State::Refused => Tone::Bad,
        State::GivenUp | State::Expired => Tone::Warn,
        State::Sent => Tone::Good,
        _ => Tone::Info,
    };
    let next = letter.next_at.filter(|_| letter.attempts > 0).map(|at| moment(locale, at));
    let line = match next {
        Some(at) => t_args(locale, "mail-next-try", &[("at", at.into())]),
        None => t(locale, &format!("mail-state-{}-line", letter.state.name())),
    };
    html! {
        (Note::new(tone).title(t(locale, &format!("mail-state-{}", letter.state.name()))).text(line))
        @if let Some(note) = &letter.note {
            (Note::new(Tone::Warn).title(t(locale, "mail-as-it-ships")).text(note))
        }
    }
}

fn all_tries(locale: Locale, tries: &[Try]) -> Card {
    let card = Card::new(t(locale, "mail-tries")).flush();
    if tries.is_empty() {
        return card.body(html! { p.card-pad.quiet { (t(locale, "mail-tries-none")) } });
    }
    let row = |tried: &Try| {
        let tone = match tried.outcome.as_str() {
            "accepted" => Tone::Good,
            "refused" => Tone::Bad,
            _ => Tone::Warn,
        };
        TableRow::new()
            .cell(moment(locale, tried.at))
            .cell(Tag::new(tone, t(locale, &format!("mail-outcome-{}", tried.outcome))))
            .cell(stage(locale, &tried.stage))
            .cell(html! { code.mail-words { (tried.answer) } })
    };
    let table = Table::new(locale, t(locale, "mail-tries"))
        .column(Column::Title, t(locale, "mail-tried-at"))
        .column(Column::Status, t(locale, "mail-outcome"))
        .column(Column::Fact, t(locale, "mail-stage"))
        .column(Column::Fact, t(locale, "mail-answer"))
        .rows(tries.iter().rev().map(row));
    card.body(table)
}

fn facts(locale: Locale, letter: &LetterRow, portal: &str, person: Option<&(String, String)>) -> Markup {
    let mut list = SummaryList::new().narrow().row(t(locale, "mail-to"), &letter.to);
    if let Some((id, title)) = person {
        list = list.row(t(locale, "console-person"), Link::to(title, format!("/admin/users/{id}")));
    }
    if !portal.is_empty() {
        list = list
            .row(t(locale, "console-portal"), Link::to(portal, format!("/admin/portals/{}", letter.portal)));
    }
    if let Some(subject) = &letter.subject {
        list = list.row(t(locale, "mail-subject"), subject);
    }
    list = list.row(t(locale, "mail-written"), moment(locale, letter.written_at));
    if let Some(end) = letter.good_until {
        list = list.row(t(locale, "mail-good-until"), moment(locale, end));
    }
    let may_be_read = letter.is_remembered && (letter.state == State::Kept || !letter.is_secret);
    let words =
        may_be_read.then(|| Link::to(t(locale, "mail-read"), format!("/admin/mailbox/{}", letter.id)));
    html! {
        (Card::new(t(locale, "console-glance")).body(list))
        (Card::new(t(locale, "mail-words")).body(html! {
            @if let Some(link) = words { p { (link) } } @else { p.small { (t(locale, "mail-words-hidden")) } }
        }))
    }
}

/// The card of a portal user: the newest letters to it.
pub(in crate::console) fn card(locale: Locale, user: &str, letters: &[LetterRow]) -> Card {
    let card = Card::new(t(locale, "mail-letters")).flush();
    if letters.is_empty() {
        return card.body(html! { p.card-pad.quiet { (t(locale, "mail-none-to-user")) } });
    }
    let row = |letter: &LetterRow| {
        TableRow::new()
            .cell(html! { a.link.strong href=(address(&letter.id).href()) { (kind(locale, &letter.kind)) } })
            .cell(state_tag(locale, letter.state))
            .cell(html! { span.quiet { (moment(locale, letter.written_at)) } })
    };
    let table = Table::new(locale, t(locale, "mail-letters"))
        .column(Column::Title, t(locale, "mail-letter"))
        .column(Column::Status, t(locale, "mail-state"))
        .column(Column::Fact, t(locale, "mail-written"))
        .rows(letters.iter().map(row));
    let all = super::letters_of(user).href();
    card.aside(Link::to(t(locale, "mail-all"), all)).body(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_kind_and_outcome_has_its_words() {
        for state in State::ALL {
            assert!(
                has(&format!("mail-state-{}", state.name()))
                    && has(&format!("mail-state-{}-line", state.name()))
            );
        }
        for kind in portico_core::letters::Kind::ALL {
            assert_ne!(super::kind(Locale::De, kind.name()), kind.name());
        }
        for outcome in ["accepted", "refused", "failed"] {
            assert!(has(&format!("mail-outcome-{outcome}")), "{outcome}");
        }
        assert!(has("mail-kind-changeReceived"));
    }
}
