//! Contacts: people keep their own contact up to date, and nobody else's.

use portico_test::cast::{ANNA, KATRIN, PETRA, id};
use portico_test::{TestApp, both_engines};
use serde_json::json;

both_engines!(
    an_installer_adds_a_qualification_to_his_own_contact,
    nobody_changes_who_it_is,
    a_contact_shows_what_points_to_it,
);

async fn an_installer_adds_a_qualification_to_his_own_contact(app: TestApp) {
    let petra = app.as_person(PETRA).await;
    let all = json!([{ "name": "Elektrofachkraft", "number": "EFK-4711", "valid_until": "2028-12-31" }]);
    let seen = petra.get("/v2/portal/contact").await.ok()["entity"].clone();
    assert_eq!(seen["qualifications"], json!([]));
    let sent = json!({ "qualifications": all, "_updated_at": seen["_updated_at"] });
    let changed = petra.patch("/v2/portal/contact", &sent).await.ok();
    assert_eq!(changed["data"]["qualifications"], all);
    assert_eq!(petra.get("/v2/portal/contact").await.ok()["entity"]["qualifications"], all);
    assert_eq!(app.admin().record("contact", id::PETRA).await["qualifications"], all);
    let history = petra.activity("contact", id::PETRA).await.ok();
    assert_eq!(history["total"], 1);
    let diff = &history["results"][0]["operations"][0]["diff"];
    assert_eq!(diff["updated"]["qualifications"], json!([]));
    // Neither a rival nor a customer has a way to that contact.
    for stranger in [app.as_person(ANNA).await, app.as_person(KATRIN).await] {
        stranger.view("contact", id::PETRA).await.is(404);
        stranger.change("contact", id::PETRA, json!({ "qualifications": [] })).await.is(404);
    }
    petra.patch("/v2/portal/contact", &json!({ "first_name": "Paula" })).await.is(403);
}

async fn nobody_changes_who_it_is(app: TestApp) {
    // Her role grants to change every attribute of portal users and contacts.
    let katrin = app.as_person(KATRIN).await;
    let before = app.dump().await;
    for name in [
        "email",
        "contact",
        "represents",
        "access_status",
        "registration_status",
        "expires_at",
        "role",
        "roles",
        "organization",
        "organization_id",
        "org_id",
        "portal_id",
        "origin",
        "_org",
        "_id",
        "_schema",
        "_tags",
    ] {
        let sent = json!({ "preferred_language": "en", name: "x" });
        let refused = katrin.patch("/v2/portal/user", &sent).await.is(403);
        assert!(refused["message"].as_str().is_some_and(|text| text.contains(name)), "{name}: {refused}");
        katrin.change("portal_user", id::KATRIN_USER, sent).await.is(403);
    }
    let to_the_firm = json!({ "account": { "$relation": [{ "entity_id": id::HANSMANN }] } });
    katrin.patch("/v2/portal/contact", &to_the_firm).await.is(403);
    katrin.change("contact", id::KATRIN, to_the_firm).await.is(403);
    assert_eq!(app.dump().await, before);
    let changed = katrin.patch("/v2/portal/user", &json!({ "preferred_language": "en" })).await.ok();
    assert_eq!(changed["data"]["preferred_language"], "en");
    katrin.patch("/v2/portal/contact", &json!({ "phone": "040 1" })).await.ok();
}

async fn a_contact_shows_what_points_to_it(app: TestApp) {
    let shown = app.as_person(KATRIN).await.get("/v2/portal/contact").await.ok();
    let relations = shown["relations"].as_array().cloned().unwrap_or_default();
    let mut ids: Vec<&str> = relations.iter().filter_map(|record| record["_id"].as_str()).collect();
    ids.sort_unstable();
    // Not the draft of an order, which she may not see, and no supplier, whose schema no portal shows.
    assert_eq!(ids, [id::ROOF, id::ORDER, id::KATRIN_USER, id::POWER, id::GAS]);
}
