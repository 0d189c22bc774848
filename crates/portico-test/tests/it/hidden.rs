//! Hidden attributes: absent from every answer, and refused wherever they are named.

use portico_test::cast::{KATRIN, PETRA, id};
use portico_test::{Client, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    a_hidden_attribute_is_absent_from_every_answer,
    a_hidden_attribute_cannot_be_named,
    words_of_hidden_attributes_find_nothing,
    a_hidden_attribute_is_absent_from_the_history,
    two_worlds_that_differ_in_hidden_values_answer_alike,
    an_attribute_that_is_hidden_on_some_records_cannot_be_named,
);

/// What Katrin may not see, by the marks its values hold.
const MARKS: [&str; 9] =
    ["iban", "Iban", "margin", "internal_note", "Walfisch", "score", "cost", "Walross", "hush"];

/// Everything that a portal user can read, in one go.
async fn read_everything(client: &Client) -> Vec<(String, String)> {
    let mut read = Vec::new();
    for path in [
        "/v2/portal/user",
        "/v2/portal/contact",
        "/v2/portal/contract",
        "/v2/portal/order",
        "/v2/portal/request",
        "/v2/portal/opportunity",
        "/v2/portal/opportunities/searchable-attributes",
        "/v2/portal/schemas",
        "/v2/portal/org/settings",
    ] {
        read.push(client.get(path).await);
    }
    for (room, record) in [("contract", id::POWER), ("order", id::ORDER), ("opportunities", id::ROOF)] {
        read.push(client.get(&format!("/v2/portal/{room}/{record}")).await);
    }
    read.push(client.post("/v2/portal/opportunities/search", &json!({})).await);
    for schema in ["contact", "contract", "order", "opportunity", "product", "meter", "file", "portal_user"] {
        for asked in [
            json!({}),
            json!({ "hydrate": true }),
            json!({ "fields": ["iban", "margin", "cost", "score", "*"] }),
            json!({ "hydrate": true, "fields": ["customer", "contract", "margin"], "sort": "_title:asc" }),
        ] {
            read.push(client.search(schema, asked).await);
        }
    }
    for (schema, record) in [("contract", id::POWER), ("order", id::ORDER), ("product", id::PANEL)] {
        read.push(client.view(schema, record).await);
        let hydrated =
            json!({ "slug": schema, "entity_id": record, "hydrate": true, "fields": ["*", "margin"] });
        read.push(client.post("/v2/portal/entity:get", &hydrated).await);
        read.push(client.activity(schema, record).await);
    }
    read.into_iter().map(|answer| (answer.asked, answer.text)).collect()
}

async fn a_hidden_attribute_is_absent_from_every_answer(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    for (asked, text) in read_everything(&katrin).await {
        for mark in MARKS {
            assert!(!text.contains(mark), "{asked} tells {mark}: {text:.900}");
        }
    }
    // The same marks are there for whoever may see them.
    let seen = app.admin().record("contract", id::POWER).await.to_string();
    assert!(["Iban", "margin", "Walfisch"].iter().all(|mark| seen.contains(mark)), "{seen}");
    let petra = app.as_person(PETRA).await;
    assert!(petra.search("opportunity", json!({ "hydrate": true })).await.says("installer"));
    for (asked, text) in read_everything(&petra).await {
        assert!(!text.contains("margin") && !text.contains("score"), "{asked}: {text:.900}");
    }
}

async fn a_hidden_attribute_cannot_be_named(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    for name in ["iban", "margin", "internal_note", "iban.keyword", "margin.x", "margin_of_nobody_elses"] {
        let known = name != "margin_of_nobody_elses";
        let clauses = [
            json!({ "term": { name: "x" } }),
            json!({ "terms": { name: ["x"] } }),
            json!({ "range": { name: { "gte": 0 } } }),
            json!({ "exists": { "field": name } }),
            json!({ "$not": [{ "$or": [{ "$and": [{ "term": { name: 1 } }] }] }] }),
            json!({ "bool": { "must_not": [{ "term": { name: 1 } }] } }),
        ];
        for clause in clauses {
            let asked = json!({ "filters": [{ "term": { "status": "active" } }, clause] });
            let answer = katrin.search("contract", asked.clone()).await;
            if known {
                answer.names("filters");
                let mut get = asked.clone();
                get["slug"] = "contract".into();
                katrin.post("/v2/portal/entity:get", &get).await.names("filters");
            }
        }
        if known {
            katrin
                .search("contract", json!({ "sort": format!("_title:asc,{name}:desc") }))
                .await
                .names("sort");
            let asked = json!({ "q": "x", "q_fields": ["_title", name] });
            katrin.search("contract", asked).await.names("q_fields");
        }
    }
    // In a search over several schemas it is enough that one of them hides it.
    let both = json!({ "slug": ["meter", "contract"], "filters": [{ "term": { "iban": "x" } }] });
    katrin.search("", both).await.names("filters");
    katrin.search("contract", json!({ "group": "iban" })).await.names("group");
    katrin.search("contract", json!({ "templates": { "a": "{{contract.iban}}" } })).await.names("templates");
    katrin.search("contract", json!({ "filters": [{ "term": { "nickname": "x" } }] })).await.ok();
}

