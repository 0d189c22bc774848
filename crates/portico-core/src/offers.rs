//! Offers: the journeys that a portal offers on a record, as far as its reader may see why.

use portico_db::Tx;
use serde_json::{Value, json};

use crate::entities::{self, Seen};
use crate::{Caller, Refusal, action_rules};

/// The attribute by which grants take the offers of a record away.
const ATTRIBUTE: &str = "journey_actions";

/// The journeys that the portal offers on records, with the caller's own records that their rules may ask about.
pub struct Offers {
    configured: Vec<Value>,
    own: Vec<Seen>,
}

impl Offers {
    /// What the caller's portal offers.
    pub fn of(tx: &mut Tx<'_>, caller: &Caller) -> Result<Self, Refusal> {
        let configured =
            caller.setup.as_ref().and_then(|setup| setup.portal.doc.get("entity_actions")?.as_array());
        let configured = configured.cloned().unwrap_or_default();
        let asks = |action: &Value| {
            let own = action.get("slug").and_then(Value::as_str);
            action_rules::schemas(action.get("rules")).any(|schema| Some(schema) != own)
        };
        let own = if configured.iter().any(asks) { entities::own_records(tx, caller)? } else { Vec::new() };
        Ok(Self { configured, own })
    }

    /// What is offered on a record: the journeys of its schema whose rules hold, unless the grants deny them.
    pub fn on(&self, caller: &Caller, seen: &Seen) -> Vec<&Value> {
        if self.configured.is_empty() || entities::mask_of(caller, seen).denies(ATTRIBUTE) {
            return Vec::new();
        }
        let at_hand: Vec<&Seen> = std::iter::once(seen).chain(&self.own).collect();
        let fitting = self.configured.iter().filter(|action| {
            action.get("slug").and_then(Value::as_str) == Some(&seen.schema)
                && action_rules::hold(action.get("rules"), &at_hand)
        });
        fitting.collect()
    }
}

/// An offer as the published API tells it.
pub fn told(action: &Value) -> Value {
    let part = |key: &str| action.get(key).cloned().unwrap_or_default();
    json!({
        "journey_id": part("journey_id"), "slug": part("slug"), "action_label": label(action).cloned().unwrap_or_default(),
        "rules": action.get("rules").cloned().unwrap_or_else(|| json!([])),
    })
}

/// What an offer is called: `{de, en}`.
pub fn label(action: &Value) -> Option<&Value> {
    action.get("action_Label").or_else(|| action.get("action_label"))
}
