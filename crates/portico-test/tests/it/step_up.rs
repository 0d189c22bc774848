//! Proving oneself once more: what signs in is changed by whoever has just proved who it is, and a letter tells of it.

use portico_test::cast::{AUENTAL, KATRIN, PASSWORD, id};
use portico_test::{Client, TestApp, both_engines};
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

both_engines!(
    who_has_an_app_proves_it_anew_after_a_quarter_of_an_hour,
    whoever_changes_a_factor_is_told_by_letter,
);

/// The code that an app shows so many seconds from now.
fn code(app: &TestApp, secret: &str, seconds: i64) -> String {
    let at = u64::try_from(app.clock.now().seconds() + seconds).expect("after 1970");
    let secret = Secret::try_from_base32(secret).expect("base 32");
    Builder::new().with_secret(secret).build().expect("an app").generate(at).to_string()
}

async fn set_up(app: &TestApp, client: &Client) -> String {
    let begun = client.post("/auth/second-factor/app", &json!({})).await.ok();
    let secret = begun["secret"].as_str().unwrap_or_default().to_owned();
    let sent = json!({ "code": code(app, &secret, 0) });
    client.post("/auth/second-factor/app/confirm", &sent).await.ok();
    secret
}

/// The same session with tokens of now.
async fn renewed(app: &TestApp, tokens: &Value) -> (Client, Value) {
    let sent = json!({ "refresh_token": tokens["refresh_token"] });
    let tokens = app.nobody().post("/auth/refresh", &sent).await.ok();
    (app.nobody().with(tokens["access_token"].as_str().unwrap_or_default()), tokens)
}

async fn who_has_an_app_proves_it_anew_after_a_quarter_of_an_hour(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let secret = set_up(&app, &katrin).await;
    app.clock.advance_seconds(900);
    let (katrin, tokens) = renewed(&app, &katrin.tokens).await;
    let right = json!({ "password": PASSWORD });
    let change = json!({ "old_password": PASSWORD, "new_password": "a-quiet-river-2026" });
    let sensitive = [
        ("POST", "/auth/change-password", change),
        ("POST", "/auth/second-factor/app", right.clone()),
        ("DELETE", "/auth/second-factor/app", right.clone()),
        ("POST", "/auth/second-factor/recovery-codes", right.clone()),
        ("POST", "/auth/passkeys/begin", right.clone()),
        ("PUT", "/v2/portal/user/update/email", json!({ "email": "new@example.org", "password": PASSWORD })),
    ];
    let before = app.dump().await;
    for (method, path, body) in &sensitive {
        let method = http::Method::from_bytes(method.as_bytes()).expect("a method");
        let answer = katrin.send(method, path, body.to_string().into_bytes()).await.is(401);
        assert_eq!(answer["reason"], "STEP_UP_REQUIRED", "{path}: {answer}");
    }
    assert_eq!(before, app.dump().await);
    // The password is half of it.
    katrin.post("/auth/step-up", &right).await.names("code");
    let wrong = if code(&app, &secret, 0) == "000000" { "000001" } else { "000000" };
    katrin.post("/auth/step-up", &json!({ "password": PASSWORD, "code": wrong })).await.names("code");
    let both = json!({ "password": PASSWORD, "code": code(&app, &secret, 0) });
    katrin.post("/auth/step-up", &both).await.ok();
    // A code is good once, here too; and the refresh token of before is over with its session.
    katrin.post("/auth/step-up", &both).await.names("code");
    katrin.post("/auth/passkeys/begin", &json!({})).await.ok();
    katrin.post("/auth/second-factor/recovery-codes", &right).await.ok();
    let old = json!({ "refresh_token": tokens["refresh_token"] });
    app.nobody().post("/auth/refresh", &old).await.is(401);
    katrin.get("/v2/portal/user").await.is(401);
}

async fn whoever_changes_a_factor_is_told_by_letter(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let letters = async |app: &TestApp| {
        let mails = app.mails(AUENTAL.id).await;
        let kind = |mail: &Value| mail["template"].as_str().unwrap_or_default().to_owned();
        let mut kinds: Vec<String> =
            mails.iter().filter(|mail| mail["to"] == KATRIN.email).map(kind).collect();
        kinds.sort();
        kinds
    };
    set_up(&app, &katrin).await;
    assert_eq!(letters(&app).await, ["secondFactorSetUp"]);
    katrin.post("/auth/second-factor/recovery-codes", &json!({ "password": PASSWORD })).await.ok();
    let body = json!({ "password": PASSWORD }).to_string().into_bytes();
    katrin.send(http::Method::DELETE, "/auth/second-factor/app", body).await.is(204);
    app.admin().delete(&format!("/v1/portico/users/{}/second-factor", id::KATRIN_USER)).await.is(204);
    let all = ["recoveryCodesRenewed", "secondFactorRemoved", "secondFactorReset", "secondFactorSetUp"];
    assert_eq!(letters(&app).await, all);
    let mails = app.mails(AUENTAL.id).await;
    let says =
        |word: &str| mails.iter().any(|mail| mail["text"].as_str().is_some_and(|text| text.contains(word)));
    assert!(says("Bestätigungs-App") || says("authenticator app"), "{mails:?}");
    // Nothing that opens anything stands in them.
    assert!(mails.iter().all(|mail| !mail["text"].as_str().unwrap_or_default().contains("otpauth")));
}
