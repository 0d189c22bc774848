//! What typed lists and details add to records: journeys whose rules hold, what goes well, and how far back they go.

use portico_test::cast::{AUENTAL, KATRIN, id};
use portico_test::{Client, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    a_journey_is_offered_where_its_rules_hold,
    a_journey_that_is_denied_is_not_offered,
    contracts_that_ended_long_ago_are_left_out_of_the_list,
    products_that_go_well_come_with_an_order,
    staff_list_what_grants_can_name_besides_attributes,
);

async fn configure(app: &TestApp, sent: Value) {
    app.admin().put(&format!("/v3/portal/config/{}", AUENTAL.customer_portal), &sent).await.ok();
}

fn action(name: &str, rules: Value) -> Value {
    let label = json!({ "en": name, "de": name });
    json!({ "slug": "contract", "journey_id": id::NOBODY, "action_Label": label, "rules": rules })
}

fn rule(entity: &str, attribute: &str, value: &str) -> Value {
    json!({ "entity": entity, "attribute": attribute, "attribute_value": value })
}

/// The journeys of a contract: those of its details, and the one of the list.
async fn journeys(client: &Client, contract: &str) -> (Vec<String>, String) {
    let text = |action: &Value| action["action_label"]["en"].as_str().unwrap_or_default().to_owned();
    let details = client.get(&format!("/v2/portal/contract/{contract}")).await.ok();
    let all = details["journey_actions"].as_array().into_iter().flatten().map(text).collect();
    let listed = client.get("/v2/portal/contract").await.ok();
    let item = listed["data"].as_array().into_iter().flatten().find(|item| item["_id"] == contract).cloned();
    (all, item.map(|item| text(&item["journey_actions"])).unwrap_or_default())
}

async fn a_journey_is_offered_where_its_rules_hold(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let actions = [
        action("ended", json!([rule("contract", "status", "terminated")])),
        action(
            "move",
            json!([rule("contract", "status", "active"), rule("contact", "customer_number", "K-100")]),
        ),
        action("hidden", json!([rule("contract", "margin", "1234")])),
        action("always", json!(null)),
    ];
    configure(&app, json!({ "entity_actions": actions })).await;
    assert_eq!(
        journeys(&katrin, id::POWER).await,
        (vec!["move".to_owned(), "always".to_owned()], "move".to_owned())
    );
    assert_eq!(
        journeys(&katrin, id::GAS).await,
        (vec!["ended".to_owned(), "always".to_owned()], "ended".to_owned())
    );
    let details = katrin.get(&format!("/v2/portal/contract/{}", id::POWER)).await.ok();
    assert_eq!(details["journey_actions"][0]["rules"], actions[1]["rules"], "the rules come along");
    assert_eq!(details["journey_actions"][0]["action_label"]["en"], "move");
    let order = katrin.get(&format!("/v2/portal/order/{}", id::ORDER)).await.ok();
    assert_eq!(order["journey_actions"], json!([]));
}

async fn a_journey_that_is_denied_is_not_offered(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    assert_eq!(journeys(&katrin, id::POWER).await.0.len(), 1);
    let role = format!("/v1/permissions/roles/{}:default_end_customer_portal_role", AUENTAL.id);
    let mut doc = app.admin().get(&role).await.ok();
    let deny = json!({ "action": "entity:attribute:view", "resource": "contract:*/journey_actions", "effect": "deny" });
    doc["grants"].as_array_mut().expect("a list").push(deny);
    app.admin().put(&role, &doc).await.ok();
    assert_eq!(journeys(&katrin, id::POWER).await, (Vec::new(), String::new()));
}

async fn contracts_that_ended_long_ago_are_left_out_of_the_list(app: TestApp) {
    let (admin, katrin) = (app.admin(), app.as_person(KATRIN).await);
    let listed = |found: Value| -> Vec<String> {
        found["data"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|one| one["_id"].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    admin.edit("contract", id::GAS, json!({ "termination_date": "2023-11-24" })).await.ok();
    admin.edit("contract", id::POWER, json!({ "termination_date": "2027-01-01" })).await.ok();
    assert_eq!(listed(katrin.get("/v2/portal/contract").await.ok()).len(), 2);
    configure(&app, json!({ "inactive_contract_cutoff_years": 3 })).await;
    assert_eq!(listed(katrin.get("/v2/portal/contract").await.ok()), [id::POWER]);
    // The record itself stays readable.
    katrin.view("contract", id::GAS).await.ok();
    admin.edit("contract", id::GAS, json!({ "termination_date": "2023-11-25T00:00:00.000Z" })).await.ok();
    assert_eq!(listed(katrin.get("/v2/portal/contract").await.ok()).len(), 2);
    configure(&app, json!({ "inactive_contract_cutoff_years": 0 })).await;
    assert_eq!(listed(katrin.get("/v2/portal/contract").await.ok()), [id::POWER]);
    // Also where the date itself is hidden from the user.
    let role = format!("/v1/permissions/roles/{}:default_end_customer_portal_role", AUENTAL.id);
    let mut doc = admin.get(&role).await.ok();
    let deny = json!({ "action": "entity:attribute:view", "resource": "contract:*/termination_date", "effect": "deny" });
    doc["grants"].as_array_mut().expect("a list").push(deny);
    admin.put(&role, &doc).await.ok();
    assert_eq!(listed(katrin.get("/v2/portal/contract").await.ok()), [id::POWER]);
}

async fn products_that_go_well_come_with_an_order(app: TestApp) {
    let (admin, katrin) = (app.admin(), app.as_person(KATRIN).await);
    let path = format!("/v2/portal/order/{}", id::ORDER);
    let details = katrin.get(&path).await.ok();
    assert_eq!(
        (&details["products"][0]["_id"], &details["crossSellableProducts"]),
        (&json!(id::PANEL), &json!([]))
    );
    let more = json!({ "cross_sellable_products": { "$relation": [{ "entity_id": id::SECRET_PRODUCT }] } });
    admin.edit("product", id::PANEL, more).await.ok();
    // The attribute is hidden, and the product out of reach.
    assert_eq!(katrin.get(&path).await.ok()["crossSellableProducts"], json!([]));
}

async fn staff_list_what_grants_can_name_besides_attributes(app: TestApp) {
    let listed = app.admin().get("/v2/portal/extra-permission-attributes").await.ok();
    let names = |schema: &str| -> Vec<&str> {
        listed["data"][schema]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|one| one["name"].as_str())
            .collect()
    };
    assert_eq!(names("contract"), ["journey_actions", "workflow"]);
    assert_eq!(names("contact"), ["journey_actions"]);
    assert!(listed["data"]["meter"].is_array() && listed["data"]["meter_counter"].is_array());
}
