//! Registration: who may, whom they turn out to be, and what a stranger learns.

use portico_test::cast::{AUENTAL, KATRIN, id};
use portico_test::{Answer, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    somebody_registers_confirms_and_sees_what_is_theirs,
    every_mode_does_what_its_name_says,
    a_contract_number_is_found_however_it_is_written,
    another_address_among_the_identifiers_matches_nobody,
    two_contacts_that_fit_are_nobody,
    a_hidden_portal_answers_everybody_alike,
    an_open_portal_says_who_is_known,
    a_pending_user_waits_until_staff_assign_the_contact,
    a_link_is_confirmed_once_and_says_so_afterwards,
    the_password_counts_that_was_chosen_with_the_confirmed_letter,
    an_invitation_makes_its_contact_and_works_once,
    an_account_is_found_and_the_contact_within_it,
    what_is_missing_is_named_and_nothing_is_stored,
    of_many_who_register_one_address_at_once_one_user_comes,
);

const PASSWORD: &str = "a-quiet-river-2026";

/// The portal with these settings on top of matching by family name and contract number.
async fn open(app: &TestApp, config: Value) {
    let mut all = json!({
        "self_registration_setting": "DENY",
        "registration_identifiers": [
            { "schema": "contact", "name": "last_name" }, { "schema": "contract", "name": "contract_number" }
        ],
        "auth_settings": { "prevent_user_enumeration": false },
    });
    if let (Some(all), Value::Object(config)) = (all.as_object_mut(), config) {
        all.extend(config);
    }
    app.admin().put(&format!("/v3/portal/config/{}", AUENTAL.customer_portal), &all).await.ok();
}

async fn register(app: &TestApp, email: &str, more: Value) -> Answer {
    let mut sent = json!({ "email": email, "orgId": AUENTAL.id, "password": PASSWORD });
    if let (Some(sent), Value::Object(more)) = (sent.as_object_mut(), more) {
        sent.extend(more);
    }
    let path = format!("/v3/portal/public/user?portal_id={}", AUENTAL.customer_portal);
    app.nobody().post(&path, &sent).await
}

/// The values that lead to Katrin.
fn katrin() -> Value {
    json!({ "registration_identifiers": {
        "contact": { "last_name": KATRIN_FAMILY }, "contract": { "contract_number": POWER_NUMBER }
    } })
}

const KATRIN_FAMILY: &str = "Berger";
const POWER_NUMBER: &str = "V-4711";

async fn token(app: &TestApp, email: &str) -> String {
    let mails = app.mails(AUENTAL.id).await;
    let mail = mails.into_iter().find(|mail| mail["to"] == email && mail["template"] == "confirmAccount");
    let text = mail.expect("a letter")["text"].as_str().unwrap_or_default().to_owned();
    text.split_once("token=").and_then(|(_, rest)| rest.lines().next()).unwrap_or_default().to_owned()
}

async fn confirm(app: &TestApp, email: &str) -> Value {
    let token = token(app, email).await;
    let path = format!("/v2/portal/user/confirm?use_redirect=false&confirmation_link_token={token}");
    app.nobody().get(&path).await.ok()
}

async fn users_of(app: &TestApp, email: &str) -> Vec<Value> {
    let filter =
        json!({ "filter": [{ "term": { "_schema": "portal_user" } }, { "term": { "email": email } }] });
    let found = app.admin().post("/v1/entity:list", &filter).await.ok();
    found["results"].as_array().cloned().unwrap_or_default()
}

async fn somebody_registers_confirms_and_sees_what_is_theirs(app: TestApp) {
    open(&app, json!({})).await;
    register(&app, "kb@new.example", katrin()).await.is(201);
    let nobody = app.nobody();
    nobody.try_login(AUENTAL.customer_portal, "kb@new.example", PASSWORD).await.is(401);
    assert_eq!(
        confirm(&app, "kb@new.example").await,
        json!({ "confirmed": true, "user_already_confirmed": false })
    );
    let katrin = nobody.login(AUENTAL.customer_portal, "kb@new.example", PASSWORD).await;
    assert_eq!(katrin.get("/v2/portal/contact").await.ok()["entity"]["_id"], id::KATRIN);
    katrin.view("contract", id::POWER).await.ok();
    katrin.view("contract", id::THOMAS_POWER).await.is(404);
}

