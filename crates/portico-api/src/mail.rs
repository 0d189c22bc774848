//! Mail that leaves the house: how an organisation sends, and what became of its letters.

use axum::Json;
use axum::extract::Path;
use http::StatusCode;
use portico_core::mail::{
    self, LetterList, LetterRow, Settings, State, Try, Wanted, WantedSender, WantedServer, Words,
};
use portico_core::{Core, Refusal, staff};
use portico_http::{OrgUser, Query, Reply, Routes, Sent, get, post, put};
use portico_kit::{EmailAddress, EntityId, PortalId, Secret};
use serde::Deserialize;
use serde_json::{Value, json};

/// What the letter says that is sent to try a server out.
const TRY: Words<'static> = Words {
    subject: "Mail works",
    text: "This letter was sent for {organisation} through {host}. There is nothing to do.",
};
/// How many letters are listed when nothing else is asked.
const LISTED: i64 = 50;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op(
            "/v1/portico/mail/settings",
            "viewMailSettings",
            get(view_settings),
            "How the organisation sends mail",
        )
        .op(
            "/v1/portico/mail/settings",
            "saveMailSettings",
            put(save_settings),
            "Set how the organisation sends mail",
        )
        .op(
            "/v1/portico/mail/settings:try",
            "tryMail",
            post(try_mail),
            "Send one letter to a member of staff and tell what the server says",
        )
        .op(
            "/v1/portico/mail/letters",
            "listLetters",
            get(list_letters),
            "List letters and what became of them",
        )
        .op(
            "/v1/portico/mail/letters/{id}",
            "viewLetter",
            get(view_letter),
            "What became of a letter, try by try",
        )
        .op("/v1/portico/mail/letters/{id}/again", "sendLetterAgain", post(send_again), "Send a letter again")
}

#[derive(Deserialize)]
struct ServerIn {
    host: String,
    port: Option<i64>,
    security: String,
    #[serde(default)]
    user: String,
    password: Option<Secret>,
    from: String,
}

#[derive(Deserialize)]
struct SenderIn {
    portal_id: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    reply_to: String,
    #[serde(default)]
    from: String,
}

#[derive(Deserialize)]
struct SettingsIn {
    own_server: Option<ServerIn>,
    #[serde(default)]
    senders: Vec<SenderIn>,
}

#[derive(Deserialize)]
struct TryIn {
    to: String,
    own_server: Option<ServerIn>,
}

impl ServerIn {
    fn wanted(&self) -> WantedServer {
        WantedServer {
            host: self.host.clone(),
            port: self.port.map(|port| port.to_string()).unwrap_or_default(),
            security: self.security.clone(),
            user: self.user.clone(),
            password: self.password.clone(),
            from: self.from.clone(),
        }
    }
}

impl SettingsIn {
    fn wanted(&self) -> Wanted {
        let sender = |sender: &SenderIn| WantedSender {
            portal_id: sender.portal_id.clone(),
            name: sender.name.clone(),
            reply_to: sender.reply_to.clone(),
            from: sender.from.clone(),
        };
        Wanted {
            own: self.own_server.as_ref().map(ServerIn::wanted),
            senders: self.senders.iter().map(sender).collect(),
        }
    }
}

/// The field as it stands in the body.
fn placed(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Invalid { field: Some(field), message }
            if !field.contains(['.', '[']) && field != "body" =>
        {
            Refusal::Invalid { field: Some(format!("own_server.{field}")), message }
        }
        other => other,
    }
}

/// Settings without the password.
fn shown(core: &Core, settings: &Settings) -> Value {
    let installed = core.options().mail.as_ref();
    let in_force = match (&settings.own, installed) {
        (Some(_), _) => "own_server",
        (None, Some(_)) => "installation",
        (None, None) => "none",
    };
    let own = settings.own.as_ref().map(|own| {
        json!({
            "host": own.server.host, "port": own.server.port, "security": own.server.security.name(),
            "user": own.server.user, "has_password": !own.server.password.expose().is_empty(),
            "from": own.from.as_str(),
        })
    });
    let senders = settings.senders.iter().map(|(portal, sender)| {
        let address = |email: &Option<EmailAddress>| email.as_ref().map(|email| email.as_str().to_owned());
        json!({
            "portal_id": portal.as_str(), "name": sender.name, "reply_to": address(&sender.reply_to),
            "from": address(&sender.from),
        })
    });
    json!({
        "in_force": in_force,
        "own_server": own,
        "installation": installed.map(|installed| json!({ "from": installed.from.as_str() })),
        "senders": senders.collect::<Vec<_>>(),
    })
}

