//! Sessions of one's own account, and its password: where one is signed in, how long, and what ends it.

use portico_test::cast::{AUENTAL, KATRIN, PASSWORD, PAUL, PETRA};
use portico_test::{Client, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    a_user_sees_where_it_is_signed_in_and_ends_that,
    nobody_ends_the_session_of_somebody_else,
    a_session_ends_by_age_and_by_rest_to_the_second,
    a_used_session_does_not_rest,
    a_used_refresh_token_ends_its_family_and_no_other,
    another_password_ends_all_other_sessions,
    a_password_that_others_guess_is_refused_and_changes_nothing,
    a_password_of_before_is_refused_as_far_back_as_the_portal_asks,
    a_password_of_before_is_told_to_its_owner_alone,
    two_hundred_sign_ins_at_once_are_hashed_a_few_at_a_time,
);

const NEW: &str = "drei Kiesel im Moor";

async fn configure(app: &TestApp, config: Value) {
    app.admin().put(&format!("/v3/portal/config/{}", AUENTAL.customer_portal), &config).await.ok();
}

/// What many answer who ask at once.
async fn all_at_once<F>(many: usize, each: impl Fn(usize) -> F) -> Vec<u16>
where
    F: Future<Output = u16> + Send + 'static,
{
    let running: Vec<_> = (0..many).map(|number| tokio::spawn(each(number))).collect();
    let mut statuses = Vec::new();
    for one in running {
        statuses.push(one.await.expect("an answer"));
    }
    statuses
}

async fn sessions(client: &Client) -> Vec<Value> {
    let listed = client.get("/auth/sessions").await.ok();
    listed["sessions"].as_array().cloned().unwrap_or_default()
}

async fn change_password(client: &Client, old: &str, new: &str) -> portico_test::Answer {
    client.post("/auth/change-password", &json!({ "old_password": old, "new_password": new })).await
}

async fn a_user_sees_where_it_is_signed_in_and_ends_that(app: TestApp) {
    let phone = app.as_person(KATRIN).await;
    let agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1";
    phone.get_with("/v2/portal/user", "user-agent", agent).await.ok();
    app.clock.advance_seconds(120);
    let desk = app.as_person(KATRIN).await;
    desk.get("/v2/portal/user").await.ok();
    let listed = sessions(&desk).await;
    let told: Vec<(&Value, &Value)> = listed.iter().map(|one| (&one["current"], &one["device"])).collect();
    assert_eq!(told, [(&json!(true), &json!("")), (&json!(false), &json!("Safari, iPhone"))]);
    assert_eq!(listed[1]["network"], "127.0.0", "never a whole address");
    let id = listed[1]["id"].as_str().unwrap_or_default().to_owned();
    desk.delete(&format!("/auth/sessions/{id}")).await.is(204);
    desk.delete(&format!("/auth/sessions/{id}")).await.is(404);
    phone.get("/v2/portal/user").await.is(401);
    let (one, two) = (app.as_person(KATRIN).await, app.as_person(KATRIN).await);
    assert_eq!(sessions(&one).await.len(), 3);
    one.delete("/auth/sessions").await.is(204);
    assert_eq!(sessions(&one).await.len(), 1);
    two.get("/v2/portal/user").await.is(401);
    desk.get("/v2/portal/user").await.is(401);
    // Who waits for a contact looks after the account, too.
    let paul = app.as_person(PAUL).await;
    assert_eq!(sessions(&paul).await.len(), 1);
}

async fn nobody_ends_the_session_of_somebody_else(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let id = sessions(&katrin).await[0]["id"].as_str().unwrap_or_default().to_owned();
    let others = [app.as_person(PETRA).await, app.as_rival(KATRIN).await];
    for other in others {
        let unknown = other.delete("/auth/sessions/019a0000-0000-7000-8000-00000000dead").await;
        let answer = other.delete(&format!("/auth/sessions/{id}")).await;
        assert_eq!((answer.status, &answer.text), (unknown.status, &unknown.text));
        other.delete("/auth/sessions").await.is(204);
        assert!(!sessions(&other).await.iter().any(|one| one["id"] == id.as_str()));
    }
    katrin.get("/v2/portal/user").await.ok();
    app.admin().get("/auth/sessions").await.is(401);
    app.nobody().get("/auth/sessions").await.is(401);
}

