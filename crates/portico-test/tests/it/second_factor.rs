//! The second factor: an app that shows codes, recovery codes, what a portal asks for, and the help of staff.

use portico_test::cast::{AUENTAL, KATRIN, PASSWORD, PAUL, id};
use portico_test::{Answer, Client, TestApp, both_engines};
use serde_json::{Value, json};
use totp_rs::{Builder, Secret, Totp};

both_engines!(
    an_app_is_set_up_and_the_sign_in_asks_for_its_code,
    a_code_is_good_once_whoever_is_faster,
    a_code_holds_one_step_to_either_side_and_never_backwards,
    a_recovery_code_is_good_once,
    guessing_codes_ends_soon_and_never_keeps_the_owner_out,
    nothing_secret_is_stored_readable,
    only_the_owner_takes_it_away_and_staff_help_who_lost_it,
    a_portal_that_asks_everybody_holds_back_who_has_none,
    a_portal_that_does_not_offer_it_asks_nobody,
    a_code_by_mail_does_not_go_around_the_app,
    the_handle_of_another_step_proves_nothing_here,
);

async fn configure(app: &TestApp, config: Value) {
    app.admin().put(&format!("/v3/portal/config/{}", AUENTAL.customer_portal), &config).await.ok();
}

fn totp(secret: &str) -> Totp {
    let secret = Secret::try_from_base32(secret).expect("base 32");
    Builder::new().with_secret(secret).build().expect("an app")
}

/// The code that the app shows so many seconds from now.
fn code(app: &TestApp, secret: &str, seconds: i64) -> String {
    let at = u64::try_from(app.clock.now().seconds() + seconds).expect("after 1970");
    totp(secret).generate(at).to_string()
}

/// Sets an app up; answers its secret and the recovery codes.
async fn set_up(app: &TestApp, client: &Client) -> (String, Vec<String>) {
    let begun = client.post("/auth/second-factor/app", &json!({})).await.ok();
    let secret = begun["secret"].as_str().unwrap_or_default().to_owned();
    let confirmed =
        client.post("/auth/second-factor/app/confirm", &json!({ "code": code(app, &secret, 0) })).await.ok();
    let codes = confirmed["recovery_codes"].as_array().into_iter().flatten();
    let codes = codes.map(|code| code.as_str().unwrap_or_default().to_owned()).collect();
    // The step of that code is used.
    app.clock.advance_seconds(60);
    (secret, codes)
}

/// The handle of a sign-in that waits for the app.
async fn challenged(app: &TestApp) -> String {
    let answer = app.nobody().try_login(AUENTAL.customer_portal, KATRIN.email, PASSWORD).await.ok();
    assert_eq!(answer["challenge"], "TOTP", "{answer}");
    assert!(answer.get("access_token").is_none());
    answer["session"].as_str().unwrap_or_default().to_owned()
}

async fn answer(app: &TestApp, handle: &str, code: &str) -> Answer {
    app.nobody().post("/auth/challenge", &json!({ "session": handle, "code": code })).await
}

async fn an_app_is_set_up_and_the_sign_in_asks_for_its_code(app: TestApp) {
    let (katrin, other) = (app.as_person(KATRIN).await, app.as_person(KATRIN).await);
    let begun = katrin.post("/auth/second-factor/app", &json!({})).await.ok();
    let secret = begun["secret"].as_str().unwrap_or_default().to_owned();
    let uri = begun["uri"].as_str().unwrap_or_default();
    assert!(uri.starts_with("otpauth://totp/") && uri.contains(&format!("secret={secret}")), "{uri}");
    // Not confirmed yet: nothing is asked.
    app.nobody().try_login(AUENTAL.customer_portal, KATRIN.email, PASSWORD).await.ok()["access_token"]
        .as_str()
        .expect("tokens");
    let wrong = if code(&app, &secret, 0) == "000000" { "000001" } else { "000000" };
    katrin.post("/auth/second-factor/app/confirm", &json!({ "code": wrong })).await.names("code");
    let right = json!({ "code": code(&app, &secret, 0) });
    let confirmed = katrin.post("/auth/second-factor/app/confirm", &right).await.ok();
    assert_eq!(confirmed["recovery_codes"].as_array().map(Vec::len), Some(10));
    katrin.get("/v2/portal/user").await.ok();
    other.get("/v2/portal/user").await.is(401);
    let stands = katrin.get("/auth/second-factor").await.ok();
    assert_eq!((&stands["rule"], &stands["recovery_codes"]), (&json!("OPTIONAL"), &json!(10)));
    app.clock.advance_seconds(60);
    let handle = challenged(&app).await;
    answer(&app, &handle, "12345").await.is(401);
    let tokens = answer(&app, &handle, &code(&app, &secret, 0)).await.ok();
    let katrin = app.nobody().with(tokens["access_token"].as_str().unwrap_or_default());
    katrin.get("/v2/portal/user").await.ok();
    // A wrong password is answered as ever: nobody learns that there is an app.
    let wrong = app.nobody().try_login(AUENTAL.customer_portal, KATRIN.email, "not-the-password").await;
    let unknown = app.nobody().try_login(AUENTAL.customer_portal, "nobody@example.org", PASSWORD).await;
    assert_eq!((wrong.status, &wrong.text), (unknown.status, &unknown.text));
    let history = katrin.activity("portal_user", id::KATRIN_USER).await.ok().to_string();
    assert!(history.contains("SecondFactorSetUp") && !history.contains(&secret), "{history}");
    // The namesake in another company is somebody else.
    app.as_rival(KATRIN).await.get("/v2/portal/user").await.ok();
}

