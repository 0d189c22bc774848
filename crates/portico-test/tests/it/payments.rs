//! Payment methods: which records are paid by one, as far as their reader sees it.

use portico_test::cast::{AUENTAL, KATRIN, PETRA, THOMAS, id};
use portico_test::{Client, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(the_records_that_a_payment_method_pays_are_found, a_hidden_payment_method_is_told_to_nobody,);

const PAYMENT: &str = "pm-1";

async fn paid(client: &Client) -> Value {
    client.get(&format!("/v2/portal/entities-by-payment/{PAYMENT}")).await.ok()
}

async fn pay(app: &TestApp) {
    let admin = app.admin();
    admin
        .edit(
            "contact",
            id::KATRIN,
            json!({ "payment": [{ "_id": "pm-0" }, { "_id": PAYMENT, "type": "payment_sepa" }] }),
        )
        .await
        .ok();
    let by = |reference: Value| json!({ "relation_payment_method": { "$relation_ref": [reference] } });
    let item = by(json!({ "entity_id": id::KATRIN, "path": "payment.1", "_id": PAYMENT }));
    let place = by(json!({ "entity_id": id::KATRIN, "path": "payment.1" }));
    let other = by(json!({ "entity_id": id::THOMAS, "path": "payment.1" }));
    admin.edit("contract", id::POWER, item.clone()).await.ok();
    admin.edit("contract", id::GAS, place).await.ok();
    admin.edit("order", id::ORDER, other).await.ok();
    admin.edit("contract", id::THOMAS_POWER, item).await.ok();
}

async fn the_records_that_a_payment_method_pays_are_found(app: TestApp) {
    pay(&app).await;
    let (katrin, thomas) = (app.as_person(KATRIN).await, app.as_person(THOMAS).await);
    let found = paid(&katrin).await;
    let mut ids: Vec<&str> =
        found["results"].as_array().into_iter().flatten().filter_map(|r| r["_id"].as_str()).collect();
    ids.sort_unstable();
    assert_eq!((ids, &found["hits"]), (vec![id::POWER, id::GAS], &json!(2)));
    assert!(found["results"][0].get("iban").is_none());
    // Each sees the own records only.
    let found = paid(&thomas).await;
    assert_eq!((&found["hits"], &found["results"][0]["_id"]), (&json!(1), &json!(id::THOMAS_POWER)));
    let none = katrin.get("/v2/portal/entities-by-payment/pm-9").await.ok();
    assert_eq!(none, json!({ "results": [], "hits": 0 }));
    assert_eq!(paid(&app.as_person(PETRA).await).await["hits"], 0);
    assert_eq!(paid(&app.rival_admin()).await["hits"], 0);
    assert_eq!(paid(&app.admin()).await["hits"], 2, "staff have no contact whose list names the place");
}

async fn a_hidden_payment_method_is_told_to_nobody(app: TestApp) {
    pay(&app).await;
    let role = format!("/v1/permissions/roles/{}:default_end_customer_portal_role", AUENTAL.id);
    let mut doc = app.admin().get(&role).await.ok();
    let deny = json!({ "action": "entity:attribute:view", "resource": "contract:*/relation_payment_method", "effect": "deny" });
    doc["grants"].as_array_mut().expect("a list").push(deny);
    app.admin().put(&role, &doc).await.ok();
    assert_eq!(paid(&app.as_person(KATRIN).await).await["hits"], 0);
}
