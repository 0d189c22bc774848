//! Races: of many who do the same at once exactly one wins, and nothing is lost or done by halves.

use std::future::Future;

use portico_test::cast::{AUENTAL, KATRIN, id};
use portico_test::{Answer, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    of_many_changes_of_the_same_version_one_wins,
    changes_of_different_attributes_all_arrive,
    a_refresh_token_is_good_for_one_of_many,
    an_address_becomes_one_user,
    a_domain_is_claimed_once,
    a_contract_is_claimed_once,
    a_slug_is_taken_once,
);

const MANY: usize = 12;

/// Runs many at once; answers their statuses, sorted.
async fn all_at_once<F>(each: impl Fn(usize) -> F) -> Vec<u16>
where
    F: Future<Output = Answer> + Send + 'static,
{
    let running: Vec<_> = (0..MANY).map(|number| tokio::spawn(each(number))).collect();
    let mut statuses = Vec::new();
    for one in running {
        statuses.push(one.await.expect("an answer").status.as_u16());
    }
    statuses.sort_unstable();
    statuses
}

/// One success, and refusals of this status.
fn one_and(status: u16, refused: u16) -> Vec<u16> {
    let mut expected = vec![refused; MANY];
    expected[0] = status;
    expected.sort_unstable();
    expected
}

async fn of_many_changes_of_the_same_version_one_wins(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let seen = katrin.view("contract", id::POWER).await.ok()["result"]["_updated_at"].clone();
    let statuses = all_at_once(|number| {
        let (katrin, sent) =
            (katrin.clone(), json!({ "nickname": format!("N{number}"), "_updated_at": seen }));
        async move { katrin.change("contract", id::POWER, sent).await }
    });
    assert_eq!(statuses.await, one_and(200, 409));
    assert_eq!(katrin.activity("contract", id::POWER).await.ok()["total"], 1);
}

async fn changes_of_different_attributes_all_arrive(app: TestApp) {
    let admin = app.admin();
    let statuses = all_at_once(|number| {
        let (admin, sent) = (admin.clone(), json!({ format!("free_{number}"): number }));
        async move {
            // The database may ask for another try; a program does as it says.
            for _ in 0..20 {
                let answer = admin.edit("contract", id::POWER, sent.clone()).await;
                if answer.status != 409 {
                    return answer;
                }
            }
            panic!("refused twenty times")
        }
    });
    assert_eq!(statuses.await, vec![200; MANY]);
    let record = admin.record("contract", id::POWER).await;
    assert!((0..MANY).all(|number| record[format!("free_{number}")] == number), "{record}");
    let history = admin.activity("contract", id::POWER).await.ok();
    assert_eq!(history["total"], MANY);
    // Each entry tells one attribute: none was written from an older version.
    let entries = history["results"].as_array().into_iter().flatten();
    let told = entries
        .filter_map(|entry| entry.pointer("/operations/0/diff/added")?.as_object().map(|added| added.len()));
    assert_eq!(told.collect::<Vec<_>>(), vec![1; MANY]);
}

async fn a_refresh_token_is_good_for_one_of_many(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let statuses = all_at_once(|_| {
        let (nobody, sent) = (app.nobody(), json!({ "refresh_token": katrin.tokens["refresh_token"] }));
        async move { nobody.post("/auth/refresh", &sent).await }
    });
    let statuses = statuses.await;
    assert!(statuses.iter().filter(|status| **status == 200).count() <= 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| [200, 401, 409].contains(status)), "{statuses:?}");
    // It came more than once, so the family has ended.
    katrin.get("/v2/portal/user").await.is(401);
}

async fn an_address_becomes_one_user(app: TestApp) {
    let admin = app.admin();
    let statuses = all_at_once(|_| {
        let sent = json!({ "email": "new@example.org", "portal_id": AUENTAL.customer_portal });
        let admin = admin.clone();
        async move { admin.post("/v1/entity/portal_user", &sent).await }
    });
    assert_eq!(statuses.await, one_and(201, 409));
    let found = admin
        .post("/v1/entity:search", &json!({ "q": "_schema:portal_user AND email:new@example.org" }))
        .await;
    assert_eq!(found.ok()["hits"], 1);
}

async fn a_domain_is_claimed_once(app: TestApp) {
    let (ours, theirs) = (app.admin(), app.rival_admin());
    let statuses = all_at_once(|number| {
        let client = if number % 2 == 0 { ours.clone() } else { theirs.clone() };
        async move {
            client.post("/v3/portal/config", &json!({ "name": "New", "domain": "wanted.example" })).await
        }
    });
    assert_eq!(statuses.await, one_and(201, 409));
}

async fn a_contract_is_claimed_once(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let statuses = all_at_once(|_| {
        let sent = json!({ "contract": { "contract_number": "V-5000" }, "meter": { "meter_number": "Z-5" } });
        let katrin = katrin.clone();
        async move { katrin.post("/v2/portal/contract/by-identifiers", &sent).await }
    });
    let statuses = statuses.await;
    assert!(statuses.iter().all(|status| [200, 409].contains(status)), "{statuses:?}");
    let customers = app.admin().record("contract", id::UNCLAIMED).await["customer"]["$relation"].clone();
    assert_eq!(customers.as_array().map(Vec::len), Some(1), "{customers}");
    let history = app.admin().activity("contract", id::UNCLAIMED).await.ok();
    let entries: Vec<&Value> = history["results"].as_array().into_iter().flatten().collect();
    assert_eq!(entries.iter().filter(|entry| entry["type"] == "SelfAssignmentFromPortal").count(), 1);
}

async fn a_slug_is_taken_once(app: TestApp) {
    let (admin, path) = (app.admin(), format!("/v2/portal/pages?domain={}", AUENTAL.customer_domain()));
    let statuses = all_at_once(|number| {
        let (admin, path) = (admin.clone(), path.clone());
        async move { admin.post(&path, &json!({ "slug": "new", "order": number })).await }
    });
    let statuses = statuses.await;
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| [200, 400, 409].contains(status)), "{statuses:?}");
}
