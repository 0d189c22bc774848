//! Migrations: both engines end with the same tables, columns, keys and indexes.

use std::collections::BTreeSet;

use portico_core::Refusal;
use portico_db::{Engine, Tx};
use portico_kit::TenantId;
use portico_test::TestApp;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_engines_have_the_same_tables() {
    let Some(postgres) = described(Engine::Postgres).await else { return };
    let sqlite = described(Engine::Sqlite).await.unwrap_or_default();
    let only_here: Vec<_> = sqlite.difference(&postgres).collect();
    let only_there: Vec<_> = postgres.difference(&sqlite).collect();
    assert!(
        only_here.is_empty() && only_there.is_empty(),
        "SQLite alone: {only_here:#?}\nPostgreSQL alone: {only_there:#?}"
    );
    assert!(sqlite.len() > 100, "{} lines", sqlite.len());
}

#[test]
fn migrations_are_twins_by_name() {
    let names = |engine: &str| -> BTreeSet<String> {
        let folder = format!("{}/../../migrations/{engine}", env!("CARGO_MANIFEST_DIR"));
        let files = std::fs::read_dir(folder).expect("the migrations");
        files.filter_map(|file| file.ok()?.file_name().into_string().ok()).collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
}

async fn described(engine: Engine) -> Option<BTreeSet<String>> {
    let app = TestApp::start_empty(engine).await?;
    let (queries, system) = (if engine == Engine::Sqlite { SQLITE } else { POSTGRES }, TenantId::system());
    let read = app.db().read(&system, move |tx| describe(tx, queries));
    Some(read.await.expect("the tables are described"))
}

/// Columns (table, name, kind, whether required, place in the primary key) and indexes (table, name, unique, column, place).
fn describe(tx: &mut Tx<'_>, queries: [&str; 2]) -> Result<BTreeSet<String>, Refusal> {
    let mut lines = BTreeSet::new();
    for sql in queries {
        lines.extend(tx.all(sql, &[], |row| row.text(0))?);
    }
    lines.retain(|line| !line.contains(" migrations"));
    Ok(lines)
}

const SQLITE: [&str; 2] = [
    "SELECT 'column ' || t.name || '.' || c.name || ' ' ||
       CASE c.type WHEN 'TEXT' THEN 'text' WHEN 'INTEGER' THEN 'whole' WHEN 'REAL' THEN 'real' ELSE 'bytes' END ||
       CASE WHEN c.\"notnull\" = 1 THEN ' required' ELSE '' END ||
       CASE WHEN c.pk > 0 THEN ' key ' || c.pk ELSE '' END
     FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND $1 = $1",
    "SELECT 'index ' || t.name || '.' || i.name || CASE WHEN i.\"unique\" = 1 THEN ' unique ' ELSE ' ' END ||
       c.name || ' ' || (c.seqno + 1)
     FROM sqlite_schema t JOIN pragma_index_list(t.name) i JOIN pragma_index_info(i.name) c
     WHERE t.type = 'table' AND i.origin = 'c' AND $1 = $1",
];

const POSTGRES: [&str; 2] = [
    "SELECT 'column ' || c.relname || '.' || a.attname || ' ' ||
       CASE t.typname WHEN 'text' THEN 'text' WHEN 'int8' THEN 'whole' WHEN 'float8' THEN 'real' ELSE 'bytes' END ||
       CASE WHEN a.attnotnull THEN ' required' ELSE '' END ||
       coalesce(' key ' || array_position(k.conkey, a.attnum), '')
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
     WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND $1 <> ''",
    "SELECT 'index ' || c.relname || '.' || i.relname || CASE WHEN x.indisunique THEN ' unique ' ELSE ' ' END ||
       a.attname || ' ' || array_position(x.indkey::int2[], a.attnum) + 1
     FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (x.indkey::int2[])
     WHERE NOT x.indisprimary AND c.relnamespace = current_schema()::regnamespace AND $1 <> ''",
];
