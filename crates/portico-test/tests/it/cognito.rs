//! The door for clients of user pools: the same sign-in by other names, with the failures they expect.

use portico_core::portals::pool;
use portico_test::cast::{AUENTAL, KATRIN, PASSWORD, PAUL, id};
use portico_test::{Answer, Client, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    a_password_signs_in_and_a_refresh_token_renews_once,
    the_configuration_tells_the_names_and_the_keys_verify,
    strangers_learn_what_the_portal_tells_them,
    a_mailed_code_signs_in_or_completes_a_sign_in,
    a_forgotten_password_is_set_anew_by_a_mailed_code,
    users_see_themselves_change_their_password_and_sign_out,
    what_makes_no_sense_is_refused_by_name,
    guessing_is_slowed_down_at_every_door,
);

const NEW_PASSWORD: &str = "a-quiet-river-2026";

fn client() -> String {
    pool::client_id(&AUENTAL.customer_portal.into())
}

fn by_password(email: &str, password: &str) -> Value {
    let parameters = json!({ "USERNAME": email, "PASSWORD": password });
    json!({ "ClientId": client(), "AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": parameters })
}

fn by_refresh(token: &Value) -> Value {
    let parameters = json!({ "REFRESH_TOKEN": token });
    json!({ "ClientId": client(), "AuthFlow": "REFRESH_TOKEN_AUTH", "AuthParameters": parameters })
}

/// A failure of a name, in the shape that all failures have.
fn fails(answer: Answer, kind: &str) -> Value {
    let told =
        answer.headers.get("x-amzn-errortype").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let body = answer.is(400);
    assert_eq!((body["__type"].as_str(), told.as_deref()), (Some(kind), Some(kind)), "{body}");
    assert!(body["message"].as_str().is_some_and(|text| !text.is_empty()), "{body}");
    body
}

async fn signed_in(nobody: &Client) -> Value {
    nobody.call("InitiateAuth", &by_password(KATRIN.email, PASSWORD)).await.ok()["AuthenticationResult"]
        .clone()
}

fn with_token(nobody: &Client, tokens: &Value) -> Client {
    nobody.with(tokens["AccessToken"].as_str().unwrap_or_default())
}

async fn configure(app: &TestApp, config: Value) {
    app.admin().put(&format!("/v3/portal/config/{}", AUENTAL.customer_portal), &config).await.ok();
}

async fn code(app: &TestApp) -> String {
    app.work_off_jobs().await;
    let mails = app.mails(AUENTAL.id).await;
    let mail = mails.into_iter().find(|mail| mail["to"] == KATRIN.email).expect("a letter");
    let text = mail["text"].as_str().unwrap_or_default();
    let code = text.lines().find(|line| line.len() == 6 && line.bytes().all(|b| b.is_ascii_digit()));
    code.expect("a code").to_owned()
}

async fn a_password_signs_in_and_a_refresh_token_renews_once(app: TestApp) {
    let nobody = app.nobody();
    let tokens = signed_in(&nobody).await;
    assert_eq!(tokens["TokenType"], "Bearer");
    with_token(&nobody, &tokens).get("/v2/portal/contact").await.ok();
    let renewed = nobody.call("InitiateAuth", &by_refresh(&tokens["RefreshToken"])).await.ok();
    let newest = &renewed["AuthenticationResult"];
    assert_ne!(newest["RefreshToken"], tokens["RefreshToken"]);
    let sent = json!({ "ClientId": client(), "RefreshToken": newest["RefreshToken"] });
    let newest = nobody.call("GetTokensFromRefreshToken", &sent).await.ok()["AuthenticationResult"].clone();
    with_token(&nobody, &newest).get("/v2/portal/contact").await.ok();
    // A used one ends the family here, too.
    fails(nobody.call("InitiateAuth", &by_refresh(&tokens["RefreshToken"])).await, "NotAuthorizedException");
    with_token(&nobody, &newest).get("/v2/portal/contact").await.is(401);
}

