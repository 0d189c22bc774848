//! Rules of actions: an action is offered where all of its rules hold on the records at hand, as their reader may
//! see them.

use portico_kit::document::{Scalar, values_at};
use serde_json::Value;

use crate::entities::Seen;

/// Whether all rules hold. A rule names a schema, an attribute and its value; one without an attribute asks nothing,
/// one about a record that is not at hand, or about an attribute that its reader may not see, does not hold.
pub fn hold(rules: Option<&Value>, records: &[&Seen]) -> bool {
    rules.and_then(Value::as_array).into_iter().flatten().all(|rule| holds(rule, records))
}

/// The schemas whose records the rules ask about.
pub fn schemas(rules: Option<&Value>) -> impl Iterator<Item = &str> {
    let rules = rules.and_then(Value::as_array).into_iter().flatten();
    rules.filter_map(|rule| rule.get("entity").and_then(Value::as_str))
}

fn holds(rule: &Value, records: &[&Seen]) -> bool {
    let text = |key: &str| rule.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    let Some(attribute) = text("attribute") else { return true };
    let asked = |seen: &&&Seen| text("entity").is_none_or(|schema| seen.schema == schema);
    let wanted = match rule.get("attribute_value") {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => return false,
        Some(other) => other.to_string(),
    };
    records.iter().filter(asked).any(|seen| {
        let found = values_at(&seen.doc, attribute);
        found.into_iter().any(|value| shown(value).is_some_and(|shown| shown == wanted))
    })
}

fn shown(value: Scalar<'_>) -> Option<String> {
    match value {
        Scalar::Text(text) => Some(text.into_owned()),
        Scalar::Number(number) => Some(number.to_string()),
        Scalar::Bool(fact) => Some(fact.to_string()),
        Scalar::Null => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn contract() -> Seen {
        let doc =
            json!({ "status": "active", "installment": 89, "green": true, "meters": [{ "kind": "smart" }] });
        Seen { id: "1".into(), schema: "contract".to_owned(), doc: doc.to_string() }
    }

    fn rule(attribute: &str, value: &str) -> Value {
        json!({ "entity": "contract", "attribute": attribute, "attribute_value": value })
    }

    #[test]
    fn every_rule_must_hold_on_a_record_at_hand() {
        let contract = contract();
        let at_hand = [&contract];
        for (attribute, value) in
            [("status", "active"), ("installment", "89"), ("green", "true"), ("meters.kind", "smart")]
        {
            assert!(hold(Some(&json!([rule(attribute, value)])), &at_hand), "{attribute}");
        }
        assert!(!hold(Some(&json!([rule("status", "active"), rule("green", "false")])), &at_hand));
        assert!(
            !hold(Some(&json!([rule("hidden", "x")])), &at_hand),
            "what is not seen is not equal to anything"
        );
        assert!(!hold(Some(&json!([rule("status", "active")])), &[]), "no record, no equality");
        assert!(hold(None, &[]) && hold(Some(&json!([])), &[]) && hold(Some(&json!([{}])), &[]));
    }
}
