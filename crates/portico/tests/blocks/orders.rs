//! Products and offers: what they hold, who is asked, and what stays hidden.

use portico_test::cast::{KATRIN, THOMAS, id};
use portico_test::{TestApp, both_engines};
use serde_json::json;

use crate::scene::{block, deny, look, put_page};

both_engines!(
    an_offer_is_shown_with_its_two_answers_to_its_customer_only,
    an_answered_offer_asks_nothing,
    products_are_named_as_far_as_their_reader_sees_them,
    forty_line_items_cost_as_many_statements_as_one,
);

fn order_page() -> String {
    format!("order/{}", id::ORDER)
}

async fn put_summary(app: &TestApp) {
    put_page(app, "order", Some("order"), &[block(1, "order_summary", json!({}))]).await;
}

async fn an_offer_is_shown_with_its_two_answers_to_its_customer_only(app: TestApp) {
    put_summary(&app).await;
    let seen = look(&app, KATRIN, &order_page()).await;
    assert!(
        seen.says("Panel Auental") && seen.says("answer=accept") && seen.says("answer=decline"),
        "{seen:?}"
    );
    assert!(!seen.says("Walross"), "the cost of the product is the office's own");
    assert!(look(&app, THOMAS, &order_page()).await.says("NotFound"));
    deny(&app, "order:*/status").await;
    let seen = look(&app, KATRIN, &order_page()).await;
    assert!(seen.says("Panel Auental") && !seen.says("answer="), "the question would tell the status");
}

async fn an_answered_offer_asks_nothing(app: TestApp) {
    put_summary(&app).await;
    let katrin = app.as_person(KATRIN).await;
    let path = format!("/v2/portal/order/{}/acceptance", id::ORDER);
    katrin.post(&path, &json!({ "decision": "accept" })).await.ok();
    let seen = look(&app, KATRIN, &order_page()).await;
    assert!(seen.says("Panel Auental") && !seen.says("answer="), "{seen:?}");
}

async fn products_are_named_as_far_as_their_reader_sees_them(app: TestApp) {
    put_page(&app, "order", Some("order"), &[block(1, "products", json!({ "schema": "order" }))]).await;
    app.admin().edit("order", id::ORDER, json!({ "line_items": [
        { "product_id": id::NOBODY, "quantity": 3 }, { "product_id": id::PANEL, "quantity": 7, "unit": "Stück" },
    ] })).await.ok();
    let seen = look(&app, KATRIN, &order_page()).await;
    assert!(seen.says("Panel Auental") && seen.says("7\u{a0}Stück"), "{seen:?}");
    assert!(!seen.says("Prototyp") && !seen.says("Walross"), "{seen:?}");
    deny(&app, "order:*/line_items").await;
    let seen = look(&app, KATRIN, &order_page()).await;
    assert!(!seen.says("Panel Auental") && !seen.says("Stück"), "{seen:?}");
}

async fn forty_line_items_cost_as_many_statements_as_one(app: TestApp) {
    let blocks = [block(1, "order_summary", json!({})), block(2, "products", json!({ "schema": "order" }))];
    put_page(&app, "order", Some("order"), &blocks).await;
    let item = |number: usize| json!({ "name": format!("Item {number}"), "product_id": id::PANEL, "unit_amount": number });
    // Both times the order has a history: a record without one is not asked what was put back.
    let with = async |count: usize| {
        let items: Vec<_> = (0..count).map(item).collect();
        app.admin().edit("order", id::ORDER, json!({ "line_items": items })).await.ok();
        look(&app, KATRIN, &order_page()).await
    };
    let (few, many) = (with(1).await, with(40).await);
    assert!(many.says("Item 39"), "{many:?}");
    assert_eq!(few.statements, many.statements);
}
