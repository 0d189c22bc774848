//! Indexing anew: when a schema comes to say otherwise what words and identifiers find, or how titles are made, the
//! records that are there follow in a job, some at a time.

use std::sync::Arc;

use portico_db::Tx;
use portico_queue::{Handler, Job, NewJob};
use serde_json::{Value, json};

use super::{indexes, rules, store};
use crate::{Caller, Core, Refusal, access};

/// The kind of job.
pub(crate) const JOB: &str = "entities.reindex";

/// How many records one step indexes: others may write between two steps.
const STEP: i64 = 200;

/// Indexes the records of a schema anew, in the background.
pub(crate) fn begin(tx: &mut Tx<'_>, caller: &Caller, slug: &str) -> Result<(), Refusal> {
    go_on_after(tx, caller, slug, (i64::MIN, ""))
}

/// Does the jobs of kind [`JOB`].
pub(crate) fn handler(core: Core) -> Handler {
    Arc::new(move |tx, job| step(tx, &core, job).map_err(|refusal| format!("{refusal:?}")))
}

fn step(tx: &mut Tx<'_>, core: &Core, job: &Job) -> Result<(), Refusal> {
    let text = |name: &str| job.payload.get(name).and_then(Value::as_str).unwrap_or_default();
    let system = access::enter_system(tx, core, JOB)?;
    let Some(kind) = system.catalogue.find(text("schema")).cloned() else { return Ok(()) };
    let created = job.payload.get("created").and_then(Value::as_i64).unwrap_or(i64::MIN);
    let records = store::living_after(tx, &kind.slug, (created, text("id")), STEP)?;
    for (id, _, doc) in &records {
        let mut doc = serde_json::from_str(doc).unwrap_or_default();
        let title = rules::title(&kind, &doc);
        if doc.get("_title").and_then(Value::as_str) != Some(&title) {
            doc["_title"] = title.as_str().into();
            store::entitle(tx, id, &title, &doc)?;
        }
        indexes::follow_schema(tx, &kind, id, &doc)?;
    }
    match records.last() {
        Some((id, created, _)) if i64::try_from(records.len()) == Ok(STEP) => {
            go_on_after(tx, &system, &kind.slug, (*created, id.as_str()))
        }
        _ => Ok(()),
    }
}

fn go_on_after(
    tx: &mut Tx<'_>,
    caller: &Caller,
    slug: &str,
    (created, id): (i64, &str),
) -> Result<(), Refusal> {
    let job = NewJob::now(JOB, json!({ "schema": slug, "created": created, "id": id }), caller.now);
    Ok(portico_queue::enqueue(tx, &job, &caller.random)?)
}
