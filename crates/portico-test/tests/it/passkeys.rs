//! Passkeys: made by their owner, good for both factors, and what devices, pages and strangers say in vain.

use portico_test::cast::{AUENTAL, KATRIN, PASSWORD, PAUL, RHEINTAL, id};
use portico_test::{Client, TestApp, both_engines};
use serde_json::{Value, json};

use device::{Device, Saying, text};

mod device;

both_engines!(
    a_passkey_is_added_and_signs_in_for_both_factors,
    what_devices_and_pages_say_wrongly_signs_nobody_in,
    what_devices_and_pages_say_wrongly_makes_no_passkey,
    an_answer_is_good_once_whoever_is_faster,
    a_question_is_good_for_five_minutes,
    a_count_that_does_not_grow_is_refused_and_told,
    a_passkey_is_good_for_its_own_portal_and_host,
    a_passkey_is_its_owners_to_name_and_take_away,
    where_everybody_needs_a_second_factor_a_passkey_is_one,
    a_portal_that_takes_none_asks_for_none,
    a_sign_in_of_long_ago_adds_nothing,
    whoever_acts_in_a_users_place_makes_none,
);

fn origin_of(app: &TestApp, host: &str) -> String {
    let base = &app.core.options().base_url;
    format!("http://{host}:{}", base.rsplit(':').next().unwrap_or_default())
}

fn here(app: &TestApp) -> String {
    origin_of(app, &AUENTAL.customer_domain())
}

async fn configure(app: &TestApp, config: Value) {
    app.admin().put(&format!("/v3/portal/config/{}", AUENTAL.customer_portal), &config).await.ok();
}

/// What a browser is told to make a passkey.
async fn asked(client: &Client) -> Value {
    client.post("/auth/passkeys/begin", &json!({})).await.ok()["publicKey"].take()
}

/// What a browser is told to sign in.
async fn asked_in(app: &TestApp) -> Value {
    let portal = json!({ "portal_id": AUENTAL.customer_portal });
    app.nobody().post("/auth/passkey/begin", &portal).await.ok()["publicKey"].take()
}

fn honest(_: &mut Saying) {}

/// Adds a passkey of this device; answers its id.
async fn add(app: &TestApp, client: &Client, device: &mut Device) -> String {
    let made = device.makes(&asked(client).await, &here(app), honest);
    let sent = json!({ "name": "Phone", "credential": made });
    let added = client.post("/auth/passkeys", &sent).await.is(201);
    added["id"].as_str().unwrap_or_default().to_owned()
}

async fn enter(app: &TestApp, credential: &Value) -> portico_test::Answer {
    app.nobody().post("/auth/passkey", &json!({ "credential": credential })).await
}

async fn enters(app: &TestApp, device: &mut Device) -> Client {
    let proof = device.proves(&asked_in(app).await, &here(app), honest);
    let tokens = enter(app, &proof).await.ok();
    app.nobody().with(tokens["access_token"].as_str().unwrap_or_default())
}

/// The kinds of letters to Katrin, sorted: the clock stands still.
async fn letters(app: &TestApp) -> Vec<String> {
    let mails = app.mails(AUENTAL.id).await;
    let kind = |mail: &Value| mail["template"].as_str().unwrap_or_default().to_owned();
    let mut kinds: Vec<String> = mails.iter().filter(|mail| mail["to"] == KATRIN.email).map(kind).collect();
    kinds.sort();
    kinds
}

async fn a_passkey_is_added_and_signs_in_for_both_factors(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let question = asked(&katrin).await;
    assert_eq!(question["rp"]["id"], AUENTAL.customer_domain());
    assert_eq!(question["authenticatorSelection"]["userVerification"], "required");
    assert_eq!(question["attestation"], "none");
    let (mut phone, mut laptop) = (Device::es256(), Device::eddsa());
    laptop.counter = 1;
    add(&app, &katrin, &mut phone).await;
    add(&app, &katrin, &mut laptop).await;
    // A device that has one already is told so.
    assert_eq!(asked(&katrin).await["excludeCredentials"].as_array().map(Vec::len), Some(2));
    for device in [&mut phone, &mut laptop] {
        let user = enters(&app, device).await.get("/v2/portal/user").await.ok();
        assert_eq!(user["data"]["_id"], id::KATRIN_USER, "{user}");
    }
    let listed = katrin.get("/auth/passkeys").await.ok();
    assert_eq!(listed["passkeys"].as_array().map(Vec::len), Some(2));
    assert!(
        listed["passkeys"][0]["last_used_at"].is_string() && listed["passkeys"][0]["works"] == true,
        "{listed}"
    );
    assert_eq!(letters(&app).await, ["passkeyAdded", "passkeyAdded"]);
    let history = katrin.activity("portal_user", id::KATRIN_USER).await.ok().to_string();
    assert!(history.contains("PasskeyAdded"), "{history}");
}

