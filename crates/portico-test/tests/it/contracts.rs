//! Contracts: a customer moves, and only one of two contracts follows.

use portico_test::cast::{KATRIN, THOMAS, id};
use portico_test::{TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    a_changed_address_is_there_at_once_and_the_other_contract_stays,
    a_change_leaves_one_entry_with_both_values_and_its_author,
    a_stale_form_changes_nothing_and_is_told_so,
    a_change_of_nothing_leaves_no_entry,
    one_attribute_that_may_not_be_changed_refuses_the_whole_change,
    a_condition_of_the_grant_decides_which_contract_may_be_changed,
    a_strangers_contract_answers_like_no_contract,
);

fn new_address() -> Value {
    json!([{ "street": "Neue Allee", "street_number": "7", "postal_code": "10117", "city": "Auental" }])
}

async fn a_changed_address_is_there_at_once_and_the_other_contract_stays(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    let other = admin.record("contract", id::GAS).await;
    let seen = katrin.view("contract", id::POWER).await.ok()["result"].clone();
    let sent = json!({ "delivery_address": new_address(), "_updated_at": seen["_updated_at"] });
    let changed = katrin.patch(&format!("/v2/portal/contract/{}", id::POWER), &sent).await.ok();
    assert_eq!(changed["data"]["delivery_address"], new_address());

    let read = katrin.view("contract", id::POWER).await.ok();
    assert_eq!(read["result"]["delivery_address"], new_address());
    assert_eq!(admin.record("contract", id::POWER).await["delivery_address"], new_address());
    assert_eq!(admin.record("contract", id::GAS).await, other);
    let found = json!({ "filters": [{ "term": { "delivery_address.street": "Neue Allee" } }] });
    assert_eq!(katrin.ids("contract", found).await, [id::POWER]);
}

async fn a_change_leaves_one_entry_with_both_values_and_its_author(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let old = app.admin().record("contract", id::POWER).await["delivery_address"].clone();
    let sent = json!({ "delivery_address": new_address(), "nickname": "Zuhause" });
    katrin.change("contract", id::POWER, sent).await.ok();

    let history = katrin.activity("contract", id::POWER).await.ok();
    assert_eq!(history["total"], 1, "{history}");
    let entry = &history["results"][0];
    assert_eq!(entry["type"], "EntityUpdatedFromPortal");
    assert_eq!(entry["payload"]["caller"]["PortalAuth"]["token"]["email"], KATRIN.email);
    let operation = &entry["operations"][0];
    assert_eq!(operation["payload"]["delivery_address"], new_address());
    assert_eq!(operation["diff"]["updated"]["delivery_address"], old);
    assert_eq!(operation["diff"]["added"]["nickname"], "Zuhause");
    // The same entry hangs on the user who did it, without the record for whoever looks there.
    let own = katrin.activity("portal_user", id::KATRIN_USER).await.ok();
    assert_eq!(own["results"][0]["_id"], entry["_id"]);
    let staff = app.admin().activity("contract", id::POWER).await.ok();
    assert_eq!(staff["total"], 1);
    assert_eq!(app.admin().activity("contract", id::GAS).await.ok()["total"], 0);
}

async fn a_stale_form_changes_nothing_and_is_told_so(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    let seen = katrin.view("contract", id::POWER).await.ok()["result"]["_updated_at"].clone();
    // Somebody else saves within the same millisecond.
    admin.edit("contract", id::POWER, json!({ "nickname": "Amt" })).await.ok();
    let before = app.dump().await;
    let sent = json!({ "delivery_address": new_address(), "_updated_at": seen });
    for path in
        [format!("/v2/portal/contract/{}", id::POWER), format!("/v2/portal/entity/contract/{}", id::POWER)]
    {
        let refused = katrin.patch(&path, &sent).await.is(409);
        assert_eq!(refused["reason"], "STALE", "{refused}");
    }
    admin.edit("contract", id::POWER, sent.clone()).await.is(409);
    assert_eq!(app.dump().await, before);
    let fresh = katrin.view("contract", id::POWER).await.ok()["result"]["_updated_at"].clone();
    let sent = json!({ "delivery_address": new_address(), "_updated_at": fresh });
    katrin.change("contract", id::POWER, sent).await.ok();
}

async fn a_change_of_nothing_leaves_no_entry(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let seen = katrin.view("contract", id::POWER).await.ok()["result"].clone();
    let before = app.dump().await;
    let same = json!({ "delivery_address": seen["delivery_address"], "_updated_at": seen["_updated_at"] });
    katrin.change("contract", id::POWER, same).await.ok();
    katrin.change("contract", id::POWER, json!({})).await.ok();
    assert_eq!(app.dump().await, before);
}

async fn one_attribute_that_may_not_be_changed_refuses_the_whole_change(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let before = app.dump().await;
    for (name, value) in [
        ("installment", json!(1)),
        ("iban", json!("DE00")),
        ("margin", json!(0)),
        ("customer", json!({ "$relation": [] })),
        ("unknown", json!("x")),
        ("_title", json!("x")),
        ("_tags", json!(["x"])),
        ("_org", json!("118844")),
        ("_id", json!(id::NOBODY)),
        ("_schema", json!("order")),
        ("_created_at", json!("2020-01-01T00:00:00.000Z")),
        ("_relations", json!([{ "entity_id": id::KATRIN }])),
        ("_acl", json!({})),
    ] {
        let sent = json!({ "delivery_address": new_address(), name: value });
        let refused = katrin.change("contract", id::POWER, sent).await.is(403);
        assert!(refused["message"].as_str().is_some_and(|text| text.contains(name)), "{name}: {refused}");
    }
    assert_eq!(app.dump().await, before);
}

async fn a_condition_of_the_grant_decides_which_contract_may_be_changed(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    // The contract for gas has ended.
    katrin.change("contract", id::GAS, json!({ "nickname": "Alt" })).await.is(403);
    app.admin().edit("contract", id::GAS, json!({ "status": "active" })).await.ok();
    katrin.change("contract", id::GAS, json!({ "nickname": "Alt" })).await.ok();
}

async fn a_strangers_contract_answers_like_no_contract(app: TestApp) {
    let thomas = app.as_person(THOMAS).await;
    let before = app.dump().await;
    for own in [id::POWER, id::GAS, id::UNCLAIMED, id::FOREIGN, id::THOMAS_USER] {
        for nobody in [id::NOBODY, "nonsense"] {
            let asked = |id: &'static str| {
                let (thomas, sent) = (thomas.clone(), json!({ "nickname": "Mein" }));
                async move {
                    let path = format!("/v2/portal/contract/{id}");
                    [
                        thomas.view("contract", id).await,
                        thomas.get(&path).await,
                        thomas.patch(&path, &sent).await,
                        thomas.change("contract", id, sent.clone()).await,
                        thomas.activity("contract", id).await,
                    ]
                    .map(|answer| (answer.status, answer.text))
                }
            };
            let (stranger, random) = (asked(own).await, asked(nobody).await);
            assert_eq!(stranger, random);
            assert!(stranger.iter().all(|(status, _)| *status == 404));
        }
    }
    assert_eq!(app.dump().await, before);
}
