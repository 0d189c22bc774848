//! Schemas: changed part by part, with what would miss a part told beforehand.

use portico_core::schemas::edit::{self, Way};
use portico_core::schemas::{self, uses};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_test::cast::{KATRIN, id};
use portico_test::{TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    an_attribute_that_is_added_is_kept_and_required_at_once,
    an_older_version_never_overwrites_a_newer_one,
    what_an_attribute_loses_is_told_beforehand_and_nothing_is_lost,
    values_that_would_no_longer_fit_are_counted,
    a_schema_is_made_once_and_goes_when_it_is_empty,
    what_the_next_save_finds_in_the_indexes_follows_the_present_schema,
    records_that_nobody_saves_follow_a_changed_schema_too,
    titles_follow_a_changed_template,
);

fn version(caller: &Caller, slug: &str) -> i64 {
    caller.catalogue.find(slug).and_then(|kind| kind.doc["version"].as_i64()).unwrap_or_default()
}

async fn an_attribute_that_is_added_is_kept_and_required_at_once(app: TestApp) {
    app.as_organisation(|tx, caller| {
        edit::change(tx, caller, "contract", version(caller, "contract"), |doc| {
            let attribute =
                json!({ "name": "wallbox", "type": "number", "required": true, "strange": { "kept": 1 } });
            edit::set_attribute(doc, None, attribute)?;
            edit::move_attribute(doc, "wallbox", Way::Up)
        })
    })
    .await
    .expect("added");
    let admin = app.admin();
    let schema = admin.get("/v1/entity/schemas/contract").await.ok();
    let own = schema["attributes"].as_array().into_iter().flatten().find(|own| own["name"] == "wallbox");
    assert_eq!(own.map(|own| &own["strange"]), Some(&json!({ "kept": 1 })));
    // The next request knows it: one without is refused, one that is no number too.
    let new = json!({ "contract_name": "Neu" });
    admin.post("/v1/entity/contract", &new).await.names("wallbox");
    let wrong = json!({ "contract_name": "Neu", "wallbox": "viele" });
    admin.post("/v1/entity/contract", &wrong).await.names("wallbox");
    admin.post("/v1/entity/contract", &json!({ "contract_name": "Neu", "wallbox": 2 })).await.is(201);
    let katrin = app.as_person(KATRIN).await;
    let schemas = katrin.get("/v2/portal/schemas").await.ok();
    assert!(schemas.to_string().contains("wallbox"));
}

async fn an_older_version_never_overwrites_a_newer_one(app: TestApp) {
    let seen = app.as_organisation(|_, caller| Ok(version(caller, "contract"))).await.expect("a version");
    let rename = move |tx: &mut Tx<'_>, caller: &Caller| {
        edit::change(tx, caller, "contract", seen, |doc| {
            doc["name"] = json!("Vereinbarung");
            Ok(())
        })
    };
    app.as_organisation(rename).await.expect("the first");
    let before = app.dump().await;
    let refused = app.as_organisation(rename).await.expect_err("the second is stale");
    assert!(matches!(refused, Refusal::Conflict { reason: Some("STALE"), .. }), "{refused:?}");
    assert_eq!(app.dump().await, before);
}

async fn what_an_attribute_loses_is_told_beforehand_and_nothing_is_lost(app: TestApp) {
    let of = |name: &'static str| {
        app.as_organisation(move |tx, caller| {
            let kind = caller.catalogue.find("contract").cloned().ok_or(Refusal::NotFound)?;
            uses::of_attribute(tx, caller, &kind, name)
        })
    };
    let iban = of("iban").await.expect("uses");
    assert!(iban.records > 0 && iban.is_named(), "{iban:?}");
    assert!(!iban.grants.is_empty() && !iban.in_title, "{iban:?}");
    let number = of("contract_number").await.expect("uses");
    assert!(number.in_title, "{number:?}");
    let unused = of("no_such_attribute").await.expect("uses");
    assert!(unused.is_none(), "{unused:?}");
    let admin = app.admin();
    let before = admin.record("contract", id::POWER).await;
    app.as_organisation(|tx, caller| {
        edit::change(tx, caller, "contract", version(caller, "contract"), |doc| {
            edit::remove_attribute(doc, "iban")
        })
    })
    .await
    .expect("removed");
    admin.edit("contract", id::POWER, json!({ "nickname": "Zuhause" })).await.ok();
    let after = admin.record("contract", id::POWER).await;
    assert_eq!(after["iban"], before["iban"], "the value stays stored");
    assert_ne!(after["iban"], Value::Null);
    // Nor does it show to anybody who did not see it before.
    let katrin = app.as_person(KATRIN).await;
    assert!(!katrin.view("contract", id::POWER).await.text.contains("iban"));
}

