//! Relations: they alone carry reach, and nobody can write one to reach what it does not.

use portico_test::cast::{KATRIN, PETRA, THOMAS, id};
use portico_test::{Client, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    nobody_relates_a_record_to_one_that_it_does_not_see,
    what_was_related_before_may_be_sent_again,
    line_items_name_only_products_that_are_seen,
    a_deleted_record_carries_no_reach,
    a_relation_that_is_taken_back_ends_the_reach,
    a_path_never_runs_through_somebody_elses_contact,
    files_are_seen_with_their_record_and_only_when_shared,
    programs_add_list_and_remove_relations,
    a_relation_takes_records_of_the_schemas_that_it_names,
);

fn to(ids: &[&str]) -> Value {
    let items: Vec<Value> = ids.iter().map(|id| json!({ "entity_id": id })).collect();
    json!({ "$relation": items })
}

async fn nobody_relates_a_record_to_one_that_it_does_not_see(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let before = app.dump().await;
    for stranger in [
        id::THOMAS,
        id::PETRA,
        id::THOMAS_USER,
        id::THOMAS_POWER,
        id::UNCLAIMED,
        id::MEMO,
        id::DRAFT_ORDER,
        id::SUPPLIER,
        id::HANSMANN,
        id::FOREIGN,
        id::NOBODY,
        "nonsense",
        "",
    ] {
        let refused =
            katrin.change("order", id::ORDER, json!({ "contacts": to(&[id::KATRIN, stranger]) })).await;
        let told = refused.names("contacts");
        let random =
            katrin.change("order", id::ORDER, json!({ "contacts": to(&[id::KATRIN, id::NOBODY]) })).await;
        let told = told["message"].as_str().map(|text| text.replace(stranger, id::NOBODY));
        if !stranger.is_empty() {
            assert_eq!(told.as_deref(), random.json()["message"].as_str(), "{stranger} is told apart");
        }
        let sent = json!({ "billing_contact": to(&[stranger]) });
        katrin.change("contract", id::POWER, sent).await.names("billing_contact");
    }
    for wrong in [
        json!({ "$relation": "x" }),
        json!({ "$relation": [{}] }),
        json!({ "$relation": [7] }),
        // Kept as it is, such a list would relate nothing.
        json!([{ "entity_id": id::KATRIN }]),
        json!({ "entity_id": id::KATRIN }),
    ] {
        katrin.change("order", id::ORDER, json!({ "contacts": wrong })).await.names("contacts");
    }
    assert_eq!(app.dump().await, before);
    let changed =
        katrin.change("contract", id::POWER, json!({ "billing_contact": to(&[id::KATRIN]) })).await.ok();
    assert_eq!(changed["result"]["billing_contact"]["$relation"][0]["_schema"], "contact");
}

async fn what_was_related_before_may_be_sent_again(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    admin.edit("order", id::ORDER, json!({ "contacts": to(&[id::THOMAS, id::ANNA]) })).await.ok();
    admin.delete(&format!("/v1/entity/contact/{}", id::ANNA)).await.ok();
    let sent = json!({ "contacts": to(&[id::THOMAS, id::ANNA, id::KATRIN]) });
    let changed = katrin.change("order", id::ORDER, sent).await.ok();
    let items = changed["result"]["contacts"]["$relation"].clone();
    assert!(items.as_array().is_some_and(|items| items.iter().all(|item| item["_schema"] == "contact")));
    katrin.view("contact", id::THOMAS).await.is(404);
    // A program takes one back although another one of them is gone.
    let items = json!([{ "entity_id": id::THOMAS, "attribute": "contacts" }]);
    let path = format!("/v1/entity/order/{}/relations", id::ORDER);
    admin.send(http::Method::DELETE, &path, items.to_string().into_bytes()).await.is(204);
}

async fn line_items_name_only_products_that_are_seen(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    katrin.view("product", id::PANEL).await.ok();
    katrin.view("product", id::SECRET_PRODUCT).await.is(404);
    let before = app.dump().await;
    for key in ["product_id", "price_id"] {
        let sent = json!({ "line_items": [{ "product_id": id::PANEL }, { key: id::SECRET_PRODUCT }] });
        katrin.change("order", id::ORDER, sent).await.names("line_items");
    }
    assert_eq!(app.dump().await, before);
    katrin.view("product", id::SECRET_PRODUCT).await.is(404);
    let sent = json!({ "line_items": [{ "product_id": id::PANEL, "quantity": 2 }] });
    katrin.change("order", id::ORDER, sent).await.ok();
    // The organisation relates whatever it likes.
    let sent = json!({ "line_items": [{ "product_id": id::SECRET_PRODUCT }] });
    app.admin().edit("order", id::ORDER, sent).await.ok();
    katrin.view("product", id::SECRET_PRODUCT).await.ok();
}

async fn seen(client: &Client, records: &[(&str, &str)]) -> Vec<u16> {
    let mut statuses = Vec::new();
    for (schema, id) in records {
        statuses.push(client.view(schema, id).await.status.as_u16());
    }
    statuses
}

