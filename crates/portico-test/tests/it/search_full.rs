//! Search in full: groups, targets, several schemas with settings of their own, words in related records, highlights.

use portico_test::cast::{KATRIN, PETRA, THOMAS, id};
use portico_test::{Client, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    records_are_grouped_by_an_attribute_page_by_page,
    records_are_grouped_by_what_they_are_related_to,
    nobody_groups_by_what_is_hidden,
    groups_of_several_schemas_stand_by_schema,
    a_target_narrows_its_schema_and_no_other,
    a_target_that_speaks_of_what_is_hidden_is_asked_by_the_portal_only,
    words_are_found_in_related_records_that_the_user_sees,
    words_are_marked_where_they_stand_and_nothing_else_is_markup,
    what_makes_no_sense_is_refused_by_name,
    staff_learn_which_targets_mean_a_record,
);

/// A contract of Katrin.
async fn contract(admin: &Client, number: &str, more: Value) {
    let mut sent = json!({ "contract_name": "Reihe", "contract_number": number,
                           "customer": { "$relation": [{ "entity_id": id::KATRIN }] } });
    if let (Some(sent), Value::Object(more)) = (sent.as_object_mut(), more) {
        sent.extend(more);
    }
    admin.post("/v1/entity/contract", &sent).await.is(201);
}

fn groups(found: &Value) -> Vec<(String, i64, usize)> {
    let groups = found["groups"].as_array().into_iter().flatten();
    groups
        .map(|group| {
            let shown = group["results"].as_array().map_or(0, Vec::len);
            (
                group["group"].as_str().unwrap_or_default().to_owned(),
                group["count"].as_i64().unwrap_or(-1),
                shown,
            )
        })
        .collect()
}

fn group(value: &str, count: i64, shown: usize) -> (String, i64, usize) {
    (value.to_owned(), count, shown)
}

async fn records_are_grouped_by_an_attribute_page_by_page(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    for (number, nickname) in
        [("R-1", "Ost"), ("R-2", "West"), ("R-3", "Ost"), ("R-4", "Nord"), ("R-5", "Ost")]
    {
        contract(&admin, number, json!({ "nickname": nickname })).await;
    }
    let within = json!([{ "term": { "contract_name": "Reihe" } }]);
    let asked = |more: Value| {
        let mut asked =
            json!({ "group": "nickname", "filters": within, "sort": "contract_number:asc", "size": 2 });
        if let (Some(asked), Value::Object(more)) = (asked.as_object_mut(), more) {
            asked.extend(more);
        }
        asked
    };
    let all = katrin.search("contract", asked(json!({}))).await.ok();
    assert_eq!(groups(&all), [group("Nord", 1, 1), group("Ost", 3, 2), group("West", 1, 1)]);
    assert_eq!((&all["hits"], &all["groups_pagination"]), (&json!(3), &json!({ "has_more": false })));
    let east = &all["groups"][1];
    let numbers: Vec<&Value> =
        east["results"].as_array().into_iter().flatten().map(|r| &r["contract_number"]).collect();
    assert_eq!(numbers, ["R-1", "R-3"]);
    assert_eq!(east["pagination"], json!({ "from": 0, "size": 2, "total": 3, "has_more": true }));
    // The next records of each group, and the next groups.
    let next = katrin.search("contract", asked(json!({ "from": 2 }))).await.ok();
    assert_eq!(groups(&next), [group("Nord", 1, 0), group("Ost", 3, 1), group("West", 1, 0)]);
    let first = katrin.search("contract", asked(json!({ "group_size": 2 }))).await.ok();
    assert_eq!(first["groups_pagination"], json!({ "has_more": true, "after_key": { "group": "Ost" } }));
    let after = json!({ "group_size": 2, "group_after_key": first["groups_pagination"]["after_key"] });
    assert_eq!(groups(&katrin.search("contract", asked(after)).await.ok()), [group("West", 1, 1)]);
    let down = katrin.search("contract", asked(json!({ "group_sort": "desc", "group_size": 1 }))).await.ok();
    assert_eq!(groups(&down), [group("West", 1, 1)]);
}

async fn records_are_grouped_by_what_they_are_related_to(app: TestApp) {
    let (petra, admin) = (app.as_person(PETRA).await, app.admin());
    let found = petra.search("opportunity", json!({ "group": "customer.first_name" })).await.ok();
    let own = groups(&found);
    assert_eq!(own.iter().map(|(_, count, _)| count).sum::<i64>(), 1, "{found}");
    // Whether the customer is named follows from whether the user sees it.
    let sees = petra.view("contact", id::KATRIN).await.status == 200;
    assert_eq!(own[0].0, if sees { "Katrin" } else { "" });
    let katrin = app.as_person(KATRIN).await;
    let found = katrin.search("contract", json!({ "group": "customer.last_name", "size": 0 })).await.ok();
    assert_eq!(groups(&found), [group("Berger", 2, 0)]);
    admin
        .edit(
            "contract",
            id::GAS,
            json!({ "billing_contact": { "$relation": [{ "entity_id": id::THOMAS }] } }),
        )
        .await
        .ok();
    // Thomas is nobody to Katrin: the contract stands among those without a name.
    let found = katrin.search("contract", json!({ "group": "billing_contact.last_name" })).await.ok();
    assert_eq!(groups(&found), [group("", 2, 2)]);
}

