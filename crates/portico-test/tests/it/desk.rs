//! The desk's lists: saved views are one's own or everybody's, and exports hold what their reader may see.

use portico_core::exports::{self, Form, Separator};
use portico_core::{Actor, Caller, Refusal, access, entities, views};
use portico_kit::{EntityId, Locale};
use portico_test::cast::id;
use portico_test::{TestApp, both_engines};
use serde_json::{Map, Value, json};

both_engines!(
    a_view_of_ones_own_is_nobody_elses,
    a_shared_view_is_everybodys,
    a_view_that_makes_no_sense_is_refused,
    a_list_opens_with_the_view_one_has_chosen,
    an_export_is_a_table_that_spreadsheets_open,
    an_export_holds_what_its_reader_may_see,
    a_large_export_holds_every_record_once,
);

fn sent(doc: Value) -> Map<String, Value> {
    doc.as_object().cloned().unwrap_or_default()
}

fn view(name: &str, shared: bool) -> Map<String, Value> {
    let layout =
        json!({ "contract": { "sort": "_title:asc", "pageSize": 50, "columnSettings": ["status"] } });
    sent(
        json!({ "name": name, "slug": ["contract"], "shared": shared, "ui_config": { "table_layout": layout } }),
    )
}

fn colleague(caller: &Caller) -> Caller {
    let actor = Actor { id: "colleague".to_owned(), ..caller.actor.clone() };
    Caller { actor, ..caller.clone() }
}

async fn a_view_of_ones_own_is_nobody_elses(app: TestApp) {
    let core = app.core.clone();
    let told = app.as_organisation(move |tx, caller| {
        let own = views::create(tx, caller, view("Meine", false))?;
        assert_eq!((own.doc["created_by"]["user_id"].as_str(), own.is_of(caller)), (Some("test"), true));
        assert_eq!(own.layout("contract")["pageSize"], 50);
        let other = colleague(caller);
        assert!(views::list(tx, &other, Some("contract"))?.is_empty());
        let refused = [
            views::find(tx, &other, &own.id).map(|_| ()),
            views::change(tx, &other, &own.id, view("Deine", true)).map(|_| ()),
            views::remove(tx, &other, &own.id),
            views::set_default(tx, &other, "contract", Some(&own.id)),
        ];
        assert!(refused.iter().all(|one| matches!(one, Err(Refusal::NotFound))), "{refused:?}");
        let katrin = access::look_as(tx, &core, caller, &EntityId::from(id::KATRIN_USER))?;
        assert!(matches!(views::list(tx, &katrin, None), Err(Refusal::NotFound)));
        assert!(views::list(tx, caller, Some("contact"))?.is_empty());
        views::remove(tx, caller, &own.id)?;
        Ok(views::list(tx, caller, None)?.len())
    });
    assert_eq!(told.await.expect("the views"), 0);
}

async fn a_shared_view_is_everybodys(app: TestApp) {
    let told = app.as_organisation(|tx, caller| {
        let made = views::create(tx, caller, view("Alle", true))?;
        let other = colleague(caller);
        let changed =
            views::change(tx, &other, &made.id, sent(json!({ "name": "Unsere", "created_by": 7 })))?;
        assert_eq!((changed.name.as_str(), changed.owner.as_str()), ("Unsere", "test"));
        assert_eq!(changed.doc["created_by"], made.doc["created_by"]);
        assert_eq!(changed.layout("contract"), made.layout("contract"));
        Ok(views::list(tx, &other, Some("contract"))?.len())
    });
    assert_eq!(told.await.expect("the views"), 1);
}

async fn a_view_that_makes_no_sense_is_refused(app: TestApp) {
    let before = app.dump().await;
    for odd in [
        json!({ "slug": ["contract"], "ui_config": {} }),
        json!({ "name": " ", "slug": ["contract"], "ui_config": {} }),
        json!({ "name": "x".repeat(101), "slug": ["contract"], "ui_config": {} }),
        json!({ "name": "x", "slug": [], "ui_config": {} }),
        json!({ "name": "x", "slug": "contract", "ui_config": {} }),
        json!({ "name": "x", "slug": ["nowhere"], "ui_config": {} }),
        json!({ "name": "x", "slug": ["contract"], "ui_config": [] }),
        json!({ "name": "x", "slug": ["contract"], "ui_config": {}, "shared": "yes" }),
        json!({ "name": "x", "slug": ["contract"], "ui_config": { "a": "x".repeat(30_000) } }),
    ] {
        let told = odd.to_string();
        let refused =
            app.as_organisation(move |tx, caller| views::create(tx, caller, sent(odd.clone()))).await;
        assert!(matches!(refused, Err(Refusal::Invalid { field: Some(_), .. })), "{told}");
    }
    assert!(app.dump().await == before);
}