async fn a_schema_is_made_once_and_goes_when_it_is_empty(app: TestApp) {
    let make = |slug: &'static str| {
        app.as_organisation(move |tx, _| {
            edit::create(tx, slug, json!({ "name": "Wallbox", "attributes": [{ "name": "name" }] }))
        })
    };
    make("wallbox").await.expect("made");
    for slug in ["wallbox", "contract", "activity", "Wallbox", "a b"] {
        let refused = make(slug).await.expect_err("not twice, not reserved");
        assert!(matches!(refused, Refusal::Invalid { .. }), "{slug}: {refused:?}");
    }
    let admin = app.admin();
    admin.post("/v1/entity/wallbox", &json!({ "name": "Garage" })).await.is(201);
    let refused =
        app.as_organisation(|tx, _| schemas::remove(tx, "wallbox")).await.expect_err("it has a record");
    assert!(matches!(refused, Refusal::Conflict { .. }), "{refused:?}");
}

async fn values_that_would_no_longer_fit_are_counted(app: TestApp) {
    let misfits = |name: &'static str, change: Value| {
        app.as_organisation(move |tx, caller| {
            let kind = caller.catalogue.find("contract").cloned().ok_or(Refusal::NotFound)?;
            let now = kind.attribute(name).cloned().ok_or(Refusal::NotFound)?;
            let mut new = now.doc.clone();
            for (key, value) in change.as_object().into_iter().flatten() {
                new[key.as_str()] = value.clone();
            }
            uses::misfits(tx, caller, "contract", &now, &new)
        })
    };
    let held = app.as_organisation(|tx, caller| {
        let kind = caller.catalogue.find("contract").cloned().ok_or(Refusal::NotFound)?;
        Ok(uses::of_attribute(tx, caller, &kind, "contract_name")?.records)
    });
    let held = held.await.expect("records");
    assert!(held > 0);
    assert_eq!(misfits("contract_name", json!({ "type": "boolean" })).await.expect("counted"), held);
    assert_eq!(misfits("contract_name", json!({ "label": "Name" })).await.expect("counted"), 0);
    let fewer = json!({ "options": [{ "value": "draft" }, { "value": "terminated" }] });
    assert!(misfits("status", fewer).await.expect("counted") > 0, "an option in use");
}

async fn what_the_next_save_finds_in_the_indexes_follows_the_present_schema(app: TestApp) {
    let admin = app.admin();
    let nickname = |facts: Value| {
        let admin = admin.clone();
        async move {
            let mut schema = admin.get("/v1/entity/schemas/contract").await.ok();
            let attributes = schema["attributes"].as_array_mut().expect("attributes");
            let own = attributes
                .iter_mut()
                .find(|attribute| attribute["name"] == "nickname")
                .expect("the nickname");
            for (key, value) in facts.as_object().into_iter().flatten() {
                own[key] = value.clone();
            }
            admin.put("/v1/entity/schemas/contract", &schema).await.ok();
        }
    };
    let save =
        |name: &'static str, value: &'static str| admin.edit("contract", id::POWER, json!({ name: value }));
    let found = |word: &'static str| {
        let admin = admin.clone();
        async move {
            admin.post("/v1/entity:search", &json!({ "q": format!("_schema:contract AND {word}") })).await
        }
    };
    nickname(json!({ "identifier": true })).await;
    save("nickname", "Alphawort").await.ok();
    assert_eq!(found("Alphawort").await.ok()["hits"], 1);
    nickname(json!({ "identifier": false, "exclude_from_search": true })).await;
    save("iban", "DE01").await.ok();
    assert_eq!(
        found("Alphawort").await.ok()["hits"],
        0,
        "a word that is excluded is gone with the next save"
    );
    save("nickname", "Betawort").await.ok();
    nickname(json!({ "identifier": true, "exclude_from_search": false })).await;
    // What came back had rows before; they must not stand in the way.
    save("nickname", "Alphawort").await.ok();
    assert_eq!(found("Alphawort").await.ok()["hits"], 1);
    assert_eq!(found("Betawort").await.ok()["hits"], 0);
}

