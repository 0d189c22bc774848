//! Edit rules: how often, how far and until when portal users change an attribute that they may change at all.

use portico_db::Tx;
use portico_kit::EntityId;
use serde_json::{Map, Value};

use crate::entities::{self, Seen};
use crate::{Caller, Refusal};

mod rules;
mod store;

use rules::{Kind, Rule};

/// Refuses a change of a record that one of the portal's rules forbids.
pub(crate) fn check(
    tx: &mut Tx<'_>,
    caller: &Caller,
    (schema, id): (&str, &EntityId),
    before: &Value,
    changed: &Map<String, Value>,
) -> Result<(), Refusal> {
    for rule in rules_of(caller, schema) {
        for (name, value) in changed.iter().filter(|(name, _)| rule.is_about(name)) {
            let old = before.get(name).unwrap_or(&Value::Null);
            if rule.kind.forbids_value(old, value) || forbids_now(tx, caller, (schema, id), before, &rule)? {
                return Err(Refusal::RuleFailed { message: rule.refusal(), rule: rule.doc });
            }
        }
    }
    Ok(())
}

/// The rule that a change of a record would break, as it is configured: asked before the change is made.
///
/// # Errors
/// `NotFound` when the record does not exist for the caller.
pub fn refusing(
    tx: &mut Tx<'_>,
    caller: &Caller,
    (schema, id): (&str, &EntityId),
    changed: &Map<String, Value>,
) -> Result<Option<Value>, Refusal> {
    let before = entities::view(tx, caller, schema, id)?.to_value();
    match check(tx, caller, (schema, id), &before, changed) {
        Ok(()) => Ok(None),
        Err(Refusal::RuleFailed { rule, .. }) => Ok(Some(rule)),
        Err(refusal) => Err(refusal),
    }
}

/// The rule that keeps the caller from changing an attribute of a record, whatever the new value is; without an
/// attribute, any. A hidden attribute is answered like one without rules.
pub fn blocking(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    id: &EntityId,
    attribute: Option<&str>,
) -> Result<Option<Value>, Refusal> {
    let seen = entities::view(tx, caller, schema, id)?;
    let mask = entities::mask_of(caller, &seen);
    let doc = seen.to_value();
    for rule in rules_of(caller, schema) {
        let asked = attribute.is_none_or(|name| rule.is_about(name));
        if asked && mask.allows(&rule.attribute) && forbids_now(tx, caller, (schema, id), &doc, &rule)? {
            return Ok(Some(rule.doc));
        }
    }
    Ok(None)
}

/// The rules of the caller's portal for a schema; none for staff.
fn rules_of(caller: &Caller, schema: &str) -> Vec<Rule> {
    let configured =
        caller.setup.as_ref().and_then(|setup| setup.portal.doc.get("entity_edit_rules")?.as_array());
    configured.into_iter().flatten().filter_map(Rule::parse).filter(|rule| rule.schema == schema).collect()
}

/// Whether a rule forbids any change at this moment.
fn forbids_now(
    tx: &mut Tx<'_>,
    caller: &Caller,
    (schema, id): (&str, &EntityId),
    record: &Value,
    rule: &Rule,
) -> Result<bool, Refusal> {
    match &rule.kind {
        Kind::Cadence(cadence) => {
            let since = cadence.looked_back_to(caller.now);
            let edits = store::edits(tx, id, since)?;
            let own = edits.iter().filter(|(_, names)| names.iter().any(|name| rule.is_about(name)));
            let moments: Vec<_> = own.map(|(at, _)| *at).collect();
            Ok(cadence.forbids(&moments, caller.now))
        }
        Kind::Relative { .. } => Ok(false),
        Kind::DaysBefore(days) => Ok(rules::is_too_late(&rule.attribute, record, *days, caller.now)),
        Kind::Overdue(grace) => {
            let events = billing_events(tx, caller, (schema, id), record)?;
            Ok(events.iter().any(|event| rules::is_overdue(&event.to_value(), *grace, caller.now)))
        }
    }
}

/// The billing events of a record and of its billing account, as far as the caller sees them.
fn billing_events(
    tx: &mut Tx<'_>,
    caller: &Caller,
    (_, id): (&str, &EntityId),
    record: &Value,
) -> Result<Vec<Seen>, Refusal> {
    let accounts = record.get("billing_account").map(entities::relation_ids).unwrap_or_default();
    let places = std::iter::once(id.clone()).chain(accounts.into_iter().map(EntityId::from));
    let mut ids = Vec::new();
    for place in places {
        let (_, holders) = entities::ends_of(tx, &place)?;
        ids.extend(holders.into_iter().filter(|end| end.schema == "billing_event").map(|end| end.id));
    }
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    entities::view_many(tx, caller, &[("billing_event".to_owned(), ids)].into_iter().collect())
}
