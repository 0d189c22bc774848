//! Batches: many records in one go come to the same as one by one, told record by record, and taken back as one.

use portico_core::batches::{self, Chosen, Counts, Outcome, Work};
use portico_core::entities::{self, Search};
use portico_core::{Actor, ActorKind, Caller, Refusal, staff};
use portico_kit::{EmailAddress, EntityId, Secret};
use portico_test::cast::{KATRIN, id};
use portico_test::{TestApp, both_engines};
use serde_json::{Map, Value, json};

both_engines!(
    a_small_batch_is_done_at_once_and_told_record_by_record,
    what_is_refused_for_one_record_leaves_the_others_alone,
    a_trial_tells_what_would_happen_and_changes_nothing,
    a_large_batch_goes_on_as_a_job_in_steps,
    a_batch_that_is_stopped_leaves_the_rest_as_it_is,
    a_job_of_somebody_who_may_no_longer_sign_in_changes_nothing,
    a_batch_is_taken_back_but_for_what_was_changed_since,
    records_go_to_the_bin_and_come_back_together,
    a_batch_is_for_staff_of_the_organisation_alone,
    portal_users_see_the_change_but_not_the_batch,
    a_record_that_is_erased_leaves_no_trace_in_its_batch,
    a_batch_is_kept_for_ninety_days,
);

fn records(ids: &[&str]) -> Chosen {
    Chosen::Records(ids.iter().map(|id| EntityId::from(*id)).collect())
}

fn set(attribute: &str, value: impl Into<Value>) -> Work {
    Work::Change { attribute: attribute.to_owned(), value: value.into() }
}

async fn start(app: &TestApp, schema: &'static str, which: Chosen, work: Work) -> Result<String, Refusal> {
    app.as_organisation(move |tx, caller| batches::start(tx, caller, schema, &which, work.clone())).await
}

async fn counts(app: &TestApp, batch: &str) -> Counts {
    let batch = batch.to_owned();
    app.as_organisation(move |tx, caller| batches::counts(tx, caller, &batch)).await.expect("the counts")
}

async fn told(app: &TestApp, batch: &str) -> Vec<(String, Outcome, Option<String>)> {
    let batch = batch.to_owned();
    let told = app.as_organisation(move |tx, caller| batches::records(tx, caller, &batch, None, (0, 200)));
    let told = told.await.expect("the records");
    told.into_iter().map(|told| (told.id.as_str().to_owned(), told.outcome, told.reason)).collect()
}

/// Makes so many suppliers.
async fn make_suppliers(app: &TestApp, count: usize) {
    let made = app.as_organisation(move |tx, caller| {
        for number in 0..count {
            let attributes: Map<String, Value> =
                [("name".to_owned(), json!(format!("Supplier {number}")))].into_iter().collect();
            entities::create(tx, caller, "supplier", attributes)?;
        }
        Ok(())
    });
    made.await.expect("the suppliers");
}

fn all() -> Chosen {
    Chosen::Found(Box::default())
}

async fn a_small_batch_is_done_at_once_and_told_record_by_record(app: TestApp) {
    let admin = app.admin();
    admin.edit("contract", id::GAS, json!({ "nickname": "Neu" })).await.ok();
    let which = records(&[id::POWER, id::GAS, id::NOBODY, id::POWER]);
    let batch = start(&app, "contract", which, set("nickname", "Neu")).await.expect("a batch");
    assert_eq!(counts(&app, &batch).await, Counts { done: 1, same: 1, refused: 1, ..Counts::default() });
    let told = told(&app, &batch).await;
    assert_eq!(told[0], (id::POWER.to_owned(), Outcome::Done, None));
    assert_eq!(told[1], (id::GAS.to_owned(), Outcome::Same, None));
    assert_eq!(told[2].1, Outcome::Refused);
    assert_eq!(admin.record("contract", id::POWER).await["nickname"], "Neu");
    let entry = admin.activity("contract", id::POWER).await.ok()["results"][0].clone();
    assert_eq!(entry["payload"]["batch"], json!(batch));
    assert_eq!(entry["operations"][0]["payload"]["nickname"], "Neu");
}

