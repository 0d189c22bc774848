//! Invitations: lists that are tried and sent, what became of each, and links that are over.

use portico_core::invitations::{self, Invited};
use portico_kit::{PortalId, Secret, TenantId};
use portico_test::cast::{AUENTAL, KATRIN, PETRA, id};
use portico_test::{TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    a_list_is_tried_line_by_line_and_nothing_is_sent,
    a_list_is_sent_once_and_again_to_those_who_did_not_come,
    what_no_list_is_changes_nothing,
    an_invitation_is_opened_taken_back_sent_again_and_taken_up,
    a_link_that_is_over_is_renewed_to_its_own_address_only,
    nobody_but_the_own_staff_reaches_invitations,
    a_withdrawn_colleague_cannot_register_with_the_old_link,
);

/// A contact of its own; answers its id.
async fn contact(app: &TestApp, name: &str, email: &str) -> String {
    let sent = json!({ "first_name": name, "last_name": "Neumann", "email": email });
    let made = app.admin().post("/v1/entity/contact", &sent).await.is(201);
    made["_id"].as_str().or(made["entity"]["_id"].as_str()).unwrap_or_default().to_owned()
}

async fn check(app: &TestApp, csv: &str) -> Value {
    let sent = json!({ "portal_id": AUENTAL.customer_portal, "csv": csv });
    app.admin().post("/v1/portico/invitation-lists", &sent).await.is(201)
}

fn outcomes(list: &Value) -> Vec<(i64, String)> {
    let rows = list["rows"].as_array().cloned().unwrap_or_default();
    let told = |row: &Value| {
        (row["line"].as_i64().unwrap_or(0), row["outcome"].as_str().unwrap_or_default().to_owned())
    };
    rows.iter().map(told).collect()
}

async fn letters_to(app: &TestApp, email: &str) -> Vec<String> {
    let mails = app.mails(AUENTAL.id).await.into_iter().filter(|mail| mail["to"] == email);
    mails.map(|mail| mail["text"].as_str().unwrap_or_default().to_owned()).collect()
}

/// The token in the newest invitation to an address.
async fn token(app: &TestApp, email: &str) -> String {
    let letters = letters_to(app, email).await;
    let (_, rest) = letters.first().and_then(|text| text.split_once("invitation=")).unwrap_or_default();
    rest.split(['\n', '&']).next().unwrap_or_default().to_owned()
}

async fn look(app: &TestApp, token: &str) -> Invited {
    let (tenant, portal) = (TenantId::from(AUENTAL.id), PortalId::from(AUENTAL.customer_portal));
    invitations::look(&app.core, &tenant, &portal, &Secret::new(token)).await.expect("an answer")
}

async fn ask_again(app: &TestApp, token: &str) {
    let (tenant, portal) = (TenantId::from(AUENTAL.id), PortalId::from(AUENTAL.customer_portal));
    invitations::ask_again(&app.core, &tenant, &portal, &Secret::new(token), "203.0.113.7")
        .await
        .expect("the answer");
}

async fn register(app: &TestApp, portal: &str, email: &str, token: &str) -> u16 {
    let sent =
        json!({ "email": email, "orgId": AUENTAL.id, "password": "a-quiet-river-2026", "invitation": token });
    app.nobody().post(&format!("/v3/portal/public/user?portal_id={portal}"), &sent).await.status.as_u16()
}

async fn a_list_is_tried_line_by_line_and_nothing_is_sent(app: TestApp) {
    contact(&app, "Ada", "ada@new.example").await;
    let by_id = contact(&app, "Ben", "ben@new.example").await;
    for name in ["Cleo", "Clea"] {
        contact(&app, name, "both@new.example").await;
    }
    let csv = format!(
        "E-Mail;Kontakt-ID;Sprache;Portal;Notiz\r\n\
         ada@new.example;;en;;\"mit; Trennzeichen\"\r\n\
         anders@new.example;{by_id};;;\r\n\
         {};;;;\r\n\
         niemand@new.example;;;;\r\n\
         both@new.example;;;;\r\n\
         keine Adresse;;;;\r\n\
         ADA@new.example;;;;\r\n\
         ada@new.example;;;Mars;\r\n\
         x@new.example;{};;;\r\n",
        KATRIN.email,
        id::NOBODY,
    );
    let list = check(&app, &csv).await;
    let told: Vec<(i64, String)> = outcomes(&list);
    let expected = [
        "will_be_invited",
        "will_be_invited",
        "already_a_user",
        "contact_not_found",
        "several_contacts",
        "address_invalid",
        "twice_in_list",
        "portal_unknown",
        "contact_not_found",
    ];
    let expected: Vec<(i64, String)> =
        expected.iter().zip(2..).map(|(word, line)| (line, (*word).to_owned())).collect();
    assert_eq!(told, expected);
    assert_eq!(list["separator"], ";");
    assert_eq!(list["columns"][4], json!({ "holds": "unused", "head": "Notiz" }));
    assert_eq!(list["counts"]["will_be_invited"], 2);
    app.work_off_jobs().await;
    assert!(app.mails(AUENTAL.id).await.is_empty());
    assert_eq!(app.admin().get("/v1/portico/invitations").await.ok()["hits"], 0);
}

