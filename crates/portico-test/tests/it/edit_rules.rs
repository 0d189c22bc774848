//! Edit rules: how often, how far and until when a portal user changes what it may change at all.

use portico_test::cast::{AUENTAL, KATRIN, THOMAS, id};
use portico_test::{Client, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    without_rules_nothing_is_blocked,
    only_so_many_changes_in_a_while,
    of_many_changes_at_once_only_so_many_arrive,
    a_value_moves_only_so_far,
    nothing_changes_shortly_before_its_date,
    nothing_changes_while_a_payment_is_overdue,
    a_check_tells_nothing_of_what_is_hidden,
    rules_bind_portal_users_only,
);

fn rule(attribute: &str, more: Value) -> Value {
    let mut rule = json!({ "slug": "contract", "attribute": attribute });
    rule.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
    rule
}

/// Lets customers change some attributes, under rules.
async fn configure(app: &TestApp, rules: Value) {
    let admin = app.admin();
    admin
        .put(
            &format!("/v3/portal/config/{}", AUENTAL.customer_portal),
            &json!({ "entity_edit_rules": rules }),
        )
        .await
        .ok();
    let role = format!("/v1/permissions/roles/{}:default_end_customer_portal_role", AUENTAL.id);
    let mut doc = admin.get(&role).await.ok();
    for attribute in ["installment", "started_on", "consumption"] {
        let grant =
            json!({ "action": "entity:attribute:edit", "resource": format!("contract:*/{attribute}") });
        doc["grants"].as_array_mut().expect("a list").push(grant);
    }
    admin.put(&role, &doc).await.ok();
}

async fn check(client: &Client, query: &str) -> Value {
    client.get(&format!("/v2/portal/contract/{}:validateRule{query}", id::POWER)).await.ok()
}

async fn without_rules_nothing_is_blocked(app: TestApp) {
    let (katrin, thomas) = (app.as_person(KATRIN).await, app.as_person(THOMAS).await);
    let free = json!({ "isBlockedByRules": false });
    assert_eq!(check(&katrin, "?attribute=nickname").await, free);
    assert_eq!(check(&katrin, "").await, free);
    // However the colon is written.
    let spelled = format!("/v2/portal/contract/{}%3AvalidateRule?attribute=nickname", id::POWER);
    assert_eq!(katrin.get(&spelled).await.ok(), free);
    assert_eq!(check(&app.admin(), "?attribute=nickname").await, free);
    let random = thomas.get(&format!("/v2/portal/contract/{}:validateRule", id::NOBODY)).await;
    assert_eq!(random.status, 404);
    for path in [
        format!("contract/{}", id::POWER),
        format!("order/{}", id::ORDER),
        format!("supplier/{}", id::SUPPLIER),
    ] {
        let answer = thomas.get(&format!("/v2/portal/{path}:validateRule?attribute=nickname")).await;
        assert_eq!((answer.status, answer.text), (random.status, random.text.clone()), "{path}");
    }
}

async fn only_so_many_changes_in_a_while(app: TestApp) {
    let limited = rule(
        "nickname",
        json!({ "rule_type": "cadence", "cadence_period_type": "months", "cadence_period": 1, "changes_allowed": 1 }),
    );
    configure(&app, json!([limited])).await;
    let katrin = app.as_person(KATRIN).await;
    katrin.change("contract", id::POWER, json!({ "nickname": "Eins" })).await.ok();
    assert_eq!(
        check(&katrin, "?attribute=nickname").await,
        json!({ "isBlockedByRules": true, "failedRule": limited })
    );
    let before = app.dump().await;
    for path in
        [format!("/v2/portal/contract/{}", id::POWER), format!("/v2/portal/entity/contract/{}", id::POWER)]
    {
        let refused = katrin.patch(&path, &json!({ "nickname": "Zwei" })).await.is(403);
        assert_eq!(refused["failed_rule"], limited);
        assert!(refused["message"].as_str().is_some_and(|text| text.contains("nickname")));
        katrin.patch(&path, &json!({ "nickname": null })).await.is(403);
        // The same value is no change.
        katrin.patch(&path, &json!({ "nickname": "Eins" })).await.ok();
    }
    assert_eq!(app.dump().await, before);
    // Other attributes and other records are free.
    assert_eq!(check(&katrin, "?attribute=delivery_address").await["isBlockedByRules"], false);
    katrin.change("contract", id::POWER, json!({ "delivery_address": [] })).await.ok();
    app.clock.advance_seconds(31 * 86_400);
    let katrin = app.as_person(KATRIN).await;
    assert_eq!(check(&katrin, "?attribute=nickname").await["isBlockedByRules"], false);
    katrin.change("contract", id::POWER, json!({ "nickname": "Zwei" })).await.ok();
}