async fn the_configuration_tells_the_names_and_the_keys_verify(app: TestApp) {
    let path = format!("/v2/portal/public/config?domain={}", AUENTAL.customer_domain());
    let told = app.nobody().get(&path).await.ok()["cognito_details"].clone();
    assert_eq!(told["cognito_user_pool_client_id"], client());
    let pool = told["cognito_user_pool_id"].as_str().unwrap_or_default().to_owned();
    let named = app.nobody().get(&format!("/{pool}/.well-known/openid-configuration")).await.ok();
    let keys = format!("/{pool}/.well-known/jwks.json");
    assert!(named["jwks_uri"].as_str().is_some_and(|uri| uri.ends_with(&keys)));
    assert_eq!(app.nobody().get(&keys).await.ok(), app.nobody().get("/.well-known/jwks.json").await.ok());
    for none in ["portico_00000000000070008000000000000000", "eu-central-1_CUEQRNbUb", "portico_"] {
        app.nobody().get(&format!("/{none}/.well-known/jwks.json")).await.is(404);
    }
    // What an import brought along is not what clients are told.
    configure(
        &app,
        json!({ "cognito_details": { "cognito_user_pool_client_id": "6bsd0jkgoie74k2i8mrhc1vest" } }),
    )
    .await;
    let told = app.nobody().get(&path).await.ok()["cognito_details"].clone();
    assert_eq!(told["cognito_user_pool_client_id"], client());
}

async fn strangers_learn_what_the_portal_tells_them(app: TestApp) {
    let pending = json!({ "registration_status": "Confirmation Email Sent" });
    app.admin().edit("portal_user", id::PENDING_USER, pending).await.ok();
    let nobody = app.nobody();
    let users = [(KATRIN.email, "not it"), ("nobody@example.org", PASSWORD), (PAUL.email, PASSWORD)];
    let forgot = |email: &str| json!({ "ClientId": client(), "Username": email });
    // Who is hidden: the same bytes for everybody, but for the address that was sent.
    configure(&app, json!({ "auth_settings": { "prevent_user_enumeration": true } })).await;
    let mut told = Vec::new();
    for (email, password) in users {
        let answer = nobody.call("InitiateAuth", &by_password(email, password)).await;
        told.push(fails(answer, "NotAuthorizedException"));
        let sent = nobody.call("ForgotPassword", &forgot(email)).await.ok();
        assert_eq!(sent["CodeDeliveryDetails"]["DeliveryMedium"], "EMAIL");
        assert!(!sent.to_string().contains(email));
    }
    assert!(told.iter().all(|answer| *answer == told[0]), "{told:?}");
    // Who is not hidden has a name for each.
    configure(&app, json!({ "auth_settings": { "prevent_user_enumeration": false } })).await;
    let kinds = ["NotAuthorizedException", "UserNotFoundException", "UserNotConfirmedException"];
    for ((email, password), kind) in users.into_iter().zip(kinds) {
        fails(nobody.call("InitiateAuth", &by_password(email, password)).await, kind);
    }
    fails(nobody.call("ForgotPassword", &forgot("nobody@example.org")).await, "UserNotFoundException");
}

