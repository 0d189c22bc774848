//! Domains: nobody gets a host by naming it; who proves one gets it, and keeps it through a bad hour.

use portico_core::Refusal;
use portico_core::domains::{let_go, watch};
use portico_kit::PortalId;
use portico_test::cast::{AUENTAL, KATRIN, PASSWORD, RHEINTAL};
use portico_test::{TARGET, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    a_domain_shows_the_portal_once_it_is_proved_leads_here_and_may_have_certificates,
    a_domain_that_nobody_proved_shows_nothing_and_stands_in_no_letter,
    two_organisations_want_a_domain_and_the_one_that_proves_it_has_it,
    a_changed_domain_leaves_the_former_one_until_it_works_itself,
    records_that_vanish_are_told_and_a_domain_is_given_up_only_after_two_weeks,
    a_name_server_that_is_silent_changes_nothing,
    the_operations_say_in_words_what_is_missing,
    a_portal_has_a_built_in_host_that_nobody_else_can_take,
    certificates_are_for_hosts_that_show_something,
    no_claimed_host_changes_the_links_of_letters,
    a_provider_sends_nobody_to_a_domain_that_is_not_proved,
);

const HOST: &str = "kunden.stadtwerke-auental.de";

fn config_of(portal: &str) -> String {
    format!("/v3/portal/config/{portal}")
}

fn verify(portal: &str) -> String {
    format!("/v3/portal/verify-dns?portal_id={portal}")
}

/// Which portal the public configuration of a domain is of.
async fn shown_at(app: &TestApp, host: &str) -> Option<String> {
    let asked = app.nobody().get(&format!("/v2/portal/public/config?domain={host}")).await;
    asked.status.is_success().then(|| asked.json()["portal_id"].as_str().unwrap_or_default().to_owned())
}

/// The record that the product asks for, from its own words.
fn record_in(message: &Value) -> (String, String) {
    let text = message.as_str().unwrap_or_default();
    let after = |mark: &str| {
        let rest = text.split(mark).nth(1).unwrap_or_else(|| panic!("{text}"));
        rest.split(' ').next().unwrap_or_default().trim_end_matches('.').to_owned()
    };
    (after("TXT record "), after("with the value "))
}

/// Wants a domain for the customer portal and enters the record that proves it.
async fn want_and_prove(app: &TestApp, host: &str) {
    let admin = app.admin();
    admin.put(&config_of(AUENTAL.customer_portal), &json!({ "domain": host })).await.ok();
    let told = admin.post(&verify(AUENTAL.customer_portal), &Value::Null).await.ok();
    let (name, value) = record_in(&told["message"]);
    app.names().text(&name, &value);
}

/// Makes a domain work for the customer portal.
async fn activate(app: &TestApp, host: &str) {
    want_and_prove(app, host).await;
    app.names().alias(host, TARGET);
    let told = app.admin().post(&verify(AUENTAL.customer_portal), &Value::Null).await.ok();
    assert_eq!(told["domain_status"], "SUCCEED", "{told}");
}

/// Ends that a former domain of the customer portal leads on.
async fn end_redirect(app: &TestApp, host: &'static str) -> Result<(), Refusal> {
    let portal = PortalId::from(AUENTAL.customer_portal);
    app.as_organisation(move |tx, caller| let_go(tx, caller, &portal, host)).await
}

/// The link of the letter with which somebody sets a new password.
async fn letter_link(app: &TestApp) -> String {
    let sent = json!({ "portal_id": AUENTAL.customer_portal, "email": KATRIN.email });
    app.clock.advance_seconds(3601);
    app.nobody().post("/auth/forgot-password", &sent).await.is(202);
    app.work_off_jobs().await;
    let letters = app.mails(AUENTAL.id).await;
    let text = letters.first().and_then(|letter| letter["text"].as_str()).unwrap_or_default().to_owned();
    text.split_whitespace()
        .find(|word| word.starts_with("http"))
        .unwrap_or_else(|| panic!("{text}"))
        .to_owned()
}

