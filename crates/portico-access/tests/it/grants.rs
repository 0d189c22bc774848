//! Layer 4: what grants say.

use portico_access::{GrantError, Reason, check_grant};
use serde_json::{Value as Json, json};

use crate::scene::{Scene, to};

/// A contract `c` and a ticket `t` of the user, with nothing granted.
fn ungranted() -> Scene {
    Scene::closed()
        .record(
            "contract",
            "c",
            json!({"customer": to("me"), "status": "active", "iban": "DE1", "name": "n"}),
        )
        .record("ticket", "t", json!({"contact": to("me"), "status": "draft"}))
}

#[test]
fn nothing_is_granted_by_default_not_even_on_roots() {
    let scene = ungranted();
    assert!(scene.seen().is_empty() && !scene.sees("u") && !scene.sees("me"));
    assert_eq!(scene.reason("entity:view", "c"), Some(Reason::NotGranted));
}

#[test]
fn a_deny_wins_whatever_allows() {
    let scene =
        ungranted().grant("entity:view", "contract:c").grant("*", "*").deny("entity:view", "contract*");
    assert_eq!(scene.seen(), ["t"].into());
    assert_eq!(scene.reason("entity:view", "c"), Some(Reason::DeniedByGrant));
}

#[test]
fn actions_are_matched_with_wildcards_and_older_spellings() {
    for (action, granted) in [
        ("entity:view", ["entity:view"].as_slice()),
        ("entity-read", &["entity:view"]),
        ("entity:read", &["entity:view"]),
        ("entity-update", &["entity:edit"]),
        ("entity-delete", &["entity:delete"]),
        ("entity:*", &["entity:view", "entity:edit", "entity:delete"]),
        ("meter_reading:*", &["meter_reading:create"]),
        ("*", &["entity:view", "entity:edit", "entity:delete", "meter_reading:create"]),
        ("entity:attribute:view", &[]),
        ("entity", &[]),
    ] {
        // Whoever acts on a record must see it.
        let scene = ungranted().grant("entity:view", "*").grant(action, "contract:*");
        for asked in ["entity:edit", "entity:delete", "meter_reading:create"] {
            assert_eq!(scene.may(asked, "c"), granted.contains(&asked), "{action} {asked}");
        }
        assert_eq!(
            ungranted().grant(action, "contract:*").sees("c"),
            granted.contains(&"entity:view"),
            "{action}"
        );
    }
}

#[test]
fn resources_name_records_by_schema_and_id() {
    for (resource, seen) in [
        ("*", ["c", "t"].as_slice()),
        ("*:*", &["c", "t"]),
        ("contract", &["c"]),
        ("contract*", &["c"]),
        ("contract:*", &["c"]),
        ("contract:c", &["c"]),
        ("contract:t", &[]),
        ("*:t", &["t"]),
        ("con*:*", &["c"]),
        ("entity:100:contract:*", &["c"]),
        ("entity:100:contract:c", &["c"]),
        ("entity:*:ticket:*", &["t"]),
        ("entity:200:contract:*", &[]),
        ("contract:*/*", &[]),
        ("contract:_ungrouped:*", &[]),
    ] {
        let scene = ungranted().grant("entity:view", resource);
        assert_eq!(scene.seen(), seen.iter().copied().collect(), "{resource}");
    }
}

#[test]
fn resources_name_attributes_by_name_and_group() {
    const ALL: [&str; 6] = ["name", "iban", "bic", "status", "other", "_relations"];
    for (resource, seen) in [
        ("*", ALL.as_slice()),
        ("contract:*", &ALL),
        ("contract:c", &ALL),
        ("contract", &ALL),
        ("contract:*/*", &ALL),
        ("*/*", &ALL),
        ("contract:*/iban", &["iban"]),
        ("contract:c/iban", &["iban"]),
        ("contract:t/iban", &[]),
        ("contract*/b*", &["bic"]),
        ("entity:100:contract:*/name", &["name"]),
        ("contract:Bank:*", &["iban", "bic"]),
        ("contract:Bank:bic", &["bic"]),
        ("contract:Core:bic", &[]),
        ("contract:_ungrouped:*", &["name", "other", "_relations"]),
        ("contract:*:*", &ALL),
        ("ticket:*", &[]),
    ] {
        let scene = ungranted().grant("entity:view", "*").grant("entity:attribute:view", resource);
        for attribute in ALL {
            assert_eq!(
                scene.sees_attribute("c", attribute),
                seen.contains(&attribute),
                "{resource} {attribute}"
            );
        }
    }
}

