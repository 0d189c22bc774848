//! Texts of tenants: told about records as their reader sees them, and about nothing else.

use portico_test::cast::{AUENTAL, KATRIN, PETRA, THOMAS, id};
use portico_test::{TestApp, both_engines};
use serde_json::{Map, Value, json};

both_engines!(
    texts_of_a_block_are_told_about_each_record,
    a_page_tells_the_texts_of_all_its_blocks,
    settings_by_schema_and_of_the_global_search_are_found,
    templates_of_clients_are_refused_until_the_organisation_lets_them,
    hidden_values_and_invisible_records_are_never_told,
    a_contract_tells_about_its_meters,
    what_cannot_be_told_is_refused_with_its_place,
    staff_fill_in_texts_of_their_own,
    staff_find_out_what_there_is_to_write,
);

const PAGE: &str = "00000000-0000-7000-8000-00000007e001";
const LIST: &str = "00000000-0000-7000-8000-00000007b001";
const METERS: &str = "00000000-0000-7000-8000-00000007b002";
const SEARCH: &str = "00000000-0000-7000-8000-00000007b003";

/// A page with a list, a choice of meters, and a search.
async fn set_up(app: &TestApp) {
    let content =
        |kind: &str, content: Value| json!({ "type": kind, "order": 1, "props": { "content": content } });
    let page = json!({
        "id": PAGE, "slug": "my-page", "order": 7,
        "blocks": {
            LIST: content("entity_list", json!({
                "title": "{{contact.first_name}}", "schema": "contract",
                "top_name": "{{contract.contract_name}} {{contract_number}}",
                "bottom_name": { "de": "{{customer[Owner].first_name}}{{customer.first_name}}", "en": "en" },
                "schemas": [{ "id": "c1", "schema": "order", "main_name": "Nr. {{order.order_number}}" }],
            })),
            METERS: content("meter_selector", json!({ "main_name": "{{meter_number}} ({{contract.contract_name}})" })),
            SEARCH: content("global_search", json!({
                "items": [{ "id": "g1", "schema": "contract", "result_name": "Vertrag {{contract_number}}", "group_title": "Verträge" }],
            })),
        },
    });
    let domain = format!("/v2/portal/pages?domain={}", AUENTAL.customer_domain());
    app.admin().post(&domain, &page).await.ok();
}

fn block(block: &str) -> Value {
    json!({ "page_id": PAGE, "block_id": block })
}

async fn texts_of_a_block_are_told_about_each_record(app: TestApp) {
    set_up(&app).await;
    let katrin = app.as_person(KATRIN).await;
    let asked = json!({ "slug": "contract", "entity_id": id::POWER, "templates_ref": block(LIST) });
    let got = katrin.post("/v2/portal/entity:get", &asked).await.ok();
    let told = json!({ "top_name": "Strom V-4711", "bottom_name": "Katrin" });
    assert_eq!(got["result"]["templates_output"], told);
    assert_eq!(got["result"]["contract_name"], "Strom");
    let asked = json!({ "templates_ref": block(LIST), "fields": ["_id"], "sort": "contract_number:asc" });
    let found = katrin.search("contract", asked).await.ok();
    assert_eq!(found["results"][0]["templates_output"], told);
    assert_eq!(found["results"][1]["templates_output"]["top_name"], "Gas V-4712");
    // What is not asked for is told without templates; nothing is told of what is not there.
    let plain = katrin.search("contract", json!({})).await.ok();
    assert!(plain["results"][0].get("templates_output").is_none());
    let foreign = json!({ "slug": "contract", "entity_id": id::THOMAS_POWER, "templates_ref": block(LIST) });
    katrin.post("/v2/portal/entity:get", &foreign).await.is(404);
    // Markup in values stays text.
    app.admin().edit("contract", id::POWER, json!({ "contract_name": "<b>&\"" })).await.ok();
    let got = katrin.post("/v2/portal/entity:get", &asked_for(LIST)).await.ok();
    assert_eq!(got["result"]["templates_output"]["top_name"], "&lt;b&gt;&amp;&quot; V-4711");
}

