//! Lists of people to invite: tried first, line by line, then sent by a job, then sent again to those who did not come.

use std::collections::HashMap;

use portico_db::Tx;
use portico_kit::{EntityId, Instant, PortalId};
use serde::{Deserialize, Serialize};

pub use super::judging::Outcome;
use super::judging::{self, Desk};
use super::reading::{Column, Line, Unreadable, read};
use super::{check_staff, jobs, lists_store as store};
use crate::registration::Settings;
use crate::{Actor, ActorKind, Caller, Core, Refusal, portals};

/// How many days a list is kept.
const KEPT_DAYS: i64 = 90;
/// How long after a sending the list can be sent again to those who did not come, in seconds.
pub const REMIND_AFTER: i64 = 3600;

/// How a list stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ListState {
    /// It was tried; nothing is sent.
    Checked,
    /// It is being sent.
    Running,
    /// All lines are done.
    Done,
}

impl ListState {
    /// Its word in bodies.
    pub fn word(self) -> &'static str {
        match self {
            Self::Checked => "checked",
            Self::Running => "running",
            Self::Done => "done",
        }
    }

    pub(super) fn parse(word: &str) -> Self {
        [Self::Running, Self::Done].into_iter().find(|state| state.word() == word).unwrap_or(Self::Checked)
    }
}

/// What a list remembers beside its lines.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Facts {
    /// The portal of lines that name none.
    pub portal: String,
    /// What stands between two cells.
    pub separator: char,
    /// What each column holds.
    pub columns: Vec<Column>,
    pub(super) by_id: String,
    /// Who brought it, by name.
    pub by: String,
    pub(super) by_staff: bool,
}

/// A list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// How it stands.
    pub state: ListState,
    /// What was recognised, and who brought it.
    pub facts: Facts,
    /// When it was brought.
    pub created_at: Instant,
    /// When it was last sent.
    pub sent_at: Option<Instant>,
    /// When the last line was done.
    pub finished_at: Option<Instant>,
}

impl Listed {
    pub(super) fn actor(&self) -> Actor {
        let kind = if self.facts.by_staff { ActorKind::OrgUser } else { ActorKind::ApiToken };
        Actor { kind, id: self.facts.by_id.clone(), name: self.facts.by.clone(), acting: None }
    }
}

/// A line with what becomes of it.
#[derive(Clone, Debug)]
pub struct ListRow {
    /// Its place, from 0.
    pub position: i64,
    /// As it was written.
    pub line: Line,
    /// What becomes of it.
    pub outcome: Outcome,
    /// The contact it leads to, with its title.
    pub contact: Option<(EntityId, String)>,
    /// The invitation it led to.
    pub invitation: Option<String>,
}

/// How many lines come to which end.
pub type Counts = HashMap<Outcome, i64>;

impl std::hash::Hash for Outcome {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.word().hash(state);
    }
}

/// Tries a list for a portal: every line says what would become of it, and nothing is sent. Answers its id.
///
/// # Errors
/// `Invalid` when there is no such portal; what is wrong with the list is told apart.
pub fn check(
    tx: &mut Tx<'_>,
    core: &Core,
    caller: &Caller,
    portal: &PortalId,
    csv: &[u8],
) -> Result<Result<String, Unreadable>, Refusal> {
    check_staff(caller)?;
    let desk = desk_of(tx, core, caller, portal)?;
    let first = desk.portals.first().ok_or(Refusal::NotFound)?;
    let sheet = match read(csv, &caller.catalogue, &Settings::of(first).identifiers) {
        Ok(sheet) => sheet,
        Err(why) => return Ok(Err(why)),
    };
    store::forget_before(tx, caller.now.plus_seconds(-KEPT_DAYS * 86_400))?;
    let list = Listed {
        id: caller.random.uuid_v7(caller.now),
        state: ListState::Checked,
        facts: Facts {
            portal: portal.as_str().to_owned(),
            separator: sheet.separator,
            columns: sheet.columns,
            by_id: caller.actor.id.clone(),
            by: caller.actor.name.clone(),
            by_staff: caller.actor.kind == ActorKind::OrgUser,
        },
        created_at: caller.now,
        sent_at: None,
        finished_at: None,
    };
    let mut rows = Vec::new();
    for line in sheet.lines {
        let (outcome, contact) = match desk.judge(tx, &line)? {
            Ok(ready) => (Outcome::Ready, Some(ready.contact)),
            Err(outcome) => (outcome, None),
        };
        rows.push((line, outcome, contact));
    }
    store::insert(tx, &list, &rows)?;
    Ok(Ok(list.id))
}

