//! Signing in: who gets in, what its tokens are good for, and what happens when they come again.

use portico_test::cast::{AUENTAL, KATRIN, PASSWORD, PAUL, PETRA, RHEINTAL, id};
use portico_test::{Client, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    an_unknown_user_and_a_wrong_password_get_the_same_answer,
    an_unknown_user_takes_as_long_as_a_wrong_password,
    a_user_without_a_contact_reads_its_own_user_and_nothing_else,
    a_refresh_token_works_once_and_its_reuse_ends_the_family,
    tokens_run_out_by_the_clock,
    only_tokens_of_ours_let_anybody_in,
    guessing_is_slowed_down_and_the_owner_waits_no_longer_than_told,
    staff_sign_in_to_their_own_organisation,
    a_portal_is_named_by_id_or_domain,
    one_user_signs_in_many_times_at_once,
);

fn refresh_of(client: &Client) -> Value {
    json!({ "refresh_token": client.tokens["refresh_token"] })
}

async fn an_unknown_user_and_a_wrong_password_get_the_same_answer(app: TestApp) {
    let (nobody, admin) = (app.nobody(), app.admin());
    let wrong = nobody.try_login(AUENTAL.customer_portal, KATRIN.email, "not-the-password").await;
    assert_eq!(wrong.status, 401);
    admin.edit("portal_user", id::THOMAS_USER, json!({ "access_status": false })).await.ok();
    admin.edit("portal_user", id::PENDING_USER, json!({ "registration_status": "Pending" })).await.ok();
    for (portal, email) in [
        (AUENTAL.customer_portal, "nobody@example.org"),
        // A user of another portal, one whose access was withdrawn, one who never confirmed.
        (AUENTAL.customer_portal, PETRA.email),
        (AUENTAL.customer_portal, "thomas@example.org"),
        (AUENTAL.customer_portal, PAUL.email),
        (AUENTAL.installer_portal, KATRIN.email),
    ] {
        let answer = nobody.try_login(portal, email, PASSWORD).await;
        assert_eq!((answer.status, &answer.text), (wrong.status, &wrong.text), "{email}");
        assert_eq!(answer.headers.get("content-length"), wrong.headers.get("content-length"));
    }
    let staff = json!({ "email": "admin@auental.example", "password": "not-the-password" });
    let wrong = nobody.post("/auth/admin/login", &staff).await;
    let unknown = json!({ "email": "nobody@auental.example", "password": PASSWORD });
    let unknown = nobody.post("/auth/admin/login", &unknown).await;
    assert_eq!((wrong.status.as_u16(), wrong.text), (401, unknown.text));
    // Spelled otherwise it is still the same address.
    nobody.try_login(AUENTAL.customer_portal, " Katrin@Example.ORG ", PASSWORD).await.ok();
}

async fn an_unknown_user_takes_as_long_as_a_wrong_password(app: TestApp) {
    let nobody = app.nobody();
    let mut shortest = [std::time::Duration::MAX; 3];
    // The shortest of several: what else the machine does only ever makes an answer slower, so more rounds bring like
    // answers together and unlike ones never.
    let alike = |a: std::time::Duration, b: std::time::Duration| a * 2 > b && b * 2 > a;
    for round in 0..40 {
        for (at, email) in [KATRIN.email, "nobody@example.org", "paula@example.org"].into_iter().enumerate() {
            let before = tokio::time::Instant::now();
            nobody.try_login(AUENTAL.customer_portal, email, "a wrong guess").await.is(401);
            shortest[at] = shortest[at].min(before.elapsed());
        }
        // As long as guessing is not yet slowed down.
        app.clock.advance_seconds(15 * 60 + 1);
        if round >= 4 && alike(shortest[0], shortest[1]) && alike(shortest[0], shortest[2]) {
            return;
        }
    }
    panic!("{shortest:?}");
}

async fn a_user_without_a_contact_reads_its_own_user_and_nothing_else(app: TestApp) {
    let paul = app.as_person(PAUL).await;
    assert_eq!(paul.get("/v2/portal/user").await.ok()["data"]["email"], PAUL.email);
    for answer in [
        paul.get("/v2/portal/contact").await,
        paul.get("/v2/portal/contract").await,
        paul.get("/v2/portal/schemas").await,
        paul.view("portal_user", id::PENDING_USER).await,
        paul.search("contract", json!({})).await,
        paul.change("portal_user", id::PENDING_USER, json!({ "preferred_language": "en" })).await,
        paul.patch("/v2/portal/user", &json!({ "preferred_language": "en" })).await,
        paul.get(&format!("/v3/portal/config/{}", AUENTAL.customer_portal)).await,
    ] {
        assert_eq!(answer.clone().is(401)["reason"], "PORTAL_USER_PENDING_ACTIVATION", "{}", answer.asked);
    }
    // With a contact the same token sees what the contact sees.
    let contact = json!({ "contact": { "$relation": [{ "entity_id": id::THOMAS }] } });
    app.admin().edit("portal_user", id::PENDING_USER, contact).await.ok();
    paul.view("contract", id::THOMAS_POWER).await.ok();
}

