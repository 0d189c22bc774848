//! Histories: every earlier document is found again, and one attribute of a change is taken back.

use portico_kit::Random;
use portico_test::cast::{KATRIN, PETRA, THOMAS, id};
use portico_test::{Answer, Client, TestApp, both_engines};
use serde_json::{Map, Value, json};

both_engines!(
    every_earlier_document_is_found_again,
    a_record_that_was_imported_is_known_from_its_first_change_on,
    a_record_is_absent_before_it_was_made_and_while_it_was_removed,
    a_record_of_then_shows_what_its_reader_may_see_today,
    nobody_sees_a_record_of_then_who_does_not_see_it_now,
    an_attribute_goes_back_and_the_entry_says_what_it_undoes,
    what_was_changed_again_since_does_not_go_back,
    only_who_may_change_an_attribute_takes_a_change_back,
    a_change_that_is_hidden_cannot_be_taken_back,
);

async fn as_of(client: &Client, schema: &str, id: &str, at: &str) -> Answer {
    client.get(&format!("/v1/portico/entity/{schema}/{id}:as-of?at={at}")).await
}

async fn undo(client: &Client, id: &str, entry: &Value, attribute: &str) -> Answer {
    let sent = json!({ "activity_id": entry, "attribute": attribute });
    client.post(&format!("/v1/portico/entity/contract/{id}:undo"), &sent).await
}

async fn newest(client: &Client, id: &str) -> Value {
    client.activity("contract", id).await.ok()["results"][0].clone()
}

/// One of a few values of each kind, or nothing.
fn any_value(random: &Random, name: &str) -> Value {
    let chance = random.six_digits().parse::<u32>().unwrap_or(0);
    match (name, chance % 4) {
        (_, 0) => Value::Null,
        ("customer", odd) => {
            let target = if odd == 1 { id::KATRIN } else { id::THOMAS };
            json!({ "$relation": [{ "entity_id": target, "_schema": "contact" }] })
        }
        ("_tags", odd) => json!(["a", "b", "c"][..odd as usize]),
        ("price", odd) => json!(odd * 100),
        (_, odd) => json!(format!("word {odd}")),
    }
}

async fn every_earlier_document_is_found_again(app: TestApp) {
    let admin = app.admin();
    for _ in 0..6 {
        let made = admin.post("/v1/entity/contract", &json!({ "contract_name": "Start" })).await.is(201);
        let record = made["_id"].as_str().unwrap_or_default().to_owned();
        let mut versions = vec![made];
        for step in 0..12 {
            // Some changes happen within the same moment, some later.
            app.clock.advance_seconds(i64::from(step % 3 == 0));
            let names = ["nickname", "customer", "_tags", "price", "own_word"];
            let some =
                names.iter().filter(|_| app.core.random().six_digits().ends_with(['0', '1', '2', '3', '4']));
            let sent: Map<String, Value> =
                some.map(|name| ((*name).to_owned(), any_value(app.core.random(), name))).collect();
            versions.push(admin.edit("contract", &record, Value::Object(sent)).await.ok());
        }
        for version in versions {
            let at = version["_updated_at"].as_str().unwrap_or_default();
            let told = as_of(&admin, "contract", &record, at).await.ok();
            assert_eq!((&told["state"], &told["entity"]), (&json!("known"), &version));
        }
    }
}

async fn a_record_that_was_imported_is_known_from_its_first_change_on(app: TestApp) {
    let admin = app.admin();
    let untouched = as_of(&admin, "contract", id::POWER, "2020-01-01").await.ok();
    assert_eq!((&untouched["state"], &untouched["known_since"]), (&json!("earliest"), &Value::Null));
    let before = admin.record("contract", id::POWER).await;
    app.clock.advance_seconds(60);
    admin.edit("contract", id::POWER, json!({ "nickname": "Zuhause" })).await.ok();
    let told = as_of(&admin, "contract", id::POWER, "2020-01-01").await.ok();
    assert_eq!((&told["state"], &told["changes_since"]), (&json!("earliest"), &json!(1)));
    assert_eq!(told["known_since"], newest(&admin, id::POWER).await["timestamp"]);
    assert_eq!(told["entity"]["nickname"], before["nickname"]);
    assert_eq!(as_of(&admin, "contract", id::POWER, "2100-01-01").await.ok()["state"], "known");
    as_of(&admin, "contract", id::POWER, "yesterday").await.names("at");
    as_of(&admin, "contract", id::POWER, "").await.names("at");
}

