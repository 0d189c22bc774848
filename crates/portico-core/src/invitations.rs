//! Invitations: who was asked to register with a portal, one by one or by a list, and what became of it.

use portico_db::Tx;
use portico_kit::{EmailAddress, EntityId, Instant, Locale, PortalId};

use crate::letters::{Kind, Recipient};
use crate::one_time::{self, Purpose};
use crate::{Caller, Core, Refusal, portals, registration};

mod again;
mod jobs;
mod judging;
mod lists;
mod lists_store;
mod reading;
mod store;

pub use again::{Invited, ask_again, look};
pub use jobs::{JOB, handler};
pub use lists::{Counts, ListRow, ListState, Listed, Outcome, REMIND_AFTER};
pub use lists::{check, counts, find_list, latest_lists, remind, rows, send};
pub use reading::{Column, MOST_BYTES, MOST_ROWS, Unreadable};

/// How long an invitation of the organisation lasts, in seconds: two weeks.
pub const LASTS: i64 = 14 * 86_400;

/// What became of an invitation.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum State {
    /// It was sent.
    Sent,
    /// Its link was opened.
    Opened,
    /// It was taken up.
    Accepted,
    /// Its time is over.
    Expired,
    /// It was taken back.
    Revoked,
}

impl State {
    /// Every state, the ones that need somebody first.
    pub const ALL: [Self; 5] = [Self::Sent, Self::Opened, Self::Expired, Self::Revoked, Self::Accepted];

    /// Its word in addresses and bodies.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sent => "invited",
            Self::Opened => "opened",
            Self::Accepted => "accepted",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
        }
    }

    /// The state of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// An invitation.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// Its id.
    pub id: String,
    /// The portal.
    pub portal: PortalId,
    /// The contact that registers.
    pub contact: EntityId,
    /// The address it went to.
    pub email: String,
    /// The name to greet.
    pub name: String,
    /// The language of the letter.
    pub locale: Locale,
    /// Whether a colleague or the organisation invites.
    pub kind: Kind,
    /// Who invited, by name.
    pub by: String,
    /// When it was first sent.
    pub created_at: Instant,
    /// When it was last sent.
    pub sent_at: Instant,
    /// How often it was sent.
    pub times: i64,
    /// When its link ends.
    pub expires_at: Instant,
    /// When its link was opened.
    pub opened_at: Option<Instant>,
    /// When it was taken up.
    pub accepted_at: Option<Instant>,
    /// When it was taken back.
    pub revoked_at: Option<Instant>,
}

impl Invitation {
    /// What became of it.
    pub fn state(&self, now: Instant) -> State {
        match (self.accepted_at, self.revoked_at, self.opened_at) {
            (Some(_), ..) => State::Accepted,
            (None, Some(_), _) => State::Revoked,
            _ if now >= self.expires_at => State::Expired,
            (None, None, Some(_)) => State::Opened,
            _ => State::Sent,
        }
    }
}

/// Which invitations are wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Only of this portal.
    pub portal: Option<PortalId>,
    /// Only in this state.
    pub state: Option<State>,
    /// Only whose address or name has this in it.
    pub q: Option<String>,
    /// How many to skip.
    pub from: i64,
    /// How many to answer, at most 200.
    pub size: i64,
}

/// The organisation's invitations, the last sent first, and how many there are; for staff.
pub fn list(tx: &mut Tx<'_>, caller: &Caller, wanted: &Wanted) -> Result<(Vec<Invitation>, i64), Refusal> {
    check_staff(caller)?;
    Ok(store::list(tx, wanted, caller.now)?)
}

/// An invitation of the organisation, for staff.
pub fn find(tx: &mut Tx<'_>, caller: &Caller, id: &str) -> Result<Invitation, Refusal> {
    check_staff(caller)?;
    store::find(tx, id)?.ok_or(Refusal::NotFound)
}