async fn a_list_is_sent_once_and_again_to_those_who_did_not_come(app: TestApp) {
    let mut csv = "email,language\n".to_owned();
    for at in 0..60 {
        let email = format!("p{at}@new.example");
        contact(&app, &format!("P{at}"), &email).await;
        csv.push_str(&format!("{email},{}\n", if at == 0 { "en" } else { "de" }));
    }
    let list = check(&app, &csv).await;
    let at = format!("/v1/portico/invitation-lists/{}", list["id"].as_str().unwrap_or_default());
    app.admin().post(&format!("{at}/remind"), &json!({})).await.is(409);
    assert_eq!(app.admin().post(&format!("{at}/send"), &json!({})).await.is(202)["state"], "running");
    app.admin().post(&format!("{at}/send"), &json!({})).await.is(409);
    app.work_off_jobs().await;
    let done = app.admin().get(&at).await.ok();
    assert_eq!((&done["state"], &done["counts"]), (&json!("done"), &json!({ "invited": 60 })));
    assert_eq!(app.mails(AUENTAL.id).await.len(), 60);
    let english = letters_to(&app, "p0@new.example").await;
    assert!(english[0].contains("until 20") && english[0].contains("Set up account"), "{english:?}");
    // The same list once more: nobody gets a second letter.
    let again = check(&app, &csv).await;
    assert_eq!(again["counts"], json!({ "invitation_open": 60 }));
    let nobody = format!("/v1/portico/invitation-lists/{}/send", again["id"].as_str().unwrap_or_default());
    app.admin().post(&nobody, &json!({})).await.is(409);
    // Somebody comes, and the others are reminded an hour later, once.
    let link = token(&app, "p0@new.example").await;
    assert_eq!(register(&app, AUENTAL.customer_portal, "p0@new.example", &link).await, 201);
    app.admin().post(&format!("{at}/remind"), &json!({})).await.is(409);
    app.clock.advance_seconds(3601);
    app.admin().post(&format!("{at}/remind"), &json!({})).await.is(202);
    app.admin().post(&format!("{at}/remind"), &json!({})).await.is(409);
    app.work_off_jobs().await;
    assert_eq!(app.mails(AUENTAL.id).await.len(), 119);
    assert_eq!(letters_to(&app, "p0@new.example").await.len(), 1);
    let told = app.admin().get("/v1/portico/invitations?state=accepted").await.ok();
    assert_eq!((&told["hits"], &told["results"][0]["email"]), (&json!(1), &json!("p0@new.example")));
    let found = app.admin().get("/v1/portico/invitations?q=p17%40&size=1").await.ok();
    assert_eq!((&found["hits"], &found["results"][0]["times_sent"]), (&json!(1), &json!(2)));
}

async fn what_no_list_is_changes_nothing(app: TestApp) {
    let before = app.dump().await;
    let path = "/v1/portico/invitation-lists";
    for csv in ["", "name;phone\nx;1", "email\n", "a\u{0}b"] {
        let sent = json!({ "portal_id": AUENTAL.customer_portal, "csv": csv });
        app.admin().post(path, &sent).await.names("csv");
    }
    let sent = json!({ "portal_id": "elsewhere", "csv": "a@b.example" });
    app.admin().post(path, &sent).await.names("portal_id");
    app.admin().get("/v1/portico/invitations?state=bounced-back").await.names("state");
    assert_eq!(app.dump().await, before);
}

/// Invites one contact by a list; answers the invitation.
async fn invited(app: &TestApp, email: &str) -> Value {
    contact(app, "Ada", email).await;
    let list = check(app, email).await;
    let at = format!("/v1/portico/invitation-lists/{}/send", list["id"].as_str().unwrap_or_default());
    app.admin().post(&at, &json!({})).await.is(202);
    app.work_off_jobs().await;
    app.admin().get("/v1/portico/invitations").await.ok()["results"][0].clone()
}

