//! Portals that are swapped and copied, and portals as the second version of the API addresses them: by origin.

use portico_test::cast::{AUENTAL, KATRIN, PETRA, RHEINTAL, id};
use portico_test::{Client, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    swapped_portals_exchange_pages_and_settings_but_not_who_may_enter,
    letters_are_swapped_only_when_asked_for,
    swaps_at_once_leave_each_page_in_one_portal,
    a_swap_that_makes_no_sense_changes_nothing,
    a_copy_has_the_same_pages_under_new_ids_and_no_way_in,
    a_portal_is_created_changed_and_removed_by_origin,
    an_origin_of_several_portals_names_none_for_a_change,
    a_portal_user_reads_its_own_configuration_whatever_origin_it_names,
);

async fn config(client: &Client, portal: &str) -> Value {
    client.get(&format!("/v3/portal/config/{portal}")).await.ok()
}

fn swap(items: &[&str]) -> Value {
    json!({ "source_portal_id": AUENTAL.customer_portal, "target_portal_id": AUENTAL.installer_portal,
            "items_to_swap": items })
}

fn slugs(config: &Value) -> Vec<&str> {
    let pages = config["pages"].as_array().into_iter().flatten();
    pages.map(|page| page["slug"].as_str().unwrap_or_default()).collect()
}

async fn swapped_portals_exchange_pages_and_settings_but_not_who_may_enter(app: TestApp) {
    let (admin, katrin, petra) = (app.admin(), app.as_person(KATRIN).await, app.as_person(PETRA).await);
    let path = format!("/v3/portal/config/{}", AUENTAL.customer_portal);
    let sent =
        json!({ "auth_settings": { "entry_point": "SSO" }, "cognito_details": { "password_policy": {} } });
    admin.put(&path, &sent).await.ok();
    let before =
        [config(&admin, AUENTAL.customer_portal).await, config(&admin, AUENTAL.installer_portal).await];
    let message = admin.post("/v3/portal/config/swap", &swap(&[])).await.is(200)["message"].clone();
    assert_eq!(message, "Domain and users swapped successfully.");
    let after =
        [config(&admin, AUENTAL.customer_portal).await, config(&admin, AUENTAL.installer_portal).await];
    for (mine, other) in [(0, 1), (1, 0)] {
        for key in [
            "portal_id",
            "origin",
            "name",
            "domain",
            "auth_settings",
            "cognito_details",
            "grants",
            "identity_providers",
        ] {
            assert_eq!(after[mine][key], before[mine][key], "{key} stays");
        }
        for key in ["design_id", "allowed_portal_entities", "contract_identifiers", "entity_actions"] {
            assert_eq!(after[mine][key], before[other][key], "{key} is exchanged");
        }
        assert_eq!(slugs(&after[mine]), slugs(&before[other]));
    }
    assert!(after[1]["pages"][0]["portal_id"] == AUENTAL.installer_portal);
    // People stay where they sign in, and see the other pages from the next request on.
    let domain = AUENTAL.customer_domain();
    let pages = katrin.get(&format!("/v2/portal/pages?domain={domain}")).await.ok();
    assert!(
        pages.as_array().is_some_and(|pages| pages.iter().all(|page| page["slug"] != "welcome")),
        "{pages}"
    );
    petra.get(&format!("/v2/portal/pages/{}", id::PAGE)).await.ok();
    katrin.get(&format!("/v2/portal/pages/{}", id::PAGE)).await.is(404);
    // Twice is as if never.
    admin.post("/v3/portal/config/swap", &swap(&[])).await.ok();
    assert_eq!(config(&admin, AUENTAL.customer_portal).await, before[0]);
    assert_eq!(config(&admin, AUENTAL.installer_portal).await, before[1]);
}

async fn letters_are_swapped_only_when_asked_for(app: TestApp) {
    let admin = app.admin();
    let path = format!("/v3/portal/config/{}", AUENTAL.customer_portal);
    let letters = json!({ "confirmAccount": id::NOBODY });
    admin.put(&path, &json!({ "email_templates": letters })).await.ok();
    admin.post("/v3/portal/config/swap", &swap(&[])).await.ok();
    assert_eq!(config(&admin, AUENTAL.customer_portal).await["email_templates"], letters);
    admin.post("/v3/portal/config/swap", &swap(&["email_templates"])).await.ok();
    assert_eq!(config(&admin, AUENTAL.installer_portal).await["email_templates"], letters);
    assert!(config(&admin, AUENTAL.customer_portal).await.get("email_templates").is_none());
}

