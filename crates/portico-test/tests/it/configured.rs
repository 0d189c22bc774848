//! What administrators set up stands in the organisation's history: who, what, from what to what, and no secret.

use portico_core::activity::{self, Part, Topic};
use portico_core::{Caller, Refusal, access};
use portico_db::Tx;
use portico_kit::EntityId;
use portico_test::cast::{AUENTAL, id};
use portico_test::{TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    every_kind_of_setting_that_changes_is_an_entry_of_its_own,
    an_entry_names_who_did_it_and_each_field_old_and_new,
    a_secret_is_told_as_changed_and_stands_nowhere,
    what_is_refused_or_changes_nothing_is_no_entry,
    a_history_of_settings_is_narrowed_and_paged,
    only_staff_read_the_history_of_the_organisation,
);

fn config() -> String {
    format!("/v3/portal/config/{}", AUENTAL.customer_portal)
}

async fn feed(app: &TestApp, topic: Topic) -> Vec<Value> {
    let read =
        app.as_organisation(move |tx, caller| Ok(activity::feed(tx, caller, topic, None, 100)?.entries));
    read.await.expect("a feed")
}

/// The newest entry about one kind of thing; what follows happens a second later.
async fn newest(app: &TestApp, part: Part) -> Value {
    app.clock.advance_seconds(1);
    feed(app, Topic::Of(part)).await.into_iter().next().unwrap_or_default()
}

fn set_up(entry: &Value) -> &Value {
    &entry["payload"]["configuration"]
}

async fn every_kind_of_setting_that_changes_is_an_entry_of_its_own(app: TestApp) {
    let (admin, org) = (app.admin(), AUENTAL.id);
    assert!(feed(&app, Topic::Configuration).await.is_empty(), "what was loaded is nobody's change");
    admin.put(&config(), &json!({ "name": "Kundenportal Auental" })).await.ok();
    let portal = newest(&app, Part::Portal).await;
    assert_eq!(set_up(&portal)["name"], "Kundenportal Auental");
    assert_eq!(set_up(&portal)["id"], AUENTAL.customer_portal);

    let role = format!("/v1/permissions/roles/{org}:fitters");
    let grant = json!({ "action": "entity:view", "resource": "contract:*", "effect": "allow" });
    admin
        .post("/v1/permissions/roles", &json!({ "slug": "fitters", "name": "Monteure", "grants": [] }))
        .await
        .ok();
    app.clock.advance_seconds(1);
    admin.put(&role, &json!({ "name": "Monteure", "grants": [grant] })).await.ok();
    let granted = newest(&app, Part::Role).await;
    assert_eq!(set_up(&granted)["changes"][0]["path"], "grants.entity:view contract:*");
    admin.delete(&role).await.ok();
    let kinds: Vec<Value> =
        feed(&app, Topic::Of(Part::Role)).await.iter().map(|entry| entry["type"].clone()).collect();
    assert_eq!(kinds, ["ConfigurationRemoved", "ConfigurationChanged", "ConfigurationCreated"]);

    let schema = |label: &str| {
        json!({ "name": "Tarif", "plural": "Tarife", "title_template": "{{name}}",
        "attributes": [{ "name": "name", "type": "string", "label": label }] })
    };
    admin.put("/v1/entity/schemas/tariff", &schema("Name")).await;
    app.clock.advance_seconds(1);
    admin.put("/v1/entity/schemas/tariff", &schema("Tarifname")).await;
    let changed = newest(&app, Part::Schema).await;
    assert_eq!(
        set_up(&changed)["changes"],
        json!([{ "path": "attributes.name.label", "old": "Name", "new": "Tarifname" }])
    );

    let block = "00000000-0000-7000-8000-00000000b10c";
    let page = json!({ "slug": "neu", "order": 9, "content": { "title": { "de": "Neues" } },
        "blocks": { block: { "id": block, "type": "text", "order": 1, "props": { "content": { "text": "Hallo" } } } } });
    let domain = AUENTAL.customer_domain();
    let made = admin.post(&format!("/v2/portal/pages?domain={domain}"), &page).await.ok();
    let number = made["id"].as_str().unwrap_or_default().to_owned();
    app.clock.advance_seconds(1);
    let mut changed = page.clone();
    changed["blocks"][block]["props"]["content"]["text"] = "Moin".into();
    admin.put(&format!("/v2/portal/pages/{number}"), &changed).await.ok();
    let entry = newest(&app, Part::Page).await;
    assert_eq!(
        (&set_up(&entry)["name"], &set_up(&entry)["portal_id"]),
        (&json!("Neues"), &json!(AUENTAL.customer_portal))
    );
    assert_eq!(
        set_up(&entry)["changes"],
        json!([{ "path": "blocks.text[b10c].props.content.text", "old": "Hallo", "new": "Moin" }])
    );
    admin.delete(&format!("/v2/portal/pages/{number}")).await;
    assert_eq!(newest(&app, Part::Page).await["type"], "ConfigurationRemoved");

    let token = admin.post("/v1/access-tokens", &json!({ "name": "Abrechnung" })).await.is(201);
    let entry = newest(&app, Part::Token).await;
    assert_eq!(set_up(&entry)["name"], "Abrechnung");
    assert!(!entry.to_string().contains(token["token"].as_str().unwrap_or("no token")));
}

