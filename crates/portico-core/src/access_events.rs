//! Access events: a portal user opens a record or a list, so that whoever keeps the data elsewhere can bring it up to
//! date. Told once per user and record in a while, however often a page is loaded.

use portico_db::Tx;
use portico_kit::EntityId;
use portico_queue::{Handler, NewJob};
use serde_json::json;

use crate::entities;
use crate::{Caller, Refusal};

/// The kind of the job that follows.
pub const JOB: &str = "entity_access";
/// How long the same access is not told again, in seconds.
const PAUSE: i64 = 60;

/// Notes that the caller opens a record, or the list of a schema. Answers the id of the event: that of the last one
/// when it was told a moment ago.
pub fn trigger(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    entity: Option<&EntityId>,
) -> Result<String, Refusal> {
    match entity {
        Some(id) => drop(entities::view(tx, caller, schema, id)?),
        None if shows(caller, schema) => {}
        None => return Err(Refusal::NotFound),
    }
    let user = caller.portal_user().cloned().ok_or_else(Refusal::unauthenticated)?;
    let (fresh, place) = (caller.random.ulid(caller.now), entity.map_or("", EntityId::as_str));
    let told = tx.execute(
        "INSERT INTO access_events (tenant_id, user_id, schema, entity_id, id, at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (tenant_id, user_id, schema, entity_id) DO UPDATE SET id = excluded.id, at = excluded.at
         WHERE access_events.at <= $7",
        &[
            user.as_str().into(),
            schema.into(),
            place.into(),
            fresh.as_str().into(),
            caller.now.into(),
            caller.now.plus_seconds(-PAUSE).into(),
        ],
    )?;
    if told == 1 {
        let portal = caller.setup.as_ref().map(|setup| &setup.portal);
        let event = json!({
            "event_id": fresh, "schema": schema, "entity_id": entity.map(EntityId::as_str),
            "portal_user_id": user.as_str(), "contact_id": caller.contact().map(EntityId::as_str),
            "portal_id": portal.map(|portal| portal.id.as_str()), "origin": portal.map(|portal| portal.origin.as_str()),
        });
        portico_queue::enqueue(tx, &NewJob::now(JOB, event, caller.now), &caller.random)?;
        return Ok(fresh);
    }
    let sql = "SELECT id FROM access_events
               WHERE tenant_id = $1 AND user_id = $2 AND schema = $3 AND entity_id = $4";
    let params = [user.as_str().into(), schema.into(), place.into()];
    Ok(tx.first(sql, &params, |row| row.text(0))?.unwrap_or(fresh))
}

fn shows(caller: &Caller, schema: &str) -> bool {
    caller.catalogue.find(schema).is_some()
        && caller.setup.as_ref().is_some_and(|setup| setup.policy.allows_schema(schema))
}

/// Does the jobs of kind [`JOB`]: hands the event to whoever listens; so far nobody can subscribe.
pub fn handler() -> Handler {
    std::sync::Arc::new(|_, job| {
        tracing::debug!(event = %job.payload, "a portal user opened a record");
        Ok(())
    })
}
