//! Whom pages and blocks are shown to: by date, by target, and the same for everybody who asks.

use portico_test::cast::{AUENTAL, KATRIN, PETRA, THOMAS, id};
use portico_test::{Client, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    a_page_is_shown_to_its_targets_only,
    hidden_for_wins_and_operators_count,
    a_page_about_a_record_is_weighed_with_it,
    blocks_that_are_hidden_take_along_what_stands_in_them,
    staff_and_previews_see_what_targets_would_do_and_portal_users_do_not,
    texts_of_pages_are_filled_in_for_their_reader,
    texts_for_strangers_speak_of_nobody,
    global_blocks_are_weighed_and_filled_in_like_any_other,
);

const PAGE: &str = "00000000-0000-7000-8000-00000007e002";
const KATRINS: &str = "00000000-0000-7000-8000-0000000a7001";
const BERGERS: &str = "00000000-0000-7000-8000-0000000a7002";
const ACTIVE: &str = "00000000-0000-7000-8000-0000000a7003";
const FIRST: &str = "00000000-0000-7000-8000-00000007b401";
const SECOND: &str = "00000000-0000-7000-8000-00000007b402";
const USERS: &str = "00000000-0000-7000-8000-0000000a7004";

fn pages_of_portal() -> String {
    format!("/v2/portal/pages?domain={}", AUENTAL.customer_domain())
}

/// Targets by first name, by a value that portal users do not see, by contract and by portal user.
async fn set_up(app: &TestApp) {
    let admin = app.admin();
    let text = |name: &str| json!({ "name": name, "type": "string" });
    let schema = json!({ "name": "Target", "plural": "Targets", "capabilities": [], "title_template": "{{name}}",
                         "attributes": [text("name"), text("entity_schema"), { "name": "entity_filters", "type": "internal" }] });
    admin.put("/v1/entity/schemas/target", &schema).await;
    for (target, name, schema, filters) in [
        (KATRINS, "Katrin", "contact", json!({ "term": { "first_name.keyword": "Katrin" } })),
        (BERGERS, "Score", "contact", json!({ "range": { "score": { "lt": 50 } } })),
        (ACTIVE, "Active", "contract", json!({ "term": { "status": "active" } })),
        (USERS, "Users", "portal_user", json!({ "exists": { "field": "email" } })),
    ] {
        let target =
            json!({ "_id": target, "name": name, "entity_schema": schema, "entity_filters": filters });
        admin.post("/v1/entity/target", &target).await.is(201);
    }
}

/// Gives the page of the stories this visibility.
async fn put(app: &TestApp, visibility: Value) {
    let page = json!({ "id": PAGE, "slug": "offer", "order": 8, "visibility": visibility });
    let pages = json!({ "pages": [page] });
    app.admin().put(&format!("/v3/portal/config/{}", AUENTAL.customer_portal), &pages).await.ok();
}

async fn sees(person: &Client) -> bool {
    let listed = person.get(&pages_of_portal()).await.ok();
    let is_listed = listed.as_array().into_iter().flatten().any(|page| page["id"] == PAGE);
    let one = person.get(&format!("/v2/portal/pages/{PAGE}")).await;
    assert_eq!(one.status.as_u16() == 200, is_listed, "list and page differ");
    if !is_listed {
        // The same answer as for a page that is not there.
        let unknown = person.get(&format!("/v2/portal/pages/{}", id::NOBODY)).await;
        assert_eq!(one.text, unknown.text);
    }
    is_listed
}

