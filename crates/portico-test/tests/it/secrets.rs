//! What strangers try: to learn who has an account, to use a secret twice, and to make one up.

use portico_core::Refusal;
use portico_core::one_time::{self, Issued, New, Purpose, Standing};
use portico_core::portals::pool;
use portico_kit::{PortalId, Secret, TenantId};
use portico_test::cast::{AUENTAL, KATRIN, PAUL, RHEINTAL, THOMAS, id};
use portico_test::{Answer, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    every_flow_answers_every_kind_of_user_with_the_same_bytes,
    a_secret_is_used_once_whether_by_link_by_code_or_by_handle,
    of_many_who_renew_by_one_token_at_once_one_succeeds,
    no_forged_secret_is_accepted_for_any_purpose,
    no_forged_token_is_accepted,
);

const PURPOSES: [Purpose; 10] = [
    Purpose::ConfirmAccount,
    Purpose::ConfirmEmail,
    Purpose::ResetPassword,
    Purpose::SignIn,
    Purpose::SecondStep,
    Purpose::SecondFactor,
    Purpose::Invitation,
    Purpose::LoginAs,
    Purpose::Exchange,
    Purpose::VouchedAddress,
];

const WITHOUT_PASSWORD: &str = "sso@example.org";
const UNCONFIRMED: &str = "new@example.org";

/// Somebody known, and everybody else whose answer must be the same.
const KINDS: [(&str, &str); 6] = [
    ("known", KATRIN.email),
    ("unknown", "nobody@example.org"),
    ("without access", THOMAS.email),
    ("without a contact", PAUL.email),
    ("unconfirmed", UNCONFIRMED),
    ("without a password", WITHOUT_PASSWORD),
];

/// A portal that hides its users and lets them sign in without a password, with users of every kind.
async fn prepared(app: &TestApp) {
    let admin = app.admin();
    let config = json!({
        "self_registration_setting": "DENY",
        "auth_settings": { "prevent_user_enumeration": true, "passwordless_login": { "enabled": true } },
        "registration_identifiers": [{ "schema": "contract", "name": "contract_number" }],
    });
    admin.put(&format!("/v3/portal/config/{}", AUENTAL.customer_portal), &config).await.ok();
    admin.edit("portal_user", id::THOMAS_USER, json!({ "access_status": false })).await.ok();
    for (email, status) in [(WITHOUT_PASSWORD, "Registered"), (UNCONFIRMED, "Confirmation Email Sent")] {
        let user = json!({
            "email": email, "name": "Somebody", "portal_id": AUENTAL.customer_portal, "registration_status": status,
        });
        admin.post("/v1/entity/portal_user", &user).await.is(201);
    }
}

/// What an answer tells, without what names only the one who asked and what is drawn by chance.
fn told(answer: &Answer, email: &str) -> (u16, String, Vec<String>) {
    let mut body = serde_json::from_str(&answer.text).unwrap_or(Value::Null);
    for chance in ["session", "Session"] {
        if let Some(text) = body.get_mut(chance) {
            *text = text.as_str().map_or(0, str::len).into();
        }
    }
    let covered = format!("{}***@e***", &email[..1]);
    let text = if body.is_null() { answer.text.clone() } else { body.to_string() };
    let own = ["date", "content-length", "x-amzn-requestid"];
    let headers = answer.headers.iter().filter(|(name, _)| !own.contains(&name.as_str()));
    let headers = headers.map(|(name, value)| format!("{name}: {value:?}")).collect();
    (answer.status.as_u16(), text.replace(email, "(address)").replace(&covered, "(covered)"), headers)
}

const FLOWS: [&str; 14] = [
    "sign-in",
    "forgotten password",
    "new password by a wrong code",
    "sign-in without a password",
    "wrong code without a password",
    "registration",
    "older registration",
    "does a user exist",
    "does a user exist, by portal",
    "entry point",
    "pool: sign-in",
    "pool: sign-in without a password",
    "pool: forgotten password",
    "pool: new password by a wrong code",
];

