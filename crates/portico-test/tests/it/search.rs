//! Search: what is asked for, in the order that is asked for, page by page, inside what the caller sees.

use portico_test::cast::{AUENTAL, KATRIN, PETRA, THOMAS, id};
use portico_test::{Client, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    several_schemas_are_searched_at_once_and_each_record_comes_once,
    pages_follow_one_another_without_gap_or_repetition,
    order_is_the_same_on_every_engine,
    words_are_found_by_their_beginning_and_however_they_are_spelled,
    contexts_narrow_to_what_is_related,
    fields_and_hydration_shape_what_is_seen,
    filters_understand_the_published_clauses,
    a_get_by_filter_answers_one_record_or_none,
    programs_search_by_query_string_and_by_filter,
);

async fn several_schemas_are_searched_at_once_and_each_record_comes_once(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    for slugs in [
        json!(["contract", "order", "meter"]),
        json!(["contract", "order", "contract", "meter", "order"]),
        json!([{ "slug": "meter" }, { "slug": "contract" }, "order", "supplier"]),
    ] {
        let found = katrin.search("", json!({ "slug": slugs, "sort": "_id:asc" })).await.ok();
        let ids: Vec<&str> =
            found["results"].as_array().into_iter().flatten().filter_map(|r| r["_id"].as_str()).collect();
        assert_eq!(ids, [id::ORDER, id::POWER, id::GAS, id::METER], "{slugs}");
        assert_eq!(found["pagination"]["total"], 4, "{slugs}");
        let words = katrin.search("", json!({ "slug": slugs, "q": "Strom" })).await.ok();
        assert_eq!(words["hits"], 1, "{slugs}");
    }
}

/// Thirty contracts of Katrin that agree in most of what they are sorted by.
async fn thirty_contracts(admin: &Client) {
    for number in 0..30 {
        let consumption = [json!(null), json!(7), json!(-1.5), json!("9")][number % 4].clone();
        let nickname = ["Ost", "ost", "Öst", "", "west", "Zebra", "ähre", "1"][number % 8];
        let contract = json!({
            "contract_name": "Reihe", "contract_number": format!("R-{number:02}"), "consumption": consumption,
            "nickname": nickname,
            "customer": { "$relation": [{ "entity_id": id::KATRIN }] },
        });
        admin.post("/v1/entity/contract", &contract).await.ok();
    }
}

fn numbers(found: &Value) -> Vec<String> {
    let results = found["results"].as_array().into_iter().flatten();
    results.map(|record| record["contract_number"].as_str().unwrap_or_default().to_owned()).collect()
}

async fn pages_follow_one_another_without_gap_or_repetition(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    thirty_contracts(&admin).await;
    for sort in [
        "",
        "_created_at:desc",
        "contract_name:asc",
        "consumption:desc",
        "nickname:asc,consumption:asc",
        "_title:desc",
    ] {
        let whole = numbers(&katrin.search("contract", json!({ "sort": sort, "size": 1000 })).await.ok());
        assert_eq!(whole.len(), 32, "{sort}");
        let mut paged = Vec::new();
        for from in (0..32).step_by(7) {
            let found =
                katrin.search("contract", json!({ "sort": sort, "from": from, "size": 7 })).await.ok();
            assert_eq!(
                found["pagination"],
                json!({ "from": from, "size": 7, "total": 32, "has_more": from + 7 < 32 })
            );
            paged.extend(numbers(&found));
        }
        assert_eq!(paged, whole, "{sort}");
    }
}

async fn order_is_the_same_on_every_engine(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    thirty_contracts(&admin).await;
    let sorted = |sort: &str| {
        let (katrin, asked) =
            (katrin.clone(), json!({ "sort": sort, "filters": [{ "term": { "contract_name": "Reihe" } }] }));
        async move {
            katrin.search("contract", asked).await.ok()["results"].as_array().cloned().unwrap_or_default()
        }
    };
    // Texts by their bytes, whatever language the database was made in; what has none comes last.
    let names: Vec<String> = sorted("nickname:asc")
        .await
        .iter()
        .map(|r| r["nickname"].as_str().unwrap_or("").to_owned())
        .collect();
    let mut expected = names.clone();
    expected.sort();
    assert_eq!(names, expected);
    let names: Vec<String> = sorted("nickname:desc")
        .await
        .iter()
        .map(|r| r["nickname"].as_str().unwrap_or("").to_owned())
        .collect();
    expected.reverse();
    assert_eq!(names, expected);
    // Numbers by size, then texts, then nothing; in both directions what has none comes last.
    for (sort, first, last) in [("consumption:asc", -1.5, 7.0), ("consumption:desc", 7.0, -1.5)] {
        let kinds: Vec<Value> =
            sorted(sort).await.iter().map(|record| record["consumption"].clone()).collect();
        let found: Vec<f64> = kinds.iter().filter_map(Value::as_f64).collect();
        assert_eq!((found.first(), found.last()), (Some(&first), Some(&last)));
        let place = |wanted: fn(&Value) -> bool| kinds.iter().position(wanted);
        assert!(
            place(Value::is_number) < place(Value::is_string)
                && place(Value::is_string) < place(Value::is_null),
            "{kinds:?}"
        );
    }
    let by_title: Vec<Value> =
        sorted("_title:desc,_created_at:asc").await.iter().map(|r| r["_title"].clone()).collect();
    assert_eq!((&by_title[0], &by_title[29]), (&json!("Reihe R-29"), &json!("Reihe R-00")));
}

