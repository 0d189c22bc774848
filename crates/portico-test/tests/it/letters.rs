//! Letters of a portal: what is set up about them is told in the history, and news are told once, to whoever sees them.

use portico_core::activity::{self, Part, Topic};
use portico_core::letters::{Kind, Source};
use portico_core::{email_templates, portals};
use portico_kit::Locale;
use portico_test::cast::{AUENTAL, KATRIN, id};
use portico_test::{TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    a_template_that_is_written_changed_or_removed_is_an_entry_of_the_settings,
    what_a_portal_chooses_and_its_providers_are_entries_too,
    the_published_variables_of_letters_are_filled_in,
    own_words_in_one_language_leave_the_others_and_other_kinds_alone,
    documents_that_staff_share_are_told_once_in_one_letter,
    what_is_not_shared_any_more_is_no_news,
    an_offer_is_told_in_the_language_of_the_moment_it_was_opened,
);

async fn entries(app: &TestApp, part: Part) -> Vec<Value> {
    let read = app.as_organisation(move |tx, caller| {
        Ok(activity::feed(tx, caller, Topic::Of(part), None, 100)?.entries)
    });
    let entries = read.await.expect("a feed");
    entries.into_iter().map(|entry| entry["payload"]["configuration"].clone()).collect()
}

async fn a_template_that_is_written_changed_or_removed_is_an_entry_of_the_settings(app: TestApp) {
    let admin = app.admin();
    let made = json!({ "name": "Einladung", "subject": "Willkommen", "body": "Hallo {{name}}" });
    let made = admin.post("/v1/email-template/templates", &made).await.ok();
    let id = made["_id"].as_str().expect("an id").to_owned();
    let first = entries(&app, Part::EmailTemplate).await.remove(0);
    assert_eq!((&first["id"], &first["name"]), (&json!(id), &json!("Einladung")));
    app.clock.advance_seconds(1);
    admin.put(&format!("/v1/email-template/templates/{id}"), &json!({ "subject": "Guten Tag" })).await.ok();
    let change = json!([{ "path": "subject", "old": "Willkommen", "new": "Guten Tag" }]);
    assert_eq!(entries(&app, Part::EmailTemplate).await[0]["changes"], change);
    // As a record, too.
    app.clock.advance_seconds(1);
    admin.patch(&format!("/v1/entity/email_template/{id}"), &json!({ "body": "Hallo" })).await.ok();
    assert_eq!(entries(&app, Part::EmailTemplate).await[0]["changes"][0]["path"], "body");
    app.clock.advance_seconds(1);
    admin.delete(&format!("/v1/entity/email_template/{id}")).await;
    assert_eq!(entries(&app, Part::EmailTemplate).await.len(), 4);
    assert!(entries(&app, Part::Portal).await.is_empty());
}

async fn what_a_portal_chooses_and_its_providers_are_entries_too(app: TestApp) {
    let admin = app.admin();
    let made = json!({ "name": "n", "subject": "S" });
    let made = admin.post("/v1/email-template/templates", &made).await.ok();
    let path = format!("/v3/portal/email-templates/{}", AUENTAL.customer_portal);
    admin.post(&path, &json!({ "invitation": made["_id"] })).await.ok();
    let chosen = entries(&app, Part::Portal).await.remove(0);
    assert_eq!(chosen["changes"][0]["path"], "email_templates");
    assert_eq!(chosen["changes"][0]["new"]["invitation"], made["_id"]);
    app.clock.advance_seconds(1);
    let provider = json!({ "slug": "office", "display_name": "Konto", "provider_type": "OIDC",
        "oidc_config": { "oidc_issuer": "https://login.example", "client_id": "c", "client_secret": "s3cret-s3cret",
            "scope": "openid", "redirect_uri": "https://p.example/sso/office" } });
    let config = format!("/v3/portal/config/{}", AUENTAL.customer_portal);
    admin.put(&config, &json!({ "identity_providers": [provider] })).await.ok();
    let told = entries(&app, Part::Portal).await.remove(0);
    assert!(told["changes"][0]["path"].as_str().is_some_and(|path| path.starts_with("identity_providers")));
    assert!(!told.to_string().contains("s3cret"), "{told}");
}