/// A lie, and what it is called.
type Lie = (&'static str, fn(&mut Saying));

/// Lies that neither ceremony believes.
const LIES: [Lie; 21] = [
    ("another ceremony", |says| {
        says.kind = if says.kind == "webauthn.get" { "webauthn.create" } else { "webauthn.get" }
    }),
    ("no ceremony", |says| says.kind = "payment.get"),
    ("no challenge", |says| says.challenge = String::new()),
    ("a challenge of its own", |says| says.challenge = text("a challenge of its own")),
    ("a challenge with another letter", |says| {
        let letter = if says.challenge.starts_with('Z') { "Y" } else { "Z" };
        says.challenge.replace_range(0..1, letter);
    }),
    ("a challenge without its seal", |says| says.challenge.truncate(says.challenge.len() / 2)),
    ("a host that ends alike", |says| says.origin = says.origin.replace("//", "//evil-")),
    ("a host below", |says| says.origin = says.origin.replace("//", "//sub.")),
    ("a host that begins alike", |says| {
        says.origin = says.origin.replace(".example", ".example.evil.example")
    }),
    ("the portal beside", |says| says.origin = says.origin.replace("customers", "installers")),
    ("another port", |says| says.origin.push('1')),
    ("no port", |says| says.origin = says.origin.rsplit_once(':').map_or("", |(start, _)| start).to_owned()),
    ("another scheme", |says| says.origin = says.origin.replace("http://", "https://")),
    ("a name of other letters", |says| says.origin = says.origin.replace("customers", "cust\u{43e}mers")),
    ("a page around it", |says| says.more = json!({ "crossOrigin": true })),
    ("a page above it", |says| says.more = json!({ "topOrigin": "https://evil.example" })),
    ("another host's key", |says| says.rp_id = format!("evil-{}", says.rp_id)),
    ("the host above", |says| {
        says.rp_id = says.rp_id.split_once('.').map_or("", |(_, above)| above).to_owned()
    }),
    ("nobody there", |says| says.flags &= !1),
    ("nobody recognised", |says| says.flags &= !4),
    ("more than was said", |says| says.tail = vec![0]),
];

/// Lies that only a sign-in hears.
const LIES_OF_ENTERING: [Lie; 7] = [
    ("a signature with another bit", |says| says.spoiled = true),
    ("another user", |says| says.user = Some(id::THOMAS_USER.to_owned())),
    ("no user", |says| says.user = None),
    ("a credential that nobody has", |says| says.id = vec![7; 32]),
    ("copies that contradict each other", |says| says.flags = 0b0001_0101),
    ("a key of another kind", |says| says.flags = 0b0000_0101),
    ("a new key", |says| says.flags |= 0b0100_0000),
];

/// Lies that only the making of one hears.
const LIES_OF_MAKING: [Lie; 6] = [
    ("no key", |says| says.flags &= !0b0100_0000),
    ("a key with something amiss", |says| says.key[2] ^= 1),
    ("half a key", |says| says.key.truncate(20)),
    ("another id than it says", |says| says.id = vec![7; 32]),
    ("copies that contradict each other", |says| says.flags = 0b0101_0101),
    ("extensions that are not there", |says| says.flags |= 0b1000_0000),
];

async fn what_devices_and_pages_say_wrongly_signs_nobody_in(app: TestApp) {
    let mut phone = Device::es256();
    add(&app, &app.as_person(KATRIN).await, &mut phone).await;
    // Paul has one too: whose credential it is matters.
    let mut pauls = Device::es256();
    add(&app, &app.as_person(PAUL).await, &mut pauls).await;
    let lies: Vec<Lie> = LIES.into_iter().chain(LIES_OF_ENTERING).collect();
    let before = app.dump().await;
    for (what, lie) in &lies {
        let proof = phone.proves(&asked_in(&app).await, &here(&app), lie);
        let answer = enter(&app, &proof).await.is(401);
        assert_eq!(answer["reason"], "PASSKEY_NOT_VALID", "{what}: {answer}");
    }
    // Katrin's device under Paul's credential, and the other way round.
    let (katrins, paul) = (phone.id.clone(), pauls.user.clone());
    for (id, user) in
        [(pauls.id.clone(), phone.user.clone()), (pauls.id.clone(), paul), (katrins, pauls.user.clone())]
    {
        let proof = phone.proves(&asked_in(&app).await, &here(&app), |says| {
            (says.id, says.user) = (id, Some(user));
        });
        enter(&app, &proof).await.is(401);
    }
    // The answer to a question that was asked to make one.
    let question = asked(&app.as_person(KATRIN).await).await;
    let proof = phone.proves(
        &json!({ "challenge": question["challenge"], "rpId": question["rp"]["id"] }),
        &here(&app),
        honest,
    );
    enter(&app, &proof).await.is(401);
    for odd in [json!(null), json!([]), json!("x"), json!({}), json!({ "id": 1 }), json!({ "response": {} })]
    {
        enter(&app, &odd).await.is(401);
    }
    let after = app.dump().await;
    let is_session = |row: &&String| !row.starts_with("sessions:") && !row.starts_with("portal_users:");
    assert_eq!(
        before.iter().filter(is_session).collect::<Vec<_>>(),
        after.iter().filter(is_session).collect::<Vec<_>>()
    );
    println!("{} lies about a sign-in were refused", lies.len() + 10);
    enters(&app, &mut phone).await.get("/v2/portal/user").await.ok();
}

async fn what_devices_and_pages_say_wrongly_makes_no_passkey(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let mut phone = Device::es256();
    let before = app.dump().await;
    let lies: Vec<Lie> = LIES.into_iter().chain(LIES_OF_MAKING).collect();
    for (what, lie) in &lies {
        let made = phone.makes(&asked(&katrin).await, &here(&app), lie);
        let answer = katrin.post("/auth/passkeys", &json!({ "name": "Phone", "credential": made })).await;
        assert_eq!(answer.clone().names("credential")["status"], 400, "{what}");
    }
    for name in ["", "  ", "x\u{7}y", &"x".repeat(61)] {
        let made = phone.makes(&asked(&katrin).await, &here(&app), honest);
        katrin.post("/auth/passkeys", &json!({ "name": name, "credential": made })).await.names("name");
    }
    // A question that was asked of somebody else, or of another session of one's own.
    for other in [app.as_person(PAUL).await, app.as_person(KATRIN).await] {
        let made = phone.makes(&asked(&other).await, &here(&app), honest);
        let sent = json!({ "name": "Phone", "credential": made });
        katrin.post("/auth/passkeys", &sent).await.names("credential");
    }
    let question = asked_in(&app).await;
    let question = json!({ "challenge": question["challenge"], "rp": { "id": question["rpId"] } });
    let made = phone.makes(&question, &here(&app), honest);
    katrin.post("/auth/passkeys", &json!({ "name": "Phone", "credential": made })).await.names("credential");
    let is_kept = |row: &&String| row.starts_with("authenticators:") || row.starts_with("mails:");
    let after = app.dump().await;
    assert_eq!(before.iter().filter(is_kept).count(), after.iter().filter(is_kept).count());
    println!("{} lies about a new passkey were refused", lies.len() + 7);
    add(&app, &katrin, &mut phone).await;
    // What is known is not made a second time, by whomever.
    let paul = app.as_person(PAUL).await;
    for client in [&katrin, &paul] {
        let made = phone.makes(&asked(client).await, &here(&app), honest);
        client.post("/auth/passkeys", &json!({ "name": "Again", "credential": made })).await.is(409);
    }
}

async fn an_answer_is_good_once_whoever_is_faster(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let mut phone = Device::es256();
    let made = phone.makes(&asked(&katrin).await, &here(&app), honest);
    let sent = json!({ "name": "Phone", "credential": made });
    katrin.post("/auth/passkeys", &sent).await.is(201);
    katrin.post("/auth/passkeys", &sent).await.names("credential");
    let proof = phone.proves(&asked_in(&app).await, &here(&app), honest);
    let running: Vec<_> = (0..50)
        .map(|_| {
            let (nobody, sent) = (app.nobody(), json!({ "credential": proof }));
            tokio::spawn(async move { nobody.post("/auth/passkey", &sent).await.status == 200 })
        })
        .collect();
    let mut right = 0;
    for one in running {
        right += u32::from(one.await.expect("an answer"));
    }
    assert_eq!(right, 1);
    app.clock.advance_seconds(200);
    enter(&app, &proof).await.is(401);
}

async fn a_question_is_good_for_five_minutes(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let mut phone = Device::es256();
    add(&app, &katrin, &mut phone).await;
    for (seconds, status) in [(299, 200), (300, 401)] {
        let proof = phone.proves(&asked_in(&app).await, &here(&app), honest);
        app.clock.advance_seconds(seconds);
        enter(&app, &proof).await.is(status);
    }
    let made = Device::es256().makes(&asked(&katrin).await, &here(&app), honest);
    app.clock.advance_seconds(300);
    katrin.post("/auth/passkeys", &json!({ "name": "Late", "credential": made })).await.names("credential");
}

async fn a_count_that_does_not_grow_is_refused_and_told(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let mut phone = Device::es256();
    phone.counter = 5;
    add(&app, &katrin, &mut phone).await;
    enters(&app, &mut phone).await;
    for counter in [6, 5, 0] {
        let proof = phone.proves(&asked_in(&app).await, &here(&app), |says| says.counter = counter);
        assert_eq!(enter(&app, &proof).await.is(401)["reason"], "PASSKEY_COPIED", "{counter}");
    }
    let history = katrin.activity("portal_user", id::KATRIN_USER).await.ok().to_string();
    assert!(history.contains("PasskeyRefused"), "{history}");
    phone.counter = 6;
    enters(&app, &mut phone).await;
}

async fn a_passkey_is_good_for_its_own_portal_and_host(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let mut phone = Device::es256();
    add(&app, &katrin, &mut phone).await;
    // The namesake in another company has the same id, and no passkey.
    let rival = json!({ "portal_id": RHEINTAL.customer_portal });
    let question = app.nobody().post("/auth/passkey/begin", &rival).await.ok()["publicKey"].take();
    let there = origin_of(&app, &RHEINTAL.customer_domain());
    let proof = phone.proves(&question, &there, honest);
    enter(&app, &proof).await.is(401);
    // Nor does the question of one portal lead into another.
    let proof = phone.proves(&question, &here(&app), |says| says.rp_id = AUENTAL.customer_domain());
    enter(&app, &proof).await.is(401);
    let installers = json!({ "portal_id": AUENTAL.installer_portal });
    let question = app.nobody().post("/auth/passkey/begin", &installers).await.ok()["publicKey"].take();
    let beside = format!("http://{}", question["rpId"].as_str().unwrap_or_default());
    let proof = phone.proves(&question, &beside, honest);
    enter(&app, &proof).await.is(401);
    // The portal moves: what was made before stays with the old host, and says so.
    configure(&app, json!({ "domain": "kunden.auental.example" })).await;
    let question = asked_in(&app).await;
    assert_eq!(question["rpId"], "kunden.auental.example");
    let moved = origin_of(&app, "kunden.auental.example");
    let proof = phone.proves(&question, &moved, honest);
    enter(&app, &proof).await.is(401);
    let listed = katrin.get("/auth/passkeys").await.ok();
    assert_eq!(listed["passkeys"][0]["works"], false);
    assert_eq!(listed["passkeys"][0]["host"], AUENTAL.customer_domain());
    let begun = json!({ "domain": AUENTAL.customer_domain() });
    katrin.post("/auth/passkeys/begin", &begun).await.is(409);
}

async fn a_passkey_is_its_owners_to_name_and_take_away(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let (mut phone, mut laptop) = (Device::es256(), Device::es256());
    let (one, two) = (add(&app, &katrin, &mut phone).await, add(&app, &katrin, &mut laptop).await);
    let paul = app.as_person(PAUL).await;
    let path = |id: &str| format!("/auth/passkeys/{id}");
    for stranger in [&paul, &app.as_rival(KATRIN).await] {
        stranger.patch(&path(&one), &json!({ "name": "Mine" })).await.is(404);
        stranger.send(http::Method::DELETE, &path(&one), b"{}".to_vec()).await.is(404);
    }
    let renamed = katrin.patch(&path(&one), &json!({ "name": "  My   phone " })).await.ok();
    assert_eq!(renamed["name"], "My phone");
    katrin.patch(&path(&one), &json!({ "name": "" })).await.names("name");
    let entered = enters(&app, &mut laptop).await;
    katrin.send(http::Method::DELETE, &path(&two), b"{}".to_vec()).await.is(204);
    // Whoever was in with it is out, and it lets nobody in any more.
    entered.get("/v2/portal/user").await.is(401);
    let proof = laptop.proves(&asked_in(&app).await, &here(&app), honest);
    enter(&app, &proof).await.is(401);
    katrin.send(http::Method::DELETE, &path(&two), b"{}".to_vec()).await.is(404);
    assert_eq!(letters(&app).await, ["passkeyAdded", "passkeyAdded", "passkeyRemoved"]);
    let mails = app.mails(AUENTAL.id).await;
    let told = |mail: &&Value| {
        mail["text"].as_str().is_some_and(|text| text.contains("Phone") || text.contains("My phone"))
    };
    assert_eq!(mails.iter().filter(told).count(), 3, "{mails:?}");
    // Staff help somebody who has lost the device.
    app.admin().delete(&format!("/v1/portico/users/{}/second-factor", id::KATRIN_USER)).await.is(204);
    let proof = phone.proves(&asked_in(&app).await, &here(&app), honest);
    enter(&app, &proof).await.is(401);
    assert!(letters(&app).await.contains(&"secondFactorReset".to_owned()));
}

async fn where_everybody_needs_a_second_factor_a_passkey_is_one(app: TestApp) {
    configure(&app, json!({ "auth_settings": { "second_factor": "REQUIRED" } })).await;
    let katrin = app.as_person(KATRIN).await;
    katrin.get("/v2/portal/contract").await.is(401);
    let mut phone = Device::es256();
    let first = add(&app, &katrin, &mut phone).await;
    katrin.get("/v2/portal/contract").await.ok();
    enters(&app, &mut phone).await.get("/v2/portal/contract").await.ok();
    // The password alone is one factor.
    let answer = app.nobody().try_login(AUENTAL.customer_portal, KATRIN.email, PASSWORD).await.ok();
    assert_eq!((&answer["challenge"], answer.get("access_token")), (&json!("PASSKEY"), None), "{answer}");
    let handle = answer["session"].clone();
    app.nobody().post("/auth/challenge", &json!({ "session": handle, "code": "000000" })).await.is(401);
    // The last one stays.
    let path = format!("/auth/passkeys/{first}");
    katrin.send(http::Method::DELETE, &path, b"{}".to_vec()).await.is(403);
    enters(&app, &mut phone).await;
}

async fn a_portal_that_takes_none_asks_for_none(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let mut phone = Device::es256();
    add(&app, &katrin, &mut phone).await;
    let question = asked_in(&app).await;
    configure(&app, json!({ "auth_settings": { "passkeys": { "enabled": false } } })).await;
    let portal = json!({ "portal_id": AUENTAL.customer_portal });
    app.nobody().post("/auth/passkey/begin", &portal).await.is(403);
    katrin.post("/auth/passkeys/begin", &json!({})).await.is(403);
    let proof = phone.proves(&question, &here(&app), honest);
    enter(&app, &proof).await.is(403);
    // What there is can be looked at and taken away.
    let id = katrin.get("/auth/passkeys").await.ok()["passkeys"][0]["id"].clone();
    let path = format!("/auth/passkeys/{}", id.as_str().unwrap_or_default());
    katrin.send(http::Method::DELETE, &path, b"{}".to_vec()).await.is(204);
}

async fn a_sign_in_of_long_ago_adds_nothing(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    app.clock.advance_seconds(899);
    asked(&katrin).await;
    app.clock.advance_seconds(1);
    // The session goes on, and new tokens prove nothing new.
    let renewed = json!({ "refresh_token": katrin.tokens["refresh_token"] });
    let renewed = app.nobody().post("/auth/refresh", &renewed).await.ok();
    let katrin = app.nobody().with(renewed["access_token"].as_str().unwrap_or_default());
    katrin.post("/auth/passkeys/begin", &json!({})).await.names("password");
    katrin.post("/auth/passkeys/begin", &json!({ "password": "not-the-password" })).await.names("password");
    katrin.post("/auth/passkeys/begin", &json!({ "password": PASSWORD })).await.ok();
    // Once proved, it is good for a while; and the refresh token of before is over.
    katrin.post("/auth/step-up", &json!({ "password": "not-the-password" })).await.names("password");
    let proved = katrin.post("/auth/step-up", &json!({ "password": PASSWORD })).await.ok();
    asked(&katrin).await;
    let old = json!({ "refresh_token": renewed["refresh_token"] });
    let new = json!({ "refresh_token": proved["refresh_token"] });
    app.nobody().post("/auth/refresh", &new).await.ok();
    app.nobody().post("/auth/refresh", &old).await.is(401);
}

async fn whoever_acts_in_a_users_place_makes_none(app: TestApp) {
    let wanted =
        json!({ "portal_id": AUENTAL.customer_portal, "email": KATRIN.email, "reason": "She called." });
    let token =
        app.admin().post("/v2/portal/admin:login-as-user", &wanted).await.ok()["login_as_token"].clone();
    let tokens = app.nobody().post("/auth/exchange", &json!({ "token": token })).await.ok();
    let staff = app.nobody().with(tokens["access_token"].as_str().unwrap_or_default());
    staff.post("/auth/passkeys/begin", &json!({ "password": PASSWORD })).await.is(403);
    staff.post("/auth/step-up", &json!({ "password": PASSWORD })).await.is(403);
    let sent = json!({ "name": "Phone", "credential": {} });
    staff.post("/auth/passkeys", &sent).await.is(403);
}
