//! Surfaces: whoever is identified without a sign-in sees what the surface opens of the contact's records, and no more.

use portico_test::cast::{AUENTAL, KATRIN, PETRA, RHEINTAL, id};
use portico_test::{Answer, Client, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    somebody_identified_sees_what_the_surface_opens_and_nothing_else,
    a_surface_that_opens_nothing_shows_nothing,
    targets_always_apply_also_to_tokens_that_were_issued_before,
    a_tightened_surface_applies_to_tokens_that_were_issued_before,
    a_role_of_the_surface_takes_the_place_of_the_portals,
    who_is_not_identified_learns_nothing_of_the_reason,
    guessing_ends_and_others_need_not_wait,
    a_token_runs_out_and_no_forged_one_is_accepted,
    an_account_leads_to_its_only_contact,
    what_makes_no_sense_is_refused_by_name,
);

const PATH: &str = "/v3/portal/public/contact/identify";

fn surface(access: Value) -> Value {
    json!({ "id": "website", "name": "Website", "authentication": "registration_identifiers", "data_access": access })
}

fn opens(schemas: &[&str]) -> Value {
    let one = |schema: &&str| json!({ "schema": schema });
    surface(json!({ "entities": schemas.iter().map(one).collect::<Vec<_>>() }))
}

async fn configure(app: &TestApp, surfaces: Value) {
    let config = json!({
        "registration_identifiers": [
            { "schema": "contact", "name": "last_name" }, { "schema": "contract", "name": "contract_number" }
        ],
        "surfaces": surfaces,
    });
    app.admin().put(&format!("/v3/portal/config/{}", AUENTAL.customer_portal), &config).await.ok();
}

fn values(family: &str, number: &str) -> Value {
    json!({ "contact": { "last_name": family }, "contract": { "contract_number": number } })
}

async fn identify(app: &TestApp, surface: &str, identifiers: Value) -> Answer {
    let sent =
        json!({ "org_id": AUENTAL.id, "surface_id": surface, "registration_identifiers": identifiers });
    app.nobody().post(&format!("{PATH}?portal_id={}", AUENTAL.customer_portal), &sent).await
}

/// Katrin on the website.
async fn katrin(app: &TestApp) -> Client {
    let told = identify(app, "website", values(" berger ", "V 4711")).await.ok();
    assert_eq!((told["contact_id"].as_str(), told.get("reason")), (Some(id::KATRIN), None));
    assert_eq!(
        (&told["token_type"], &told["surface_id"]),
        (&json!("contact_identification"), &json!("website"))
    );
    assert_eq!(told["allowed_operations"].as_array().map(Vec::len), Some(7));
    app.nobody().with(told["token"].as_str().unwrap_or_default())
}

async fn somebody_identified_sees_what_the_surface_opens_and_nothing_else(app: TestApp) {
    configure(&app, json!([opens(&["contract", "meter", "ticket", "supplier"])])).await;
    let katrin = katrin(&app).await;
    katrin.post("/v2/portal/token/validate", &json!({})).await.is(204);
    let mut seen = katrin.ids("contract", json!({})).await;
    seen.sort();
    assert_eq!(seen, [id::POWER, id::GAS]);
    let power = katrin.view("contract", id::POWER).await.ok().to_string();
    // What the portal hides from its users stays hidden.
    for hidden in ["iban", "internal_note", "margin"] {
        assert!(!power.contains(hidden), "{hidden}: {power}");
    }
    katrin.view("meter", id::METER).await.ok();
    for (schema, other) in [
        ("contract", id::THOMAS_POWER),
        ("contract", id::UNCLAIMED),
        // Her own, but closed here.
        ("contact", id::KATRIN),
        ("order", id::ORDER),
        ("file", id::LETTER),
        ("portal_user", id::KATRIN_USER),
        // Opened here, but not by the portal.
        ("supplier", id::SUPPLIER),
    ] {
        katrin.view(schema, other).await.is(404);
    }
    katrin.get("/v2/portal/contact").await.is(404);
    let schemas = katrin.get("/v2/portal/schemas").await.ok();
    let slugs: Vec<&str> = schemas["schemas"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|schema| schema["slug"].as_str())
        .collect();
    assert_eq!(slugs, ["contract", "meter"]);
    let pages = katrin.get(&format!("/v2/portal/pages?domain={}", AUENTAL.customer_domain())).await.ok();
    assert_eq!(pages.as_array().map(Vec::len), Some(2));
    // Neither words nor filters reach what is closed.
    for asked in [json!({ "q": "Auental" }), json!({ "filters": [{ "term": { "margin": 1234 } }] })] {
        let told = katrin.search("contract", asked).await;
        assert!(told.status == 400 || !told.text.contains("margin"), "{}", told.text);
    }
    // No change, no contents, no session, nobody else's door; the table of access asks every operation.
    katrin.change("contract", id::POWER, json!({ "nickname": "mine" })).await.is(401);
    katrin.get("/v2/portal/user").await.is(401);
    katrin.get("/v2/portal/contract").await.is(401);
    katrin.get("/v2/organization/current").await.is(401);
    katrin.get(&format!("/v2/portal/pages/{}", id::PAGE)).await.is(401);
}