/// The letters of a kind, newest first.
async fn letters(app: &TestApp, kind: &str) -> Vec<Value> {
    app.work_off_jobs().await;
    app.mails(AUENTAL.id).await.into_iter().filter(|letter| letter["template"] == kind).collect()
}

/// A document of the office, on a contract of Katrin's.
async fn document(app: &TestApp, name: &str, shared: bool) -> String {
    let sent = json!({ "filename": name, "custom_download_url": "https://files.example/a.pdf",
        "shared_with_end_customer": shared,
        "relations": [{ "entity_id": id::POWER, "_schema": "contract" }] });
    let saved = app.admin().post("/v2/files", &sent).await.is(200);
    saved["_id"].as_str().expect("an id").to_owned()
}

async fn documents_that_staff_share_are_told_once_in_one_letter(app: TestApp) {
    document(&app, "Rechnung.pdf", true).await;
    app.clock.advance_seconds(20);
    let contract = document(&app, "Vertrag.pdf", true).await;
    document(&app, "Intern.pdf", false).await;
    assert!(letters(&app, "onDocUpload").await.is_empty(), "more may follow");
    app.clock.advance_seconds(61);
    let told = letters(&app, "onDocUpload").await;
    let [letter] = told.as_slice() else { panic!("one letter: {told:?}") };
    assert_eq!(letter["to"], KATRIN.email);
    assert_eq!(letter["subject"], "2 neue Dokumente liegen für Sie bereit");
    let text = letter["text"].as_str().expect("a text");
    assert!(text.contains("Rechnung.pdf und Vertrag.pdf"), "{text}");
    assert!(!text.contains("Intern"), "{text}");
    // The same document again is no news, and neither is one of the customer's own.
    let share = |fact: bool| json!({ "shared_with_end_customer": fact });
    app.admin().edit("file", &contract, share(false)).await.ok();
    app.admin().edit("file", &contract, share(true)).await.ok();
    app.clock.advance_seconds(61);
    assert_eq!(letters(&app, "onDocUpload").await.len(), 1);
}

async fn what_is_not_shared_any_more_is_no_news(app: TestApp) {
    let file = document(&app, "Irrtum.pdf", true).await;
    app.work_off_jobs().await;
    app.admin().edit("file", &file, json!({ "shared_with_end_customer": false })).await.ok();
    app.clock.advance_seconds(61);
    assert!(letters(&app, "onDocUpload").await.is_empty());
    // Shared, but on nobody's record.
    let sent = json!({ "filename": "Allein.pdf", "custom_download_url": "https://files.example/b.pdf",
        "shared_with_end_customer": true });
    app.admin().post("/v2/files", &sent).await.is(200);
    app.work_off_jobs().await;
    app.clock.advance_seconds(61);
    assert!(letters(&app, "onDocUpload").await.is_empty());
}

async fn an_offer_is_told_in_the_language_of_the_moment_it_was_opened(app: TestApp) {
    let admin = app.admin();
    let speak = |language: &str| json!({ "preferred_language": language });
    admin.edit("portal_user", id::KATRIN_USER, speak("en")).await.ok();
    admin.edit("order", id::ORDER, json!({ "status": "draft" })).await.ok();
    admin.edit("order", id::ORDER, json!({ "status": "open_for_acceptance" })).await.ok();
    app.work_off_jobs().await;
    admin.edit("portal_user", id::KATRIN_USER, speak("de")).await.ok();
    app.clock.advance_seconds(61);
    let told = letters(&app, "onNewQuote").await;
    let [letter] = told.as_slice() else { panic!("one letter: {told:?}") };
    assert_eq!(
        (&letter["to"], &letter["subject"]),
        (&json!(KATRIN.email), &json!("There is a new offer for you"))
    );
    assert!(letter["text"].as_str().is_some_and(|text| text.contains("because you have an account")));
    // One that was taken back before anybody read of it.
    admin.edit("order", id::DRAFT_ORDER, json!({ "status": "open" })).await.ok();
    app.work_off_jobs().await;
    admin.edit("order", id::DRAFT_ORDER, json!({ "status": "draft" })).await.ok();
    app.clock.advance_seconds(61);
    assert_eq!(letters(&app, "onNewQuote").await.len(), 1);
}

