//! Revocation: what was taken away is gone with the next request.

use portico_test::cast::{AUENTAL, KATRIN, PASSWORD, PETRA, id};
use portico_test::{Client, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    withdrawn_access_ends_at_once,
    a_deleted_user_is_out_at_once,
    signing_out_ends_the_session_and_no_other,
    a_revoked_refresh_token_ends_its_session,
    a_disabled_portal_lets_nobody_in,
    a_changed_role_decides_the_next_request,
    a_changed_relation_decides_the_next_request,
    a_narrowed_portal_decides_the_next_request,
    a_revoked_api_token_is_refused_at_once,
    an_access_that_ends_by_the_clock_ends,
);

/// What a customer does, by reading, listing and writing.
async fn uses(client: &Client) -> [u16; 4] {
    [
        client.view("contract", id::POWER).await,
        client.search("contract", json!({})).await,
        client.change("contract", id::POWER, json!({})).await,
        client.get("/v2/portal/user").await,
    ]
    .map(|answer| answer.status.as_u16())
}

const IN: [u16; 4] = [200; 4];
const OUT: [u16; 4] = [401; 4];

async fn withdrawn_access_ends_at_once(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    for change in
        [json!({ "access_status": false }), json!({ "registration_status": "Email Invitation Sent" })]
    {
        assert_eq!(uses(&katrin).await, IN);
        admin.edit("portal_user", id::KATRIN_USER, change).await.ok();
        assert_eq!(uses(&katrin).await, OUT);
        let refused = app.nobody().try_login(AUENTAL.customer_portal, KATRIN.email, PASSWORD).await;
        assert_eq!(refused.status, 401);
        let back = json!({ "access_status": true, "registration_status": "Registered" });
        admin.edit("portal_user", id::KATRIN_USER, back).await.ok();
    }
    assert_eq!(uses(&katrin).await, IN);
}

async fn a_deleted_user_is_out_at_once(app: TestApp) {
    let (katrin, petra, admin) = (app.as_person(KATRIN).await, app.as_person(PETRA).await, app.admin());
    assert_eq!(uses(&katrin).await, IN);
    admin.delete(&format!("/v1/entity/portal_user/{}", id::KATRIN_USER)).await.ok();
    assert_eq!(uses(&katrin).await, OUT);
    let refresh = json!({ "refresh_token": katrin.tokens["refresh_token"] });
    app.nobody().post("/auth/refresh", &refresh).await.is(401);
    petra.get("/v2/portal/user").await.ok();
    // Her contact deleted, a user is pending again.
    admin.delete(&format!("/v1/entity/contact/{}", id::PETRA)).await.ok();
    assert_eq!(petra.get("/v2/portal/contact").await.is(401)["reason"], "PORTAL_USER_PENDING_ACTIVATION");
    petra.view("opportunity", id::ROOF).await.is(401);
}

async fn signing_out_ends_the_session_and_no_other(app: TestApp) {
    let (phone, laptop) = (app.as_person(KATRIN).await, app.as_person(KATRIN).await);
    assert_eq!((uses(&phone).await, uses(&laptop).await), (IN, IN));
    phone.post("/auth/logout", &json!({})).await.is(204);
    assert_eq!((uses(&phone).await, uses(&laptop).await), (OUT, IN));
    let refresh = json!({ "refresh_token": phone.tokens["refresh_token"] });
    app.nobody().post("/auth/refresh", &refresh).await.is(401);
}

async fn a_revoked_refresh_token_ends_its_session(app: TestApp) {
    let (phone, laptop, petra) =
        (app.as_person(KATRIN).await, app.as_person(KATRIN).await, app.as_person(PETRA).await);
    let path = "/v2/portal/token/revoke";
    let of = |client: &Client| json!({ "refresh_token": client.tokens["refresh_token"] });
    // Somebody else's is not hers to revoke.
    laptop.post(path, &of(&petra)).await.names("refresh_token");
    petra.get("/v2/portal/user").await.ok();
    laptop.post(path, &of(&phone)).await.ok();
    assert_eq!((uses(&phone).await, uses(&laptop).await), (OUT, IN));
    laptop.post("/v2/portal/token/validate", &json!({})).await.is(204);
    phone.post("/v2/portal/token/validate", &json!({})).await.is(401);
    // Twice does no harm.
    laptop.post(path, &of(&phone)).await.ok();
}

async fn a_disabled_portal_lets_nobody_in(app: TestApp) {
    let (katrin, petra, admin) = (app.as_person(KATRIN).await, app.as_person(PETRA).await, app.admin());
    let path = format!("/v3/portal/config/{}", AUENTAL.customer_portal);
    admin.put(&path, &json!({ "enabled": false })).await.ok();
    assert_eq!(uses(&katrin).await, OUT);
    let refused = app.nobody().try_login(AUENTAL.customer_portal, KATRIN.email, PASSWORD).await;
    assert_eq!(refused.status, 401);
    petra.get("/v2/portal/user").await.ok();
    let pages =
        app.nobody().get(&format!("/v2/portal/public/pages?domain={}", AUENTAL.customer_domain())).await;
    assert_eq!(pages.ok(), json!([]));
    admin.put(&path, &json!({ "enabled": true })).await.ok();
    assert_eq!(uses(&katrin).await, IN);
}