async fn a_surface_that_opens_nothing_shows_nothing(app: TestApp) {
    for access in [json!({}), json!({ "entities": [] })] {
        configure(&app, json!([surface(access)])).await;
        let katrin = katrin(&app).await;
        assert!(katrin.ids("contract", json!({})).await.is_empty());
        katrin.view("contract", id::POWER).await.is(404);
        katrin.get("/v2/portal/contact").await.is(404);
        assert_eq!(katrin.get("/v2/portal/schemas").await.ok(), json!({ "schemas": [] }));
    }
    // With the contact opened it is hers.
    configure(&app, json!([opens(&["contact"])])).await;
    let katrin = katrin(&app).await;
    assert_eq!(katrin.get("/v2/portal/contact").await.ok()["entity"]["_id"], id::KATRIN);
    katrin.view("contact", id::THOMAS).await.is(404);
}

const ACTIVE: &str = "00000000-0000-7000-8000-00000000aaa1";

async fn targets_always_apply_also_to_tokens_that_were_issued_before(app: TestApp) {
    let admin = app.admin();
    let schema = json!({ "slug": "target", "name": "Target", "plural": "Targets", "attributes": [
        { "name": "name" }, { "name": "entity_schema" }, { "name": "entity_filters", "type": "internal" } ] });
    admin.put("/v1/entity/schemas/target", &schema).await.ok();
    let filters = json!({ "term": { "status.keyword": "active" } });
    let target =
        json!({ "_id": ACTIVE, "name": "T", "entity_schema": "contract", "entity_filters": filters });
    admin.post("/v1/entity/target", &target).await.is(201);
    let opened = json!([{ "schema": "contract", "target_ids": [ACTIVE] }, { "schema": "meter" }]);
    configure(&app, json!([surface(json!({ "entities": opened }))])).await;
    let katrin = katrin(&app).await;
    assert_eq!(katrin.ids("contract", json!({})).await, [id::POWER]);
    katrin.view("contract", id::POWER).await.ok();
    katrin.view("contract", id::GAS).await.is(404);
    katrin.view("meter", id::METER).await.ok();
    // Another target means other records at once, whoever holds which token.
    let ended = json!({ "entity_filters": { "term": { "status.keyword": "terminated" } } });
    admin.edit("target", ACTIVE, ended).await.ok();
    assert_eq!(katrin.ids("contract", json!({})).await, [id::GAS]);
    katrin.view("contract", id::POWER).await.is(404);
    // A target may speak of what users do not see.
    let margin = json!({ "entity_filters": { "range": { "margin": { "gte": 1000 } } } });
    admin.edit("target", ACTIVE, margin).await.ok();
    assert_eq!(katrin.ids("contract", json!({})).await, [id::POWER]);
    // About something else, or not there: no record is meant.
    admin.edit("target", ACTIVE, json!({ "entity_schema": "meter" })).await.ok();
    assert!(katrin.ids("contract", json!({})).await.is_empty());
    admin.delete(&format!("/v1/entity/target/{ACTIVE}")).await;
    katrin.view("contract", id::POWER).await.is(404);
    katrin.view("meter", id::METER).await.ok();
}

