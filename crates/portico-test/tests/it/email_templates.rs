//! Letters in a portal's own words: chosen per kind, filled in for their reader, and never in the way of the letter.

use portico_test::cast::{AUENTAL, KATRIN, id};
use portico_test::{Client, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    a_portal_speaks_in_its_own_words_in_the_readers_language,
    a_letter_tells_of_records_only_what_its_reader_may_see,
    a_template_that_cannot_be_used_never_stops_a_letter,
    a_bad_template_is_refused_by_its_field,
    templates_are_replaced_in_all_portals_that_use_them,
    other_services_get_links_for_their_letters,
);

/// A template of the organisation; answers its id.
async fn template(admin: &Client, template: Value) -> String {
    let saved = admin.post("/v1/email-template/templates", &template).await.ok();
    saved["_id"].as_str().expect("an id").to_owned()
}

async fn choose(admin: &Client, map: Value) -> Value {
    let path = format!("/v3/portal/email-templates/{}", AUENTAL.customer_portal);
    admin.post(&path, &map).await.ok()["emailTemplates"].clone()
}

/// The letter that somebody gets who forgot the password.
async fn forgot(app: &TestApp) -> Value {
    let asked = json!({ "portal_id": AUENTAL.customer_portal, "email": KATRIN.email });
    app.clock.advance_seconds(1);
    app.nobody().post("/auth/forgot-password", &asked).await.is(202);
    app.work_off_jobs().await;
    app.mails(AUENTAL.id).await.remove(0)
}

fn text<'l>(letter: &'l Value, part: &str) -> &'l str {
    letter[part].as_str().expect("a text")
}

async fn speak(app: &TestApp, language: &str) {
    let path = format!("/v1/entity/portal_user/{}", id::KATRIN_USER);
    app.admin().patch(&path, &json!({ "preferred_language": language })).await.ok();
}

async fn a_portal_speaks_in_its_own_words_in_the_readers_language(app: TestApp) {
    let admin = app.admin();
    let own = template(
        &admin,
        json!({
            "name": "Passwort", "subject": "x",
            "translations": {
                "de": { "subject": "{{code}} für {{name}}", "body": "# Neu\n\nHier, **{{name}}**:\n\n[code]\n\n[button: Los]" },
            },
        }),
    )
    .await;
    assert_eq!(
        choose(&admin, json!({ "forgotPassword": own, "invitation": null })).await["forgotPassword"],
        own
    );
    let letter = forgot(&app).await;
    let code = text(&letter, "text").lines().find(|line| line.len() == 6).expect("a code").to_owned();
    assert!(text(&letter, "subject").starts_with(&code), "{letter}");
    assert!(text(&letter, "text").contains("Los:\nhttp"), "{letter}");
    assert!(text(&letter, "html").contains("<strong>Katrin"), "{letter}");
    // A language that the template leaves out is spoken as it ships.
    speak(&app, "en").await;
    assert_eq!(forgot(&app).await["subject"], "Choose a new password");
    // Null takes what ships.
    speak(&app, "de").await;
    choose(&admin, json!({ "forgotPassword": null })).await;
    assert_eq!(forgot(&app).await["subject"], "Neues Passwort festlegen");
}

async fn a_letter_tells_of_records_only_what_its_reader_may_see(app: TestApp) {
    let admin = app.admin();
    let body = "<p>Hallo {{contact.first_name}} [{{contact.score}}]</p>\
        <p>{{#each contact}}{{this}}{{/each}}</p><script>alert(1)</script>";
    let own =
        template(&admin, json!({ "name": "n", "subject": "An {{contact.first_name}}", "body": body })).await;
    let secret = json!({ "score": 918_273, "first_name": "Ka<b>trin" });
    admin.patch(&format!("/v1/entity/contact/{}", id::KATRIN), &secret).await.ok();
    choose(&admin, json!({ "forgotPassword": own })).await;
    let letter = forgot(&app).await;
    assert_eq!(letter["subject"], "An Ka<b>trin");
    assert!(text(&letter, "html").contains("Hallo Ka&lt;b&gt;trin []"), "{letter}");
    for part in ["subject", "text", "html"] {
        assert!(!text(&letter, part).contains("918273"), "{letter}");
        assert!(!text(&letter, part).contains("alert"), "{letter}");
    }
    // Code and link are not left out with the words around them.
    assert!(text(&letter, "text").contains("/reset-password?token="), "{letter}");
}