async fn words_are_found_by_their_beginning_and_however_they_are_spelled(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    let change = json!({ "nickname": "Müllers große Straße 12a" });
    admin.edit("contract", id::POWER, change).await.ok();
    for q in [
        "mueller",
        "MÜLLER",
        "muller",
        "gross strasse",
        "Große",
        "strasse müllers",
        "12a",
        "V-4711",
        "v 4711 strom",
        "str",
    ] {
        assert_eq!(katrin.ids("contract", json!({ "q": q })).await, [id::POWER], "{q}");
    }
    for q in ["üllers", "strom wasser", "nothing", "12b"] {
        assert_eq!(katrin.ids("contract", json!({ "q": q })).await, Vec::<String>::new(), "{q}");
    }
    // Nothing but punctuation is no question; very many words are cut off.
    for q in ["", "   ", "-- ?!", "*"] {
        assert_eq!(katrin.ids("contract", json!({ "q": q })).await, [id::POWER, id::GAS], "{q:?}");
    }
    katrin.search("contract", json!({ "q": "strom ".repeat(5000) })).await.ok();
    katrin.search("contract", json!({ "q": "x".repeat(100_000) })).await.ok();
    let only = json!({ "q": "strom", "q_fields": ["contract_number"] });
    assert_eq!(katrin.ids("contract", only).await, Vec::<String>::new());
    let title = json!({ "q": "strom", "q_fields": ["_title", "nickname"] });
    assert_eq!(katrin.ids("contract", title).await, [id::POWER]);
    // Words follow a change, and go with it.
    admin.edit("contract", id::POWER, json!({ "nickname": null })).await.ok();
    assert_eq!(katrin.ids("contract", json!({ "q": "mueller" })).await, Vec::<String>::new());
}

async fn contexts_narrow_to_what_is_related(app: TestApp) {
    let (katrin, thomas) = (app.as_person(KATRIN).await, app.as_person(THOMAS).await);
    let in_context = |context: Value| json!({ "filters_context": context });
    assert_eq!(katrin.ids("meter", in_context(json!([{ "contract": id::POWER }]))).await, [id::METER]);
    assert_eq!(katrin.ids("meter", in_context(json!([{ "contract": id::GAS }]))).await, Vec::<String>::new());
    assert_eq!(katrin.ids("file", in_context(json!([{ "contract": id::POWER }]))).await, [id::LETTER]);
    assert_eq!(katrin.ids("contract", in_context(json!([{ "contact": true }]))).await, [id::POWER, id::GAS]);
    // Entries all hold; a record that is not seen is related to nothing.
    let both = json!([{ "contact": true }, { "contract": id::POWER }]);
    assert_eq!(katrin.ids("meter", in_context(both)).await, Vec::<String>::new());
    for stranger in [id::THOMAS_POWER, id::NOBODY, id::MEMO] {
        assert_eq!(
            thomas.ids("meter", in_context(json!([{ "contract": id::POWER }]))).await,
            Vec::<String>::new()
        );
        assert_eq!(
            katrin.ids("meter", in_context(json!([{ "contract": stranger }]))).await,
            Vec::<String>::new()
        );
    }
}

async fn fields_and_hydration_shape_what_is_seen(app: TestApp) {
    let (katrin, petra) = (app.as_person(KATRIN).await, app.as_person(PETRA).await);
    let asked = json!({ "fields": ["contract_number", "iban"], "sort": "_id:asc" });
    let found = katrin.search("contract", asked).await.ok();
    let mut keys: Vec<&String> =
        found["results"][0].as_object().into_iter().flatten().map(|(key, _)| key).collect();
    keys.retain(|key| !key.starts_with('_'));
    assert_eq!(keys, ["contract_number"]);
    let without = katrin.search("contract", json!({ "fields": ["!delivery_address"] })).await.ok();
    assert!(
        without["results"][0].get("status").is_some()
            && without["results"][0].get("delivery_address").is_none()
    );
    let hydrated = json!({ "hydrate": true, "filters": [{ "ids": { "values": [id::POWER] } }] });
    let found = katrin.search("contract", hydrated.clone()).await.ok();
    assert_eq!(found["results"][0]["customer"][0]["first_name"], "Katrin");
    assert!(found["results"][0]["customer"][0].get("score").is_none());
    // The customer of her opportunity is nobody whom the installer sees: a bare reference.
    let found = petra.search("opportunity", json!({ "hydrate": true })).await.ok();
    let customer = &found["results"][0]["customer"][0];
    assert_eq!(customer["$relation"]["entity_id"], id::KATRIN);
    assert!(customer.get("first_name").is_none() && customer.get("_title").is_none(), "{customer}");
    assert_eq!(found["results"][0]["installer"][0]["first_name"], "Petra");
}

