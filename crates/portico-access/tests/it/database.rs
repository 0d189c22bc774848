//! The SQL of the predicate, asked of SQLite, against decisions.

use std::collections::BTreeSet;

use portico_access::worlds::{Organisation, Rows, SCHEMAS, World};
use portico_access::{Action, Question, Reach, Viewer, decide, predicate};
use portico_kit::EntityId;
use portico_kit::filter::Filter;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use rusqlite::{Connection, params_from_iter};

use crate::check::viewers;

/// A database with the rows of a world, in the shape of the stored tables.
pub fn database(rows: &Rows) -> rusqlite::Result<Connection> {
    let database = Connection::open_in_memory()?;
    database.execute_batch(
        "CREATE TABLE entities (
           tenant_id TEXT NOT NULL, id TEXT NOT NULL, schema TEXT NOT NULL, doc TEXT NOT NULL, deleted_at INTEGER,
           PRIMARY KEY (tenant_id, id)) STRICT;
         CREATE TABLE relations (
           tenant_id TEXT NOT NULL, target_id TEXT NOT NULL, attribute TEXT NOT NULL, source_id TEXT NOT NULL,
           source_schema TEXT NOT NULL, target_schema TEXT NOT NULL, alive INTEGER NOT NULL,
           PRIMARY KEY (tenant_id, target_id, attribute, source_id)) STRICT, WITHOUT ROWID;
         CREATE INDEX relations_by_source
           ON relations (tenant_id, source_id, attribute, target_id, source_schema, target_schema, alive);",
    )?;
    let entity = "INSERT INTO entities VALUES (?1, ?2, ?3, ?4, ?5)";
    for row in &rows.entities {
        database.prepare_cached(entity)?.execute((
            &row.tenant_id,
            &row.id,
            &row.schema,
            &row.doc,
            row.deleted_at,
        ))?;
    }
    let relation = "INSERT INTO relations VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    for row in &rows.relations {
        database.prepare_cached(relation)?.execute((
            &row.tenant_id,
            &row.target_id,
            &row.attribute,
            &row.source_id,
            &row.source_schema,
            &row.target_schema,
            row.alive,
        ))?;
    }
    Ok(database)
}

pub fn predicates(world: &World) -> Result<(), TestCaseError> {
    let fail = |error: rusqlite::Error| TestCaseError::fail(error.to_string());
    let database = database(&world.rows()).map_err(fail)?;
    for (organisation, _, viewer) in viewers(world) {
        for schema in SCHEMAS {
            for action in [Action::View, Action::Edit, Action::Named("meter_reading:create".to_owned())] {
                let expected = decided(organisation, &viewer, schema, &action);
                let selected = selected(&database, organisation, &viewer, schema, &action).map_err(fail)?;
                prop_assert_eq!(&selected, &expected, "{} {:?}", schema, action);
            }
        }
    }
    Ok(())
}

fn decided(organisation: &Organisation, viewer: &Viewer, schema: &str, action: &Action) -> BTreeSet<String> {
    let mut memory = organisation.memory();
    let of_schema = organisation.records.iter().filter(|record| record.schema == schema);
    let allowed = of_schema.filter(|record| {
        let question = Question::about(action.clone(), schema, &EntityId::from(record.id.as_str()));
        let Ok(decision) = decide(viewer, &question, &mut memory);
        decision.allow
    });
    allowed.map(|record| record.id.clone()).collect()
}

fn selected(
    database: &Connection,
    organisation: &Organisation,
    viewer: &Viewer,
    schema: &str,
    action: &Action,
) -> rusqlite::Result<BTreeSet<String>> {
    let Ok(predicate) = predicate(viewer, schema, action, 3) else {
        return Ok(BTreeSet::new());
    };
    let Some(reach) = &predicate.reach else {
        return Ok(BTreeSet::new());
    };
    let listed = list(database, organisation, reach, schema, &predicate.condition)?;
    let ids = organisation.records.iter().map(|record| record.id.as_str()).chain(["nowhere"]);
    let mut single = BTreeSet::new();
    for id in ids {
        single.extend(one(database, organisation, reach, (schema, id), &predicate.condition)?);
    }
    assert_eq!(listed, single, "{schema}: {}", reach.sql);
    let each = each(database, organisation, reach, schema, &predicate.condition)?;
    assert_eq!(listed, each, "{schema}: {}", reach.of_each("e.id"));
    Ok(listed)
}

fn list(
    database: &Connection,
    organisation: &Organisation,
    reach: &Reach,
    schema: &str,
    condition: &Filter,
) -> rusqlite::Result<BTreeSet<String>> {
    let sql = format!(
        "SELECT e.id, e.doc FROM ({}) r CROSS JOIN entities e
         WHERE e.tenant_id = $1 AND e.id = r.id AND e.schema = $2 AND e.deleted_at IS NULL",
        reach.sql
    );
    let params =
        [organisation.id.as_str(), schema].into_iter().chain(reach.params.iter().map(String::as_str));
    let found = rows(database, &sql, params.collect())?;
    let ids: Vec<String> =
        found.into_iter().filter(|(_, doc)| condition.matches(doc)).map(|(id, _)| id).collect();
    let unique: BTreeSet<String> = ids.iter().cloned().collect();
    assert_eq!(ids.len(), unique.len(), "a record twice: {sql}");
    Ok(unique)
}

fn each(
    database: &Connection,
    organisation: &Organisation,
    reach: &Reach,
    schema: &str,
    condition: &Filter,
) -> rusqlite::Result<BTreeSet<String>> {
    let sql = format!(
        "SELECT e.id, e.doc FROM entities e WHERE e.tenant_id = $1 AND e.schema = $2 AND e.deleted_at IS NULL
         AND EXISTS ({})",
        reach.of_each("e.id")
    );
    let params =
        [organisation.id.as_str(), schema].into_iter().chain(reach.params.iter().map(String::as_str));
    let found = rows(database, &sql, params.collect())?;
    Ok(found.into_iter().filter(|(_, doc)| condition.matches(doc)).map(|(id, _)| id).collect())
}

fn one(
    database: &Connection,
    organisation: &Organisation,
    reach: &Reach,
    (schema, id): (&str, &str),
    condition: &Filter,
) -> rusqlite::Result<Option<String>> {
    let at = reach.params.len() + 3;
    let sql = format!(
        "SELECT e.id, e.doc FROM entities e WHERE e.tenant_id = $1 AND e.id = ${at} AND e.schema = $2
         AND e.deleted_at IS NULL AND EXISTS ({})",
        reach.of_one(at)
    );
    let params =
        [organisation.id.as_str(), schema].into_iter().chain(reach.params.iter().map(String::as_str));
    let found = rows(database, &sql, params.chain([id]).collect())?;
    Ok(found.into_iter().find(|(_, doc)| condition.matches(doc)).map(|(id, _)| id))
}

fn rows(database: &Connection, sql: &str, params: Vec<&str>) -> rusqlite::Result<Vec<(String, String)>> {
    // SQLite numbers `$1` by its first appearance, but `?1` as it says.
    let mut statement = database.prepare_cached(&sql.replace('$', "?"))?;
    let rows = statement.query_map(params_from_iter(params), |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}