fn asked_for(name: &str) -> Value {
    json!({ "slug": "contract", "entity_id": id::POWER, "templates_ref": block(name) })
}

async fn a_page_tells_the_texts_of_all_its_blocks(app: TestApp) {
    set_up(&app).await;
    let katrin = app.as_person(KATRIN).await;
    let asked = json!({ "slug": "contract", "entity_id": id::POWER, "templates_ref": { "page_id": PAGE } });
    let told = katrin.post("/v2/portal/entity:get", &asked).await.ok()["result"]["templates_output"].clone();
    assert_eq!(told[LIST]["top_name"], "Strom V-4711");
    assert_eq!(told[METERS]["main_name"], " (Strom)");
    assert!(told.get(SEARCH).is_none());
    // A hidden block tells nothing, and a hidden page is not there.
    let hidden = json!({ "visibility": { "is_hidden": true } });
    let path = format!("/v2/portal/pages/{PAGE}");
    app.admin().put(&format!("{path}/blocks/{METERS}"), &json!({ "props": hidden })).await.ok();
    let told = katrin.post("/v2/portal/entity:get", &asked).await.ok()["result"]["templates_output"].clone();
    assert!(told.get(METERS).is_none() && told.get(LIST).is_some());
    app.admin()
        .put(&path, &json!({ "slug": "my-page", "order": 7, "visibility": { "is_hidden": true } }))
        .await
        .ok();
    let refused = katrin.post("/v2/portal/entity:get", &asked).await.is(400);
    let unknown =
        json!({ "slug": "contract", "entity_id": id::POWER, "templates_ref": { "page_id": id::NOBODY } });
    assert_eq!(refused["message"], katrin.post("/v2/portal/entity:get", &unknown).await.is(400)["message"]);
}

async fn settings_by_schema_and_of_the_global_search_are_found(app: TestApp) {
    set_up(&app).await;
    let katrin = app.as_person(KATRIN).await;
    let of_setting = json!({ "page_id": PAGE, "block_id": LIST, "config_id": "c1" });
    let slugs = json!([
        { "slug": "contract", "templates_ref": { "global_search_config_id": "g1" } },
        { "slug": "order", "templates_ref": of_setting },
        { "slug": "meter" },
    ]);
    let found = katrin.search("", json!({ "slug": slugs, "sort": "_schema:asc" })).await.ok();
    let told = |schema: &str| {
        let all = found["results"].as_array().into_iter().flatten();
        let of =
            all.filter(|record| record["_schema"] == schema).map(|record| record["templates_output"].clone());
        of.collect::<Vec<_>>()
    };
    assert_eq!(told("order"), [json!({ "main_name": "Nr. A-1" })]);
    assert!(told("contract").contains(&json!({ "result_name": "Vertrag V-4711" })));
    assert_eq!(told("meter"), [Value::Null]);
    let config = json!({ "config": json!({ "global_search": [{ "id": "g2", "my_name": "{{contract_number}}!" }] }).to_string() });
    app.admin().put(&format!("/v3/portal/config/{}", AUENTAL.customer_portal), &config).await.ok();
    let asked = json!({ "slug": "contract", "entity_id": id::POWER, "templates_ref": { "global_search_config_id": "g2" } });
    let got = katrin.post("/v2/portal/entity:get", &asked).await.ok();
    assert_eq!(got["result"]["templates_output"]["my_name"], "V-4711!");
    for wrong in [
        json!({}),
        json!({ "block_id": LIST }),
        json!({ "page_id": PAGE, "config_id": "c1" }),
        json!({ "page_id": PAGE, "global_search_config_id": "g1" }),
        json!({ "page_id": PAGE, "block_id": id::BLOCK }),
        json!({ "page_id": PAGE, "block_id": LIST, "config_id": "c9" }),
        json!({ "global_search_config_id": "g9" }),
    ] {
        katrin.search("contract", json!({ "templates_ref": wrong })).await.names("templates_ref");
    }
    // Another portal's page is no page of this one.
    let petra = app.as_person(PETRA).await;
    petra.search("opportunity", json!({ "templates_ref": block(LIST) })).await.names("templates_ref");
}