async fn what_is_refused_for_one_record_leaves_the_others_alone(app: TestApp) {
    let admin = app.admin();
    // Two users of one portal cannot have the same address: the second is refused after its record was written.
    let which = records(&[id::PETRA_USER, id::ANNA_USER]);
    let batch = start(&app, "portal_user", which, set("email", "one@example.org")).await.expect("a batch");
    assert_eq!(counts(&app, &batch).await, Counts { done: 1, refused: 1, ..Counts::default() });
    let told = told(&app, &batch).await;
    assert!(told[1].2.as_deref().is_some_and(|reason| reason.contains("one@example.org")), "{told:?}");
    assert_eq!(admin.record("portal_user", id::PETRA_USER).await["email"], "one@example.org");
    assert_eq!(admin.record("portal_user", id::ANNA_USER).await["email"], "anna@example.org");
    // What no record can hold is refused for each; what is no attribute, for all.
    let odd = start(&app, "contract", records(&[id::POWER]), set("status", "lost")).await.expect("a batch");
    assert_eq!(counts(&app, &odd).await.refused, 1);
    let unknown = start(&app, "contract", records(&[id::POWER]), set("_tags", json!(["a"]))).await;
    assert!(matches!(unknown, Err(Refusal::Invalid { .. })), "{unknown:?}");
    let odd =
        start(&app, "contract", records(&["a\0b", id::POWER]), set("nickname", "x")).await.expect("a batch");
    assert_eq!(counts(&app, &odd).await.total(), 1);
    let none = start(&app, "contract", records(&["\0"]), set("nickname", "x")).await;
    assert!(matches!(none, Err(Refusal::Invalid { .. })), "{none:?}");
}

async fn a_trial_tells_what_would_happen_and_changes_nothing(app: TestApp) {
    let before = (app.dump().await, app.dump_of("*").await);
    let told = app.as_organisation(|tx, caller| {
        let ids: Vec<EntityId> = [id::PETRA_USER, id::ANNA_USER, id::NOBODY].map(EntityId::from).to_vec();
        batches::trial(tx, caller, "portal_user", &ids, &set("email", "anna@example.org"))
    });
    let outcomes: Vec<Outcome> =
        told.await.expect("a trial").into_iter().map(|(_, outcome, _)| outcome).collect();
    assert_eq!(outcomes, [Outcome::Refused, Outcome::Same, Outcome::Refused]);
    assert!((app.dump().await, app.dump_of("*").await) == before);
}

async fn a_large_batch_goes_on_as_a_job_in_steps(app: TestApp) {
    make_suppliers(&app, 230).await;
    app.work_off_jobs().await;
    let batch = start(&app, "supplier", all(), set("name", "Sommer")).await.expect("a batch");
    let before = counts(&app, &batch).await;
    assert!(before.waiting >= 230 && before.waiting == before.total(), "{before:?}");
    let worker = portico_core::jobs::worker(&app.core);
    worker.drain().await.expect("a first step");
    let half = counts(&app, &batch).await;
    assert_eq!((half.done, half.total()), (100, before.total()));
    // Another node goes on where this one was.
    app.another_node().await.work_off_jobs().await;
    let after = counts(&app, &batch).await;
    assert_eq!((after.waiting, after.done), (0, before.total()));
    let found = app.admin().post("/v1/entity:search", &json!({ "q": "_schema:supplier", "size": 1 })).await;
    assert_eq!(found.ok()["results"][0]["name"], "Sommer");
    let batch =
        app.as_organisation(move |tx, caller| batches::find(tx, caller, &batch)).await.expect("the batch");
    assert!(batch.finished_at.is_some() && !batch.stopped);
}

