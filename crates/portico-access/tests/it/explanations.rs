//! What an administrator is told.

use portico_access::{Explanation, Layer, Outcome, Question, explain};
use serde_json::json;

use crate::scene::{Scene, to};

fn told(scene: &Scene, question: &Question) -> Explanation {
    let Ok(explanation) = explain(&scene.viewer(), question, &mut scene.company.memory());
    explanation
}

#[test]
fn an_allowed_answer_tells_the_path_and_the_grant() {
    let scene = Scene::closed()
        .record("contract", "c", json!({"customer": to("me")}))
        .record("meter", "m", json!({"contract": to("c")}))
        .grant("entity:view", "meter:*");
    let explanation =
        serde_json::to_value(told(&scene, &scene.question("entity:view", "m"))).unwrap_or_default();
    assert_eq!(explanation["allow"], true);
    assert_eq!(explanation["sentence"], "access.allowed");
    assert_eq!(
        explanation["layers"][2]["path"],
        json!([
            {"holder": "c", "attribute": "customer", "target": "me"},
            {"holder": "m", "attribute": "contract", "target": "c"},
        ])
    );
    assert_eq!(
        explanation["layers"][3]["grants"],
        json!([
            {"role": "100:role", "action": "entity:view", "resource": "meter:*", "effect": "allow"},
        ])
    );
    assert_eq!(
        explanation["flip"],
        json!([{"change": "add_deny", "action": "entity:view", "resource": "meter:m"}])
    );
}

#[test]
fn every_layer_that_refuses_is_named_with_its_change() {
    let mut scene = Scene::closed().record("site", "s", json!({})).deny("entity:view", "*");
    scene.user().access = false;
    let explanation = told(&scene, &scene.question("entity:view", "s"));
    assert_eq!(explanation.sentence, "access.denied.state");
    let outcomes: Vec<_> = explanation.layers.iter().map(|report| (report.layer, report.outcome)).collect();
    assert_eq!(
        outcomes,
        [
            (Layer::State, Outcome::Deny),
            (Layer::Schema, Outcome::Deny),
            (Layer::Reach, Outcome::Deny),
            (Layer::Grants, Outcome::Deny),
            (Layer::Kind, Outcome::Allow),
        ]
    );
    assert_eq!(
        serde_json::to_value(&explanation.flip).unwrap_or_default(),
        json!([
            {"change": "restore_access"},
            {"change": "allow_schema", "schema": "site"},
            {"change": "relate", "holder": "s", "attribute": "customer", "target": "me"},
            {"change": "add_grant", "action": "entity:view", "resource": "site:*"},
            {"change": "remove_deny",
                "grant": {"role": "100:role", "action": "entity:view", "resource": "*", "effect": "deny"}},
        ])
    );
}

#[test]
fn a_record_that_depends_on_another_is_said_to_lack_one() {
    let scene = Scene::open().record("meter_counter", "counter", json!({}));
    let explanation = told(&scene, &scene.question("entity:view", "counter"));
    assert_eq!(
        serde_json::to_value(&explanation.flip).unwrap_or_default(),
        json!([
            {"change": "relate_with_reached", "record": "counter", "attribute": "meter", "record_holds": true,
                "schemas": ["meter"]},
        ])
    );
}

#[test]
fn what_no_change_helps_has_no_flip() {
    let scene = Scene::open();
    assert!(told(&scene, &scene.question("entity:view", "nowhere")).flip.is_empty());
    assert!(told(&scene, &scene.question("entity:edit", "u").attribute("email")).flip.is_empty());
}

#[test]
fn a_hidden_attribute_and_an_unshared_file_say_what_would_show_them() {
    let scene = Scene::closed()
        .record("contract", "c", json!({"customer": to("me"), "papers": to("f")}))
        .record("file", "f", json!({}))
        .grant("entity:view", "*");
    let flips = |question: &Question| serde_json::to_value(told(&scene, question).flip).unwrap_or_default();
    assert_eq!(
        flips(&scene.question("entity:view", "c").attribute("iban")),
        json!([{"change": "add_grant", "action": "entity:attribute:view", "resource": "contract:*/iban"}])
    );
    assert_eq!(flips(&scene.question("entity:view", "f")), json!([{"change": "share_file", "record": "f"}]));
}
