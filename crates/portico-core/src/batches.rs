//! Batches: many records changed, removed or brought back in one go, each by the verb that does it to a single one.
//!
//! A small batch is done at once; a large one is a durable job that goes on step by step, whatever happens between.

use std::collections::{HashMap, HashSet};

use portico_db::Tx;
use portico_kit::{EntityId, Instant};
use portico_queue::NewJob;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::entities::{self, How, Search};
use crate::{Caller, Refusal};

mod jobs;
mod lists;
mod outcome;
mod store;
mod work;

pub use jobs::handler;
pub use outcome::{Counts, Outcome, Told};
pub use work::{Trial, trial};

/// The most records of one batch.
pub const MOST: usize = 10_000;
/// How many records are changed at once, without a job.
pub const AT_ONCE: usize = 200;
/// How many days a batch can be looked at and taken back.
pub const KEPT_DAYS: i64 = 90;
/// The kind of the job that goes on with a batch.
pub const JOB: &str = "batch";

/// What is done to each record of a batch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Work {
    /// An attribute gets a value; `null` clears it.
    Change {
        /// The attribute's name.
        attribute: String,
        /// Its new value.
        value: Value,
    },
    /// A list that the record holds: entries come to it, go from it, or take its place.
    Amend {
        /// The attribute's name; `_tags` for its tags.
        attribute: String,
        /// What becomes of the entries.
        how: How,
        /// The entries: words, or related records by `entity_id`.
        items: Vec<Value>,
    },
    /// Files come to hang on the record, as they say themselves; at most [`AT_ONCE`] records in one go.
    Attach {
        /// The files.
        files: Vec<EntityId>,
    },
    /// The files of this name hang on the record no more.
    Detach {
        /// The name of the files.
        name: String,
    },
    /// The record goes to the bin.
    Remove,
    /// The record comes back from the bin.
    Restore,
    /// What another batch did to the record is taken back.
    Undo {
        /// The other batch.
        batch: String,
    },
}

/// Which records a batch is about.
#[derive(Clone, Debug)]
pub enum Chosen {
    /// These.
    Records(Vec<EntityId>),
    /// Everything that a search finds when the batch starts.
    Found(Box<Search>),
}

/// A batch.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Its id.
    pub id: String,
    /// The schema of its records.
    pub schema: String,
    /// What is done.
    pub work: Work,
    /// Who started it, by name.
    pub by: String,
    /// When it was started.
    pub created_at: Instant,
    /// When the last record was done, or it was stopped.
    pub finished_at: Option<Instant>,
    /// Whether it was stopped before its end.
    pub stopped: bool,
}

/// The records that are chosen, for staff.
///
/// # Errors
/// `Invalid` when there are none or more than [`MOST`], and as [`entities::search`].
pub fn chosen(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    chosen: &Chosen,
) -> Result<Vec<EntityId>, Refusal> {
    check_staff(caller)?;
    caller.catalogue.find(schema).ok_or(Refusal::NotFound)?;
    let most = i64::try_from(MOST).unwrap_or(i64::MAX);
    let mut ids = match chosen {
        Chosen::Records(ids) => ids.clone(),
        Chosen::Found(search) => {
            let search = Search { schemas: vec![schema.to_owned()], ..(**search).clone() };
            entities::ids(tx, caller, &search, most + 1)?
        }
    };
    let mut known = HashSet::new();
    // No id has a character that cannot be stored; such a one is not looked for.
    ids.retain(|id| !id.as_str().contains('\0') && known.insert(id.clone()));
    let refused = |message: String| Err(Refusal::Invalid { field: Some("ids".to_owned()), message });
    match ids.len() {
        0 => refused("No record is chosen. Choose at least one.".to_owned()),
        count if count > MOST => {
            refused(format!("One go changes at most {MOST} records. Narrow the list and take it in parts."))
        }
        _ => Ok(ids),
    }
}

/// Starts a batch, and answers its id. A small one is done when this returns.
///
/// # Errors
/// As [`chosen`]; `Invalid` when the attribute is none of the schema. What stands in the way of a single record is
/// told in the batch.
pub fn start(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    which: &Chosen,
    work: Work,
) -> Result<String, Refusal> {
    let ids = chosen(tx, caller, schema, which)?;
    check(caller, schema, &work)?;
    if matches!(work, Work::Attach { .. }) && ids.len() > AT_ONCE {
        // Each file keeps the list of its records, and its history every state of that.
        let message =
            format!("Files come to at most {AT_ONCE} records in one go. Take the records in parts.");
        return Err(Refusal::Invalid { field: Some("ids".to_owned()), message });
    }
    begin(tx, caller, schema, &ids, work)
}