/// Sends an invitation once more; its earlier link is over.
///
/// # Errors
/// `Conflict` when it was taken up already.
pub fn resend(tx: &mut Tx<'_>, core: &Core, caller: &Caller, id: &str) -> Result<(), Refusal> {
    let found = find(tx, caller, id)?;
    if found.accepted_at.is_some() {
        return Err(Refusal::conflict("This invitation was taken up already."));
    }
    send_again(tx, core, &found)
}

/// Takes an invitation back: its link is over at once.
///
/// # Errors
/// `Conflict` when it was taken up already.
pub fn revoke(tx: &mut Tx<'_>, caller: &Caller, id: &str) -> Result<(), Refusal> {
    let found = find(tx, caller, id)?;
    if found.accepted_at.is_some() {
        let message = "This invitation was taken up already. Withdraw the user's access instead.";
        return Err(Refusal::conflict(message));
    }
    withdraw(tx, &found.portal, &found.contact, caller.now)
}

/// Takes the open invitation of a contact back, if there is one.
pub(crate) fn withdraw(
    tx: &mut Tx<'_>,
    portal: &PortalId,
    contact: &EntityId,
    now: Instant,
) -> Result<(), Refusal> {
    one_time::withdraw(tx, Purpose::Invitation, portal, contact.as_str(), now)?;
    Ok(store::note_revoked(tx, portal, contact, now)?)
}

/// How the last invitation of a contact stands, and when its link ends.
pub(crate) fn standing(
    tx: &mut Tx<'_>,
    portal: &PortalId,
    contact: &EntityId,
    now: Instant,
) -> Result<Option<(State, Instant)>, Refusal> {
    let last = store::of_contact(tx, portal, contact)?;
    Ok(last.map(|last| (last.state(now), last.expires_at)))
}

fn send_again(tx: &mut Tx<'_>, core: &Core, found: &Invitation) -> Result<(), Refusal> {
    let portal = portals::find(tx, &found.portal)?.ok_or(Refusal::NotFound)?;
    let address = EmailAddress::parse(&found.email).map_err(|error| Refusal::Fault(error.to_string()))?;
    let to = Recipient { address, name: found.name.clone(), locale: found.locale, user: None };
    let kind = (found.kind, vec![("person", found.by.clone())]);
    registration::invite(tx, core, &portal, &found.contact, &to, LASTS, kind).map(|_| ())
}

/// Notes that an invitation is sent: a new one, or once more the open one of the contact.
pub(crate) fn note_sent(
    tx: &mut Tx<'_>,
    core: &Core,
    (portal, contact): (&PortalId, &EntityId),
    to: &Recipient,
    (kind, by): (Kind, &str),
    (now, expires_at): (Instant, Instant),
) -> Result<String, Refusal> {
    if let Some(open) = store::of_contact(tx, portal, contact)?.filter(|open| open.accepted_at.is_none()) {
        store::sent_again(tx, &open.id, to, now, expires_at)?;
        return Ok(open.id);
    }
    let new = Invitation {
        id: core.random().uuid_v7(now),
        portal: portal.clone(),
        contact: contact.clone(),
        email: to.address.as_str().to_owned(),
        name: to.name.clone(),
        locale: to.locale,
        kind,
        by: by.to_owned(),
        created_at: now,
        sent_at: now,
        times: 1,
        expires_at,
        opened_at: None,
        accepted_at: None,
        revoked_at: None,
    };
    store::insert(tx, &new)?;
    Ok(new.id)
}

/// Notes that the invitation of a contact was taken up.
pub(crate) fn note_accepted(
    tx: &mut Tx<'_>,
    portal: &PortalId,
    contact: &EntityId,
    now: Instant,
) -> Result<(), Refusal> {
    Ok(store::note_accepted(tx, portal, contact, now)?)
}

fn check_staff(caller: &Caller) -> Result<(), Refusal> {
    if caller.is_staff() { Ok(()) } else { Err(Refusal::NotFound) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_its_word() {
        for state in State::ALL {
            assert_eq!(State::parse(state.word()), Some(state));
        }
        assert_eq!(State::parse("bounced"), None);
    }
}
