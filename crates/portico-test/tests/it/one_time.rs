//! Codes and links by mail: a forgotten password, a sign-in without one, a second step; each works once and not long.

use portico_core::one_time;
use portico_core::{Refusal, sign_in};
use portico_kit::Secret;
use portico_test::cast::{AUENTAL, KATRIN, PASSWORD, RHEINTAL};
use portico_test::{Client, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    a_mailed_code_sets_a_new_password_and_ends_all_sessions,
    a_mailed_link_sets_a_new_password_once,
    nobody_learns_whether_an_address_is_known,
    a_code_signs_in_without_a_password_where_the_portal_allows_it,
    a_portal_may_ask_for_a_mailed_code_after_the_password,
    five_wrong_codes_are_enough,
    a_newer_code_takes_the_place_of_an_older_one_and_time_ends_both,
    nobody_gets_more_than_three_mails_an_hour_from_strangers,
);

const NEW_PASSWORD: &str = "a-quiet-river-2026";

fn address(email: &str) -> Value {
    json!({ "portal_id": AUENTAL.customer_portal, "email": email })
}

fn with(mut body: Value, more: Value) -> Value {
    if let (Some(body), Value::Object(more)) = (body.as_object_mut(), more) {
        body.extend(more);
    }
    body
}

/// The newest letter to an address: its code and the token of its link.
async fn letter(app: &TestApp, email: &str) -> Option<(String, String)> {
    app.work_off_jobs().await;
    let mails = app.mails(AUENTAL.id).await;
    let text = mails.into_iter().find(|mail| mail["to"] == email)?["text"].as_str()?.to_owned();
    let code = text.lines().find(|line| line.len() == 6 && line.bytes().all(|b| b.is_ascii_digit()))?;
    let token = text.split_once("token=")?.1.lines().next()?;
    Some((code.to_owned(), token.to_owned()))
}

async fn asked_for_a_new_password(app: &TestApp) -> (String, String) {
    app.nobody().post("/auth/forgot-password", &address(KATRIN.email)).await.is(202);
    letter(app, KATRIN.email).await.expect("a letter")
}

async fn reset(nobody: &Client, code: &str, password: &str) -> u16 {
    let sent = with(address(KATRIN.email), json!({ "code": code, "new_password": password }));
    nobody.post("/auth/reset-password", &sent).await.status.as_u16()
}

async fn configure(app: &TestApp, config: Value) {
    app.admin().put(&format!("/v3/portal/config/{}", AUENTAL.customer_portal), &config).await.ok();
}

async fn a_mailed_code_sets_a_new_password_and_ends_all_sessions(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let (code, _) = asked_for_a_new_password(&app).await;
    let nobody = app.nobody();
    // A password that is refused leaves the code as it is.
    assert_eq!(reset(&nobody, &code, "short").await, 400);
    assert_eq!(reset(&nobody, &code, NEW_PASSWORD).await, 204);
    katrin.get("/v2/portal/user").await.is(401);
    nobody.try_login(AUENTAL.customer_portal, KATRIN.email, PASSWORD).await.is(401);
    nobody.try_login(AUENTAL.customer_portal, KATRIN.email, NEW_PASSWORD).await.ok();
    assert_eq!(reset(&nobody, &code, "another-river-2026").await, 400);
    let told = app.mails(AUENTAL.id).await;
    assert!(told.iter().any(|mail| mail["template"] == "passwordChanged" && mail["to"] == KATRIN.email));
    // The same person at the rival keeps the old one.
    nobody.try_login(RHEINTAL.customer_portal, KATRIN.email, PASSWORD).await.ok();
}

async fn a_mailed_link_sets_a_new_password_once(app: TestApp) {
    let (_, token) = asked_for_a_new_password(&app).await;
    let (token, password) = (Secret::new(token), Secret::new(NEW_PASSWORD));
    sign_in::reset_password_by_link(&app.core, &token, &password).await.expect("the link works");
    let again = sign_in::reset_password_by_link(&app.core, &token, &password).await;
    assert!(matches!(again, Err(Refusal::Invalid { .. })), "{again:?}");
}

async fn nobody_learns_whether_an_address_is_known(app: TestApp) {
    configure(&app, json!({ "auth_settings": { "passwordless_login": { "enabled": true } } })).await;
    let nobody = app.nobody();
    for path in ["/auth/forgot-password", "/auth/passwordless"] {
        let known = nobody.post(path, &address(KATRIN.email)).await;
        let unknown = nobody.post(path, &address("nobody@example.org")).await;
        assert_eq!((known.status, known.text.len()), (unknown.status, unknown.text.len()), "{path}");
        assert_eq!(known.status, 202);
    }
    app.work_off_jobs().await;
    let mails = app.mails(AUENTAL.id).await;
    assert!(mails.iter().all(|mail| mail["to"] == KATRIN.email), "{mails:?}");
    assert_eq!(mails.len(), 2);
    let sent = with(address("nobody@example.org"), json!({ "code": "123456", "new_password": NEW_PASSWORD }));
    let unknown = nobody.post("/auth/reset-password", &sent).await;
    let sent = with(address(KATRIN.email), json!({ "code": "x", "new_password": NEW_PASSWORD }));
    let known = nobody.post("/auth/reset-password", &sent).await;
    assert_eq!((unknown.status, &unknown.text), (known.status, &known.text));
}

