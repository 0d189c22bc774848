//! What a widget must hold, which of its actions are offered, and which widgets need no sign-in.

use serde_json::Value;

use crate::entities::Seen;
use crate::{Refusal, action_rules};

/// The published types.
const TYPES: [&str; 10] = [
    "ACTION_WIDGET",
    "CONTENT_WIDGET",
    "ENTITY_WIDGET",
    "TEASER_WIDGET",
    "DOCUMENT_WIDGET",
    "PAYMENT_WIDGET",
    "METER_READING_WIDGET",
    "METER_CHART_WIDGET",
    "CAMPAIGN_WIDGET",
    "PRODUCT_RECOMMENDATIONS_WIDGET",
];
/// Those that show the same to everybody.
const PUBLIC: [&str; 3] = ["ACTION_WIDGET", "CONTENT_WIDGET", "TEASER_WIDGET"];
/// The most widgets of a portal.
const MOST: usize = 200;

/// Checks the widgets that are to be stored, naming the first place that is wrong.
pub(super) fn check(widgets: &[Value]) -> Result<(), Refusal> {
    if widgets.len() > MOST {
        return Err(Refusal::invalid("widgets", format!("A portal has at most {MOST} widgets.")));
    }
    let mut ids = Vec::new();
    for (number, widget) in widgets.iter().enumerate() {
        let place = |key: &str| format!("widgets[{number}].{key}");
        let wrong = |key: &str, right: &str| {
            Err(Refusal::invalid(place(key), format!("{} must be {right}.", place(key))))
        };
        match text(widget, "id") {
            Some(id) if !ids.contains(&id) => ids.push(id),
            _ => return wrong("id", "a text of its own"),
        }
        if !text(widget, "type").is_some_and(|kind| TYPES.contains(&kind)) {
            return wrong("type", &format!("one of {}", TYPES.join(", ")));
        }
        if !widget.get("listIndex").is_some_and(|index| index.is_i64() || index.is_u64()) {
            return wrong("listIndex", "a whole number");
        }
        if let Some(key) = wrong_action(widget) {
            return wrong(&key, "as an action has it: _id, type link or journey, label, url, and rules");
        }
    }
    Ok(())
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(Value::as_str).filter(|text| !text.is_empty())
}

/// The first part of a widget's actions that is wrong.
fn wrong_action(widget: &Value) -> Option<String> {
    let actions = widget.get("actions")?;
    let Some(actions) = actions.as_array() else { return Some("actions".to_owned()) };
    let wrong = |action: &Value| match action {
        _ if text(action, "_id").is_none() => Some("_id"),
        _ if !text(action, "type").is_some_and(|kind| ["link", "journey"].contains(&kind)) => Some("type"),
        _ if !action.get("label").is_some_and(Value::is_object) => Some("label"),
        _ if !action.get("url").is_some_and(Value::is_string) => Some("url"),
        _ if action.get("rules").is_some_and(|rules| !are_rules(rules)) => Some("rules"),
        _ => None,
    };
    let mut found = actions.iter().enumerate().filter_map(|(at, action)| Some((at, wrong(action)?)));
    found.next().map(|(at, key)| format!("actions[{at}].{key}"))
}

fn are_rules(rules: &Value) -> bool {
    let whole =
        |rule: &Value| ["entity", "attribute", "attribute_value"].iter().all(|key| text(rule, key).is_some());
    rules.as_array().is_some_and(|rules| rules.iter().all(whole))
}

/// The widget with only the actions whose rules hold.
pub(super) fn with_actions_that_hold(mut widget: Value, records: &[&Seen]) -> Value {
    if let Some(actions) = widget.get_mut("actions").and_then(Value::as_array_mut) {
        actions.retain(|action| action_rules::hold(action.get("rules"), records));
    }
    widget
}

/// The widget as anybody may see it; nothing when it is for signed-in users only.
pub(super) fn public(widget: Value) -> Option<Value> {
    let open = text(&widget, "type").is_some_and(|kind| PUBLIC.contains(&kind))
        && widget.get("is_public").and_then(Value::as_bool) != Some(false);
    open.then(|| with_actions_that_hold(widget, &[]))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn widget(kind: &str) -> Value {
        json!({ "id": kind, "type": kind, "listIndex": 0 })
    }

    #[test]
    fn a_widget_that_cannot_be_shown_is_refused_by_its_place() {
        let action = json!({ "_id": "1", "type": "link", "label": {}, "url": "/x" });
        let with = |key: &str, value: Value| {
            let mut action = action.clone();
            action[key] = value;
            json!({ "id": "a", "type": "ACTION_WIDGET", "listIndex": 1, "actions": [action] })
        };
        for (field, widget) in [
            ("widgets[0].id", json!({ "type": "TEASER_WIDGET", "listIndex": 1 })),
            ("widgets[0].type", json!({ "id": "a", "type": "CLOCK_WIDGET", "listIndex": 1 })),
            ("widgets[0].listIndex", json!({ "id": "a", "type": "TEASER_WIDGET", "listIndex": "1" })),
            ("widgets[0].actions[0].type", with("type", json!("call"))),
            ("widgets[0].actions[0].rules", with("rules", json!([{ "entity": "contract" }]))),
            ("widgets[0].id", json!("a")),
        ] {
            let Err(Refusal::Invalid { field: named, .. }) = check(&[widget]) else {
                panic!("{field} accepted")
            };
            assert_eq!(named.as_deref(), Some(field));
        }
        assert!(check(&[with("url", json!("/y"))]).is_ok());
        assert!(check(&[widget("TEASER_WIDGET"), widget("TEASER_WIDGET")]).is_err(), "the same id twice");
    }

    #[test]
    fn what_shows_records_is_not_public() {
        let open: Vec<&str> = TYPES.into_iter().filter(|kind| public(widget(kind)).is_some()).collect();
        assert_eq!(open, ["ACTION_WIDGET", "CONTENT_WIDGET", "TEASER_WIDGET"]);
        let mut hidden = widget("TEASER_WIDGET");
        hidden["is_public"] = false.into();
        assert!(public(hidden).is_none());
    }
}
