//! Removed records: brought back with everything that leads to them, or erased with their history.

use portico_test::cast::{AUENTAL, KATRIN, PASSWORD, id};
use portico_test::{TestApp, both_engines};
use serde_json::json;

both_engines!(
    a_restored_record_is_as_it_was,
    what_was_removed_meanwhile_stays_away,
    a_restored_user_is_who_it_was_but_proves_itself_anew,
    what_is_not_removed_is_not_restored,
    a_purged_record_leaves_no_trace,
);

fn restore(schema: &str, id: &str) -> String {
    format!("/v1/entity/{schema}/{id}:restore")
}

async fn a_restored_record_is_as_it_was(app: TestApp) {
    let (admin, katrin) = (app.admin(), app.as_person(KATRIN).await);
    let before = admin.record("contract", id::POWER).await;
    let rows = |rows: Vec<String>| -> Vec<String> {
        let kept = ["entities:", "relations:", "identifiers:", "words:"];
        rows.into_iter().filter(|row| kept.iter().any(|table| row.starts_with(table))).collect()
    };
    let all = rows(app.dump().await);
    admin.delete(&format!("/v1/entity/contract/{}", id::POWER)).await.ok();
    katrin.view("meter", id::METER).await.is(404);
    let restored = admin.patch(&restore("contract", id::POWER), &json!({})).await.is(200);
    assert_eq!(restored, before);
    assert_eq!(rows(app.dump().await), all);
    assert_eq!(katrin.view("contract", id::POWER).await.ok()["result"]["_id"], id::POWER);
    katrin.view("meter", id::METER).await.ok();
    assert_eq!(katrin.ids("contract", json!({ "q": "4711" })).await, [id::POWER]);
    let history = admin.activity("contract", id::POWER).await;
    assert!(history.says("EntityRestored") && history.says("restoreEntity"), "{}", history.text);
}

async fn what_was_removed_meanwhile_stays_away(app: TestApp) {
    let (admin, katrin) = (app.admin(), app.as_person(KATRIN).await);
    admin.delete(&format!("/v1/entity/contract/{}", id::POWER)).await.ok();
    admin.delete(&format!("/v1/entity/meter/{}", id::METER)).await.ok();
    admin.patch(&restore("contract", id::POWER), &json!({})).await.ok();
    katrin.view("meter", id::METER).await.is(404);
    assert!(
        !admin
            .get(&format!("/v1/entity/contract/{}/relations?include_reverse=true", id::POWER))
            .await
            .says(id::METER)
    );
    admin.patch(&restore("meter", id::METER), &json!({})).await.ok();
    katrin.view("meter", id::METER).await.ok();
}

async fn a_restored_user_is_who_it_was_but_proves_itself_anew(app: TestApp) {
    let (admin, katrin) = (app.admin(), app.as_person(KATRIN).await);
    katrin.view("contract", id::POWER).await.ok();
    admin.delete(&format!("/v1/entity/portal_user/{}", id::KATRIN_USER)).await.ok();
    katrin.view("contract", id::POWER).await.is(401);
    // Somebody else has the address meanwhile.
    let sent = json!({ "email": KATRIN.email, "portal_id": AUENTAL.customer_portal });
    let other = admin.post("/v1/entity/portal_user", &sent).await.is(201)["_id"].clone();
    admin.patch(&restore("portal_user", id::KATRIN_USER), &json!({})).await.is(409);
    admin.delete(&format!("/v1/entity/portal_user/{}", other.as_str().unwrap_or_default())).await.ok();
    admin.patch(&restore("portal_user", id::KATRIN_USER), &json!({})).await.ok();
    // Neither the old session nor the old password let in.
    katrin.view("contract", id::POWER).await.is(401);
    app.nobody().try_login(AUENTAL.customer_portal, KATRIN.email, PASSWORD).await.is(401);
}

async fn what_is_not_removed_is_not_restored(app: TestApp) {
    let (admin, rival) = (app.admin(), app.rival_admin());
    admin.patch(&restore("contract", id::POWER), &json!({})).await.is(400);
    admin.patch(&restore("contract", id::NOBODY), &json!({})).await.is(404);
    admin.delete(&format!("/v1/entity/contract/{}", id::POWER)).await.ok();
    admin.patch(&restore("order", id::POWER), &json!({})).await.is(404);
    // The rival's record of the same id was never removed.
    rival.patch(&restore("contract", id::POWER), &json!({})).await.is(400);
    admin.get(&format!("/v2/entity/contract/{}", id::POWER)).await.is(404);
}

async fn a_purged_record_leaves_no_trace(app: TestApp) {
    let (admin, katrin) = (app.admin(), app.as_person(KATRIN).await);
    katrin.change("contract", id::POWER, json!({ "nickname": "Flohzirkus" })).await.ok();
    admin.delete(&format!("/v1/entity/contract/{}?purge=true", id::POWER)).await.ok();
    app.work_off_jobs().await;
    let left: Vec<String> = app.dump().await.into_iter().filter(|row| row.contains("Flohzirkus")).collect();
    assert!(left.is_empty(), "{left:?}");
    admin.patch(&restore("contract", id::POWER), &json!({})).await.is(404);
    katrin.view("contract", id::POWER).await.is(404);
    // Also one that was removed before; what others did is still told.
    katrin.change("contact", id::KATRIN, json!({ "phone": "2" })).await.ok();
    admin.delete(&format!("/v1/entity/contract/{}", id::THOMAS_POWER)).await.ok();
    admin.delete(&format!("/v1/entity/contract/{}?purge=true", id::THOMAS_POWER)).await.ok();
    admin.delete(&format!("/v1/entity/contract/{}?purge=true", id::THOMAS_POWER)).await.is(404);
    assert!(
        katrin.activity("contact", id::KATRIN).await.ok()["total"].as_i64().is_some_and(|total| total > 0)
    );
    // The rival's record of the same id stays.
    assert_eq!(app.rival_admin().record("contract", id::POWER).await["_id"], id::POWER);
}
