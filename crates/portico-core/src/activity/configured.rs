//! What administrators set up, as entries of the organisation's history: who changed what from what to what.

use std::collections::BTreeMap;

use portico_db::Tx;
use portico_kit::ActivityId;
use serde_json::{Value, json};

use super::settings::{changes, name_of};
use crate::{Caller, Refusal};

/// What all these entries are listed under.
pub(super) const TOPIC: &str = "configuration";
/// The types of these entries.
pub(super) const KINDS: [&str; 3] = ["ConfigurationCreated", "ConfigurationChanged", "ConfigurationRemoved"];

/// What an organisation sets up besides its records.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Part {
    /// A portal.
    Portal,
    /// A page of a portal, with its blocks.
    Page,
    /// The widgets of a portal.
    Widgets,
    /// A role with its grants.
    Role,
    /// A design.
    Design,
    /// An e-mail template.
    EmailTemplate,
    /// A kind of record.
    Schema,
    /// How mail is sent.
    Mail,
    /// A token for programs.
    Token,
}

impl Part {
    /// All of them, in the order people look for them.
    pub const ALL: [Self; 9] = [
        Self::Portal,
        Self::Page,
        Self::Widgets,
        Self::Role,
        Self::Design,
        Self::EmailTemplate,
        Self::Schema,
        Self::Mail,
        Self::Token,
    ];

    /// What it is called in addresses and in entries.
    pub fn name(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Page => "page",
            Self::Widgets => "widgets",
            Self::Role => "role",
            Self::Design => "design",
            Self::EmailTemplate => "email_template",
            Self::Schema => "schema",
            Self::Mail => "mail",
            Self::Token => "token",
        }
    }

    /// The one of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }

    /// What its entries are listed under; no record has such an id.
    pub(super) fn topic(self) -> String {
        format!("{TOPIC}:{}", self.name())
    }
}

/// Notes that something was set up, changed or removed. Who did it is known where the transaction was begun, and
/// [`write_configured`] writes the entry there, in the same transaction.
pub fn configured(tx: &mut Tx<'_>, part: Part, id: &str, before: Option<&Value>, after: Option<&Value>) {
    if before != after {
        let note = json!({ "part": part.name(), "id": id, "before": before, "after": after });
        tx.note(note.to_string());
    }
}

/// Writes what was [`configured`] in this transaction: one entry for each thing, however often it was stored.
pub fn write_configured(tx: &mut Tx<'_>, caller: &Caller) -> Result<(), Refusal> {
    let notes = tx.take_notes();
    if notes.is_empty() {
        return Ok(());
    }
    let mut order = Vec::new();
    let mut things: BTreeMap<(String, String), (Value, Value)> = BTreeMap::new();
    for note in notes.iter().filter_map(|note| serde_json::from_str::<Value>(note).ok()) {
        let text = |key: &str| note.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let key = (text("part"), text("id"));
        let after = note.get("after").cloned().unwrap_or_default();
        match things.get_mut(&key) {
            Some((_, last)) => *last = after,
            None => {
                order.push(key.clone());
                things.insert(key, (note.get("before").cloned().unwrap_or_default(), after));
            }
        }
    }
    for (part, id) in order {
        let Some((before, after)) = things.remove(&(part.clone(), id.clone())) else { continue };
        if let Some(part) = Part::parse(&part) {
            write(tx, caller, part, &id, (&before, &after))?;
        }
    }
    Ok(())
}

fn write(
    tx: &mut Tx<'_>,
    caller: &Caller,
    part: Part,
    id: &str,
    (before, after): (&Value, &Value),
) -> Result<(), Refusal> {
    let changes = changes(before, after);
    let (kind, title) = match (before.is_null(), after.is_null()) {
        (true, true) => return Ok(()),
        (true, false) => (KINDS[0], "Configuration created"),
        (false, true) => (KINDS[2], "Configuration removed"),
        (false, false) if changes.is_empty() => return Ok(()),
        (false, false) => (KINDS[1], "Configuration changed"),
    };
    let entry = ActivityId::from(caller.random.ulid(caller.now));
    let named = if after.is_null() { before } else { after };
    let mut thing = json!({ "kind": part.name(), "id": id, "name": name_of(named), "changes": changes });
    if let Some(portal) = named.get("portal_id").filter(|_| part == Part::Page) {
        thing["portal_id"] = portal.clone();
    }
    let doc = json!({
        "_id": entry.as_str(), "timestamp": caller.now.to_iso(), "type": kind, "title": title,
        "message": format!("{title}: {}", caller.actor.name),
        "payload": { "configuration": thing, "caller": caller.actor.to_json() },
        "operations_total": 0, "operations": [],
    });
    tx.execute(
        "INSERT INTO activity (tenant_id, id, kind, at, doc) VALUES ($1, $2, $3, $4, $5)",
        &[entry.as_str().into(), kind.into(), caller.now.into(), doc.to_string().into()],
    )?;
    for topic in [TOPIC.to_owned(), part.topic()] {
        let sql = "INSERT INTO activity_entities (tenant_id, entity_id, activity_id) VALUES ($1, $2, $3)";
        tx.execute(sql, &[topic.into(), entry.as_str().into()])?;
    }
    Ok(())
}
