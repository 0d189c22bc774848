//! Lists that programs read to their end, with what was removed where they ask for it.

use portico_test::cast::{KATRIN, id};
use portico_test::{Client, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    a_list_is_read_to_its_end_by_the_keys_of_the_page_before,
    records_that_come_meanwhile_bring_nothing_twice,
    keys_that_do_not_fit_the_order_are_refused_by_name,
    removed_records_are_told_to_staff_who_ask_for_them,
);

/// Contracts whose attribute holds numbers, texts, truths and nothing, some of them alike.
async fn mixed(admin: &Client) -> usize {
    let values = [
        json!("b"),
        json!(2),
        Value::Null,
        json!("a"),
        json!(10.5),
        json!("b"),
        json!(-1),
        json!(true),
        json!(2),
        Value::Null,
        json!("ä"),
        json!("Z"),
    ];
    for (at, value) in values.iter().enumerate() {
        let contract =
            json!({ "contract_name": "Reihe", "contract_number": format!("R-{at}"), "x_mixed": value });
        admin.post("/v1/entity/contract", &contract).await.is(201);
    }
    values.len()
}

/// The numbers of all contracts of the row, page by page.
async fn read(admin: &Client, sort: &Value, size: usize) -> Vec<String> {
    let mut numbers = Vec::new();
    let mut after = Value::Null;
    loop {
        let asked = json!({ "q": "_schema:contract AND contract_name:Reihe", "sort": sort, "size": size,
                            "search_after": after });
        let page = admin.post("/v1/entity:search", &asked).await.ok();
        let found: Vec<Value> = page["results"].as_array().cloned().unwrap_or_default();
        numbers
            .extend(found.iter().map(|record| record["contract_number"].as_str().unwrap_or("").to_owned()));
        if found.len() < size {
            return numbers;
        }
        after = page["sort_end"].clone();
        assert!(numbers.len() < 100, "a page begins where the one before did: {after}");
    }
}

async fn a_list_is_read_to_its_end_by_the_keys_of_the_page_before(app: TestApp) {
    let admin = app.admin();
    let many = mixed(&admin).await;
    for sort in [
        json!("x_mixed:asc"),
        json!("x_mixed:desc"),
        json!(["x_mixed:desc", "contract_number:desc"]),
        json!(["_title:asc", "x_mixed:asc"]),
        json!("_created_at:desc"),
        json!("_updated_at:asc,_id:desc"),
    ] {
        let whole = read(&admin, &sort, 1000).await;
        assert_eq!(whole.len(), many);
        for size in [1, 2, 5] {
            assert_eq!(read(&admin, &sort, size).await, whole, "{sort} by {size}");
        }
    }
}

async fn records_that_come_meanwhile_bring_nothing_twice(app: TestApp) {
    let admin = app.admin();
    let many = mixed(&admin).await;
    let page = |after: Value| {
        json!({ "filter": [{ "term": { "_schema": "contract" } }, { "term": { "contract_name": "Reihe" } }],
                "sort": "contract_number:asc", "size": 5, "search_after": after })
    };
    let first = admin.post("/v1/entity:list", &page(Value::Null)).await.ok();
    assert_eq!(first["hits"], many);
    let early = json!({ "contract_name": "Reihe", "contract_number": "A-0" });
    admin.post("/v1/entity/contract", &early).await.is(201);
    let second = admin.post("/v1/entity:list", &page(first["sort_end"].clone())).await.ok();
    assert_eq!(second["hits"], many + 1, "the total is of the whole list");
    let numbers = |page: &Value| -> Vec<String> {
        let all = page["results"].as_array().into_iter().flatten();
        all.filter_map(|record| record["contract_number"].as_str().map(str::to_owned)).collect()
    };
    assert!(numbers(&second).iter().all(|number| !numbers(&first).contains(number) && number != "A-0"));
    // Without the id, what is alike in all keys is passed over, as clients of the published API expect.
    let keys = first["sort_end"].as_array().cloned().unwrap_or_default();
    let by_keys = admin.post("/v1/entity:list", &page(json!(keys[..1]))).await.ok();
    assert_eq!(numbers(&by_keys), numbers(&second));
}

async fn keys_that_do_not_fit_the_order_are_refused_by_name(app: TestApp) {
    let admin = app.admin();
    let wrong = [
        json!({ "search_after": ["a"] }),
        json!({ "search_after": ["a", "b", "c"], "sort": "status" }),
        json!({ "search_after": ["a"], "sort": "_created_at" }),
        json!({ "search_after": [7], "sort": "_title" }),
        json!({ "search_after": [{ "a": 1 }], "sort": "status" }),
        json!({ "search_after": ["a", 7], "sort": "status" }),
        json!({ "search_after": ["a"], "sort": "status", "from": 10 }),
    ];
    for more in wrong {
        let mut asked = json!({ "q": "_schema:contract" });
        asked
            .as_object_mut()
            .into_iter()
            .for_each(|asked| asked.extend(more.as_object().cloned().unwrap_or_default()));
        let refused = admin.post("/v1/entity:search", &asked).await.is(400);
        assert_eq!(refused["field"], "search_after", "{more}");
    }
    let asked = json!({ "q": "_schema:contract", "aggs": { "by": { "terms": { "field": "status" } } } });
    assert_eq!(admin.post("/v1/entity:search", &asked).await.is(400)["field"], "aggs");
}

async fn removed_records_are_told_to_staff_who_ask_for_them(app: TestApp) {
    let admin = app.admin();
    mixed(&admin).await;
    let page = |deleted: Value| {
        json!({ "q": "_schema:contract AND contract_name:Reihe", "sort": "contract_number:asc", "size": 50,
                "include_deleted": deleted })
    };
    let all = admin.post("/v1/entity:search", &page(Value::Null)).await.ok();
    let gone = all["results"][0]["_id"].as_str().unwrap_or_default().to_owned();
    admin.delete(&format!("/v1/entity/contract/{gone}")).await.ok();
    let living = admin.post("/v1/entity:search", &page(json!("false"))).await.ok();
    assert_eq!(living["hits"], 11);
    assert!(living["results"].as_array().into_iter().flatten().all(|record| record["_deleted_at"].is_null()));
    let any = admin.post("/v1/entity:search", &page(json!("true"))).await.ok();
    assert_eq!(any["hits"], 12);
    let removed = admin.post("/v1/entity:search", &page(json!("only"))).await.ok();
    assert_eq!((&removed["hits"], &removed["results"][0]["_id"]), (&json!(1), &json!(gone)));
    assert!(removed["results"][0]["_deleted_at"].is_string());
    assert_eq!(any["results"][0], removed["results"][0]);
    let odd = admin.post("/v1/entity:search", &page(json!("perhaps"))).await.is(400);
    assert_eq!(odd["field"], "include_deleted");
    // The portal's search knows no such wish, and leads nobody to what is gone.
    let katrin = app.as_person(KATRIN).await;
    admin.delete(&format!("/v1/entity/contract/{}", id::GAS)).await.ok();
    let asked = json!({ "include_deleted": "true", "sort": "_id:asc" });
    assert_eq!(katrin.ids("contract", asked).await, [id::POWER]);
}