async fn every_mode_does_what_its_name_says(app: TestApp) {
    // The mode, somebody known, and somebody unknown: refused, waiting, or with a contact, known or new.
    let modes = [
        ("ALLOW_WITH_CONTACT_CREATION", "known", "new"),
        ("ALLOW_WITHOUT_CONTACT_CREATION", "known", "waiting"),
        ("DENY", "known", "refused"),
        ("ALWAYS_CREATE_CONTACT", "new", "new"),
        ("DISALLOW_COMPLETELY", "refused", "refused"),
        ("BLOCK_IF_PORTAL_USER_EXISTS", "refused", "refused"),
    ];
    for (number, (mode, known, unknown)) in modes.into_iter().enumerate() {
        open(&app, json!({ "self_registration_setting": mode })).await;
        let stranger = json!({ "registration_identifiers": {
            "contact": { "last_name": "Niemand" }, "contract": { "contract_number": "V-0" }
        } });
        for (who, sent, wanted) in [("k", katrin(), known), ("u", stranger, unknown)] {
            let email = format!("{who}{number}@new.example");
            let mut sent = sent;
            sent["first_name"] = "Kim".into();
            let answer = register(&app, &email, sent).await;
            let users = users_of(&app, &email).await;
            let contact =
                users.first().and_then(|user| user.pointer("/contact/$relation/0/entity_id")?.as_str());
            let became = match (answer.status.as_u16(), users.len(), contact) {
                (400, 0, _) => "refused",
                (201, 1, None) => "waiting",
                (201, 1, Some(id::KATRIN)) => "known",
                (201, 1, Some(_)) => "new",
                other => panic!("{mode}, {who}: {other:?} {}", answer.text),
            };
            assert_eq!(became, wanted, "{mode}, {who}");
        }
    }
}

async fn a_contract_number_is_found_however_it_is_written(app: TestApp) {
    open(&app, json!({})).await;
    for (number, (family, contract)) in
        [("berger", "v 4711"), (" BERGER ", "V4711"), ("Berger", "v-4711 ")].into_iter().enumerate()
    {
        let sent = json!({ "registration_identifiers": {
            "contact": { "last_name": family }, "contract": { "contract_number": contract }
        } });
        register(&app, &format!("w{number}@new.example"), sent).await.is(201);
    }
    // Somebody else's contract, or half a name, is not enough.
    for (family, contract) in [("Keller", "V-4711"), ("Berg", "V-4711"), ("Berger", "4711")] {
        let sent = json!({ "registration_identifiers": {
            "contact": { "last_name": family }, "contract": { "contract_number": contract }
        } });
        register(&app, "x@new.example", sent).await.is(400);
    }
    assert!(users_of(&app, "x@new.example").await.is_empty());
}

async fn another_address_among_the_identifiers_matches_nobody(app: TestApp) {
    let by_mail = json!({ "registration_identifiers": [{ "schema": "contact", "name": "email" }] });
    open(&app, by_mail).await;
    let hers = json!({ "registration_identifiers": { "contact": { "email": KATRIN.email } } });
    register(&app, "thief@new.example", hers).await.is(400);
    // Without identifiers it is the address itself, which the letter proves.
    open(&app, json!({ "registration_identifiers": [] })).await;
    register(&app, "stranger@new.example", json!({})).await.is(400);
    app.admin().edit("contact", id::ANNA, json!({ "email": "anna@new.example" })).await.ok();
    register(&app, "Anna@New.example", json!({})).await.is(201);
    let users = users_of(&app, "anna@new.example").await;
    assert_eq!(users[0]["contact"]["$relation"][0]["entity_id"], id::ANNA);
}

