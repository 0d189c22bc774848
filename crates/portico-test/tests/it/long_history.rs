//! Histories page by page, however long they are, and changes taken back after others: with the rights of who looks.

use portico_core::activity::{self, TakenBack};
use portico_core::{Caller, Refusal, access};
use portico_db::Tx;
use portico_kit::{ActivityId, EntityId};
use portico_test::cast::{KATRIN, PETRA, id};
use portico_test::{TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    every_entry_is_reached_page_by_page_however_many_there_are,
    pages_of_a_history_tell_nothing_that_is_hidden,
    nobody_pages_through_a_history_of_a_record_that_is_not_theirs,
    what_was_changed_again_since_goes_back_when_that_was_seen,
    what_was_taken_back_is_told_for_the_attributes_one_may_see,
    an_amount_goes_back_with_its_digits,
);

/// Asks as somebody of the organisation, or as the user of a portal whom it looks at.
async fn asked<T: Send + 'static>(
    app: &TestApp,
    user: Option<&'static str>,
    work: impl Fn(&mut Tx<'_>, &Caller) -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    let core = app.core.clone();
    app.as_organisation(move |tx, caller| match user {
        Some(user) => {
            let user = access::look_as(tx, &core, caller, &EntityId::from(user))?;
            work(tx, &user)
        }
        None => work(tx, caller),
    })
    .await
}

/// The ids of a whole history, read in pages of this size.
async fn paged(app: &TestApp, user: Option<&'static str>, size: i64) -> Vec<Value> {
    let (mut all, mut from) = (Vec::new(), None::<ActivityId>);
    loop {
        let start = from.clone();
        let page = asked(app, user, move |tx, caller| {
            activity::page(tx, caller, ("contract", &EntityId::from(id::POWER)), start.as_ref(), size)
        });
        let page = page.await.expect("a page");
        assert!(page.entries.len() <= size as usize);
        all.extend(page.entries);
        match page.older {
            Some(older) => from = Some(older),
            None => return all,
        }
    }
}

fn ids(entries: &[Value]) -> Vec<&str> {
    entries.iter().filter_map(|entry| entry["_id"].as_str()).collect()
}

async fn every_entry_is_reached_page_by_page_however_many_there_are(app: TestApp) {
    app.as_organisation(|tx, caller| {
        for number in 0..620 {
            let attributes =
                json!({ "nickname": format!("Name {number}") }).as_object().cloned().unwrap_or_default();
            let change = portico_core::entities::Change { attributes };
            portico_core::entities::change(tx, caller, "contract", &EntityId::from(id::POWER), &change)?;
        }
        Ok(())
    })
    .await
    .expect("many changes");
    for user in [None, Some(id::KATRIN_USER)] {
        let all = paged(&app, user, 90).await;
        assert_eq!(all.len(), 620, "{user:?}");
        let (first, last) = (&all[0]["operations"][0]["payload"], &all[619]["operations"][0]["payload"]);
        assert_eq!((&first["nickname"], &last["nickname"]), (&json!("Name 619"), &json!("Name 0")));
        let ids = ids(&all);
        assert!(ids.windows(2).all(|pair| pair[0] > pair[1]), "newest first, none twice");
    }
    let last = asked(&app, Some(id::KATRIN_USER), |tx, caller| {
        let window = activity::Window { from: 615, size: 100, ..activity::Window::default() };
        activity::list(tx, caller, "contract", &EntityId::from(id::POWER), &window)
    });
    let (entries, total) = last.await.expect("the end");
    assert_eq!((entries.len(), total), (5, 620), "the list over the API ends where the history does");
    assert_eq!(entries[4]["operations"][0]["payload"]["nickname"], "Name 0");
}

async fn pages_of_a_history_tell_nothing_that_is_hidden(app: TestApp) {
    let admin = app.admin();
    for number in 0..7 {
        let hidden = json!({ "iban": format!("DE9{number} Iban"), "internal_note": "Walfisch" });
        admin.edit("contract", id::POWER, hidden).await.ok();
        if number % 3 == 0 {
            let both = json!({ "nickname": format!("Name {number}"), "margin": 70 + number });
            admin.edit("contract", id::POWER, both).await.ok();
        }
    }
    assert_eq!(paged(&app, None, 2).await.len(), 10);
    for size in [1, 2, 50] {
        let seen = paged(&app, Some(id::KATRIN_USER), size).await;
        assert_eq!(seen.len(), 3, "a change of which nothing is left to see is no entry");
        let text = Value::from(seen).to_string();
        for mark in ["iban", "Iban", "margin", "internal_note", "Walfisch"] {
            assert!(!text.contains(mark), "{mark}");
        }
    }
}

