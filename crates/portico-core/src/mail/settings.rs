//! How an organisation sends: its own mail server, if it has one, and who its portals' letters come from. A password is
//! stored locked and never told.

use portico_db::Tx;
use portico_kit::{EmailAddress, PortalId, Secret};
use portico_mail::{Security, Server};
use serde_json::{Value, json};

use super::{JOB, only_staff};
use crate::activity::{Part, configured};
use crate::{Caller, Core, Private, Refusal, portals};

/// The row of the organisation's own server; the others are named by their portal.
const SERVER: &str = "server";
/// How long a name may be, in characters.
const LONGEST_NAME: usize = 100;

/// The mail server of one organisation.
#[derive(Clone, Debug)]
pub struct OwnServer {
    /// The server.
    pub server: Server,
    /// The address that letters come from where a portal names no other.
    pub from: EmailAddress,
}

/// Who the letters of a portal come from; what is empty follows from the organisation.
#[derive(Clone, Debug, Default)]
pub struct PortalSender {
    /// The name that readers see.
    pub name: String,
    /// Where answers go.
    pub reply_to: Option<EmailAddress>,
    /// The address letters come from, on a server of the organisation's own.
    pub from: Option<EmailAddress>,
}

/// How an organisation sends.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Its own server.
    pub own: Option<OwnServer>,
    /// The senders of portals that differ.
    pub senders: Vec<(PortalId, PortalSender)>,
}

/// What is to be set; texts as they were typed.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// An own server; none leaves mail to the installation.
    pub own: Option<WantedServer>,
    /// The senders of all portals that differ.
    pub senders: Vec<WantedSender>,
}

/// A server to be set.
#[derive(Clone, Debug, Default)]
pub struct WantedServer {
    /// Its host name.
    pub host: String,
    /// Its port; empty for the usual one.
    pub port: String,
    /// How the way is secured.
    pub security: String,
    /// Who signs in.
    pub user: String,
    /// With which password; none keeps the stored one, as long as server and user stay the same.
    pub password: Option<Secret>,
    /// The address letters come from.
    pub from: String,
}

/// The sender of a portal, to be set.
#[derive(Clone, Debug, Default)]
pub struct WantedSender {
    /// The portal.
    pub portal_id: String,
    /// The name that readers see.
    pub name: String,
    /// Where answers go.
    pub reply_to: String,
    /// The address letters come from.
    pub from: String,
}

/// How the organisation sends, for its staff.
pub fn read(tx: &mut Tx<'_>, core: &Core, caller: &Caller) -> Result<Settings, Refusal> {
    only_staff(caller)?;
    stored(tx, core)
}

/// How the organisation sends.
pub(super) fn stored(tx: &mut Tx<'_>, core: &Core) -> Result<Settings, Refusal> {
    let mut settings = Settings::default();
    for (id, doc, password) in rows(tx)? {
        if id == SERVER {
            settings.own = own_of(core, tx.tenant().as_str(), &doc, &password)?;
        } else {
            settings.senders.push((PortalId::from(id), sender_of(&doc)));
        }
    }
    Ok(settings)
}

/// Whether the organisation has a server of its own.
pub(super) fn has_own(tx: &mut Tx<'_>) -> Result<bool, Refusal> {
    let sql = "SELECT id FROM mail_settings WHERE tenant_id = $1 AND id = $2";
    Ok(tx.first(sql, &[SERVER.into()], |row| row.text(0))?.is_some())
}

fn rows(tx: &mut Tx<'_>) -> Result<Vec<(String, Value, String)>, Refusal> {
    let sql = "SELECT id, doc, password FROM mail_settings WHERE tenant_id = $1 ORDER BY id";
    let parsed = |text: String| serde_json::from_str(&text).unwrap_or_default();
    Ok(tx.all(sql, &[], |row| Ok((row.text(0)?, parsed(row.text(1)?), row.text(2)?)))?)
}

fn place(tenant: &str) -> String {
    format!("mail|{tenant}")
}

fn own_of(core: &Core, tenant: &str, doc: &Value, locked: &str) -> Result<Option<OwnServer>, Refusal> {
    let text = |key: &str| doc.get(key).and_then(Value::as_str).unwrap_or_default();
    let Ok(from) = EmailAddress::parse(text("from")) else { return Ok(None) };
    let password = match locked {
        "" => Secret::default(),
        locked => {
            let opened = core.signer().unlock(&place(tenant), locked)?;
            Secret::new(String::from_utf8_lossy(&opened).into_owned())
        }
    };
    let server = Server {
        host: text("host").to_owned(),
        port: doc
            .get("port")
            .and_then(Value::as_u64)
            .and_then(|port| u16::try_from(port).ok())
            .unwrap_or_default(),
        security: Security::parse(text("security")).unwrap_or_default(),
        user: text("user").to_owned(),
        password,
    };
    Ok(Some(OwnServer { server, from }))
}

fn sender_of(doc: &Value) -> PortalSender {
    let text = |key: &str| doc.get(key).and_then(Value::as_str).unwrap_or_default();
    PortalSender {
        name: text("name").to_owned(),
        reply_to: EmailAddress::parse(text("reply_to")).ok(),
        from: EmailAddress::parse(text("from")).ok(),
    }
}

