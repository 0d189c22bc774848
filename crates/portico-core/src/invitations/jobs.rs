//! The job that sends a list: a step, and itself again while lines wait. Line and letter are of one transaction, so that
//! nothing is sent twice however often it is tried.

use std::sync::Arc;

use portico_db::Tx;
use portico_kit::PortalId;
use portico_queue::{Handler, Job, NewJob};
use serde_json::{Value, json};

use super::judging::{Desk, Outcome};
use super::lists::{ListRow, ListState, Listed, desk_of};
use super::{lists_store, send_again, store};
use crate::{ActorKind, Caller, Core, Refusal, access, staff};

/// The kind of the job.
pub const JOB: &str = "invitations";
/// How many lines one step sends: others may write between two steps.
const STEP: i64 = 50;

/// Does the jobs of kind [`JOB`].
pub fn handler(core: Core) -> Handler {
    Arc::new(move |tx, job| go_on(tx, &core, job).map_err(|refusal| format!("{refusal:?}")))
}

pub(super) fn go_on_later(tx: &mut Tx<'_>, caller: &Caller, id: &str) -> Result<(), Refusal> {
    let job = NewJob::now(JOB, json!({ "list": id }), caller.now);
    Ok(portico_queue::enqueue(tx, &job, &caller.random)?)
}

fn go_on(tx: &mut Tx<'_>, core: &Core, job: &Job) -> Result<(), Refusal> {
    let id = job.payload.get("list").and_then(Value::as_str).unwrap_or_default();
    let Some(list) = lists_store::find(tx, id)?.filter(|list| list.state == ListState::Running) else {
        return Ok(());
    };
    let actor = list.actor();
    let mut caller = access::enter_system(tx, core, &actor.id)?;
    // Whoever may not sign in any more invites nobody any more either.
    if actor.kind == ActorKind::OrgUser && !staff::is_enabled(tx, &actor.id)? {
        return finish(tx, &list, &caller);
    }
    caller.actor = actor;
    let waiting = lists_store::rows(tx, id, Some(Outcome::Waiting), (0, STEP))?;
    let desk = match desk_of(tx, core, &caller, &PortalId::from(list.facts.portal.as_str())) {
        Ok(desk) => desk,
        // Its portal was removed meanwhile.
        Err(Refusal::Invalid { .. }) => return finish(tx, &list, &caller),
        Err(refusal) => return Err(refusal),
    };
    for row in &waiting {
        one(tx, &desk, &list, row)?;
    }
    match i64::try_from(waiting.len()) {
        Ok(STEP) => go_on_later(tx, &caller, id),
        _ => finish(tx, &list, &caller),
    }
}

fn finish(tx: &mut Tx<'_>, list: &Listed, caller: &Caller) -> Result<(), Refusal> {
    Ok(lists_store::set_state(tx, &list.id, ListState::Done, None, Some(caller.now))?)
}

fn one(tx: &mut Tx<'_>, desk: &Desk<'_>, list: &Listed, row: &ListRow) -> Result<(), Refusal> {
    // It was invited before, and is only reminded.
    if let Some(invitation) = &row.invitation {
        let found = store::find(tx, invitation)?;
        let open = found.filter(|found| found.accepted_at.is_none() && found.revoked_at.is_none());
        if let Some(open) = open {
            send_again(tx, desk.core, &open)?;
        }
        return Ok(lists_store::settle(tx, &list.id, row.position, (Outcome::Invited, None, None))?);
    }
    let settled = match desk.judge(tx, &row.line)? {
        Ok(ready) => {
            let invitation = desk.invite(tx, &row.line, &ready)?;
            let told = (Outcome::Invited, Some(&ready.contact), Some(invitation.as_str()));
            lists_store::settle(tx, &list.id, row.position, told)
        }
        Err(outcome) => lists_store::settle(tx, &list.id, row.position, (outcome, None, None)),
    };
    Ok(settled?)
}