async fn a_record_is_absent_before_it_was_made_and_while_it_was_removed(app: TestApp) {
    let admin = app.admin();
    let state =
        async |record: &str, at: String| as_of(&admin, "contract", record, &at).await.ok()["state"].clone();
    let start = app.clock.now();
    app.clock.advance_seconds(60);
    let made = admin.post("/v1/entity/contract", &json!({ "contract_name": "Kurz" })).await.is(201);
    let record = made["_id"].as_str().unwrap_or_default();
    app.clock.advance_seconds(60);
    admin.delete(&format!("/v1/entity/contract/{record}")).await.ok();
    app.clock.advance_seconds(60);
    admin.patch(&format!("/v1/entity/contract/{record}:restore"), &json!({})).await.ok();
    let mut told = Vec::new();
    for seconds in [0, 90, 150, 210] {
        told.push(state(record, start.plus_seconds(seconds).to_iso()).await);
    }
    assert_eq!(told, ["absent", "known", "absent", "known"]);
}

async fn a_record_of_then_shows_what_its_reader_may_see_today(app: TestApp) {
    let (admin, katrin) = (app.admin(), app.as_person(KATRIN).await);
    let start = app.clock.now().to_iso();
    app.clock.advance_seconds(60);
    let sent =
        json!({ "nickname": "Zuhause", "iban": "DE99 Iban", "margin": 77, "internal_note": "Walfisch" });
    admin.edit("contract", id::POWER, sent).await.ok();
    app.clock.advance_seconds(60);
    let hidden = json!({ "iban": "DE98 Iban", "margin": 78, "internal_note": "Walross" });
    admin.edit("contract", id::POWER, hidden).await.ok();
    let seen = katrin.view("contract", id::POWER).await.ok()["result"].clone();
    for at in [start, app.clock.now().plus_seconds(-30).to_iso(), "2100-01-01".to_owned()] {
        let told = as_of(&katrin, "contract", id::POWER, &at).await;
        for mark in ["iban", "Iban", "margin", "internal_note", "Walfisch", "Walross"] {
            assert!(!told.says(mark), "{at}: {}", told.text);
        }
        let told = told.ok();
        // Neither is the number of changes: only one of the two is hers to know.
        assert!(told["changes_since"].as_i64().is_some_and(|changes| changes <= 1), "{told}");
        assert_eq!(told["entity"]["contract_name"], seen["contract_name"]);
    }
}

async fn nobody_sees_a_record_of_then_who_does_not_see_it_now(app: TestApp) {
    let (admin, katrin, petra) = (app.admin(), app.as_person(KATRIN).await, app.as_person(PETRA).await);
    let unknown = as_of(&katrin, "contract", id::NOBODY, "2026-11-25").await.is(404);
    let strangers = as_of(&katrin, "contract", id::THOMAS_POWER, "2026-11-25").await.is(404);
    assert_eq!(unknown, strangers);
    as_of(&petra, "contract", id::POWER, "2026-11-25").await.is(404);
    let was = app.clock.now().to_iso();
    app.clock.advance_seconds(60);
    let thomas = json!({ "$relation": [{ "entity_id": id::THOMAS }] });
    admin.edit("contract", id::POWER, json!({ "customer": thomas })).await.ok();
    as_of(&katrin, "contract", id::POWER, &was).await.is(404);
    let entry = newest(&admin, id::POWER).await;
    undo(&katrin, id::POWER, &entry["_id"], "customer").await.is(404);
    as_of(&app.as_person(THOMAS).await, "contract", id::POWER, &was).await.ok();
}