async fn records_that_nobody_saves_follow_a_changed_schema_too(app: TestApp) {
    let admin = app.admin();
    // More than one step of the job takes.
    for number in 0..205 {
        let contract = json!({ "contract_name": "Reihe", "nickname": format!("Gammawort {number:03}") });
        admin.post("/v1/entity/contract", &contract).await.is(201);
    }
    let change = async |facts: Value| {
        let changed = app.as_organisation(move |tx, caller| {
            let kind = caller.catalogue.find("contract").cloned().ok_or(Refusal::NotFound)?;
            let mut own = kind.attribute("nickname").cloned().ok_or(Refusal::NotFound)?.doc;
            for (key, value) in facts.as_object().into_iter().flatten() {
                own[key.as_str()] = value.clone();
            }
            edit::change(tx, caller, "contract", version(caller, "contract"), |doc| {
                edit::set_attribute(doc, Some("nickname"), own)
            })
        });
        changed.await.expect("changed");
        app.work_off_jobs().await;
    };
    let found = async || {
        let asked = json!({ "q": "_schema:contract AND Gammawort", "size": 1 });
        admin.post("/v1/entity:search", &asked).await.ok()["hits"].clone()
    };
    assert_eq!(found().await, 205);
    change(json!({ "exclude_from_search": true })).await;
    assert_eq!(found().await, 0, "words that are excluded are gone from all");
    change(json!({ "exclude_from_search": false })).await;
    assert_eq!(found().await, 205, "and come back to all");
    let identified = async || {
        let counted = app.as_organisation(|tx, _| {
            let sql = "SELECT count(*) FROM identifiers WHERE tenant_id = $1 AND attribute = 'nickname'";
            Ok(tx.first(sql, &[], |row| row.int(0))?)
        });
        counted.await.expect("a count").unwrap_or_default()
    };
    let before = identified().await;
    change(json!({ "identifier": true })).await;
    assert!(identified().await >= before + 205, "an attribute that comes to identify does so for all");
    change(json!({ "label": "Rufname" })).await;
    assert!(identified().await >= before + 205, "a new label changes nothing");
    change(json!({ "identifier": false })).await;
    assert_eq!(identified().await, 0);
}

async fn titles_follow_a_changed_template(app: TestApp) {
    let admin = app.admin();
    let before = admin.record("contract", id::POWER).await;
    let changed = app.as_organisation(|tx, caller| {
        edit::change(tx, caller, "contract", version(caller, "contract"), |doc| {
            doc["title_template"] = "Vertrag {{contract_number}}".into();
            Ok(())
        })
    });
    changed.await.expect("changed");
    app.work_off_jobs().await;
    let after = admin.record("contract", id::POWER).await;
    let title = format!("Vertrag {}", before["contract_number"].as_str().unwrap_or_default());
    assert_eq!(after["_title"], title);
    assert_eq!(after["_updated_at"], before["_updated_at"], "nobody changed what the record says");
    let asked = json!({ "q": format!("_schema:contract AND _title:\"{title}\"") });
    assert_eq!(admin.post("/v1/entity:search", &asked).await.ok()["hits"], 1);
    let asked = json!({ "q": "_schema:contract", "sort": "_title:asc", "size": 100 });
    let page = admin.post("/v1/entity:search", &asked).await.ok();
    let titles = page["results"].as_array().into_iter().flatten().map(|record| record["_title"].clone());
    assert!(
        titles.into_iter().all(|title| title.as_str().is_some_and(|title| title.starts_with("Vertrag ")))
    );
}
