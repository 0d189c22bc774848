//! Which attributes go out, and which may be named.

use portico_access::{Mask, OrganisationViewer, Record, Viewer, mask, uniform_mask};
use serde_json::json;

use crate::scene::{Scene, text_of, to};

fn scene() -> Scene {
    Scene::closed()
        .record(
            "contract",
            "c",
            json!({"customer": to("me"), "name": "n", "iban": "DE1", "bic": "B", "status": "active"}),
        )
        .record("contract", "d", json!({"customer": to("me"), "name": "n", "iban": "DE2", "status": "draft"}))
        .grant("entity:view", "*")
}

fn mask_of(scene: &Scene, id: &str) -> Mask {
    mask(&scene.viewer(), &Record { id, schema: "contract", doc: &text_of(scene, id) })
}

#[test]
fn where_everything_is_granted_the_stored_text_goes_out_as_it_is() {
    for resource in ["*", "contract:*", "contract:*/*", "contract:*:*"] {
        let scene = scene().grant("entity:attribute:view", resource);
        assert!(matches!(mask_of(&scene, "c"), Mask::All), "{resource}");
        assert!(uniform_mask(&scene.viewer(), "contract").is_all());
    }
    let groups = ["Bank", "Core", "_ungrouped"];
    let by_group = groups
        .iter()
        .fold(scene(), |scene, group| scene.grant("entity:attribute:view", &format!("contract:{group}:*")));
    assert!(matches!(mask_of(&by_group, "c"), Mask::All));
    let staff = OrganisationViewer { id: "s".to_owned(), organisation_enabled: true, credential_live: true };
    let record = Record { id: "c", schema: "contract", doc: "{}" };
    assert!(matches!(mask(&Viewer::Organisation(staff), &record), Mask::All));
}

#[test]
fn a_hidden_attribute_is_absent_and_the_rest_stays_as_it_was() {
    let scene = scene()
        .grant("entity:attribute:view", "contract:Bank:*")
        .deny("entity:attribute:view", "contract:*/bic");
    let mask = mask_of(&scene, "c");
    let doc = r#"{"_id":"c","_title":"ä\"\u00e4","name":"n","iban":[ 1.50, {"a" : null}],"bic":"B","_relations":[]}"#;
    assert_eq!(mask.apply(doc), r#"{"_id":"c","_title":"ä\"\u00e4","iban":[ 1.50, {"a" : null}]}"#);
    assert_eq!(mask.apply(r#"{"a\"b":1}"#), "{}");
    assert_eq!(mask.apply("no record"), "{}");
}

#[test]
fn an_unusual_name_is_written_as_json_again() {
    let scene = scene().grant("entity:attribute:view", "contract:_ungrouped:*");
    assert_eq!(
        mask_of(&scene, "c").apply("{\"a\\\"b\":1,\"iban\":2,\"\\u00e4\\n\":3}"),
        "{\"a\\\"b\":1,\"ä\\n\":3}"
    );
}

#[test]
fn what_is_granted_on_some_records_only_may_not_be_named() {
    let condition = json!([{"operation": "equals", "attribute": "status", "values": ["active"]}]);
    let scene = scene()
        .grant("entity:attribute:view", "contract:*/name")
        .grant("entity:attribute:view", "contract:c/bic")
        .grants(json!({"action": "entity:attribute:view", "resource": "contract:*/iban", "conditions": condition}));
    assert!(mask_of(&scene, "c").allows("iban") && !mask_of(&scene, "d").allows("iban"));
    assert!(mask_of(&scene, "c").allows("bic") && !mask_of(&scene, "d").allows("bic"));
    let uniform = uniform_mask(&scene.viewer(), "contract");
    assert!(uniform.allows("name") && uniform.allows("_title"));
    assert!(!uniform.allows("iban") && !uniform.allows("bic") && !uniform.allows("other"));
}

#[test]
fn an_attribute_denied_on_one_record_may_not_be_named_at_all() {
    let scene = scene().grant("*", "*").deny("entity:attribute:view", "contract:d/iban");
    assert!(mask_of(&scene, "c").allows("iban") && !mask_of(&scene, "d").allows("iban"));
    let uniform = uniform_mask(&scene.viewer(), "contract");
    assert!(!uniform.allows("iban") && uniform.allows("bic"));
}

#[test]
fn where_no_record_is_seen_nothing_goes_out() {
    let scene = scene().grant("entity:attribute:view", "*").deny("entity:view", "contract:*");
    assert!(matches!(mask_of(&scene, "c"), Mask::Nothing));
    assert_eq!(mask_of(&scene, "c").apply(r#"{"_id":"c"}"#), "{}");
}

#[test]
fn a_deny_counts_also_for_an_attribute_that_the_schema_does_not_know() {
    let scene = scene().grant("*", "*").deny("entity:attribute:view", "contract:*/other");
    assert_eq!(mask_of(&scene, "c").apply(r#"{"name":1,"other":2}"#), r#"{"name":1}"#);
    assert!(!uniform_mask(&scene.viewer(), "contract").allows("other"));
}