async fn a_template_that_cannot_be_used_never_stops_a_letter(app: TestApp) {
    let admin = app.admin();
    choose(&admin, json!({ "forgotPassword": "00000000-0000-7000-8000-00000000dead" })).await;
    assert_eq!(forgot(&app).await["subject"], "Neues Passwort festlegen");
    // One that reads well, and says more than a text may hold.
    let many = "{{#each contact}}{{#each contact}}{{#each contact}}x{{/each}}{{/each}}{{/each}}".repeat(40);
    let own = template(&admin, json!({ "name": "n", "subject": "S", "body": many })).await;
    choose(&admin, json!({ "forgotPassword": own })).await;
    let letter = forgot(&app).await;
    assert_eq!(letter["subject"], "Neues Passwort festlegen");
    assert!(text(&letter, "text").contains("/reset-password?token="), "{letter}");
}

async fn a_bad_template_is_refused_by_its_field(app: TestApp) {
    let admin = app.admin();
    let refused = [
        (json!({ "subject": "S" }), "name"),
        (json!({ "name": "n" }), "subject"),
        (json!({ "name": "n", "subject": "{{name" }), "subject"),
        (json!({ "name": "n", "subject": "S", "body": "{{#if a}}x" }), "body"),
        (
            json!({ "name": "n", "subject": "S", "translations": { "de": { "body": "{{> part}}" } } }),
            "translations.de.body",
        ),
    ];
    for (sent, field) in refused {
        let answer = admin.post("/v1/email-template/templates", &sent).await;
        let message = answer.is(400)["message"].as_str().expect("a message").to_owned();
        assert!(message.contains(field), "{field}: {message}");
    }
    let own = template(&admin, json!({ "name": "n", "subject": "S" })).await;
    let path = format!("/v1/email-template/templates/{own}");
    admin.put(&path, &json!({ "body": "{{/if}}" })).await.is(400);
    admin.patch(&format!("/v1/entity/email_template/{own}"), &json!({ "body": "{{/if}}" })).await.is(400);
    let chosen = format!("/v3/portal/email-templates/{}", AUENTAL.customer_portal);
    admin.post(&chosen, &json!({ "confirmAccounts": own })).await.is(400);
    admin.post(&chosen, &json!({ "confirmAccount": 7 })).await.is(400);
}

async fn templates_are_replaced_in_all_portals_that_use_them(app: TestApp) {
    let admin = app.admin();
    let old = template(&admin, json!({ "name": "old", "subject": "S" })).await;
    let new = template(&admin, json!({ "name": "new", "subject": "S" })).await;
    choose(&admin, json!({ "confirmAccount": old, "onNewQuote": old, "invitation": new })).await;
    let list = |template: &str| json!({ "template_id": template });
    let path = "/v3/portal/email-templates:list-references";
    let listed = admin.post(path, &list(&old)).await.ok();
    assert_eq!(listed["portals"][0]["id"], AUENTAL.customer_portal);
    let moving = json!({ "source_template_id": old, "destination_template_id": new });
    let moved = admin.post("/v3/portal/email-templates:migrate-references", &moving).await.ok();
    assert_eq!(moved["migrated_portal_ids"], json!([AUENTAL.customer_portal]));
    assert_eq!(admin.post(path, &list(&old)).await.ok()["portals"], json!([]));
    let map = admin.get(&format!("/v3/portal/email-templates/{}", AUENTAL.customer_portal)).await.ok();
    assert_eq!(map, json!({ "confirmAccount": new, "onNewQuote": new, "invitation": new }));
    app.rival_admin().post(path, &list(&new)).await.ok();
}

async fn other_services_get_links_for_their_letters(app: TestApp) {
    let asked = json!({ "entity_context": { "contract": { "_id": id::POWER, "is_main_entity": true } } });
    let path = "/v2/portal/replace-ecp-template-variables";
    let told = app.admin().post(path, &asked).await.ok();
    let customer = &told["customerPortal"];
    assert_eq!(customer["userEmailsOnEntity"], json!([KATRIN.email]), "{told}");
    let link = customer["invitationLink"].as_str().expect("a link");
    assert!(link.contains(&format!("//{}", AUENTAL.customer_domain())), "{link}");
    assert!(link.contains(&format!("/register?contactId={}", id::KATRIN)), "{link}");
    assert_eq!(told["installerPortal"]["userEmailsOnEntity"], json!([]), "{told}");
    app.rival_admin().post(path, &asked).await.ok();
}
