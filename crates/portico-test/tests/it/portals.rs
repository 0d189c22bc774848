//! Portals: configured by administrators, shown to strangers without secrets, and never taken over.

use portico_test::cast::{AUENTAL, KATRIN, PASSWORD, PETRA, RHEINTAL, id};
use portico_test::{TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    keys_that_are_sent_replace_and_others_stay,
    a_stranger_sees_no_secret_of_a_portal,
    a_portal_user_sees_its_own_portal_and_no_secret,
    a_domain_belongs_to_one_portal,
    a_portals_id_cannot_be_taken_over_by_another_organisation,
    a_configuration_that_cannot_work_is_refused_by_field,
    a_removed_portal_lets_nobody_in,
    a_new_portal_has_pages_and_a_role_of_its_own,
);

fn config_of(portal: &str) -> String {
    format!("/v3/portal/config/{portal}")
}

async fn keys_that_are_sent_replace_and_others_stay(app: TestApp) {
    let (admin, path) = (app.admin(), config_of(AUENTAL.customer_portal));
    let before = admin.get(&path).await.ok();
    let sent = json!({ "name": "Renamed", "contact_secondary_identifiers": [{ "name": "x" }] });
    let after = admin.put(&path, &sent).await.ok();
    assert_eq!((&after["name"], &after["domain"]), (&json!("Renamed"), &before["domain"]));
    assert_eq!(after["pages"], before["pages"]);
    assert_eq!(after["allowed_portal_entities"], before["allowed_portal_entities"]);
    // A list that is sent replaces the whole list.
    admin.put(&path, &json!({ "allowed_portal_entities": [] })).await.ok();
    assert_eq!(admin.get(&path).await.ok()["allowed_portal_entities"], json!([]));
    let katrin = app.as_person(KATRIN).await;
    katrin.view("contract", id::POWER).await.is(404);
    katrin.view("contact", id::KATRIN).await.ok();
    // What the system keeps does not change.
    let kept = json!({ "portal_id": id::NOBODY, "organization_id": RHEINTAL.id, "portal_sk_v3": "x" });
    let after = admin.put(&path, &kept).await.ok();
    assert_eq!(after["portal_id"], AUENTAL.customer_portal);
    assert_eq!(after["organization_id"], AUENTAL.id);
}

async fn a_stranger_sees_no_secret_of_a_portal(app: TestApp) {
    let (nobody, portal) = (app.nobody(), AUENTAL.customer_portal);
    for path in [
        format!("/v2/portal/public/config?domain={}", AUENTAL.customer_domain()),
        format!("/v2/portal/public/portal/config?org_id={}&origin=END_CUSTOMER_PORTAL", AUENTAL.id),
        format!("/v3/portal/public/portal/config?org_id={}&portal_id={portal}", AUENTAL.id),
    ] {
        let answer = nobody.get(&path).await;
        assert!(!answer.says("hush") && !answer.says("grants") && !answer.says("entity:"), "{}", answer.text);
        assert_eq!(answer.ok()["portal_id"], portal, "{path}");
    }
    // A portal is found only under its own organisation.
    for path in [
        format!("/v3/portal/public/portal/config?org_id={}&portal_id={portal}", RHEINTAL.id),
        format!("/v3/portal/public/portal/config?org_id=*&portal_id={portal}"),
        "/v2/portal/public/config?domain=nobody.example".to_owned(),
    ] {
        nobody.get(&path).await.is(404);
    }
    nobody.get("/v2/portal/public/config").await.names("domain");
}

async fn a_portal_user_sees_its_own_portal_and_no_secret(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let answer = katrin.get(&config_of(AUENTAL.customer_portal)).await;
    assert!(!answer.says("hush"), "{}", answer.text);
    let config = answer.ok();
    let pages = config["pages"].as_array().cloned().unwrap_or_default();
    assert!(pages.iter().all(|page| page["id"] != id::HIDDEN_PAGE), "a page that is not shown is told of");
    assert!(config["grants"].as_array().is_some_and(|grants| !grants.is_empty()));
    for other in [AUENTAL.installer_portal, RHEINTAL.customer_portal, id::NOBODY] {
        katrin.get(&config_of(other)).await.is(403);
    }
    let whole = format!("/v3/portal/org/portal/config?portal_id={}", AUENTAL.customer_portal);
    katrin.get(&whole).await.is(403);
    assert!(app.admin().get(&whole).await.says("hush-oidc-Auental"));
    assert!(!app.admin().get(&config_of(AUENTAL.customer_portal)).await.says("hush-oidc"));
}

async fn a_domain_belongs_to_one_portal(app: TestApp) {
    let (admin, rival) = (app.admin(), app.rival_admin());
    let before = app.dump().await;
    let domain = AUENTAL.customer_domain();
    for claimed in [domain.clone(), domain.to_uppercase(), format!("{domain}."), format!(" {domain} ")] {
        let created = rival.post("/v3/portal/config", &json!({ "name": "Copy", "domain": claimed })).await;
        assert!(
            matches!(created.status.as_u16(), 400 | 409),
            "{claimed}: {} {}",
            created.status,
            created.text
        );
        let sent = json!({ "epilot_domain": claimed });
        let changed = rival.put(&config_of(RHEINTAL.installer_portal), &sent).await;
        assert!(
            matches!(changed.status.as_u16(), 400 | 409),
            "{claimed}: {} {}",
            changed.status,
            changed.text
        );
    }
    // Neither may another portal of the same organisation have it.
    let sent = json!({ "domain": domain });
    admin.put(&config_of(AUENTAL.installer_portal), &sent).await.is(409);
    assert_eq!(app.dump().await, before);
    let shown = app.nobody().get(&format!("/v2/portal/public/config?domain={domain}")).await.ok();
    assert_eq!(shown["portal_id"], AUENTAL.customer_portal);
    // A domain that was given up is free.
    admin.put(&config_of(AUENTAL.customer_portal), &json!({ "domain": "" })).await.ok();
    rival.put(&config_of(RHEINTAL.installer_portal), &sent).await.ok();
}