async fn a_batch_that_is_stopped_leaves_the_rest_as_it_is(app: TestApp) {
    make_suppliers(&app, 230).await;
    app.work_off_jobs().await;
    let batch = start(&app, "supplier", all(), set("name", "Sommer")).await.expect("a batch");
    portico_core::jobs::worker(&app.core).drain().await.expect("a first step");
    let id = batch.clone();
    let stopped = app.as_organisation(move |tx, caller| {
        assert!(matches!(batches::undo(tx, caller, &id), Err(Refusal::Conflict { .. })), "it still runs");
        batches::stop(tx, caller, &id)
    });
    stopped.await.expect("it stops");
    app.work_off_jobs().await;
    let after = counts(&app, &batch).await;
    assert_eq!(after.done, 100);
    assert!(after.waiting >= 130);
    let id = batch.clone();
    let undone =
        app.as_organisation(move |tx, caller| batches::undo(tx, caller, &id)).await.expect("it is undone");
    assert_eq!(counts(&app, &undone).await.done, 100);
}

async fn a_job_of_somebody_who_may_no_longer_sign_in_changes_nothing(app: TestApp) {
    make_suppliers(&app, 230).await;
    app.work_off_jobs().await;
    let batch = app.as_organisation(|tx, caller| {
        let email = EmailAddress::parse("kurz@example.org").expect("an address");
        let member =
            staff::add(tx, &email, "Kurz", &Secret::new("lang-genug-2026"), caller.now, &caller.random)?;
        let actor = Actor {
            kind: ActorKind::OrgUser,
            id: member.as_str().to_owned(),
            name: "Kurz".to_owned(),
            acting: None,
        };
        let caller = Caller { actor, ..caller.clone() };
        let batch = batches::start(tx, &caller, "supplier", &all(), set("name", "Sommer"))?;
        let sql = "UPDATE org_users SET enabled = 0 WHERE tenant_id = $1 AND id = $2";
        tx.execute(sql, &[member.as_str().into()])?;
        Ok(batch)
    });
    let batch = batch.await.expect("a batch");
    app.work_off_jobs().await;
    assert_eq!(counts(&app, &batch).await.done, 0);
    let told =
        app.as_organisation(move |tx, caller| batches::find(tx, caller, &batch)).await.expect("the batch");
    assert!(told.stopped && told.by == "Kurz");
}

async fn a_batch_is_taken_back_but_for_what_was_changed_since(app: TestApp) {
    let admin = app.admin();
    admin.edit("contract", id::POWER, json!({ "nickname": "Alt" })).await.ok();
    let which = records(&[id::POWER, id::GAS, id::THOMAS_POWER]);
    let batch = start(&app, "contract", which, set("nickname", "Neu")).await.expect("a batch");
    app.clock.advance_seconds(60);
    admin.edit("contract", id::GAS, json!({ "nickname": "Anders" })).await.ok();
    let id = batch.clone();
    let undone =
        app.as_organisation(move |tx, caller| batches::undo(tx, caller, &id)).await.expect("it is undone");
    assert_eq!(counts(&app, &undone).await, Counts { done: 2, contested: 1, ..Counts::default() });
    assert_eq!(admin.record("contract", id::POWER).await["nickname"], "Alt");
    assert_eq!(admin.record("contract", id::THOMAS_POWER).await.get("nickname"), None);
    assert_eq!(admin.record("contract", id::GAS).await["nickname"], "Anders");
    let history = admin.activity("contract", id::POWER).await.ok()["results"].clone();
    assert_eq!(history[0]["payload"]["undoes"], history[1]["_id"]);
    assert_eq!(history[0]["payload"]["batch"], json!(undone));
    for again in [batch, undone] {
        let refused = app.as_organisation(move |tx, caller| batches::undo(tx, caller, &again)).await;
        assert!(matches!(refused, Err(Refusal::Conflict { .. })), "{refused:?}");
    }
}