async fn a_domain_shows_the_portal_once_it_is_proved_leads_here_and_may_have_certificates(app: TestApp) {
    let (admin, portal) = (app.admin(), AUENTAL.customer_portal);
    let saved = admin.put(&config_of(portal), &json!({ "domain": HOST })).await.ok();
    assert_eq!(saved["domain"], HOST);
    let check = || async { app.admin().post(&verify(portal), &Value::Null).await.ok() };
    let wanted = check().await;
    assert_eq!(wanted["domain_status"], "PENDING");
    let (name, value) = record_in(&wanted["message"]);
    assert_eq!(name, format!("_portal-domain.{HOST}"));
    app.names().text(&name, &value);
    let proved = check().await;
    assert_eq!(proved["domain_status"], "PENDING");
    assert!(proved["message"].as_str().is_some_and(|text| text.contains(TARGET)), "{proved}");
    app.names().alias(HOST, TARGET);
    app.names().authority("stadtwerke-auental.de", 0, "issue", "digicert.com");
    let pointing = check().await;
    assert_eq!(pointing["domain_status"], "PENDING");
    assert!(pointing["message"].as_str().is_some_and(|text| text.contains("CAA")), "{pointing}");
    assert_eq!(shown_at(&app, HOST).await, None);
    app.names().authority("stadtwerke-auental.de", 0, "issue", "letsencrypt.org");
    assert_eq!(check().await["domain_status"], "SUCCEED");
    assert_eq!(shown_at(&app, HOST).await.as_deref(), Some(portal));
    let link = letter_link(&app).await;
    assert!(link.starts_with("http://kunden.stadtwerke-auental.de:"), "{link}");
    let katrin = app.nobody().login(HOST, KATRIN.email, PASSWORD).await;
    katrin.get(&format!("/v2/portal/pages?domain={HOST}")).await.ok();
}

async fn a_domain_that_nobody_proved_shows_nothing_and_stands_in_no_letter(app: TestApp) {
    let admin = app.admin();
    // It leads here and may have certificates; nobody has proved it.
    app.names().alias(HOST, TARGET);
    admin.put(&config_of(AUENTAL.customer_portal), &json!({ "domain": HOST })).await.ok();
    let told = admin.post(&verify(AUENTAL.customer_portal), &Value::Null).await.ok();
    assert_eq!(told["domain_status"], "PENDING");
    assert_eq!(shown_at(&app, HOST).await, None);
    let link = letter_link(&app).await;
    assert!(link.contains(&format!("//{}", AUENTAL.customer_domain())), "the former domain goes on: {link}");
    let made = admin.post("/v3/portal/config", &json!({ "name": "New", "domain": "neu.example.de" })).await;
    let id = made.json()["portal_id"].as_str().unwrap_or_default().to_owned();
    assert_eq!(shown_at(&app, "neu.example.de").await, None);
    assert_eq!(shown_at(&app, &format!("{id}.localhost")).await, Some(id), "the built-in host shows it");
    let origin = format!("https://{HOST}");
    let answer = app.nobody().get_with("/v2/portal/public/config?domain=x", "origin", &origin).await;
    assert!(!answer.headers.contains_key("access-control-allow-origin"), "its pages may not call");
}

