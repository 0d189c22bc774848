//! Schemas, roles, designs and access tokens: what an organisation sets up, written, read, replaced and removed.

use portico_test::cast::{AUENTAL, KATRIN, id};
use portico_test::{TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    a_schema_is_replaced_by_a_new_version,
    a_schema_that_cannot_be_is_refused_by_field,
    a_new_attribute_is_hidden_until_it_is_granted,
    a_role_is_written_read_and_removed,
    a_role_with_a_grant_that_nobody_understands_is_refused,
    a_design_is_written_read_and_removed,
    an_access_token_is_shown_once,
    records_are_created_changed_and_removed,
    an_explanation_says_what_the_product_does,
);

async fn a_schema_is_replaced_by_a_new_version(app: TestApp) {
    let (admin, path) = (app.admin(), "/v1/entity/schemas/boat");
    admin.get(path).await.is(404);
    let sent = json!({ "name": "Boot", "attributes": [{ "name": "name", "label": "Name" }], "custom": { "kept": true } });
    let first = admin.put(path, &sent).await.ok();
    let second = admin.put(path, &sent).await.ok();
    assert_eq!((&first["version"], &second["version"]), (&json!(1), &json!(2)));
    let read = admin.get(path).await.ok();
    assert_eq!(
        (&read["slug"], &read["custom"], &read["attributes"]),
        (&json!("boat"), &sent["custom"], &sent["attributes"])
    );
    let listed = admin.get("/v1/entity/schemas").await.ok();
    assert_eq!(listed["results"].as_array().map(Vec::len), Some(13));
    let boat = admin.post("/v1/entity/boat", &json!({ "name": "Möwe" })).await.is(201);
    admin.delete(path).await.is(409);
    admin.delete(&format!("/v1/entity/boat/{}", boat["_id"].as_str().unwrap_or_default())).await.ok();
    admin.delete(path).await.ok();
    admin.get(path).await.is(404);
    admin.post("/v1/entity/boat", &json!({ "name": "Möwe" })).await.names("slug");
}

async fn a_schema_that_cannot_be_is_refused_by_field(app: TestApp) {
    let admin = app.admin();
    let before = app.dump().await;
    for slug in ["Boat", "1boat", "bo.at", "activity", "identifiers", "public", "pages", &"b".repeat(65)] {
        admin.put(&format!("/v1/entity/schemas/{slug}"), &json!({ "attributes": [] })).await.names("slug");
    }
    for attributes in [
        json!([{}]),
        json!([{ "name": "_id" }]),
        json!([{ "name": "a.b" }]),
        json!([{ "name": "a/b" }]),
        json!([{ "name": "a*" }]),
        json!([{ "name": "$x" }]),
        json!([{ "name": 7 }]),
        json!([7]),
    ] {
        admin
            .put("/v1/entity/schemas/boat", &json!({ "attributes": attributes }))
            .await
            .names("attributes.name");
    }
    assert_eq!(app.dump().await, before);
}

async fn a_new_attribute_is_hidden_until_it_is_granted(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    admin.edit("opportunity", id::ROOF, json!({ "colour": "red" })).await.ok();
    let mut schema = admin.get("/v1/entity/schemas/opportunity").await.ok();
    schema["attributes"]
        .as_array_mut()
        .expect("attributes")
        .push(json!({ "name": "colour", "label": "Colour" }));
    admin.put("/v1/entity/schemas/opportunity", &schema).await.ok();
    let names = |schemas: Value, slug: &str| -> Vec<String> {
        let all = schemas["schemas"].as_array().cloned().unwrap_or_default();
        let found = all.into_iter().find(|schema| schema["slug"] == slug).unwrap_or_default();
        let attributes = found["attributes"].as_array().cloned().unwrap_or_default();
        attributes.iter().filter_map(|attribute| attribute["name"].as_str().map(str::to_owned)).collect()
    };
    let seen = katrin.get("/v2/portal/schemas").await.ok();
    assert_eq!(names(seen.clone(), "opportunity"), ["opportunity_title"]);
    assert!(
        !names(seen.clone(), "contract")
            .iter()
            .any(|name| ["iban", "margin", "internal_note"].contains(&name.as_str()))
    );
    assert!(
        seen["schemas"].as_array().is_some_and(|all| all.iter().all(|schema| schema["slug"] != "supplier"))
    );
    assert!(katrin.view("opportunity", id::ROOF).await.ok()["result"].get("colour").is_none());
    // Strangers see what registration asks for, and no more.
    let public = format!("/v2/portal/public/schemas?domain={}", AUENTAL.customer_domain());
    let public = app.nobody().get(&public).await.ok();
    assert_eq!(public["schemas"].as_array().map(Vec::len), Some(1));
    assert_eq!(names(public, "contact"), ["customer_number"]);
}