async fn an_entry_names_who_did_it_and_each_field_old_and_new(app: TestApp) {
    let admin = app.admin();
    let before = admin.get(&config()).await.ok();
    // A portal and its pages are stored many times in one change; each is told once, with its first and last state.
    admin
        .put(&config(), &json!({ "name": "Neu", "config": "{\"a\":1}", "feature_settings": { "x": true } }))
        .await
        .ok();
    let all = feed(&app, Topic::Configuration).await;
    assert_eq!(all.len(), 1, "{all:?}");
    let entry = &all[0];
    assert_eq!(entry["type"], "ConfigurationChanged");
    assert!(entry["payload"]["caller"]["EpilotAuth"]["token"]["name"].is_string(), "{entry}");
    let changes = set_up(entry)["changes"].as_array().cloned().unwrap_or_default();
    let of = |path: &str| changes.iter().find(|change| change["path"] == path).cloned();
    assert_eq!(of("name"), Some(json!({ "path": "name", "old": before["name"], "new": "Neu" })));
    assert!(of("organization_id").is_none() && of("last_modified_at").is_none());
}

async fn a_secret_is_told_as_changed_and_stands_nowhere(app: TestApp) {
    let admin = app.admin();
    let provider = |secret: &str| {
        json!({ "identity_providers": [{ "slug": "amt", "provider_type": "OIDC", "display_name": "Amt",
        "oidc_config": { "client_id": "portico", "client_secret": secret, "scope": "openid", "oidc_issuer": "https://amt.example" } }] })
    };
    admin.put(&config(), &provider("Erstes-Geheimnis")).await.ok();
    app.clock.advance_seconds(1);
    admin.put(&config(), &provider("Zweites-Geheimnis")).await.ok();
    let all = feed(&app, Topic::All).await;
    let text = Value::from(all.clone()).to_string();
    // The provider that goes has secrets, too.
    assert!(!text.contains("Geheimnis") && !text.contains("hush"), "{text}");
    let path = "identity_providers.amt.oidc_config.client_secret";
    assert_eq!(set_up(&all[0])["changes"], json!([{ "path": path, "old": "•••", "new": "•••" }]));
}

async fn what_is_refused_or_changes_nothing_is_no_entry(app: TestApp) {
    let admin = app.admin();
    admin.put(&config(), &json!({ "domain": "https://no/host" })).await.is(400);
    let role = format!("/v1/permissions/roles/{}:fitters", AUENTAL.id);
    admin.put(&role, &json!({ "grants": [{ "action": "" }] })).await.is(400);
    let stored = admin.get(&config()).await.ok();
    admin.put(&config(), &json!({ "name": stored["name"] })).await.ok();
    assert_eq!(feed(&app, Topic::Configuration).await, Vec::<Value>::new());
}

async fn a_history_of_settings_is_narrowed_and_paged(app: TestApp) {
    let admin = app.admin();
    for number in 0..5 {
        admin.put(&config(), &json!({ "name": format!("Portal {number}") })).await.ok();
        admin.edit("contract", id::POWER, json!({ "nickname": format!("Name {number}") })).await.ok();
    }
    assert_eq!(feed(&app, Topic::Records).await.len(), 5);
    assert_eq!(feed(&app, Topic::Configuration).await.len(), 5);
    assert_eq!(feed(&app, Topic::All).await.len(), 10);
    assert!(feed(&app, Topic::Of(Part::Design)).await.is_empty());
    for (topic, count) in [(Topic::All, 10), (Topic::Records, 5), (Topic::Of(Part::Portal), 5)] {
        let (mut found, mut from) = (Vec::new(), None::<portico_kit::ActivityId>);
        loop {
            let start = from.clone();
            let page =
                app.as_organisation(move |tx, caller| activity::feed(tx, caller, topic, start.as_ref(), 2));
            let page = page.await.expect("a page");
            found.extend(page.entries);
            let Some(older) = page.older else { break };
            from = Some(older);
        }
        let ids: Vec<&str> = found.iter().filter_map(|entry| entry["_id"].as_str()).collect();
        assert_eq!(ids.len(), count, "{topic:?}");
        assert!(ids.windows(2).all(|pair| pair[0] > pair[1]), "{ids:?}");
    }
}

async fn only_staff_read_the_history_of_the_organisation(app: TestApp) {
    app.admin().put(&config(), &json!({ "name": "Neu" })).await.ok();
    let core = app.core.clone();
    let refused = app.as_organisation(move |tx: &mut Tx<'_>, caller: &Caller| {
        let user = access::look_as(tx, &core, caller, &EntityId::from(id::KATRIN_USER))?;
        activity::feed(tx, &user, Topic::All, None, 10).map(|_| ())
    });
    assert!(matches!(refused.await, Err(Refusal::NotFound)));
}