async fn filters_understand_the_published_clauses(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let (power, gas, both, none) =
        (vec![id::POWER], vec![id::GAS], vec![id::POWER, id::GAS], Vec::<&str>::new());
    for (clause, expected) in [
        (json!({ "term": { "status.keyword": "active" } }), &power),
        (json!({ "term": { "status": "Active" } }), &none),
        (json!({ "term": { "consumption": 3200 } }), &power),
        (json!({ "term": { "consumption": 3200.0 } }), &power),
        (json!({ "term": { "consumption": "3200" } }), &none),
        (json!({ "term": { "nickname": null } }), &both),
        (json!({ "terms": { "status": ["terminated", "draft"] } }), &gas),
        (json!({ "terms": { "status": [] } }), &none),
        (json!({ "ids": { "values": [id::GAS, id::THOMAS_POWER, id::NOBODY] } }), &gas),
        (json!({ "range": { "consumption": { "gt": 3200 } } }), &gas),
        (json!({ "range": { "started_on": { "gte": "2024-01-01", "lt": "2025-01-01" } } }), &power),
        (json!({ "range": { "_created_at": { "gte": "2026-11-25" } } }), &both),
        (json!({ "exists": { "field": "delivery_address" } }), &both),
        (json!({ "exists": { "field": "nickname" } }), &none),
        (json!({ "term": { "delivery_address.city": "Auental" } }), &both),
        (json!({ "term": { "customer.entity_id": id::KATRIN } }), &both),
        (
            json!({ "$or": [{ "term": { "status": "terminated" } }, { "range": { "consumption": { "lt": 1 } } }] }),
            &gas,
        ),
        (json!({ "$not": [{ "term": { "status": "terminated" } }] }), &power),
        (
            json!({ "bool": { "must": [{ "exists": { "field": "status" } }], "must_not": [{ "term": { "status": "terminated" } }] } }),
            &power,
        ),
        (json!({ "term": { "_schema": "contract" } }), &both),
        (json!({ "term": { "_id": id::POWER } }), &power),
    ] {
        assert_eq!(katrin.ids("contract", json!({ "filters": [clause] })).await, *expected, "{clause}");
    }
}

async fn a_get_by_filter_answers_one_record_or_none(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let get = |sent: Value| {
        let katrin = katrin.clone();
        async move { katrin.post("/v2/portal/entity:get", &sent).await }
    };
    let by_number = json!({ "slug": "contract", "filters": [{ "term": { "contract_number": "V-4712" } }] });
    assert_eq!(get(by_number).await.ok()["result"]["_id"], id::GAS);
    let strangers = json!({ "slug": "contract", "filters": [{ "term": { "contract_number": "V-9001" } }] });
    let nothing = json!({ "slug": "contract", "filters": [{ "term": { "contract_number": "V-0000" } }] });
    let (strangers, nothing) = (get(strangers).await, get(nothing).await);
    assert_eq!((strangers.status.as_u16(), strangers.text), (404, nothing.text));
    get(json!({ "slug": ["order", "contract"], "entity_id": id::POWER })).await.ok();
    get(json!({ "entity_id": id::POWER })).await.names("slug");
    get(json!({ "slug": "supplier", "entity_id": id::SUPPLIER })).await.is(404);
    get(json!({ "slug": "order", "entity_id": id::DRAFT_ORDER })).await.is(404);
}

async fn programs_search_by_query_string_and_by_filter(app: TestApp) {
    let admin = app.admin();
    for (q, hits) in [
        ("_schema:contract", 7),
        ("_schema:contract AND status:active", 5),
        ("_schema:(contract OR meter)", 11),
        ("_schema:contract AND NOT status:active", 2),
        ("_schema:contract AND consumption:>=3200", 2),
        ("_schema:contract AND _exists_:iban", 4),
        ("_schema:contract walfisch", 1),
        ("_schema:contract AND contract_number:\"V-4711\"", 1),
        ("walfisch", 1),
        ("_schema:contract AND (status:terminated OR status:draft)", 2),
        (&format!("_id:{}", id::POWER), 1),
    ] {
        let found = admin.post("/v1/entity:search", &json!({ "q": q, "size": 2 })).await.ok();
        assert_eq!(found["hits"], hits, "{q}");
        assert!(found["results"].as_array().is_some_and(|results| results.len() <= 2));
    }
    let filter = json!({ "filter": [{ "term": { "_schema": "contract" } }, { "term": { "status": "draft" } }], "sort": ["_title:asc"] });
    let found = admin.post("/v1/entity:list", &filter).await.ok();
    assert_eq!((&found["hits"], &found["results"][0]["_id"]), (&json!(1), &json!(id::DRAFT)));
    admin.post("/v1/entity:search", &json!({})).await.names("q");
    admin.post("/v1/entity:list", &json!({})).await.names("filter");
    let config = format!("/v3/portal/config/{}", AUENTAL.customer_portal);
    admin.put(&config, &json!({ "allowed_portal_entities": [] })).await.ok();
    assert_eq!(admin.post("/v1/entity:search", &json!({ "q": "_schema:contract" })).await.ok()["hits"], 7);
}
