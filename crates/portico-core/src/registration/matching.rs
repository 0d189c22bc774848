//! Matching: the one contact, or account, that all the sent identifiers lead to.

use std::collections::{BTreeSet, HashMap};

use portico_db::{DbError, Tx};
use portico_kit::EntityId;
use serde_json::{Map, Value};

use super::settings::{Identifier, Settings, value_of};
use crate::entities::{self, normalised, words};
use crate::portals::Portal;
use crate::{Caller, Core, Refusal, access};

/// How many records one value may lead to before it identifies nothing.
const MOST: usize = 50;

/// What the identifiers lead to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Match {
    /// To nobody.
    None,
    /// To exactly one.
    One(EntityId),
    /// To more than one.
    Several,
}

impl Match {
    pub(super) fn of(found: BTreeSet<EntityId>) -> Self {
        let mut found = found.into_iter();
        match (found.next(), found.next()) {
            (None, _) => Self::None,
            (Some(one), None) => Self::One(one),
            _ => Self::Several,
        }
    }

    /// The one, when it is one.
    pub fn one(self) -> Option<EntityId> {
        match self {
            Self::One(id) => Some(id),
            _ => None,
        }
    }
}

/// The contact that a portal's registration identifiers lead to. Without configured identifiers it is the contact with
/// the address, which the registration proves; an address among the identifiers must be the one that is proved.
pub fn contact_of(
    tx: &mut Tx<'_>,
    core: &Core,
    system: &Caller,
    portal: &Portal,
    settings: &Settings,
    email: &str,
    sent: &Map<String, Value>,
) -> Result<Match, Refusal> {
    if settings.identifiers.is_empty() {
        let found = holders(tx, system, "contact", "email", email)?;
        return Ok(Match::of(found));
    }
    let address =
        sent.get("contact").and_then(Value::as_object).and_then(|contact| value_of(contact, "email"));
    if !email.is_empty() && address.is_some_and(|address| !address.eq_ignore_ascii_case(email)) {
        return Ok(Match::None);
    }
    led_to(tx, core, system, portal, "contact", &settings.identifiers, sent)
}

/// The account that a portal's registration identifiers lead to.
pub fn account_of(
    tx: &mut Tx<'_>,
    core: &Core,
    system: &Caller,
    portal: &Portal,
    settings: &Settings,
    sent: &Map<String, Value>,
) -> Result<Match, Refusal> {
    if settings.identifiers.is_empty() {
        return Ok(Match::None);
    }
    led_to(tx, core, system, portal, "account", &settings.identifiers, sent)
}

fn led_to(
    tx: &mut Tx<'_>,
    core: &Core,
    system: &Caller,
    portal: &Portal,
    goal: &str,
    wanted: &[Identifier],
    sent: &Map<String, Value>,
) -> Result<Match, Refusal> {
    let mut found: Option<BTreeSet<EntityId>> = None;
    for Identifier { schema, name } in wanted {
        let value = sent.get(schema).and_then(Value::as_object).and_then(|own| value_of(own, name));
        let Some(value) = value else {
            let field = format!("registration_identifiers.{schema}.{name}");
            return Err(Refusal::invalid(&field, format!("{schema}.{name} is needed.")));
        };
        let holders = holders(tx, system, schema, name, &value)?;
        let people =
            if schema == goal { holders } else { people(tx, core, system, portal, goal, schema, &holders)? };
        found = Some(match found {
            Some(before) => before.intersection(&people).cloned().collect(),
            None => people,
        });
    }
    Ok(Match::of(found.unwrap_or_default()))
}

/// The records of a schema with this value in an attribute, however it is written.
pub(super) fn holders(
    tx: &mut Tx<'_>,
    system: &Caller,
    schema: &str,
    name: &str,
    value: &str,
) -> Result<BTreeSet<EntityId>, Refusal> {
    let Some(attribute) = system.catalogue.find(schema).and_then(|kind| kind.attribute(name)) else {
        return Ok(BTreeSet::new());
    };
    let wanted = normalised(value);
    if wanted.is_empty() {
        return Ok(BTreeSet::new());
    }
    if attribute.identifier {
        let sql = "SELECT entity_id FROM identifiers WHERE tenant_id = $1 AND schema = $2 AND attribute = $3
                   AND value = $4 ORDER BY entity_id LIMIT 51";
        let found = tx.all(sql, &[schema.into(), name.into(), wanted.as_str().into()], id)?;
        return Ok(bounded(found));
    }
    // Attributes that are no identifiers are found by their longest word, and compared whole.
    let Some(word) = words(value).max_by_key(String::len) else { return Ok(BTreeSet::new()) };
    let sql = "SELECT entity_id FROM words WHERE tenant_id = $1 AND word = $2 AND attribute = $3
               ORDER BY entity_id LIMIT 2000";
    let found: Vec<EntityId> = tx.all(sql, &[word.into(), name.into()], id)?;
    let seen = entities::view_many(tx, system, &HashMap::from([(schema.to_owned(), found)]))?;
    let holds = seen.into_iter().filter(|record| {
        let doc = record.to_value();
        doc.get(name)
            .is_some_and(|value| entities::texts_of(value).iter().any(|text| normalised(text) == wanted))
    });
    Ok(bounded(holds.map(|record| record.id).collect()))
}

fn id(row: &portico_db::Row<'_>) -> Result<EntityId, DbError> {
    Ok(EntityId::from(row.text(0)?))
}

/// A value that very many records share identifies nothing.
fn bounded(found: Vec<EntityId>) -> BTreeSet<EntityId> {
    if found.len() > MOST { BTreeSet::new() } else { found.into_iter().collect() }
}

/// The contacts, or accounts, to whom these records belong by the portal's rules of access: whoever would see them.
pub(super) fn people(
    tx: &mut Tx<'_>,
    core: &Core,
    system: &Caller,
    portal: &Portal,
    goal: &str,
    schema: &str,
    records: &BTreeSet<EntityId>,
) -> Result<BTreeSet<EntityId>, Refusal> {
    let mut people = BTreeSet::new();
    for record in records {
        for candidate in candidates(tx, goal, record)? {
            if people.contains(&candidate) {
                continue;
            }
            let as_if = access::as_if(tx, core, system, &portal.id, goal, &candidate)?;
            match entities::view(tx, &as_if, schema, record) {
                Ok(_) => people.insert(candidate),
                Err(Refusal::NotFound | Refusal::Forbidden { .. }) => continue,
                Err(refusal) => return Err(refusal),
            };
        }
    }
    Ok(people)
}

/// Records of a schema that are related to a record, or to one that is.
fn candidates(tx: &mut Tx<'_>, goal: &str, record: &EntityId) -> Result<Vec<EntityId>, DbError> {
    let near = "SELECT n.target_id AS id, n.target_schema AS kind FROM relations n
                WHERE n.tenant_id = $1 AND n.source_id = $2 AND n.alive = 1
                UNION SELECT n.source_id, n.source_schema FROM relations n
                WHERE n.tenant_id = $1 AND n.target_id = $2 AND n.alive = 1";
    let sql = format!(
        "SELECT id FROM ({near}) a WHERE kind = $3
         UNION SELECT r.target_id FROM ({near}) b, relations r
         WHERE r.tenant_id = $1 AND r.source_id = b.id AND r.target_schema = $3 AND r.alive = 1
         UNION SELECT r.source_id FROM ({near}) c, relations r
         WHERE r.tenant_id = $1 AND r.target_id = c.id AND r.source_schema = $3 AND r.alive = 1
         LIMIT 200"
    );
    tx.all(&sql, &[record.as_str().into(), goal.into()], id)
}