async fn two_organisations_want_a_domain_and_the_one_that_proves_it_has_it(app: TestApp) {
    let rival = app.rival_admin();
    // The rival names it first, which takes nothing from anybody.
    rival.put(&config_of(RHEINTAL.customer_portal), &json!({ "domain": HOST })).await.ok();
    let told = rival.post(&verify(RHEINTAL.customer_portal), &Value::Null).await.ok();
    let (_, rivals) = record_in(&told["message"]);
    activate(&app, HOST).await;
    assert_eq!(shown_at(&app, HOST).await.as_deref(), Some(AUENTAL.customer_portal));
    let told = rival.post(&verify(RHEINTAL.customer_portal), &Value::Null).await.ok();
    assert_eq!(told["domain_status"], "PENDING", "{told}");
    // Even with a record of its own, what shows a portal is nobody else's.
    app.names().text(&format!("_portal-domain.{HOST}"), &rivals);
    let told = rival.post(&verify(RHEINTAL.customer_portal), &Value::Null).await.ok();
    assert_eq!(told["domain_status"], "PENDING", "{told}");
    assert!(told["message"].as_str().is_some_and(|text| text.contains("Another portal")), "{told}");
    assert_eq!(shown_at(&app, HOST).await.as_deref(), Some(AUENTAL.customer_portal));
    for spelled in [HOST.to_uppercase(), format!("{HOST}.")] {
        let sent = json!({ "domain": spelled });
        rival.put(&config_of(RHEINTAL.installer_portal), &sent).await.is(409);
    }
    // Let go, it is the rival's who has proved it, and not before the records say so.
    app.admin().put(&config_of(AUENTAL.customer_portal), &json!({ "domain": "" })).await.ok();
    assert_eq!(shown_at(&app, HOST).await, None);
    let told = rival.post(&verify(RHEINTAL.customer_portal), &Value::Null).await.ok();
    assert_eq!(told["domain_status"], "SUCCEED", "{told}");
    assert_eq!(shown_at(&app, HOST).await.as_deref(), Some(RHEINTAL.customer_portal));
}

async fn a_changed_domain_leaves_the_former_one_until_it_works_itself(app: TestApp) {
    activate(&app, HOST).await;
    let next = "portal.stadtwerke-auental.de";
    want_and_prove(&app, next).await;
    assert_eq!(shown_at(&app, HOST).await.as_deref(), Some(AUENTAL.customer_portal));
    assert!(letter_link(&app).await.contains(&format!("//{HOST}")));
    app.names().alias(next, TARGET);
    app.admin().post(&verify(AUENTAL.customer_portal), &Value::Null).await.ok();
    assert!(letter_link(&app).await.contains(&format!("//{next}")));
    // The former one is still the portal's: it leads on, and nobody else gets it.
    assert_eq!(shown_at(&app, HOST).await.as_deref(), Some(AUENTAL.customer_portal));
    let sent = json!({ "domain": HOST });
    app.rival_admin().put(&config_of(RHEINTAL.customer_portal), &sent).await.is(409);
    let present = end_redirect(&app, next).await;
    assert!(present.is_err(), "the present domain is not let go this way");
    end_redirect(&app, HOST).await.expect("the redirect ends");
    assert!(end_redirect(&app, HOST).await.is_err(), "it has ended");
    assert_eq!(shown_at(&app, HOST).await, None);
}

async fn records_that_vanish_are_told_and_a_domain_is_given_up_only_after_two_weeks(app: TestApp) {
    activate(&app, HOST).await;
    app.names().forget(HOST);
    app.names().forget(&format!("_portal-domain.{HOST}"));
    app.names().leads_to(HOST, "198.51.100.66");
    let told = app.admin().post(&verify(AUENTAL.customer_portal), &Value::Null).await.ok();
    assert_eq!(told["domain_status"], "SUCCEED", "one look-up switches nothing off");
    // An hour, two, four, …: the product looks again by itself.
    let mut checked = 0;
    for hour in 0..13 * 24 {
        app.clock.advance_seconds(3600);
        checked += watch(&app.core).await.expect("look-ups");
        assert_eq!(
            shown_at(&app, HOST).await.as_deref(),
            Some(AUENTAL.customer_portal),
            "after {hour} hours"
        );
    }
    assert!((10..40).contains(&checked), "{checked} look-ups in 13 days");
    for _ in 0..3 * 24 {
        app.clock.advance_seconds(3600);
        watch(&app.core).await.expect("look-ups");
    }
    assert_eq!(shown_at(&app, HOST).await, None);
    let link = letter_link(&app).await;
    assert!(!link.contains(HOST), "{link}");
}