async fn records_go_to_the_bin_and_come_back_together(app: TestApp) {
    let (admin, katrin) = (app.admin(), app.as_person(KATRIN).await);
    let which = records(&[id::POWER, id::THOMAS_POWER]);
    let batch = start(&app, "contract", which, Work::Remove).await.expect("a batch");
    katrin.view("contract", id::POWER).await.is(404);
    let bin = async || {
        let read = app.as_organisation(|tx, caller| entities::removed(tx, caller, "contract", 0, 50));
        let (removed, total) = read.await.expect("the bin");
        (removed.into_iter().map(|one| (one.id.as_str().to_owned(), one.by)).collect::<Vec<_>>(), total)
    };
    let (removed, total) = bin().await;
    assert_eq!(total, 2);
    assert!(removed.iter().any(|(own, by)| own == id::POWER && by.as_deref() == Some("test")), "{removed:?}");
    // One of them comes back alone; the batch then brings back the other.
    admin.patch(&format!("/v1/entity/contract/{}:restore", id::POWER), &json!({})).await.ok();
    let undone =
        app.as_organisation(move |tx, caller| batches::undo(tx, caller, &batch)).await.expect("undone");
    assert_eq!(counts(&app, &undone).await, Counts { done: 1, refused: 1, ..Counts::default() });
    assert_eq!(bin().await, (Vec::new(), 0));
    katrin.view("contract", id::POWER).await.ok();
    let gone = start(&app, "contract", records(&[id::GAS]), Work::Remove).await.expect("a batch");
    assert_eq!(counts(&app, &gone).await.done, 1);
    let back = start(&app, "contract", records(&[id::GAS]), Work::Restore).await.expect("a batch");
    assert_eq!(counts(&app, &back).await.done, 1);
}

async fn a_batch_is_for_staff_of_the_organisation_alone(app: TestApp) {
    let batch =
        start(&app, "contract", records(&[id::POWER]), set("nickname", "Neu")).await.expect("a batch");
    let core = app.core.clone();
    let told = app.as_organisation(move |tx, caller| {
        let katrin = portico_core::access::look_as(tx, &core, caller, &EntityId::from(id::KATRIN_USER))?;
        let started = batches::start(tx, &katrin, "contract", &records(&[id::POWER]), Work::Remove);
        let found = batches::find(tx, &katrin, &batch).map(|_| ());
        let binned = entities::removed(tx, &katrin, "contract", 0, 10).map(|_| ());
        let elsewhere = tx.as_tenant(&portico_kit::TenantId::from(portico_test::cast::RHEINTAL.id), |tx| {
            batches::find(tx, caller, &batch).map(|_| ())
        });
        Ok([started.map(|_| ()), found, binned, elsewhere])
    });
    let told = told.await.expect("answers");
    assert!(told.iter().all(|one| matches!(one, Err(Refusal::NotFound))), "{told:?}");
}

async fn portal_users_see_the_change_but_not_the_batch(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let batch =
        start(&app, "contract", records(&[id::POWER]), set("nickname", "Neu")).await.expect("a batch");
    let history = katrin.activity("contract", id::POWER).await;
    assert!(history.says("Neu") && !history.says(&batch), "{}", history.text);
}

async fn a_record_that_is_erased_leaves_no_trace_in_its_batch(app: TestApp) {
    let batch = start(&app, "contract", records(&[id::POWER, id::GAS]), set("nickname", "Neu"))
        .await
        .expect("a batch");
    app.admin().delete(&format!("/v1/entity/contract/{}?purge=true", id::POWER)).await.ok();
    let told = told(&app, &batch).await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].0, id::GAS);
    let search = Search { schemas: vec!["contract".to_owned()], ..Search::default() };
    let ids =
        app.as_organisation(move |tx, caller| entities::ids(tx, caller, &search, 1000)).await.expect("ids");
    assert!(!ids.contains(&EntityId::from(id::POWER)));
}

async fn a_batch_is_kept_for_ninety_days(app: TestApp) {
    let start_one = async |name: &str| {
        start(&app, "contract", records(&[id::POWER]), set("nickname", name)).await.expect("a batch")
    };
    let (old, day) = (start_one("Alt").await, 24 * 60 * 60);
    app.clock.advance_seconds(89 * day);
    start_one("Neu").await;
    assert_eq!(counts(&app, &old).await.done, 1);
    app.clock.advance_seconds(2 * day);
    start_one("Neuer").await;
    let found = app.as_organisation(move |tx, caller| batches::find(tx, caller, &old)).await;
    assert!(matches!(found, Err(Refusal::NotFound)), "{found:?}");
    assert_eq!(app.admin().activity("contract", id::POWER).await.ok()["total"], 3);
}
