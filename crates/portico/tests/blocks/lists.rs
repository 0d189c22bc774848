//! Requests, choices, actions and banners: what each reader gets of them, and what it costs.

use portico_test::cast::{AUENTAL, KATRIN, PETRA, THOMAS, id};
use portico_test::{TestApp, both_engines};
use serde_json::{Value, json};

use crate::scene::{block, block_id, deny, look, put_page};

both_engines!(
    requests_are_orders_and_projects_of_ones_own,
    sixty_requests_cost_as_many_statements_as_two,
    a_selector_groups_and_narrows_by_what_its_reader_sees,
    journeys_are_buttons_where_their_rules_hold,
    an_action_of_a_group_is_shown_to_its_targets_only,
    a_banner_that_was_put_away_comes_back_with_other_words,
    folds_hold_what_their_reader_sees,
    frames_are_of_named_hosts_only,
);

async fn requests_are_orders_and_projects_of_ones_own(app: TestApp) {
    let content =
        json!({ "order_title": { "de": "{{order.order_number}} {{order.margin}}!" }, "group_by": "state" });
    put_page(&app, "wishes", None, &[block(1, "requests", content)]).await;
    let seen = look(&app, KATRIN, "wishes").await;
    assert!(seen.says("A-1 !") || seen.says("A-1!"), "{seen:?}");
    assert!(seen.says("Dach Berger") && !seen.says("Dach Keller") && !seen.says("A-2"), "{seen:?}");
    assert!(!seen.says("4200") && !seen.says("55"), "margins are the office's own: {seen:?}");
    let seen = look(&app, THOMAS, "wishes").await;
    assert!(seen.says("Dach Keller") && !seen.says("Dach Berger") && !seen.says("A-1"), "{seen:?}");
}

async fn sixty_requests_cost_as_many_statements_as_two(app: TestApp) {
    put_page(&app, "wishes", None, &[block(1, "requests", json!({ "page_size": 100 }))]).await;
    let few = look(&app, KATRIN, "wishes").await;
    for number in 0..60 {
        let order = json!({ "order_number": format!("R-{number:02}"), "status": "placed",
            "customer": { "$relation": [{ "entity_id": id::KATRIN }] } });
        app.admin().post("/v1/entity/order", &order).await.is(201);
    }
    let many = look(&app, KATRIN, "wishes").await;
    assert!(many.says("R-00") && many.says("R-59"), "{many:?}");
    assert_eq!(few.statements, many.statements);
}

async fn a_selector_groups_and_narrows_by_what_its_reader_sees(app: TestApp) {
    let content = json!({ "schema": "contract", "group_by": "iban", "enable_search": true, "search_fields": ["contract_name", "iban"],
        "top_content": { "de": "oben {{contract.margin}}" }, "bottom_content": { "de": "unten {{contract.nickname}}" } });
    put_page(&app, "choice", None, &[block(1, "entity_selector", content)]).await;
    let few = look(&app, KATRIN, "choice").await;
    assert!(few.says("oben") && few.says("unten") && !few.says("Iban") && !few.says("1234"), "{few:?}");
    for number in 0..60 {
        let contract = json!({ "contract_name": format!("Reihe {number}"), "contract_number": format!("R-{number:02}"),
            "iban": "Walfisch", "customer": { "$relation": [{ "entity_id": id::KATRIN }] } });
        app.admin().post("/v1/entity/contract", &contract).await.is(201);
    }
    let many = look(&app, KATRIN, "choice").await;
    assert!(many.says("contract-q") && !many.says("Walfisch"), "{many:?}");
    let found = look(&app, KATRIN, "choice?contract-q=reihe+7").await;
    assert!(found.says("R-07") && !found.says("R-08"), "{found:?}");
    // Words that only a hidden attribute holds find nothing.
    let hidden = look(&app, KATRIN, "choice?contract-q=walfisch").await;
    assert!(!hidden.says("?contract=00000000"), "{hidden:?}");
    // One more statement: a full page must be counted.
    assert!(many.statements <= few.statements + 1, "{} {}", many.statements, few.statements);
}

async fn journeys_are_buttons_where_their_rules_hold(app: TestApp) {
    let action = |name: &str, attribute: &str, value: &str| {
        json!({ "slug": "contract", "journey_id": id::NOBODY, "action_Label": { "de": name, "en": name },
            "rules": [{ "entity": "contract", "attribute": attribute, "attribute_value": value }] })
    };
    let actions = json!([action("Umziehen", "status", "active"), action("Geheim", "margin", "1234")]);
    let path = format!("/v3/portal/config/{}", AUENTAL.customer_portal);
    app.admin().put(&path, &json!({ "entity_actions": actions })).await.ok();
    let content = json!({ "address": "https://journeys.example/{journey}?c={{contract._id}}" });
    put_page(&app, "contract", Some("contract"), &[block(1, "journey_actions", content)]).await;
    let page = format!("contract/{}", id::POWER);
    let seen = look(&app, KATRIN, &page).await;
    assert!(
        seen.says("Umziehen")
            && seen.says(&format!("https://journeys.example/{}?c={}", id::NOBODY, id::POWER)),
        "{seen:?}"
    );
    assert!(!seen.says("Geheim"), "a rule on a hidden attribute does not hold: {seen:?}");
    assert!(!look(&app, KATRIN, &format!("contract/{}", id::GAS)).await.says("Umziehen"));
    deny(&app, "contract:*/journey_actions").await;
    assert!(!look(&app, KATRIN, &page).await.says("Umziehen"));
}

