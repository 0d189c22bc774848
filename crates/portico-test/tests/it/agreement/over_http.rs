//! The same question over HTTP: worlds are set up by the product's own verbs, their users sign in, and each reads and
//! lists what the model says, attribute by attribute.

use std::collections::BTreeSet;

use portico_access::worlds::model::Asker;
use portico_access::worlds::{ATTRIBUTES, NOW, Organisation, SCHEMAS, User, World};
use portico_access::{Action, Question};
use portico_core::entities::{self, Change, NewRecord};
use portico_core::{Core, Refusal, access, portals, roles, schemas, sign_in, tenants, users};
use portico_db::Tx;
use portico_kit::{EntityId, Instant, RoleId, Secret, TenantId};
use portico_test::{Client, Engine, TestApp};
use serde_json::{Map, Value, json};

/// How many worlds each engine is asked about; `PORTICO_WORLDS` asks more.
const WORLDS: u64 = 16;
const PASSWORD: &str = "Sonnenblume-2026";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_model_and_the_api_on_sqlite_agree() {
    agree(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_model_and_the_api_on_postgres_agree() {
    agree(Engine::Postgres).await;
}

async fn agree(engine: Engine) {
    let Some(app) = TestApp::start_at(engine, Instant(NOW.0 - 1_000_000)).await else { return };
    let asked = std::env::var("PORTICO_WORLDS").ok().and_then(|text| text.parse().ok()).unwrap_or(WORLDS);
    let hash = sign_in::hash_password(&Secret::new(PASSWORD), app.core.random()).expect("a password");
    let (mut questions, mut visible, mut people) = (0, 0, Vec::new());
    for seed in 0..asked {
        for organisation in World::from_seed(seed).organisations {
            let organisation = renamed(organisation, seed);
            let signed_in = set_up(&app, &organisation, &hash).await;
            people.push((seed, organisation, signed_in));
        }
    }
    // Everybody has signed in a moment before; now is when the questions are asked.
    app.clock.advance_seconds(1);
    for (seed, organisation, signed_in) in &people {
        for (user, client) in organisation.users.iter().zip(signed_in) {
            let place = format!("seed {seed}, organisation {}, user {}", organisation.id, user.id);
            let counted = ask_all(client, organisation, user, &place).await;
            questions += counted.0;
            visible += counted.1;
        }
    }
    println!("{engine:?} over HTTP: {asked} worlds, {questions} questions, {visible} visible records");
    assert!(questions > 200 && visible > 20, "the worlds are too poor to prove anything");
}

/// The organisation with ids as the product makes them, and a number of its own.
fn renamed(mut organisation: Organisation, seed: u64) -> Organisation {
    let old = organisation.id.clone();
    organisation.id = format!("{}{seed:03}", &old[..1]);
    let number = &organisation.id.clone();
    for (at, portal) in organisation.portals.iter_mut().enumerate() {
        portal.id = format!("00000000-0000-4000-8{at:03x}-{number:0>12}");
        portal.grants.iter_mut().for_each(|grant| rename(grant, &old, number));
    }
    organisation.users.iter_mut().for_each(|user| user.id = id_of(&user.id));
    for record in &mut organisation.records {
        record.id = id_of(&record.id);
        rename(&mut record.doc, &old, number);
    }
    for user in &organisation.users {
        let portal = organisation.portals[user.portal].id.clone();
        let record = organisation.records.iter_mut().find(|record| record.id == user.id).expect("its record");
        record.doc["email"] = email(user).into();
        record.doc["portal_id"] = portal.into();
        record.doc["registration_status"] = "Registered".into();
    }
    organisation
}

fn email(user: &User) -> String {
    format!("{}@example.org", user.id)
}

/// `r7` and `u2` as UUIDs; everything else as it is.
fn id_of(text: &str) -> String {
    let number = |prefix| text.strip_prefix(prefix).and_then(|rest: &str| rest.parse::<u64>().ok());
    match (number('r'), number('u')) {
        (Some(record), _) => format!("00000000-0000-7000-8000-{record:012x}"),
        (_, Some(user)) => format!("00000000-0000-7000-9000-{user:012x}"),
        _ => text.to_owned(),
    }
}

/// Renames ids wherever they stand, also within the resources of grants.
fn rename(value: &mut Value, old: &str, number: &str) {
    match value {
        Value::String(text) => {
            let parts = text.split_inclusive([':', '/']).map(|part| {
                let name = part.trim_end_matches([':', '/']);
                let end = &part[name.len()..];
                format!("{}{end}", if name == old { number.to_owned() } else { id_of(name) })
            });
            *text = parts.collect();
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, old, number)),
        Value::Object(fields) => fields.values_mut().for_each(|inner| rename(inner, old, number)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Sets the organisation up and signs everybody in, then takes away what the world says is taken away.
async fn set_up(app: &TestApp, organisation: &Organisation, hash: &str) -> Vec<Client> {
    let tenant = TenantId::from(organisation.id.as_str());
    let (worker, whole, hash) = (app.core.clone(), organisation.clone(), hash.to_owned());
    let built = app.db().write(&tenant, move |tx| build(tx, &worker, &whole, &hash)).await;
    built.unwrap_or_else(|refusal| panic!("organisation {}: {refusal:?}", organisation.id));
    let mut clients = Vec::new();
    for user in &organisation.users {
        let portal = &organisation.portals[user.portal].id;
        let client = app.nobody().login(portal, &email(user), PASSWORD).await;
        if !user.credential_live {
            client.post("/auth/logout", &json!({})).await.is(204);
        }
        clients.push(client);
    }
    let (worker, whole) = (app.core.clone(), organisation.clone());
    let changed = app.db().write(&tenant, move |tx| take_away(tx, &worker, &whole)).await;
    changed.unwrap_or_else(|refusal| panic!("organisation {}: {refusal:?}", organisation.id));
    clients
}

fn build(tx: &mut Tx<'_>, core: &Core, organisation: &Organisation, hash: &str) -> Result<(), Refusal> {
    let (now, random) = (core.clock().now(), core.random());
    tenants::create(tx, &tx.tenant().clone(), "World", &json!({}), now)?;
    let attributes: Vec<Value> = ATTRIBUTES
        .iter()
        .map(|(name, group)| json!({ "name": name, "type": "internal", "group": group }))
        .collect();
    for slug in SCHEMAS {
        schemas::put(tx, slug, json!({ "attributes": attributes }))?;
    }
    for portal in &organisation.portals {
        let origin = if portal.origin == "INSTALLER_PORTAL" { "installer" } else { "end_customer" };
        let role = RoleId::from(format!("{}:default_{origin}_portal_role", organisation.id));
        roles::put(tx, &role, json!({ "grants": portal.grants }), now)?;
        let config = json!({ "portal_id": portal.id, "origin": portal.origin,
            "allowed_portal_entities": portal.allowed, "access_paths": portal.paths });
        portals::create(tx, config, now, random)?;
    }
    let caller = access::enter_system(tx, core, "worlds")?;
    let records = organisation.records.iter().map(|record| NewRecord {
        schema: record.schema.clone(),
        attributes: record.doc.as_object().cloned().unwrap_or_default(),
    });
    entities::import(tx, &caller, records.collect())?;
    for user in &organisation.users {
        users::set_password_hash(tx, &EntityId::from(user.id.as_str()), hash, now)?;
    }
    Ok(())
}

fn take_away(tx: &mut Tx<'_>, core: &Core, organisation: &Organisation) -> Result<(), Refusal> {
    let caller = access::enter_system(tx, core, "worlds")?;
    for user in organisation.users.iter() {
        let mut attributes = Map::new();
        let status = if user.registered { "Registered" } else { "Pending" };
        attributes.insert("registration_status".to_owned(), status.into());
        attributes.insert("access_status".to_owned(), user.access.into());
        if let Some(end) = user.expires_at {
            // The world counts microseconds, a record's text milliseconds.
            let at = Instant(if end > NOW.0 { NOW.0 + 1000 } else { end });
            attributes.insert("expires_at".to_owned(), at.to_iso().into());
        }
        let id = EntityId::from(user.id.as_str());
        entities::change(tx, &caller, "portal_user", &id, &Change { attributes })?;
    }
    for record in organisation.records.iter().filter(|record| record.deleted) {
        entities::remove(tx, &caller, &record.schema, &EntityId::from(record.id.as_str()))?;
    }
    for portal in organisation.portals.iter().filter(|portal| !portal.enabled) {
        let config = json!({ "enabled": false });
        let mode = portico_core::pages::UpsertMode::Id;
        portals::put(tx, &portal.id.as_str().into(), config, mode, core.clock().now(), core.random())?;
    }
    if !organisation.enabled {
        let own = tx.tenant().clone();
        tx.as_tenant(&TenantId::system(), |tx| {
            let sql = "UPDATE tenants SET enabled = 0, config_version = config_version + 1 WHERE tenant_id = $1 AND id = $2";
            tx.execute(sql, &[own.as_str().into()])
        })?;
    }
    Ok(())
}

/// Asks for every record and every list; answers how many questions and visible records there were.
async fn ask_all(client: &Client, organisation: &Organisation, user: &User, place: &str) -> (usize, usize) {
    let model = Asker::new(organisation, user);
    let may = |schema: &str, id: &str, attribute: Option<&str>| {
        let question = Question::about(Action::View, schema, &EntityId::from(id));
        model.may(&attribute.map_or(question.clone(), |name| question.attribute(name)))
    };
    let (mut questions, mut visible) = (0, 0);
    for schema in SCHEMAS.iter().filter(|slug| **slug != "site") {
        let of_schema = || organisation.records.iter().filter(|record| record.schema == *schema);
        let expected: BTreeSet<String> = of_schema()
            .filter(|record| may(schema, &record.id, None))
            .map(|record| record.id.clone())
            .collect();
        let list = client.search(schema, json!({ "size": 1000 })).await;
        let entered = list.status != 401;
        if entered {
            let found = list.ok();
            let listed: Vec<&str> =
                found["results"].as_array().into_iter().flatten().filter_map(|r| r["_id"].as_str()).collect();
            assert_eq!(found["pagination"]["total"], listed.len(), "total of {schema}: {place}");
            let listed: BTreeSet<String> = listed.into_iter().map(str::to_owned).collect();
            assert_eq!(listed, expected, "list of {schema}: {place}");
        } else {
            // Whoever may not enter sees nothing but, while pending, its own user.
            assert!(expected.iter().all(|id| *id == user.id), "list of {schema}: {place}");
        }
        questions += 1;
        for record in of_schema() {
            let answer = client.view(schema, &record.id).await;
            questions += 1;
            if !entered {
                answer.is(401);
                continue;
            }
            assert_eq!(
                answer.status.is_success(),
                expected.contains(&record.id),
                "{schema} {}: {place}",
                record.id
            );
            if !answer.status.is_success() {
                answer.is(404);
                continue;
            }
            visible += 1;
            let shown = answer.ok()["result"].clone();
            for (name, stored) in record.doc.as_object().into_iter().flatten() {
                let seen = may(schema, &record.id, Some(name));
                // The title is the product's own, and relations know the schemas of their targets.
                if !name.starts_with('_')
                    && stored.get("$relation").is_none()
                    && !stored.is_null()
                    && name != "registration_status"
                {
                    assert_eq!(shown.get(name), seen.then_some(stored), "{name} of {}: {place}", record.id);
                }
                if !stored.is_null() {
                    assert_eq!(shown.get(name).is_some(), seen, "{name} of {}: {place}", record.id);
                }
                questions += 1;
            }
        }
    }
    (questions, visible)
}