async fn a_code_is_good_once_whoever_is_faster(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let (secret, _) = set_up(&app, &katrin).await;
    let code = code(&app, &secret, 0);
    let handle = challenged(&app).await;
    let running: Vec<_> = (0..50)
        .map(|_| {
            let (nobody, sent) = (app.nobody(), json!({ "session": handle, "code": code }));
            tokio::spawn(async move { nobody.post("/auth/challenge", &sent).await.status.as_u16() })
        })
        .collect();
    let mut right = 0;
    for one in running {
        right += u32::from(one.await.expect("an answer") == 200);
    }
    assert_eq!(right, 1);
    // Nor is it good in a second sign-in while it still shows.
    let handle = challenged(&app).await;
    answer(&app, &handle, &code).await.is(401);
}

async fn a_code_holds_one_step_to_either_side_and_never_backwards(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let (secret, _) = set_up(&app, &katrin).await;
    for (seconds, status) in [(-60, 401), (60, 401), (-30, 200), (0, 200), (30, 200), (0, 401), (-30, 401)] {
        let handle = challenged(&app).await;
        let got = answer(&app, &handle, &code(&app, &secret, seconds)).await;
        assert_eq!(got.status.as_u16(), status, "{seconds} seconds");
    }
}

async fn a_recovery_code_is_good_once(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let (_, codes) = set_up(&app, &katrin).await;
    let handle = challenged(&app).await;
    answer(&app, &handle, &codes[0].to_uppercase()).await.ok();
    let handle = challenged(&app).await;
    answer(&app, &handle, &codes[0]).await.is(401);
    answer(&app, &handle, &codes[1]).await.ok();
    assert_eq!(katrin.get("/auth/second-factor").await.ok()["recovery_codes"], 8);
    katrin.post("/auth/second-factor/recovery-codes", &json!({})).await.names("password");
    let proof = json!({ "password": PASSWORD });
    let fresh = katrin.post("/auth/second-factor/recovery-codes", &proof).await.ok();
    let fresh = fresh["recovery_codes"][0].as_str().unwrap_or_default().to_owned();
    let handle = challenged(&app).await;
    answer(&app, &handle, &codes[2]).await.is(401);
    answer(&app, &handle, &fresh).await.ok();
}

async fn guessing_codes_ends_soon_and_never_keeps_the_owner_out(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let (secret, codes) = set_up(&app, &katrin).await;
    let handle = challenged(&app).await;
    let wrong = if code(&app, &secret, 0) == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        answer(&app, &handle, wrong).await.is(401);
    }
    // Five tries and this sign-in is over, whatever is typed.
    answer(&app, &handle, &code(&app, &secret, 0)).await.is(401);
    let handle = challenged(&app).await;
    for _ in 0..5 {
        answer(&app, &handle, wrong).await.is(401);
    }
    // Ten in an hour and codes of the app are over for it, in however many sign-ins.
    let handle = challenged(&app).await;
    answer(&app, &handle, &code(&app, &secret, 0)).await.is(401);
    // The owner has another way in meanwhile, and this one again later.
    answer(&app, &handle, &codes[0]).await.ok();
    app.clock.advance_seconds(3601);
    let handle = challenged(&app).await;
    answer(&app, &handle, &code(&app, &secret, 0)).await.ok();
}