async fn own_words_in_one_language_leave_the_others_and_other_kinds_alone(app: TestApp) {
    let admin = app.admin();
    let shared = json!({ "name": "Für alle", "subject": "Alle", "body": "Alle" });
    let shared = admin.post("/v1/email-template/templates", &shared).await.ok()["_id"].clone();
    let path = format!("/v3/portal/email-templates/{}", AUENTAL.customer_portal);
    admin.post(&path, &json!({ "invitation": shared, "forgotPassword": shared })).await.ok();
    let said = app
        .as_organisation(|tx, caller| {
            let find = |tx: &mut portico_db::Tx<'_>| {
                Ok::<_, portico_core::Refusal>(
                    portals::find(tx, &AUENTAL.customer_portal.into())?.expect("a portal"),
                )
            };
            let source = Source { subject: "Nur hier".into(), preheader: "P".into(), body: "Text".into() };
            let portal = find(tx)?;
            email_templates::keep(tx, caller, &portal, (Kind::Invitation, Locale::De), &source)?;
            let portal = find(tx)?;
            let mut said = Vec::new();
            for (kind, locale) in [
                (Kind::Invitation, Locale::De),
                (Kind::Invitation, Locale::En),
                (Kind::ForgotPassword, Locale::De),
            ] {
                said.push(email_templates::words(tx, caller, &portal, kind, locale)?.source.subject);
            }
            for locale in Locale::ALL {
                let portal = find(tx)?;
                let shipped = portico_core::letters::standard(Kind::Invitation, locale);
                email_templates::keep(tx, caller, &portal, (Kind::Invitation, locale), &shipped)?;
            }
            let portal = find(tx)?;
            said.push(email_templates::of_portal(&portal).keys().cloned().collect());
            Ok(said)
        })
        .await
        .expect("kept words");
    assert_eq!(said, ["Nur hier", "Alle", "Alle", "forgotPassword"]);
}

async fn the_published_variables_of_letters_are_filled_in(app: TestApp) {
    let links = [
        "portalUser.confirmationLink",
        "portalUser.forgotPasswordLink",
        "customerPortal.invitationLink",
        "installerPortal.invitationLink",
        "customerPortal.newDocumentLink",
        "customerPortal.entityLink",
        "consent.optInLink",
    ];
    let words = [
        ("organization.name", "Auental"),
        ("user.name", "Auental"),
        ("customerPortal.userEmailsOnEntity", KATRIN.email),
        ("contact.first_name", "Katrin"),
        ("contact._id", id::KATRIN),
        ("portal_user.email", KATRIN.email),
        ("code_minutes", "10"),
    ];
    let names = links.into_iter().chain(words.map(|(name, _)| name)).chain(["system.date", "system.time"]);
    let body: String = names.map(|name| format!("{name} = {{{{{name}}}}}\n\n")).collect();
    let own = json!({ "name": "n", "subject": "S", "body": body });
    let own = app.admin().post("/v1/email-template/templates", &own).await.ok()["_id"].clone();
    let path = format!("/v3/portal/email-templates/{}", AUENTAL.customer_portal);
    app.admin().post(&path, &json!({ "forgotPassword": own })).await.ok();
    let asked = json!({ "portal_id": AUENTAL.customer_portal, "email": KATRIN.email });
    app.nobody().post("/auth/forgot-password", &asked).await.is(202);
    let letter = letters(&app, "forgotPassword").await.remove(0);
    let text = letter["text"].as_str().expect("a text");
    for name in links {
        assert!(text.contains(&format!("{name} = http")), "{name}: {text}");
    }
    for (name, value) in words {
        assert!(text.contains(&format!("{name} = {value}")), "{name}: {text}");
    }
    for name in ["system.date", "system.time"] {
        let rest = text.split(&format!("{name} = ")).nth(1).unwrap_or_default();
        assert!(rest.starts_with(|sign: char| sign.is_ascii_digit()), "{name}: {text}");
    }
}