async fn nobody_pages_through_a_history_of_a_record_that_is_not_theirs(app: TestApp) {
    app.admin().edit("contract", id::POWER, json!({ "nickname": "Haus" })).await.ok();
    let refused = |user: &'static str, contract: &'static str| {
        asked(&app, Some(user), move |tx, caller| {
            let record = ("contract", &EntityId::from(contract));
            activity::page(tx, caller, record, None, 10).map(|page| page.entries.len())
        })
    };
    assert!(matches!(refused(id::THOMAS_USER, id::POWER).await, Err(Refusal::NotFound)));
    assert!(matches!(refused(id::PETRA_USER, id::POWER).await, Err(Refusal::NotFound)));
    assert!(matches!(refused(id::KATRIN_USER, id::NOBODY).await, Err(Refusal::NotFound)));
    assert!(matches!(refused(id::KATRIN_USER, id::POWER).await, Ok(1)));
    // Neither are the lists that other entries stand in.
    for topic in ["configuration", "configuration:role"] {
        app.as_person(KATRIN).await.activity("contract", topic).await.is(404);
        app.as_person(PETRA).await.activity("portal_user", topic).await.is(404);
    }
}

async fn what_was_changed_again_since_goes_back_when_that_was_seen(app: TestApp) {
    let admin = app.admin();
    admin.edit("contract", id::POWER, json!({ "nickname": "Eins" })).await.ok();
    admin.edit("contract", id::POWER, json!({ "nickname": "Zwei" })).await.ok();
    let entry = admin.activity("contract", id::POWER).await.ok()["results"][0]["_id"].clone();
    let entry = entry.as_str().unwrap_or_default().to_owned();
    admin.edit("contract", id::POWER, json!({ "nickname": "Drei" })).await.ok();
    let (looked_at, sought) = (entry.clone(), entry.clone());
    let undoing = asked(&app, None, move |tx, caller| {
        let record = ("contract", &EntityId::from(id::POWER));
        activity::undoing(tx, caller, record, &ActivityId::from(looked_at.as_str()), "nickname")
    });
    let undoing = undoing.await.expect("the change is there");
    assert!(undoing.is_contested());
    let values = (&undoing.old, &undoing.left, &undoing.stored);
    assert_eq!(values, (&json!("Eins"), &json!("Zwei"), &json!("Drei")));
    let undo = |seen: Option<String>| {
        let entry = sought.clone();
        asked(&app, None, move |tx, caller| {
            let record = ("contract", &EntityId::from(id::POWER));
            let entry = ActivityId::from(entry.as_str());
            activity::undo(tx, caller, record, &entry, "nickname", seen.as_deref())
                .map(|seen| seen.to_value())
        })
    };
    assert!(matches!(undo(None).await, Err(Refusal::Conflict { .. })));
    app.clock.advance_seconds(1);
    admin.edit("contract", id::POWER, json!({ "nickname": "Vier" })).await.ok();
    assert!(matches!(undo(Some(undoing.updated_at)).await, Err(Refusal::Conflict { .. })), "it moved on");
    let now = admin.record("contract", id::POWER).await["_updated_at"].as_str().map(str::to_owned);
    assert_eq!(undo(now).await.expect("seen as it is")["nickname"], "Eins");
}

async fn what_was_taken_back_is_told_for_the_attributes_one_may_see(app: TestApp) {
    let admin = app.admin();
    admin.edit("contract", id::POWER, json!({ "nickname": "Eins", "margin": 77 })).await.ok();
    let entry = admin.activity("contract", id::POWER).await.ok()["results"][0]["_id"].clone();
    for attribute in ["margin", "nickname"] {
        let sent = json!({ "activity_id": entry, "attribute": attribute });
        admin.post(&format!("/v1/portico/entity/contract/{}:undo", id::POWER), &sent).await.is(200);
    }
    let taken_back = |user: Option<&'static str>| {
        asked(&app, user, move |tx, caller| -> Result<TakenBack, Refusal> {
            let record = ("contract", &EntityId::from(id::POWER));
            let entries = activity::page(tx, caller, record, None, 50)?.entries;
            activity::taken_back(tx, caller, record, &entries)
        })
    };
    let entry = entry.as_str().unwrap_or_default();
    let staff = taken_back(None).await.expect("told");
    assert!(staff.by(entry, "nickname").is_some() && staff.by(entry, "margin").is_some());
    let katrin = taken_back(Some(id::KATRIN_USER)).await.expect("told");
    assert!(katrin.by(entry, "nickname").is_some(), "she sees it");
    assert!(katrin.by(entry, "margin").is_none(), "it is hidden from her");
    assert!(katrin.by(entry, "contract_name").is_none(), "it was not touched");
}

async fn an_amount_goes_back_with_its_digits(app: TestApp) {
    let admin = app.admin();
    let amount = |cents: i64, digits: &str| json!({ "price": cents, "price_decimal": digits, "price_currency": "EUR" });
    admin.edit("opportunity", id::ROOF, amount(1000, "10.00")).await.ok();
    admin.edit("opportunity", id::ROOF, amount(2550, "25.50")).await.ok();
    let entry = admin.activity("opportunity", id::ROOF).await.ok()["results"][0]["_id"].clone();
    let sent = json!({ "activity_id": entry, "attribute": "price" });
    let back = admin.post(&format!("/v1/portico/entity/opportunity/{}:undo", id::ROOF), &sent).await.is(200);
    let parts = (&back["price"], &back["price_decimal"], &back["price_currency"]);
    assert_eq!(parts, (&json!(1000), &json!("10.00"), &json!("EUR")));
}