async fn nothing_secret_is_stored_readable(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let (secret, codes) = set_up(&app, &katrin).await;
    let stored = app.dump().await.join("\n").to_lowercase();
    let raw = Secret::try_from_base32(&secret).expect("base 32");
    let hex: String = raw.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    for readable in codes.iter().map(String::as_str).chain([secret.as_str(), hex.as_str()]) {
        assert!(!stored.contains(&readable.to_lowercase()), "{readable}");
        assert!(!stored.contains(&readable.replace('-', "").to_lowercase()), "{readable}");
    }
}

async fn only_the_owner_takes_it_away_and_staff_help_who_lost_it(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let (secret, _) = set_up(&app, &katrin).await;
    let take = |client: Client, password: &str| {
        let body = json!({ "password": password }).to_string().into_bytes();
        async move { client.send(http::Method::DELETE, "/auth/second-factor/app", body).await }
    };
    take(katrin.clone(), "").await.names("password");
    take(katrin.clone(), "not-the-password").await.names("password");
    // Another app needs the password too, and the old one goes on until the new one is confirmed.
    katrin.post("/auth/second-factor/app", &json!({})).await.names("password");
    katrin.post("/auth/second-factor/app", &json!({ "password": PASSWORD })).await.ok();
    let handle = challenged(&app).await;
    answer(&app, &handle, &code(&app, &secret, 0)).await.ok();
    take(katrin.clone(), PASSWORD).await.is(204);
    app.nobody().try_login(AUENTAL.customer_portal, KATRIN.email, PASSWORD).await.ok()["access_token"]
        .as_str()
        .expect("tokens");
    let katrin = app.as_person(KATRIN).await;
    set_up(&app, &katrin).await;
    let reset = format!("/v1/portico/users/{}/second-factor", id::KATRIN_USER);
    katrin.delete(&reset).await.is(403);
    // The rival has the same ids, and reaches its own user only.
    app.rival_admin().delete(&reset).await.is(204);
    challenged(&app).await;
    app.admin().delete("/v1/portico/users/019a0000-0000-7000-8000-00000000dead/second-factor").await.is(404);
    app.admin().delete(&reset).await.is(204);
    katrin.get("/v2/portal/user").await.is(401);
    let katrin = app.as_person(KATRIN).await;
    let history = katrin.activity("portal_user", id::KATRIN_USER).await.ok().to_string();
    assert!(history.contains("SecondFactorReset"), "{history}");
    // Whoever acts in a user's place changes none of it.
    let asked =
        json!({ "portal_id": AUENTAL.customer_portal, "email": KATRIN.email, "reason": "She called." });
    let token =
        app.admin().post("/v2/portal/admin:login-as-user", &asked).await.ok()["login_as_token"].clone();
    let tokens = app.nobody().post("/auth/exchange", &json!({ "token": token })).await.ok();
    let staff = app.nobody().with(tokens["access_token"].as_str().unwrap_or_default());
    staff.post("/auth/second-factor/app", &json!({})).await.is(403);
    staff.post("/auth/second-factor/app", &json!({ "password": PASSWORD })).await.is(403);
}

async fn a_portal_that_asks_everybody_holds_back_who_has_none(app: TestApp) {
    let before = app.as_person(KATRIN).await;
    configure(&app, json!({ "auth_settings": { "second_factor": "REQUIRED" } })).await;
    // Who was signed in stays; whoever signs in now sets it up first.
    before.get("/v2/portal/contract").await.ok();
    let katrin = app.as_person(KATRIN).await;
    for answer in [
        katrin.get("/v2/portal/contract").await,
        katrin.view("contract", id::POWER).await,
        katrin.search("contract", json!({})).await,
        katrin.change("contract", id::POWER, json!({ "nickname": "Haus" })).await,
        katrin.patch("/v2/portal/user", &json!({ "preferred_language": "en" })).await,
    ] {
        assert_eq!(answer.clone().is(401)["reason"], "SECOND_FACTOR_REQUIRED", "{}", answer.asked);
    }
    let (secret, _) = set_up(&app, &katrin).await;
    katrin.get("/v2/portal/contract").await.ok();
    let handle = challenged(&app).await;
    let tokens = answer(&app, &handle, &code(&app, &secret, 0)).await.ok();
    let fresh = app.nobody().with(tokens["access_token"].as_str().unwrap_or_default());
    fresh.get("/v2/portal/contract").await.ok();
    let body = json!({ "password": PASSWORD }).to_string().into_bytes();
    fresh.send(http::Method::DELETE, "/auth/second-factor/app", body).await.is(403);
    // A refresh does not let a held session go.
    let paul = app.nobody().try_login(AUENTAL.customer_portal, PAUL.email, PASSWORD).await.ok();
    let renewed = json!({ "refresh_token": paul["refresh_token"] });
    let renewed = app.nobody().post("/auth/refresh", &renewed).await.ok();
    let paul = app.nobody().with(renewed["access_token"].as_str().unwrap_or_default());
    paul.get("/v2/portal/contract").await.is(401);
}

