//! Widgets: replaced as a whole, their actions offered where the rules hold on what the reader sees.

use portico_test::cast::{AUENTAL, KATRIN, PETRA, RHEINTAL, THOMAS, id};
use portico_test::{Client, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    a_list_of_widgets_is_replaced_as_a_whole,
    an_action_is_offered_where_its_rules_hold,
    a_rule_on_a_hidden_attribute_tells_nothing,
    a_strangers_contract_is_no_context,
    only_what_shows_no_records_is_public,
    widgets_go_with_their_portal,
);

fn of(portal: &str) -> String {
    format!("/v3/portal/widgets?portal_id={portal}")
}

fn action(id: &str, rules: Value) -> Value {
    json!({ "_id": id, "type": "link", "label": { "de": id, "en": id }, "url": "https://example.org", "rules": rules })
}

fn rule(entity: &str, attribute: &str, value: &str) -> Value {
    json!({ "entity": entity, "attribute": attribute, "attribute_value": value })
}

fn actions(list: Vec<Value>) -> Value {
    json!({ "widgets": [{ "id": "w1", "type": "ACTION_WIDGET", "listIndex": 0, "actions": list }] })
}

/// The actions that somebody is offered, with a contract at hand.
async fn offered(client: &Client, portal: &str, contract: &str) -> Vec<String> {
    let found = client.get(&format!("{}{contract}", of(portal))).await.ok();
    let actions = found["widgets"][0]["actions"].as_array().cloned().unwrap_or_default();
    actions.iter().map(|action| action["_id"].as_str().unwrap_or_default().to_owned()).collect()
}

async fn a_list_of_widgets_is_replaced_as_a_whole(app: TestApp) {
    let admin = app.admin();
    let path = of(AUENTAL.customer_portal);
    let teaser =
        |id: &str| json!({ "id": id, "type": "TEASER_WIDGET", "listIndex": 1, "imageUrl": "/x.png" });
    let first = json!({ "widgets": [teaser("a"), teaser("b")] });
    let answer = admin.post(&path, &first).await.is(201);
    assert_eq!((&answer["widgets"], &answer["is_v3_item"]), (&first["widgets"], &json!(true)));
    assert_eq!(answer["portal_sk_v3"], format!("PORTAL_CONFIG#{}", AUENTAL.customer_portal));
    // By origin it is the same list.
    let by_origin = "/v2/portal/widgets?origin=END_CUSTOMER_PORTAL";
    assert_eq!(admin.get(by_origin).await.ok(), answer);
    let second = json!({ "widgets": [teaser("c")] });
    admin.post(by_origin, &second).await.is(201);
    assert_eq!(admin.get(&path).await.ok()["widgets"], second["widgets"]);
    let before = app.dump().await;
    for (field, wrong) in [
        ("body", json!({})),
        ("widgets[0].id", json!({ "widgets": [{ "type": "TEASER_WIDGET", "listIndex": 1 }] })),
        ("widgets[1].id", json!({ "widgets": [teaser("a"), teaser("a")] })),
        ("widgets[0].type", json!({ "widgets": [{ "id": "a", "type": "X", "listIndex": 1 }] })),
        ("widgets[0].listIndex", json!({ "widgets": [{ "id": "a", "type": "TEASER_WIDGET" }] })),
        (
            "widgets[0].actions",
            json!({ "widgets": [{ "id": "a", "type": "ACTION_WIDGET", "listIndex": 1, "actions": {} }] }),
        ),
        ("widgets[0].actions[0].url", actions_without_url()),
    ] {
        admin.post(&path, &wrong).await.names(field);
    }
    admin.post("/v3/portal/widgets", &second).await.names("portal_id");
    admin.post(&of(id::NOBODY), &second).await.is(404);
    admin.post("/v2/portal/widgets?origin=NONE", &second).await.is(404);
    app.rival_admin().post(&path, &second).await.is(404);
    assert_eq!(app.dump().await, before);
    assert_eq!(app.rival_admin().get(&of(RHEINTAL.customer_portal)).await.ok()["widgets"], json!([]));
}

fn actions_without_url() -> Value {
    let mut wrong = actions(vec![action("a", json!([]))]);
    wrong["widgets"][0]["actions"][0]["url"] = json!(7);
    wrong
}

async fn an_action_is_offered_where_its_rules_hold(app: TestApp) {
    let (admin, katrin) = (app.admin(), app.as_person(KATRIN).await);
    let portal = AUENTAL.customer_portal;
    let sent = actions(vec![
        action("always", json!([])),
        action("active", json!([rule("contract", "status", "active")])),
        action(
            "power",
            json!([rule("contract", "contract_name", "Strom"), rule("contract", "status", "active")]),
        ),
        action("gas", json!([rule("contract", "contract_name", "Gas")])),
        action("mine", json!([rule("contact", "customer_number", "K-100")])),
        action("hers", json!([rule("contact", "customer_number", "K-200")])),
    ]);
    admin.post(&of(portal), &sent).await.is(201);
    let with = |id: &str| format!("&contract_id={id}");
    assert_eq!(offered(&katrin, portal, &with(id::POWER)).await, ["always", "active", "power", "mine"]);
    assert_eq!(offered(&katrin, portal, &with(id::GAS)).await, ["always", "gas", "mine"]);
    assert_eq!(offered(&katrin, portal, "").await, ["always", "mine"]);
    // The rules are of the moment.
    admin.edit("contract", id::GAS, json!({ "status": "active" })).await.ok();
    assert_eq!(offered(&katrin, portal, &with(id::GAS)).await, ["always", "active", "gas", "mine"]);
    // Staff see what was stored.
    assert_eq!(offered(&admin, portal, "").await.len(), 6);
}