async fn nobody_groups_by_what_is_hidden(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    for by in ["iban", "margin", "internal_note", "margin.keyword"] {
        let refused = katrin.search("contract", json!({ "group": by })).await.is(400);
        assert_eq!(refused["field"], "group", "{by}");
    }
    // A hidden attribute of the related record names no group.
    let found = katrin.search("contract", json!({ "group": "customer.score" })).await.ok();
    assert_eq!(groups(&found), [group("", 2, 2)]);
}

async fn groups_of_several_schemas_stand_by_schema(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let asked = json!({ "slug": ["contract", "order", "meter"], "group": "_schema", "size": 1, "include": ["active_workflow"] });
    let found = katrin.search("", asked).await.ok();
    assert_eq!(groups(&found), [group("contract", 2, 1), group("meter", 1, 1), group("order", 1, 1)]);
    assert_eq!(found["includes"], json!({ "active_workflow": {} }));
}

const ACTIVE: &str = "00000000-0000-7000-8000-00000000aaa1";
const DEAR: &str = "00000000-0000-7000-8000-00000000aaa2";

/// Two targets: contracts that are active, and contracts with a margin that customers never see.
async fn targets(admin: &Client) {
    let schema = json!({ "slug": "target", "name": "Target", "plural": "Targets", "attributes": [
        { "name": "name" }, { "name": "entity_schema" }, { "name": "entity_filters", "type": "internal" } ] });
    admin.put("/v1/entity/schemas/target", &schema).await.ok();
    for (id, filters) in [
        (ACTIVE, json!({ "term": { "status.keyword": "active" } })),
        (DEAR, json!({ "exists": { "field": "margin" } })),
    ] {
        let target =
            json!({ "_id": id, "name": "T", "entity_schema": "contract", "entity_filters": filters });
        admin.post("/v1/entity/target", &target).await.is(201);
    }
}

async fn a_target_narrows_its_schema_and_no_other(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    targets(&admin).await;
    let ids = |found: &Value| -> Vec<String> {
        let all = found["results"].as_array().into_iter().flatten();
        all.filter_map(|record| record["_id"].as_str().map(str::to_owned)).collect()
    };
    let found = katrin.search("contract", json!({ "targets": [ACTIVE] })).await.ok();
    assert_eq!(ids(&found), [id::POWER]);
    let slugs = json!([{ "slug": "contract", "targets": [ACTIVE] }, { "slug": "order" }]);
    let found = katrin.search("", json!({ "slug": slugs, "sort": "_id:asc" })).await.ok();
    assert_eq!(ids(&found), [id::ORDER, id::POWER]);
    // A target of contracts means no order.
    let found = katrin.search("", json!({ "slug": ["contract", "order"], "targets": [ACTIVE] })).await.ok();
    assert_eq!(ids(&found), [id::POWER]);
    let found = katrin.search("contract", json!({ "targets": [ACTIVE], "group": "status" })).await.ok();
    assert!(groups(&found).len() <= 1);
    let unknown = katrin.search("contract", json!({ "targets": [id::NOBODY] })).await.is(400);
    assert_eq!(unknown["field"], "targets");
    // The rival's targets are nobody's here.
    app.as_rival(KATRIN).await.search("contract", json!({ "targets": [ACTIVE] })).await.is(400);
}

async fn a_target_that_speaks_of_what_is_hidden_is_asked_by_the_portal_only(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    targets(&admin).await;
    admin.edit("contract", id::POWER, json!({ "margin": 98765 })).await.ok();
    admin.edit("contract", id::GAS, json!({ "margin": null })).await.ok();
    // Whoever knows its id would learn which of the own contracts have a margin.
    let asked = json!({ "targets": [DEAR] });
    let refused = katrin.search("contract", asked.clone()).await.is(400);
    assert_eq!(refused["field"], "targets");
    let words = refused["message"].as_str().unwrap_or_default();
    assert_eq!(words, format!("There is no target {DEAR}."), "as if there were none");
    // A block that the portal shows is about the records of a target: that is the organisation's word.
    let block = json!({ "type": "entity_selector", "props": { "content": { "targets": [DEAR] } } });
    admin.post(&format!("/v2/portal/pages/{}/blocks", id::PAGE), &block).await.ok();
    let found = katrin.search("contract", asked).await;
    assert!(!found.text.contains("98765") && !found.text.contains("margin"), "{}", found.text);
    assert_eq!(found.ok()["results"][0]["_id"], id::POWER);
    katrin.view("target", DEAR).await.is(404);
}