async fn ask(app: &TestApp, flow: &str, email: &str) -> Answer {
    let nobody = app.nobody();
    let (portal, client) = (AUENTAL.customer_portal, pool::client_id(&AUENTAL.customer_portal.into()));
    let address = json!({ "portal_id": portal, "email": email });
    let registration = json!({
        "email": email, "orgId": AUENTAL.id, "password": "a-quiet-river-2026",
        "registration_identifiers": { "contract": { "contract_number": "V-0" } },
    });
    let begin = |flow: &str, parameters: Value| json!({ "ClientId": client, "AuthFlow": flow, "AuthParameters": parameters });
    match flow {
        "sign-in" => nobody.try_login(portal, email, "not-the-password").await,
        "forgotten password" => nobody.post("/auth/forgot-password", &address).await,
        "new password by a wrong code" => {
            let mut sent = address;
            (sent["code"], sent["new_password"]) = ("none".into(), "a-quiet-river-2026".into());
            nobody.post("/auth/reset-password", &sent).await
        }
        "sign-in without a password" => nobody.post("/auth/passwordless", &address).await,
        "wrong code without a password" => {
            let begun = nobody.post("/auth/passwordless", &address).await.is(202);
            app.work_off_jobs().await;
            nobody.post("/auth/challenge", &json!({ "session": begun["session"], "code": "none" })).await
        }
        "registration" => {
            nobody.post(&format!("/v3/portal/public/user?portal_id={portal}"), &registration).await
        }
        "older registration" => {
            nobody.post("/v2/portal/public/user?origin=END_CUSTOMER_PORTAL", &registration).await
        }
        "does a user exist" => {
            nobody.get(&format!("/v2/portal/public/user/exists?email={email}&org_id={}", AUENTAL.id)).await
        }
        "does a user exist, by portal" => {
            let path = format!(
                "/v3/portal/public/user/exists?email={email}&org_id={}&portal_id={portal}",
                AUENTAL.id
            );
            nobody.get(&path).await
        }
        "entry point" => {
            let domain = AUENTAL.customer_domain();
            nobody.get(&format!("/v2/portal/public/user/entry-point?email={email}&domain={domain}")).await
        }
        "pool: sign-in" => {
            let parameters = json!({ "USERNAME": email, "PASSWORD": "not-the-password" });
            nobody.call("InitiateAuth", &begin("USER_PASSWORD_AUTH", parameters)).await
        }
        "pool: sign-in without a password" => {
            nobody.call("InitiateAuth", &begin("CUSTOM_AUTH", json!({ "USERNAME": email }))).await
        }
        "pool: forgotten password" => {
            nobody.call("ForgotPassword", &json!({ "ClientId": client, "Username": email })).await
        }
        "pool: new password by a wrong code" => {
            let sent = json!({
                "ClientId": client, "Username": email, "ConfirmationCode": "none", "Password": "a-quiet-river-2026",
            });
            nobody.call("ConfirmForgotPassword", &sent).await
        }
        other => panic!("{other} is no flow"),
    }
}

async fn every_flow_answers_every_kind_of_user_with_the_same_bytes(app: TestApp) {
    prepared(&app).await;
    for flow in FLOWS {
        let known = told(&ask(&app, flow, KATRIN.email).await, KATRIN.email);
        for (kind, email) in KINDS {
            let answer = told(&ask(&app, flow, email).await, email);
            assert_eq!(answer, known, "{flow}, {kind}");
        }
        app.clock.advance_seconds(3601);
    }
    println!("{} flows answered {} kinds of users alike", FLOWS.len(), KINDS.len());
}

async fn issued(app: &TestApp, purpose: Purpose) -> Issued {
    let (core, tenant) = (app.core.clone(), TenantId::from(AUENTAL.id));
    let issued = app.db().write(&tenant, move |tx| {
        let portal = PortalId::from(AUENTAL.customer_portal);
        let new = New {
            purpose,
            portal: &portal,
            subject: "somebody",
            email: "a@b.example",
            payload: json!({}),
            lasts: one_time::LASTS,
        };
        one_time::issue(tx, &new, core.clock().now(), core.random())
    });
    issued.await.expect("a secret")
}

async fn a_secret_is_used_once_whether_by_link_by_code_or_by_handle(app: TestApp) {
    let tenant = TenantId::from(AUENTAL.id);
    for purpose in PURPOSES {
        let secret = issued(&app, purpose).await;
        let tries = (0..100).map(|number| {
            let (core, secret, tenant) = (app.core.clone(), secret.clone(), tenant.clone());
            tokio::spawn(async move {
                let worker = core.clone();
                let redeemed = core.db().write(&tenant, move |tx| {
                    let now = worker.clock().now();
                    Ok::<_, Refusal>(match number % 3 {
                        0 => one_time::redeem_link(tx, purpose, &secret.link, now)?.is_some(),
                        1 => {
                            let portal = PortalId::from(AUENTAL.customer_portal);
                            one_time::redeem_code(tx, purpose, &portal, "somebody", &secret.code, now)?
                                .is_some()
                        }
                        _ => {
                            let awaited = [purpose];
                            let (handle, code) = (&secret.handle, &secret.code);
                            one_time::redeem_awaited(tx, &awaited, handle, code, now)?.is_some()
                        }
                    })
                });
                matches!(redeemed.await, Ok(true))
            })
        });
        let mut successes = 0;
        for one in tries.collect::<Vec<_>>() {
            successes += usize::from(one.await.expect("a try ends"));
        }
        assert_eq!(successes, 1, "{purpose:?}");
    }
}

