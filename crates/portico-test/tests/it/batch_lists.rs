//! Batches of lists: tags, relations to several records and files come to many records, go from them, and come back.

use portico_core::batches::{self, Chosen, Counts, Work};
use portico_core::entities::{self, How, Search, Sort};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::EntityId;
use portico_test::cast::{KATRIN, id};
use portico_test::{TestApp, both_engines};
use serde_json::{Map, Value, json};

both_engines!(
    tags_come_to_many_records_and_go_again,
    relations_come_beside_those_that_are_there,
    a_list_is_replaced_and_comes_back_unless_it_was_changed_since,
    a_file_hangs_on_many_records_and_is_taken_from_them_by_its_name,
    what_is_no_list_is_refused_before_anything_happens,
    what_a_search_finds_is_read_piece_by_piece_in_its_order,
    records_are_counted_no_further_than_asked,
);

fn records(ids: &[&str]) -> Chosen {
    Chosen::Records(ids.iter().map(|id| EntityId::from(*id)).collect())
}

fn amend(attribute: &str, how: How, items: Value) -> Work {
    let items = items.as_array().cloned().unwrap_or_default();
    Work::Amend { attribute: attribute.to_owned(), how, items }
}

async fn start(app: &TestApp, which: Chosen, work: Work) -> Result<(String, Counts), Refusal> {
    app.as_organisation(move |tx, caller| {
        let batch = batches::start(tx, caller, "contract", &which, work.clone())?;
        let counts = batches::counts(tx, caller, &batch)?;
        Ok((batch, counts))
    })
    .await
}

async fn undo(app: &TestApp, batch: &str) -> Counts {
    let batch = batch.to_owned();
    let undone = app.as_organisation(move |tx, caller| {
        let undone = batches::undo(tx, caller, &batch)?;
        batches::counts(tx, caller, &undone)
    });
    undone.await.expect("it is undone")
}

async fn tags(app: &TestApp, contract: &str) -> Value {
    app.admin().record("contract", contract).await["_tags"].clone()
}

async fn tags_come_to_many_records_and_go_again(app: TestApp) {
    let admin = app.admin();
    admin.edit("contract", id::GAS, json!({ "_tags": ["vip", "2026"] })).await.ok();
    let add = amend("_tags", How::Add, json!(["vip"]));
    let (batch, counts) = start(&app, records(&[id::POWER, id::GAS]), add).await.expect("a batch");
    assert_eq!(counts, Counts { done: 1, same: 1, ..Counts::default() });
    assert_eq!(tags(&app, id::POWER).await, json!(["vip"]));
    let entry = admin.activity("contract", id::POWER).await.ok()["results"][0].clone();
    assert_eq!(entry["payload"]["batch"], json!(batch));
    // What comes to the list since then stays when the batch is taken back.
    admin.edit("contract", id::POWER, json!({ "_tags": ["vip", "treu"] })).await.ok();
    assert_eq!(undo(&app, &batch).await, Counts { done: 1, ..Counts::default() });
    assert_eq!(tags(&app, id::POWER).await, json!(["treu"]));
    assert_eq!(tags(&app, id::GAS).await, json!(["vip", "2026"]));
    let remove = amend("_tags", How::Remove, json!(["vip", "treu"]));
    let (batch, counts) = start(&app, records(&[id::POWER, id::GAS]), remove).await.expect("a batch");
    assert_eq!(counts.done, 2);
    assert_eq!(tags(&app, id::POWER).await, Value::Null);
    assert_eq!(tags(&app, id::GAS).await, json!(["2026"]));
    assert_eq!(undo(&app, &batch).await.done, 2);
    assert_eq!(tags(&app, id::GAS).await, json!(["2026", "vip"]));
}

