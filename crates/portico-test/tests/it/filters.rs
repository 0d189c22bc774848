//! Filters and order: memory, SQLite and PostgreSQL read documents alike.

use portico_core::Refusal;
use portico_db::Tx;
use portico_kit::TenantId;
use portico_kit::document::{Path, first_number, first_text};
use portico_kit::filter::{Filter, Range, Value as Wanted};
use portico_test::{Engine, TestApp};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

/// How many pairs of documents and filters each engine is asked about.
const CASES: usize = 3000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn memory_and_sqlite_agree_on_filters_and_order() {
    agree(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn memory_and_postgres_agree_on_filters_and_order() {
    agree(Engine::Postgres).await;
}

async fn agree(engine: Engine) {
    let Some(app) = TestApp::start_empty(engine).await else { return };
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let mut new = || {
        let case = (document(), filter(), path()).new_tree(&mut runner);
        case.map(|tree| tree.current()).unwrap_or_else(|reason| panic!("{reason}"))
    };
    let cases: Vec<(Value, Filter, Path)> = (0..CASES).map(|_| new()).collect();
    let matched = cases.iter().filter(|(doc, filter, _)| filter.matches(&doc.to_string())).count();
    assert!(matched > CASES / 10 && matched < CASES * 9 / 10, "{matched} of {CASES} match: too one-sided");
    let tenant = TenantId::from("1");
    let read = app.db().read(&tenant, move |tx| cases.iter().try_for_each(|case| compare(tx, case)));
    read.await.unwrap_or_else(|refusal| panic!("{refusal:?}"));
    println!("{engine:?}: {CASES} documents and filters, {matched} of them match");
}

fn compare(tx: &mut Tx<'_>, (doc, filter, path): &(Value, Filter, Path)) -> Result<(), Refusal> {
    let text = doc.to_string();
    let wanted = serde_json::to_string(filter).unwrap_or_default();
    let sql = "SELECT CASE WHEN doc_matches($2, $3) THEN CAST(1 AS bigint) ELSE CAST(0 AS bigint) END WHERE $1 = '1'";
    let found = tx.first(sql, &[text.as_str().into(), wanted.as_str().into()], |row| row.fact(0))?;
    assert_eq!(found, Some(filter.matches(&text)), "{wanted} on {text}");
    let sql =
        "SELECT doc_text($2, $3), coalesce(doc_number($2, $3), CAST(-4 AS double precision)) WHERE $1 = '1'";
    let keys = tx.first(sql, &[text.as_str().into(), path.as_str().into()], |row| {
        Ok((row.opt_text(0)?, row.real(1)?))
    })?;
    let expected = (first_text(&text, path.as_str()), first_number(&text, path.as_str()).unwrap_or(-4.0));
    assert_eq!(keys, Some(expected), "{path} of {text}");
    Ok(())
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3_i64..4).prop_map(Value::from),
        prop::sample::select(vec![0.5, 1.25, -2.5, -0.0, 1e-7, 0.1 + 0.2, 5e-324, 1.797e308, -1.797e308])
            .prop_map(Value::from),
        prop::sample::select(vec![i64::MAX, i64::MIN, 9_007_199_254_740_993]).prop_map(Value::from),
        prop::sample::select(vec![
            "",
            "a",
            "b",
            "B",
            "ä",
            "1",
            "2026-11-25",
            "\"\\\n",
            "🌞",
            "\u{ffff}",
            "true"
        ])
        .prop_map(Value::from),
    ]
}

fn node() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map(
                prop::sample::select(vec!["x", "y", "entity_id"]),
                inner.clone(),
                0..3
            )
            .prop_map(|map| json!(map)),
            prop::collection::vec(inner.clone(), 0..3).prop_map(|items| json!({ "$relation": items })),
            inner.prop_map(|held| json!({ "$relation": held, "x": 1 })),
        ]
    })
}

fn document() -> impl Strategy<Value = Value> {
    prop::collection::btree_map(prop::sample::select(vec!["a", "b", "c", "_id"]), node(), 0..4)
        .prop_map(|map| json!(map))
}

fn path() -> impl Strategy<Value = Path> {
    let paths = ["a", "b", "c", "_id", "a.x", "b.y", "a.x.y", "c.entity_id", "a.$relation", "b.x.entity_id"];
    prop::sample::select(paths.to_vec())
        .prop_map(|text| Path::parse(text).unwrap_or_else(|| panic!("{text}")))
}

fn wanted() -> impl Strategy<Value = Wanted> {
    scalar().prop_map(|value| Wanted::try_from(&value).unwrap_or(Wanted::Null))
}

fn range() -> impl Strategy<Value = Range> {
    let bound =
        || prop::option::of(wanted().prop_filter("bounds are values", |value| *value != Wanted::Null));
    (bound(), bound(), bound(), bound()).prop_map(|(gt, gte, lt, lte)| Range { gt, gte, lt, lte })
}

fn filter() -> impl Strategy<Value = Filter> {
    let leaf = prop_oneof![
        Just(Filter::Always),
        Just(Filter::Never),
        (path(), wanted()).prop_map(|(path, value)| Filter::Term(path, value)),
        (path(), prop::collection::vec(wanted(), 0..3))
            .prop_map(|(path, values)| Filter::Terms(path, values)),
        prop::collection::vec(
            prop::sample::select(vec!["a", "b", "1", "true", ""]).prop_map(str::to_owned),
            0..3
        )
        .prop_map(Filter::Ids),
        (path(), range()).prop_map(|(path, range)| Filter::Range(path, range)),
        path().prop_map(Filter::Exists),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Filter::And),
            prop::collection::vec(inner.clone(), 0..3).prop_map(Filter::Or),
            inner.prop_map(|part| Filter::Not(Box::new(part))),
        ]
    })
}
