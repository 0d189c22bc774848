//! One step of a batch: record by record, so that what is refused for one leaves the others alone.

use portico_db::Tx;
use portico_kit::{ActivityId, EntityId};

use super::{Batch, Outcome, Work, lists, store};
use crate::activity::{self, Cause};
use crate::entities::{self, Change, How};
use crate::{Caller, Refusal};

/// What would become of one record, and why it would be refused.
pub type Trial = (EntityId, Outcome, Option<String>);

/// What became of a record.
enum Ended {
    /// It was done; the entries of the history that tell of it.
    Done(Vec<ActivityId>),
    /// There was nothing to do.
    Same,
}

impl Ended {
    /// Done, as these entries tell; nothing was to be done when there are none.
    fn of(entries: impl IntoIterator<Item = ActivityId>) -> Self {
        let entries: Vec<ActivityId> = entries.into_iter().collect();
        if entries.is_empty() { Self::Same } else { Self::Done(entries) }
    }
}

/// Does up to so many of the records that wait; answers how many it did.
pub(super) fn step(tx: &mut Tx<'_>, caller: &Caller, batch: &Batch, count: i64) -> Result<usize, Refusal> {
    let waiting = store::waiting(tx, &batch.id, count)?;
    let undone = undone(tx, &batch.work)?;
    for (position, id) in &waiting {
        let ended = tx.attempt(|tx| one(tx, caller, batch, undone.as_ref(), id));
        let (outcome, reason, entries) = told(ended)?;
        store::settle(tx, &batch.id, *position, (outcome, reason.as_deref(), &entries))?;
    }
    Ok(waiting.len())
}

/// What a batch would come to with these records: everything is done as it would be, and taken back.
///
/// # Errors
/// `Fault` when it cannot be tried at all.
pub fn trial(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    ids: &[EntityId],
    work: &Work,
) -> Result<Vec<Trial>, Refusal> {
    let batch = Batch {
        id: String::new(),
        schema: schema.to_owned(),
        work: work.clone(),
        by: String::new(),
        created_at: caller.now,
        finished_at: None,
        stopped: false,
    };
    let undone = undone(tx, work)?;
    let mut trials = Vec::new();
    for id in ids {
        let mut ended = Ok(Ended::Same);
        // An error takes back what was written.
        let _taken_back: Result<(), Refusal> = tx.attempt(|tx| {
            ended = one(tx, caller, &batch, undone.as_ref(), id);
            Err(Refusal::NotFound)
        });
        let (outcome, reason, _) = told(ended)?;
        trials.push((id.clone(), outcome, reason));
    }
    Ok(trials)
}

/// The batch that this work takes back.
fn undone(tx: &mut Tx<'_>, work: &Work) -> Result<Option<Batch>, Refusal> {
    match work {
        Work::Undo { batch } => Ok(store::find(tx, batch)?.map(|(batch, _)| batch)),
        _ => Ok(None),
    }
}

fn one(
    tx: &mut Tx<'_>,
    caller: &Caller,
    batch: &Batch,
    undone: Option<&Batch>,
    id: &EntityId,
) -> Result<Ended, Refusal> {
    let schema = batch.schema.as_str();
    let cause = Cause { batch: Some(batch.id.clone()), ..Cause::default() };
    match &batch.work {
        Work::Change { attribute, value } => {
            let attributes = [(attribute.clone(), value.clone())].into_iter().collect();
            let (_, entry) = entities::change_told(tx, caller, schema, id, &Change { attributes }, &cause)?;
            Ok(Ended::of(entry))
        }
        Work::Amend { attribute, how, items } => {
            let record = (schema, id);
            Ok(Ended::of(entities::amend(tx, caller, record, attribute, (*how, items), &cause)?))
        }
        Work::Attach { files } => Ok(Ended::of(lists::attach(tx, caller, (schema, id), files, &cause)?)),
        Work::Detach { name } => Ok(Ended::of(lists::detach(tx, caller, (schema, id), name, &cause)?)),
        Work::Remove => entities::remove(tx, caller, schema, id).map(|()| Ended::Done(Vec::new())),
        Work::Restore => entities::restore(tx, caller, schema, id).map(|_| Ended::Done(Vec::new())),
        Work::Undo { .. } => undo_one(tx, caller, undone.ok_or(Refusal::NotFound)?, id, &cause),
    }
}

fn undo_one(
    tx: &mut Tx<'_>,
    caller: &Caller,
    undone: &Batch,
    id: &EntityId,
    cause: &Cause,
) -> Result<Ended, Refusal> {
    let record = (undone.schema.as_str(), id);
    match &undone.work {
        Work::Change { attribute, .. } | Work::Amend { attribute, how: How::Replace, .. } => {
            let entries = store::entries_of(tx, &undone.id, id)?;
            let entry = entries.first().ok_or(Refusal::NotFound)?;
            activity::undo_because(tx, caller, record, entry, (attribute, None), cause)?;
        }
        // What others brought into the list since, or took out of it, stays so.
        Work::Amend { .. } | Work::Attach { .. } | Work::Detach { .. } => {
            let mut entries = Vec::new();
            for entry in store::entries_of(tx, &undone.id, id)? {
                entries.extend(activity::take_back_entry(tx, caller, &entry, cause)?);
            }
            return Ok(Ended::of(entries));
        }
        Work::Remove => drop(entities::restore(tx, caller, record.0, id)?),
        Work::Restore | Work::Undo { .. } => return Ok(Ended::Same),
    }
    Ok(Ended::Done(Vec::new()))
}

/// The outcome of one record: what a rule refuses is told, what cannot be done at all ends the step.
fn told(ended: Result<Ended, Refusal>) -> Result<(Outcome, Option<String>, Vec<ActivityId>), Refusal> {
    match ended {
        Ok(Ended::Done(entries)) => Ok((Outcome::Done, None, entries)),
        Ok(Ended::Same) => Ok((Outcome::Same, None, Vec::new())),
        Err(Refusal::Conflict { reason: Some("CHANGED_SINCE"), message }) => {
            Ok((Outcome::Contested, Some(message), Vec::new()))
        }
        Err(
            Refusal::Invalid { message, .. }
            | Refusal::Forbidden { message }
            | Refusal::RuleFailed { message, .. }
            | Refusal::Conflict { message, .. },
        ) => Ok((Outcome::Refused, Some(message), Vec::new())),
        Err(Refusal::NotFound) => Ok((Outcome::Refused, None, Vec::new())),
        Err(refusal) => Err(refusal),
    }
}
