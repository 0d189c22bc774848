//! Agreement: on generated worlds the naive model, the decisions and what the product reads from either engine say
//! the same, to record and attribute.

mod over_http;

use std::collections::BTreeSet;
use std::sync::Arc;

use portico_access::worlds::model::Asker;
use portico_access::worlds::{ATTRIBUTES, NOW, Organisation, SCHEMAS, User, World};
use portico_access::{Action, Question, decide};
use portico_core::entities::{self, Search};
use portico_core::schemas::{Catalogue, parse};
use portico_core::{Actor, ActorKind, Caller, Refusal};
use portico_db::{Param, Tx};
use portico_kit::{EntityId, Random, TenantId};
use portico_test::{Engine, TestApp};
use serde_json::{Value, json};

/// How many worlds each engine is asked about; `PORTICO_WORLDS` asks more.
const WORLDS: u64 = 60;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn model_decisions_and_sqlite_agree() {
    agree(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn model_decisions_and_postgres_agree() {
    agree(Engine::Postgres).await;
}

async fn agree(engine: Engine) {
    let Some(app) = TestApp::start_empty(engine).await else { return };
    let asked = std::env::var("PORTICO_WORLDS").ok().and_then(|text| text.parse().ok()).unwrap_or(WORLDS);
    let (mut questions, mut visible) = (0, 0);
    for seed in 0..asked {
        let world = Arc::new(World::from_seed(seed));
        for number in 0..world.organisations.len() {
            let world = Arc::clone(&world);
            let tenant = TenantId::from(world.organisations[number].id.as_str());
            let counted = app.db().write(&tenant, move |tx| {
                let organisation = &world.organisations[number];
                store(tx, &world, organisation)?;
                ask_all(tx, seed, organisation)
            });
            let counted: (usize, usize) =
                counted.await.unwrap_or_else(|refusal| panic!("seed {seed}: {refusal:?}"));
            questions += counted.0;
            visible += counted.1;
        }
    }
    println!("{engine:?}: {asked} worlds, {questions} questions, {visible} visible records");
    assert!(questions > 1000 && visible > 50, "the worlds are too poor to prove anything");
}

/// Replaces the organisation's rows by those of the world.
fn store(tx: &mut Tx<'_>, world: &World, organisation: &Organisation) -> Result<(), Refusal> {
    tx.execute("DELETE FROM entities WHERE tenant_id = $1", &[])?;
    tx.execute("DELETE FROM relations WHERE tenant_id = $1", &[])?;
    let rows = world.rows();
    let entities: Vec<Vec<Param<'_>>> = rows
        .entities
        .iter()
        .filter(|row| row.tenant_id == organisation.id)
        .map(|row| {
            vec![
                row.id.as_str().into(),
                row.schema.as_str().into(),
                row.title.as_str().into(),
                row.doc.as_str().into(),
                row.created_at.into(),
                row.updated_at.into(),
                row.deleted_at.into(),
            ]
        })
        .collect();
    let columns = ["tenant_id", "id", "schema", "title", "doc", "created_at", "updated_at", "deleted_at"];
    tx.insert_many("entities", &columns, &entities)?;
    let relations: Vec<Vec<Param<'_>>> = rows
        .relations
        .iter()
        .filter(|row| row.tenant_id == organisation.id)
        .map(|row| {
            vec![
                row.target_id.as_str().into(),
                row.attribute.as_str().into(),
                row.source_id.as_str().into(),
                row.source_schema.as_str().into(),
                row.target_schema.as_str().into(),
                row.alive.into(),
            ]
        })
        .collect();
    let columns =
        ["tenant_id", "target_id", "attribute", "source_id", "source_schema", "target_schema", "alive"];
    Ok(tx.insert_many("relations", &columns, &relations)?)
}

fn catalogue() -> Arc<Catalogue> {
    let attributes: Vec<Value> = ATTRIBUTES
        .iter()
        .map(|(name, group)| json!({ "name": name, "type": "string", "group": group }))
        .collect();
    let schemas = SCHEMAS.iter().map(|slug| {
        let text = json!({ "slug": slug, "attributes": attributes }).to_string();
        parse(&text).unwrap_or_else(|refusal| panic!("{slug}: {refusal:?}"))
    });
    Arc::new(Catalogue::of(schemas))
}

fn caller(organisation: &Organisation, user: &User, catalogue: &Arc<Catalogue>) -> Caller {
    let viewer = organisation.viewer(user).unwrap_or_else(|error| panic!("{error}"));
    let actor =
        Actor { kind: ActorKind::PortalUser, id: user.id.clone(), name: user.id.clone(), acting: None };
    let catalogue = Arc::clone(catalogue);
    Caller { viewer, actor, catalogue, setup: None, now: NOW, random: Random::seeded(1), stale_session: None }
}

/// Asks everything of every user; answers how many questions and visible records there were.
fn ask_all(tx: &mut Tx<'_>, seed: u64, organisation: &Organisation) -> Result<(usize, usize), Refusal> {
    let catalogue = catalogue();
    let (mut questions, mut visible) = (0, 0);
    for user in &organisation.users {
        let caller = caller(organisation, user, &catalogue);
        let model = Asker::new(organisation, user);
        for schema in SCHEMAS {
            let of_schema = || organisation.records.iter().filter(|record| record.schema == schema);
            let expected: BTreeSet<&str> = of_schema()
                .filter(|record| model.may(&view_of(schema, &record.id)))
                .map(|record| record.id.as_str())
                .collect();
            let place = format!("seed {seed}, organisation {}, user {}, {schema}", organisation.id, user.id);
            let listed = listed(tx, &caller, schema)?;
            assert_eq!(listed.iter().map(String::as_str).collect::<BTreeSet<_>>(), expected, "list: {place}");
            for record in of_schema() {
                let id = EntityId::from(record.id.as_str());
                let question = view_of(schema, &record.id);
                let Ok(decision) = decide(&caller.viewer, &question, &mut organisation.memory());
                let seen = entities::view(tx, &caller, schema, &id);
                assert_eq!(decision.allow, expected.contains(record.id.as_str()), "decide: {place} {id}");
                assert_eq!(seen.is_ok(), decision.allow, "view: {place} {id}");
                questions += 1;
                if let Ok(seen) = seen {
                    visible += 1;
                    questions += same_attributes(&model, schema, &record.doc, &seen, &place);
                }
            }
        }
    }
    Ok((questions, visible))
}

fn view_of(schema: &str, id: &str) -> Question {
    Question::about(Action::View, schema, &EntityId::from(id))
}

/// The ids that a search of the whole schema answers; nothing for a user who may not enter.
fn listed(tx: &mut Tx<'_>, caller: &Caller, schema: &str) -> Result<Vec<String>, Refusal> {
    let search = Search { schemas: vec![schema.to_owned()], size: 1000, ..Search::default() };
    match entities::search(tx, caller, &search) {
        Ok(found) => {
            let ids: Vec<String> = found.records.iter().map(|seen| seen.id.as_str().to_owned()).collect();
            assert_eq!(i64::try_from(ids.len()), Ok(found.total), "the total counts what is listed");
            Ok(ids)
        }
        Err(Refusal::Unauthenticated { .. } | Refusal::NotFound) => Ok(Vec::new()),
        Err(refusal) => Err(refusal),
    }
}

/// Every attribute of the stored record is in the answer when, and only when, the model lets it be seen.
fn same_attributes(
    model: &Asker<'_>,
    schema: &str,
    stored: &Value,
    seen: &entities::Seen,
    place: &str,
) -> usize {
    let shown = seen.to_value();
    let stored = stored.as_object().into_iter().flatten();
    let mut asked = 0;
    for (name, value) in stored {
        let may = model.may(&view_of(schema, seen.id.as_str()).attribute(name));
        assert_eq!(shown.get(name), may.then_some(value), "attribute {name}: {place} {}", seen.id);
        asked += 1;
    }
    asked
}