async fn relations_come_beside_those_that_are_there(app: TestApp) {
    let admin = app.admin();
    let people = async |contract: &str| {
        let stored = app.admin().record("contract", contract).await;
        entities::relation_ids(&stored["billing_contact"]).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let own = json!({ "$relation": [{ "entity_id": id::THOMAS }] });
    admin.edit("contract", id::POWER, json!({ "billing_contact": own })).await.ok();
    let add = amend("billing_contact", How::Add, json!([{ "entity_id": id::ANNA }]));
    let (batch, counts) = start(&app, records(&[id::POWER, id::GAS]), add).await.expect("a batch");
    assert_eq!(counts.done, 2);
    assert_eq!(people(id::POWER).await, [id::THOMAS, id::ANNA]);
    // Somebody who comes meanwhile is not lost by taking this back.
    let relation = json!({ "entity_id": id::PETRA });
    app.as_organisation(move |tx, caller| {
        entities::relate(tx, caller, "contract", &EntityId::from(id::POWER), "billing_contact", &relation)
    })
    .await
    .expect("it is related");
    assert_eq!(undo(&app, &batch).await.done, 2);
    assert_eq!(people(id::POWER).await, [id::THOMAS, id::PETRA]);
    assert!(people(id::GAS).await.is_empty());
    // Nothing that is nowhere is related, and a relation to one record does not take a second.
    let nowhere = amend("billing_contact", How::Add, json!([{ "entity_id": id::NOBODY }]));
    let (_, counts) = start(&app, records(&[id::POWER]), nowhere).await.expect("a batch");
    assert_eq!(counts.refused, 1);
    let one = json!({ "attributes": [
        { "name": "billing_contact", "type": "relation", "relation_type": "has_one" }
    ] });
    admin.put("/v1/entity/schemas/contract", &one).await.ok();
    let second = amend("billing_contact", How::Add, json!([{ "entity_id": id::KATRIN }]));
    let (_, counts) = start(&app, records(&[id::POWER, id::GAS]), second).await.expect("a batch");
    assert_eq!(counts, Counts { done: 1, refused: 1, ..Counts::default() });
}

async fn a_list_is_replaced_and_comes_back_unless_it_was_changed_since(app: TestApp) {
    let admin = app.admin();
    for contract in [id::POWER, id::GAS] {
        admin.edit("contract", contract, json!({ "_tags": ["alt"] })).await.ok();
    }
    let replace = amend("_tags", How::Replace, json!(["neu", "neu"]));
    let (batch, counts) = start(&app, records(&[id::POWER, id::GAS]), replace).await.expect("a batch");
    assert_eq!(counts.done, 2);
    assert_eq!(tags(&app, id::POWER).await, json!(["neu"]));
    app.clock.advance_seconds(60);
    admin.edit("contract", id::GAS, json!({ "_tags": ["neu", "anders"] })).await.ok();
    assert_eq!(undo(&app, &batch).await, Counts { done: 1, contested: 1, ..Counts::default() });
    assert_eq!(tags(&app, id::POWER).await, json!(["alt"]));
    assert_eq!(tags(&app, id::GAS).await, json!(["neu", "anders"]));
}

async fn a_file_hangs_on_many_records_and_is_taken_from_them_by_its_name(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let admin = app.admin();
    let sent = json!({ "filename": "AGB.pdf", "shared_with_end_customer": true });
    let terms = admin.post("/v1/entity/file", &sent).await.is(201)["_id"].clone();
    let terms = terms.as_str().unwrap_or_default().to_owned();
    katrin.view("file", &terms).await.is(404);
    let attach = Work::Attach { files: vec![EntityId::from(terms.as_str())] };
    let which = || records(&[id::POWER, id::GAS, id::THOMAS_POWER]);
    let (batch, counts) = start(&app, which(), attach).await.expect("a batch");
    assert_eq!(counts.done, 3);
    katrin.view("file", &terms).await.ok();
    // One of them says so itself, too.
    let relation = json!({ "$relation": [{ "entity_id": terms }] });
    app.admin().edit("contract", id::GAS, json!({ "attachments": relation })).await.ok();
    let (detached, counts) =
        start(&app, which(), Work::Detach { name: " agb.PDF ".to_owned() }).await.expect("a batch");
    let told = {
        let detached = detached.clone();
        app.as_organisation(move |tx, caller| batches::records(tx, caller, &detached, None, (0, 10))).await
    };
    assert_eq!(counts.done, 3, "{told:?}");
    katrin.view("file", &terms).await.is(404);
    let (_, counts) =
        start(&app, which(), Work::Detach { name: "AGB.pdf".to_owned() }).await.expect("a batch");
    assert_eq!(counts.same, 3);
    assert_eq!(undo(&app, &detached).await.done, 3);
    katrin.view("file", &terms).await.ok();
    assert_eq!(undo(&app, &batch).await.done, 3);
    let left =
        app.admin().record("contract", id::GAS).await["attachments"]["$relation"][0]["entity_id"].clone();
    assert_eq!(left, json!(terms));
    let gone = app.admin().record("file", &terms).await;
    assert!(entities::relation_ids(&gone["_relations"]).is_empty(), "{gone}");
}

async fn what_is_no_list_is_refused_before_anything_happens(app: TestApp) {
    let before = app.dump().await;
    let odd = [
        amend("contract_name", How::Add, json!([{ "entity_id": id::METER }])),
        amend("nowhere", How::Add, json!([{ "entity_id": id::METER }])),
        amend("_title", How::Replace, json!(["x"])),
        amend("_tags", How::Add, json!([])),
        amend("_tags", How::Add, json!([7])),
        amend("_tags", How::Add, json!(["  "])),
        amend("_tags", How::Add, json!(["a".repeat(101)])),
        amend("meters", How::Replace, json!(["no record"])),
        Work::Detach { name: "  ".to_owned() },
    ];
    for work in odd {
        let refused = start(&app, records(&[id::POWER]), work.clone()).await;
        assert!(matches!(refused, Err(Refusal::Invalid { .. })), "{work:?}: {refused:?}");
    }
    assert!(app.dump().await == before);
}

async fn what_a_search_finds_is_read_piece_by_piece_in_its_order(app: TestApp) {
    let told = app.as_organisation(|tx, caller| {
        for number in 0..25_i64 {
            let mut attributes: Map<String, Value> = Map::new();
            attributes.insert("name".to_owned(), json!(format!("Supplier {}", number % 4)));
            // Some have no value, some the same, some are numbers and some words.
            if number % 3 != 0 {
                let value =
                    if number % 2 == 0 { json!(number % 5) } else { json!(format!("w{}", number % 5)) };
                attributes.insert("rank".to_owned(), value);
            }
            entities::create(tx, caller, "supplier", attributes)?;
        }
        for order in
            ["rank", "rank:desc", "name:desc,rank", "_title,_id:desc", "_created_at:desc", "_updated_at"]
        {
            let sort = Sort::parse(order)?;
            let search = Search { schemas: vec!["supplier".to_owned()], sort, ..Search::default() };
            let all = entities::ids(tx, caller, &search, 1000)?;
            for size in [1, 7, 25, 1000] {
                assert_eq!(in_parts(tx, caller, search.clone(), size)?, all, "{order:?} by {size}");
            }
        }
        let search = Search { schemas: vec!["supplier".to_owned()], ..Search::default() };
        let (mut all, mut read) =
            (entities::ids(tx, caller, &search, 1000)?, in_parts(tx, caller, search, 7)?);
        all.sort();
        read.sort();
        assert_eq!(read, all);
        Ok(())
    });
    told.await.expect("the pieces");
}

/// Everything that a search finds, so many at a time.
fn in_parts(tx: &mut Tx<'_>, caller: &Caller, search: Search, size: i64) -> Result<Vec<EntityId>, Refusal> {
    let (mut read, mut rest) = (Vec::new(), Some(search));
    while let Some(search) = rest {
        let (ids, next) = entities::ids_in_parts(tx, caller, &search, size)?;
        read.extend(ids);
        rest = next;
    }
    Ok(read)
}

async fn records_are_counted_no_further_than_asked(app: TestApp) {
    let counted = app.as_organisation(|tx, caller| {
        let search = Search { schemas: vec!["contract".to_owned()], ..Search::default() };
        let all = entities::search(tx, caller, &search)?.total;
        assert_eq!(entities::count_up_to(tx, caller, &search, 1000)?, all);
        entities::count_up_to(tx, caller, &search, 2)
    });
    assert_eq!(counted.await.expect("a count"), 2);
}