async fn a_name_server_that_is_silent_changes_nothing(app: TestApp) {
    activate(&app, HOST).await;
    app.names().fail(HOST, 2);
    app.names().fail(&format!("_portal-domain.{HOST}"), 2);
    for _ in 0..40 {
        app.clock.advance_seconds(24 * 3600);
        watch(&app.core).await.expect("look-ups");
    }
    assert_eq!(shown_at(&app, HOST).await.as_deref(), Some(AUENTAL.customer_portal));
    app.names().forget(HOST);
    app.names().alias(HOST, TARGET);
    let told = app.admin().post(&verify(AUENTAL.customer_portal), &Value::Null).await.ok();
    assert_eq!(told["domain_status"], "SUCCEED");
}

async fn the_operations_say_in_words_what_is_missing(app: TestApp) {
    let (admin, portal) = (app.admin(), AUENTAL.customer_portal);
    want_and_prove(&app, HOST).await;
    let target = admin.get(&format!("/v3/portal/configure-distribution?portal_id={portal}")).await.ok();
    assert_eq!(target, json!({ "domainName": TARGET }));
    let twin = admin.get("/v2/portal/configure-distribution?origin=END_CUSTOMER_PORTAL").await.ok();
    assert_eq!(twin, target);
    app.names().authority("stadtwerke-auental.de", 0, "issue", ";");
    let check = || async {
        let path = format!("/v3/portal/validate/caa-records?portal_id={portal}");
        app.admin().post(&path, &Value::Null).await.ok()
    };
    let refused = check().await;
    assert_eq!((&refused["retry"], &refused["isDNSConfigured"]), (&json!(true), &json!(false)));
    let message = refused["message"].as_str().unwrap_or_default();
    assert!(message.contains("stadtwerke-auental.de") && message.contains("letsencrypt.org"), "{message}");
    app.names().leads_to(HOST, "198.51.100.66");
    let wrong = admin.post(&verify(portal), &Value::Null).await.ok();
    assert!(wrong["message"].as_str().is_some_and(|text| text.contains("CNAME record")), "{wrong}");
    // Our own addresses are as good as the alias; any other one beside them is not.
    app.names().leads_to(TARGET, "192.0.2.1");
    app.names().forget(HOST);
    app.names().leads_to(HOST, "192.0.2.1");
    assert_eq!(check().await["isDNSConfigured"], true);
    app.names().forget("stadtwerke-auental.de");
    let path = "/v2/portal/validate/caa-records?origin=END_CUSTOMER_PORTAL";
    let allowed = admin.post(path, &Value::Null).await.ok();
    assert_eq!((&allowed["retry"], &allowed["isDNSConfigured"]), (&json!(false), &json!(true)), "{allowed}");
    let none = admin.post("/v3/portal/config", &json!({ "name": "Bare" })).await.json();
    let id = none["portal_id"].as_str().unwrap_or_default();
    admin.post(&verify(id), &Value::Null).await.names("domain");
    admin.get(&format!("/v3/portal/configure-distribution?portal_id={id}")).await.names("domain");
    admin.post("/v3/portal/verify-dns", &Value::Null).await.names("portal_id");
    app.rival_admin().post(&verify(portal), &Value::Null).await.is(404);
    for host in ["10.0.0.7", "8.8.8.8", "a..de", "-a.de", "kunden.de:8443"] {
        admin.put(&config_of(portal), &json!({ "domain": host })).await.names("domain");
    }
    for _ in 0..40 {
        if admin.post(&verify(portal), &Value::Null).await.status.as_u16() == 429 {
            return;
        }
    }
    panic!("look-ups by hand are not limited");
}

