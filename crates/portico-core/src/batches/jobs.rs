//! The job that goes on with a large batch: a step, and itself again while records wait.

use std::sync::Arc;

use portico_db::Tx;
use portico_queue::{Handler, Job};
use serde_json::Value;

use super::{go_on_later, store, work};
use crate::{ActorKind, Core, Refusal, access, staff};

/// How many records one step changes: others may write between two steps.
const STEP: i64 = 100;

/// Does the jobs of kind [`super::JOB`].
pub fn handler(core: Core) -> Handler {
    Arc::new(move |tx, job| go_on(tx, &core, job).map_err(|refusal| format!("{refusal:?}")))
}

fn go_on(tx: &mut Tx<'_>, core: &Core, job: &Job) -> Result<(), Refusal> {
    let id = job.payload.get("batch").and_then(Value::as_str).unwrap_or_default();
    let Some((batch, actor)) = store::find(tx, id)? else { return Ok(()) };
    if batch.finished_at.is_some() {
        return Ok(());
    }
    let mut caller = access::enter_system(tx, core, &actor.id)?;
    // Whoever may not sign in any more changes nothing any more either.
    if actor.kind == ActorKind::OrgUser && !staff::is_enabled(tx, &actor.id)? {
        return Ok(store::finish(tx, id, caller.now, true)?);
    }
    caller.actor = actor;
    let done = work::step(tx, &caller, &batch, STEP)?;
    match i64::try_from(done) {
        Ok(done) if done == STEP => go_on_later(tx, &caller, id),
        _ => Ok(store::finish(tx, id, caller.now, false)?),
    }
}