async fn words_of_hidden_attributes_find_nothing(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    let staff = |q: &str| json!({ "q": format!("_schema:contract {q}") });
    for word in ["Walfisch", "walf", "Iban", "DE02", "1234"] {
        let found = katrin.search("contract", json!({ "q": word })).await.ok();
        assert_eq!((&found["hits"], &found["pagination"]["total"]), (&json!(0), &json!(0)), "{word}");
        let both = json!({ "slug": ["contract", "meter", "contact"], "q": word });
        assert_eq!(katrin.search("", both).await.ok()["hits"], 0, "{word}");
    }
    assert_eq!(admin.post("/v1/entity:search", &staff("Walfisch")).await.ok()["hits"], 1);
    assert_eq!(katrin.ids("contract", json!({ "q": "strom" })).await, [id::POWER]);
    assert_eq!(katrin.ids("contract", json!({ "q": "str v-4711" })).await, [id::POWER]);
    assert_eq!(katrin.ids("contract", json!({ "q": "strom walfisch" })).await, Vec::<String>::new());
    assert_eq!(katrin.ids("product", json!({ "q": "Walross" })).await, Vec::<String>::new());
}

async fn a_hidden_attribute_is_absent_from_the_history(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    let sent =
        json!({ "iban": "DE99 Iban", "margin": 77, "nickname": "Zuhause", "internal_note": "Walfisch" });
    admin.edit("contract", id::POWER, sent).await.ok();
    let history = katrin.activity("contract", id::POWER).await;
    assert!(MARKS.iter().all(|mark| !history.says(mark)), "{}", history.text);
    assert!(!history.says("stories"), "the program is named to a customer: {}", history.text);
    let diff = history.ok()["results"][0]["operations"][0]["diff"].clone();
    assert_eq!(diff["added"], json!({ "nickname": "Zuhause" }), "{diff}");
    assert!(admin.activity("contract", id::POWER).await.says("DE99 Iban"));
}

async fn two_worlds_that_differ_in_hidden_values_answer_alike(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    let before = read_everything(&katrin).await;
    let stamp = admin.record("contract", id::POWER).await["_updated_at"].clone();
    // A hidden record and hidden values change; her own records are written by nobody else.
    admin.edit("contract", id::THOMAS_POWER, json!({ "iban": "DE11", "contract_name": "Anders" })).await.ok();
    admin.edit("product", id::SECRET_PRODUCT, json!({ "name": "Anders" })).await.ok();
    admin.edit("file", id::MEMO, json!({ "filename": "other.pdf" })).await.ok();
    admin.edit("order", id::DRAFT_ORDER, json!({ "order_number": "A-9" })).await.ok();
    admin.post("/v1/entity/contract", &json!({ "contract_name": "Neu", "iban": "DE12" })).await.ok();
    assert_eq!(admin.record("contract", id::POWER).await["_updated_at"], stamp);
    for (before, after) in before.into_iter().zip(read_everything(&katrin).await) {
        assert_eq!(before, after);
    }
}

async fn an_attribute_that_is_hidden_on_some_records_cannot_be_named(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    let path =
        format!("/v1/permissions/roles/{}:default_end_customer_portal_role", portico_test::cast::AUENTAL.id);
    let mut role = admin.get(&path).await.ok();
    let only_active = json!({ "action": "entity:attribute:view", "resource": "contract:*/consumption", "effect": "deny",
        "conditions": [{ "operation": "equals", "attribute": "status", "values": ["terminated"] }] });
    role["grants"].as_array_mut().into_iter().for_each(|grants| grants.push(only_active.clone()));
    admin.put(&path, &role).await.ok();
    let seen = |record: Value| record["result"].get("consumption").is_some();
    assert!(seen(katrin.view("contract", id::POWER).await.ok()));
    assert!(!seen(katrin.view("contract", id::GAS).await.ok()));
    katrin.search("contract", json!({ "sort": "consumption:desc" })).await.names("sort");
    katrin
        .search("contract", json!({ "filters": [{ "range": { "consumption": { "gt": 1 } } }] }))
        .await
        .names("filters");
    assert_eq!(katrin.ids("contract", json!({ "q": "14000" })).await, Vec::<String>::new());
}
