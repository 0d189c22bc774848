//! The contact of a new user, where the portal makes one or finds it within an account.

use std::collections::BTreeSet;

use portico_db::Tx;
use portico_kit::{EmailAddress, EntityId};
use serde_json::{Map, Value, json};

use super::matching::{self, Match, account_of};
use super::settings::{Mode, value_of};
use super::{Desk, Registration};
use crate::{Refusal, entities, users};

/// Makes a contact of what was sent, within an account if there is one.
pub(super) fn create(
    tx: &mut Tx<'_>,
    desk: &Desk<'_>,
    email: &EmailAddress,
    sent: &Registration,
    account: Option<&EntityId>,
) -> Result<EntityId, Refusal> {
    let kind = desk.system.catalogue.find("contact").ok_or(Refusal::NotFound)?;
    let mut fields = Map::new();
    let own = sent.identifiers.get("contact").and_then(Value::as_object).cloned().unwrap_or_default();
    let configured = desk.settings.identifiers.iter().chain(&desk.settings.contact_identifiers);
    for name in configured.filter(|identifier| identifier.schema == "contact").map(|i| i.name.as_str()) {
        let value = value_of(&own, name).or_else(|| value_of(&sent.contact_identifiers, name));
        fields.extend(value.map(|value| (name.to_owned(), value.into())));
    }
    for name in desk.settings.additional.iter().map(|attribute| attribute.name.as_str()) {
        fields.extend(value_of(&sent.additional, name).map(|value| (name.to_owned(), value.into())));
    }
    for (name, value) in [("first_name", &sent.first_name), ("last_name", &sent.last_name)] {
        if !value.trim().is_empty() {
            fields.insert(name.to_owned(), value.trim().into());
        }
    }
    fields.insert("email".to_owned(), email.as_str().into());
    if let Some(account) = account {
        fields.insert("account".to_owned(), json!({ "$relation": [{ "entity_id": account.as_str() }] }));
    }
    fields.retain(|name, _| kind.attribute(name).is_some());
    for (name, value) in &mut fields {
        let repeats = kind.attribute(name).is_some_and(|attribute| attribute.repeats());
        if repeats && value.is_string() {
            *value = json!([{ name.as_str(): value }]);
        }
    }
    Ok(entities::create(tx, &desk.system, "contact", fields)?.id)
}

/// The contact of a new user within the account that the identifiers lead to, by the portal's mode.
pub(super) fn of_account(
    tx: &mut Tx<'_>,
    desk: &Desk<'_>,
    email: &EmailAddress,
    sent: &Registration,
) -> Result<EntityId, Refusal> {
    let settings = &desk.settings;
    let found = if settings.mode == Mode::AlwaysCreate {
        Match::None
    } else {
        account_of(tx, desk.core, &desk.system, desk.portal, settings, &sent.identifiers)?
    };
    let account = match found {
        Match::One(account) => {
            if settings.blocks_second_user && users::account_has_user(tx, &desk.portal.id, &account)? {
                return Err(Refusal::conflict("This company has an account already. Ask a colleague."));
            }
            account
        }
        Match::None if matches!(settings.mode, Mode::MatchOrCreate | Mode::AlwaysCreate) => {
            new_account(tx, desk, sent)?
        }
        _ => return Err(Refusal::conflict("We know no company with these details. Check what you wrote.")),
    };
    match within(tx, desk, &account, email, sent)? {
        Some(contact) => Ok(contact),
        None => create(tx, desk, email, sent, Some(&account)),
    }
}

fn new_account(tx: &mut Tx<'_>, desk: &Desk<'_>, sent: &Registration) -> Result<EntityId, Refusal> {
    let kind = desk.system.catalogue.find("account").ok_or(Refusal::NotFound)?;
    let own = sent.identifiers.get("account").and_then(Value::as_object).cloned().unwrap_or_default();
    let named = desk.settings.identifiers.iter().filter(|identifier| identifier.schema == "account");
    let mut fields: Map<String, Value> =
        named.filter_map(|i| Some((i.name.clone(), value_of(&own, &i.name)?.into()))).collect();
    if !fields.contains_key("name") && kind.attribute("name").is_some() {
        let name = format!("{} {}", sent.first_name.trim(), sent.last_name.trim()).trim().to_owned();
        fields.insert("name".to_owned(), if name.is_empty() { sent.email.clone() } else { name }.into());
    }
    fields.retain(|name, _| kind.attribute(name).is_some());
    Ok(entities::create(tx, &desk.system, "account", fields)?.id)
}

/// The one contact of an account that the configured values, or else the address, lead to.
fn within(
    tx: &mut Tx<'_>,
    desk: &Desk<'_>,
    account: &EntityId,
    email: &EmailAddress,
    sent: &Registration,
) -> Result<Option<EntityId>, Refusal> {
    let configured = &desk.settings.contact_identifiers;
    let mut found: Option<BTreeSet<EntityId>> = None;
    for identifier in configured {
        // An address finds a contact only when it is the one that the registration proves.
        let value = match identifier.name.as_str() {
            "email" => Some(email.as_str().to_owned()),
            name => value_of(&sent.contact_identifiers, name),
        };
        let Some(value) = value else { return Ok(None) };
        let holders = matching::holders(tx, &desk.system, "contact", &identifier.name, &value)?;
        found = Some(match found {
            Some(before) => before.intersection(&holders).cloned().collect(),
            None => holders,
        });
    }
    let found = match found {
        Some(found) => found,
        None => matching::holders(tx, &desk.system, "contact", "email", email.as_str())?,
    };
    let mut own = Vec::new();
    for contact in found {
        if users::is_of_account(tx, &contact, account)? {
            own.push(contact);
        }
    }
    Ok(if own.len() == 1 { own.pop() } else { None })
}
