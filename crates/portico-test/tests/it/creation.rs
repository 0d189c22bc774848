//! Portal users create records of their own: what is granted, related to their contact, and nobody else's.

use portico_test::cast::{AUENTAL, KATRIN, PETRA, THOMAS, id};
use portico_test::{Client, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    a_record_becomes_ones_own,
    what_is_not_granted_is_not_created,
    a_record_is_never_nobodys,
    nobody_relates_a_record_to_what_is_not_there_for_them,
);

/// Lets customers create assets with a title and a customer.
async fn allow(admin: &Client) {
    let schema = json!({ "title_template": "{{title}}", "attributes": [{ "name": "title", "required": true },
        { "name": "power", "type": "number" }, { "name": "cost", "type": "currency" },
        { "name": "customer", "type": "relation" }, { "name": "contact", "type": "relation" }] });
    admin.put("/v1/entity/schemas/asset", &schema).await.ok();
    let config = format!("/v3/portal/config/{}", AUENTAL.customer_portal);
    let mut allowed = admin.get(&config).await.ok()["allowed_portal_entities"].clone();
    allowed.as_array_mut().expect("a list").push(json!("asset"));
    admin.put(&config, &json!({ "allowed_portal_entities": allowed })).await.ok();
    let role = format!("/v1/permissions/roles/{}:default_end_customer_portal_role", AUENTAL.id);
    let mut doc = admin.get(&role).await.ok();
    let grants = doc["grants"].as_array_mut().expect("a list");
    for (action, resource) in [
        ("entity:view", "asset:*"),
        ("entity:create", "asset"),
        ("entity:attribute:view", "asset:*/title"),
        ("entity:attribute:view", "asset:*/power"),
        ("entity:attribute:view", "asset:*/customer"),
        ("entity:attribute:view", "asset:*/contact"),
        ("entity:attribute:edit", "asset:*/title"),
        ("entity:attribute:edit", "asset:*/power"),
        ("entity:attribute:edit", "asset:*/customer"),
        ("entity:edit", "asset:*"),
    ] {
        grants.push(json!({ "action": action, "resource": resource }));
    }
    admin.put(&role, &doc).await.ok();
}

async fn create(client: &Client, sent: Value) -> portico_test::Answer {
    client.post("/v2/portal/entity/asset", &sent).await
}

async fn a_record_becomes_ones_own(app: TestApp) {
    allow(&app.admin()).await;
    let (katrin, thomas) = (app.as_person(KATRIN).await, app.as_person(THOMAS).await);
    let made =
        create(&katrin, json!({ "title": "Wechselrichter", "power": 8.5 })).await.is(201)["result"].clone();
    assert_eq!(
        (&made["_title"], &made["_schema"], &made["_org"]),
        (&json!("Wechselrichter"), &json!("asset"), &json!(AUENTAL.id))
    );
    assert_eq!(made["customer"]["$relation"][0]["entity_id"], id::KATRIN);
    let id = made["_id"].as_str().unwrap_or_default();
    assert_eq!(katrin.view("asset", id).await.ok()["result"], made);
    assert_eq!(katrin.ids("asset", json!({})).await, [id]);
    thomas.view("asset", id).await.is(404);
    thomas.change("asset", id, json!({ "title": "Meins" })).await.is(404);
    assert_eq!(katrin.change("asset", id, json!({ "power": null })).await.ok()["result"].get("power"), None);
    let history = katrin.activity("asset", id).await;
    assert!(history.says("EntityCreatedFromPortal"), "{}", history.text);
}

async fn what_is_not_granted_is_not_created(app: TestApp) {
    allow(&app.admin()).await;
    let (katrin, petra) = (app.as_person(KATRIN).await, app.as_person(PETRA).await);
    let before = app.dump().await;
    let refused = create(&katrin, json!({ "title": "X", "cost": 1 })).await.is(403);
    assert!(refused["message"].as_str().is_some_and(|text| text.contains("cost")), "{refused}");
    for (name, value) in
        [("_id", json!(id::NOBODY)), ("_tags", json!(["x"])), ("_org", json!("1")), ("unknown", json!(1))]
    {
        let sent = json!({ "title": "X", name: value });
        let answer = create(&katrin, sent).await;
        assert!(matches!(answer.status.as_u16(), 201 | 403), "{name}: {}", answer.text);
        if answer.status == 201 {
            let made = answer.json();
            assert_ne!(made["result"]["_id"], id::NOBODY);
            assert_eq!(made["result"]["_org"], AUENTAL.id, "{name}");
            let id = made["result"]["_id"].as_str().unwrap_or_default();
            assert!(name != "_tags" || app.admin().record("asset", id).await["_tags"] == json!([]));
        }
    }
    create(&katrin, json!({ "power": 1 })).await.names("title");
    create(&katrin, json!({ "title": "X", "power": "viel" })).await.names("power");
    create(&katrin, json!([])).await.names("body");
    create(&petra, json!({ "title": "X" })).await.is(403);
    for schema in ["contract", "portal_user", "order"] {
        katrin.post(&format!("/v2/portal/entity/{schema}"), &json!({ "title": "X" })).await.is(403);
    }
    let assets = |rows: Vec<String>| -> Vec<String> {
        rows.into_iter()
            .filter(|row| row.starts_with("entities:") && !row.contains("\"_schema\":\"asset\""))
            .collect()
    };
    assert_eq!(assets(app.dump().await), assets(before));
}

async fn a_record_is_never_nobodys(app: TestApp) {
    allow(&app.admin()).await;
    let katrin = app.as_person(KATRIN).await;
    // Who says that a record has no customer gets it related all the same: else nobody could find it again.
    let made =
        create(&katrin, json!({ "title": "X", "customer": { "$relation": [] } })).await.is(201)["result"]
            .clone();
    let id = made["_id"].as_str().unwrap_or_default();
    katrin.view("asset", id).await.ok();
    let own = json!({ "$relation": [{ "entity_id": id::KATRIN }] });
    let made = create(&katrin, json!({ "title": "Y", "customer": own })).await.is(201)["result"].clone();
    assert_eq!(made["customer"]["$relation"].as_array().map(Vec::len), Some(1), "{made}");
    assert!(made.get("contact").is_none());
    // Also where the schema has no place for it.
    let bare = json!({ "title_template": "{{title}}", "attributes": [{ "name": "title" }] });
    app.admin().put("/v1/entity/schemas/asset", &bare).await.ok();
    let made = create(&katrin, json!({ "title": "Z" })).await.is(201)["result"].clone();
    katrin.view("asset", made["_id"].as_str().unwrap_or_default()).await.ok();
}

async fn nobody_relates_a_record_to_what_is_not_there_for_them(app: TestApp) {
    allow(&app.admin()).await;
    let katrin = app.as_person(KATRIN).await;
    let before = app.dump().await;
    for other in [id::THOMAS, id::NOBODY, id::HANSMANN, id::SUPPLIER] {
        let sent = json!({ "title": "X", "customer": { "$relation": [{ "entity_id": other }] } });
        create(&katrin, sent).await.names("customer");
    }
    assert_eq!(app.dump().await, before);
}