async fn a_page_is_shown_to_its_targets_only(app: TestApp) {
    set_up(&app).await;
    let (katrin, thomas) = (app.as_person(KATRIN).await, app.as_person(THOMAS).await);
    for (visibility, by_katrin, by_thomas) in [
        (json!({}), true, true),
        (json!({ "visible_for_targets": [] }), true, true),
        (json!({ "visible_for_targets": [KATRINS] }), true, false),
        (json!({ "hidden_for_targets": [KATRINS] }), false, true),
        // A target may ask for what the user does not see.
        (json!({ "visible_for_targets": [BERGERS] }), true, false),
        (json!({ "visible_for_targets": [USERS] }), true, true),
        // A target that is not there shows nothing to anybody: neither what is meant for it nor what is hidden from it.
        (json!({ "visible_for_targets": [id::NOBODY] }), false, false),
        (json!({ "hidden_for_targets": [id::NOBODY] }), false, false),
        (json!({ "hidden_for_targets": [KATRINS, id::NOBODY], "hidden_for_operator": "and" }), false, true),
        (json!({ "visible_for_targets": [KATRINS, id::NOBODY] }), true, false),
        (json!({ "visible_for_targets": [KATRINS], "start_date": "2030-01-01T00:00:00.000Z" }), false, false),
        (json!({ "visible_for_targets": [KATRINS], "is_hidden": true }), false, false),
    ] {
        put(&app, visibility.clone()).await;
        assert_eq!((sees(&katrin).await, sees(&thomas).await), (by_katrin, by_thomas), "{visibility}");
    }
    // The next question sees a changed record, and a changed target.
    put(&app, json!({ "visible_for_targets": [KATRINS] })).await;
    app.admin().edit("contact", id::THOMAS, json!({ "first_name": "Katrin" })).await.ok();
    assert!(sees(&thomas).await);
    let nobody = json!({ "entity_filters": { "term": { "first_name": "Nobody" } } });
    app.admin().edit("target", KATRINS, nobody).await.ok();
    assert!(!sees(&thomas).await && !sees(&katrin).await);
    let stranger =
        app.nobody().get(&format!("/v2/portal/public/pages?domain={}", AUENTAL.customer_domain())).await.ok();
    assert_eq!(stranger.as_array().map(Vec::len), Some(1));
    // Who a stranger is, nobody knows: what is hidden from some is not shown.
    let public = async |visibility: Value| {
        put(&app, visibility).await;
        let path = format!("/v2/portal/public/pages?domain={}", AUENTAL.customer_domain());
        app.nobody().get(&path).await.ok().as_array().map_or(0, Vec::len)
    };
    let all = public(json!({})).await;
    assert_eq!(
        public(json!({ "hidden_for_targets": [KATRINS] })).await,
        public(json!({ "is_hidden": true })).await
    );
    assert_eq!(public(json!({ "hidden_for_targets": [] })).await, all);
}

async fn hidden_for_wins_and_operators_count(app: TestApp) {
    set_up(&app).await;
    let (katrin, thomas) = (app.as_person(KATRIN).await, app.as_person(THOMAS).await);
    let two = |kind: &str, operator: &str| json!({ format!("{kind}_targets"): [KATRINS, USERS], format!("{kind}_operator"): operator });
    for (visibility, by_katrin, by_thomas) in [
        (two("visible_for", "or"), true, true),
        (two("visible_for", "and"), true, false),
        (two("hidden_for", "or"), false, false),
        (two("hidden_for", "and"), false, true),
        (json!({ "visible_for_targets": [USERS], "hidden_for_targets": [KATRINS] }), false, true),
        (json!({ "visible_for_targets": [KATRINS], "hidden_for_targets": [KATRINS] }), false, false),
    ] {
        put(&app, visibility.clone()).await;
        assert_eq!((sees(&katrin).await, sees(&thomas).await), (by_katrin, by_thomas), "{visibility}");
    }
}

async fn a_page_about_a_record_is_weighed_with_it(app: TestApp) {
    set_up(&app).await;
    put(&app, json!({ "visible_for_targets": [ACTIVE] })).await;
    let katrin = app.as_person(KATRIN).await;
    let listed = |pages: Value| pages.as_array().into_iter().flatten().any(|page| page["id"] == PAGE);
    assert!(!listed(katrin.get(&pages_of_portal()).await.ok()));
    let about = |key: &str, contract: &str| format!("{}&{}", pages_of_portal(), key.replace('%', contract));
    let spellings = [
        "contract_id=%",
        "context_entities[0][entity_id]=%&context_entities[0][entity_schema]=contract",
        "context_entities[][entity_schema]=contract&context_entities[][entity_id]=%",
        "context_entities=[{\"entity_id\":\"%\",\"entity_schema\":\"contract\"}]",
    ];
    for spelling in spellings {
        let encoded = spelling
            .replace('[', "%5B")
            .replace(']', "%5D")
            .replace('{', "%7B")
            .replace('}', "%7D")
            .replace('"', "%22");
        // The place for the id is not an escape.
        let encoded = encoded.replace("=%&", "=POWER&").replace("%22%%22", "%22POWER%22");
        let encoded =
            if encoded.ends_with("=%") { format!("{}POWER", &encoded[..encoded.len() - 1]) } else { encoded };
        let path = about("", "") + &encoded.replace("POWER", id::POWER);
        assert!(listed(katrin.get(&path).await.ok()), "{path}");
        let path = about("", "") + &encoded.replace("POWER", id::GAS);
        assert!(!listed(katrin.get(&path).await.ok()), "{path}");
        // A record that is not there for her is no context.
        let path = about("", "") + &encoded.replace("POWER", id::THOMAS_POWER);
        assert!(!listed(katrin.get(&path).await.ok()), "{path}");
    }
    katrin.get(&about("context_entities=7", "")).await.names("context_entities");
    katrin
        .get(&about("context_entities[0][entity_id]=%", id::POWER).replace('[', "%5B").replace(']', "%5D"))
        .await
        .names("context_entities");
}

