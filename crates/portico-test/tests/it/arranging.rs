//! Arranging: blocks and pages move, are copied and go, and nothing else of a page changes.

use portico_core::Refusal;
use portico_core::pages::arrange::{self, Arrangement, Ground};
use portico_core::pages::{self, Block};
use portico_core::schemas::edit::Way;
use portico_db::Tx;
use portico_kit::{PageId, PortalId};
use portico_test::cast::{AUENTAL, id};
use portico_test::{TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    blocks_move_among_their_neighbours_only,
    a_block_takes_along_what_stands_in_it,
    blocks_of_every_page_are_arranged_in_the_portal,
    pages_move_and_one_is_the_first,
);

const HOME: [(&str, Option<&str>); 5] =
    [("a", None), ("b", None), ("c", Some("b")), ("d", Some("b")), ("e", None)];

fn uuid(letter: &str) -> String {
    format!("00000000-0000-7000-8000-0000000000{letter}{letter}")
}

fn ground() -> Ground {
    Ground::Page(PageId::from(id::PAGE))
}

/// A page with five blocks, two of which stand in another.
async fn set_out(app: &TestApp) {
    let blocks: serde_json::Map<String, Value> = HOME
        .iter()
        .enumerate()
        .map(|(at, (letter, parent))| {
            let mut block = json!({ "id": uuid(letter), "type": "group", "order": at, "props": { "content": { "kept": letter } } });
            if let Some(parent) = parent {
                block["parentId"] = uuid(parent).into();
            }
            (uuid(letter), block)
        })
        .collect();
    let page = json!({ "slug": "contracts", "order": 1, "blocks": blocks, "custom": [1] });
    app.as_organisation(move |tx, caller| {
        let mut fresh = pages::find(tx, &PageId::from(id::PAGE))?.ok_or(Refusal::NotFound)?;
        for block in fresh.blocks() {
            pages::remove_block(tx, &fresh.id, &block.id)?;
        }
        fresh = pages::put(tx, &fresh.id, page.clone(), caller.now, &caller.random)?;
        Ok(fresh.id)
    })
    .await
    .expect("a page");
}

async fn arranged<T: Send + 'static>(
    app: &TestApp,
    work: impl Fn(&mut Arrangement) -> Result<T, Refusal> + Send + Sync + 'static,
) -> Result<T, Refusal> {
    let work = std::sync::Arc::new(work);
    app.as_organisation(move |tx, caller| {
        let work = std::sync::Arc::clone(&work);
        arrange::arrange(tx, &ground(), caller.now, &caller.random, |all| work(all))
    })
    .await
}

/// The blocks of the page as the API tells them, in order: what they keep, and what they stand in.
async fn told(app: &TestApp) -> Vec<String> {
    let page = app.admin().get(&format!("/v2/portal/pages/{}", id::PAGE)).await.ok();
    assert_eq!(page["custom"], json!([1]));
    let own: Vec<&Value> = page["blocks"].as_object().into_iter().flatten().map(|(_, block)| block).collect();
    let letter = |id: &Value| {
        own.iter()
            .find(|block| block["id"] == *id)
            .map(|block| block["props"]["content"]["kept"].as_str().unwrap_or("?"))
            .unwrap_or("")
    };
    let mut all: Vec<(f64, String)> = own
        .iter()
        .map(|block| {
            (
                block["order"].as_f64().unwrap_or(-1.0),
                format!("{}{}", letter(&block["parentId"]), letter(&block["id"])),
            )
        })
        .collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
    all.into_iter().map(|(_, name)| name).collect()
}

async fn top(app: &TestApp) -> Vec<String> {
    told(app).await.into_iter().filter(|name| name.len() == 1).collect()
}

async fn blocks_move_among_their_neighbours_only(app: TestApp) {
    set_out(&app).await;
    assert_eq!(top(&app).await, ["a", "b", "e"]);
    arranged(&app, |all| all.move_block(&uuid("e"), Way::Up)).await.expect("moved");
    assert_eq!(top(&app).await, ["a", "e", "b"]);
    arranged(&app, |all| all.move_block(&uuid("a"), Way::Up)).await.expect("nothing above it");
    arranged(&app, |all| all.move_block(&uuid("d"), Way::Up)).await.expect("inside its group");
    assert_eq!(top(&app).await, ["a", "e", "b"]);
    let inner: Vec<String> = told(&app).await.into_iter().filter(|name| name.len() == 2).collect();
    assert_eq!(inner, ["bd", "bc"]);
    let before = app.dump().await;
    let refused = arranged(&app, |all| all.move_block("nobody", Way::Up)).await.expect_err("no such block");
    assert!(matches!(refused, Refusal::NotFound));
    assert_eq!(app.dump().await, before);
}