/// The desk of a portal: it comes first, the organisation's others after it.
pub(super) fn desk_of<'d>(
    tx: &mut Tx<'_>,
    core: &'d Core,
    caller: &'d Caller,
    portal: &PortalId,
) -> Result<Desk<'d>, Refusal> {
    let mut all = portals::list(tx)?;
    all.sort_by_key(|one| one.id != *portal);
    if all.first().is_none_or(|first| first.id != *portal) {
        return Err(Refusal::invalid("portal_id", "There is no such portal. Name one by its id."));
    }
    Ok(Desk { core, caller, portals: all })
}

/// Sends a list that was tried: its job invites line by line.
///
/// # Errors
/// `Conflict` when it was sent before, or nobody of it can be invited.
pub fn send(tx: &mut Tx<'_>, caller: &Caller, id: &str) -> Result<(), Refusal> {
    let list = find_list(tx, caller, id)?;
    if list.state != ListState::Checked {
        return Err(Refusal::conflict("This list was sent already."));
    }
    if store::turn(tx, id, Outcome::Ready)? == 0 {
        return Err(Refusal::conflict("Nobody of this list can be invited. Mend it and bring it again."));
    }
    begin(tx, caller, id)
}

/// Sends the invitations of a list once more to those who did not come.
///
/// # Errors
/// `Conflict` while it is being sent, within an hour after, or when everybody came.
pub fn remind(tx: &mut Tx<'_>, caller: &Caller, id: &str) -> Result<(), Refusal> {
    let list = find_list(tx, caller, id)?;
    let rested = list.finished_at.is_some_and(|at| caller.now >= at.plus_seconds(REMIND_AFTER));
    if list.state != ListState::Done || !rested {
        return Err(Refusal::conflict("Wait an hour after the list was sent before you send it again."));
    }
    if store::turn_open(tx, id)? == 0 {
        return Err(Refusal::conflict("Everybody whom this list invited has come, or was told not to."));
    }
    begin(tx, caller, id)
}

fn begin(tx: &mut Tx<'_>, caller: &Caller, id: &str) -> Result<(), Refusal> {
    store::set_state(tx, id, ListState::Running, Some(caller.now), None)?;
    jobs::go_on_later(tx, caller, id)
}

/// A list of the organisation, for staff.
pub fn find_list(tx: &mut Tx<'_>, caller: &Caller, id: &str) -> Result<Listed, Refusal> {
    check_staff(caller)?;
    store::find(tx, id)?.ok_or(Refusal::NotFound)
}

/// The newest lists, for staff.
pub fn latest_lists(tx: &mut Tx<'_>, caller: &Caller, most: i64) -> Result<Vec<Listed>, Refusal> {
    check_staff(caller)?;
    Ok(store::latest(tx, most)?)
}

/// How many lines of a list come to which end.
pub fn counts(tx: &mut Tx<'_>, caller: &Caller, id: &str) -> Result<Counts, Refusal> {
    find_list(tx, caller, id)?;
    Ok(store::counts(tx, id)?)
}

/// The lines of a list that come to an end, or all, in their order; at most 5,000 at a time.
pub fn rows(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: &str,
    outcome: Option<Outcome>,
    (from, size): (i64, i64),
) -> Result<Vec<ListRow>, Refusal> {
    find_list(tx, caller, id)?;
    let mut rows = store::rows(tx, id, outcome, (from.max(0), size.clamp(0, 5_000)))?;
    let contacts: Vec<EntityId> =
        rows.iter().filter_map(|row| Some(row.contact.as_ref()?.0.clone())).collect();
    let titles = judging::titles(tx, caller, contacts)?;
    for (id, title) in rows.iter_mut().filter_map(|row| row.contact.as_mut()) {
        titles.get(id).unwrap_or(&String::new()).clone_into(title);
    }
    Ok(rows)
}