async fn a_portal_has_a_built_in_host_that_nobody_else_can_take(app: TestApp) {
    let host = format!("{}.localhost", AUENTAL.customer_portal);
    assert_eq!(shown_at(&app, &host).await.as_deref(), Some(AUENTAL.customer_portal));
    let sent = json!({ "domain": host });
    app.rival_admin().put(&config_of(RHEINTAL.customer_portal), &sent).await.names("domain");
    app.admin().put(&config_of(AUENTAL.customer_portal), &json!({ "domain": "" })).await.ok();
    assert!(letter_link(&app).await.contains(&format!("//{host}:")));
    assert_eq!(shown_at(&app, &format!("{}.evil.de", AUENTAL.customer_portal)).await, None);
}

async fn certificates_are_for_hosts_that_show_something(app: TestApp) {
    let ask = |host: &str| {
        let (nobody, path) = (app.nobody(), format!("/v1/portico/domains:ask?domain={host}"));
        async move { nobody.get(&path).await.status.as_u16() }
    };
    app.admin().put(&config_of(AUENTAL.customer_portal), &json!({ "domain": HOST })).await.ok();
    assert_eq!(ask(HOST).await, 404, "not before it is active");
    activate(&app, HOST).await;
    assert_eq!(ask(HOST).await, 200);
    assert_eq!(ask(&HOST.to_uppercase()).await, 200);
    for host in
        ["evil.de", "*.stadtwerke-auental.de", "stadtwerke-auental.de", AUENTAL.customer_portal, "%00", "-"]
    {
        assert_eq!(ask(host).await, 404, "{host}");
    }
    let mut statuses = Vec::new();
    for number in 0..70 {
        statuses.push(ask(&format!("h{number}.de")).await);
    }
    assert_eq!(statuses.last(), Some(&429), "noes are counted");
    assert_eq!(ask(HOST).await, 200, "a yes is never withheld");
}

async fn no_claimed_host_changes_the_links_of_letters(app: TestApp) {
    let expected = format!("//{}", AUENTAL.customer_domain());
    let claims = [
        ("host", "evil.de"),
        ("host", RHEINTAL.installer_portal),
        ("x-forwarded-host", "evil.de"),
        ("x-forwarded-server", "evil.de"),
        ("x-host", "evil.de"),
        ("x-original-host", "evil.de"),
        ("forwarded", "for=1.2.3.4;host=evil.de;proto=https"),
        ("origin", "https://evil.de"),
        ("referer", "https://evil.de/"),
    ];
    for (name, value) in claims {
        // Budgets for letters to one address.
        app.clock.advance_seconds(3601);
        let sent = json!({ "portal_id": AUENTAL.customer_portal, "email": KATRIN.email });
        app.nobody().post_with("/auth/forgot-password", name, value, &sent).await.is(202);
        app.work_off_jobs().await;
        for letter in app.mails(AUENTAL.id).await.iter().take(1) {
            let (text, html) = (letter["text"].to_string(), letter["html"].to_string());
            assert!(text.contains(&expected), "{name}: {text}");
            assert!(!text.contains("evil") && !html.contains("evil"), "{name}: {text}");
        }
    }
}

async fn a_provider_sends_nobody_to_a_domain_that_is_not_proved(app: TestApp) {
    let forward = |host: &str| {
        let path = format!("/v2/portal/public/sso/redirect?web_uri=https://{host}/sso");
        let nobody = app.nobody();
        async move { nobody.post(&path, &json!({ "code": "c", "state": "s" })).await }
    };
    app.admin().put(&config_of(AUENTAL.customer_portal), &json!({ "domain": HOST })).await.ok();
    forward(HOST).await.names("web_uri");
    activate(&app, HOST).await;
    let led = forward(HOST).await;
    assert_eq!(led.status.as_u16(), 301);
    let place = led.headers["location"].to_str().unwrap_or_default().to_owned();
    assert!(place.starts_with(&format!("https://{HOST}/sso?")), "{place}");
    forward("evil.de").await.names("web_uri");
}
