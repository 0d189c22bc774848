//! Meters and their readings: shown with the right to see readings, for the time in which the meter was the reader's.

use portico_core::meter_readings::{self, NewReading};
use portico_kit::{EntityId, Instant, Random};
use portico_test::cast::{KATRIN, id};
use portico_test::{TestApp, both_engines};
use serde_json::json;

use crate::scene::{allow, block, deny_act, look, put_page};

both_engines!(
    readings_need_the_right_to_see_readings,
    readings_of_others_before_and_after_the_contract_stay_hidden,
    sixty_readings_cost_as_many_statements_as_two,
    a_chosen_meter_is_one_of_the_chosen_contract,
);

/// One reading in the middle of each of these months of 2025, each 100 more than the one before.
async fn read(app: &TestApp, days: &[&str]) {
    let reading = |(number, day): (usize, &&str)| {
        let value = 1000.0 + 100.0 * number as f64;
        let at = format!("{day}T10:00:00.000Z");
        let doc =
            json!({ "counter_id": id::COUNTER, "value": value, "timestamp": at, "remark": "Wassermann" });
        NewReading {
            meter: EntityId::from(id::METER),
            counter: EntityId::from(id::COUNTER),
            read_at: Instant::parse_iso(&at).expect("a moment"),
            value,
            doc,
        }
    };
    let readings: Vec<NewReading> = days.iter().enumerate().map(reading).collect();
    let random = Random::system();
    app.as_organisation(move |tx, caller| meter_readings::import(tx, caller, &readings, &random))
        .await
        .expect("the readings");
}

fn meter_page() -> String {
    format!("meter/{}", id::METER)
}

async fn put_readings(app: &TestApp) {
    put_page(app, "meter", Some("meter"), &[block(1, "meter_readings", json!({ "page_size": 100 }))]).await;
}

async fn readings_need_the_right_to_see_readings(app: TestApp) {
    put_readings(&app).await;
    read(&app, &["2025-03-01", "2025-06-01"]).await;
    assert!(!look(&app, KATRIN, &meter_page()).await.says("1.100"));
    allow(&app, "meter_reading:view", "*").await;
    let seen = look(&app, KATRIN, &meter_page()).await;
    assert!(seen.says("1.100") && seen.says("1.000"), "{seen:?}");
    assert!(!seen.says("Wassermann"), "a remark is not part of the table");
    deny_act(&app, "entity:view", "meter_counter:*").await;
    assert!(!look(&app, KATRIN, &meter_page()).await.says("1.100"), "no counter, no readings");
}

async fn readings_of_others_before_and_after_the_contract_stay_hidden(app: TestApp) {
    put_readings(&app).await;
    allow(&app, "meter_reading:view", "*").await;
    read(&app, &["2025-01-10", "2025-03-01", "2025-06-01", "2025-09-30", "2025-12-01"]).await;
    let dates = json!({ "started_on": "2025-03-01", "termination_date": "2025-09-30" });
    app.admin().edit("contract", id::POWER, dates).await.ok();
    let seen = look(&app, KATRIN, &meter_page()).await;
    assert!(["1.100", "1.200", "1.300"].iter().all(|value| seen.says(value)), "{seen:?}");
    assert!(!seen.says("1.000") && !seen.says("1.400"), "somebody else read these: {seen:?}");
}

async fn sixty_readings_cost_as_many_statements_as_two(app: TestApp) {
    put_readings(&app).await;
    allow(&app, "meter_reading:view", "*").await;
    read(&app, &["2024-01-01", "2024-01-02"]).await;
    let few = look(&app, KATRIN, &meter_page()).await;
    let days: Vec<String> =
        (1..=60).map(|day| format!("2024-{:02}-{:02}", 2 + day / 28, 1 + day % 28)).collect();
    read(&app, &days.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let many = look(&app, KATRIN, &meter_page()).await;
    assert!(few.statements > 0 && many.says("6.900"), "{many:?}");
    assert_eq!(few.statements, many.statements);
}

async fn a_chosen_meter_is_one_of_the_chosen_contract(app: TestApp) {
    let blocks =
        [block(1, "entity_selector", json!({ "schema": "contract" })), block(2, "meter_selector", json!({}))];
    put_page(&app, "prices", None, &blocks).await;
    let seen = look(&app, KATRIN, &format!("prices?contract={}", id::POWER)).await;
    assert!(seen.says("Z-1"), "{seen:?}");
    let seen = look(&app, KATRIN, &format!("prices?contract={}", id::GAS)).await;
    assert!(!seen.says("Z-1"), "{seen:?}");
}
