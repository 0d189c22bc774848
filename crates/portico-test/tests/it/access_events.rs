//! Access events: told once in a while when a record is opened, and only about what its reader sees.

use portico_test::cast::{AUENTAL, KATRIN, PETRA, RHEINTAL, THOMAS, id};
use portico_test::{Client, TestApp, both_engines};
use serde_json::Value;

both_engines!(
    opening_a_record_is_told_once_in_a_while,
    many_at_once_are_one_event,
    what_is_not_visible_is_not_told,
    a_portal_that_is_not_ones_own_is_refused,
);

fn path(schema: &str, query: &str) -> String {
    format!("/v3/portal/entity/{schema}/access?portal_id={}{query}", AUENTAL.customer_portal)
}

async fn told(client: &Client, path: &str) -> String {
    let answer = client.post(path, &Value::Null).await.is(200);
    answer["eventId"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
}

async fn events(app: &TestApp) -> usize {
    let jobs = app.dump_of("*").await;
    jobs.iter().filter(|row| row.starts_with("jobs:") && row.contains("entity_access")).count()
}

async fn opening_a_record_is_told_once_in_a_while(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let power = path("contract", &format!("&entity_id={}", id::POWER));
    let first = told(&katrin, &power).await;
    assert_eq!(first.len(), 26);
    assert_eq!(told(&katrin, &power).await, first);
    let by_origin =
        format!("/v2/portal/entity/contract/access?origin=END_CUSTOMER_PORTAL&entity_id={}", id::POWER);
    assert_eq!(told(&katrin, &by_origin).await, first);
    assert_eq!(events(&app).await, 1);
    // The list, another record and another time are events of their own.
    let list = told(&katrin, &path("contract", "")).await;
    let gas = told(&katrin, &path("contract", &format!("&entity_id={}", id::GAS))).await;
    app.clock.advance_seconds(61);
    let later = told(&katrin, &power).await;
    let mut all = vec![first, list, gas, later];
    all.sort();
    all.dedup();
    assert_eq!((all.len(), events(&app).await), (4, 4));
    app.work_off_jobs().await;
    assert_eq!(events(&app).await, 0);
}

async fn many_at_once_are_one_event(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let running: Vec<_> = (0..12)
        .map(|_| {
            let katrin = katrin.clone();
            let power = path("contract", &format!("&entity_id={}", id::POWER));
            tokio::spawn(async move { katrin.post(&power, &Value::Null).await })
        })
        .collect();
    let mut ids = Vec::new();
    for one in running {
        let answer = one.await.expect("an answer");
        match answer.status.as_u16() {
            200 => ids.push(answer.json()["eventId"].clone()),
            status => assert_eq!(status, 409, "{}", answer.text),
        }
    }
    ids.dedup();
    assert_eq!((ids.len(), events(&app).await), (1, 1));
}

async fn what_is_not_visible_is_not_told(app: TestApp) {
    let thomas = app.as_person(THOMAS).await;
    let before = app.dump().await;
    let random = thomas.post(&path("contract", &format!("&entity_id={}", id::NOBODY)), &Value::Null).await;
    assert_eq!(random.status, 404);
    for (schema, id) in
        [("contract", id::POWER), ("contract", id::FOREIGN), ("order", id::POWER), ("supplier", id::SUPPLIER)]
    {
        let answer = thomas.post(&path(schema, &format!("&entity_id={id}")), &Value::Null).await;
        assert_eq!((answer.status, answer.text), (random.status, random.text.clone()), "{schema} {id}");
    }
    for schema in ["supplier", "nothing"] {
        thomas.post(&path(schema, ""), &Value::Null).await.is(404);
    }
    assert_eq!((app.dump().await, events(&app).await), (before, 0));
}

async fn a_portal_that_is_not_ones_own_is_refused(app: TestApp) {
    let (katrin, petra) = (app.as_person(KATRIN).await, app.as_person(PETRA).await);
    let v3 = |query: &str| format!("/v3/portal/entity/contract/access{query}");
    told(&katrin, &v3(&format!("?domain={}", AUENTAL.customer_domain()))).await;
    for query in [
        format!("?portal_id={}", RHEINTAL.customer_portal),
        format!("?portal_id={}", AUENTAL.installer_portal),
        "?domain=nobody.example".to_owned(),
        format!("?domain={}", RHEINTAL.customer_domain()),
    ] {
        katrin.post(&v3(&query), &Value::Null).await.is(403);
    }
    petra.post(&path("opportunity", ""), &Value::Null).await.is(403);
    petra.post("/v2/portal/entity/opportunity/access?origin=END_CUSTOMER_PORTAL", &Value::Null).await.is(403);
    katrin.post(&v3(""), &Value::Null).await.names("portal_id");
    katrin.post("/v2/portal/entity/contract/access", &Value::Null).await.names("origin");
}
