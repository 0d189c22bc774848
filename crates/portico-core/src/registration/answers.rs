//! What somebody entered who waits for a contact, and the contacts that it leads to, for staff who decide.

use std::collections::{BTreeSet, HashMap};

use portico_db::{DbError, Tx};
use portico_kit::{EntityId, Instant};
use serde_json::{Map, Value, json};

use super::Registration;
use super::matching::{holders, people};
use super::settings::value_of;
use crate::portals::Portal;
use crate::{Caller, Core, Refusal, entities, users};

/// How many contacts are offered.
const OFFERED: usize = 8;

/// A value that was entered.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Answer {
    /// The schema of the attribute.
    pub schema: String,
    /// The attribute.
    pub name: String,
    /// The value, as typed.
    pub value: String,
}

/// A contact that what was entered leads to.
#[derive(Clone, Debug)]
pub struct Likely {
    /// The contact.
    pub contact: EntityId,
    /// Its values.
    pub doc: Value,
    /// The places in the answers that lead to it.
    pub fits: Vec<usize>,
}

/// Keeps what somebody entered, until staff have decided.
pub(super) fn keep(
    tx: &mut Tx<'_>,
    user: &EntityId,
    sent: &Registration,
    now: Instant,
) -> Result<(), DbError> {
    let doc = json!({
        "first_name": sent.first_name, "last_name": sent.last_name, "identifiers": sent.identifiers,
        "additional": sent.additional,
    });
    let sql = "INSERT INTO registration_answers (tenant_id, user_id, doc, created_at) VALUES ($1, $2, $3, $4)
               ON CONFLICT (tenant_id, user_id) DO UPDATE SET doc = excluded.doc, created_at = excluded.created_at";
    tx.execute(sql, &[user.as_str().into(), doc.to_string().into(), now.into()])?;
    Ok(())
}

/// What a user who waits has entered, its address first; for staff.
pub fn answers(tx: &mut Tx<'_>, caller: &Caller, user: &EntityId) -> Result<Vec<Answer>, Refusal> {
    let found = users::find(tx, caller, user)?;
    let sql = "SELECT doc FROM registration_answers WHERE tenant_id = $1 AND user_id = $2";
    let doc = tx.first(sql, &[user.as_str().into()], |row| row.text(0))?;
    let doc: Value = doc.and_then(|doc| serde_json::from_str(&doc).ok()).unwrap_or_default();
    let mut all = vec![answer("contact", "email", &found.email)];
    for name in ["first_name", "last_name"] {
        all.push(answer("contact", name, doc.get(name).and_then(Value::as_str).unwrap_or_default()));
    }
    let empty = Map::new();
    let object = |value: Option<&Value>| value.and_then(Value::as_object).cloned().unwrap_or_default();
    for (schema, own) in doc.get("identifiers").and_then(Value::as_object).unwrap_or(&empty) {
        let own = object(Some(own));
        all.extend(own.keys().filter_map(|name| Some(answer(schema, name, &value_of(&own, name)?))));
    }
    let more = object(doc.get("additional"));
    all.extend(more.keys().filter_map(|name| Some(answer("contact", name, &value_of(&more, name)?))));
    let mut known = BTreeSet::new();
    all.retain(|one| !one.value.trim().is_empty() && known.insert((one.schema.clone(), one.name.clone())));
    Ok(all)
}

fn answer(schema: &str, name: &str, value: &str) -> Answer {
    Answer { schema: schema.to_owned(), name: name.to_owned(), value: value.trim().to_owned() }
}

/// The contacts that answers lead to, those that most of them fit first; for staff.
pub fn likely(
    tx: &mut Tx<'_>,
    core: &Core,
    caller: &Caller,
    portal: &Portal,
    answers: &[Answer],
) -> Result<Vec<Likely>, Refusal> {
    if !caller.is_staff() {
        return Err(Refusal::NotFound);
    }
    let mut fits: HashMap<EntityId, Vec<usize>> = HashMap::new();
    for (place, one) in answers.iter().enumerate() {
        let holders = holders(tx, caller, &one.schema, &one.name, &one.value)?;
        let led_to = match one.schema.as_str() {
            "contact" => holders,
            schema => people(tx, core, caller, portal, "contact", schema, &holders)?,
        };
        for contact in led_to {
            fits.entry(contact).or_default().push(place);
        }
    }
    // A first name alone says nothing.
    let telling = |place: &usize| answers.get(*place).is_some_and(|one| one.name != "first_name");
    fits.retain(|_, places| places.iter().any(telling));
    let mut ranked: Vec<(EntityId, Vec<usize>)> = fits.into_iter().collect();
    ranked.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.0.cmp(&b.0)));
    ranked.truncate(OFFERED);
    let ids = ranked.iter().map(|(id, _)| id.clone()).collect();
    let seen = entities::view_many(tx, caller, &HashMap::from([("contact".to_owned(), ids)]))?;
    let docs: HashMap<EntityId, Value> =
        seen.into_iter().map(|seen| (seen.id.clone(), seen.to_value())).collect();
    let with_doc = |(contact, fits): (EntityId, Vec<usize>)| {
        docs.get(&contact).map(|doc| Likely { doc: doc.clone(), contact, fits })
    };
    Ok(ranked.into_iter().filter_map(with_doc).collect())
}

/// Forgets what somebody entered: staff have decided.
pub fn forget_answers(tx: &mut Tx<'_>, user: &EntityId) -> Result<(), DbError> {
    let sql = "DELETE FROM registration_answers WHERE tenant_id = $1 AND user_id = $2";
    tx.execute(sql, &[user.as_str().into()])?;
    Ok(())
}
