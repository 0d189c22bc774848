//! Records as other systems keep them: by a key of their own, replaced, checked, completed, related with tags.

use portico_test::cast::{KATRIN, PETRA, id};
use portico_test::{Answer, Client, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    a_record_is_created_once_and_changed_from_then_on,
    of_many_upserts_of_a_new_key_one_creates,
    several_records_of_a_key_are_told_apart,
    a_key_that_names_nothing_is_refused,
    a_replaced_record_has_what_is_sent_and_nothing_else,
    a_record_is_checked_without_being_stored,
    what_is_typed_is_completed_with_values,
    relations_are_listed_counted_and_tagged_one_by_one,
    portal_users_have_no_part_in_it,
);

async fn upsert(client: &Client, schema: &str, key: Value, entity: Value) -> Answer {
    let sent = json!({ "unique_key": key, "entity": entity });
    client.patch(&format!("/v1/entity/{schema}:upsert"), &sent).await
}

async fn a_record_is_created_once_and_changed_from_then_on(app: TestApp) {
    let admin = app.admin();
    let sent = json!({ "first_name": "Eva", "customer_number": "K-300", "phone": "1" });
    let made = upsert(&admin, "contact", json!(["customer_number"]), sent).await.is(201);
    let again = json!({ "customer_number": "K-300", "phone": "2" });
    let changed = upsert(&admin, "contact", json!(["customer_number"]), again).await.is(200);
    assert_eq!(
        (&changed["_id"], &changed["phone"], &changed["first_name"]),
        (&made["_id"], &json!("2"), &json!("Eva"))
    );
    // Identifiers find by their spelling; the key is exact.
    let other = json!({ "first_name": "Ivo", "customer_number": "k 300" });
    assert_ne!(
        upsert(&admin, "contact", json!(["customer_number"]), other).await.is(201)["_id"],
        made["_id"]
    );
    // By an item of a list, by a plain attribute and by the id.
    let address = json!({ "contract_name": "Neu", "delivery_address": [{ "street": "Weg" }] });
    let made =
        upsert(&admin, "contract", json!(["delivery_address.0.street"]), address.clone()).await.is(201);
    assert_eq!(
        upsert(&admin, "contract", json!(["delivery_address.0.street"]), address).await.is(200)["_id"],
        made["_id"]
    );
    let by_id = json!({ "_id": id::POWER, "nickname": "Flat" });
    assert_eq!(upsert(&admin, "contract", json!(["_id"]), by_id).await.is(200)["nickname"], "Flat");
    // The rival's record of the same key is another one.
    assert_eq!(app.rival_admin().record("contract", id::POWER).await.get("nickname"), None);
}

async fn of_many_upserts_of_a_new_key_one_creates(app: TestApp) {
    let admin = app.admin();
    let running: Vec<_> = (0..12)
        .map(|number| {
            let admin = admin.clone();
            let sent =
                json!({ "first_name": "Eva", "customer_number": "K-900", "phone": number.to_string() });
            tokio::spawn(async move {
                upsert(&admin, "contact", json!(["customer_number"]), sent).await.status.as_u16()
            })
        })
        .collect();
    let mut created = 0;
    for one in running {
        match one.await.expect("an answer") {
            201 => created += 1,
            status => assert!([200, 409].contains(&status), "{status}"),
        }
    }
    let found =
        admin.post("/v1/entity:search", &json!({ "q": "_schema:contact AND customer_number:K-900" })).await;
    assert_eq!((created, &found.ok()["hits"]), (1, &json!(1)));
}

async fn several_records_of_a_key_are_told_apart(app: TestApp) {
    let admin = app.admin();
    let before = app.dump().await;
    let sent = json!({ "unique_key": ["contract_number"], "entity": { "contract_number": "V-7000", "nickname": "X" } });
    admin.patch("/v1/entity/contract:upsert?strict=true", &sent).await.is(409);
    admin.patch("/v1/entity/contract:upsert?dry_run=true", &sent).await.names("dry_run");
    admin
        .patch(&format!("/v1/entity/contract/{}?dry_run=true", id::POWER), &json!({ "nickname": "X" }))
        .await
        .names("dry_run");
    assert_eq!(app.dump().await, before);
    let changed = admin.patch("/v1/entity/contract:upsert", &sent).await.is(200);
    assert!([id::TWIN_A, id::TWIN_B].contains(&changed["_id"].as_str().unwrap_or_default()));
}