async fn swaps_at_once_leave_each_page_in_one_portal(app: TestApp) {
    let admin = app.admin();
    let before =
        [config(&admin, AUENTAL.customer_portal).await, config(&admin, AUENTAL.installer_portal).await];
    let running: Vec<_> = (0..9)
        .map(|_| {
            let admin = admin.clone();
            tokio::spawn(
                async move { admin.post("/v3/portal/config/swap", &swap(&[])).await.status.as_u16() },
            )
        })
        .collect();
    let mut done = 0;
    for one in running {
        match one.await.expect("an answer") {
            200 => done += 1,
            status => assert_eq!(status, 409),
        }
    }
    let other = if done % 2 == 0 { [0, 1] } else { [1, 0] };
    for (portal, was) in [AUENTAL.customer_portal, AUENTAL.installer_portal].into_iter().zip(other) {
        assert_eq!(slugs(&config(&admin, portal).await), slugs(&before[was]), "after {done} swaps");
    }
}

async fn a_swap_that_makes_no_sense_changes_nothing(app: TestApp) {
    let (admin, rival, before) = (app.admin(), app.rival_admin(), app.dump().await);
    let with = |source: &str, target: &str| json!({ "source_portal_id": source, "target_portal_id": target });
    let ours = AUENTAL.customer_portal;
    admin.post("/v3/portal/config/swap", &with(ours, ours)).await.names("target_portal_id");
    admin.post("/v3/portal/config/swap", &swap(&["domain"])).await.names("items_to_swap");
    admin.post("/v3/portal/config/swap", &json!({ "source_portal_id": ours })).await.names("body");
    for (source, target) in [(ours, id::NOBODY), (id::NOBODY, ours), (ours, RHEINTAL.customer_portal)] {
        admin.post("/v3/portal/config/swap", &with(source, target)).await.is(404);
    }
    rival.post("/v3/portal/config/swap", &with(RHEINTAL.customer_portal, ours)).await.is(404);
    rival.post("/v3/portal/config/clone", &json!({ "source_portal_id": ours })).await.is(404);
    admin.post("/v3/portal/config/clone", &json!({})).await.names("body");
    assert_eq!(app.dump().await, before);
}

async fn a_copy_has_the_same_pages_under_new_ids_and_no_way_in(app: TestApp) {
    let admin = app.admin();
    let path = format!("/v3/portal/config/{}", AUENTAL.customer_portal);
    let child = "00000000-0000-7000-8000-00000000b10d";
    let block = json!({ "id": child, "type": "text", "order": 2, "parentId": id::BLOCK });
    admin.post(&format!("/v2/portal/pages/{}/blocks", id::PAGE), &block).await.ok();
    admin
        .put(
            &path,
            &json!({ "config": format!("{{\"start\":\"{}\"}}", id::PAGE), "email_templates": {},
        "auth_settings": { "entry_point": "SSO" }, "epilot_domain": "x.example" }),
        )
        .await
        .ok();
    let source = config(&admin, AUENTAL.customer_portal).await;
    let sent = json!({ "source_portal_id": AUENTAL.customer_portal });
    let made = admin.post("/v3/portal/config/clone", &sent).await.is(201);
    assert_eq!(made["name"], "Copy of Auental customers");
    assert_eq!((&made["origin"], slugs(&made)), (&json!("ADDITIONAL_PORTAL"), slugs(&source)));
    for key in
        ["domain", "epilot_domain", "email_templates", "auth_settings", "identity_providers", "accessToken"]
    {
        assert!(made.get(key).is_none(), "{key} is copied");
    }
    for key in ["design_id", "allowed_portal_entities", "contract_identifiers", "entity_actions", "grants"] {
        assert_eq!(made[key], source[key], "{key}");
    }
    let text = made.to_string();
    assert!([id::PAGE, id::BLOCK, id::HIDDEN_PAGE, child].iter().all(|old| !text.contains(old)), "{text}");
    let page = &made["pages"][0];
    assert!(made["config"].as_str().is_some_and(|text| text.contains(page["id"].as_str().unwrap_or("none"))));
    let blocks: Vec<&Value> =
        page["blocks"].as_object().into_iter().flatten().map(|(_, block)| block).collect();
    let parent = blocks.iter().find(|block| block.get("parentId").is_none()).map(|block| &block["id"]);
    assert!(blocks.iter().any(|block| Some(&block["parentId"]) == parent), "{page}");
    assert_eq!(config(&admin, AUENTAL.customer_portal).await, source, "the source is as it was");
    // The copy has no users: those of the source do not enter.
    let id = made["portal_id"].as_str().unwrap_or_default();
    app.nobody().try_login(id, KATRIN.email, portico_test::cast::PASSWORD).await.is(401);
    let named = json!({ "source_portal_id": AUENTAL.customer_portal, "name": "Business" });
    assert_eq!(admin.post("/v3/portal/config/clone", &named).await.is(201)["name"], "Business");
}