async fn templates_of_clients_are_refused_until_the_organisation_lets_them(app: TestApp) {
    set_up(&app).await;
    let katrin = app.as_person(KATRIN).await;
    let sent = json!({ "a": "{{contract_number}}", "b": { "c": "{{contract.iban}}{{internal_note}}!" } });
    let asked = json!({ "slug": "contract", "entity_id": id::POWER, "templates": sent });
    katrin.post("/v2/portal/entity:get", &asked).await.names("templates");
    let of_schema = json!([{ "slug": "contract", "templates": sent }]);
    katrin.search("", json!({ "slug": of_schema })).await.names("templates");
    // A reference wins over what is sent along.
    let both = json!({ "slug": "contract", "entity_id": id::POWER, "templates": sent, "templates_ref": block(LIST) });
    let got = katrin.post("/v2/portal/entity:get", &both).await.ok();
    assert_eq!(got["result"]["templates_output"]["top_name"], "Strom V-4711");
    let lets =
        "UPDATE tenants SET doc = '{\"settings\":{\"portals-reject-client-templates\":{\"enabled\":false}}}'
                WHERE tenant_id = $1 AND id = $2";
    let system = portico_kit::TenantId::system();
    let done = app.db().write(&system, move |tx| tx.execute(lets, &[AUENTAL.id.into()]));
    assert_eq!(done.await.ok(), Some(1));
    let got = katrin.post("/v2/portal/entity:get", &asked).await.ok();
    assert_eq!(got["result"]["templates_output"], json!({ "a": "V-4711", "b": { "c": "!" } }));
    let bomb = json!({ "slug": "contract", "entity_id": id::POWER, "templates": { "a": "{{#each this}}".repeat(24) + &"{{/each}}".repeat(24), "b": "{{#if x}}" } });
    katrin.post("/v2/portal/entity:get", &bomb).await.names("templates");
}

/// What Katrin may not see, by the marks its values hold.
const MARKS: [&str; 8] = ["Iban", "Walfisch", "Seepferd", "Walross", "1234", "4200", "Keller", "memo-"];