async fn a_block_takes_along_what_stands_in_it(app: TestApp) {
    set_out(&app).await;
    arranged(&app, |all| all.place(&uuid("b"), Some(&uuid("a")))).await.expect("placed");
    assert_eq!(top(&app).await, ["a", "e"]);
    let refused = arranged(&app, |all| all.place(&uuid("a"), Some(&uuid("d")))).await.expect_err("a circle");
    assert!(matches!(refused, Refusal::Invalid { .. }), "{refused:?}");
    let copy = arranged(&app, |all| all.copy(&uuid("a"))).await.expect("copied");
    assert_eq!(top(&app).await, ["a", "a", "e"]);
    assert_eq!(told(&app).await.len(), 9, "four were copied");
    let gone = arranged(&app, move |all| all.remove(&copy)).await.expect("removed");
    assert_eq!((gone, told(&app).await.len()), (4, 5));
    let added =
        arranged(&app, |all| all.add(Some(&uuid("b")), json!({ "type": "text" }))).await.expect("added");
    let found: Block = arranged(&app, move |all| all.find(&added)).await.expect("found");
    assert_eq!((found.kind.as_str(), found.parent), ("text", Some(uuid("b"))));
    assert!(arranged(&app, |all| all.add(None, json!({ "type": "" }))).await.is_err());
}

async fn blocks_of_every_page_are_arranged_in_the_portal(app: TestApp) {
    let portal = || Ground::Everywhere(PortalId::from(AUENTAL.customer_portal));
    let before = app.admin().get(&format!("/v3/portal/config/{}", AUENTAL.customer_portal)).await.ok();
    let added = app
        .as_organisation(move |tx, caller| {
            arrange::arrange(tx, &portal(), caller.now, &caller.random, |all| {
                all.add(None, json!({ "type": "footer" }))
            })
        })
        .await
        .expect("added");
    let mut after = app.admin().get(&format!("/v3/portal/config/{}", AUENTAL.customer_portal)).await.ok();
    assert_eq!(after["global_blocks"][&added]["type"], "footer");
    after["global_blocks"] = before["global_blocks"].clone();
    if before.get("global_blocks").is_none() {
        after.as_object_mut().map(|fields| fields.remove("global_blocks"));
    }
    assert_eq!(after, before, "nothing else of the portal changes");
}

async fn pages_move_and_one_is_the_first(app: TestApp) {
    let slugs = || async {
        let config = app.admin().get(&format!("/v3/portal/config/{}", AUENTAL.customer_portal)).await.ok();
        let mut pages: Vec<(f64, String, bool)> = config["pages"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|page| {
                (
                    page["order"].as_f64().unwrap_or(-1.0),
                    page["slug"].as_str().unwrap_or("").to_owned(),
                    page["is_entry_route"] == true,
                )
            })
            .collect();
        pages.sort_by(|a, b| a.0.total_cmp(&b.0));
        pages
    };
    let before: Vec<String> = slugs().await.into_iter().map(|(_, slug, _)| slug).collect();
    let last = before.last().cloned().expect("pages");
    let find = move |tx: &mut Tx<'_>| {
        let pages = pages::list(tx, &PortalId::from(AUENTAL.customer_portal))?;
        pages.into_iter().find(|page| page.slug == last).map(|page| page.id).ok_or(Refusal::NotFound)
    };
    let own = find.clone();
    app.as_organisation(move |tx, _| {
        let page = own(tx)?;
        arrange::move_page(tx, &page, Way::Up)
    })
    .await
    .expect("moved");
    let mut wanted = before.clone();
    let end = wanted.len();
    wanted.swap(end - 1, end - 2);
    assert_eq!(slugs().await.into_iter().map(|(_, slug, _)| slug).collect::<Vec<_>>(), wanted);
    app.as_organisation(move |tx, _| {
        let page = find(tx)?;
        arrange::set_entry(tx, &page)
    })
    .await
    .expect("first");
    let first: Vec<String> =
        slugs().await.into_iter().filter(|(.., entry)| *entry).map(|(_, slug, _)| slug).collect();
    assert_eq!(first, [before.last().cloned().expect("pages")]);
}
