//! Accounts: another address, leaving, acting in a user's place, and the colleagues of a company.

use portico_test::cast::{AUENTAL, KATRIN, PASSWORD, PETRA, RHEINTAL, id};
use portico_test::{Client, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    a_new_address_counts_once_its_letter_is_confirmed,
    an_address_of_somebody_else_is_not_given_away,
    whoever_leaves_is_out_at_once_and_the_contact_stays,
    staff_act_in_a_users_place_for_five_minutes_and_both_are_named,
    whoever_acts_for_a_user_cannot_change_who_may_sign_in,
    staff_learn_who_has_access_to_a_record,
    a_colleague_is_invited_registers_and_is_switched_off_and_on,
    colleagues_of_another_company_are_not_there,
    a_customer_without_a_company_has_no_colleagues,
);

async fn configure(app: &TestApp, portal: &str, config: Value) {
    app.admin().put(&format!("/v3/portal/config/{portal}"), &config).await.ok();
}

/// The token in the newest letter of a kind to an address.
async fn token(app: &TestApp, email: &str, kind: &str, name: &str) -> String {
    let mails = app.mails(AUENTAL.id).await;
    let mail = mails.into_iter().find(|mail| mail["to"] == email && mail["template"] == kind);
    let text = mail.unwrap_or_else(|| panic!("no {kind} to {email}"))["text"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let (_, rest) = text.split_once(&format!("{name}=")).unwrap_or_default();
    rest.split(['\n', '&']).next().unwrap_or_default().to_owned()
}

async fn confirm(app: &TestApp, token: &str) {
    let path = format!("/v2/portal/user/confirm?use_redirect=false&confirmation_link_token={token}");
    app.nobody().get(&path).await.ok();
}

async fn change_email(client: &Client, email: &str, password: &str) -> u16 {
    let sent = json!({ "email": email, "password": password });
    client.put("/v2/portal/user/update/email", &sent).await.status.as_u16()
}

async fn a_new_address_counts_once_its_letter_is_confirmed(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    assert_eq!(change_email(&katrin, "katrin@new.example", "wrong password").await, 400);
    assert_eq!(change_email(&katrin, "no address", PASSWORD).await, 400);
    assert_eq!(change_email(&katrin, "katrin@new.example", PASSWORD).await, 200);
    let nobody = app.nobody();
    nobody.try_login(AUENTAL.customer_portal, "katrin@new.example", PASSWORD).await.is(401);
    nobody.try_login(AUENTAL.customer_portal, KATRIN.email, PASSWORD).await.ok();
    let user = katrin.get("/v2/portal/user").await.ok();
    assert_eq!(user["data"]["registration_status"], "Email Update In Progress");
    confirm(&app, &token(&app, "katrin@new.example", "confirmEmailUpdate", "confirmation_link_token").await)
        .await;
    nobody.try_login(AUENTAL.customer_portal, KATRIN.email, PASSWORD).await.is(401);
    nobody.try_login(AUENTAL.customer_portal, "katrin@new.example", PASSWORD).await.ok();
    let told = app.mails(AUENTAL.id).await;
    assert!(told.iter().any(|mail| mail["to"] == KATRIN.email && mail["template"] == "emailChanged"));
    nobody.try_login(RHEINTAL.customer_portal, KATRIN.email, PASSWORD).await.ok();
}

async fn an_address_of_somebody_else_is_not_given_away(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    assert_eq!(change_email(&katrin, "thomas@example.org", PASSWORD).await, 200);
    assert!(app.mails(AUENTAL.id).await.is_empty());
    let open = json!({ "auth_settings": { "prevent_user_enumeration": false } });
    configure(&app, AUENTAL.customer_portal, open).await;
    assert_eq!(change_email(&katrin, "thomas@example.org", PASSWORD).await, 400);
}

async fn whoever_leaves_is_out_at_once_and_the_contact_stays(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    katrin.delete("/v2/portal/user").await.is(403);
    configure(&app, AUENTAL.customer_portal, json!({ "user_account_self_management": true })).await;
    let gone = katrin.delete("/v2/portal/user").await.ok();
    assert_eq!(gone, json!({ "message": "User Succesfully Deleted", "data": id::KATRIN_USER }));
    katrin.get("/v2/portal/user").await.is(401);
    app.nobody().try_login(AUENTAL.customer_portal, KATRIN.email, PASSWORD).await.is(401);
    assert_eq!(app.admin().record("contact", id::KATRIN).await["first_name"], "Katrin");
    app.as_rival(KATRIN).await.get("/v2/portal/user").await.ok();
}

async fn acting(app: &TestApp) -> Client {
    let asked =
        json!({ "portal_id": AUENTAL.customer_portal, "email": KATRIN.email, "reason": "She called." });
    let token =
        app.admin().post("/v2/portal/admin:login-as-user", &asked).await.ok()["login_as_token"].clone();
    let tokens = app.nobody().post("/auth/exchange", &json!({ "token": token })).await.ok();
    app.nobody().post("/auth/exchange", &json!({ "token": token })).await.is(401);
    app.nobody().with(tokens["access_token"].as_str().unwrap_or_default())
}

async fn staff_act_in_a_users_place_for_five_minutes_and_both_are_named(app: TestApp) {
    let staff = acting(&app).await;
    assert_eq!(staff.get("/v2/portal/user").await.ok()["data"]["email"], KATRIN.email);
    staff.view("contract", id::THOMAS_POWER).await.is(404);
    staff.change("contract", id::POWER, json!({ "nickname": "Haus" })).await.ok();
    let katrin = app.as_person(KATRIN).await;
    let history = katrin.activity("contract", id::POWER).await.ok();
    let entry = &history["results"][0];
    assert_eq!(entry["payload"]["caller"]["PortalAuth"]["token"]["sub"], id::KATRIN_USER);
    assert!(entry["payload"]["caller"]["acting"]["name"].is_string(), "{entry}");
    let own = katrin.activity("portal_user", id::KATRIN_USER).await.ok();
    let kinds: Vec<&Value> =
        own["results"].as_array().into_iter().flatten().map(|entry| &entry["type"]).collect();
    assert!(kinds.contains(&&json!("PortalUserLoggedInAs")), "{kinds:?}");
    let told =
        own["results"].as_array().into_iter().flatten().find(|entry| entry["type"] == "PortalUserLoggedInAs");
    assert_eq!(told.map(|entry| &entry["payload"]["reason"]), Some(&json!("She called.")));
    let long =
        json!({ "portal_id": AUENTAL.customer_portal, "email": KATRIN.email, "reason": "x".repeat(501) });
    app.admin().post("/v2/portal/admin:login-as-user", &long).await.is(400);
    app.clock.advance_seconds(301);
    staff.get("/v2/portal/user").await.is(401);
    // A token that waits too long is over, too.
    let asked = json!({ "domain": AUENTAL.customer_domain(), "email": KATRIN.email });
    let token =
        app.admin().post("/v2/portal/admin:login-as-user", &asked).await.ok()["login_as_token"].clone();
    app.clock.advance_seconds(301);
    app.nobody().post("/auth/exchange", &json!({ "token": token })).await.is(401);
}

async fn whoever_acts_for_a_user_cannot_change_who_may_sign_in(app: TestApp) {
    for portal in [AUENTAL.customer_portal, AUENTAL.installer_portal] {
        configure(&app, portal, json!({ "user_account_self_management": true })).await;
    }
    let staff = acting(&app).await;
    let before = app.dump().await;
    assert_eq!(change_email(&staff, "staff@new.example", PASSWORD).await, 403);
    staff.delete("/v2/portal/user").await.is(403);
    staff.post("/v3/portal/partner/invite", &json!({ "email": "staff@new.example" })).await.is(403);
    assert_eq!(app.dump().await, before);
}

async fn staff_learn_who_has_access_to_a_record(app: TestApp) {
    let asked =
        |id: &str, slug: &str| format!("/v2/portal/users/by-related-entity?entity_id={id}&slug={slug}");
    let users = app.admin().get(&asked(id::POWER, "contract")).await.ok();
    let ids: Vec<&Value> =
        users["portalUsers"].as_array().into_iter().flatten().map(|user| &user["_id"]).collect();
    assert_eq!(ids, [&json!(id::KATRIN_USER)]);
    app.admin().get(&asked(id::NOBODY, "contract")).await.is(404);
    app.rival_admin().get(&asked(id::NOBODY, "contract")).await.is(404);
}

async fn a_colleague_is_invited_registers_and_is_switched_off_and_on(app: TestApp) {
    configure(&app, AUENTAL.installer_portal, json!({ "user_account_self_management": true })).await;
    let (petra, nobody) = (app.as_person(PETRA).await, app.nobody());
    let told = json!({ "first_name": "Jonas", "last_name": "Hansmann", "score": 99 });
    let sent = json!({ "email": "jonas@new.example", "contact_data": told });
    petra.post("/v3/portal/partner/invite", &sent).await.ok();
    petra.post("/v3/portal/partner/invite", &sent).await.is(400);
    let listed = petra.get("/v3/portal/partner/list").await.ok();
    let jonas =
        listed["data"].as_array().into_iter().flatten().find(|one| one["email"] == "jonas@new.example");
    let jonas = jonas.expect("the colleague").clone();
    assert_eq!(
        (&jonas["has_portal_user"], &jonas["registration_status"]),
        (&json!(true), &json!("Registration Pending"))
    );
    let contact = jonas["_id"].as_str().unwrap_or_default().to_owned();
    // What only the organisation may say of a contact is left out.
    assert!(app.admin().record("contact", &contact).await.get("score").is_none());
    let over = token(&app, "jonas@new.example", "partnerInvitation", "invitation").await;
    app.clock.advance_seconds(1);
    petra.post(&format!("/v3/portal/partner/{contact}/resend-invitation"), &json!({})).await.ok();
    let fresh = token(&app, "jonas@new.example", "partnerInvitation", "invitation").await;
    let register = |token: String| {
        let sent = json!({ "email": "jonas@new.example", "orgId": AUENTAL.id, "password": "a-quiet-river-2026",
                           "invitation": token });
        let (nobody, portal) = (nobody.clone(), AUENTAL.installer_portal);
        async move { nobody.post(&format!("/v3/portal/public/user?portal_id={portal}"), &sent).await }
    };
    register(over).await.is(400);
    register(fresh).await.is(201);
    let jonas = nobody.login(AUENTAL.installer_portal, "jonas@new.example", "a-quiet-river-2026").await;
    jonas.get("/v2/portal/contact").await.ok();
    petra.post(&format!("/v3/portal/partner/{contact}/resend-invitation"), &json!({})).await.is(400);
    petra.post(&format!("/v3/portal/partner/{contact}/disable"), &json!({})).await.ok();
    jonas.get("/v2/portal/contact").await.is(401);
    petra.post(&format!("/v3/portal/partner/{contact}/enable"), &json!({})).await.ok();
    nobody.login(AUENTAL.installer_portal, "jonas@new.example", "a-quiet-river-2026").await;
    petra.delete(&format!("/v3/portal/partner/{contact}/revoke")).await.ok();
    nobody.try_login(AUENTAL.installer_portal, "jonas@new.example", "a-quiet-river-2026").await.is(401);
    app.admin().record("contact", &contact).await;
}

async fn colleagues_of_another_company_are_not_there(app: TestApp) {
    configure(&app, AUENTAL.installer_portal, json!({ "user_account_self_management": true })).await;
    let petra = app.as_person(PETRA).await;
    let listed = petra.get("/v3/portal/partner/list").await.ok();
    let ids: Vec<&Value> = listed["data"].as_array().into_iter().flatten().map(|one| &one["_id"]).collect();
    assert_eq!(ids, [&json!(id::PETRA)]);
    let before = app.dump().await;
    for what in ["resend-invitation", "disable", "enable"] {
        petra.post(&format!("/v3/portal/partner/{}/{what}", id::ANNA), &json!({})).await.is(404);
        petra.post(&format!("/v3/portal/partner/{}/{what}", id::PETRA), &json!({})).await.is(403);
    }
    petra.delete(&format!("/v3/portal/partner/{}/revoke", id::ANNA)).await.is(404);
    petra.delete(&format!("/v3/portal/partner/{}/revoke", id::PETRA)).await.is(403);
    assert_eq!(app.dump().await, before);
}

async fn a_customer_without_a_company_has_no_colleagues(app: TestApp) {
    configure(&app, AUENTAL.customer_portal, json!({ "user_account_self_management": true })).await;
    let katrin = app.as_person(KATRIN).await;
    katrin.get("/v3/portal/partner/list").await.is(403);
    katrin.post("/v3/portal/partner/invite", &json!({ "email": "x@new.example" })).await.is(403);
}
