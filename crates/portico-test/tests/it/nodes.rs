//! Nodes: two of them share one database, and neither remembers what the other has changed.

use portico_test::cast::{AUENTAL, KATRIN, id};
use portico_test::{Client, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    what_one_node_changes_decides_on_the_other,
    what_one_node_ends_is_over_on_the_other,
    both_nodes_change_the_same_record_in_turn,
    what_was_taken_back_is_never_remembered,
);

/// The same person with the same token at another node.
fn at(node: &TestApp, person: &Client) -> Client {
    node.nobody().with(person.bearer())
}

async fn what_one_node_changes_decides_on_the_other(app: TestApp) {
    let other = app.another_node().await;
    let (admin, katrin) = (app.admin(), app.as_person(KATRIN).await);
    let there = at(&other, &katrin);
    // Both have read everything once, so both could remember it.
    for client in [&katrin, &there] {
        assert_eq!(client.ids("contract", json!({})).await, [id::POWER, id::GAS]);
    }
    let path = format!("/v1/permissions/roles/{}:default_end_customer_portal_role", AUENTAL.id);
    let mut role = admin.get(&path).await.ok();
    let deny =
        json!({ "action": "entity:view", "resource": format!("contract:{}", id::GAS), "effect": "deny" });
    role["grants"].as_array_mut().expect("grants").push(deny);
    admin.put(&path, &role).await.ok();
    assert_eq!(there.ids("contract", json!({})).await, [id::POWER]);
    let contact = json!({ "contact": { "$relation": [{ "entity_id": id::THOMAS }] } });
    admin.edit("portal_user", id::KATRIN_USER, contact).await.ok();
    assert_eq!(there.ids("contract", json!({})).await, [id::THOMAS_POWER]);
    let config = format!("/v3/portal/config/{}", AUENTAL.customer_portal);
    admin.put(&config, &json!({ "allowed_portal_entities": ["contact"] })).await.ok();
    there.view("contract", id::THOMAS_POWER).await.is(404);
    let mut schema = admin.get("/v1/entity/schemas/contact").await.ok();
    schema["attributes"]
        .as_array_mut()
        .expect("attributes")
        .push(json!({ "name": "shoe_size", "label": "Shoe size", "type": "number" }));
    admin.put("/v1/entity/schemas/contact", &schema).await.ok();
    let refused = at(&other, &admin).edit("contact", id::THOMAS, json!({ "shoe_size": "large" })).await;
    refused.names("shoe_size");
}

async fn what_one_node_ends_is_over_on_the_other(app: TestApp) {
    let other = app.another_node().await;
    let (phone, laptop) = (app.as_person(KATRIN).await, other.as_person(KATRIN).await);
    for (client, node) in [(&phone, &other), (&laptop, &app)] {
        at(node, client).get("/v2/portal/user").await.ok();
        client.post("/auth/logout", &json!({})).await.is(204);
        at(node, client).get("/v2/portal/user").await.is(401);
    }
    let katrin = other.as_person(KATRIN).await;
    app.admin().edit("portal_user", id::KATRIN_USER, json!({ "access_status": false })).await.ok();
    katrin.get("/v2/portal/user").await.is(401);
    let made = other.admin().post("/v1/access-tokens", &json!({ "name": "program" })).await.ok();
    let program = app.nobody().with(made["token"].as_str().unwrap_or_default());
    program.get("/v1/entity/schemas").await.ok();
    let path = format!("/v1/access-tokens/{}", made["id"].as_str().unwrap_or_default());
    other.admin().delete(&path).await.ok();
    program.get("/v1/entity/schemas").await.is(401);
}

async fn both_nodes_change_the_same_record_in_turn(app: TestApp) {
    let other = app.another_node().await;
    let katrin = app.as_person(KATRIN).await;
    let there = at(&other, &katrin);
    for turn in 0..10 {
        let (writer, reader) = if turn % 2 == 0 { (&katrin, &there) } else { (&there, &katrin) };
        let stale = reader.view("contract", id::POWER).await.ok()["result"]["_updated_at"].clone();
        writer.change("contract", id::POWER, json!({ "nickname": format!("N{turn}") })).await.ok();
        let seen: Value = reader.view("contract", id::POWER).await.ok()["result"].clone();
        assert_eq!(seen["nickname"], format!("N{turn}"));
        let late = json!({ "nickname": "late", "_updated_at": stale });
        reader.change("contract", id::POWER, late).await.is(409);
        assert_eq!(reader.ids("contract", json!({ "q": format!("N{turn}") })).await, [id::POWER]);
    }
    assert_eq!(katrin.activity("contract", id::POWER).await.ok()["total"], 10);
}

async fn what_was_taken_back_is_never_remembered(app: TestApp) {
    use portico_core::{Refusal, portals, schemas};
    use portico_kit::{PortalId, TenantId};
    let tenant = TenantId::from(AUENTAL.id);
    let core = app.core.clone();
    let portal = PortalId::from(AUENTAL.customer_portal);
    let (worker, id) = (core.clone(), portal.clone());
    let taken_back = core.db().write(&tenant, move |tx| {
        let closed = json!({ "name": "Never", "enabled": false });
        let (now, random) = (worker.clock().now(), worker.random());
        portals::put(tx, &id, closed, portico_core::pages::UpsertMode::Id, now, random)?;
        assert_eq!(worker.setup(tx, &id)?.portal.name(), "Never");
        assert!(schemas::load(tx).is_ok());
        Err::<(), _>(Refusal::NotFound)
    });
    assert!(taken_back.await.is_err());
    // The next change has the version that the one taken back had.
    let config = json!({ "name": "Really" });
    app.admin().put(&format!("/v3/portal/config/{}", AUENTAL.customer_portal), &config).await.ok();
    let worker = core.clone();
    let setup = core.db().read(&tenant, move |tx| worker.setup(tx, &portal)).await.expect("the setup");
    assert_eq!((setup.portal.name(), setup.lets_users_in()), ("Really", true));
    app.as_person(KATRIN).await.get("/v2/portal/contract").await.ok();
}