async fn a_refresh_token_works_once_and_its_reuse_ends_the_family(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let other_device = app.as_person(KATRIN).await;
    let fresh = app.nobody().post("/auth/refresh", &refresh_of(&katrin)).await.ok();
    assert_ne!(fresh["refresh_token"], katrin.tokens["refresh_token"]);
    assert_eq!(fresh["token_type"], "Bearer");
    let renewed = katrin.with(fresh["access_token"].as_str().unwrap_or_default());
    renewed.get("/v2/portal/user").await.ok();
    // The used one comes again: whoever has it, the whole family ends.
    app.nobody().post("/auth/refresh", &refresh_of(&katrin)).await.is(401);
    let newest = json!({ "refresh_token": fresh["refresh_token"] });
    app.nobody().post("/auth/refresh", &newest).await.is(401);
    renewed.get("/v2/portal/user").await.is(401);
    katrin.get("/v2/portal/user").await.is(401);
    other_device.get("/v2/portal/user").await.ok();
    // A secret that was never one of them ends nothing that belongs to another session.
    for made_up in ["", "x", "..", "739224..", "739224.x.y", "*.x.y"] {
        app.nobody().post("/auth/refresh", &json!({ "refresh_token": made_up })).await.is(401);
    }
    other_device.get("/v2/portal/user").await.ok();
    // What was withdrawn meanwhile is not renewed.
    let soon = json!({ "expires_at": "2026-11-25T09:00:00.000Z" });
    app.admin().edit("portal_user", id::KATRIN_USER, soon).await.ok();
    app.clock.advance_seconds(4000);
    app.nobody().post("/auth/refresh", &refresh_of(&other_device)).await.is(401);
}

async fn tokens_run_out_by_the_clock(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let lasts = katrin.tokens["expires_in"].as_i64().unwrap_or(0);
    assert!((60..=3600).contains(&lasts), "{lasts}");
    app.clock.advance_seconds(lasts - 1);
    katrin.get("/v2/portal/user").await.ok();
    app.clock.advance_seconds(1);
    katrin.get("/v2/portal/user").await.is(401);
    let fresh = app.nobody().post("/auth/refresh", &refresh_of(&katrin)).await.ok();
    app.clock.advance_seconds(40 * 86_400);
    let newest = json!({ "refresh_token": fresh["refresh_token"] });
    app.nobody().post("/auth/refresh", &newest).await.is(401);
    let program =
        app.admin().post("/v1/access-tokens", &json!({ "name": "short", "expires_in": "1h" })).await.ok();
    let program = app.nobody().with(program["token"].as_str().unwrap_or_default());
    program.get("/v2/organization/current").await.ok();
    app.clock.advance_seconds(3600);
    program.get("/v2/organization/current").await.is(401);
}

async fn only_tokens_of_ours_let_anybody_in(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let (token, refresh) = (katrin.bearer().to_owned(), katrin.tokens["refresh_token"].clone());
    let mut parts: Vec<&str> = token.split('.').collect();
    let unsigned = format!("{}.{}.", parts[0], parts[1]);
    // The header says "none" and the signature is left out.
    let none = format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{}.", parts[1]);
    let rival = app.as_rival(KATRIN).await;
    let mixed = format!("{}.{}", rival.bearer().rsplit_once('.').map_or("", |(body, _)| body), parts[2]);
    let changed = token.replace('A', "B");
    parts.swap(0, 1);
    let (swapped, refresh) = (parts.join("."), refresh.as_str().unwrap_or_default().to_owned());
    for forged in
        [&unsigned, &none, &mixed, &changed, &swapped, &refresh, &String::new(), &"x".repeat(20_000)]
    {
        if forged.is_empty() || *forged != token {
            let status = katrin.with(forged).get("/v2/portal/user").await.status.as_u16();
            assert!(matches!(status, 401 | 431), "{status}: {forged:.60}");
        }
    }
    // Clients of the published API send the id token; it stands for the same session.
    let id_token = katrin.tokens["id_token"].as_str().unwrap_or_default().to_owned();
    katrin.with(&id_token).get("/v2/portal/user").await.ok();
    katrin.post("/auth/logout", &json!({})).await.is(204);
    katrin.with(&id_token).get("/v2/portal/user").await.is(401);
    let keys = app.nobody().get("/.well-known/jwks.json").await.ok();
    assert!(keys["keys"][0]["x"].is_string() && keys["keys"][0].get("d").is_none());
}