async fn a_key_that_names_nothing_is_refused(app: TestApp) {
    let admin = app.admin();
    let before = app.dump().await;
    let entity = json!({ "contract_name": "X", "customer": { "$relation": [] }, "delivery_address": [] });
    for key in [
        json!([]),
        json!(["missing"]),
        json!(["customer"]),
        json!(["delivery_address"]),
        json!([""]),
        json!(["a..b"]),
    ] {
        upsert(&admin, "contract", key, entity.clone()).await.names("unique_key");
    }
    let many: Vec<String> = (0..11).map(|_| "contract_name".to_owned()).collect();
    upsert(&admin, "contract", json!(many), entity.clone()).await.names("unique_key");
    upsert(&admin, "contract", json!(["installment"]), json!({ "installment": "x" })).await.is(400);
    admin.patch("/v1/entity/contract:upsert", &json!({ "entity": entity })).await.names("body");
    upsert(&admin, "nothing", json!(["a"]), json!({ "a": 1 })).await.names("slug");
    assert_eq!(app.dump().await, before);
}

async fn a_replaced_record_has_what_is_sent_and_nothing_else(app: TestApp) {
    let admin = app.admin();
    let path = format!("/v1/entity/contract/{}", id::POWER);
    let before = admin.record("contract", id::POWER).await;
    let sent = json!({ "contract_name": "Neu", "customer": before["customer"] });
    let after = admin.put(&path, &sent).await.ok();
    for (key, value) in before.as_object().into_iter().flatten() {
        match key.as_str() {
            "_id" | "_schema" | "_org" | "_created_at" | "_tags" | "customer" => {
                assert_eq!(after[key], *value, "{key}")
            }
            "_title" | "contract_name" => assert_eq!(after[key], "Neu", "{key}"),
            "_updated_at" => {}
            _ => assert!(after.get(key).is_none(), "{key}"),
        }
    }
    admin.put(&path, &json!({ "nickname": "X" })).await.names("contract_name");
    let stale = json!({ "contract_name": "Alt", "_updated_at": before["_updated_at"] });
    admin.put(&path, &stale).await.is(409);
    admin.put(&format!("/v1/entity/contract/{}", id::NOBODY), &sent).await.is(404);
}

async fn a_record_is_checked_without_being_stored(app: TestApp) {
    let admin = app.admin();
    let before = app.dump().await;
    let wrong = json!({ "installment": "12,50", "status": "none", "nickname": "X" });
    let told = admin.post("/v1/entity/contract:validate", &wrong).await.is(422);
    let paths: Vec<&Value> =
        told["errors"].as_array().into_iter().flatten().map(|error| &error["path"][0]).collect();
    assert_eq!(paths, [&json!("contract_name"), &json!("installment"), &json!("status")], "{told}");
    let told = admin.post("/v2/entity/contract:validate", &wrong).await.is(422);
    assert_eq!(
        (&told["errors"][0]["keyword"], &told["errors"][1]["instance_path"]),
        (&json!("required"), &json!("/installment"))
    );
    let right = json!({ "contract_name": "X", "installment": 1250 });
    for version in ["v1", "v2"] {
        let told = admin.post(&format!("/{version}/entity/contract:validate"), &right).await.is(200);
        assert_eq!(told, json!({ "status": "success", "errors": [] }));
    }
    admin.post("/v1/entity/nothing:validate", &right).await.names("slug");
    assert_eq!(app.dump().await, before);
}

