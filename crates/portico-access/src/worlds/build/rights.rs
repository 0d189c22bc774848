//! Grants of every form, and changes to the table of paths.

use serde_json::{Value as Json, json};

use crate::worlds::choices::Choices;
use crate::worlds::{SCHEMAS, WorldRecord};

const ACTIONS: [&str; 16] = [
    "entity:view",
    "entity:attribute:view",
    "entity:view",
    "entity:attribute:view",
    "entity:*",
    "*",
    "entity-read",
    "entity:edit",
    "entity:attribute:edit",
    "entity-update",
    "entity:create",
    "entity:attribute:*",
    "entity-create",
    "entity:delete",
    "meter_reading:create",
    "meter_reading:*",
];
const ATTRIBUTES: [&str; 8] = ["*", "iban", "name", "b*", "note", "other", "email", "_relations"];
const GROUPS: [&str; 5] = ["Bank", "Core", "_ungrouped", "*", "Nothing"];

pub(super) fn grants(choices: &mut Choices<'_>, organisation: &str, records: &[WorldRecord]) -> Vec<Json> {
    let mut grants = Vec::new();
    if choices.below(5) < 4 {
        grants.push(json!({"action": "entity:view", "resource": "*", "effect": "allow"}));
    }
    if choices.below(3) < 2 {
        grants.push(json!({"action": "entity:attribute:view", "resource": "*:*/*"}));
        grants
            .push(json!({"action": "entity:*", "resource": choices.one_of(&["*", "contract:*", "meter*"])}));
    }
    for _ in 0..choices.below(14) {
        grants.push(grant(choices, organisation, records));
    }
    grants
}

fn grant(choices: &mut Choices<'_>, organisation: &str, records: &[WorldRecord]) -> Json {
    let mut grant =
        json!({"action": choices.one_of(&ACTIONS), "resource": resource(choices, organisation, records)});
    match choices.below(8) {
        1 => grant["effect"] = "allow".into(),
        2 => grant["effect"] = "deny".into(),
        _ => {}
    }
    if choices.rarely(4) {
        let count = 1 + choices.below(2);
        grant["conditions"] = (0..count).map(|_| condition(choices)).collect();
    }
    grant
}

fn resource(choices: &mut Choices<'_>, organisation: &str, records: &[WorldRecord]) -> String {
    let record = choices.one_of(records);
    let schemas = [record.schema.as_str(), record.schema.as_str(), "*", "bill*", "meter*", "contra*"];
    let schema = *choices.one_of(&schemas);
    let id = if choices.rarely(3) { record.id.as_str() } else { "*" };
    let attribute = *choices.one_of(&ATTRIBUTES);
    match choices.below(30) % 11 {
        10 => "*".to_owned(),
        0 => format!("{schema}:{}", record.id),
        1 => schema.to_owned(),
        2 | 3 => format!("{schema}:{id}"),
        4 | 5 => format!("{schema}:{id}/{attribute}"),
        6 | 7 => format!("{schema}:{}:{attribute}", choices.one_of(&GROUPS)),
        8 => format!("entity:{}:{schema}:{id}", choices.one_of(&[organisation, "*", "999"])),
        _ => format!("{schema}*/{attribute}"),
    }
}

fn condition(choices: &mut Choices<'_>) -> Json {
    let values = [json!(["active"]), json!(["draft", 1]), json!([null]), json!([])];
    match choices.below(4) {
        0 => json!({"operation": "equals", "attribute": "status", "values": choices.one_of(&values)}),
        1 => json!({"operation": "not_equals", "attribute": "status", "values": choices.one_of(&values)}),
        2 => json!({"operation": "equals_current_user", "attribute": "note"}),
        _ => json!({"operation": "not_equals_current_user", "attribute": "note"}),
    }
}

pub(super) fn paths(choices: &mut Choices<'_>) -> Option<Json> {
    if !choices.rarely(3) {
        return None;
    }
    let mut table = json!({});
    for _ in 0..=choices.below(3) {
        let (schema, steps) = match choices.below(9) {
            0 => ("contract", json!([])),
            1 => ("site", json!([{"holds": ["contract", "customer"], "to": ["contract", "contact"]}])),
            2 => (
                "contact",
                json!([{"holds": ["account"], "to": "account"}, {"held": ["contacts"], "by": "*"}]),
            ),
            3 => ("*", json!([{"held": ["*"], "by": "root"}])),
            4 => ("ticket", json!([{"holds": ["contact", "contacts"], "to": "contact"}])),
            5 => ("billing_event", json!([{"holds": ["*"], "to": "*"}])),
            6 => ("meter", json!([{"holds": ["customer"], "to": "*"}, {"is": "root"}])),
            7 => (
                "file",
                json!([{"held": ["documents", "photo"], "by": ["contract", "meter"], "shared": true}]),
            ),
            _ => (
                *choices.one_of(&SCHEMAS),
                json!([{"held": ["assets", "orders"], "by": ["account", "contact"]}]),
            ),
        };
        table[schema] = steps;
    }
    Some(table)
}
