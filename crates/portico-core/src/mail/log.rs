//! What became of letters, for staff: never the code or link that one carries.

use portico_db::Tx;
use portico_kit::{EmailAddress, EntityId, Instant, PortalId};

use super::store::RefusedAddress;
use super::{State, deliver_later, only_staff, route, store};
use crate::{Caller, Core, Refusal};

/// Which letters are wanted.
#[derive(Clone, Debug, Default)]
pub struct LetterList {
    /// In this state.
    pub state: Option<State>,
    /// Of this portal.
    pub portal: Option<PortalId>,
    /// For this portal user.
    pub user: Option<EntityId>,
    /// To this address.
    pub to: Option<EmailAddress>,
    /// After so many.
    pub from: i64,
    /// So many; at most 200.
    pub size: i64,
}

/// A letter and how it stands.
#[derive(Clone, Debug)]
pub struct LetterRow {
    /// Its id.
    pub id: String,
    /// The address it is for.
    pub to: String,
    /// Its subject; none where it may hold a code.
    pub subject: Option<String>,
    /// Its kind.
    pub kind: String,
    /// When it was written.
    pub written_at: Instant,
    /// The portal that wrote it.
    pub portal: PortalId,
    /// The portal user it is for.
    pub user: Option<EntityId>,
    /// How it stands.
    pub state: State,
    /// Whether what it carries opens something for whoever reads it.
    pub is_secret: bool,
    /// How often it was tried since it was written or sent again.
    pub attempts: i64,
    /// When it is tried next.
    pub next_at: Option<Instant>,
    /// Since when it is settled.
    pub settled_at: Option<Instant>,
    /// When it is of no use any more.
    pub good_until: Option<Instant>,
    /// Why the portal's own template could not be used.
    pub note: Option<String>,
    /// Whether its words are still known, so that it can be sent.
    pub is_remembered: bool,
    /// What a server said last.
    pub answer: Option<String>,
}

/// A try to hand a letter over.
#[derive(Clone, Debug)]
pub struct Try {
    /// When.
    pub at: Instant,
    /// What became of it: `accepted`, `refused` or `failed`.
    pub outcome: String,
    /// At which stage of the conversation.
    pub stage: String,
    /// What the server said.
    pub answer: String,
}

impl LetterRow {
    /// Whether it can be sent again at this moment.
    pub fn may_be_sent(&self, now: Instant) -> bool {
        self.is_remembered && self.good_until.is_none_or(|end| now < end)
    }
}

/// Letters, newest first.
pub fn list(tx: &mut Tx<'_>, caller: &Caller, wanted: &LetterList) -> Result<Vec<LetterRow>, Refusal> {
    only_staff(caller)?;
    Ok(store::list(tx, wanted)?)
}

/// A letter with all its tries, the first one first.
pub fn find(tx: &mut Tx<'_>, caller: &Caller, id: &str) -> Result<(LetterRow, Vec<Try>), Refusal> {
    only_staff(caller)?;
    let row = store::find(tx, id)?.ok_or(Refusal::NotFound)?;
    let tries = store::tries(tx, id)?;
    Ok((row, tries))
}

/// Sends a letter again: one that waits is tried at once, any other begins anew.
pub fn send_again(tx: &mut Tx<'_>, core: &Core, caller: &Caller, id: &str) -> Result<(), Refusal> {
    only_staff(caller)?;
    let row = store::find(tx, id)?.ok_or(Refusal::NotFound)?;
    if !row.may_be_sent(caller.now) {
        return Err(Refusal::conflict(
            "What this letter carried is of no use any more. The person can ask for a new one.",
        ));
    }
    if !route::exists(tx, core)? {
        return Err(Refusal::conflict("There is no mail server yet. Set one up, then send the letter."));
    }
    let round = store::begin_round(tx, id, caller.now)?;
    Ok(deliver_later(tx, core, id, round)?)
}

/// Which of these addresses a server has refused for good since a letter last arrived there.
pub fn refused_addresses(
    tx: &mut Tx<'_>,
    caller: &Caller,
    addresses: &[EmailAddress],
) -> Result<Vec<RefusedAddress>, Refusal> {
    only_staff(caller)?;
    Ok(store::refused(tx, addresses)?)
}
