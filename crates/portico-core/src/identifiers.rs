//! Identifiers: the values by which users find and claim their records.

use std::collections::BTreeSet;

use portico_db::{DbError, Tx};
use portico_kit::{EntityId, Locale};
use serde_json::{Map, Value, json};

use crate::activity::{self, Happening};
use crate::entities::{self, Seen};
use crate::{Caller, Refusal};

/// Attribute types that can identify a record.
const IDENTIFYING: [&str; 8] = ["string", "number", "email", "phone", "sequence", "select", "date", "link"];

/// The attributes of a schema that can serve as identifiers: name and type.
pub fn candidates(caller: &Caller, slug: &str) -> Result<Vec<Value>, Refusal> {
    let kind = caller.catalogue.find(slug).ok_or(Refusal::NotFound)?;
    let fitting = kind.attributes.iter().filter(|attribute| IDENTIFYING.contains(&attribute.kind.as_str()));
    Ok(fitting.map(|attribute| json!({ "name": attribute.name, "type": attribute.kind })).collect())
}

/// As [`candidates`], each with its label.
pub fn candidates_with_labels(caller: &Caller, slug: &str) -> Result<Vec<Value>, Refusal> {
    let kind = caller.catalogue.find(slug).ok_or(Refusal::NotFound)?;
    let fitting = kind.attributes.iter().filter(|attribute| IDENTIFYING.contains(&attribute.kind.as_str()));
    let shown = fitting.map(|attribute| {
        json!({ "label": attribute.label(Locale::default()), "name": attribute.name, "type": attribute.kind })
    });
    Ok(shown.collect())
}

/// Finds the one contract that all configured identifiers lead to, and relates it to the caller's contact.
///
/// # Errors
/// `Invalid` when an identifier is missing or none is configured; `Conflict` with reason `MULTIPLE` or `DRAFT`.
/// No match is no error: the answer is empty, the same for an unknown value and for somebody else's.
pub fn add_contract(
    tx: &mut Tx<'_>,
    caller: &Caller,
    sent: &Map<String, Value>,
) -> Result<Vec<Seen>, Refusal> {
    let contact = caller.contact().cloned().ok_or_else(Refusal::unauthenticated)?;
    let wanted = asked(caller)?;
    let mut found: Option<BTreeSet<String>> = None;
    for (schema, name) in wanted {
        let value = sent.get(&schema).and_then(|own| own.get(&name));
        let value = value.and_then(|value| {
            value.as_str().map(str::to_owned).or_else(|| value.as_i64().map(|n| n.to_string()))
        });
        let field = format!("{schema}.{name}");
        let Some(value) = value.filter(|value| !value.trim().is_empty()) else {
            return Err(Refusal::invalid(&field, format!("{field} is needed to find the contract.")));
        };
        let matches = contracts_by(tx, &schema, &name, &entities::normalised(&value))?;
        found = Some(match found {
            Some(before) => before.intersection(&matches).cloned().collect(),
            None => matches,
        });
    }
    let found: Vec<String> = found.unwrap_or_default().into_iter().collect();
    match found.as_slice() {
        [] => Ok(Vec::new()),
        [one] => assign(tx, caller, &EntityId::from(one.as_str()), &contact).map(|seen| vec![seen]),
        _ => Err(Refusal::Conflict {
            message: "Several contracts fit. Please contact us.".to_owned(),
            reason: Some("MULTIPLE"),
        }),
    }
}

/// The identifiers that the caller's portal asks for to add a contract: schema and attribute.
///
/// # Errors
/// `Invalid` when it asks for none, and so adds no contracts.
pub fn asked(caller: &Caller) -> Result<Vec<(String, String)>, Refusal> {
    let list = caller
        .setup
        .as_ref()
        .and_then(|setup| setup.portal.doc.get("contract_identifiers")?.as_array().cloned());
    let pair = |item: &Value| {
        let schema = item.get("schema").and_then(Value::as_str).unwrap_or("contract");
        Some((schema.to_owned(), item.get("name")?.as_str()?.to_owned()))
    };
    let pairs: Vec<(String, String)> = list.unwrap_or_default().iter().filter_map(pair).collect();
    if pairs.is_empty() {
        return Err(Refusal::invalid(
            "contract_identifiers",
            "This portal does not add contracts by identifiers.",
        ));
    }
    Ok(pairs)
}

/// The contracts that an identifier of a schema leads to: directly, or through a relation in either direction.
fn contracts_by(
    tx: &mut Tx<'_>,
    schema: &str,
    attribute: &str,
    value: &str,
) -> Result<BTreeSet<String>, DbError> {
    let params = [schema.into(), attribute.into(), value.into()];
    let matching = "SELECT entity_id FROM identifiers
                    WHERE tenant_id = $1 AND schema = $2 AND attribute = $3 AND value = $4";
    let sql = if schema == "contract" {
        matching.to_owned()
    } else {
        format!(
            "SELECT r.source_id FROM relations r WHERE r.tenant_id = $1 AND r.source_schema = 'contract'
               AND r.alive = 1 AND r.target_id IN ({matching})
             UNION
             SELECT r.target_id FROM relations r WHERE r.tenant_id = $1 AND r.target_schema = 'contract'
               AND r.alive = 1 AND r.source_id IN ({matching})"
        )
    };
    Ok(tx.all(&sql, &params, |row| row.text(0))?.into_iter().collect())
}

fn assign(
    tx: &mut Tx<'_>,
    caller: &Caller,
    contract: &EntityId,
    contact: &EntityId,
) -> Result<Seen, Refusal> {
    let own = caller.for_the_organisation();
    let stored = entities::view(tx, &own, "contract", contract)?.to_value();
    if stored.get("status").and_then(Value::as_str) == Some("draft") {
        let message = "The contract is still a draft. It can be added when it is concluded.".to_owned();
        return Err(Refusal::Conflict { message, reason: Some("DRAFT") });
    }
    let related =
        entities::relation_ids(stored.get("customer").unwrap_or(&Value::Null)).contains(&contact.as_str());
    if !related {
        let target = json!({ "entity_id": contact.as_str() });
        entities::relate(tx, &own, "contract", contract, "customer", &target)?;
        let happening = Happening::other(
            "SelfAssignmentFromPortal",
            "Contract added by its customer",
            "contract",
            contract,
        );
        activity::write(tx, caller, &happening)?;
    }
    entities::view(tx, caller, "contract", contract)
}