async fn a_session_ends_by_age_and_by_rest_to_the_second(app: TestApp) {
    let hours = json!({ "auth_settings": { "idle_timeout": 900 },
                        "cognito_details": { "timeouts": { "refresh_token": 3600, "access_token": 86_400 } } });
    configure(&app, hours).await;
    let katrin = app.as_person(KATRIN).await;
    assert_eq!(katrin.tokens["expires_in"], 86_400);
    app.clock.advance_seconds(899);
    katrin.get("/v2/portal/user").await.ok();
    app.clock.advance_seconds(899);
    katrin.get("/v2/portal/user").await.ok();
    app.clock.advance_seconds(900);
    katrin.get("/v2/portal/user").await.is(401);
    let refresh = json!({ "refresh_token": katrin.tokens["refresh_token"] });
    app.nobody().post("/auth/refresh", &refresh).await.is(401);
    let katrin = app.as_person(KATRIN).await;
    for _ in 0..4 {
        app.clock.advance_seconds(800);
        katrin.get("/v2/portal/user").await.ok();
    }
    app.clock.advance_seconds(399);
    katrin.get("/v2/portal/user").await.ok();
    app.clock.advance_seconds(1);
    katrin.get("/v2/portal/user").await.is(401);
    // A portal that becomes stricter is stricter with the sessions there are.
    configure(
        &app,
        json!({ "auth_settings": {}, "cognito_details": { "timeouts": { "access_token": 86_400 } } }),
    )
    .await;
    let katrin = app.as_person(KATRIN).await;
    app.clock.advance_seconds(20_000);
    katrin.get("/v2/portal/user").await.ok();
    configure(&app, json!({ "cognito_details": { "timeouts": { "refresh_token": 3600 } } })).await;
    katrin.get("/v2/portal/user").await.is(401);
}

async fn a_used_session_does_not_rest(app: TestApp) {
    configure(&app, json!({ "auth_settings": { "idle_timeout": 900 } })).await;
    let mut katrin = app.as_person(KATRIN).await;
    for _ in 0..10 {
        app.clock.advance_seconds(800);
        let refresh = json!({ "refresh_token": katrin.tokens["refresh_token"] });
        let fresh = app.nobody().post("/auth/refresh", &refresh).await.ok();
        katrin = katrin.with(fresh["access_token"].as_str().unwrap_or_default());
        katrin.tokens = fresh;
    }
    katrin
        .change("portal_user", portico_test::cast::id::KATRIN_USER, json!({ "preferred_language": "en" }))
        .await
        .ok();
}

async fn a_used_refresh_token_ends_its_family_and_no_other(app: TestApp) {
    let (katrin, other) = (app.as_person(KATRIN).await, app.as_person(KATRIN).await);
    let used = json!({ "refresh_token": katrin.tokens["refresh_token"] });
    let nobody = app.nobody();
    let statuses = all_at_once(50, |_| {
        let (nobody, used) = (nobody.clone(), used.clone());
        async move { nobody.post("/auth/refresh", &used).await.status.as_u16() }
    })
    .await;
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    // Of fifty at once, one was right and the next ended the family.
    katrin.get("/v2/portal/user").await.is(401);
    other.get("/v2/portal/user").await.ok();
    assert_eq!(sessions(&other).await.len(), 1);
}

async fn another_password_ends_all_other_sessions(app: TestApp) {
    let (katrin, other) = (app.as_person(KATRIN).await, app.as_person(KATRIN).await);
    change_password(&katrin, "not-the-password", NEW).await.names("old_password");
    change_password(&katrin, PASSWORD, NEW).await.is(204);
    katrin.get("/v2/portal/user").await.ok();
    other.get("/v2/portal/user").await.is(401);
    let nobody = app.nobody();
    nobody.try_login(AUENTAL.customer_portal, KATRIN.email, PASSWORD).await.is(401);
    nobody.try_login(AUENTAL.customer_portal, KATRIN.email, NEW).await.ok();
    let told = app.mails(AUENTAL.id).await;
    assert!(told.iter().any(|mail| mail["to"] == KATRIN.email && mail["template"] == "passwordChanged"));
    // Guessing the old password here is as slow as at the sign-in.
    let mut last = 0;
    for _ in 0..30 {
        last = change_password(&katrin, "a wrong guess", NEW).await.status.as_u16();
    }
    assert_eq!(last, 429);
}