const KATRINS: &str = "00000000-0000-7000-8000-0000000a7001";

async fn put_target(app: &TestApp) {
    let text = |name: &str| json!({ "name": name, "type": "string" });
    let schema = json!({ "name": "Target", "plural": "Targets", "capabilities": [], "title_template": "{{name}}",
        "attributes": [text("name"), text("entity_schema"), { "name": "entity_filters", "type": "internal" }] });
    app.admin().put("/v1/entity/schemas/target", &schema).await;
    let target = json!({ "_id": KATRINS, "name": "Katrin", "entity_schema": "contact",
        "entity_filters": { "term": { "first_name.keyword": "Katrin" } } });
    app.admin().post("/v1/entity/target", &target).await.is(201);
}

async fn an_action_of_a_group_is_shown_to_its_targets_only(app: TestApp) {
    put_target(&app).await;
    let action = |title: &str, visibility: Value| json!({ "title": { "de": title, "en": title }, "linkType": "internal", "target_path": "/a", "visibility": visibility });
    let claim = json!({ "title": { "de": "Hinzu" }, "action": "portal_functionality", "portal_functionality": "add_contract" });
    let actions = json!({ "actions": [
        action("Allen", json!({})), action("Ihr", json!({ "visible_for_targets": [KATRINS] })),
        action("Spaeter", json!({ "start_date": "2030-01-01T00:00:00.000Z" })),
        action("Niemand", json!({ "hidden_for_targets": [id::NOBODY] })), claim,
    ] });
    put_page(&app, "doing", None, &[block(1, "quick_actions", actions)]).await;
    let (katrin, thomas) = (look(&app, KATRIN, "doing").await, look(&app, THOMAS, "doing").await);
    assert!(katrin.says("Allen") && thomas.says("Allen"));
    assert!(katrin.says("Ihr<") && !thomas.says("Ihr<"), "{thomas:?}");
    for nobody in ["Spaeter", "Niemand"] {
        assert!(!katrin.says(nobody) && !thomas.says(nobody), "{nobody}");
    }
    assert!(katrin.says("/claim?back"), "{katrin:?}");
}

async fn a_banner_that_was_put_away_comes_back_with_other_words(app: TestApp) {
    let banner = |text: &str| json!({ "dismissible": true, "title": { "de": text, "en": text } });
    put_page(&app, "works", None, &[block(1, "system_banner", banner("Sonntag"))]).await;
    let seen = look(&app, KATRIN, "works").await;
    assert!(seen.says("Sonntag") && seen.says("/dismiss"), "{seen:?}");
    let mark = seen.html.split("name=\"mark\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let mark = mark.unwrap_or_default().to_owned();
    crate::scene::put_away(&app, KATRIN, &block_id(1), &mark).await;
    assert!(!look(&app, KATRIN, "works").await.says("Sonntag"));
    assert!(look(&app, THOMAS, "works").await.says("Sonntag"), "each for oneself");
    put_page(&app, "works2", None, &[block(1, "system_banner", banner("Montag"))]).await;
    assert!(look(&app, KATRIN, "works2").await.says("Montag"));
}

async fn folds_hold_what_their_reader_sees(app: TestApp) {
    let mut answer = block(3, "attribute", json!({ "schema": "contract", "name": "iban" }));
    answer["parentId"] = json!(block_id(2));
    let mut fold = block(2, "accordion_item", json!({ "label": { "de": "Zugeklappt" } }));
    fold["parentId"] = json!(block_id(1));
    let accordion = block(1, "accordion", json!({ "title": { "de": "Aufklappbar" } }));
    put_page(&app, "contract", Some("contract"), &[accordion, fold, answer]).await;
    let seen = look(&app, KATRIN, &format!("contract/{}", id::POWER)).await;
    assert!(!seen.says("Zugeklappt") && !seen.says("Aufklappbar") && !seen.says("Iban"), "{seen:?}");
    assert!(look(&app, PETRA, "contract").await.says("NotFound"));
}

async fn frames_are_of_named_hosts_only(app: TestApp) {
    let path = format!("/v3/portal/config/{}", AUENTAL.customer_portal);
    app.admin().put(&path, &json!({ "config": "{\"frame_hosts\":\"map.example.org\"}" })).await.ok();
    let frame = |number: u32, url: &str| block(number, "iframe", json!({ "url": url, "ask_first": false }));
    let blocks = [
        frame(1, "https://map.example.org/a"),
        frame(2, "http://map.example.org/plain"),
        frame(3, "https://evil.example.org/b"),
        frame(4, "https://map.example.org@evil.example.org/c"),
        block(5, "iframe", json!({ "url": "https://map.example.org/later" })),
    ];
    put_page(&app, "maps", None, &blocks).await;
    let seen = look(&app, KATRIN, "maps").await;
    assert!(
        seen.says("<iframe") && seen.says("https://map.example.org/a") && seen.says("sandbox="),
        "{seen:?}"
    );
    assert!(!seen.says("/plain") && !seen.says("evil"), "{seen:?}");
    assert_eq!(seen.html.matches("<iframe").count(), 1, "the last one loads when it is asked to");
    let asked = look(&app, KATRIN, &format!("maps?frame={}", block_id(5))).await;
    assert_eq!(asked.html.matches("<iframe").count(), 2);
}