async fn a_role_is_written_read_and_removed(app: TestApp) {
    let admin = app.admin();
    let grants = json!([{ "action": "entity:view", "resource": "contract:*", "effect": "allow" }]);
    let created = admin
        .post("/v1/permissions/roles", &json!({ "slug": "fitters", "name": "Fitters", "grants": grants }))
        .await
        .ok();
    let path = format!("/v1/permissions/roles/{}:fitters", AUENTAL.id);
    assert_eq!(created["id"], format!("{}:fitters", AUENTAL.id));
    assert_eq!(admin.get(&path).await.ok()["grants"], grants);
    admin.post("/v1/permissions/roles", &json!({ "slug": "fitters" })).await.names("slug");
    admin.put(&path, &json!({ "grants": [], "slug": "other", "organization_id": "1" })).await.ok();
    let read = admin.get(&path).await.ok();
    assert_eq!(
        (&read["slug"], &read["organization_id"], &read["grants"]),
        (&json!("fitters"), &json!(AUENTAL.id), &json!([]))
    );
    assert_eq!(admin.get("/v1/permissions/roles").await.ok()["roles"].as_array().map(Vec::len), Some(3));
    admin.delete(&path).await.ok();
    admin.get(&path).await.is(404);
    admin.delete(&path).await.is(404);
}

async fn a_role_with_a_grant_that_nobody_understands_is_refused(app: TestApp) {
    let admin = app.admin();
    let before = app.dump().await;
    let path = format!("/v1/permissions/roles/{}:default_end_customer_portal_role", AUENTAL.id);
    let fine = json!({ "action": "entity:view", "resource": "contract:*" });
    for wrong in [
        json!({}),
        json!("entity:view"),
        json!({ "resource": "contract:*" }),
        json!({ "action": 7, "resource": "*" }),
        json!({ "action": "entity:view", "resource": "contract:*", "effect": "maybe" }),
        json!({ "action": "entity:view", "resource": "contract:*", "conditions": [{ "operation": "greater", "attribute": "a" }] }),
        json!({ "action": "entity:view", "resource": "contract:*", "conditions": "none" }),
    ] {
        let refused = admin.put(&path, &json!({ "grants": [fine, wrong] })).await.is(400);
        assert_eq!(refused["field"], "grants[1]", "{wrong}: {refused}");
    }
    for wrong in [json!("all"), json!({}), json!(7)] {
        admin.put(&path, &json!({ "grants": wrong })).await.names("grants");
    }
    admin.put(&format!("/v1/permissions/roles/{}:", AUENTAL.id), &json!({ "grants": [] })).await.names("id");
    admin.post("/v1/permissions/roles", &json!({ "grants": [] })).await.names("slug");
    assert_eq!(app.dump().await, before);
}

async fn a_design_is_written_read_and_removed(app: TestApp) {
    let (admin, path) = (app.admin(), format!("/v1/designs/{}", id::DESIGN));
    let made = admin
        .post(
            "/v1/designs",
            &json!({ "style_name": "New", "style": { "palette": { "primary": "#00616b" } } }),
        )
        .await
        .is(201);
    let own = format!("/v1/designs/{}", made["design"]["id"].as_str().unwrap_or_default());
    admin.put(&own, &json!({ "design": { "style_name": "Newer" } })).await.is(204);
    let read = admin.get(&own).await.ok();
    assert_eq!(
        (&read["design"]["style_name"], &read["design"]["style"]["palette"]["primary"]),
        (&json!("Newer"), &json!("#00616b"))
    );
    for colour in ["red", "#12345", "#gggggg", "url(x)", "#000000;}"] {
        let sent = json!({ "style": { "palette": { "primary": colour } } });
        admin.post("/v1/designs", &sent).await.names("style.palette.primary");
    }
    assert!(admin.get("/v1/designs").await.ok()["designs"].as_array().is_some_and(|all| all.len() == 2));
    // One that a portal wears stays.
    admin.delete(&path).await.is(409);
    admin.delete(&own).await.is(204);
    admin.get(&own).await.is(404);
    app.rival_admin().get(&own).await.is(404);
}