async fn a_password_that_others_guess_is_refused_and_changes_nothing(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let before = app.dump().await;
    for (password, word) in [
        ("kurz", "characters"),
        ("password1", "published"),
        ("qwertyuiop", ""),
        ("katrin@example.org", "address"),
        ("sommer2026", "Add"),
        ("aaaaaaaaaaaa", "repetitions"),
    ] {
        let answer = change_password(&katrin, PASSWORD, password).await;
        assert!(answer.text.contains(word), "{password}: {}", answer.text);
        answer.names("new_password");
    }
    change_password(&katrin, PASSWORD, &"x".repeat(1_000_000)).await.names("new_password");
    assert_eq!(app.dump().await, before);
}

async fn a_password_of_before_is_refused_as_far_back_as_the_portal_asks(app: TestApp) {
    configure(&app, json!({ "cognito_details": { "password_policy": { "password_history_size": 2 } } }))
        .await;
    let katrin = app.as_person(KATRIN).await;
    change_password(&katrin, PASSWORD, PASSWORD).await.names("new_password");
    let names = [NEW, "zwölf müde Giraffen", "Ofen Zebra Linde Kahn"];
    app.clock.advance_seconds(1);
    change_password(&katrin, PASSWORD, names[0]).await.is(204);
    app.clock.advance_seconds(1);
    change_password(&katrin, names[0], names[1]).await.is(204);
    // The password of now, and the one before it.
    for known in [names[1], names[0]] {
        change_password(&katrin, names[1], known).await.names("new_password");
    }
    app.clock.advance_seconds(1);
    change_password(&katrin, names[1], names[2]).await.is(204);
    // Longer ago than the portal asks; and what it asks for later counts for what was before.
    let longer = json!({ "cognito_details": { "password_policy": { "password_history_size": 4 } } });
    configure(&app, longer).await;
    for known in [PASSWORD, names[0]] {
        change_password(&katrin, names[2], known).await.names("new_password");
    }
    configure(&app, json!({ "cognito_details": { "password_policy": { "password_history_size": 2 } } }))
        .await;
    change_password(&katrin, names[2], PASSWORD).await.is(204);
}

async fn a_password_of_before_is_told_to_its_owner_alone(app: TestApp) {
    configure(&app, json!({ "cognito_details": { "password_policy": { "password_history_size": 5 } } }))
        .await;
    let nobody = app.nobody();
    let asked = json!({ "portal_id": AUENTAL.customer_portal, "email": KATRIN.email });
    nobody.post("/auth/forgot-password", &asked).await.is(202);
    app.work_off_jobs().await;
    let mails = app.mails(AUENTAL.id).await;
    let mail = mails.iter().find(|mail| mail["template"] == "forgotPassword").expect("the letter");
    let text = mail["text"].as_str().unwrap_or_default();
    let code: String = text
        .lines()
        .find(|line| line.len() == 6 && line.bytes().all(|b| b.is_ascii_digit()))
        .unwrap_or_default()
        .into();
    let reset = |code: &str, password: &str| {
        let sent = json!({ "portal_id": AUENTAL.customer_portal, "email": KATRIN.email, "code": code,
                           "new_password": password });
        let nobody = nobody.clone();
        async move { nobody.post("/auth/reset-password", &sent).await }
    };
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let guessed = reset(wrong, PASSWORD).await;
    let other = reset(wrong, NEW).await;
    assert_eq!((guessed.status, &guessed.text), (other.status, &other.text), "a guess learns nothing");
    reset(&code, PASSWORD).await.names("password");
    reset(&code, PASSWORD).await.names("password");
    // What was refused used nothing up.
    reset(&code, NEW).await.is(204);
    nobody.try_login(AUENTAL.customer_portal, KATRIN.email, NEW).await.ok();
}

async fn two_hundred_sign_ins_at_once_are_hashed_a_few_at_a_time(app: TestApp) {
    let nobody = app.nobody();
    let all = all_at_once(200, |number| {
        let (nobody, email) = (nobody.clone(), format!("somebody-{number}@example.org"));
        async move { nobody.try_login(AUENTAL.customer_portal, &email, "a wrong guess").await.status.as_u16() }
    });
    let watching = async {
        let mut most = 0;
        for _ in 0..200 {
            most = most.max(app.core.hashing_now());
            tokio::task::yield_now().await;
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
        most
    };
    let (statuses, most) = tokio::join!(all, watching);
    assert!(statuses.iter().all(|status| *status == 401), "{statuses:?}");
    assert!((1..=portico_core::HASHERS).contains(&most), "{most} at once");
    // Others are served meanwhile and after.
    app.as_person(KATRIN).await.get("/v2/portal/user").await.ok();
}