async fn blocks_that_are_hidden_take_along_what_stands_in_them(app: TestApp) {
    set_up(&app).await;
    let block = |parent: Option<&str>, visibility: Value| {
        let mut block = json!({ "type": "text", "order": 1, "props": { "visibility": visibility } });
        if let Some(parent) = parent {
            block["parentId"] = parent.into();
        }
        block
    };
    let ids: Vec<String> = (1..=4).map(|n| format!("00000000-0000-7000-8000-00000007b10{n}")).collect();
    let [group, child, grandchild, other] = ids.as_slice() else { panic!("four blocks") };
    let page = json!({ "slug": "contracts", "order": 1, "blocks": {
        group: block(None, json!({ "hidden_for_targets": [KATRINS] })),
        child: block(Some(group), json!({})),
        grandchild: block(Some(child), json!({ "visible_for_targets": [KATRINS] })),
        other: block(None, json!({ "visible_for_targets": [KATRINS] })),
    } });
    app.admin().put(&format!("/v2/portal/pages/{}", id::PAGE), &page).await.ok();
    let path = format!("/v2/portal/pages/{}", id::PAGE);
    let katrin = app.as_person(KATRIN).await.get(&path).await.ok();
    let seen: Vec<&String> = katrin["blocks"].as_object().into_iter().flatten().map(|(id, _)| id).collect();
    assert_eq!(seen, [other]);
    let thomas = app.as_person(THOMAS).await;
    let seen = thomas.get(&path).await.ok();
    assert!(seen["blocks"].get(child).is_some() && seen["blocks"].get(grandchild).is_none());
    thomas.get(&format!("{path}/blocks/{other}")).await.is(404);
    thomas.get(&format!("{path}/blocks/{child}")).await.ok();
    let config = thomas.get(&format!("/v3/portal/config/{}", AUENTAL.customer_portal)).await.ok().to_string();
    assert!(config.contains(child.as_str()) && !config.contains(&format!("\"id\":\"{other}\"")), "{config}");
}

async fn staff_and_previews_see_what_targets_would_do_and_portal_users_do_not(app: TestApp) {
    set_up(&app).await;
    let page = json!({ "slug": "draft", "order": 1, "content": { "title": "{{contact.first_name}}: {{contract.contract_name}}" },
        "visibility": { "visible_for_targets": [KATRINS] },
        "blocks": { FIRST: { "id": FIRST, "type": "text", "order": 1, "props": { "content": { "text": { "de": "{{formatNumber 1234.5}}", "en": "{{formatNumber 1234.5}}" } },
                    "visibility": { "hidden_for_targets": [KATRINS] } } },
                    SECOND: { "id": SECOND, "type": "text", "order": 2 } } });
    let about = json!([{ "entity_id": id::KATRIN, "entity_schema": "contact" }, { "entity_id": id::POWER, "entity_schema": "contract" }]);
    let asked = json!({ "pages": [page], "context_entities": about, "evaluate_targeting": true });
    let path = "/v2/portal/pages/interpolate";
    let before = app.dump().await;
    let filled = app.admin().post(path, &asked).await.ok();
    assert_eq!(filled[0]["content"]["title"], "Katrin: Strom");
    assert_eq!(filled[0]["visibility"]["_targeting_status"], "visible");
    let text = &filled[0]["blocks"][FIRST]["props"];
    assert_eq!(text["content"]["text"], json!({ "de": "1.234,5", "en": "1,234.5" }));
    assert_eq!(text["visibility"]["_targeting_status"], "hidden");
    assert_eq!(filled[0]["blocks"][SECOND]["props"]["visibility"]["_targeting_status"], "no_targeting");
    let plain = app.admin().post(path, &json!({ "pages": [page] })).await.ok();
    assert_eq!(plain[0]["content"]["title"], ": ");
    assert!(plain[0]["visibility"].get("_targeting_status").is_none());
    // Nothing is read of, or written to, the pages of the portal; another organisation's records say nothing.
    assert_eq!(app.dump().await, before);
    let foreign = json!({ "pages": [page], "context_entities": [{ "entity_id": id::FOREIGN, "entity_schema": "contract" }] });
    assert_eq!(app.admin().post(path, &foreign).await.ok()[0]["content"]["title"], ": ");
    app.as_person(KATRIN).await.post(path, &asked).await.is(403);
    app.nobody().post(path, &asked).await.is(401);
    app.admin().post(path, &json!({})).await.names("pages");
    let broken = json!({ "pages": [{ "slug": "draft", "order": 1, "blocks": { FIRST: { "type": "text", "props": { "content": { "text": "{{#if x}}" } } } } }] });
    let refused = app.admin().post(path, &broken).await.names("templates");
    let message = refused["message"].as_str().unwrap_or_default().to_owned();
    assert!(message.starts_with(&format!("page draft, block {FIRST}, text: line 1, column")), "{message}");
}