async fn an_invitation_is_opened_taken_back_sent_again_and_taken_up(app: TestApp) {
    let one = invited(&app, "ada@new.example").await;
    assert_eq!((&one["state"], &one["invited_by"]), (&json!("invited"), &json!("stories")));
    let at = format!("/v1/portico/invitations/{}", one["id"].as_str().unwrap_or_default());
    let state =
        || async { app.admin().get("/v1/portico/invitations").await.ok()["results"][0]["state"].clone() };
    let first = token(&app, "ada@new.example").await;
    assert_eq!(look(&app, &first).await, Invited::Open("ada@new.example".to_owned()));
    assert_eq!(state().await, "opened");
    assert_eq!(app.admin().post(&format!("{at}/revoke"), &json!({})).await.ok()["state"], "revoked");
    assert_eq!(look(&app, &first).await, Invited::Revoked);
    assert_eq!(register(&app, AUENTAL.customer_portal, "ada@new.example", &first).await, 400);
    app.clock.advance_seconds(1);
    assert_eq!(app.admin().post(&format!("{at}/resend"), &json!({})).await.ok()["state"], "invited");
    let second = token(&app, "ada@new.example").await;
    assert_eq!(look(&app, &first).await, Invited::Over);
    app.clock.advance_seconds(15 * 86_400);
    assert_eq!(state().await, "expired");
    assert_eq!(register(&app, AUENTAL.customer_portal, "ada@new.example", &second).await, 400);
    app.admin().post(&format!("{at}/resend"), &json!({})).await.ok();
    let third = token(&app, "ada@new.example").await;
    assert_eq!(register(&app, AUENTAL.customer_portal, "ada@new.example", &third).await, 201);
    assert_eq!((state().await, look(&app, &third).await), (json!("accepted"), Invited::Used));
    assert_eq!(look(&app, &second).await, Invited::Used);
    app.admin().post(&format!("{at}/resend"), &json!({})).await.is(409);
    app.admin().post(&format!("{at}/revoke"), &json!({})).await.is(409);
    app.nobody().login(AUENTAL.customer_portal, "ada@new.example", "a-quiet-river-2026").await;
}

async fn a_link_that_is_over_is_renewed_to_its_own_address_only(app: TestApp) {
    let one = invited(&app, "ada@new.example").await;
    let at = format!("/v1/portico/invitations/{}", one["id"].as_str().unwrap_or_default());
    let first = token(&app, "ada@new.example").await;
    let letters = || async { app.mails(AUENTAL.id).await.len() };
    // As long as it works, and for strangers' words, nothing is sent.
    for word in [first.as_str(), "", "739224.x.y", "118844.x.y"] {
        ask_again(&app, word).await;
    }
    assert_eq!(letters().await, 1);
    app.clock.advance_seconds(15 * 86_400);
    assert_eq!(look(&app, &first).await, Invited::Over);
    ask_again(&app, &first).await;
    assert_eq!(letters().await, 2);
    let second = token(&app, "ada@new.example").await;
    assert_eq!(look(&app, &second).await, Invited::Open("ada@new.example".to_owned()));
    // Not more than three in an hour, and none after it was taken back.
    for _ in 0..5 {
        ask_again(&app, &first).await;
    }
    assert_eq!(letters().await, 4);
    app.clock.advance_seconds(7200);
    app.admin().post(&format!("{at}/revoke"), &json!({})).await.ok();
    ask_again(&app, &first).await;
    assert_eq!(letters().await, 4);
}

async fn nobody_but_the_own_staff_reaches_invitations(app: TestApp) {
    let one = invited(&app, "ada@new.example").await;
    let list = check(&app, "ada@new.example").await;
    let one = format!("/v1/portico/invitations/{}", one["id"].as_str().unwrap_or_default());
    let list = format!("/v1/portico/invitation-lists/{}", list["id"].as_str().unwrap_or_default());
    let (rival, katrin) = (app.rival_admin(), app.as_person(KATRIN).await);
    let before = app.dump().await;
    assert_eq!(rival.get("/v1/portico/invitations").await.ok()["hits"], 0);
    for (path, verb) in [(&one, "resend"), (&one, "revoke"), (&list, "send"), (&list, "remind")] {
        rival.post(&format!("{path}/{verb}"), &json!({})).await.is(404);
        katrin.post(&format!("{path}/{verb}"), &json!({})).await.is(403);
        app.nobody().post(&format!("{path}/{verb}"), &json!({})).await.is(401);
    }
    rival.get(&list).await.is(404);
    let sent = json!({ "portal_id": AUENTAL.customer_portal, "csv": "ada@new.example" });
    rival.post("/v1/portico/invitation-lists", &sent).await.is(400);
    assert_eq!(app.dump().await, before);
}

async fn a_withdrawn_colleague_cannot_register_with_the_old_link(app: TestApp) {
    let open = json!({ "user_account_self_management": true });
    app.admin().put(&format!("/v3/portal/config/{}", AUENTAL.installer_portal), &open).await.ok();
    let petra = app.as_person(PETRA).await;
    let told = json!({ "first_name": "Jonas", "last_name": "Hansmann" });
    let sent = json!({ "email": "jonas@new.example", "contact_data": told });
    petra.post("/v3/portal/partner/invite", &sent).await.ok();
    let told = app.admin().get("/v1/portico/invitations").await.ok();
    let one = &told["results"][0];
    assert_eq!((&one["kind"], &one["state"]), (&json!("partnerInvitation"), &json!("invited")));
    let link = token(&app, "jonas@new.example").await;
    let contact = one["contact_id"].as_str().unwrap_or_default();
    petra.delete(&format!("/v3/portal/partner/{contact}/revoke")).await.ok();
    assert_eq!(register(&app, AUENTAL.installer_portal, "jonas@new.example", &link).await, 400);
    let told = app.admin().get("/v1/portico/invitations?state=revoked").await.ok();
    assert_eq!(told["hits"], 1);
    app.nobody().try_login(AUENTAL.installer_portal, "jonas@new.example", "a-quiet-river-2026").await.is(401);
}