#[test]
fn system_fields_come_with_the_record_and_no_grant_hides_them() {
    let scene = ungranted().grant("entity:view", "contract:*").deny("entity:attribute:view", "*");
    for field in portico_access::SYSTEM_FIELDS {
        assert!(scene.sees_attribute("c", field), "{field}");
    }
    assert!(!scene.sees_attribute("c", "name"));
    assert!(!scene.sees_attribute("t", "_title"));
}

#[test]
fn a_denied_attribute_stays_hidden_under_every_wildcard() {
    let scene = ungranted().grant("*", "*").deny("entity:*", "contract:Bank:iban");
    assert!(scene.sees("c") && scene.sees_attribute("c", "bic") && !scene.sees_attribute("c", "iban"));
}

fn with(conditions: Json) -> Scene {
    ungranted().grants(json!({"action": "entity:view", "resource": "*", "conditions": conditions}))
}

#[test]
fn every_condition_of_a_grant_must_hold() {
    let active = json!({"operation": "equals", "attribute": "status", "values": ["active", "new"]});
    let other = json!({"operation": "not_equals", "attribute": "name", "values": ["n"]});
    assert_eq!(with(json!([active])).seen(), ["c"].into());
    assert_eq!(with(json!([other])).seen(), ["t"].into());
    assert!(with(json!([active, other])).seen().is_empty());
    assert_eq!(with(json!([{"equals": {"attribute": "status", "values": ["draft"]}}])).seen(), ["t"].into());
    assert!(with(json!([{"operation": "equals", "attribute": "status", "values": []}])).seen().is_empty());
}

#[test]
fn a_condition_names_the_current_user_by_id_or_by_relation() {
    let scene = |operation: &str| {
        Scene::closed()
            .record("order", "by_id", json!({"contact": to("me"), "worker": "u"}))
            .record("order", "related", json!({"contact": to("me"), "worker": to("u")}))
            .record("order", "hers", json!({"contact": to("me"), "worker": to("other")}))
            .grants(json!({"action": "entity:view", "resource": "order:*",
                "conditions": [{"operation": operation, "attribute": "worker"}]}))
    };
    assert_eq!(scene("equals_current_user").seen(), ["by_id", "related"].into());
    assert_eq!(scene("not_equals_current_user").seen(), ["hers"].into());
}

#[test]
fn a_conditional_deny_hides_only_what_meets_it() {
    let condition = json!([{"operation": "equals", "attribute": "status", "values": ["draft"]}]);
    let deny = json!({"action": "entity:view", "resource": "*", "effect": "deny", "conditions": condition});
    assert_eq!(ungranted().grant("*", "*").grants(deny).seen(), ["c"].into());
}

#[test]
fn grants_that_cannot_be_understood_are_refused() {
    let problem = |grant: Json| check_grant(&grant).err();
    let resource = |text: &str| problem(json!({"action": "entity:view", "resource": text}));
    for text in [
        "",
        "contract:",
        ":c",
        "contract:*/",
        "contract:ab*",
        "a:b:c:d:e",
        "x:100:contract:*",
        "contract:c*/iban",
    ] {
        assert_eq!(resource(text), Some(GrantError::Resource(text.to_owned())), "{text}");
    }
    assert!(matches!(problem(json!({"resource": "*"})), Some(GrantError::Shape(_))));
    assert!(matches!(problem(json!({"action": "*", "effect": "maybe"})), Some(GrantError::Shape(_))));
    assert_eq!(problem(json!({"action": " ", "resource": "*"})), Some(GrantError::Action));
    for condition in [
        json!({"operation": "like", "attribute": "a", "values": ["x"]}),
        json!({"operation": "equals", "attribute": "a"}),
        json!({"operation": "equals", "values": []}),
        json!({"operation": "equals", "attribute": "a", "values": [{}]}),
        json!({"equals": {"attribute": "a", "values": []}, "not_equals": {}}),
        json!("equals"),
    ] {
        let grant = json!({"action": "*", "resource": "*", "conditions": [condition]});
        assert_eq!(problem(grant.clone()), Some(GrantError::Condition(0)), "{grant}");
    }
    assert_eq!(problem(json!({"action": "message:*"})), None);
}
