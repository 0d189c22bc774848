//! Order acceptance: the customer decides, once.

use portico_test::cast::{AUENTAL, KATRIN, PETRA, THOMAS, id};
use portico_test::{Answer, Client, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    a_customer_accepts_an_order_once,
    a_customer_declines_an_order_once,
    of_many_decisions_at_once_one_wins,
    what_is_not_open_is_not_decided,
    an_offer_whose_last_day_is_over_is_not_decided,
    nobody_decides_for_another,
    a_decision_that_is_none_is_refused_by_name,
);

async fn decide(client: &Client, order: &str, decision: &str) -> Answer {
    client.post(&format!("/v2/portal/order/{order}/acceptance"), &json!({ "decision": decision })).await
}

async fn a_customer_accepts_an_order_once(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let decided = decide(&katrin, id::ORDER, "accept").await.is(200)["data"].clone();
    assert_eq!((&decided["_id"], &decided["status"]), (&json!(id::ORDER), &json!("placed")));
    assert!(decided.get("margin").is_none(), "{decided}");
    assert_eq!(app.admin().record("order", id::ORDER).await["status"], "placed");
    let history = katrin.activity("order", id::ORDER).await.ok();
    assert_eq!(
        (&history["total"], &history["results"][0]["type"]),
        (&json!(1), &json!("EntityUpdatedFromPortal"))
    );
    assert_eq!(history["results"][0]["payload"]["caller"]["PortalAuth"]["token"]["email"], KATRIN.email);
    assert_eq!(history["results"][0]["operations"][0]["diff"]["updated"]["status"], "open");
    let before = app.dump().await;
    for decision in ["accept", "decline"] {
        decide(&katrin, id::ORDER, decision).await.is(409);
    }
    assert_eq!(app.dump().await, before);
    // The rival's order of the same id waits on.
    assert_eq!(app.rival_admin().record("order", id::ORDER).await["status"], "open");
}

async fn a_customer_declines_an_order_once(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    assert_eq!(decide(&katrin, id::ORDER, "decline").await.is(200)["data"]["status"], "cancelled");
    decide(&katrin, id::ORDER, "accept").await.is(409);
}

async fn an_offer_whose_last_day_is_over_is_not_decided(app: TestApp) {
    let (admin, katrin) = (app.admin(), app.as_person(KATRIN).await);
    let today = app.clock.now().on_central_european_clocks().to_iso_date();
    let yesterday = app.clock.now().plus_seconds(-86_400).on_central_european_clocks().to_iso_date();
    admin.edit("order", id::ORDER, json!({ "valid_until": yesterday })).await.ok();
    let before = app.dump().await;
    for decision in ["accept", "decline"] {
        decide(&katrin, id::ORDER, decision).await.is(409);
    }
    assert_eq!(app.dump().await, before);
    admin.edit("order", id::ORDER, json!({ "valid_until": today })).await.ok();
    decide(&katrin, id::ORDER, "accept").await.is(200);
}

async fn of_many_decisions_at_once_one_wins(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let running: Vec<_> = (0..12)
        .map(|number| {
            let katrin = katrin.clone();
            let decision = if number % 2 == 0 { "accept" } else { "decline" };
            tokio::spawn(async move { decide(&katrin, id::ORDER, decision).await })
        })
        .collect();
    let mut won = Vec::new();
    for one in running {
        let answer = one.await.expect("an answer");
        match answer.status.as_u16() {
            200 => won.push(answer.json()["data"]["status"].clone()),
            status => assert_eq!(status, 409, "{}", answer.text),
        }
    }
    assert_eq!(won, [app.admin().record("order", id::ORDER).await["status"].clone()]);
    assert_eq!(app.admin().activity("order", id::ORDER).await.ok()["total"], 1);
}

async fn what_is_not_open_is_not_decided(app: TestApp) {
    let (admin, katrin) = (app.admin(), app.as_person(KATRIN).await);
    for status in ["placed", "completed", "cancelled", ""] {
        admin.edit("order", id::ORDER, json!({ "status": status })).await.ok();
        decide(&katrin, id::ORDER, "accept").await.is(409);
    }
    admin.edit("order", id::ORDER, json!({ "status": null })).await.ok();
    decide(&katrin, id::ORDER, "accept").await.is(409);
    // Customers do not see drafts.
    decide(&katrin, id::DRAFT_ORDER, "accept").await.is(404);
    admin.edit("order", id::ORDER, json!({ "status": "open_for_acceptance" })).await.ok();
    decide(&katrin, id::ORDER, "accept").await.is(200);
}

async fn nobody_decides_for_another(app: TestApp) {
    let (katrin, thomas, petra) =
        (app.as_person(KATRIN).await, app.as_person(THOMAS).await, app.as_person(PETRA).await);
    let before = app.dump().await;
    let random = decide(&thomas, id::NOBODY, "accept").await;
    assert_eq!(random.status, 404);
    for order in [id::ORDER, id::POWER, id::FOREIGN, "nonsense"] {
        let answer = decide(&thomas, order, "accept").await;
        assert_eq!((answer.status, answer.text), (random.status, random.text.clone()), "{order}");
    }
    decide(&petra, id::ORDER, "accept").await.is(404);
    assert_eq!(app.dump().await, before);
    // An installer who sees the order does not decide it either.
    let admin = app.admin();
    let role = format!("/v1/permissions/roles/{}:default_installer_portal_role", AUENTAL.id);
    let mut doc = admin.get(&role).await.ok();
    doc["grants"]
        .as_array_mut()
        .expect("a list")
        .push(json!({ "action": "entity:view", "resource": "order:*" }));
    admin.put(&role, &doc).await.ok();
    let installer = json!({ "installer": { "$relation": [{ "entity_id": id::PETRA }] } });
    admin.edit("order", id::ORDER, installer).await.ok();
    petra.view("order", id::ORDER).await.ok();
    decide(&petra, id::ORDER, "accept").await.is(403);
    decide(&katrin, id::ORDER, "accept").await.is(200);
}

async fn a_decision_that_is_none_is_refused_by_name(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let before = app.dump().await;
    let path = format!("/v2/portal/order/{}/acceptance", id::ORDER);
    for sent in [json!({}), json!({ "decision": "maybe" }), json!({ "decision": null })] {
        katrin.post(&path, &sent).await.names("decision");
    }
    for sent in [json!({ "decision": "accept", "status": "placed" }), json!([]), json!({ "decision": 1 })] {
        katrin.post(&path, &sent).await.names("body");
    }
    katrin.post(&path, &Value::Null).await.is(400);
    assert_eq!(app.dump().await, before);
}
