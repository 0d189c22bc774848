//! Statements: a page costs as many of them for fifty records as for five.

use portico_core::access::{Pending, enter_portal};
use portico_core::entities::{self, Grouping, Search};
use portico_core::{Caller, Refusal, sign_in};
use portico_db::Tx;
use portico_kit::TenantId;
use portico_kit::document::Path;
use portico_test::cast::{AUENTAL, KATRIN, id};
use portico_test::{TestApp, both_engines};
use serde_json::json;

both_engines!(a_page_of_fifty_costs_as_many_statements_as_one_of_five);

/// How many statements some work takes for Katrin.
async fn cost(
    app: &TestApp,
    work: impl Fn(&mut Tx<'_>, &Caller) -> Result<usize, Refusal> + Send + Sync + 'static,
) -> (u32, usize) {
    let katrin = app.as_person(KATRIN).await;
    let claims = sign_in::verify(&app.core, katrin.bearer()).expect("the claims");
    let (core, tenant) = (app.core.clone(), TenantId::from(AUENTAL.id));
    let read = app.db().read(&tenant, move |tx| {
        let caller = enter_portal(tx, &core, &claims, Pending::Refused)?;
        let before = tx.statements();
        let found = work(tx, &caller)?;
        Ok::<_, Refusal>((tx.statements() - before, found))
    });
    read.await.expect("the work")
}

async fn a_page_of_fifty_costs_as_many_statements_as_one_of_five(app: TestApp) {
    let admin = app.admin();
    for number in 0..60 {
        let contract = json!({
            "contract_name": "Reihe", "contract_number": format!("R-{number:02}"), "nickname": format!("N{}", number % 12),
            "customer": { "$relation": [{ "entity_id": id::KATRIN }] },
        });
        admin.post("/v1/entity/contract", &contract).await.is(201);
    }
    let page = |size: i64| Search { schemas: vec!["contract".to_owned()], size, ..Search::default() };
    let hydrated = |size: i64| {
        move |tx: &mut Tx<'_>, caller: &Caller| {
            let found = entities::search(tx, caller, &page(size))?;
            Ok(entities::hydrate(tx, caller, &found.records)?.len())
        }
    };
    let ((five, some), (fifty, many)) = (cost(&app, hydrated(5)).await, cost(&app, hydrated(50)).await);
    assert_eq!((some, many), (5, 50));
    assert_eq!(five, fifty, "a hydrated page");
    let grouped = |groups: usize, by: &'static str| {
        move |tx: &mut Tx<'_>, caller: &Caller| {
            let by = Path::parse(by).expect("a path");
            let grouping = Grouping { by, descending: false, size: groups, after: None };
            Ok(entities::group(tx, caller, &page(50), &grouping)?.groups.len())
        }
    };
    for by in ["nickname", "customer.last_name"] {
        let ((one, _), (all, _)) = (cost(&app, grouped(1, by)).await, cost(&app, grouped(12, by)).await);
        assert_eq!(one, all, "grouped by {by}");
    }
    println!("hydrated page: {fifty} statements");
}