async fn a_mailed_code_signs_in_or_completes_a_sign_in(app: TestApp) {
    let nobody = app.nobody();
    let parameters = json!({ "USERNAME": KATRIN.email });
    let sent = json!({ "ClientId": client(), "AuthFlow": "CUSTOM_AUTH", "AuthParameters": parameters });
    fails(nobody.call("InitiateAuth", &sent).await, "NotAuthorizedException");
    configure(&app, json!({ "auth_settings": { "passwordless_login": { "enabled": true } } })).await;
    let begun = nobody.call("InitiateAuth", &sent).await.ok();
    assert_eq!(begun["ChallengeName"], "CUSTOM_CHALLENGE");
    let respond = |name: &str, key: &str, session: &Value, code: &str| {
        let responses = json!({ "USERNAME": KATRIN.email, key: code });
        json!({ "ClientId": client(), "ChallengeName": name, "Session": session, "ChallengeResponses": responses })
    };
    let right = code(&app).await;
    let wrong = if right == "000000" { "000001" } else { "000000" };
    let answer = respond("CUSTOM_CHALLENGE", "ANSWER", &begun["Session"], wrong);
    fails(nobody.call("RespondToAuthChallenge", &answer).await, "CodeMismatchException");
    let answer = respond("CUSTOM_CHALLENGE", "ANSWER", &begun["Session"], &right);
    // What began at one portal is not finished by the client of another.
    let mut elsewhere = answer.clone();
    elsewhere["ClientId"] = pool::client_id(&AUENTAL.installer_portal.into()).into();
    fails(nobody.call("RespondToAuthChallenge", &elsewhere).await, "CodeMismatchException");
    let tokens = nobody.call("RespondToAuthChallenge", &answer).await.ok()["AuthenticationResult"].clone();
    with_token(&nobody, &tokens).get("/v2/portal/contact").await.ok();
    fails(nobody.call("RespondToAuthChallenge", &answer).await, "CodeMismatchException");
    // After the password, where the portal asks for a second step.
    let both = json!({
        "auth_settings": { "passwordless_login": { "enabled": false } }, "advanced_mfa": { "enabled": true }
    });
    configure(&app, both).await;
    app.clock.advance_seconds(1);
    let begun = nobody.call("InitiateAuth", &by_password(KATRIN.email, PASSWORD)).await.ok();
    assert_eq!(
        (begun["ChallengeName"].as_str(), begun.get("AuthenticationResult")),
        (Some("EMAIL_OTP"), None)
    );
    let answer = respond("EMAIL_OTP", "EMAIL_OTP_CODE", &begun["Session"], &code(&app).await);
    let tokens = nobody.call("RespondToAuthChallenge", &answer).await.ok()["AuthenticationResult"].clone();
    with_token(&nobody, &tokens).get("/v2/portal/contact").await.ok();
}

async fn a_forgotten_password_is_set_anew_by_a_mailed_code(app: TestApp) {
    let nobody = app.nobody();
    nobody.call("ForgotPassword", &json!({ "ClientId": client(), "Username": KATRIN.email })).await.ok();
    let right = code(&app).await;
    let confirm = |code: &str, password: &str| json!({ "ClientId": client(), "Username": KATRIN.email, "ConfirmationCode": code, "Password": password });
    let short = nobody.call("ConfirmForgotPassword", &confirm(&right, "short")).await;
    fails(short, "InvalidPasswordException");
    let wrong = nobody.call("ConfirmForgotPassword", &confirm("none", NEW_PASSWORD)).await;
    fails(wrong, "CodeMismatchException");
    nobody.call("ConfirmForgotPassword", &confirm(&right, NEW_PASSWORD)).await.ok();
    let again = nobody.call("ConfirmForgotPassword", &confirm(&right, NEW_PASSWORD)).await;
    fails(again, "CodeMismatchException");
    nobody.call("InitiateAuth", &by_password(KATRIN.email, NEW_PASSWORD)).await.ok();
}

