//! Identifiers: a customer claims a contract by its number and its meter.

use portico_test::cast::{AUENTAL, KATRIN, THOMAS, id};
use portico_test::{Answer, Client, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    a_contract_is_found_by_all_its_identifiers_and_becomes_ones_own,
    what_is_not_found_is_told_as_nothing,
    several_contracts_and_drafts_are_told_apart,
    a_missing_identifier_is_named,
    guessing_is_slowed_down_for_each_user,
    staff_list_what_can_identify,
);

async fn claim(client: &Client, number: Value, meter: Value) -> Answer {
    let sent = json!({ "contract": { "contract_number": number }, "meter": { "meter_number": meter } });
    client.post("/v2/portal/contract/by-identifiers", &sent).await
}

async fn a_contract_is_found_by_all_its_identifiers_and_becomes_ones_own(app: TestApp) {
    let (katrin, thomas) = (app.as_person(KATRIN).await, app.as_person(THOMAS).await);
    katrin.view("contract", id::UNCLAIMED).await.is(404);
    // As people type it.
    let found = claim(&katrin, json!(" v 5000 "), json!("z-5")).await.ok();
    assert_eq!((&found["hits"], &found["data"][0]["_id"]), (&json!(1), &json!(id::UNCLAIMED)));
    assert!(found["data"][0].get("iban").is_none(), "{found}");
    katrin.view("contract", id::UNCLAIMED).await.ok();
    katrin.view("meter", id::METER_OF_UNCLAIMED).await.ok();
    thomas.view("contract", id::UNCLAIMED).await.is(404);
    let history = katrin.activity("contract", id::UNCLAIMED).await;
    assert!(history.says("SelfAssignmentFromPortal"), "{}", history.text);
    // Once more changes nothing.
    let before = app.dump().await;
    claim(&katrin, json!("V-5000"), json!("Z-5")).await.ok();
    assert_eq!(app.dump().await, before);
}

async fn what_is_not_found_is_told_as_nothing(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let before = app.dump().await;
    // Unknown, of two different contracts, of a rival tenant, or deleted: the same nothing.
    for (number, meter) in [
        ("V-0000", "Z-0"),
        ("V-5000", "Z-7"),
        ("V-5000", "Z-1"),
        ("V-3000", "Z-5"),
        ("%", "%"),
        ("V-500", "Z-5"),
    ] {
        let found = claim(&katrin, json!(number), json!(meter)).await.ok();
        assert_eq!(found, json!({ "hits": 0, "data": [] }), "{number} {meter}");
    }
    assert_eq!(app.dump().await, before);
    app.admin().delete(&format!("/v1/entity/contract/{}", id::UNCLAIMED)).await.ok();
    assert_eq!(claim(&katrin, json!("V-5000"), json!("Z-5")).await.ok()["hits"], 0);
}

async fn several_contracts_and_drafts_are_told_apart(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let before = app.dump().await;
    assert_eq!(claim(&katrin, json!("V-7000"), json!("Z-7")).await.is(409)["reason"], "MULTIPLE");
    assert_eq!(claim(&katrin, json!("V-6000"), json!("Z-6")).await.is(409)["reason"], "DRAFT");
    assert_eq!(app.dump().await, before);
}

async fn a_missing_identifier_is_named(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let path = "/v2/portal/contract/by-identifiers";
    for (field, sent) in [
        ("contract.contract_number", json!({})),
        ("contract.contract_number", json!({ "contract": {}, "meter": { "meter_number": "Z-5" } })),
        ("meter.meter_number", json!({ "contract": { "contract_number": "V-5000" } })),
        (
            "meter.meter_number",
            json!({ "contract": { "contract_number": "V-5000" }, "meter": { "meter_number": "  " } }),
        ),
        (
            "meter.meter_number",
            json!({ "contract": { "contract_number": "V-5000" }, "meter": { "meter_number": ["Z-5"] } }),
        ),
        ("meter.meter_number", json!({ "contract": { "contract_number": "V-5000" }, "meter": "Z-5" })),
    ] {
        katrin.post(path, &sent).await.names(field);
    }
    // Punctuation alone identifies nothing.
    assert_eq!(claim(&katrin, json!("-"), json!("-")).await.ok()["hits"], 0);
    let config = format!("/v3/portal/config/{}", AUENTAL.customer_portal);
    app.admin().put(&config, &json!({ "contract_identifiers": [] })).await.ok();
    claim(&katrin, json!("V-5000"), json!("Z-5")).await.names("contract_identifiers");
}

async fn guessing_is_slowed_down_for_each_user(app: TestApp) {
    let (katrin, thomas) = (app.as_person(KATRIN).await, app.as_person(THOMAS).await);
    let mut answers = Vec::new();
    for number in 0..21 {
        let answer = claim(&katrin, json!(format!("V-{number}")), json!("Z-5")).await;
        answers.push(answer.status.as_u16());
        assert!(answer.status == 200 || answer.headers.contains_key("retry-after"));
    }
    assert_eq!((answers[19], answers[20]), (200, 429));
    // Refusals count too, and a good guess comes too late.
    claim(&katrin, json!("V-5000"), json!("Z-5")).await.is(429);
    assert_eq!(claim(&thomas, json!("V-6000"), json!("Z-6")).await.is(409)["reason"], "DRAFT");
    app.clock.advance_seconds(3601);
    let katrin = app.as_person(KATRIN).await;
    assert_eq!(claim(&katrin, json!("V-5000"), json!("Z-5")).await.ok()["hits"], 1);
}

async fn staff_list_what_can_identify(app: TestApp) {
    let listed = app.admin().get("/v2/portal/entity/identifiers/meter").await.ok();
    assert_eq!(listed["data"], json!([{ "name": "meter_number", "type": "string" }]));
    app.admin().get("/v2/portal/entity/identifiers/nothing").await.is(404);
}