async fn a_code_signs_in_without_a_password_where_the_portal_allows_it(app: TestApp) {
    let nobody = app.nobody();
    nobody.post("/auth/passwordless", &address(KATRIN.email)).await.is(403);
    configure(&app, json!({ "auth_settings": { "passwordless_login": { "enabled": true } } })).await;
    let begun = nobody.post("/auth/passwordless", &address(KATRIN.email)).await.is(202);
    assert_eq!(begun["challenge"], "EMAIL_CODE");
    let (code, _) = letter(&app, KATRIN.email).await.expect("a letter");
    let answer = json!({ "session": begun["session"], "code": code });
    let tokens = nobody.post("/auth/challenge", &answer).await.ok();
    let token = tokens["access_token"].as_str().unwrap_or_default();
    assert_eq!(nobody.with(token).get("/v2/portal/user").await.ok()["data"]["email"], KATRIN.email);
    nobody.post("/auth/challenge", &answer).await.is(401);
    // The code is worth nothing under another handle.
    let stranger = nobody.post("/auth/passwordless", &address("nobody@example.org")).await.is(202);
    nobody.post("/auth/challenge", &json!({ "session": stranger["session"], "code": code })).await.is(401);
}

async fn a_portal_may_ask_for_a_mailed_code_after_the_password(app: TestApp) {
    configure(&app, json!({ "advanced_mfa": { "enabled": true } })).await;
    let nobody = app.nobody();
    let first = nobody.try_login(AUENTAL.customer_portal, KATRIN.email, PASSWORD).await.ok();
    assert_eq!((first["challenge"].as_str(), first.get("access_token")), (Some("EMAIL_CODE"), None));
    let wrong = nobody.try_login(AUENTAL.customer_portal, KATRIN.email, "not it at all").await;
    assert_eq!(wrong.status, 401);
    let (code, token) = letter(&app, KATRIN.email).await.expect("a letter");
    nobody.post("/auth/challenge", &json!({ "session": first["session"], "code": code })).await.ok();
    let used = sign_in::login_by_link(&app.core, &Secret::new(token)).await;
    assert!(matches!(used, Err(Refusal::Unauthenticated { .. })), "code and link are one secret: {used:?}");
    app.clock.advance_seconds(1);
    nobody.try_login(AUENTAL.customer_portal, KATRIN.email, PASSWORD).await.ok();
    let (_, token) = letter(&app, KATRIN.email).await.expect("a letter");
    sign_in::login_by_link(&app.core, &Secret::new(token)).await.expect("the link works");
}

async fn five_wrong_codes_are_enough(app: TestApp) {
    let (code, _) = asked_for_a_new_password(&app).await;
    let nobody = app.nobody();
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        assert_eq!(reset(&nobody, wrong, NEW_PASSWORD).await, 400);
    }
    assert_eq!(reset(&nobody, &code, NEW_PASSWORD).await, 400);
}

async fn a_newer_code_takes_the_place_of_an_older_one_and_time_ends_both(app: TestApp) {
    let (older, older_link) = asked_for_a_new_password(&app).await;
    app.clock.advance_seconds(1);
    let (newer, _) = asked_for_a_new_password(&app).await;
    let nobody = app.nobody();
    if older != newer {
        assert_eq!(reset(&nobody, &older, NEW_PASSWORD).await, 400);
    }
    let (link, password) = (Secret::new(older_link), Secret::new(NEW_PASSWORD));
    assert!(sign_in::reset_password_by_link(&app.core, &link, &password).await.is_err());
    app.clock.advance_seconds(one_time::LASTS);
    assert_eq!(reset(&nobody, &newer, NEW_PASSWORD).await, 400);
    nobody.try_login(AUENTAL.customer_portal, KATRIN.email, PASSWORD).await.ok();
}

async fn nobody_gets_more_than_three_mails_an_hour_from_strangers(app: TestApp) {
    let nobody = app.nobody();
    for _ in 0..9 {
        nobody.post("/auth/forgot-password", &address(KATRIN.email)).await.is(202);
        app.clock.advance_seconds(60);
    }
    app.work_off_jobs().await;
    assert_eq!(app.mails(AUENTAL.id).await.len(), 3);
    app.clock.advance_seconds(3600);
    asked_for_a_new_password(&app).await;
    assert_eq!(app.mails(AUENTAL.id).await.len(), 4);
}