async fn a_rule_on_a_hidden_attribute_tells_nothing(app: TestApp) {
    let (admin, katrin) = (app.admin(), app.as_person(KATRIN).await);
    let hidden = [
        ("contract", "margin", "1234"),
        ("contract", "iban", "DE02 Auental Iban"),
        ("contact", "score", "17"),
    ];
    let list = hidden
        .iter()
        .map(|(entity, attribute, value)| action(attribute, json!([rule(entity, attribute, value)])));
    admin.post(&of(AUENTAL.customer_portal), &actions(list.collect())).await.is(201);
    let with = format!("&contract_id={}", id::POWER);
    assert!(offered(&katrin, AUENTAL.customer_portal, &with).await.is_empty());
}

async fn a_strangers_contract_is_no_context(app: TestApp) {
    let (katrin, thomas, petra) =
        (app.as_person(KATRIN).await, app.as_person(THOMAS).await, app.as_person(PETRA).await);
    let sent = actions(vec![action("active", json!([rule("contract", "status", "active")]))]);
    app.admin().post(&of(AUENTAL.customer_portal), &sent).await.is(201);
    let path = |id: &str| format!("{}&contract_id={id}", of(AUENTAL.customer_portal));
    let random = thomas.get(&path(id::NOBODY)).await;
    for id in [id::POWER, id::FOREIGN, id::KATRIN, "nonsense"] {
        let answer = thomas.get(&path(id)).await;
        assert_eq!((answer.status, answer.text), (random.status, random.text.clone()), "{id}");
    }
    assert_eq!(random.status, 404);
    for path in [of(AUENTAL.installer_portal), of(RHEINTAL.customer_portal)] {
        katrin.get(&path).await.is(403);
    }
    petra.get(&of(AUENTAL.customer_portal)).await.is(403);
    katrin.get("/v3/portal/widgets").await.names("portal_id");
    // By origin everybody gets those of the own portal.
    let own = petra.get("/v2/portal/widgets?origin=END_CUSTOMER_PORTAL").await.ok();
    assert_eq!(own["widgets"], json!([]));
    katrin.post(&of(AUENTAL.customer_portal), &sent).await.is(403);
}

async fn only_what_shows_no_records_is_public(app: TestApp) {
    let kinds = ["CONTENT_WIDGET", "PAYMENT_WIDGET", "ENTITY_WIDGET", "DOCUMENT_WIDGET"];
    let mut widgets: Vec<Value> =
        kinds.iter().map(|kind| json!({ "id": kind, "type": kind, "listIndex": 0 })).collect();
    widgets.push(json!({ "id": "private", "type": "TEASER_WIDGET", "listIndex": 0, "is_public": false }));
    widgets.push(actions(vec![action("open", json!([])), action("ruled", json!([rule("contract", "status", "x")]))])["widgets"][0].clone());
    app.admin().post(&of(AUENTAL.customer_portal), &json!({ "widgets": widgets })).await.is(201);
    let nobody = app.nobody();
    let paths = [
        format!("/v3/portal/public/widgets?org_id={}&portal_id={}", AUENTAL.id, AUENTAL.customer_portal),
        format!("/v3/portal/public/widgets?domain={}", AUENTAL.customer_domain()),
        format!("/v2/portal/public-widgets?org_id={}&origin=END_CUSTOMER_PORTAL", AUENTAL.id),
    ];
    for path in &paths {
        let answer = nobody.get(path).await;
        assert!(!answer.says("ruled") && !answer.says("private"), "{}", answer.text);
        let shown = answer.ok();
        let ids: Vec<&str> =
            shown["widgets"].as_array().into_iter().flatten().filter_map(|w| w["id"].as_str()).collect();
        assert_eq!(ids, ["CONTENT_WIDGET", "w1"], "{path}");
    }
    nobody.get("/v3/portal/public/widgets").await.names("org_id");
    nobody.get("/v2/portal/public-widgets?org_id=1").await.names("origin");
    nobody
        .get(&format!(
            "/v3/portal/public/widgets?org_id={}&portal_id={}",
            RHEINTAL.id, AUENTAL.customer_portal
        ))
        .await
        .is(404);
    // A portal that is closed shows nothing.
    app.admin()
        .put(&format!("/v3/portal/config/{}", AUENTAL.customer_portal), &json!({ "enabled": false }))
        .await
        .ok();
    assert_eq!(nobody.get(&paths[0]).await.ok()["widgets"], json!([]));
}

async fn widgets_go_with_their_portal(app: TestApp) {
    let admin = app.admin();
    let sent = json!({ "widgets": [{ "id": "a", "type": "TEASER_WIDGET", "listIndex": 1 }] });
    admin.post(&of(AUENTAL.customer_portal), &sent).await.is(201);
    let source = json!({ "source_portal_id": AUENTAL.customer_portal });
    let copy = admin.post("/v3/portal/config/clone", &source).await.is(201)["portal_id"].clone();
    let copy = copy.as_str().unwrap_or_default();
    assert_eq!(admin.get(&of(copy)).await.ok()["widgets"], sent["widgets"]);
    let swap =
        json!({ "source_portal_id": AUENTAL.customer_portal, "target_portal_id": AUENTAL.installer_portal });
    admin.post("/v3/portal/config/swap", &swap).await.ok();
    assert_eq!(admin.get(&of(AUENTAL.customer_portal)).await.ok()["widgets"], json!([]));
    assert_eq!(admin.get(&of(AUENTAL.installer_portal)).await.ok()["widgets"], sent["widgets"]);
    admin.delete(&format!("/v3/portal/config/{copy}")).await.is(204);
    admin.get(&of(copy)).await.is(404);
    assert!(!app.dump().await.iter().any(|row| row.starts_with("widgets:") && row.contains(copy)));
}
