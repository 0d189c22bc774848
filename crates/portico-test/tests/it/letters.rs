//! Letters of a portal: what administrators set up about them is told in the history of the organisation.

use portico_core::activity::{self, Part, Topic};
use portico_test::cast::AUENTAL;
use portico_test::{TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    a_template_that_is_written_changed_or_removed_is_an_entry_of_the_settings,
    what_a_portal_chooses_and_its_providers_are_entries_too,
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