async fn of_many_who_renew_by_one_token_at_once_one_succeeds(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let sent = json!({ "refresh_token": katrin.tokens["refresh_token"] });
    let tries = (0..100).map(|_| {
        let (nobody, sent) = (app.nobody(), sent.clone());
        tokio::spawn(async move { nobody.post("/auth/refresh", &sent).await.status == 200 })
    });
    let mut successes = 0;
    for one in tries.collect::<Vec<_>>() {
        successes += usize::from(one.await.expect("a try ends"));
    }
    assert_eq!(successes, 1);
    // The others had a used one: the family is over.
    katrin.get("/v2/portal/user").await.is(401);
}

/// A text with one character after the other in place of its own.
fn changed(text: &str, others: &str) -> Vec<String> {
    let at_each = (0..text.len()).filter(|at| text.is_char_boundary(*at) && text.is_char_boundary(at + 1));
    let one = |at: usize, other: char| format!("{}{other}{}", &text[..at], &text[at + 1..]);
    at_each.flat_map(|at| others.chars().map(move |other| one(at, other))).filter(|new| new != text).collect()
}

async fn no_forged_secret_is_accepted_for_any_purpose(app: TestApp) {
    let organisation = TenantId::from(AUENTAL.id);
    let mut count = 0;
    for purpose in PURPOSES {
        let secret = issued(&app, purpose).await;
        let link = secret.link.expose().to_owned();
        let parts: Vec<&str> = link.splitn(3, '.').collect();
        let [tenant, id, key] = parts[..] else { panic!("three parts: {link}") };
        let mut forged: Vec<String> =
            vec![String::new(), "..".into(), format!("{tenant}.{id}."), format!("{tenant}..{key}")];
        forged.extend([RHEINTAL.id, "", "*", "0"].map(|other| format!("{other}.{id}.{key}")));
        forged.extend([secret.handle.expose(), secret.code.expose()].map(str::to_owned));
        forged.extend([
            format!("{link}A"),
            format!("{link}."),
            format!(" {link}"),
            link[..link.len() - 1].to_owned(),
        ]);
        forged.extend(changed(key, "AZ_-").into_iter().map(|key| format!("{tenant}.{id}.{key}")));
        forged.extend(changed(id, "0f").into_iter().map(|id| format!("{tenant}.{id}.{key}")));
        assert!(forged.len() >= 200, "{}", forged.len());
        count += forged.len();
        let (core, right) = (app.core.clone(), secret.link.clone());
        let redeemed = app.db().write(&organisation, move |tx| {
            let now = core.clock().now();
            for text in &forged {
                let text = Secret::new(text.clone());
                let standing = one_time::look(tx, purpose, &text, now)?;
                assert!(matches!(standing, Standing::Unknown), "{purpose:?}: {}", text.expose());
                let proof = one_time::redeem_link(tx, purpose, &text, now)?;
                assert!(proof.is_none(), "{purpose:?}: {}", text.expose());
            }
            // The right one is good for its own purpose alone.
            for other in PURPOSES.into_iter().filter(|other| *other != purpose) {
                assert!(
                    one_time::redeem_link(tx, other, &right, now)?.is_none(),
                    "{purpose:?} for {other:?}"
                );
            }
            Ok::<_, Refusal>(one_time::redeem_link(tx, purpose, &right, now)?.is_some())
        });
        assert!(redeemed.await.expect("a decision"), "{purpose:?}");
    }
    println!("{count} forged secrets were refused");
}

async fn no_forged_token_is_accepted(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let nobody = app.nobody();
    for kind in ["access_token", "id_token"] {
        let token = katrin.tokens[kind].as_str().unwrap_or_default().to_owned();
        let parts: Vec<&str> = token.split('.').collect();
        let [head, body, signature] = parts[..] else { panic!("three parts: {token}") };
        let mut forged =
            vec![format!("{head}.{body}."), format!("{head}.{body}"), format!("{body}.{head}.{signature}")];
        // The header says "none", and "HS256" with the published key as the secret's name.
        for other in ["eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"] {
            forged.extend([format!("{other}.{body}.{signature}"), format!("{other}.{body}.")]);
        }
        // The last character carries bits that mean nothing.
        let last = signature.len() - 1;
        let signatures = changed(&signature[..last], "A").into_iter();
        forged.extend(signatures.map(|own| format!("{head}.{body}.{own}{}", &signature[last..])));
        forged.extend(changed(body, "A").into_iter().map(|body| format!("{head}.{body}.{signature}")));
        assert!(forged.len() >= 200, "{}", forged.len());
        for text in &forged {
            assert_eq!(nobody.with(text).get("/v2/portal/user").await.status, 401, "{text}");
        }
        for text in forged.iter().step_by(20) {
            assert_eq!(nobody.call("GetUser", &json!({ "AccessToken": text })).await.status, 400, "{text}");
        }
        nobody.with(&token).get("/v2/portal/user").await.ok();
    }
}