async fn two_contacts_that_fit_are_nobody(app: TestApp) {
    let by_name = json!([{ "schema": "contact", "name": "last_name" }]);
    open(&app, json!({ "registration_identifiers": by_name })).await;
    let sent = json!({ "registration_identifiers": { "contact": { "last_name": "Berger" } } });
    let found = json!({ "org_id": AUENTAL.id, "registration_identifiers": sent["registration_identifiers"] });
    let path = format!("/v3/portal/public/contact/exists?portal_id={}", AUENTAL.customer_portal);
    assert_eq!(
        app.nobody().post(&path, &found).await.ok(),
        json!({ "exists": true, "contactId": id::KATRIN })
    );
    let namesake = json!({ "first_name": "Kurt", "last_name": "Berger" });
    app.admin().post("/v1/entity/contact", &namesake).await.is(201);
    let answer = app.nobody().post(&path, &found).await.ok();
    assert_eq!(answer, json!({ "exists": false, "reason": "NOT_FOUND" }));
    register(&app, "b@new.example", sent).await.is(400);
}

async fn a_hidden_portal_answers_everybody_alike(app: TestApp) {
    open(&app, json!({ "auth_settings": { "prevent_user_enumeration": true } })).await;
    let nobody_fits = json!({ "registration_identifiers": {
        "contact": { "last_name": "Niemand" }, "contract": { "contract_number": "V-0" }
    } });
    let known = register(&app, KATRIN.email, katrin()).await;
    let fresh = register(&app, "kb@new.example", katrin()).await;
    let unmatched = register(&app, "nn@new.example", nobody_fits.clone()).await;
    assert_eq!((known.status.as_u16(), &known.text), (201, &fresh.text));
    assert_eq!((unmatched.status, &unmatched.text), (known.status, &known.text));
    assert!(users_of(&app, "nn@new.example").await.is_empty());
    let told: Vec<Value> = app.mails(AUENTAL.id).await;
    let told = |email: &str| {
        told.iter().filter(|mail| mail["to"] == email).map(|m| m["template"].clone()).collect::<Vec<_>>()
    };
    assert_eq!([told(KATRIN.email), told("nn@new.example")], [vec![json!("alreadyRegistered")], vec![]]);
    for path in ["contact/exists", "account/exists"] {
        let path = format!("/v3/portal/public/{path}?portal_id={}", AUENTAL.customer_portal);
        for sent in [katrin(), nobody_fits.clone()] {
            let sent =
                json!({ "org_id": AUENTAL.id, "registration_identifiers": sent["registration_identifiers"] });
            assert_eq!(app.nobody().post(&path, &sent).await.ok(), json!({ "exists": true }));
        }
    }
    let domain = AUENTAL.customer_domain();
    for path in ["/v2/portal/public/user/exists", "/v3/portal/public/user/exists"] {
        for email in [KATRIN.email, "nn@new.example"] {
            let asked = format!("{path}?email={email}&org_id={}", AUENTAL.id);
            assert_eq!(app.nobody().get(&asked).await.ok(), json!({ "exists": false }));
        }
    }
    for email in [KATRIN.email, "nn@new.example"] {
        let asked = format!("/v2/portal/public/user/entry-point?email={email}&domain={domain}");
        let answer = app.nobody().get(&asked).await.ok();
        assert_eq!(answer, json!({ "user_exists": true, "entry_point": "PASSWORD" }));
    }
}

async fn an_open_portal_says_who_is_known(app: TestApp) {
    open(&app, json!({})).await;
    let refused = register(&app, KATRIN.email, katrin()).await.is(400);
    assert_eq!(refused["field"], "email");
    for (email, known) in [(KATRIN.email, true), ("nn@new.example", false)] {
        let asked =
            format!("/v3/portal/public/user/exists?email={email}&domain={}", AUENTAL.customer_domain());
        assert_eq!(app.nobody().get(&asked).await.ok(), json!({ "exists": known }));
        let asked =
            format!("/v2/portal/public/user/entry-point?email={email}&domain={}", AUENTAL.customer_domain());
        assert_eq!(app.nobody().get(&asked).await.ok()["user_exists"], known);
    }
}

