//! Records as they were, and changes taken back.

use axum::Json;
use axum::extract::Path;
use portico_core::Refusal;
use portico_core::activity::{self, AsOf, Then};
use portico_http::{Either, Query, Raw, Reply, Routes, Sent, get, post};
use portico_kit::{ActivityId, EntityId, Instant};
use serde::Deserialize;
use serde_json::{Value, json};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op(
            "/v1/portico/entity/{slug}/{id}:as-of",
            "readEntityAsOf",
            get(view_as_of),
            "Read a record as it was at a moment",
        )
        .op(
            "/v1/portico/entity/{slug}/{id}:undo",
            "undoEntityChange",
            post(undo_change),
            "Put one attribute back to what it was before a change",
        )
}

fn told(AsOf { then, known_since, changes_since }: AsOf) -> Value {
    let (state, entity) = match then {
        Then::Absent => ("absent", Value::Null),
        Then::Known(doc) => ("known", doc),
        Then::Earliest(doc) => ("earliest", doc),
    };
    json!({ "state": state, "entity": entity, "known_since": known_since.map(Instant::to_iso),
            "changes_since": changes_since })
}

async fn view_as_of(
    user: Either,
    Path((slug, id)): Path<(String, EntityId)>,
    query: Query,
) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let at = Instant::parse_iso(query.required("at")?);
        let at = at.map_err(|error| Refusal::invalid("at", error.to_string()))?;
        activity::as_of(tx, caller, &slug, &id, at)
    });
    Ok(Json(told(read.await?)))
}

#[derive(Deserialize)]
struct UndoIn {
    activity_id: String,
    attribute: String,
}

async fn undo_change(
    user: Either,
    Path((slug, id)): Path<(String, EntityId)>,
    body: Sent<UndoIn>,
) -> Reply<Raw> {
    let written = user.write(move |tx, caller| {
        let sent = body.get()?;
        let entry = ActivityId::from(sent.activity_id.as_str());
        activity::undo(tx, caller, (&slug, &id), &entry, &sent.attribute, None)
    });
    Ok(Raw(written.await?.doc))
}