async fn hidden_values_and_invisible_records_are_never_told(app: TestApp) {
    // A relation from what she sees to what she does not, of every kind.
    let admin = app.admin();
    let related = json!({ "$relation": [
        { "entity_id": id::THOMAS, "_tags": ["Primary"] }, { "entity_id": id::THOMAS_POWER },
        { "entity_id": id::SUPPLIER }, { "entity_id": id::SECRET_PRODUCT }, { "entity_id": id::MEMO } ] });
    admin.edit("contract", id::POWER, json!({ "billing_contact": related })).await.ok();
    let reached = [
        "iban",
        "margin",
        "internal_note",
        "first_name",
        "last_name",
        "contract_name",
        "name",
        "cost",
        "filename",
        "_title",
    ];
    let ways = [
        "%.@",
        "contract.%.@",
        "%[Primary].@",
        "%.0.@",
        "%.1.@",
        "%.[2].@",
        "@root.contract.%.@",
        "customer.contracts.@",
    ];
    let mut content = Map::new();
    for way in ways {
        for name in reached {
            let path = way.replace('%', "billing_contact").replace('@', name);
            content.insert(format!("{path} a_name"), format!("{{{{{path}}}}}").into());
            let deeper = format!(
                "{{{{#with {path}}}}}{{{{this}}}}{{{{/with}}}}{{{{#if {path}}}}}1{{{{{path}}}}}{{{{/if}}}}"
            );
            content.insert(format!("{path} b_name"), deeper.into());
        }
    }
    for (at, template) in [
        "{{iban}}{{contract.iban}}{{this.iban}}{{lookup this \"iban\"}}{{lookup contract \"internal_note\"}}",
        "{{#each this}}{{@key}}={{this}};{{/each}}{{#each contract}}{{this}}{{/each}}{{#each @root}}{{this}}{{/each}}",
        "{{#each billing_contact}}{{#each this}}{{this}}{{/each}}{{this}}{{first_name}}{{/each}}",
        "{{join billing_contact \",\"}}{{concat billing_contact contract this}}{{first billing_contact}}",
        "{{withTag billing_contact \"Primary\"}}{{lookup (withTag billing_contact \"Primary\") \"last_name\"}}",
        "{{#with (first billing_contact)}}{{first_name}}{{/with}}{{length billing_contact}}",
        "{{#each customer}}{{#each contracts}}{{iban}}{{/each}}{{score}}{{/each}}",
        "{{portal_user.password}}{{portal_user.contact.score}}{{account.margin}}{{billing_contact.length}}",
    ]
    .into_iter()
    .enumerate()
    {
        content.insert(format!("{at}_name"), template.into());
    }
    let blocks = json!({ LIST: { "type": "entity_list", "order": 1, "props": { "content": content } } });
    let domain = format!("/v2/portal/pages?domain={}", AUENTAL.customer_domain());
    admin.post(&domain, &json!({ "id": PAGE, "slug": "canary", "order": 7, "blocks": blocks })).await.ok();
    let katrin = app.as_person(KATRIN).await;
    let got = katrin.post("/v2/portal/entity:get", &asked_for(LIST)).await.ok();
    let told = got["result"]["templates_output"].to_string();
    let told_values: Vec<&str> = got["result"]["templates_output"]
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(_, text)| text.as_str())
        .collect();
    assert_eq!(told_values.len(), ways.len() * reached.len() * 2 + 8);
    for mark in MARKS {
        assert!(!told.contains(mark), "{mark} is told: {told}");
    }
    // The pages themselves tell no more, to her and to strangers.
    let page =
        katrin.get(&format!("/v2/portal/pages/{PAGE}?contract_id={}", id::POWER)).await.ok().to_string();
    for mark in MARKS {
        assert!(!page.contains(mark), "{mark} is told: {page}");
    }
    assert!(page.contains("Strom") && told.contains("Strom"), "{page}");
}

async fn a_contract_tells_about_its_meters(app: TestApp) {
    set_up(&app).await;
    let katrin = app.as_person(KATRIN).await;
    let path = format!("/v2/portal/contract/{}/resolve-templates", id::POWER);
    let got = katrin.post(&path, &json!({ "templates_ref": block(METERS) })).await.ok();
    assert_eq!(got["meters"][0]["templates_output"], json!({ "main_name": "Z-1 (Strom)" }));
    assert_eq!(got["entity"]["contract_name"], "Strom");
    assert_eq!(katrin.post(&path, &json!({})).await.ok()["meters"][0]["templates_output"], json!({}));
    katrin.post(&path, &json!({ "templates": { "a": "b" } })).await.names("templates");
    let thomas = app.as_person(THOMAS).await;
    thomas.post(&path, &json!({ "templates_ref": block(METERS) })).await.is(404);
}

async fn what_cannot_be_told_is_refused_with_its_place(app: TestApp) {
    set_up(&app).await;
    let katrin = app.as_person(KATRIN).await;
    for (template, said) in [
        ("a\n{{#if x}}", "line 2, column 4"),
        ("{{> footer}}", "Partials"),
        ("{{env.SECRET}}", "env"),
        (
            "{{#each contract}}{{#each @root.contract}}{{#each @root.contract}}{{#each @root.contract}}{{/each}}{{/each}}{{/each}}{{/each}}",
            "steps",
        ),
    ] {
        let content = json!({ "props": { "content": { "top_name": template } } });
        app.admin().put(&format!("/v2/portal/pages/{PAGE}/blocks/{LIST}"), &content).await.ok();
        let refused = katrin.post("/v2/portal/entity:get", &asked_for(LIST)).await.names("templates");
        let message = refused["message"].as_str().unwrap_or_default().to_owned();
        let place = format!("page my-page, block {LIST}, top_name");
        assert!(message.contains(said) && message.contains(&place), "{message}");
        // Whoever reads the page reads the rest of it.
        let page = katrin.get(&format!("/v2/portal/pages/{PAGE}")).await.ok();
        assert_eq!(page["blocks"][LIST]["props"]["content"]["top_name"], "");
    }
}

