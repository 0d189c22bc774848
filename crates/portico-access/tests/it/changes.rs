//! Changing and creating records.

use portico_access::{Denial, Reason, Record, Verdict, check_change, check_create};
use serde_json::json;

use crate::scene::{Scene, text_of, to};

fn change(scene: &Scene, schema: &str, id: &str, attributes: &[&str]) -> Result<(), Denial> {
    check_change(&scene.viewer(), &Record { id, schema, doc: &text_of(scene, id) }, attributes)
}

fn reason(result: Result<(), Denial>) -> Option<Reason> {
    result.err().map(|denial| denial.reason)
}

#[test]
fn a_change_needs_three_grants() {
    let grants = [
        ("entity:edit", "contract:*", Reason::NotGranted),
        ("entity:attribute:view", "contract:*/iban", Reason::AttributeNotGranted),
        ("entity:attribute:edit", "contract:*/iban", Reason::AttributeNotGranted),
    ];
    for left_out in 0..=grants.len() {
        let mut scene = Scene::closed()
            .record("contract", "c", json!({"customer": to("me")}))
            .grant("entity:view", "contract:*");
        for (at, (action, resource, _)) in grants.iter().enumerate() {
            if at != left_out {
                scene = scene.grant(action, resource);
            }
        }
        let expected = grants.get(left_out).map(|(_, _, reason)| *reason);
        assert_eq!(reason(change(&scene, "contract", "c", &["iban"])), expected, "without {left_out}");
    }
}

#[test]
fn one_refused_attribute_refuses_all_and_is_named() {
    let scene = Scene::open()
        .record("contract", "c", json!({"customer": to("me")}))
        .deny("entity:attribute:edit", "contract:*/bic");
    assert!(change(&scene, "contract", "c", &["iban", "name"]).is_ok());
    let denial = change(&scene, "contract", "c", &["iban", "bic", "name"]).err();
    assert_eq!(denial.as_ref().map(Denial::verdict), Some(Verdict::Forbidden));
    assert_eq!(denial.as_ref().and_then(|denial| denial.attribute.as_deref()), Some("bic"));
    assert!(denial.is_some_and(|denial| denial.to_string().contains("bic")));
}

#[test]
fn users_never_change_who_they_are_or_whom_they_stand_for() {
    let scene = Scene::open();
    for attribute in [
        "email",
        "contact",
        "represents",
        "access_status",
        "registration_status",
        "expires_at",
        "roles",
        "portal_id",
        "origin",
        "organization",
    ] {
        let denial = change(&scene, "portal_user", "u", &["name", attribute]);
        assert_eq!(reason(denial), Some(Reason::IdentityField), "{attribute}");
        assert!(scene.sees_attribute("u", attribute));
    }
    assert!(change(&scene, "portal_user", "u", &["first_name"]).is_ok());
    assert_eq!(reason(change(&scene, "contact", "me", &["account"])), Some(Reason::IdentityField));
    assert!(change(&scene, "contact", "me", &["email"]).is_ok());
}

#[test]
fn portal_users_never_change_what_the_system_keeps() {
    let scene = Scene::open().record("contract", "c", json!({"customer": to("me")}));
    for field in ["_id", "_schema", "_org", "_created_at", "_acl", "_owners", "_relations"] {
        assert_eq!(reason(change(&scene, "contract", "c", &[field])), Some(Reason::SystemField), "{field}");
    }
}

#[test]
fn a_change_of_what_is_not_seen_is_not_found() {
    let scene = Scene::open()
        .record("contract", "c", json!({"customer": to("me")}))
        .record("file", "f", json!({}))
        .deny("entity:view", "contract:c");
    for (schema, id) in [("contract", "c"), ("file", "f")] {
        let denial = change(&scene, schema, id, &["name"]).err();
        assert_eq!(denial.map(|denial| denial.verdict()), Some(Verdict::NotFound), "{schema}");
    }
}

#[test]
fn creating_needs_the_schema_the_action_and_every_attribute() {
    let create = |scene: &Scene, schema: &str, attributes: &[&str]| {
        check_create(&scene.viewer(), schema, "{}", attributes)
            .err()
            .map(|denial| (denial.reason, denial.verdict()))
    };
    let forbidden = |reason| Some((reason, Verdict::Forbidden));
    let scene = Scene::closed().grant("entity:create", "*").grant("entity:attribute:*", "*:*/name");
    assert_eq!(create(&scene, "ticket", &["name"]), None);
    assert_eq!(create(&scene, "ticket", &["name", "iban"]), forbidden(Reason::AttributeNotGranted));
    assert_eq!(create(&scene, "ticket", &["name", "_id"]), forbidden(Reason::SystemField));
    assert_eq!(create(&scene, "site", &["name"]), forbidden(Reason::SchemaNotAllowed));
    assert_eq!(create(&Scene::closed(), "ticket", &[]), forbidden(Reason::NotGranted));
    assert_eq!(
        create(&scene.deny("entity:create", "ticket"), "ticket", &[]),
        forbidden(Reason::DeniedByGrant)
    );
}

#[test]
fn the_conditions_of_a_grant_to_create_are_asked_of_the_new_record() {
    let scene = Scene::closed().grants(json!({"action": "entity:create", "resource": "ticket:*",
        "conditions": [{"operation": "equals", "attribute": "kind", "values": ["question"]}]}));
    let create = |doc: &str| check_create(&scene.viewer(), "ticket", doc, &[]).is_ok();
    assert!(create(r#"{"kind": "question"}"#));
    assert!(!create(r#"{"kind": "complaint"}"#));
    assert!(!create("{}"));
}