async fn texts_of_pages_are_filled_in_for_their_reader(app: TestApp) {
    let content = json!({ "title": "Hallo {{contact.first_name}} <b>{{contact.last_name}}</b>", "deep": [{ "er": "{{portal_user.email}}" }],
                          "hidden": "{{contact.score}}{{contract.iban}}", "plain": "{ {not} }" });
    let sent = json!({ "slug": "contracts", "order": 1, "content": content });
    let path = format!("/v2/portal/pages/{}", id::PAGE);
    app.admin().put(&path, &sent).await.ok();
    assert_eq!(app.admin().get(&path).await.ok()["content"], content, "staff get pages as they are stored");
    app.admin().edit("contact", id::KATRIN, json!({ "last_name": "<i>" })).await.ok();
    let katrin = app.as_person(KATRIN).await.get(&path).await.ok();
    let told = json!({ "title": "Hallo Katrin <b>&lt;i&gt;</b>", "deep": [{ "er": "katrin@example.org" }], "hidden": "", "plain": "{ {not} }" });
    assert_eq!(katrin["content"], told);
    let thomas =
        app.as_person(THOMAS).await.get(&format!("{path}?contract_id={}", id::THOMAS_POWER)).await.ok();
    assert_eq!(thomas["content"]["title"], "Hallo Thomas <b>Keller</b>");
}

async fn texts_for_strangers_speak_of_nobody(app: TestApp) {
    let welcome = "/v2/portal/pages/00000000-0000-7000-8000-0000000fa6e2";
    let sent = json!({ "slug": "welcome", "order": 2, "is_public": true,
        "content": { "title": "Hallo{{contact.first_name}}{{contract.iban}}!" },
        "blocks": { "00000000-0000-7000-8000-00000007b201": { "type": "text", "order": 1, "props": { "visibility": { "visible_for_targets": [KATRINS] } } } } });
    app.admin().put(welcome, &sent).await.ok();
    let public = format!("/v2/portal/public/pages?domain={}", AUENTAL.customer_domain());
    let shown = app.nobody().get(&public).await.ok();
    assert_eq!((&shown[0]["content"]["title"], &shown[0]["blocks"]), (&json!("Hallo!"), &json!({})));
    let petra = app.as_person(PETRA).await.get(&public).await.ok();
    assert_eq!(petra[0]["content"]["title"], "Hallo!");
}

async fn global_blocks_are_weighed_and_filled_in_like_any_other(app: TestApp) {
    set_up(&app).await;
    let banner = "00000000-0000-7000-8000-00000007b301";
    let footer = "00000000-0000-7000-8000-00000007b302";
    let sent = json!({ "global_blocks": {
        banner: { "id": banner, "type": "banner", "order": 1, "props": { "content": { "text": "Nur für {{contact.first_name}}" },
                  "visibility": { "visible_for_targets": [KATRINS] } } },
        footer: { "id": footer, "type": "footer", "order": 2, "props": { "content": {} } } } });
    let path = format!("/v3/portal/config/{}", AUENTAL.customer_portal);
    app.admin().put(&path, &sent).await.ok();
    let katrin = app.as_person(KATRIN).await.get(&path).await.ok();
    assert_eq!(katrin["global_blocks"][banner]["props"]["content"]["text"], "Nur für Katrin");
    let thomas = app.as_person(THOMAS).await.get(&path).await.ok();
    assert!(thomas["global_blocks"].get(banner).is_none() && thomas["global_blocks"].get(footer).is_some());
    assert_eq!(app.admin().get(&path).await.ok()["global_blocks"], sent["global_blocks"]);
}