async fn a_tightened_surface_applies_to_tokens_that_were_issued_before(app: TestApp) {
    configure(&app, json!([opens(&["contract"])])).await;
    let katrin = katrin(&app).await;
    katrin.view("contract", id::POWER).await.ok();
    configure(&app, json!([opens(&["meter"])])).await;
    katrin.view("contract", id::POWER).await.is(404);
    katrin.view("meter", id::METER).await.ok();
    let portal = format!("/v3/portal/config/{}", AUENTAL.customer_portal);
    let narrower = json!({ "allowed_portal_entities": ["contract"] });
    app.admin().put(&portal, &narrower).await.ok();
    katrin.view("meter", id::METER).await.is(404);
    configure(&app, json!([opens(&["contract"])])).await;
    katrin.view("contract", id::POWER).await.ok();
    app.admin().put(&portal, &json!({ "enabled": false })).await.ok();
    katrin.view("contract", id::POWER).await.is(401);
    identify(&app, "website", values("Berger", "V-4711")).await.is(403);
    app.admin().put(&portal, &json!({ "enabled": true })).await.ok();
    katrin.view("contract", id::POWER).await.ok();
    let mut by_login = opens(&["contract"]);
    by_login["authentication"] = "login".into();
    for surfaces in [json!([by_login]), json!([]), Value::Null] {
        configure(&app, surfaces).await;
        katrin.view("contract", id::POWER).await.is(401);
        katrin.post("/v2/portal/token/validate", &json!({})).await.is(401);
        identify(&app, "website", values("Berger", "V-4711")).await.is(403);
    }
    configure(&app, json!([opens(&["contract"])])).await;
    katrin.view("contract", id::POWER).await.ok();
    app.admin().delete(&format!("/v1/entity/contact/{}", id::KATRIN)).await;
    katrin.view("contract", id::POWER).await.is(401);
}

async fn a_role_of_the_surface_takes_the_place_of_the_portals(app: TestApp) {
    let role = json!({ "slug": "journeys", "name": "Journeys", "grants": [
        { "action": "entity:view", "resource": "contract:*" },
        { "action": "entity:attribute:view", "resource": "contract:*/contract_name" },
    ] });
    app.admin().post("/v1/permissions/roles", &role).await.ok();
    let access = |role: &str| {
        let role = format!("{}:{role}", AUENTAL.id);
        surface(json!({ "entities": [{ "schema": "contract" }, { "schema": "meter" }], "role_id": role }))
    };
    configure(&app, json!([access("journeys")])).await;
    let katrin = katrin(&app).await;
    let power = katrin.view("contract", id::POWER).await.ok();
    assert_eq!(power["result"]["contract_name"], "Strom");
    assert_eq!(power["result"].get("contract_number"), None);
    katrin.view("meter", id::METER).await.is(404);
    // Portal users keep their own role.
    let signed_in = app.as_person(KATRIN).await;
    assert_eq!(signed_in.view("contract", id::POWER).await.ok()["result"]["contract_number"], "V-4711");
    configure(&app, json!([access("nobody")])).await;
    katrin.view("contract", id::POWER).await.is(404);
}

async fn who_is_not_identified_learns_nothing_of_the_reason(app: TestApp) {
    configure(&app, json!([opens(&["contract"])])).await;
    let namesake = json!({ "first_name": "Kurt", "last_name": "Berger" });
    app.admin().post("/v1/entity/contact", &namesake).await.is(201);
    let mut told = Vec::new();
    for (family, number) in [
        ("Niemand", "V-0"),
        // One of both is right; both are, but of two people; a contract of nobody; two contracts of one number.
        ("Berger", "V-0"),
        ("Niemand", "V-4711"),
        ("Keller", "V-4711"),
        ("Berger", "V-5000"),
        ("Berger", "V-7000"),
    ] {
        let answer = identify(&app, "website", values(family, number)).await;
        assert_eq!(answer.json(), json!({ "reason": "NOT_FOUND" }));
        let headers: Vec<String> =
            answer.headers.iter().filter(|(name, _)| *name != "date").map(|h| format!("{h:?}")).collect();
        told.push((answer.status, answer.text, headers));
    }
    assert!(told.iter().all(|answer| *answer == told[0]), "{told:?}");
    // Whether the portal hides its users changes nothing here: who is identified gets a token, and nobody else anything.
    for hides in [true, false] {
        let config = json!({ "auth_settings": { "prevent_user_enumeration": hides } });
        app.admin().put(&format!("/v3/portal/config/{}", AUENTAL.customer_portal), &config).await.ok();
        katrin(&app).await;
    }
    // Two contacts that fit are nobody.
    let config = json!({ "registration_identifiers": [{ "schema": "contact", "name": "last_name" }] });
    app.admin().put(&format!("/v3/portal/config/{}", AUENTAL.customer_portal), &config).await.ok();
    let answer = identify(&app, "website", json!({ "contact": { "last_name": "Berger" } })).await;
    assert_eq!((answer.status, &answer.text), (told[0].0, &told[0].1));
    // And without identifiers, nobody is identified by nothing.
    let config = json!({ "registration_identifiers": [] });
    app.admin().put(&format!("/v3/portal/config/{}", AUENTAL.customer_portal), &config).await.ok();
    let answer = identify(&app, "website", json!({ "contact": { "email": KATRIN.email } })).await;
    assert_eq!((answer.status, &answer.text), (told[0].0, &told[0].1));
}