async fn users_see_themselves_change_their_password_and_sign_out(app: TestApp) {
    let nobody = app.nobody();
    let (tokens, other) = (signed_in(&nobody).await, signed_in(&nobody).await);
    let own = json!({ "AccessToken": tokens["AccessToken"] });
    let told = nobody.call("GetUser", &own).await.ok();
    assert_eq!(told["Username"], KATRIN.email);
    assert!(told["UserAttributes"].to_string().contains(id::KATRIN_USER));
    let change = |old: &str, new: &str| json!({ "AccessToken": tokens["AccessToken"], "PreviousPassword": old, "ProposedPassword": new });
    fails(nobody.call("ChangePassword", &change("not it", NEW_PASSWORD)).await, "NotAuthorizedException");
    fails(nobody.call("ChangePassword", &change(PASSWORD, "short")).await, "InvalidPasswordException");
    nobody.call("ChangePassword", &change(PASSWORD, NEW_PASSWORD)).await.ok();
    with_token(&nobody, &tokens).get("/v2/portal/contact").await.ok();
    with_token(&nobody, &other).get("/v2/portal/contact").await.is(401);
    nobody.try_login(AUENTAL.customer_portal, KATRIN.email, PASSWORD).await.is(401);
    app.work_off_jobs().await;
    assert!(app.mails(AUENTAL.id).await.iter().any(|mail| mail["template"] == "passwordChanged"));
    // One session by its refresh token, then all of them.
    let one = nobody.call("InitiateAuth", &by_password(KATRIN.email, NEW_PASSWORD)).await.ok();
    let one = &one["AuthenticationResult"];
    let made_up = json!({ "ClientId": client(), "Token": format!("{}x", one["RefreshToken"].as_str().unwrap_or_default()) });
    fails(nobody.call("RevokeToken", &made_up).await, "InvalidParameterException");
    with_token(&nobody, one).get("/v2/portal/contact").await.ok();
    let sent = json!({ "ClientId": client(), "Token": one["RefreshToken"] });
    nobody.call("RevokeToken", &sent).await.ok();
    nobody.call("RevokeToken", &sent).await.ok();
    with_token(&nobody, one).get("/v2/portal/contact").await.is(401);
    nobody.call("GlobalSignOut", &own).await.ok();
    with_token(&nobody, &tokens).get("/v2/portal/contact").await.is(401);
    fails(nobody.call("GetUser", &own).await, "NotAuthorizedException");
    // Staff have another door.
    let staff = json!({ "AccessToken": app.admin().bearer() });
    fails(nobody.call("GetUser", &staff).await, "NotAuthorizedException");
}

async fn what_makes_no_sense_is_refused_by_name(app: TestApp) {
    let nobody = app.nobody();
    let good = by_password(KATRIN.email, PASSWORD);
    let with = |key: &str, value: Value| {
        let mut sent = good.clone();
        sent[key] = value;
        sent
    };
    for (action, body, kind) in [
        ("SignUpEverybody", good.clone(), "UnknownOperationException"),
        ("", good.clone(), "UnknownOperationException"),
        ("InitiateAuth", json!([]), "InvalidParameterException"),
        ("InitiateAuth", json!({}), "InvalidParameterException"),
        ("InitiateAuth", with("AuthFlow", "USER_SRP_AUTH".into()), "InvalidParameterException"),
        ("InitiateAuth", with("AuthParameters", json!({ "USERNAME": "a" })), "InvalidParameterException"),
        ("InitiateAuth", with("AuthParameters", json!({ "USERNAME": 7 })), "InvalidParameterException"),
        ("InitiateAuth", by_password("no address", PASSWORD), "InvalidParameterException"),
        ("InitiateAuth", with("ClientId", "6bsd0jkgoie74k2i8mrhc1vest".into()), "ResourceNotFoundException"),
        (
            "InitiateAuth",
            with("ClientId", "00000000000070008000000000000000".into()),
            "ResourceNotFoundException",
        ),
        ("InitiateAuth", by_refresh(&"none".into()), "NotAuthorizedException"),
        (
            "RespondToAuthChallenge",
            json!({ "ClientId": client(), "ChallengeName": "SMS_MFA" }),
            "InvalidParameterException",
        ),
        ("GetUser", json!({ "AccessToken": "none" }), "NotAuthorizedException"),
        ("RevokeToken", json!({ "ClientId": client(), "Token": "none" }), "InvalidParameterException"),
        (
            "ForgotPassword",
            json!({ "ClientId": client(), "Username": "a\u{0}@b.de" }),
            "InvalidParameterException",
        ),
    ] {
        fails(nobody.call(action, &body).await, kind);
    }
    nobody.post("/", &good).await.names("X-Amz-Target");
}

async fn guessing_is_slowed_down_at_every_door(app: TestApp) {
    let nobody = app.nobody();
    for _ in 0..10 {
        nobody.try_login(AUENTAL.customer_portal, KATRIN.email, "a wrong guess").await.is(401);
    }
    let refused = nobody.call("InitiateAuth", &by_password(KATRIN.email, PASSWORD)).await;
    assert!(refused.headers.contains_key("retry-after"));
    fails(refused, "TooManyRequestsException");
}