async fn what_is_typed_is_completed_with_values(app: TestApp) {
    let admin = app.admin();
    let complete = |query: &str| {
        let (admin, path) = (admin.clone(), format!("/v1/entity:autocomplete?{query}"));
        async move {
            let found = admin.get(&path).await.ok()["results"].clone();
            let mut texts: Vec<String> = found
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|v| v.as_str().map(str::to_owned))
                .collect();
            texts.sort();
            texts
        }
    };
    assert_eq!(complete("attribute=status&slug=contract").await, ["active", "draft", "terminated"]);
    assert_eq!(complete("attribute=status&slug=contract&input=TERM").await, ["terminated"]);
    assert_eq!(complete("attribute=contract_name&slug=contract&input=w").await, ["Wasser", "Wärme"]);
    assert_eq!(complete("attribute=contract_number&input=V-4").await, ["V-4711", "V-4712"]);
    assert_eq!(complete("attribute=delivery_address.city&slug=contract").await, ["Auental"]);
    assert_eq!(complete("attribute=status&slug=contract&size=1").await.len(), 1);
    assert!(complete("attribute=nothing").await.is_empty());
    admin.get("/v1/entity:autocomplete").await.names("attribute");
    admin.get("/v1/entity:autocomplete?attribute=a&slug=nothing").await.names("slug");
}

async fn relations_are_listed_counted_and_tagged_one_by_one(app: TestApp) {
    let admin = app.admin();
    let base = format!("entity/contract/{}/relations", id::POWER);
    let listed = admin.get(&format!("/v1/{base}")).await.ok();
    let item = json!({ "entity_id": id::KATRIN, "_schema": "contact", "attribute": "customer", "_tags": [], "reverse": false });
    assert_eq!(listed, json!([item]));
    let all = admin.get(&format!("/v2/{base}?include_reverse=true&exclude_schemas=file")).await.ok();
    assert_eq!(all["hits"], 3, "{all}");
    let page =
        admin.get(&format!("/v2/{base}?include_reverse=true&include_schemas=meter&hydrate=true")).await.ok();
    assert_eq!((&page["hits"], &page["relations"][0]["meter_number"]), (&json!(1), &json!("Z-1")));
    assert_eq!(page["relations"][0]["$relation"]["attribute"], "contract");
    assert_eq!(
        admin.get(&format!("/v2/{base}?include_reverse=true&from=1&size=1")).await.ok()["relations"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
    assert_eq!(admin.get(&format!("/v2/{base}/count")).await.ok(), json!({ "hits": 5 }));
    assert_eq!(admin.get(&format!("/v2/{base}/count?exclude_schemas=file,meter")).await.ok()["hits"], 2);
    let one = format!("/v1/{base}/customer/{}", id::KATRIN);
    let tagged = admin.put(&one, &json!({ "_tags": ["primary"] })).await.ok();
    assert_eq!((&tagged["_tags"], &tagged["attribute"]), (&json!(["primary"]), &json!("customer")));
    assert_eq!(admin.get(&format!("/v1/{base}")).await.ok()[0]["_tags"], json!(["primary"]));
    admin.put(&format!("/v1/{base}/customer/{}", id::THOMAS), &json!({})).await.is(404);
    admin.delete(&one).await.is(204);
    admin.delete(&one).await.is(404);
    assert_eq!(admin.get(&format!("/v1/{base}")).await.ok(), json!([]));
    // Whose contract it was does not see it any more.
    app.as_person(KATRIN).await.view("contract", id::POWER).await.is(404);
    for path in [
        format!("/v1/entity/contract/{}/relations", id::NOBODY),
        format!("/v2/entity/order/{}/relations/count", id::POWER),
    ] {
        admin.get(&path).await.is(404);
    }
}

async fn portal_users_have_no_part_in_it(app: TestApp) {
    for client in [app.as_person(KATRIN).await, app.as_person(PETRA).await] {
        upsert(&client, "contract", json!(["contract_number"]), json!({ "contract_number": "V-4711" }))
            .await
            .is(403);
        client.put(&format!("/v1/entity/contract/{}", id::POWER), &json!({})).await.is(403);
        client.patch(&format!("/v1/entity/contract/{}:restore", id::POWER), &json!({})).await.is(403);
        client.get("/v1/entity:autocomplete?attribute=iban").await.is(403);
        client.post("/v1/entity/contract:validate", &json!({})).await.is(403);
    }
}