async fn a_portals_id_cannot_be_taken_over_by_another_organisation(app: TestApp) {
    let rival = app.rival_admin();
    let (before, hosts) = (app.dump().await, app.dump_of("*").await);
    let sent = json!({ "portal_id": AUENTAL.customer_portal, "name": "Copy" });
    let created = rival.post("/v3/portal/config", &sent).await;
    if created.status.is_success() {
        assert_ne!(created.json()["portal_id"], AUENTAL.customer_portal, "the rival has the portal's id");
    }
    rival.delete(&config_of(AUENTAL.customer_portal)).await.is(404);
    rival.put(&config_of(AUENTAL.customer_portal), &json!({ "name": "Mine" })).await.is(404);
    assert_eq!(app.dump().await, before);
    let left: Vec<String> =
        app.dump_of("*").await.into_iter().filter(|row| row.starts_with("hosts:")).collect();
    let ours = hosts.into_iter().filter(|row| row.starts_with("hosts:")).all(|row| left.contains(&row));
    assert!(ours, "a host was taken away: {left:?}");
    // People still sign in to their own organisation, by id and by domain.
    let katrin = app.nobody().login(AUENTAL.customer_portal, KATRIN.email, PASSWORD).await;
    assert!(katrin.view("contract", id::POWER).await.says("Auental"));
    let katrin = app.nobody().login(&AUENTAL.customer_domain(), KATRIN.email, PASSWORD).await;
    assert!(katrin.view("contract", id::POWER).await.says("Auental"));
}

async fn a_configuration_that_cannot_work_is_refused_by_field(app: TestApp) {
    let (admin, path) = (app.admin(), config_of(AUENTAL.customer_portal));
    let before = app.dump().await;
    for (field, value) in [
        ("enabled", json!("yes")),
        ("name", json!(7)),
        ("origin", json!("")),
        ("domain", json!("https://x/y")),
        ("design_id", json!("none")),
        ("allowed_portal_entities", json!("contract")),
        ("allowed_portal_entities", json!([1])),
        ("access_paths", json!({ "contract": "anything" })),
        ("access_paths", json!([])),
        ("config", json!({})),
        ("pages", json!("none")),
    ] {
        let mut sent = json!({});
        sent[field] = value;
        admin.put(&path, &sent).await.names(field);
        let mut created = sent.clone();
        created["origin"] = created.get("origin").cloned().unwrap_or_else(|| json!("ADDITIONAL_PORTAL"));
        if field != "pages" {
            admin.post("/v3/portal/config", &created).await.names(field);
        }
    }
    for body in [json!([]), json!("x"), json!(null), json!(1)] {
        admin.put(&path, &body).await.names("body");
    }
    assert_eq!(app.dump().await, before);
    // What is cleared by null is as if it had never been set.
    for key in ["access_paths", "design_id", "contract_identifiers", "identity_providers", "pages"] {
        admin.put(&path, &json!({ key: null })).await.ok();
    }
    app.as_person(KATRIN).await.view("contract", id::POWER).await.ok();
}

async fn a_removed_portal_lets_nobody_in(app: TestApp) {
    let (admin, katrin, petra) = (app.admin(), app.as_person(KATRIN).await, app.as_person(PETRA).await);
    admin.delete(&config_of(AUENTAL.customer_portal)).await.is(204);
    katrin.view("contract", id::POWER).await.is(401);
    let refused = app.nobody().try_login(AUENTAL.customer_portal, KATRIN.email, PASSWORD).await;
    assert!(matches!(refused.status.as_u16(), 401 | 404), "{}", refused.text);
    let refresh = json!({ "refresh_token": katrin.tokens["refresh_token"] });
    app.nobody().post("/auth/refresh", &refresh).await.is(401);
    // The other portal stays, and the users' records too.
    petra.view("opportunity", id::ROOF).await.ok();
    assert_eq!(admin.record("portal_user", id::KATRIN_USER).await["email"], KATRIN.email);
}

async fn a_new_portal_has_pages_and_a_role_of_its_own(app: TestApp) {
    let admin = app.admin();
    let created =
        admin.post("/v3/portal/config", &json!({ "name": "Builders", "domain": "b.example" })).await;
    let portal = created.is(201);
    assert!(portal["pages"].as_array().is_some_and(|pages| pages.len() >= 4));
    let id = portal["portal_id"].as_str().unwrap_or_default();
    assert_eq!(portal["grants"], json!([]));
    let role = json!({ "grants": [{ "action": "entity:view", "resource": "contract:*" }] });
    admin.put(&format!("/v1/permissions/roles/{}:portal_{id}", AUENTAL.id), &role).await.ok();
    let grants = admin.get(&config_of(id)).await.ok()["grants"].clone();
    assert_eq!(grants, role["grants"]);
    let listed: Vec<Value> =
        admin.get("/v3/portal/configs").await.ok()["data"].as_array().cloned().unwrap_or_default();
    assert_eq!(listed.len(), 3);
    assert!(
        app.rival_admin().get("/v3/portal/configs").await.ok()["data"]
            .as_array()
            .is_some_and(|l| l.len() == 2)
    );
}
