//! The letter to a portal user about a change of their own: what was changed, when, and that it has arrived.

use std::sync::Arc;

use portico_db::Tx;
use portico_kit::{ActivityId, EntityId, Instant, Locale, PortalId};
use portico_queue::{Handler, Job};
use serde_json::{Map, Value};

use crate::entities::{self, Seen};
use crate::letters::{self, Contents, Kind, Recipient};
use crate::news::{self, found};
use crate::schemas::Schema;
use crate::{Caller, Core, Refusal, access, activity, portals, users};

mod moments;

/// Does the jobs of kind `activity`.
pub fn handler(core: Core) -> Handler {
    Arc::new(move |tx, job| tell(tx, &core, job).map_err(|refusal| format!("{refusal:?}")))
}

fn tell(tx: &mut Tx<'_>, core: &Core, job: &Job) -> Result<(), Refusal> {
    let text = |key: &str| job.payload.get(key).and_then(Value::as_str).unwrap_or_default();
    if matches!(text("type"), "EntityCreated" | "EntityUpdated") {
        let Some(entry) = activity::find(tx, &ActivityId::from(text("activity_id")))? else { return Ok(()) };
        tell_assigned(tx, core, &entry)?;
        return news::note(tx, core, &entry);
    }
    if !text("type").starts_with("Entity") || !text("type").ends_with("FromPortal") {
        return Ok(());
    }
    let Some(entry) = activity::find(tx, &ActivityId::from(text("activity_id")))? else { return Ok(()) };
    let author = entry.pointer("/payload/caller/PortalAuth/token/sub").and_then(Value::as_str);
    let Some(author) = author.map(EntityId::from) else { return Ok(()) };
    let organisation = access::enter_system(tx, core, "mail")?;
    let Some(reader) = found(access::look_as(tx, core, &organisation, &author))? else { return Ok(()) };
    let (Some(to), Some(setup)) = (found(Recipient::of_user(tx, core, &author))?, reader.setup.clone())
    else {
        return Ok(());
    };
    let contents = contents(tx, &reader, &entry, to.locale)?;
    letters::send(tx, core, &setup.portal, Kind::ChangeReceived, &to, &contents)
}

/// Tells a user who waited that staff have assigned the contact.
fn tell_assigned(tx: &mut Tx<'_>, core: &Core, entry: &Value) -> Result<(), Refusal> {
    let text = |place: &str| entry.pointer(place).and_then(Value::as_str).unwrap_or_default();
    if text("/type") != "EntityUpdated" {
        return Ok(());
    }
    let assigned =
        |place: &str| entry.pointer(&format!("/operations/0/{place}/contact/$relation/0")).is_some();
    if text("/payload/entity/schema") != "portal_user" || !assigned("payload") || assigned("diff/updated") {
        return Ok(());
    }
    let user = EntityId::from(text("/payload/entity/id"));
    if !users::is_registered(tx, &user)? {
        return Ok(());
    }
    let system = access::enter_system(tx, core, "mail")?;
    let Some(seen) = found(entities::view(tx, &system, "portal_user", &user))? else { return Ok(()) };
    let portal = seen.to_value().get("portal_id").and_then(Value::as_str).map(PortalId::from);
    let Some(portal) = portal.map(|id| portals::find(tx, &id)).transpose()?.flatten() else { return Ok(()) };
    let Some(to) = found(Recipient::of_user(tx, core, &user))? else { return Ok(()) };
    let contents = Contents { link: Some(portal.link(core, "/sign-in", &[])), ..Contents::default() };
    letters::send(tx, core, &portal, Kind::OnMapAPendingUser, &to, &contents)
}

fn contents(tx: &mut Tx<'_>, reader: &Caller, entry: &Value, locale: Locale) -> Result<Contents, Refusal> {
    let at = entry.get("timestamp").and_then(Value::as_str).and_then(|at| Instant::parse_iso(at).ok());
    let change = Change::read(tx, reader, entry, locale)?;
    let fact = |holds: bool| if holds { "1" } else { "" }.to_owned();
    let values = vec![
        ("moment", moments::told(locale, at.unwrap_or(reader.now))),
        ("created", fact(change.kind == "EntityCreatedFromPortal")),
        ("removed", fact(change.kind == "EntityDeletedFromPortal" && !change.record.is_empty())),
        ("attributes", change.attributes.join(", ")),
        ("record", change.record),
    ];
    Ok(Contents { values, ..Contents::default() })
}

/// What a user reads about a change: nothing that the user may not see of the record now.
struct Change {
    kind: String,
    record: String,
    attributes: Vec<String>,
}

impl Change {
    fn read(tx: &mut Tx<'_>, reader: &Caller, entry: &Value, locale: Locale) -> Result<Self, Refusal> {
        let text = |place: &str| entry.pointer(place).and_then(Value::as_str).unwrap_or_default();
        let mut change =
            Self { kind: text("/type").to_owned(), record: String::new(), attributes: Vec::new() };
        let (schema, id) = (text("/payload/entity/schema"), EntityId::from(text("/payload/entity/id")));
        let Some(kind) = reader.catalogue.find(schema) else { return Ok(change) };
        change.record = kind.name(locale);
        if let Some(seen) = found(entities::view(tx, reader, schema, &id))? {
            let title = seen.to_value().get("_title").and_then(Value::as_str).unwrap_or_default().to_owned();
            change.record = format!("{} {title}", change.record).trim().to_owned();
            change.attributes = labels(reader, kind, &seen, entry, locale);
        }
        Ok(change)
    }
}

/// The labels of the attributes that were changed, without those that forms do not show.
fn labels(reader: &Caller, kind: &Schema, seen: &Seen, entry: &Value, locale: Locale) -> Vec<String> {
    let mask = entities::mask_of(reader, seen);
    let named = changed_names(entry);
    let shown = kind.attributes.iter().filter(|attribute| {
        let hidden = attribute.doc.get("hidden").and_then(Value::as_bool) == Some(true);
        named.contains(&attribute.name.as_str())
            && !hidden
            && attribute.kind != "internal"
            && !attribute.is_relation()
            && mask.allows(&attribute.name)
    });
    shown.map(|attribute| attribute.label(locale)).collect()
}

fn changed_names(entry: &Value) -> Vec<&str> {
    let operation = entry.pointer("/operations/0");
    let places = ["/payload", "/diff/deleted"];
    let fields = places.iter().filter_map(|place| operation?.pointer(place)?.as_object());
    fields.flat_map(Map::keys).map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleared_attributes_count_as_changed() {
        let operation = serde_json::json!({"payload": {"phone": 1}, "diff": {"deleted": {"fax": 2}}});
        assert_eq!(changed_names(&serde_json::json!({"operations": [operation]})), ["phone", "fax"]);
    }
}