async fn a_deleted_record_carries_no_reach(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    let around = [
        ("contract", id::POWER),
        ("meter", id::METER),
        ("meter_counter", id::COUNTER),
        ("billing_event", id::INVOICE),
        ("file", id::LETTER),
        ("contract", id::GAS),
    ];
    assert_eq!(seen(&katrin, &around).await, [200; 6]);
    admin.delete(&format!("/v1/entity/meter/{}", id::METER)).await.ok();
    assert_eq!(seen(&katrin, &around).await, [200, 404, 404, 200, 200, 200]);
    admin.delete(&format!("/v1/entity/contract/{}", id::POWER)).await.ok();
    assert_eq!(seen(&katrin, &around).await, [404, 404, 404, 404, 404, 200]);
    assert_eq!(katrin.ids("billing_event", json!({})).await, Vec::<String>::new());
    let words = katrin.search("contract", json!({ "q": "Strom" })).await.ok();
    assert_eq!(words["hits"], 0);
    admin.get(&format!("/v2/entity/contract/{}", id::POWER)).await.is(404);
    admin.edit("contract", id::POWER, json!({ "nickname": "x" })).await.is(404);
    // Nothing can be related to what was deleted, so it does not come back to life.
    admin
        .edit("meter", id::METER_OF_UNCLAIMED, json!({ "contract": to(&[id::POWER]) }))
        .await
        .names("contract");
}

async fn a_relation_that_is_taken_back_ends_the_reach(app: TestApp) {
    let (katrin, thomas, admin) = (app.as_person(KATRIN).await, app.as_person(THOMAS).await, app.admin());
    admin.edit("contract", id::POWER, json!({ "customer": to(&[id::THOMAS]) })).await.ok();
    for (schema, record) in [("contract", id::POWER), ("meter", id::METER), ("billing_event", id::INVOICE)] {
        katrin.view(schema, record).await.is(404);
        thomas.view(schema, record).await.ok();
    }
    let items = json!([{ "entity_id": id::THOMAS, "attribute": "customer" }]);
    let path = format!("/v1/entity/contract/{}/relations", id::POWER);
    admin.send(http::Method::DELETE, &path, items.to_string().into_bytes()).await.is(204);
    thomas.view("contract", id::POWER).await.is(404);
}

async fn a_path_never_runs_through_somebody_elses_contact(app: TestApp) {
    let (petra, admin) = (app.as_person(PETRA).await, app.admin());
    // Her opportunity names Katrin; Katrin's contracts are not hers for that.
    petra.view("opportunity", id::ROOF).await.ok();
    for (schema, record) in [("contact", id::KATRIN), ("contract", id::POWER), ("file", id::LETTER)] {
        petra.view(schema, record).await.is(404);
    }
    let path = format!("/v3/portal/config/{}", portico_test::cast::AUENTAL.installer_portal);
    admin
        .put(&path, &json!({ "allowed_portal_entities": ["opportunity", "contact", "contract"] }))
        .await
        .ok();
    petra.view("contract", id::POWER).await.is(404);
}

async fn files_are_seen_with_their_record_and_only_when_shared(app: TestApp) {
    let (katrin, thomas, admin) = (app.as_person(KATRIN).await, app.as_person(THOMAS).await, app.admin());
    katrin.view("file", id::LETTER).await.ok();
    katrin.view("file", id::MEMO).await.is(404);
    thomas.view("file", id::LETTER).await.is(404);
    let shown = katrin.get(&format!("/v2/portal/contract/{}", id::POWER)).await.ok();
    let files: Vec<&Value> = shown["files"].as_array().into_iter().flatten().collect();
    assert_eq!(files.len(), 1, "{shown}");
    admin.edit("file", id::LETTER, json!({ "shared_with_end_customer": false })).await.ok();
    katrin.view("file", id::LETTER).await.is(404);
}

async fn programs_add_list_and_remove_relations(app: TestApp) {
    let (admin, path) = (app.admin(), format!("/v1/entity/order/{}/relations", id::ORDER));
    let items = json!([{ "entity_id": id::THOMAS, "attribute": "contacts", "_tags": ["payer"] }]);
    admin.post(&path, &items).await.ok();
    let listed = admin.get(&format!("/v3/entity/order/{}/relations?mode=direct", id::ORDER)).await.ok();
    assert!(listed.to_string().contains(id::THOMAS), "{listed}");
    let reverse = admin.get(&format!("/v3/entity/contact/{}/relations?mode=reverse", id::THOMAS)).await.ok();
    assert!(reverse.to_string().contains(id::ORDER), "{reverse}");
    let nowhere = json!([{ "entity_id": id::NOBODY, "attribute": "contacts" }]);
    admin.post(&path, &nowhere).await.names("contacts");
    app.as_person(THOMAS).await.view("order", id::ORDER).await.ok();
    admin.send(http::Method::DELETE, &path, items.to_string().into_bytes()).await.is(204);
    app.as_person(THOMAS).await.view("order", id::ORDER).await.is(404);
}

async fn a_relation_takes_records_of_the_schemas_that_it_names(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    let mut schema = admin.get("/v1/entity/schemas/contract").await.ok();
    let attributes = schema["attributes"].as_array_mut().into_iter().flatten();
    for attribute in attributes.filter(|attribute| attribute["name"] == "billing_contact") {
        attribute["allowedSchemas"] = json!(["contact", "account"]);
    }
    // What was related before the schema said so may stay and be sent again.
    let meter = json!({ "billing_contact": to(&[id::METER]) });
    admin.edit("contract", id::GAS, meter.clone()).await.ok();
    admin.put("/v1/entity/schemas/contract", &schema).await.ok();
    admin.edit("contract", id::GAS, json!({ "billing_contact": to(&[id::METER, id::KATRIN]) })).await.ok();
    for (client, path) in [(&admin, "/v1/entity/contract"), (&katrin, "/v2/portal/entity/contract")] {
        let refused = client.patch(&format!("{path}/{}", id::POWER), &meter).await.names("billing_contact");
        let words = refused["message"].as_str().unwrap_or_default();
        assert_eq!(
            words,
            format!("billing_contact takes records of contact or account, and {} is of meter.", id::METER)
        );
    }
}
