//! Invitations: lists of people that are tried, sent and sent again, and what became of each invitation.

use axum::Json;
use axum::extract::Path;
use http::StatusCode;
use portico_core::invitations::{self, Column, Invitation, ListRow, Outcome, State, Wanted};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_http::{OrgUser, Query, Reply, Routes, Sent, get, post};
use portico_kit::{Instant, PortalId};
use serde::Deserialize;
use serde_json::{Map, Value, json};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op("/v1/portico/invitations", "listInvitations", get(list), "List the invitations and their states")
        .op(
            "/v1/portico/invitations/{id}/resend",
            "resendInvitation",
            post(resend),
            "Send an invitation once more",
        )
        .op(
            "/v1/portico/invitations/{id}/revoke",
            "revokeInvitation",
            post(revoke),
            "Take an invitation back",
        )
        .op(
            "/v1/portico/invitation-lists",
            "checkInvitationList",
            post(check),
            "Try a list of people to invite; nothing is sent",
        )
        .op(
            "/v1/portico/invitation-lists/{id}",
            "viewInvitationList",
            get(view_list),
            "What becomes of each line of a list",
        )
        .op(
            "/v1/portico/invitation-lists/{id}/send",
            "sendInvitationList",
            post(send_list),
            "Invite the people of a list that was tried",
        )
        .op(
            "/v1/portico/invitation-lists/{id}/remind",
            "remindInvitationList",
            post(remind_list),
            "Invite those of a list once more who did not come",
        )
}

fn iso(at: Option<Instant>) -> Option<String> {
    at.map(Instant::to_iso)
}

fn shown(one: &Invitation, now: Instant) -> Value {
    json!({
        "id": one.id,
        "portal_id": one.portal.as_str(),
        "contact_id": one.contact.as_str(),
        "email": one.email,
        "name": one.name,
        "language": one.locale.code(),
        "kind": one.kind.name(),
        "invited_by": one.by,
        "state": one.state(now).word(),
        "created_at": one.created_at.to_iso(),
        "sent_at": one.sent_at.to_iso(),
        "times_sent": one.times,
        "expires_at": one.expires_at.to_iso(),
        "opened_at": iso(one.opened_at),
        "accepted_at": iso(one.accepted_at),
        "revoked_at": iso(one.revoked_at),
    })
}

/// The value of a word in the query; an unknown word is refused.
fn chosen<T>(query: &Query, name: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Refusal> {
    match query.text(name).filter(|word| !word.is_empty()) {
        None => Ok(None),
        Some(word) => match parse(word) {
            Some(value) => Ok(Some(value)),
            None => Err(Refusal::invalid(name, format!("There is no {name} {word:?}."))),
        },
    }
}

async fn list(user: OrgUser, query: Query) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let wanted = Wanted {
            portal: query.text("portal_id").map(PortalId::from),
            state: chosen(&query, "state", State::parse)?,
            q: query.text("q").map(str::to_owned),
            from: query.count("from", 0)?,
            size: query.count("size", 50)?,
        };
        let (found, hits) = invitations::list(tx, caller, &wanted)?;
        let results: Vec<Value> = found.iter().map(|one| shown(one, caller.now)).collect();
        Ok(json!({ "results": results, "hits": hits }))
    });
    Ok(Json(read.await?))
}

async fn resend(user: OrgUser, Path(id): Path<String>) -> Reply<Json<Value>> {
    let core = user.app().core.clone();
    let written = user.write(move |tx, caller| {
        invitations::resend(tx, &core, caller, &id)?;
        Ok(shown(&invitations::find(tx, caller, &id)?, caller.now))
    });
    Ok(Json(written.await?))
}

async fn revoke(user: OrgUser, Path(id): Path<String>) -> Reply<Json<Value>> {
    let written = user.write(move |tx, caller| {
        invitations::revoke(tx, caller, &id)?;
        Ok(shown(&invitations::find(tx, caller, &id)?, caller.now))
    });
    Ok(Json(written.await?))
}

#[derive(Deserialize)]
struct ListIn {
    portal_id: String,
    csv: String,
}

async fn check(user: OrgUser, body: Sent<ListIn>) -> Reply<(StatusCode, Json<Value>)> {
    let core = user.app().core.clone();
    let written = user.write(move |tx, caller| {
        let sent = body.get()?;
        let portal = PortalId::from(sent.portal_id.as_str());
        let id = invitations::check(tx, &core, caller, &portal, sent.csv.as_bytes())??;
        told(tx, caller, &id, None, (0, 200))
    });
    Ok((StatusCode::CREATED, Json(written.await?)))
}

async fn view_list(user: OrgUser, Path(id): Path<String>, query: Query) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let outcome = chosen(&query, "outcome", Outcome::parse)?;
        told(tx, caller, &id, outcome, (query.count("from", 0)?, query.count("size", 200)?))
    });
    Ok(Json(read.await?))
}

async fn send_list(user: OrgUser, Path(id): Path<String>) -> Reply<(StatusCode, Json<Value>)> {
    let written = user.write(move |tx, caller| {
        invitations::send(tx, caller, &id)?;
        told(tx, caller, &id, None, (0, 0))
    });
    Ok((StatusCode::ACCEPTED, Json(written.await?)))
}

async fn remind_list(user: OrgUser, Path(id): Path<String>) -> Reply<(StatusCode, Json<Value>)> {
    let written = user.write(move |tx, caller| {
        invitations::remind(tx, caller, &id)?;
        told(tx, caller, &id, None, (0, 0))
    });
    Ok((StatusCode::ACCEPTED, Json(written.await?)))
}

/// A list with some of its lines.
fn told(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: &str,
    outcome: Option<Outcome>,
    window: (i64, i64),
) -> Result<Value, Refusal> {
    let list = invitations::find_list(tx, caller, id)?;
    let counts = invitations::counts(tx, caller, id)?;
    let counts: Map<String, Value> =
        counts.iter().map(|(outcome, count)| (outcome.word().to_owned(), (*count).into())).collect();
    let rows: Vec<Value> = invitations::rows(tx, caller, id, outcome, window)?.iter().map(row).collect();
    Ok(json!({
        "id": list.id,
        "portal_id": list.facts.portal,
        "state": list.state.word(),
        "separator": list.facts.separator.to_string(),
        "columns": list.facts.columns.iter().map(column).collect::<Vec<_>>(),
        "invited_by": list.facts.by,
        "created_at": list.created_at.to_iso(),
        "sent_at": iso(list.sent_at),
        "finished_at": iso(list.finished_at),
        "counts": counts,
        "rows": rows,
    }))
}

fn column(column: &Column) -> Value {
    json!(column)
}

fn row(row: &ListRow) -> Value {
    json!({
        "line": row.line.line,
        "email": row.line.email,
        "outcome": row.outcome.word(),
        "contact_id": row.contact.as_ref().map(|(id, _)| id.as_str()),
        "contact_title": row.contact.as_ref().map(|(_, title)| title),
        "invitation_id": row.invitation,
    })
}
