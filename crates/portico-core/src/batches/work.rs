//! One step of a batch: record by record, so that what is refused for one leaves the others alone.

use portico_db::Tx;
use portico_kit::{ActivityId, EntityId};

use super::{Batch, Outcome, Work, store};
use crate::activity::{self, Cause};
use crate::entities::{self, Change};
use crate::{Caller, Refusal};

/// What would become of one record, and why it would be refused.
pub type Trial = (EntityId, Outcome, Option<String>);

/// What became of a record.
enum Ended {
    /// It was done; the entry of the history that tells of it.
    Done(Option<ActivityId>),
    /// There was nothing to do.
    Same,
}

/// Does up to so many of the records that wait; answers how many it did.
pub(super) fn step(tx: &mut Tx<'_>, caller: &Caller, batch: &Batch, count: i64) -> Result<usize, Refusal> {
    let waiting = store::waiting(tx, &batch.id, count)?;
    let undone = undone(tx, &batch.work)?;
    for (position, id) in &waiting {
        let ended = tx.attempt(|tx| one(tx, caller, batch, undone.as_ref(), id));
        let (outcome, reason, entry) = told(ended)?;
        let entry = entry.as_ref().map(ActivityId::as_str);
        store::settle(tx, &batch.id, *position, (outcome, reason.as_deref(), entry))?;
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
            Ok(entry.map_or(Ended::Same, |entry| Ended::Done(Some(entry))))
        }
        Work::Remove => entities::remove(tx, caller, schema, id).map(|()| Ended::Done(None)),
        Work::Restore => entities::restore(tx, caller, schema, id).map(|_| Ended::Done(None)),
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
        Work::Change { attribute, .. } => {
            let entry = store::entry_of(tx, &undone.id, id)?.ok_or(Refusal::NotFound)?;
            activity::undo_because(tx, caller, record, &entry, (attribute, None), cause)?;
        }
        Work::Remove => drop(entities::restore(tx, caller, record.0, id)?),
        Work::Restore | Work::Undo { .. } => return Ok(Ended::Same),
    }
    Ok(Ended::Done(None))
}

/// The outcome of one record: what a rule refuses is told, what cannot be done at all ends the step.
fn told(ended: Result<Ended, Refusal>) -> Result<(Outcome, Option<String>, Option<ActivityId>), Refusal> {
    match ended {
        Ok(Ended::Done(entry)) => Ok((Outcome::Done, None, entry)),
        Ok(Ended::Same) => Ok((Outcome::Same, None, None)),
        Err(Refusal::Conflict { reason: Some("CHANGED_SINCE"), message }) => {
            Ok((Outcome::Contested, Some(message), None))
        }
        Err(
            Refusal::Invalid { message, .. }
            | Refusal::Forbidden { message }
            | Refusal::RuleFailed { message, .. }
            | Refusal::Conflict { message, .. },
        ) => Ok((Outcome::Refused, Some(message), None)),
        Err(Refusal::NotFound) => Ok((Outcome::Refused, None, None)),
        Err(refusal) => Err(refusal),
    }
}
