//! How SQLite runs the statements: it seeks in an index at every hop, even without statistics.

use portico_access::worlds::SCHEMAS;
use portico_access::{Action, predicate};
use rusqlite::{Connection, params_from_iter};
use serde_json::json;

use crate::scene::{Scene, to};

fn plan(database: &Connection, sql: &str, params: Vec<&str>) -> rusqlite::Result<Vec<String>> {
    let mut statement = database.prepare(&format!("EXPLAIN QUERY PLAN {}", sql.replace('$', "?")))?;
    statement.query_map(params_from_iter(params), |row| row.get(3))?.collect()
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