async fn of_many_changes_at_once_only_so_many_arrive(app: TestApp) {
    let limited = json!({ "rule_type": "cadence", "cadence_period_type": "days", "cadence_period": 7, "changes_allowed": 2 });
    configure(&app, json!([rule("nickname", limited)])).await;
    let katrin = app.as_person(KATRIN).await;
    let running: Vec<_> = (0..10)
        .map(|number| {
            let katrin = katrin.clone();
            let sent = json!({ "nickname": format!("N{number}") });
            tokio::spawn(async move { katrin.change("contract", id::POWER, sent).await.status.as_u16() })
        })
        .collect();
    let mut arrived = 0;
    for one in running {
        match one.await.expect("an answer") {
            200 => arrived += 1,
            status => assert!([403, 409].contains(&status), "{status}"),
        }
    }
    assert!(arrived <= 2, "{arrived}");
    assert_eq!(katrin.activity("contract", id::POWER).await.ok()["total"], arrived);
}

async fn a_value_moves_only_so_far(app: TestApp) {
    let limited = rule(
        "installment",
        json!({ "rule_type": "relative_to_current_value", "allowed_increment": "50%", "allowed_decrement": "900" }),
    );
    configure(&app, json!([limited])).await;
    let katrin = app.as_person(KATRIN).await;
    for amount in [13_351, 7_999] {
        let refused = katrin.change("contract", id::POWER, json!({ "installment": amount })).await.is(403);
        assert_eq!(refused["failed_rule"]["rule_type"], "relative_to_current_value", "{amount}");
    }
    // It asks about the new value, so the check beforehand has nothing to say.
    assert_eq!(check(&katrin, "?attribute=installment").await["isBlockedByRules"], false);
    katrin.change("contract", id::POWER, json!({ "installment": 13_350 })).await.ok();
}

async fn nothing_changes_shortly_before_its_date(app: TestApp) {
    configure(
        &app,
        json!([rule(
            "started_on",
            json!({ "rule_type": "days_before_date", "number_of_days_before_restriction": 14 })
        )]),
    )
    .await;
    let (admin, katrin) = (app.admin(), app.as_person(KATRIN).await);
    admin.edit("contract", id::POWER, json!({ "started_on": "2026-12-08" })).await.ok();
    katrin.change("contract", id::POWER, json!({ "started_on": "2026-12-20" })).await.is(403);
    assert_eq!(check(&katrin, "?attribute=started_on").await["isBlockedByRules"], true);
    admin.edit("contract", id::POWER, json!({ "started_on": "2026-12-09" })).await.ok();
    assert_eq!(check(&katrin, "?attribute=started_on").await["isBlockedByRules"], false);
    katrin.change("contract", id::POWER, json!({ "started_on": "2026-12-20" })).await.ok();
}

async fn nothing_changes_while_a_payment_is_overdue(app: TestApp) {
    let limited = |days: i64| {
        json!([rule("nickname", json!({ "rule_type": "overdue_payments", "grace_period": days }))])
    };
    configure(&app, limited(24)).await;
    let (admin, katrin) = (app.admin(), app.as_person(KATRIN).await);
    // Due on the first, today is the 25th.
    assert_eq!(check(&katrin, "?attribute=nickname").await["isBlockedByRules"], false);
    configure(&app, limited(23)).await;
    assert_eq!(check(&katrin, "").await["failedRule"]["rule_type"], "overdue_payments");
    katrin.change("contract", id::POWER, json!({ "nickname": "X" })).await.is(403);
    admin.edit("billing_event", id::INVOICE, json!({ "paid_date": "2026-11-24" })).await.ok();
    katrin.change("contract", id::POWER, json!({ "nickname": "X" })).await.ok();
}

async fn a_check_tells_nothing_of_what_is_hidden(app: TestApp) {
    let never = json!({ "rule_type": "cadence", "changes_allowed": 0 });
    configure(&app, json!([rule("margin", never.clone()), rule("iban", never)])).await;
    let katrin = app.as_person(KATRIN).await;
    let unknown = check(&katrin, "?attribute=no_such_thing").await;
    for query in ["?attribute=margin", "?attribute=iban", ""] {
        assert_eq!(check(&katrin, query).await, unknown, "{query}");
    }
}

async fn rules_bind_portal_users_only(app: TestApp) {
    configure(&app, json!([rule("nickname", json!({ "rule_type": "cadence", "changes_allowed": 0 }))])).await;
    app.as_person(KATRIN).await.change("contract", id::POWER, json!({ "nickname": "X" })).await.is(403);
    app.admin().edit("contract", id::POWER, json!({ "nickname": "X" })).await.ok();
    assert_eq!(check(&app.admin(), "").await["isBlockedByRules"], false);
    let config = format!("/v3/portal/config/{}", AUENTAL.customer_portal);
    for wrong in [json!({}), json!(["nonsense"]), json!([{ "rule_type": "unknown" }])] {
        app.admin().put(&config, &json!({ "entity_edit_rules": wrong })).await.names("entity_edit_rules");
    }
}
