//! Letters to a portal user, and whether its address takes any.

use std::collections::BTreeSet;

use maud::{Markup, html};
use portico_core::mail::{self, LetterList, RefusedAddress};
use portico_core::users::UserRow;
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::{EmailAddress, Locale};

use super::super::mail::{address, card};
use super::super::words::moment;
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::note::Note;
use crate::design::words::{t, t_args};

/// How many letters stand on the page of a user.
const SHOWN: i64 = 5;

/// What is said of the address when it is refused, and the newest letters.
pub(super) fn of(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    user: &UserRow,
) -> Result<(Markup, Card), Refusal> {
    let wanted = LetterList { user: Some(user.id.clone()), size: SHOWN, ..LetterList::default() };
    let letters = mail::list(tx, caller, &wanted)?;
    let marks = marks(tx, caller, std::slice::from_ref(user))?;
    let note = html! { @for mark in &marks { (note(locale, mark)) } };
    Ok((note, card(locale, user.id.as_str(), &letters)))
}

/// Which addresses of these users are refused.
pub(super) fn refused(
    tx: &mut Tx<'_>,
    caller: &Caller,
    users: &[UserRow],
) -> Result<BTreeSet<String>, Refusal> {
    Ok(marks(tx, caller, users)?.into_iter().map(|mark| mark.address).collect())
}

fn marks(tx: &mut Tx<'_>, caller: &Caller, users: &[UserRow]) -> Result<Vec<RefusedAddress>, Refusal> {
    let addresses: Vec<EmailAddress> =
        users.iter().filter_map(|user| EmailAddress::parse(&user.email).ok()).collect();
    mail::refused_addresses(tx, caller, &addresses)
}

fn note(locale: Locale, mark: &RefusedAddress) -> Note {
    let at = t_args(locale, "mail-address-refused-line", &[("at", moment(locale, mark.at).into())]);
    Note::new(Tone::Bad)
        .title(t(locale, "mail-address-refused"))
        .text(html! {
            (at) " " code.mail-words { (mark.answer) } " " (t(locale, "mail-address-refused-next"))
        })
        .action(Button::go(t(locale, "mail-see-letter"), address(&mark.mail).href()).small())
}