/// Adds a grant to the customers' role.
async fn grant(admin: &Client, grant: Value) {
    let path = format!("/v1/permissions/roles/{}:default_end_customer_portal_role", AUENTAL.id);
    let mut role = admin.get(&path).await.ok();
    role["grants"].as_array_mut().expect("grants").push(grant);
    admin.put(&path, &role).await.ok();
}

async fn a_changed_role_decides_the_next_request(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    let shows = |answer: Value, name: &str| answer["result"].get(name).is_some();
    assert!(shows(katrin.view("contract", id::POWER).await.ok(), "installment"));
    grant(
        &admin,
        json!({ "action": "entity:attribute:view", "resource": "contract:*/installment", "effect": "deny" }),
    )
    .await;
    assert!(!shows(katrin.view("contract", id::POWER).await.ok(), "installment"));
    katrin.search("contract", json!({ "sort": "installment:asc" })).await.names("sort");
    grant(&admin, json!({ "action": "entity:edit", "resource": "contract:*", "effect": "deny" })).await;
    katrin.change("contract", id::POWER, json!({ "nickname": "x" })).await.is(403);
    let one = format!("contract:{}", id::GAS);
    grant(&admin, json!({ "action": "entity:view", "resource": one, "effect": "deny" })).await;
    assert_eq!(katrin.ids("contract", json!({})).await, [id::POWER]);
    katrin.view("contract", id::GAS).await.is(404);
    grant(&admin, json!({ "action": "*", "resource": "*", "effect": "deny" })).await;
    katrin.view("contract", id::POWER).await.is(404);
    katrin.get("/v2/portal/contact").await.is(404);
    let role = format!("/v1/permissions/roles/{}:default_end_customer_portal_role", AUENTAL.id);
    admin.delete(&role).await.ok();
    katrin.view("contract", id::POWER).await.is(404);
}

async fn a_changed_relation_decides_the_next_request(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    let contact = |id: &str| json!({ "contact": { "$relation": [{ "entity_id": id }] } });
    assert_eq!(katrin.ids("contract", json!({})).await, [id::POWER, id::GAS]);
    admin.edit("portal_user", id::KATRIN_USER, contact(id::THOMAS)).await.ok();
    assert_eq!(katrin.ids("contract", json!({})).await, [id::THOMAS_POWER]);
    katrin.view("contract", id::POWER).await.is(404);
    // Another record takes over: the contact's account is a root too, as long as the relation stands.
    let account = json!({ "account": { "$relation": [{ "entity_id": id::HANSMANN }] } });
    let to_the_firm = json!({ "customer": { "$relation": [{ "entity_id": id::HANSMANN }] } });
    admin.edit("contract", id::UNCLAIMED, to_the_firm).await.ok();
    katrin.view("contract", id::UNCLAIMED).await.is(404);
    admin.edit("contact", id::THOMAS, account).await.ok();
    katrin.view("contract", id::UNCLAIMED).await.ok();
    admin.edit("contact", id::THOMAS, json!({ "account": null })).await.ok();
    katrin.view("contract", id::UNCLAIMED).await.is(404);
    let represents = json!({ "represents": { "$relation": [{ "entity_id": id::HANSMANN }] } });
    admin.edit("portal_user", id::KATRIN_USER, represents).await.ok();
    katrin.view("contract", id::UNCLAIMED).await.ok();
    admin.delete(&format!("/v1/entity/account/{}", id::HANSMANN)).await.ok();
    katrin.view("contract", id::UNCLAIMED).await.is(404);
    admin.edit("portal_user", id::KATRIN_USER, json!({ "contact": null })).await.ok();
    katrin.view("contract", id::THOMAS_POWER).await.is(401);
}

async fn a_narrowed_portal_decides_the_next_request(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    let path = format!("/v3/portal/config/{}", AUENTAL.customer_portal);
    katrin.view("meter", id::METER).await.ok();
    admin.put(&path, &json!({ "allowed_portal_entities": ["meter", "contact"] })).await.ok();
    // Reach is about relations alone: the meter is reached through the contract that is not shown.
    katrin.view("meter", id::METER).await.ok();
    katrin.view("contract", id::POWER).await.is(404);
    admin.put(&path, &json!({ "access_paths": { "meter": [] } })).await.ok();
    katrin.view("meter", id::METER).await.is(404);
    assert_eq!(katrin.ids("meter", json!({})).await, Vec::<String>::new());
}

async fn a_revoked_api_token_is_refused_at_once(app: TestApp) {
    let admin = app.admin();
    let made = admin.post("/v1/access-tokens", &json!({ "name": "program" })).await.is(201);
    let program = app.nobody().with(made["token"].as_str().unwrap_or_default());
    program.get("/v1/entity/schemas").await.ok();
    let path = format!("/v1/access-tokens/{}", made["id"].as_str().unwrap_or_default());
    app.rival_admin().delete(&path).await.is(404);
    program.get("/v1/entity/schemas").await.ok();
    admin.delete(&path).await.ok();
    program.get("/v1/entity/schemas").await.is(401);
    admin.get("/v1/entity/schemas").await.ok();
}

async fn an_access_that_ends_by_the_clock_ends(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    let soon = json!({ "expires_at": "2026-11-25T08:05:00.000Z" });
    admin.edit("portal_user", id::KATRIN_USER, soon).await.ok();
    app.clock.advance_seconds(299);
    assert_eq!(uses(&katrin).await, IN);
    app.clock.advance_seconds(1);
    assert_eq!(uses(&katrin).await, OUT);
}