/// Sets how the organisation sends; letters that wait are tried anew.
pub fn save(tx: &mut Tx<'_>, core: &Core, caller: &Caller, wanted: &Wanted) -> Result<(), Refusal> {
    only_staff(caller)?;
    let before = rows(tx)?;
    let known = stored(tx, core)?;
    let own = wanted.own.as_ref().map(|wanted| checked(core, wanted, known.own.as_ref())).transpose()?;
    tx.execute("DELETE FROM mail_settings WHERE tenant_id = $1", &[])?;
    if let Some(own) = &own {
        let server = &own.server;
        let doc = json!({
            "host": server.host, "port": server.port, "security": server.security.name(), "user": server.user,
            "from": own.from.as_str(),
        });
        let locked = match server.password.expose() {
            "" => String::new(),
            secret => core.signer().lock(&place(tx.tenant().as_str()), secret.as_bytes(), core.random())?,
        };
        put(tx, caller, SERVER, &doc, &locked)?;
    }
    for (at, sender) in wanted.senders.iter().enumerate() {
        let portal = PortalId::from(sender.portal_id.as_str());
        let of = |field: &str| format!("senders[{at}].{field}");
        if portals::find(tx, &portal)?.is_none() {
            return Err(Refusal::invalid(of("portal_id"), "There is no such portal."));
        }
        let doc = checked_sender(sender, own.is_some(), &of)?;
        if doc != json!({}) {
            put(tx, caller, portal.as_str(), &doc, "")?;
        }
    }
    let after = rows(tx)?;
    note(tx, &before, &after, known.own.as_ref(), own.as_ref());
    Ok(portico_queue::hasten(tx, JOB, caller.now)?)
}

fn put(tx: &mut Tx<'_>, caller: &Caller, id: &str, doc: &Value, locked: &str) -> Result<(), Refusal> {
    let sql =
        "INSERT INTO mail_settings (tenant_id, id, doc, password, updated_at) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (tenant_id, id) DO UPDATE SET doc = excluded.doc, password = excluded.password,
                 updated_at = excluded.updated_at";
    tx.execute(sql, &[id.into(), doc.to_string().into(), locked.into(), caller.now.into()])?;
    Ok(())
}

/// The change for the history, which tells of a password only that it is another one.
fn note(
    tx: &mut Tx<'_>,
    before: &[(String, Value, String)],
    after: &[(String, Value, String)],
    old: Option<&OwnServer>,
    new: Option<&OwnServer>,
) {
    let told = |rows: &[(String, Value, String)], own: Option<&OwnServer>| {
        let mut told = serde_json::Map::new();
        for (id, doc, _) in rows {
            let mut doc = doc.clone();
            if id == SERVER
                && let Some(own) = own
            {
                doc["password"] = own.server.password.expose().into();
            }
            told.insert(id.clone(), doc);
        }
        if told.is_empty() { Value::Null } else { Value::Object(told) }
    };
    configured(tx, Part::Mail, "mail", Some(&told(before, old)), Some(&told(after, new)));
}

/// A server that may be used, from what was typed.
pub(super) fn checked(
    core: &Core,
    wanted: &WantedServer,
    known: Option<&OwnServer>,
) -> Result<OwnServer, Refusal> {
    let security = Security::parse(&wanted.security)
        .filter(|security| *security != Security::None || core.options().calls == Private::Allowed);
    let security = security.ok_or_else(|| {
        Refusal::invalid("security", "Choose starttls or tls: mail leaves this installation only secured.")
    })?;
    let port = match wanted.port.trim() {
        "" => security.port(),
        port => port.parse().map_err(|_| Refusal::invalid("port", "A port is a number, such as 587."))?,
    };
    let (host, user) = (wanted.host.trim().to_lowercase(), wanted.user.trim().to_owned());
    let password = match (&wanted.password, known) {
        _ if user.is_empty() => Secret::default(),
        (Some(password), _) => password.clone(),
        // A stored password goes to no other server, and out of no less secured way.
        (None, Some(known)) if known.server.host == host && known.server.security == security => {
            if known.server.user == user { known.server.password.clone() } else { Secret::default() }
        }
        (None, _) => Secret::default(),
    };
    if !user.is_empty() && password.expose().is_empty() {
        return Err(Refusal::invalid("password", "Enter the password of this user at this server."));
    }
    let server = Server { host, port, security, user, password };
    if let Some((field, message)) = server.problem() {
        return Err(Refusal::invalid(field, message));
    }
    let from = email("from", &wanted.from)?
        .ok_or_else(|| Refusal::invalid("from", "Enter the address that letters come from."))?;
    Ok(OwnServer { server, from })
}

fn checked_sender(sender: &WantedSender, own: bool, of: &dyn Fn(&str) -> String) -> Result<Value, Refusal> {
    let name = sender.name.trim();
    if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        let message = format!("A name is one line of at most {LONGEST_NAME} characters.");
        return Err(Refusal::invalid(of("name"), message));
    }
    let from = email(&of("from"), &sender.from)?;
    if from.is_some() && !own {
        let message = "Only with a mail server of your own can a portal have an address of its own.";
        return Err(Refusal::invalid(of("from"), message));
    }
    let mut doc = json!({});
    if !name.is_empty() {
        doc["name"] = name.into();
    }
    for (key, address) in [("reply_to", email(&of("reply_to"), &sender.reply_to)?), ("from", from)] {
        if let Some(address) = address {
            doc[key] = address.as_str().into();
        }
    }
    Ok(doc)
}

fn email(field: &str, text: &str) -> Result<Option<EmailAddress>, Refusal> {
    match text.trim() {
        "" => Ok(None),
        text if text.is_ascii() => {
            EmailAddress::parse(text).map(Some).map_err(|error| Refusal::invalid(field, error.to_string()))
        }
        _ => Err(Refusal::invalid(field, "Write this address without umlauts and accents.")),
    }
}
