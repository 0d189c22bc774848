//! How SQLite runs the statements: it seeks in an index at every hop, even without statistics.

use portico_access::worlds::SCHEMAS;
use portico_access::{Action, Viewer, predicate};
use portico_kit::EntityId;
use rusqlite::{Connection, params_from_iter};
use serde_json::json;

use crate::scene::{Scene, to};

fn plan(database: &Connection, sql: &str, params: Vec<&str>) -> rusqlite::Result<Vec<String>> {
    let mut statement = database.prepare(&format!("EXPLAIN QUERY PLAN {}", sql.replace('$', "?")))?;
    statement.query_map(params_from_iter(params), |row| row.get(3))?.collect()
}

#[test]
fn each_number_of_roots_has_a_statement_of_its_own() {
    let scene = Scene::open();
    let Viewer::Portal(user) = scene.viewer() else { return };
    for (contacts, accounts, first) in
        [(1, 0, 2), (0, 1, 2), (2, 1, 2), (1, 2, 2), (0, 3, 2), (0, 3, 5), (1, 0, 2)]
    {
        let mut user = user.clone();
        user.roots.represented_contacts = (0..contacts).map(|n| EntityId::from(format!("c{n}"))).collect();
        user.roots.accounts = (0..accounts).map(|n| EntityId::from(format!("a{n}"))).collect();
        for schema in ["contract", "account", "file", "contact"] {
            let found = predicate(&Viewer::Portal(user.clone()), schema, &Action::View, first);
            let Some(reach) = found.ok().and_then(|found| found.reach) else { continue };
            let last = first + reach.params.len();
            let named = |number: usize| {
                reach.sql.contains(&format!("${number} ")) && !reach.sql.contains(&format!("${last} "))
            };
            assert!((first..last).all(named), "{schema} {contacts} {accounts}: {}", reach.sql);
        }
    }
}

#[test]
fn every_hop_seeks_in_an_index() -> rusqlite::Result<()> {
    let database = Connection::open_in_memory()?;
    database.execute_batch(include_str!("../../../../migrations/sqlite/0002_entities.sql"))?;
    let mut scene = Scene::open().record("account", "firm", json!({}));
    scene.company.records[1].doc["account"] = to("firm");
    let viewer = scene.viewer();
    for schema in SCHEMAS {
        let Some(reach) = predicate(&viewer, schema, &Action::View, 2).ok().and_then(|found| found.reach)
        else {
            continue;
        };
        let one = reach.of_one(reach.params.len() + 2);
        let params = || std::iter::once("100").chain(reach.params.iter().map(String::as_str));
        let mut steps = plan(&database, &reach.sql, params().collect())?;
        steps.extend(plan(&database, &one, params().chain(["r"]).collect())?);
        for step in steps.iter().filter(|step| step.contains(" r") && !step.contains("ROW")) {
            let seeks = step.starts_with("SEARCH r")
                && (step.contains("source_id=?") || step.contains("target_id=?"));
            assert!(
                seeks
                    || step.starts_with("SCAN roots")
                    || step.starts_with("CO-ROUTINE")
                    || step.starts_with("MATERIALIZE"),
                "{schema}: {step}"
            );
        }
    }
    Ok(())
}