async fn a_pending_user_waits_until_staff_assign_the_contact(app: TestApp) {
    let staff = json!({ "onPendingUser": [{ "email": "admin@auental.example" }] });
    let mode = "ALLOW_WITHOUT_CONTACT_CREATION";
    open(&app, json!({ "self_registration_setting": mode, "default_user_to_notify": staff })).await;
    let stranger = json!({ "registration_identifiers": {
        "contact": { "last_name": "Berger" }, "contract": { "contract_number": "V-0" }
    } });
    register(&app, "kb@new.example", stranger).await.is(201);
    confirm(&app, "kb@new.example").await;
    let mails = app.mails(AUENTAL.id).await;
    assert!(
        mails.iter().any(|m| m["template"] == "onPendingUser" && m["to"] == "admin@auental.example"),
        "{mails:?}"
    );
    let waiting = app.nobody().login(AUENTAL.customer_portal, "kb@new.example", PASSWORD).await;
    assert_eq!(waiting.get("/v2/portal/contact").await.is(401)["reason"], "PORTAL_USER_PENDING_ACTIVATION");
    let user = users_of(&app, "kb@new.example").await[0]["_id"].as_str().unwrap_or_default().to_owned();
    let (offered, differing) = offered_to(&app, &user).await;
    assert_eq!(
        (offered.as_slice(), differing.as_slice()),
        (["Berger".to_owned()].as_slice(), ["V-0".to_owned()].as_slice())
    );
    let mapped = json!({ "contact": { "$relation": [{ "entity_id": id::KATRIN }] } });
    app.admin().edit("portal_user", &user, mapped).await.ok();
    app.work_off_jobs().await;
    let mails = app.mails(AUENTAL.id).await;
    let told =
        mails.iter().filter(|m| m["template"] == "onMapAPendingUser" && m["to"] == "kb@new.example").count();
    assert_eq!(told, 1, "{mails:?}");
    waiting.view("contract", id::POWER).await.ok();
}

async fn a_link_is_confirmed_once_and_says_so_afterwards(app: TestApp) {
    open(&app, json!({})).await;
    register(&app, "kb@new.example", katrin()).await.is(201);
    let used = token(&app, "kb@new.example").await;
    assert_eq!(confirm(&app, "kb@new.example").await["user_already_confirmed"], false);
    assert_eq!(confirm(&app, "kb@new.example").await["user_already_confirmed"], true);
    let nobody = app.nobody();
    let path = format!("/v2/portal/user/confirm?confirmation_link_token={used}");
    let sent_on = nobody.get(&path).await;
    let place = sent_on.headers.get("location").and_then(|place| place.to_str().ok()).unwrap_or_default();
    assert_eq!(sent_on.status, 301);
    assert!(
        place.contains(&AUENTAL.customer_domain()) && place.ends_with("/sign-in?confirmed=true"),
        "{place}"
    );
    // By its id alone nobody is confirmed.
    register(&app, "other@new.example", katrin()).await.is(201);
    let user = users_of(&app, "other@new.example").await[0]["_id"].as_str().unwrap_or_default().to_owned();
    let path = format!("/v2/portal/user/confirm/{user}?org_id={}&origin=END_CUSTOMER_PORTAL", AUENTAL.id);
    assert_eq!(nobody.get(&path).await.status, 301);
    nobody.try_login(AUENTAL.customer_portal, "other@new.example", PASSWORD).await.is(401);
    // Staff send it again; the older link is over then.
    let older = token(&app, "other@new.example").await;
    app.clock.advance_seconds(1);
    let resent = format!("/v2/portal/user/resend/confirmation-email/{user}");
    app.admin().post(&resent, &json!({})).await.ok();
    let path = format!("/v2/portal/user/confirm?use_redirect=false&confirmation_link_token={older}");
    assert_eq!(nobody.get(&path).await.is(400)["reason"], "invalid_token");
    confirm(&app, "other@new.example").await;
    nobody.try_login(AUENTAL.customer_portal, "other@new.example", PASSWORD).await.ok();
    app.admin().post(&resent, &json!({})).await.is(400);
}