async fn words_are_found_in_related_records_that_the_user_sees(app: TestApp) {
    let (katrin, thomas, admin) = (app.as_person(KATRIN).await, app.as_person(THOMAS).await, app.admin());
    let by = |q: &str, fields: Value| json!({ "q": q, "q_fields": fields, "sort": "_id:asc" });
    let own = katrin.ids("contract", by("berg", json!(["customer.last_name"]))).await;
    assert_eq!(own, [id::POWER, id::GAS]);
    let own =
        katrin.ids("contract", by("berger strom", json!(["contract_name", "customer.last_name"]))).await;
    assert_eq!(own, [id::POWER]);
    assert!(katrin.ids("contract", by("keller", json!(["customer.last_name"]))).await.is_empty());
    assert_eq!(thomas.ids("contract", by("keller", json!(["customer.last_name"]))).await, [id::THOMAS_POWER]);
    // A hidden attribute of a related record, and a related record that is not there for the user, lead to nothing.
    admin
        .edit(
            "contract",
            id::GAS,
            json!({ "billing_contact": { "$relation": [{ "entity_id": id::THOMAS }] } }),
        )
        .await
        .ok();
    assert!(katrin.ids("contract", by("keller", json!(["billing_contact.last_name"]))).await.is_empty());
    assert!(katrin.ids("contract", by("17", json!(["customer.score"]))).await.is_empty());
    assert_eq!(katrin.ids("meter", by("strom", json!(["contract.contract_name"]))).await, [id::METER]);
}

async fn words_are_marked_where_they_stand_and_nothing_else_is_markup(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    let name = "<script>alert(1)</script> Müller & Söhne";
    contract(&admin, "R-9", json!({ "nickname": name, "internal_note": "Mueller" })).await;
    let asked = json!({ "q": "mueller", "highlight": { "fields": { "*": {} } } });
    let found = katrin.search("contract", asked).await.ok();
    let hit = &found["results"][0];
    let marked = "&lt;script&gt;alert(1)&lt;/script&gt; <em>Müller</em> &amp; Söhne";
    assert_eq!(hit["highlight"], json!({ "nickname": [marked] }));
    assert_eq!(hit["search_snippets"], json!([{ "field": "nickname", "fragment": marked }]));
    let plain = katrin.search("contract", json!({ "q": "mueller" })).await.ok();
    assert!(plain["results"][0].get("highlight").is_none());
}

async fn what_makes_no_sense_is_refused_by_name(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    for (asked, field) in [
        (json!({ "group": "a..b" }), "group"),
        (json!({ "group": "status", "group_size": 0 }), "group_size"),
        (json!({ "group": "status", "group_size": 1001 }), "group_size"),
        (json!({ "group": "status", "group_sort": "sideways" }), "group_sort"),
        (json!({ "group": "status", "group_after_key": { "other": 1 } }), "group_after_key"),
        (json!({ "group": "status", "group_title": "{{contract.iban}}" }), "group_title"),
        (json!({ "include": ["everything"] }), "include"),
        (json!({ "from": -1 }), "size"),
        (json!({ "targets": ["'; DROP TABLE entities; --"] }), "targets"),
    ] {
        assert_eq!(katrin.search("contract", asked.clone()).await.is(400)["field"], field, "{asked}");
    }
    let large = katrin.search("contract", json!({ "size": 1_000_000 })).await.ok();
    assert_eq!(large["pagination"]["size"], 1000);
}

async fn staff_learn_which_targets_mean_a_record(app: TestApp) {
    let admin = app.admin();
    targets(&admin).await;
    let asked = |id: &str| json!({ "entity_refs": [{ "entity_id": id, "entity_schema": "contract" }], "target_ids": [ACTIVE] });
    let matched = admin.post("/v1/target:match", &asked(id::POWER)).await.ok();
    assert_eq!((&matched["hits"], &matched["results"][0]["target"]["_id"]), (&json!(1), &json!(ACTIVE)));
    assert_eq!(admin.post("/v1/target:match", &asked(id::GAS)).await.ok()["hits"], 0);
    let queries = admin.post("/v1/target/queries", &json!({ "target_ids": [ACTIVE] })).await.ok();
    assert_eq!(queries["results"][0]["query"], r#"_schema:"contract" AND status:"active""#);
    admin.post("/v1/target:match", &json!({ "entity_refs": [], "target_ids": [] })).await.is(400);
}