async fn a_portal_is_created_changed_and_removed_by_origin(app: TestApp) {
    let admin = app.admin();
    let page = "00000000-0000-7000-8000-0000000fa700";
    let sent = json!({ "name": "Builders", "domain": "b.example", "pages": { page: { "slug": "start", "order": 1 } } });
    let made = admin.post("/v2/portal/portal?origin=BUILDERS", &sent).await.is(201);
    assert_eq!((&made["origin"], &made["pages"][page]["slug"]), (&json!("BUILDERS"), &json!("start")));
    let changed = json!({ "name": "Masons", "origin": "END_CUSTOMER_PORTAL" });
    let after = admin.post("/v2/portal/portal?origin=BUILDERS", &changed).await.is(200);
    assert_eq!((&after["name"], &after["origin"]), (&json!("Masons"), &json!("BUILDERS")));
    assert_eq!((&after["portal_id"], &after["domain"]), (&made["portal_id"], &json!("b.example")));
    let read = admin.get("/v2/portal/config?origin=BUILDERS").await.ok();
    assert_eq!(read, after);
    assert_eq!(admin.get("/v2/portal/org/portal/config?origin=BUILDERS").await.ok()["pages"], read["pages"]);
    let listed = admin.get("/v2/portal/configs").await.ok();
    assert!(
        listed["data"]
            .as_array()
            .is_some_and(|all| all.len() == 3 && all.iter().all(|one| one["pages"].is_object()))
    );
    app.rival_admin().get("/v2/portal/config?origin=BUILDERS").await.is(404);
    app.rival_admin().delete("/v2/portal/config?origin=BUILDERS").await.is(404);
    admin.delete("/v2/portal/config?origin=BUILDERS").await.is(204);
    admin.get("/v2/portal/config?origin=BUILDERS").await.is(404);
    for path in ["/v2/portal/config", "/v2/portal/org/portal/config"] {
        admin.get(path).await.names("origin");
    }
    admin.delete("/v2/portal/config").await.names("origin");
    for body in [json!([]), json!("x"), json!(null)] {
        admin.post("/v2/portal/portal?origin=X", &body).await.names("body");
    }
    admin.post("/v2/portal/portal", &json!({})).await.names("origin");
    admin.post("/v2/portal/portal?origin=X", &json!({ "domain": "no host" })).await.names("domain");
    admin.get("/v2/portal/config?origin=X").await.is(404);
}

async fn an_origin_of_several_portals_names_none_for_a_change(app: TestApp) {
    let admin = app.admin();
    let one = admin.post("/v3/portal/config", &json!({ "name": "One" })).await.is(201);
    app.clock.advance_seconds(1);
    let two = admin.post("/v3/portal/config", &json!({ "name": "Two" })).await.is(201);
    let path = "/v2/portal/portal?origin=ADDITIONAL_PORTAL";
    admin.post(path, &json!({ "name": "X" })).await.names("origin");
    admin.delete("/v2/portal/config?origin=ADDITIONAL_PORTAL").await.names("origin");
    // Reading shows the oldest; the id says which one is meant.
    assert_eq!(admin.get("/v2/portal/config?origin=ADDITIONAL_PORTAL").await.ok()["name"], "One");
    let id = two["portal_id"].as_str().unwrap_or_default();
    let after = admin.post(&format!("{path}&portal_id={id}"), &json!({ "name": "X" })).await.is(200);
    assert_eq!((&after["name"], &after["portal_id"]), (&json!("X"), &two["portal_id"]));
    admin.post(&format!("/v2/portal/portal?origin=OTHER&portal_id={id}"), &json!({})).await.names("origin");
    assert_eq!(config(&admin, one["portal_id"].as_str().unwrap_or_default()).await["name"], "One");
}

async fn a_portal_user_reads_its_own_configuration_whatever_origin_it_names(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    for path in ["/v2/portal/config", "/v2/portal/config?origin=INSTALLER_PORTAL"] {
        let answer = katrin.get(path).await;
        assert!(!answer.says("hush"), "{}", answer.text);
        let config = answer.ok();
        assert_eq!(config["portal_id"], AUENTAL.customer_portal);
        assert!(config["pages"].get(id::PAGE).is_some() && config["pages"].get(id::HIDDEN_PAGE).is_none());
    }
    for path in ["/v2/portal/configs", "/v2/portal/org/portal/config?origin=END_CUSTOMER_PORTAL"] {
        katrin.get(path).await.is(403);
    }
}