async fn an_attribute_goes_back_and_the_entry_says_what_it_undoes(app: TestApp) {
    let (admin, katrin) = (app.admin(), app.as_person(KATRIN).await);
    let before = katrin.view("contract", id::POWER).await.ok()["result"]["nickname"].clone();
    katrin.change("contract", id::POWER, json!({ "nickname": "Flohzirkus" })).await.ok();
    let entry = newest(&katrin, id::POWER).await;
    let record = undo(&katrin, id::POWER, &entry["_id"], "nickname").await.is(200);
    assert_eq!(record["nickname"], before);
    let undone = newest(&admin, id::POWER).await;
    assert_eq!(undone["payload"]["undoes"], entry["_id"]);
    assert_eq!(undone["type"], "EntityUpdatedFromPortal");
    assert!(undone["payload"]["caller"].to_string().contains(KATRIN.email));
    // What was undone can be done again by undoing that.
    let again = undo(&admin, id::POWER, &undone["_id"], "nickname").await.is(200);
    assert_eq!(again["nickname"], "Flohzirkus");
    // An attribute that the change did not touch, and an entry of another record.
    undo(&admin, id::POWER, &entry["_id"], "contract_name").await.is(404);
    undo(&admin, id::THOMAS_POWER, &entry["_id"], "nickname").await.is(404);
    undo(&app.rival_admin(), id::POWER, &entry["_id"], "nickname").await.is(404);
}

async fn what_was_changed_again_since_does_not_go_back(app: TestApp) {
    let admin = app.admin();
    admin.edit("contract", id::POWER, json!({ "nickname": "Eins", "own_word": 1 })).await.ok();
    let entry = newest(&admin, id::POWER).await;
    admin.edit("contract", id::POWER, json!({ "nickname": "Zwei" })).await.ok();
    let refused = undo(&admin, id::POWER, &entry["_id"], "nickname").await.is(409);
    assert!(refused["message"].as_str().is_some_and(|said| said.contains("nickname")), "{refused}");
    assert_eq!(admin.record("contract", id::POWER).await["nickname"], "Zwei");
    // The other attribute of the same change is as it was left, and does go back.
    assert_eq!(undo(&admin, id::POWER, &entry["_id"], "own_word").await.is(200)["own_word"], Value::Null);
    // A required attribute does not go back to nothing.
    let made = admin.post("/v1/entity/supplier", &json!({ "name": "Stadtwerk" })).await.is(201);
    assert!(made["_id"].is_string());
}

async fn only_who_may_change_an_attribute_takes_a_change_back(app: TestApp) {
    let (admin, katrin) = (app.admin(), app.as_person(KATRIN).await);
    admin.edit("contract", id::POWER, json!({ "contract_name": "Strom Neu" })).await.ok();
    let entry = newest(&katrin, id::POWER).await;
    assert!(entry["operations"][0]["diff"]["updated"]["contract_name"].is_string(), "she sees it: {entry}");
    let refused = undo(&katrin, id::POWER, &entry["_id"], "contract_name").await.is(403);
    assert!(refused["message"].as_str().is_some_and(|said| said.contains("contract_name")), "{refused}");
    undo(&app.nobody(), id::POWER, &entry["_id"], "contract_name").await.is(401);
    assert_eq!(admin.record("contract", id::POWER).await["contract_name"], "Strom Neu");
}

async fn a_change_that_is_hidden_cannot_be_taken_back(app: TestApp) {
    let (admin, katrin) = (app.admin(), app.as_person(KATRIN).await);
    admin.edit("contract", id::POWER, json!({ "nickname": "Zuhause", "margin": 77 })).await.ok();
    let entry = newest(&admin, id::POWER).await;
    let hidden = undo(&katrin, id::POWER, &entry["_id"], "margin").await.is(404);
    let unknown = undo(&katrin, id::POWER, &json!("no-entry"), "margin").await.is(404);
    assert_eq!(hidden, unknown);
    assert_eq!(admin.record("contract", id::POWER).await["margin"], 77);
}