async fn a_list_opens_with_the_view_one_has_chosen(app: TestApp) {
    let told = app.as_organisation(|tx, caller| {
        let made = views::create(tx, caller, view("Alle", true))?;
        let other = colleague(caller);
        views::set_default(tx, caller, "contract", Some(&made.id))?;
        assert!(views::default_of(tx, &other, "contract")?.is_none());
        assert!(views::default_of(tx, caller, "contact")?.is_none());
        assert_eq!(views::default_of(tx, caller, "contract")?.map(|view| view.id), Some(made.id.clone()));
        views::set_default(tx, caller, "contract", None)?;
        assert!(views::default_of(tx, caller, "contract")?.is_none());
        views::set_default(tx, &other, "contract", Some(&made.id))?;
        // Whoever made it takes it back for itself alone.
        views::change(tx, caller, &made.id, sent(json!({ "shared": false })))?;
        assert!(views::default_of(tx, &other, "contract")?.is_none());
        views::remove(tx, caller, &made.id)
    });
    told.await.expect("the views");
}

fn form(attributes: &[&str], locale: Locale, separator: Separator) -> Form {
    let attributes = attributes.iter().map(|name| (*name).to_owned()).collect();
    Form { schema: "contract".to_owned(), attributes, locale, separator }
}

async fn an_export_is_a_table_that_spreadsheets_open(app: TestApp) {
    let hostile = json!({ "nickname": "=HYPERLINK(\"http://x\")", "installment": -467, "consumption": 12.5 });
    app.admin().edit("contract", id::POWER, hostile).await.ok();
    let told = app.as_organisation(|tx, caller| {
        let columns = [
            "nickname",
            "installment",
            "consumption",
            "started_on",
            "customer",
            "delivery_address",
            "nowhere",
        ];
        let form = form(&columns, Locale::De, Separator::Semicolon);
        let head = exports::head(caller, &form)?;
        Ok((
            head,
            exports::lines(tx, caller, &form, &[EntityId::from(id::POWER), EntityId::from(id::NOBODY)])?,
        ))
    });
    let (head, lines) = told.await.expect("the export");
    assert_eq!(head, "_id;_title;nickname;installment;consumption;started_on;customer;delivery_address\r\n");
    let cells: Vec<&str> = lines.trim_end().split(';').collect();
    assert_eq!(lines.matches("\r\n").count(), 1, "a record that is not there has no line: {lines}");
    assert_eq!(cells[0], id::POWER);
    assert_eq!(cells[2], "\"'=HYPERLINK(\"\"http://x\"\")\"");
    assert_eq!(cells[3..7], ["-4,67", "12,5", "2024-03-01", "Katrin Berger"]);
    assert!(cells[7].starts_with("Alte Gasse 1 10115 "), "{lines}");
}

async fn an_export_holds_what_its_reader_may_see(app: TestApp) {
    let core = app.core.clone();
    let told = app.as_organisation(move |tx, caller| {
        let katrin = access::look_as(tx, &core, caller, &EntityId::from(id::KATRIN_USER))?;
        let form = form(&["iban", "margin", "status"], Locale::En, Separator::Comma);
        let ids = [EntityId::from(id::POWER), EntityId::from(id::THOMAS_POWER)];
        Ok((exports::lines(tx, &katrin, &form, &ids)?, exports::lines(tx, caller, &form, &ids)?))
    });
    let (hers, ours) = told.await.expect("the exports");
    assert_eq!(hers.matches("\r\n").count(), 1, "{hers}");
    assert!(hers.contains(id::POWER) && hers.contains(",,,active"), "{hers}");
    assert_eq!(ours.matches("\r\n").count(), 2);
    assert!(!ours.contains(",,,active"), "{ours}");
}

async fn a_large_export_holds_every_record_once(app: TestApp) {
    let told = app.as_organisation(|tx, caller| {
        for number in 0..130 {
            let attributes = sent(json!({ "contract_name": format!("Vertrag {number}") }));
            entities::create(tx, caller, "contract", attributes)?;
        }
        let search = entities::Search { schemas: vec!["contract".to_owned()], ..Default::default() };
        let (ids, counted) =
            (entities::ids(tx, caller, &search, 10_000)?, entities::search(tx, caller, &search)?);
        let form = form(&["status"], Locale::En, Separator::Comma);
        let mut lines = String::new();
        for part in ids.chunks(50) {
            lines.push_str(&exports::lines(tx, caller, &form, part)?);
        }
        let total = usize::try_from(counted.total).unwrap_or(0);
        assert!(total > 130 && ids.len() == total && lines.matches("\r\n").count() == total);
        Ok(ids.iter().filter(|id| lines.matches(id.as_str()).count() != 1).count())
    });
    assert_eq!(told.await.expect("the export"), 0);
}