async fn guessing_ends_and_others_need_not_wait(app: TestApp) {
    configure(
        &app,
        json!([opens(&["contract"]), {
            "id": "chat", "name": "Chat", "authentication": "registration_identifiers"
        }]),
    )
    .await;
    katrin(&app).await;
    for number in 0..10 {
        identify(&app, "website", values("Berger", &format!("V-{number}"))).await.ok();
    }
    let refused = identify(&app, "website", values("Berger", "V-4711")).await;
    let wait = refused.headers.get("retry-after").and_then(|value| value.to_str().ok()?.parse::<i64>().ok());
    refused.is(429);
    // Another surface and the sign-in of the owner are not held up.
    identify(&app, "chat", values("Berger", "V-4711")).await.ok();
    app.as_person(KATRIN).await.view("contract", id::POWER).await.ok();
    app.clock.advance_seconds(wait.expect("the answer says how long"));
    katrin(&app).await;
}

async fn a_token_runs_out_and_no_forged_one_is_accepted(app: TestApp) {
    let mut short = opens(&["contract"]);
    short["token_ttl_seconds"] = 60.into();
    configure(&app, json!([short])).await;
    let katrin = katrin(&app).await;
    let token = katrin.bearer().to_owned();
    let (head, rest) = token.split_once('.').expect("three parts");
    let (body, signature) = rest.split_once('.').expect("three parts");
    let mut forged = vec![
        format!("{head}.{body}."),
        format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{body}."),
        format!("{head}.{signature}.{body}"),
        format!("{body}.{head}.{signature}"),
    ];
    // Every character counts, of the claims and of the signature; the last one carries bits that mean nothing.
    let changed = |text: &str, at: usize| {
        let other = if &text[at..=at] == "A" { "B" } else { "A" };
        format!("{}{other}{}", &text[..at], &text[at + 1..])
    };
    forged.extend((0..body.len()).map(|at| format!("{head}.{}.{signature}", changed(body, at))));
    forged.extend((0..signature.len() - 1).map(|at| format!("{head}.{body}.{}", changed(signature, at))));
    // A good signature of another token.
    let signed_in = app.as_person(KATRIN).await;
    for other in ["access_token", "id_token"] {
        let other = signed_in.tokens[other].as_str().unwrap_or_default().to_owned();
        let own = other.rsplit_once('.').map_or("", |(_, own)| own);
        forged.push(format!("{head}.{body}.{own}"));
    }
    assert!(forged.len() >= 200, "{}", forged.len());
    for text in &forged {
        assert_eq!(katrin.with(text).view("contract", id::POWER).await.status, 401, "{text}");
    }
    // It is no session: it cannot be renewed, revoked or exchanged, and is no key to another door.
    let nobody = app.nobody();
    nobody.post("/auth/refresh", &json!({ "refresh_token": token })).await.is(401);
    nobody.post("/auth/exchange", &json!({ "token": token })).await.is(401);
    nobody.call("GetUser", &json!({ "AccessToken": token })).await.is(400);
    katrin.post("/auth/logout", &json!({})).await.is(401);
    app.clock.advance_seconds(59);
    katrin.view("contract", id::POWER).await.ok();
    app.clock.advance_seconds(1);
    katrin.view("contract", id::POWER).await.is(401);
    signed_in.view("contract", id::POWER).await.ok();
}