async fn view_settings(user: OrgUser) -> Reply<Json<Value>> {
    let core = user.app().core.clone();
    Ok(Json(user.read(move |tx, caller| Ok(shown(&core, &mail::read_settings(tx, &core, caller)?))).await?))
}

async fn save_settings(user: OrgUser, body: Sent<SettingsIn>) -> Reply<Json<Value>> {
    let core = user.app().core.clone();
    let saved = user.write(move |tx, caller| {
        mail::save_settings(tx, &core, caller, &body.get()?.wanted()).map_err(placed)?;
        Ok(shown(&core, &mail::read_settings(tx, &core, caller)?))
    });
    Ok(Json(saved.await?))
}

async fn try_mail(user: OrgUser, body: Sent<TryIn>) -> Reply<Json<Value>> {
    let (core, tenant) = (user.app().core.clone(), user.claims().tenant.clone());
    // Only staff may have us call somebody, and only staff gets the letter.
    let asked = user.read(move |tx, _| {
        let sent = body.get()?;
        let to = EmailAddress::parse(&sent.to).map_err(|error| Refusal::invalid("to", error.to_string()))?;
        let members = staff::list(tx)?;
        if !members.iter().any(|member| member.enabled && member.email == to.as_str()) {
            return Err(Refusal::invalid("to", "Name the address of a member of your staff."));
        }
        Ok((to, sent.own_server.as_ref().map(ServerIn::wanted)))
    });
    let (to, own) = asked.await?;
    let tried = mail::try_out(&core, &tenant, &to, own.as_ref(), TRY).await.map_err(placed)?;
    Ok(Json(json!({ "accepted": tried.is_accepted, "stage": tried.stage.name(), "answer": tried.answer })))
}

fn row(row: &LetterRow) -> Value {
    json!({
        "id": row.id, "to": row.to, "subject": row.subject, "kind": row.kind, "portal_id": row.portal.as_str(),
        "portal_user_id": row.user.as_ref().map(EntityId::as_str), "state": row.state.name(),
        "written_at": row.written_at.to_iso(), "attempts": row.attempts, "answer": row.answer, "note": row.note,
        "next_try_at": row.next_at.map(|at| at.to_iso()), "settled_at": row.settled_at.map(|at| at.to_iso()),
        "good_until": row.good_until.map(|at| at.to_iso()),
    })
}

fn tried(tried: &Try) -> Value {
    json!({
        "at": tried.at.to_iso(), "outcome": tried.outcome, "stage": tried.stage, "answer": tried.answer,
    })
}

fn wanted(query: &Query) -> Result<LetterList, Refusal> {
    let state = query.text("state").map(|name| {
        State::parse(name).ok_or_else(|| {
            let names: Vec<&str> = State::ALL.iter().map(|state| state.name()).collect();
            Refusal::invalid("state", format!("A letter is {}.", names.join(", ")))
        })
    });
    let to = query
        .text("to")
        .map(|to| EmailAddress::parse(to).map_err(|error| Refusal::invalid("to", error.to_string())));
    Ok(LetterList {
        state: state.transpose()?,
        to: to.transpose()?,
        portal: query.text("portal_id").map(PortalId::from),
        user: query.text("portal_user_id").map(EntityId::from),
        from: query.count("from", 0)?,
        size: query.count("size", LISTED)?,
    })
}

async fn list_letters(user: OrgUser, query: Query) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| mail::list(tx, caller, &wanted(&query)?)).await?;
    Ok(Json(json!({ "results": read.iter().map(row).collect::<Vec<_>>() })))
}

async fn view_letter(user: OrgUser, Path(id): Path<String>) -> Reply<Json<Value>> {
    let (letter, tries) = user.read(move |tx, caller| mail::find(tx, caller, &id)).await?;
    let mut shown = row(&letter);
    shown["tries"] = tries.iter().map(tried).collect();
    Ok(Json(shown))
}

async fn send_again(user: OrgUser, Path(id): Path<String>) -> Reply<StatusCode> {
    let core = user.app().core.clone();
    user.write(move |tx, caller| mail::send_again(tx, &core, caller, &id)).await?;
    Ok(StatusCode::ACCEPTED)
}