async fn an_access_token_is_shown_once(app: TestApp) {
    let admin = app.admin();
    let made = admin
        .post("/v1/access-tokens", &json!({ "name": " Program ", "token_type": "api", "expires_in": "7d" }))
        .await
        .is(201);
    assert_eq!((&made["name"], &made["expires_at"]), (&json!("Program"), &json!("2026-12-02T08:00:00.000Z")));
    let listed = admin.get("/v1/access-tokens").await;
    assert!(!listed.says(made["token"].as_str().unwrap_or("?")), "{}", listed.text);
    assert_eq!(listed.ok().as_array().map(Vec::len), Some(2));
    assert_eq!(admin.get("/v1/access-tokens?token_type[]=journey").await.ok(), json!([]));
    for (field, sent) in [
        ("name", json!({ "name": "" })),
        ("name", json!({ "name": "x".repeat(201) })),
        ("body", json!({})),
        ("token_type", json!({ "name": "x", "token_type": "journey" })),
        ("expires_in", json!({ "name": "x", "expires_in": 0 })),
        ("expires_in", json!({ "name": "x", "expires_in": "2 weeks" })),
        ("expires_in", json!({ "name": "x", "expires_in": i64::MAX })),
        ("expires_in", json!({ "name": "x", "expires_in": "9999999999999999999d" })),
        ("expires_in", json!({ "name": "x", "expires_in": -5 })),
    ] {
        admin.post("/v1/access-tokens", &sent).await.names(field);
    }
    // No stored row holds the token itself.
    let token = made["token"].as_str().unwrap_or("?");
    assert!(app.dump().await.iter().all(|row| !row.contains(token)));
}

async fn records_are_created_changed_and_removed(app: TestApp) {
    let admin = app.admin();
    let sent = json!({ "contract_name": "Neu", "_tags": ["a"], "_org": "1", "_schema": "order", "_title": "x", "_updated_at": "x" });
    let made = admin.post("/v1/entity/contract", &sent).await.is(201);
    assert_eq!(
        (&made["_org"], &made["_schema"], &made["_title"]),
        (&json!(AUENTAL.id), &json!("contract"), &json!("Neu"))
    );
    let record = made["_id"].as_str().unwrap_or_default().to_owned();
    let path = format!("/v1/entity/contract/{record}");
    app.clock.advance_seconds(1);
    let changed = admin
        .edit("contract", &record, json!({ "nickname": "N", "_id": "x", "_created_at": "x" }))
        .await
        .ok();
    assert_eq!(
        (&changed["_id"], &changed["_created_at"], &changed["_tags"]),
        (&made["_id"], &made["_created_at"], &json!(["a"]))
    );
    assert_eq!(changed["_updated_at"], "2026-11-25T08:00:01.000Z");
    admin.edit("contract", &record, json!({ "nickname": null })).await.ok();
    assert!(admin.record("contract", &record).await.get("nickname").is_none());
    let history = admin.activity("contract", &record).await.ok();
    let kinds: Vec<&str> = history["results"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|entry| entry["type"].as_str())
        .collect();
    assert_eq!(kinds, ["EntityUpdated", "EntityUpdated", "EntityCreated"]);
    admin.delete(&path).await.ok();
    for answer in
        [admin.get(&path).await, admin.delete(&path).await, admin.edit("contract", &record, json!({})).await]
    {
        answer.is(404);
    }
    let again = json!({ "_id": record, "contract_name": "Neu" });
    admin.post("/v1/entity/contract", &again).await.is(409);
}

async fn an_explanation_says_what_the_product_does(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    for (schema, record) in [
        ("contract", id::POWER),
        ("contract", id::THOMAS_POWER),
        ("order", id::DRAFT_ORDER),
        ("supplier", id::SUPPLIER),
        ("file", id::MEMO),
        ("file", id::LETTER),
        ("contact", id::KATRIN),
        ("contract", id::NOBODY),
        ("order", id::POWER),
    ] {
        let sent = json!({ "portal_user_id": id::KATRIN_USER, "schema": schema, "record_id": record });
        let told = admin.post("/v1/portico/access:explain", &sent).await.ok();
        let seen = katrin.view(schema, record).await.status.is_success();
        assert_eq!(told["allow"], seen, "{schema} {record}: {told}");
        assert_eq!(told["layers"].as_array().map(Vec::len), Some(5));
    }
    for (attribute, action, allowed) in [
        ("iban", "view", false),
        ("status", "view", true),
        ("nickname", "edit", true),
        ("status", "edit", false),
    ] {
        let sent = json!({ "portal_user_id": id::KATRIN_USER, "schema": "contract", "record_id": id::POWER,
            "attribute": attribute, "action": action });
        assert_eq!(
            admin.post("/v1/portico/access:explain", &sent).await.ok()["allow"],
            allowed,
            "{attribute} {action}"
        );
    }
    let unknown = json!({ "portal_user_id": id::NOBODY, "schema": "contract", "record_id": id::POWER });
    admin.post("/v1/portico/access:explain", &unknown).await.is(404);
    let nothing = json!({ "portal_user_id": id::KATRIN_USER, "schema": "contract" });
    admin.post("/v1/portico/access:explain", &nothing).await.names("record_id");
}