async fn the_password_counts_that_was_chosen_with_the_confirmed_letter(app: TestApp) {
    open(&app, json!({})).await;
    let mut sent = katrin();
    sent["password"] = "somebody-elses-choice".into();
    register(&app, "kb@new.example", sent).await.is(201);
    app.clock.advance_seconds(1);
    register(&app, "kb@new.example", katrin()).await.is(201);
    confirm(&app, "kb@new.example").await;
    let nobody = app.nobody();
    nobody.try_login(AUENTAL.customer_portal, "kb@new.example", "somebody-elses-choice").await.is(401);
    nobody.try_login(AUENTAL.customer_portal, "kb@new.example", PASSWORD).await.ok();
    assert_eq!(users_of(&app, "kb@new.example").await.len(), 1);
}

async fn an_invitation_makes_its_contact_and_works_once(app: TestApp) {
    open(&app, json!({ "self_registration_setting": "DISALLOW_COMPLETELY" })).await;
    let link = invited(&app, "thomas@new.example").await;
    let token = link.split_once("invitation=").map(|(_, token)| token.to_owned()).unwrap_or_default();
    let sent = json!({ "invitation": token });
    register(&app, "somebody-else@new.example", sent.clone()).await.is(400);
    register(&app, "thomas@new.example", json!({})).await.is(400);
    register(&app, "thomas@new.example", sent.clone()).await.is(201);
    let users = users_of(&app, "thomas@new.example").await;
    assert_eq!(users[0]["contact"]["$relation"][0]["entity_id"], id::THOMAS);
    // The letter has proved the address.
    app.nobody().try_login(AUENTAL.customer_portal, "thomas@new.example", PASSWORD).await.ok();
    register(&app, "again@new.example", sent).await.is(400);
}

async fn invited(app: &TestApp, email: &'static str) -> String {
    use portico_core::letters::{Kind, Recipient};
    use portico_core::{portals, registration};
    use portico_kit::{EmailAddress, EntityId, Locale, PortalId, TenantId};
    let (core, tenant) = (app.core.clone(), TenantId::from(AUENTAL.id));
    let link = app.db().write(&tenant, move |tx| {
        let id = PortalId::from(AUENTAL.customer_portal);
        let portal = portals::find(tx, &id)?.expect("the portal");
        let address = EmailAddress::parse(email).expect("an address");
        let to = Recipient { address, name: String::new(), locale: Locale::En, user: None };
        registration::invite(
            tx,
            &core,
            &portal,
            &EntityId::from(id::THOMAS),
            &to,
            86_400,
            (Kind::Invitation, Vec::new()),
        )
    });
    link.await.expect("the invitation")
}

async fn an_account_is_found_and_the_contact_within_it(app: TestApp) {
    let account = |mode: &str| {
        json!({
            "self_registration_entity": "account", "self_registration_account_setting": mode,
            "registration_identifiers": [{ "schema": "account", "name": "name" }],
            "contact_identifiers_for_account": [{ "schema": "contact", "name": "last_name" }]
        })
    };
    open(&app, account("DENY")).await;
    let of = |name: &str, family: &str| {
        json!({
            "registration_identifiers": { "account": { "name": name } }, "first_name": "Kim",
            "contact_identifiers_for_account": { "last_name": family }
        })
    };
    register(&app, "p@new.example", of("Hansmann Auental", "Hansmann")).await.is(201);
    let users = users_of(&app, "p@new.example").await;
    assert_eq!(users[0]["contact"]["$relation"][0]["entity_id"], id::PETRA);
    // A colleague who is not known yet becomes a contact of the company.
    register(&app, "c@new.example", of("hansmann auental", "Neumann")).await.is(201);
    let users = users_of(&app, "c@new.example").await;
    let colleague = users[0]["contact"]["$relation"][0]["entity_id"].as_str().unwrap_or_default().to_owned();
    let colleague = app.admin().record("contact", &colleague).await;
    assert_eq!(colleague["last_name"], "Neumann");
    assert_eq!(colleague["account"]["$relation"][0]["entity_id"], id::HANSMANN);
    register(&app, "n@new.example", of("Nobody Ltd", "Neumann")).await.is(400);
    open(&app, account("BLOCK_IF_PORTAL_USER_EXISTS")).await;
    register(&app, "d@new.example", of("Hansmann Auental", "Hansmann")).await.is(400);
    open(&app, account("ALLOW_WITH_CREATION")).await;
    register(&app, "n@new.example", of("Nobody Ltd", "Neumann")).await.is(201);
}

