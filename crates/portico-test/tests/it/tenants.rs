//! Tenants: two organisations with the same ids never see or touch one another's data, on any operation.

use http::Method;
use portico_http::Op;
use portico_test::cast::{ANNA, AUENTAL, KATRIN, PETRA, RHEINTAL, Tenant, id};
use portico_test::{Client, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    whatever_the_rival_does_leaves_the_other_untouched,
    a_tenant_is_named_by_the_credential_alone,
    ids_of_the_other_organisation_are_ids_of_nobody,
    the_same_address_has_an_account_in_each,
);

/// A path of an operation with ids that both organisations have, and portals that only one has.
fn path_of(op: &Op, portals_of: Tenant) -> String {
    let record = match op.path {
        path if path.contains("/pages") => id::PAGE,
        path if path.contains("/order/") => id::ORDER,
        path if path.contains("/opportunities/") => id::ROOF,
        path if path.contains("access-tokens") => "api_nobody",
        _ => id::POWER,
    };
    let path = op
        .path
        .replace("{slug}", "contract")
        .replace("{id}", record)
        .replace("{portal_id}", portals_of.customer_portal)
        .replace("{roleId}", &format!("{}:default_end_customer_portal_role", portals_of.id))
        .replace("{designId}", id::DESIGN)
        .replace("{block_id}", id::BLOCK);
    let domain = portals_of.customer_domain();
    format!("{path}?domain={domain}&portal_id={}&id={}&hydrate=true", portals_of.customer_portal, id::KATRIN)
}

fn body_of(op: &Op, portals_of: Tenant) -> Value {
    match op.id {
        "addRelations" | "removeRelations" => {
            json!([{ "entity_id": id::THOMAS, "attribute": "billing_contact" }])
        }
        "searchEntities" => json!({ "q": "_schema:contract", "size": 100 }),
        "listEntities" => json!({ "filter": [{ "term": { "_schema": "contract" } }], "size": 100 }),
        "createEntity" => {
            json!({ "contract_name": "Rheintal", "customer": { "$relation": [{ "entity_id": id::KATRIN }] } })
        }
        "getPortalUserEntity" => json!({ "slug": "contract", "entity_id": id::POWER, "hydrate": true }),
        "searchPortalUserEntities" => json!({ "slug": ["contract", "contact", "order"], "hydrate": true }),
        "explainAccess" => {
            json!({ "portal_user_id": id::KATRIN_USER, "schema": "contract", "record_id": id::POWER })
        }
        "login" | "adminLogin" | "refresh" => json!({}),
        "putSchema" => json!({ "attributes": [{ "name": "contract_name" }] }),
        "createRole" => json!({ "slug": "rivals" }),
        "createPortalPage" => json!({ "slug": "rivals", "order": 1 }),
        "updatePortalPage" => json!({ "slug": "rivals-page", "order": 1 }),
        "createPortalPageBlock" | "updatePortalPageBlock" => json!({ "type": "text", "order": 1 }),
        "createAccessToken" => json!({ "name": "rival" }),
        "createCustomEntityActivity" => json!({ "type": "PortalUserResetPassword" }),
        "addContractByIdentifiers" => {
            json!({ "contract": { "contract_number": "V-5000" }, "meter": { "meter_number": "Z-5" } })
        }
        // Everything that another organisation could claim for itself, in one body.
        "createPortalConfig" | "putPortalConfig" => json!({
            "portal_id": portals_of.customer_portal, "organization_id": portals_of.id, "name": "Rheintal",
        }),
        _ => json!({ "nickname": "Rheintal", "_org": portals_of.id, "org_id": portals_of.id }),
    }
}

async fn whatever_the_rival_does_leaves_the_other_untouched(app: TestApp) {
    let (before, hosts) = (app.dump().await, hosts(&app).await);
    let routes = portico_api::routes();
    let rivals =
        [app.rival_admin(), app.as_rival(KATRIN).await, app.as_rival(PETRA).await, app.as_rival(ANNA).await];
    let mut succeeded = 0;
    for portals_of in [AUENTAL, RHEINTAL] {
        // Reading and writing first, removing last: what is removed is not there to be asked for.
        let all = || routes.ops().iter().filter(|op| op.id != "logout");
        for op in all().filter(|op| op.method != "DELETE").chain(all().filter(|op| op.method == "DELETE")) {
            for rival in rivals.iter().filter(|_| op.caller != "Public") {
                let method = Method::from_bytes(op.method.as_bytes()).expect("a method");
                let body = body_of(op, portals_of).to_string();
                let body = if op.method == "GET" { Vec::new() } else { body.into_bytes() };
                let answer = rival.send(method, &path_of(op, portals_of), body).await;
                assert!(answer.status.as_u16() < 500, "{}: {:.600}", op.id, answer.text);
                assert!(!answer.says("Auental"), "{} tells the rival: {:.900}", answer.asked, answer.text);
                succeeded += usize::from(answer.status.is_success());
            }
        }
    }
    assert!(succeeded > 150, "only {succeeded} requests of the rival succeeded: they prove little");
    assert_eq!(app.dump().await, before);
    let kept = self::hosts(&app).await;
    assert!(hosts.iter().all(|host| kept.contains(host)), "{hosts:?} {kept:?}");
    let katrin = app.as_person(KATRIN).await;
    assert_eq!(
        katrin.view("contract", id::POWER).await.ok()["result"]["delivery_address"][0]["city"],
        "Auental"
    );
}