async fn an_account_leads_to_its_only_contact(app: TestApp) {
    let config = json!({
        "self_registration_entity": "account",
        "registration_identifiers": [{ "schema": "account", "name": "name" }],
        "contact_identifiers_for_account": [{ "schema": "contact", "name": "last_name" }],
        "allowed_portal_entities": ["contact", "account", "opportunity"],
        "surfaces": [opens(&["contact", "account", "opportunity"])],
    });
    app.admin().put(&format!("/v3/portal/config/{}", AUENTAL.customer_portal), &config).await.ok();
    let firm = json!({ "account": { "name": "hansmann auental" } });
    let told = identify(&app, "website", firm.clone()).await.ok();
    assert_eq!((&told["contact_id"], &told["account_id"]), (&json!(id::PETRA), &json!(id::HANSMANN)));
    let petra = app.nobody().with(told["token"].as_str().unwrap_or_default());
    assert_eq!(petra.get("/v2/portal/contact").await.ok()["entity"]["_id"], id::PETRA);
    petra.view("account", id::VOGT).await.is(404);
    // With a colleague the account says too little, until the contact is told, too.
    let account = json!({ "$relation": [{ "entity_id": id::HANSMANN }] });
    let colleague = json!({ "first_name": "Jonas", "last_name": "Neumann", "account": account });
    app.admin().post("/v1/entity/contact", &colleague).await.is(201);
    assert_eq!(identify(&app, "website", firm.clone()).await.ok(), json!({ "reason": "NOT_FOUND" }));
    let mut both = firm;
    both["contact"] = json!({ "last_name": "Hansmann" });
    assert_eq!(identify(&app, "website", both.clone()).await.ok()["contact_id"], id::PETRA);
    both["contact"] = json!({ "last_name": "Vogt" });
    assert_eq!(identify(&app, "website", both).await.ok(), json!({ "reason": "NOT_FOUND" }));
    // Petra signs in as before.
    app.as_person(PETRA).await;
}

async fn what_makes_no_sense_is_refused_by_name(app: TestApp) {
    configure(&app, json!([opens(&["contract"])])).await;
    let here = format!("{PATH}?portal_id={}", AUENTAL.customer_portal);
    let nobody = app.nobody();
    let sent = |surface: &str| json!({ "org_id": AUENTAL.id, "surface_id": surface, "registration_identifiers": values("Berger", "V-4711") });
    nobody.post(&here, &sent("nowhere")).await.is(403);
    nobody.post(&here, &sent("\u{0}")).await.is(400);
    nobody.post(&here, &json!({ "surface_id": "website" })).await.names("body");
    let missing =
        json!({ "surface_id": "website", "registration_identifiers": { "contact": { "last_name": "B" } } });
    nobody.post(&here, &missing).await.names("registration_identifiers.contract.contract_number");
    nobody.post(PATH, &sent("website")).await.names("origin");
    let elsewhere = format!("{PATH}?portal_id={}", id::NOBODY);
    nobody.post(&elsewhere, &sent("website")).await.is(404);
    // The rival's portal has no such surface, and an organisation that is not the portal's has no such portal.
    let rival = format!("{PATH}?portal_id={}", RHEINTAL.customer_portal);
    nobody.post(&rival, &sent("website")).await.is(404);
    nobody.post(&format!("{PATH}?domain={}", AUENTAL.customer_domain()), &sent("website")).await.ok();
    let config = |surface: Value| json!({ "surfaces": surface });
    let good = opens(&["contract"]);
    let with = |key: &str, value: Value| {
        let mut surface = good.clone();
        surface[key] = value;
        json!([surface])
    };
    for wrong in [
        json!({}),
        json!(["website"]),
        with("id", "Website".into()),
        with("id", "".into()),
        with("id", "-a".into()),
        with("name", "".into()),
        with("authentication", "anonymous".into()),
        with("token_ttl_seconds", 59.into()),
        with("token_ttl_seconds", 901.into()),
        with("data_access", Value::Null),
        with("data_access", json!({ "entities": {} })),
        with("data_access", json!({ "entities": [{ "target_ids": [] }] })),
        with("data_access", json!({ "entities": [{ "schema": "contract", "target_ids": "all" }] })),
        with("data_access", json!({ "role_id": 7 })),
        json!([good, good]),
    ] {
        let portal = format!("/v3/portal/config/{}", AUENTAL.customer_portal);
        app.admin().put(&portal, &config(wrong)).await.names("surfaces");
    }
}