async fn what_is_missing_is_named_and_nothing_is_stored(app: TestApp) {
    let additional = json!([{ "name": "phone", "required": true }]);
    open(&app, json!({ "additional_contact_attributes": additional })).await;
    let before = app.dump().await;
    let with_phone = |mut sent: Value| {
        sent["additional_contact_attributes"] = json!({ "phone": "0800" });
        sent
    };
    let half = json!({ "registration_identifiers": { "contact": { "last_name": "Berger" } } });
    let mut weak = with_phone(katrin());
    weak["password"] = "short".into();
    for (email, sent, field) in [
        ("no address", with_phone(katrin()), "email"),
        ("kb@new.example", weak, "password"),
        ("kb@new.example", katrin(), "additional_contact_attributes.phone"),
        ("kb@new.example", with_phone(half), "registration_identifiers.contract.contract_number"),
    ] {
        assert_eq!(register(&app, email, sent).await.is(400)["field"], field);
    }
    assert_eq!(app.dump().await, before);
}

async fn of_many_who_register_one_address_at_once_one_user_comes(app: TestApp) {
    open(&app, json!({})).await;
    let tries = (0..8).map(|_| register(&app, "kb@new.example", katrin()));
    for answer in futures(tries).await {
        assert!(matches!(answer.status.as_u16(), 201 | 409), "{}", answer.text);
    }
    assert_eq!(users_of(&app, "kb@new.example").await.len(), 1);
}

/// Waits for all at once.
async fn futures<T>(all: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut all: Vec<_> = all.map(Box::pin).collect();
    let mut done: Vec<Option<T>> = all.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (place, one) in done.iter_mut().zip(&mut all).filter(|(place, _)| place.is_none()) {
            if let std::task::Poll::Ready(value) = one.as_mut().poll(context) {
                *place = Some(value);
            }
        }
        if done.iter().all(Option::is_some) { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    done.into_iter().flatten().collect()
}

/// What somebody who waits has entered that leads to Katrin, the only one it leads to, and which number does not.
async fn offered_to(app: &TestApp, user: &str) -> (Vec<String>, Vec<String>) {
    use portico_core::{access, portals, registration};
    use portico_kit::{EntityId, PortalId, TenantId};
    let (core, user, tenant) = (app.core.clone(), EntityId::from(user), TenantId::from(AUENTAL.id));
    let read = app.db().read(&tenant, move |tx| {
        let staff = access::enter_system(tx, &core, "stories")?;
        let portal = portals::find(tx, &PortalId::from(AUENTAL.customer_portal))?.expect("the portal");
        let answers = registration::answers(tx, &staff, &user)?;
        let likely = registration::likely(tx, &core, &staff, &portal, &answers)?;
        let ids: Vec<&str> = likely.iter().map(|one| one.contact.as_str()).collect();
        assert_eq!(ids, [id::KATRIN]);
        let fits = likely.into_iter().flat_map(|one| one.fits);
        let fitting: Vec<String> = fits.map(|place| answers[place].value.clone()).collect();
        let numbers = answers.into_iter().filter(|one| one.schema == "contract").map(|one| one.value);
        Ok::<_, portico_core::Refusal>((fitting, numbers.collect()))
    });
    read.await.expect("the answers")
}