/// The hosts and ids under which the portals of the organisation are found.
async fn hosts(app: &TestApp) -> Vec<String> {
    let rows = app.dump_of("*").await.into_iter();
    rows.filter(|row| row.starts_with("hosts:") && row.contains(AUENTAL.id)).collect()
}

async fn a_tenant_is_named_by_the_credential_alone(app: TestApp) {
    let rival = app.rival_admin();
    for path in [
        format!("/v2/organization/current?org_id={0}&organization_id={0}", AUENTAL.id),
        format!("/v1/entity/contract/{}?org_id={}", id::POWER, AUENTAL.id),
    ] {
        for header in ["x-ivy-org-id", "x-epilot-org-id", "x-org-id"] {
            let answer = rival.get_with(&path, header, AUENTAL.id).await;
            assert!(!answer.says("Auental") && !answer.says(AUENTAL.id), "{header}: {}", answer.text);
            assert!(answer.ok().to_string().contains("Rheintal"));
        }
    }
    // A role is named with its organisation; another's cannot be written.
    let role = json!({ "grants": [{ "action": "*", "resource": "*" }] });
    let path = format!("/v1/permissions/roles/{}:default_end_customer_portal_role", AUENTAL.id);
    rival.put(&path, &role).await.names("id");
    rival.get(&path).await.is(404);
    rival.delete(&path).await.is(404);
    let sent = json!({ "id": format!("{}:taken", AUENTAL.id), "grants": [] });
    rival.post("/v1/permissions/roles", &sent).await.names("id");
}

async fn ids_of_the_other_organisation_are_ids_of_nobody(app: TestApp) {
    let (admin, katrin) = (app.admin(), app.as_person(KATRIN).await);
    async fn asked(admin: &Client, katrin: &Client, id: &str) -> Vec<(u16, String)> {
        let relation = json!({ "billing_contact": { "$relation": [{ "entity_id": id }] } });
        let items = json!([{ "entity_id": id, "attribute": "customer" }]);
        let path = format!("/v1/entity/contract/{}/relations", id::POWER);
        let context = json!({ "filters_context": [{ "contract": id }] });
        let explained = json!({ "portal_user_id": id::KATRIN_USER, "schema": "contract", "record_id": id });
        let all = [
            admin.get(&format!("/v1/entity/contract/{id}")).await,
            admin.edit("contract", id, json!({ "nickname": "x" })).await,
            admin.delete(&format!("/v1/entity/contract/{id}")).await,
            admin.edit("contract", id::POWER, relation.clone()).await,
            admin.post(&path, &items).await,
            admin.get(&format!("/v3/entity/contract/{id}/relations")).await,
            admin.get(&format!("/v2/portal/entity/contract/{id}/activity")).await,
            admin.post("/v1/portico/access:explain", &explained).await,
            katrin.view("contract", id).await,
            katrin.get(&format!("/v2/portal/contract/{id}")).await,
            katrin.change("contract", id::POWER, relation).await,
            katrin.search("meter", context).await,
            katrin.search("contract", json!({ "filters": [{ "ids": { "values": [id] } }] })).await,
        ];
        all.map(|answer| (answer.status.as_u16(), answer.text.replace(id, "·"))).into()
    }
    // This contract is Rheintal's alone.
    let before = app.dump_of(RHEINTAL.id).await;
    assert_eq!(asked(&admin, &katrin, id::FOREIGN).await, asked(&admin, &katrin, id::NOBODY).await);
    assert_eq!(app.dump_of(RHEINTAL.id).await, before);
    app.as_rival(KATRIN).await.view("contract", id::FOREIGN).await.ok();
}

async fn the_same_address_has_an_account_in_each(app: TestApp) {
    let (ours, theirs) = (app.as_person(KATRIN).await, app.as_rival(KATRIN).await);
    for (client, own, other) in [(&ours, AUENTAL, RHEINTAL), (&theirs, RHEINTAL, AUENTAL)] {
        let all = client.search("contract", json!({ "hydrate": true })).await;
        assert!(all.says(own.place) && !all.says(other.place), "{}", all.text);
        client.get(&format!("/v3/portal/config/{}", other.customer_portal)).await.is(403);
        client.get(&format!("/v2/portal/pages?domain={}", other.customer_domain())).await.is(403);
    }
    ours.change("contract", id::POWER, json!({ "nickname": "Unsere" })).await.ok();
    assert!(theirs.view("contract", id::POWER).await.ok()["result"].get("nickname").is_none());
    assert_eq!(theirs.activity("contract", id::POWER).await.ok()["total"], 0);
    app.admin().edit("portal_user", id::KATRIN_USER, json!({ "access_status": false })).await.ok();
    ours.get("/v2/portal/user").await.is(401);
    theirs.get("/v2/portal/user").await.ok();
}