async fn a_portal_that_does_not_offer_it_asks_nobody(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    set_up(&app, &katrin).await;
    configure(&app, json!({ "auth_settings": { "second_factor": "OFF" } })).await;
    let katrin = app.as_person(KATRIN).await;
    katrin.get("/v2/portal/contract").await.ok();
    katrin.post("/auth/second-factor/app", &json!({ "password": PASSWORD })).await.is(403);
}

/// The code in the newest letter of a kind.
async fn mailed(app: &TestApp, kind: &str) -> String {
    app.work_off_jobs().await;
    let mails = app.mails(AUENTAL.id).await;
    let mail = mails.iter().find(|mail| mail["template"] == kind).expect("the letter");
    let text = mail["text"].as_str().unwrap_or_default();
    text.lines()
        .find(|line| line.len() == 6 && line.bytes().all(|b| b.is_ascii_digit()))
        .unwrap_or_default()
        .to_owned()
}

async fn a_code_by_mail_does_not_go_around_the_app(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let (secret, _) = set_up(&app, &katrin).await;
    configure(&app, json!({ "auth_settings": { "passwordless_login": { "enabled": true } } })).await;
    let asked = json!({ "portal_id": AUENTAL.customer_portal, "email": KATRIN.email });
    let begun = app.nobody().post("/auth/passwordless", &asked).await.is(202);
    let handle = begun["session"].as_str().unwrap_or_default().to_owned();
    let next = answer(&app, &handle, &mailed(&app, "advancedAuth").await).await.ok();
    assert_eq!(next["challenge"], "TOTP", "{next}");
    let handle = next["session"].as_str().unwrap_or_default().to_owned();
    answer(&app, &handle, &code(&app, &secret, 0)).await.ok()["access_token"].as_str().expect("tokens");
    // A new password by mail signs nobody in, and leaves the app in place.
    app.nobody().post("/auth/forgot-password", &asked).await.is(202);
    let reset = json!({ "portal_id": AUENTAL.customer_portal, "email": KATRIN.email,
                        "code": mailed(&app, "forgotPassword").await, "new_password": PASSWORD });
    app.nobody().post("/auth/reset-password", &reset).await.is(204);
    challenged(&app).await;
}

async fn the_handle_of_another_step_proves_nothing_here(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let (secret, codes) = set_up(&app, &katrin).await;
    let handle = challenged(&app).await;
    // The rival's namesake has a handle of her own; the code of one is not good under that of the other.
    let rival = app.as_rival(KATRIN).await;
    set_up(&app, &rival).await;
    let theirs =
        app.nobody().try_login(portico_test::cast::RHEINTAL.customer_portal, KATRIN.email, PASSWORD).await;
    let theirs = theirs.ok()["session"].as_str().unwrap_or_default().to_owned();
    answer(&app, &theirs, &code(&app, &secret, 0)).await.is(401);
    answer(&app, &theirs, &codes[0]).await.is(401);
    // Handles made up from others are none.
    let parts: Vec<&str> = handle.splitn(3, '.').collect();
    let (code, mut accepted) = (code(&app, &secret, 0), 0);
    for forged in [
        format!("{}.{}.{}", portico_test::cast::RHEINTAL.id, parts[1], parts[2]),
        format!("*.{}.{}", parts[1], parts[2]),
        format!("{}.{}.", parts[0], parts[1]),
        format!("{}.{}.{}x", parts[0], parts[1], parts[2]),
        katrin.tokens["refresh_token"].as_str().unwrap_or_default().to_owned(),
        String::new(),
    ] {
        accepted += u32::from(answer(&app, &forged, &code).await.status == 200);
    }
    assert_eq!(accepted, 0);
    app.clock.advance_seconds(601);
    // Ten minutes, and the sign-in begins anew.
    answer(&app, &handle, &self::code(&app, &secret, 0)).await.is(401);
}