/// Takes back what a finished batch did, record by record, by a batch of its own; answers the id of that.
///
/// # Errors
/// `NotFound` when there is no such batch, `Conflict` when it still runs, was undone before, or undid another one.
pub fn undo(tx: &mut Tx<'_>, caller: &Caller, id: &str) -> Result<String, Refusal> {
    let batch = find(tx, caller, id)?;
    if batch.finished_at.is_none() {
        return Err(Refusal::conflict("The batch still runs. Stop it, or wait for its end."));
    }
    if matches!(batch.work, Work::Undo { .. } | Work::Restore) {
        return Err(Refusal::conflict("This cannot be undone as a whole. Change the records instead."));
    }
    if undone_by(tx, caller, id)?.is_some() {
        return Err(Refusal::conflict("The batch was undone before."));
    }
    let ids = store::ids_of(tx, id, Outcome::Done)?;
    if ids.is_empty() {
        return Err(Refusal::conflict("The batch changed nothing, so there is nothing to undo."));
    }
    begin(tx, caller, &batch.schema, &ids, Work::Undo { batch: id.to_owned() })
}

/// Stops a batch: what is done stays done, the rest stays as it is.
pub fn stop(tx: &mut Tx<'_>, caller: &Caller, id: &str) -> Result<(), Refusal> {
    let batch = find(tx, caller, id)?;
    match batch.finished_at {
        Some(_) => Err(Refusal::conflict("The batch has ended already.")),
        None => Ok(store::finish(tx, id, caller.now, true)?),
    }
}

/// A batch of the organisation, for staff.
pub fn find(tx: &mut Tx<'_>, caller: &Caller, id: &str) -> Result<Batch, Refusal> {
    check_staff(caller)?;
    store::find(tx, id)?.map(|(batch, _)| batch).ok_or(Refusal::NotFound)
}

/// The newest batches of a schema, for staff.
pub fn latest(tx: &mut Tx<'_>, caller: &Caller, schema: &str, count: i64) -> Result<Vec<Batch>, Refusal> {
    check_staff(caller)?;
    Ok(store::latest(tx, schema, count)?)
}

/// The batch that took another one back, if there is one.
pub fn undone_by(tx: &mut Tx<'_>, caller: &Caller, id: &str) -> Result<Option<String>, Refusal> {
    check_staff(caller)?;
    Ok(store::undone_by(tx, id)?)
}

/// The schemas of those among these batches that are still kept, by their ids.
pub fn kept(tx: &mut Tx<'_>, caller: &Caller, ids: &[&str]) -> Result<HashMap<String, String>, Refusal> {
    check_staff(caller)?;
    if ids.is_empty() { Ok(HashMap::new()) } else { Ok(store::schemas_of(tx, ids)?) }
}

/// How far a batch is.
pub fn counts(tx: &mut Tx<'_>, caller: &Caller, id: &str) -> Result<Counts, Refusal> {
    find(tx, caller, id)?;
    Ok(store::counts(tx, id)?)
}

/// The records of a batch that came to an end, or all, in the order in which they were chosen.
pub fn records(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: &str,
    outcome: Option<Outcome>,
    (from, size): (i64, i64),
) -> Result<Vec<Told>, Refusal> {
    find(tx, caller, id)?;
    Ok(store::records(tx, id, outcome, (from.max(0), size.clamp(0, 200)))?)
}

fn begin(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    ids: &[EntityId],
    work: Work,
) -> Result<String, Refusal> {
    let batch = Batch {
        id: caller.random.uuid_v7(caller.now),
        schema: schema.to_owned(),
        work,
        by: caller.actor.name.clone(),
        created_at: caller.now,
        finished_at: None,
        stopped: false,
    };
    store::forget_before(tx, caller.now.plus_seconds(-KEPT_DAYS * 24 * 60 * 60))?;
    store::insert(tx, &batch, &caller.actor, ids)?;
    if ids.len() > AT_ONCE {
        go_on_later(tx, caller, &batch.id)?;
    } else {
        work::step(tx, caller, &batch, i64::try_from(AT_ONCE).unwrap_or(i64::MAX))?;
        store::finish(tx, &batch.id, caller.now, false)?;
    }
    Ok(batch.id)
}

fn go_on_later(tx: &mut Tx<'_>, caller: &Caller, id: &str) -> Result<(), Refusal> {
    let job = NewJob::now(JOB, json!({ "batch": id }), caller.now);
    Ok(portico_queue::enqueue(tx, &job, &caller.random)?)
}

fn check(caller: &Caller, schema: &str, work: &Work) -> Result<(), Refusal> {
    let attribute = match work {
        Work::Change { attribute, .. } => attribute,
        Work::Amend { attribute, items, .. } => return lists::check(caller, schema, attribute, items),
        Work::Detach { name } if name.trim().is_empty() => {
            return Err(Refusal::invalid("name", "Say the name of the files."));
        }
        Work::Attach { files } if files.is_empty() => {
            return Err(Refusal::invalid("files", "Say which files."));
        }
        Work::Attach { .. } | Work::Detach { .. } | Work::Remove | Work::Restore | Work::Undo { .. } => {
            return Ok(());
        }
    };
    match caller.catalogue.find(schema).and_then(|kind| kind.attribute(attribute)) {
        Some(_) => Ok(()),
        None => Err(Refusal::invalid("attribute", format!("{schema} has no attribute {attribute:?}."))),
    }
}

fn check_staff(caller: &Caller) -> Result<(), Refusal> {
    if caller.is_staff() { Ok(()) } else { Err(Refusal::NotFound) }
}