async fn staff_fill_in_texts_of_their_own(app: TestApp) {
    let admin = app.admin();
    let custom = json!([
        { "variable": "{{craftsmen.invitation_link}}", "value": "https://x.example/?a=1&b={{contract.iban}}" },
        { "variable": "hello", "value": "Hallo" },
    ]);
    let parameters = json!({ "template_type": "email", "language": "en", "main_entity_id": id::POWER,
        "custom_variables": custom, "context_data": { "portalUser": { "code": 7 } } });
    let asked = json!({ "parameters": parameters, "inputs": [
        "{{hello}} {{customer.first_name}} {{contract.iban}} {{contract_number}}",
        "{{craftsmen.invitation_link}} {{portalUser.code}}",
        "{{organization.name}} {{system.date}} {{formatDate started_on}} {{asCurrency (fromCents installment)}}",
        "plain {{missing}}",
    ] });
    let filled = admin.post("/v1/template-variables:replace", &asked).await.ok();
    let expected = [
        "Hallo Katrin DE02 Auental Iban V-4711",
        // A value is a value, whatever it holds.
        "https://x.example/?a=1&amp;b={{contract.iban}} 7",
        "Auental 2026-11-25 1 Mar 2024 €89.00",
        "plain ",
    ];
    assert_eq!(filled["outputs"], json!(expected));
    let inputs = [
        "Nr. {{contract_number}}",
        "{{installment}}",
        "{{delivery_address[*].city}}",
        "{{customer}}",
        "{{missing}}",
    ];
    let typed = json!({ "parameters": parameters, "inputs": inputs });
    let outputs = admin.post("/v2/template:replace", &typed).await.ok()["outputs"].clone();
    assert_eq!(outputs["Nr. {{contract_number}}"], "Nr. V-4711");
    assert_eq!(outputs["{{contract_number}}"], "V-4711");
    assert_eq!((&outputs["{{installment}}"], &outputs["{{missing}}"]), (&json!(8900), &json!("")));
    assert_eq!(outputs["{{delivery_address[*].city}}"], json!(["Auental"]));
    assert_eq!(outputs["{{customer}}"][0]["first_name"], "Katrin");
    // Another organisation's records are not there.
    let foreign = json!({ "inputs": ["{{contract_name}}"], "parameters": { "main_entity_id": id::FOREIGN } });
    admin.post("/v1/template-variables:replace", &foreign).await.is(404);
    admin.post("/v1/template-variables:replace", &json!({})).await.names("inputs");
    let broken = json!({ "inputs": ["fine", "{{#if x}}"] });
    let refused = admin.post("/v1/template-variables:replace", &broken).await.names("templates");
    assert!(refused["message"].as_str().unwrap_or_default().starts_with("inputs[1]: line 1"), "{refused}");
    let secret = json!({ "inputs": ["{{env.TOKEN}}"] });
    admin.post("/v2/template:replace", &secret).await.names("templates");
}

async fn staff_find_out_what_there_is_to_write(app: TestApp) {
    let admin = app.admin();
    let categories = admin.get("/v1/template-variables/categories?lang=en").await.ok();
    let named: Vec<&str> =
        categories.as_array().into_iter().flatten().filter_map(|one| one["category"].as_str()).collect();
    assert!(named.contains(&"contract") && named.contains(&"organization"), "{named:?}");
    let asked =
        json!({ "template_type": "email", "query": "contract_number", "entity_schemas": ["contract"] });
    let found = admin.post("/v1/template-variables:search", &asked).await.ok();
    assert_eq!(found[0]["insert"], "{{contract.contract_number}}");
    let all = json!({ "template_type": "email", "query": "", "from": 2, "size": 3 });
    assert_eq!(
        admin.post("/v1/template-variables:search", &all).await.ok().as_array().map(Vec::len),
        Some(3)
    );
    admin.post("/v1/template-variables:search", &json!({})).await.names("query");
    app.as_person(KATRIN).await.get("/v1/template-variables/categories").await.is(403);
}