async fn guessing_is_slowed_down_and_the_owner_waits_no_longer_than_told(app: TestApp) {
    let nobody = app.nobody();
    let mut refused = None;
    for _ in 0..30 {
        let answer = nobody.try_login(AUENTAL.customer_portal, KATRIN.email, "a wrong guess").await;
        if answer.status == 429 {
            refused = Some(answer);
            break;
        }
        assert_eq!(answer.status, 401);
    }
    let refused = refused.expect("thirty wrong passwords are too many");
    let wait = refused.headers.get("retry-after").and_then(|value| value.to_str().ok()?.parse::<i64>().ok());
    let wait = wait.expect("the answer says how long");
    assert_eq!(nobody.try_login(AUENTAL.customer_portal, KATRIN.email, PASSWORD).await.status, 429);
    // Nobody else waits for it.
    nobody.try_login(RHEINTAL.customer_portal, KATRIN.email, PASSWORD).await.ok();
    nobody.try_login(AUENTAL.installer_portal, PETRA.email, PASSWORD).await.ok();
    app.clock.advance_seconds(wait);
    nobody.try_login(AUENTAL.customer_portal, KATRIN.email, PASSWORD).await.ok();
}

async fn staff_sign_in_to_their_own_organisation(app: TestApp) {
    let nobody = app.nobody();
    for (place, other) in [(AUENTAL, RHEINTAL), (RHEINTAL, AUENTAL)] {
        let sent =
            json!({ "email": format!("admin@{}.example", place.place.to_lowercase()), "password": PASSWORD });
        let tokens = nobody.post("/auth/admin/login", &sent).await.ok();
        let alma = nobody.with(tokens["access_token"].as_str().unwrap_or_default());
        assert_eq!(alma.get("/v2/organization/current").await.ok()["id"], place.id);
        let seen = alma.record("contract", id::POWER).await.to_string();
        assert!(seen.contains(place.place) && !seen.contains(other.place), "{seen}");
        alma.get("/v2/portal/user").await.is(401);
        // The id token of staff is no key, and neither is the refresh token a portal's.
        for key in ["id_token", "refresh_token"] {
            nobody
                .with(tokens[key].as_str().unwrap_or_default())
                .get("/v2/organization/current")
                .await
                .is(401);
        }
        alma.post("/auth/logout", &json!({})).await.is(204);
        alma.get("/v2/organization/current").await.is(401);
    }
}

async fn a_portal_is_named_by_id_or_domain(app: TestApp) {
    let nobody = app.nobody();
    let mut sent = json!({ "domain": AUENTAL.customer_domain().to_uppercase(), "email": KATRIN.email, "password": PASSWORD });
    nobody.post("/auth/login", &sent).await.ok();
    sent["domain"] = "nobody.example".into();
    nobody.post("/auth/login", &sent).await.is(404);
    for (field, body) in [
        ("portal_id", json!({ "email": KATRIN.email, "password": PASSWORD })),
        ("body", json!({ "portal_id": AUENTAL.customer_portal, "email": KATRIN.email })),
        ("body", json!({ "portal_id": 7, "email": KATRIN.email, "password": PASSWORD })),
        (
            "email",
            json!({ "portal_id": AUENTAL.customer_portal, "email": "no address", "password": PASSWORD }),
        ),
    ] {
        nobody.post("/auth/login", &body).await.names(field);
    }
}

async fn one_user_signs_in_many_times_at_once(app: TestApp) {
    let nobody = app.nobody();
    let all: Vec<_> = (0..40)
        .map(|_| {
            let nobody = nobody.clone();
            tokio::spawn(
                async move { nobody.try_login(AUENTAL.customer_portal, KATRIN.email, PASSWORD).await },
            )
        })
        .collect();
    for one in all {
        let answer = one.await.expect("an answer");
        assert_eq!(answer.status, 200, "{}", answer.text);
    }
    let sql = "SELECT count(*) FROM sessions WHERE tenant_id = $1 AND kind = 'portal'";
    let sessions = app.as_organisation(|tx, _| Ok(tx.first(sql, &[], |row| row.int(0))?)).await;
    assert!(sessions.expect("a count").unwrap_or_default() >= 40, "each has a session of its own");
}
